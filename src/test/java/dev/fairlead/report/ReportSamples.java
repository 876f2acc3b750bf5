package dev.fairlead.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.fairlead.report.ReportRows.ActionRow;
import dev.fairlead.report.ReportRows.ApprovalRow;
import dev.fairlead.report.ReportRows.BudgetRow;
import dev.fairlead.report.ReportRows.ChangeRow;
import dev.fairlead.report.ReportRows.ContractorRow;
import dev.fairlead.report.ReportRows.CostPoint;
import dev.fairlead.report.ReportRows.DecisionRow;
import dev.fairlead.report.ReportRows.DeliverableRow;
import dev.fairlead.report.ReportRows.EvaluationRow;
import dev.fairlead.report.ReportRows.FindingRow;
import dev.fairlead.report.ReportRows.FollowUpRow;
import dev.fairlead.report.ReportRows.GoalRow;
import dev.fairlead.report.ReportRows.HandoverRow;
import dev.fairlead.report.ReportRows.HealthRow;
import dev.fairlead.report.ReportRows.IssueEndRow;
import dev.fairlead.report.ReportRows.IssueRow;
import dev.fairlead.report.ReportRows.LessonRow;
import dev.fairlead.report.ReportRows.MilestoneRow;
import dev.fairlead.report.ReportRows.OpenCostRow;
import dev.fairlead.report.ReportRows.PerformanceRow;
import dev.fairlead.report.ReportRows.PersonRow;
import dev.fairlead.report.ReportRows.ProjectRow;
import dev.fairlead.report.ReportRows.ReasonRow;
import dev.fairlead.report.ReportRows.RegisterEntry;
import dev.fairlead.report.ReportRows.ReserveRow;
import dev.fairlead.report.ReportRows.RiskEndRow;
import dev.fairlead.report.ReportRows.RiskRow;
import dev.fairlead.report.ReportRows.ScheduleRow;
import dev.fairlead.report.ReportRows.SinceRow;
import dev.fairlead.report.ReportRows.SystemPlanRow;
import dev.fairlead.report.ReportRows.SystemRow;
import dev.fairlead.report.ReportRows.TakenDecisionRow;
import dev.fairlead.report.ReportRows.TaskRow;
import dev.fairlead.report.ReportRows.TrendRow;
import dev.fairlead.report.ReportRows.UnheardRow;
import dev.fairlead.report.ReportRows.VarianceRow;
import dev.fairlead.report.ReportRows.WaitRow;
import dev.fairlead.report.ReportRows.WorkRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Made-up projects for the report tests: a rich one, an empty one, and one filled with hostile
 * text.
 */
final class ReportSamples {
  private ReportSamples() {}

  static BigDecimal money(String amount) {
    return new BigDecimal(amount);
  }

  static LocalDate day(String iso) {
    return LocalDate.parse(iso);
  }

  static ReportHead head(String id, Integer number, String phase, String status) {
    return new ReportHead(
        id,
        number,
        "CRM",
        "Customer relations on the new platform",
        phase,
        status,
        day("2026-05-01"),
        day("2026-05-29"),
        LocalDateTime.parse("2026-05-29T16:42:00"),
        "Sara Sponsor",
        "Carl Coordinator",
        "Carl Coordinator",
        "EUR",
        "en");
  }

  /** The same data, frozen in another language. */
  static <T extends Record> T in(String language, T data) {
    return changed(data, tree -> ((ObjectNode) tree.get("head")).put("language", language));
  }

  /** The same data with the rows of a list again and again. */
  static <T extends Record> T withMany(T data, String list, int rows) {
    return changed(
        data,
        tree -> {
          ArrayNode all = (ArrayNode) tree.get(list);
          for (int first = all.size(), i = first; i < rows; i++) {
            all.add(all.get(i % first));
          }
        });
  }

  /** The same data with other risks, issues and changes behind them. */
  static InterimReportData withRegister(InterimReportData data, List<RegisterEntry> register) {
    return changed(data, tree -> tree.set("register", new ObjectMapper().valueToTree(register)));
  }

  /** The same report of other goals. */
  static FinalReportData withGoals(FinalReportData data, List<GoalRow> goals) {
    return changed(data, tree -> tree.set("goals", new ObjectMapper().valueToTree(goals)));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Record> T changed(T data, Consumer<ObjectNode> change) {
    ObjectMapper json =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .configure(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, true);
    ObjectNode tree = json.valueToTree(data);
    change.accept(tree);
    try {
      return (T) json.treeToValue(tree, data.getClass());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<GoalRow> goals(boolean rated) {
    return List.of(
        goal(
            1,
            "Sales and service see the same customer record",
            "Share of duplicate records",
            "below 1 %",
            "50",
            rated ? Light.GREEN : Light.NONE,
            rated ? "Reached" : null,
            rated ? "Duplicate report of 2026-09-21: 0.4 %" : null),
        new GoalRow(
            2,
            "Quotes leave the house on the day of the enquiry",
            "Median hours from enquiry to quote",
            "8 hours",
            money("30"),
            rated ? Light.AMBER : Light.NONE,
            rated ? "Partly reached" : null,
            rated ? "Median 11 hours in September, falling" : null,
            rated ? "Changed by CRM-C3. Since then: Target: 10 hours; Weight: 25." : null),
        goal(
            3,
            "The old contact database is switched off",
            "Logins to the old database",
            "0 after cut-over",
            "20",
            rated ? Light.RED : Light.NONE,
            rated ? "Missed" : null,
            rated ? "Two departments still read archives there until December" : null));
  }

  private static GoalRow goal(
      int number,
      String statement,
      String measure,
      String target,
      String weight,
      Light light,
      String rating,
      String proof) {
    return new GoalRow(number, statement, measure, target, money(weight), light, rating, proof);
  }

  /** A work breakdown of so many packages, each with a summary, four tasks and a milestone. */
  static List<TaskRow> tasks(int packages) {
    String[] names = {
      "Preparation",
      "Data model",
      "Interfaces",
      "Migration",
      "Roles and access",
      "Training",
      "Pilot",
      "Cut-over"
    };
    String[] steps = {
      "Analyse present state", "Design and agree", "Build and configure", "Test with key users"
    };
    String[] owners = {"Tina Team", "Max Member", "Carl Coordinator", "Olga Operations"};
    List<TaskRow> rows = new ArrayList<>();
    LocalDate start = day("2026-03-02");
    for (int p = 1; p <= packages; p++) {
      String name =
          names[(p - 1) % names.length]
              + (p > names.length ? " " + ((p - 1) / names.length + 1) : "");
      LocalDate begin = start.plusDays((p - 1) * 18L);
      LocalDate end = begin.plusDays(32);
      boolean critical = p % 3 != 2;
      rows.add(
          new TaskRow(
              "" + p,
              name,
              1,
              true,
              false,
              null,
              begin,
              end,
              money("23"),
              money(critical ? "0" : "6"),
              critical,
              Math.max(0, 100 - p * 12),
              begin.minusDays(3),
              end.minusDays(5)));
      for (int s = 1; s <= 4; s++) {
        LocalDate from = begin.plusDays((s - 1) * 8L);
        LocalDate to = from.plusDays(7);
        rows.add(
            new TaskRow(
                p + "." + s,
                steps[s - 1],
                2,
                false,
                false,
                owners[(p + s) % owners.length],
                from,
                to,
                money("6"),
                money(critical ? "0" : "5.5"),
                critical,
                Math.max(0, Math.min(100, 220 - p * 40 - s * 20)),
                from.minusDays(3),
                to.minusDays(4)));
      }
      rows.add(
          new TaskRow(
              p + ".5",
              name + " accepted",
              2,
              false,
              true,
              "Carl Coordinator",
              end,
              end,
              money("0"),
              money(critical ? "0" : "6"),
              critical,
              p == 1 ? 100 : 0,
              end.minusDays(5),
              end.minusDays(5)));
    }
    return rows;
  }

  static List<MilestoneRow> milestones() {
    return List.of(
        new MilestoneRow(
            "1.5",
            "Preparation accepted",
            day("2026-03-30"),
            day("2026-04-03"),
            day("2026-04-02"),
            3,
            Light.AMBER,
            "Reached late"),
        new MilestoneRow(
            "2.5",
            "Data model accepted",
            day("2026-04-17"),
            day("2026-04-17"),
            day("2026-04-17"),
            0,
            Light.GREEN,
            "Reached"),
        new MilestoneRow(
            "4.5",
            "Migration accepted",
            day("2026-05-22"),
            day("2026-06-05"),
            null,
            10,
            Light.RED,
            "Late"),
        new MilestoneRow(
            "8.5",
            "Cut-over accepted",
            day("2026-08-05"),
            day("2026-08-10"),
            null,
            3,
            Light.AMBER,
            "At risk"),
        new MilestoneRow(
            null,
            "Review after half a year",
            null,
            null,
            null,
            null,
            Light.NONE,
            "Not planned yet"));
  }

  static List<SystemRow> systems() {
    return List.of(
        new SystemRow(
            1,
            "Customer platform",
            "Implement",
            "Olga Operations",
            "Production",
            "High",
            "Sundays 20:00 to 24:00",
            "2026-06-26 to 2026-07-03",
            "1.2, 3.3, 8.1",
            "In build"),
        new SystemRow(
            2,
            "Contact database",
            "Retire",
            "Max Member",
            "Production",
            "Medium",
            "Any evening",
            null,
            "4.1, 4.2",
            "In use"),
        new SystemRow(
            3,
            "Ledger",
            "Change",
            "Olga Operations",
            "Test and production",
            "High",
            "Last Saturday of the month",
            "2026-06-29 to 2026-07-02",
            "3.2",
            "Interface agreed"));
  }

  static List<RiskRow> risks() {
    return List.of(
        new RiskRow(
            "R1",
            "Migration needs a second run",
            "Because the old addresses were never cleaned, the first run may leave too many"
                + " duplicates, so that the cut-over moves by two weeks.",
            "Business",
            "before the trial run",
            4,
            5,
            20,
            Light.RED,
            "Max Member",
            "Reduce",
            "Clean addresses before the trial run; plan a second run as an option",
            day("2026-06-10"),
            8,
            money("18000"),
            10,
            day("2026-06-05"),
            "Active"),
        new RiskRow(
            "R2",
            "Key user leaves",
            "The only person who knows the quote rules may change jobs, so that tests stall.",
            "People",
            "",
            2,
            4,
            8,
            Light.YELLOW,
            "Carl Coordinator",
            "Reduce",
            "Write the rules down with a second person",
            null,
            4,
            null,
            5,
            day("2026-06-12"),
            "Assessed"),
        new RiskRow(
            "R3",
            "Licence price falls",
            "A volume discount may lower the yearly fee.",
            "External",
            null,
            1,
            2,
            2,
            Light.GREEN,
            "Sara Sponsor",
            "Exploit",
            "Ask for the discount when ordering",
            day("2026-07-01"),
            null,
            money("-2500"),
            null,
            null,
            "Proposed"));
  }

  static List<BudgetRow> budget(boolean result) {
    return List.of(
        line("Own labour", "Labour", "120000", "112400", "118900", "61250.5", "124600", result),
        line("Licences", "Licences", "60000", "60000", "60000", "60000", "60000", result),
        line(
            "Integration partner",
            "Services",
            "95000",
            "88000",
            "99500",
            "47320",
            "108200",
            result),
        line("Reserve", "Contingency", "25000", "0", "0", null, null, result));
  }

  private static BudgetRow line(
      String name,
      String category,
      String budget,
      String first,
      String latest,
      String actual,
      String forecast,
      boolean result) {
    return new BudgetRow(
        name,
        category,
        money(budget),
        result ? money(first) : null,
        money(latest),
        result && actual != null ? money(actual) : null,
        result && forecast != null ? money(forecast) : null,
        result && forecast != null ? money(budget).subtract(money(forecast)) : null);
  }

  static EarnedValueFigures earnedValue() {
    return new EarnedValueFigures(
        money("278400"),
        money("175200"),
        money("158688"),
        money("168570.5"),
        money("-9882.5"),
        money("-16512"),
        money("0.941"),
        money("0.906"),
        money("295738.39"),
        money("288282.5"),
        money("308904.1"),
        money("295738.39"),
        "BAC / CPI, because the variance is expected to go on",
        money("127167.89"),
        money("-17338.39"),
        money("1.09"),
        money("0.94"),
        money("11.4"),
        money("0.91"),
        money("57"),
        money("60.5"),
        day("2026-08-05"),
        day("2026-08-10"),
        0,
        money("2320"),
        money("1404.5"),
        money("1012"),
        money("2416.5"));
  }

  static List<CostPoint> costs() {
    int[] planned = {0, 31000, 74000, 175200, 214000, 262000, 278400};
    int[] earned = {0, 29000, 69500, 158688};
    int[] actual = {0, 33500, 78200, 168570};
    List<CostPoint> points = new ArrayList<>();
    for (int i = 0; i < planned.length; i++) {
      points.add(
          new CostPoint(
              day("2026-02-28").plusMonths(i).withDayOfMonth(28),
              new BigDecimal(planned[i]),
              i < earned.length ? new BigDecimal(earned[i]) : null,
              i < actual.length ? new BigDecimal(actual[i]) : null));
    }
    return points;
  }

  static List<ChangeRow> changes() {
    return List.of(
        new ChangeRow(
            "CRM-C1",
            "Normal",
            "Import of the partner's price list as well",
            "Tina Team",
            day("2026-04-20"),
            4,
            money("6500"),
            "Implemented",
            "Approved",
            "Mia Manager"),
        new ChangeRow(
            "CRM-C2",
            "Standard",
            "One more test user",
            "Max Member",
            day("2026-05-04"),
            0,
            money("0"),
            "Closed",
            "Approved",
            "Standard route"),
        new ChangeRow(
            "CRM-C3",
            "Normal",
            "Move the cut-over behind the ledger's closing",
            "Olga Operations",
            day("2026-05-26"),
            3,
            money("4000"),
            "Awaiting approval",
            null,
            null));
  }

  static List<ApprovalRow> approvals() {
    return List.of(
        new ApprovalRow(
            1,
            "Managers",
            "Mia Manager",
            Light.AMBER,
            "Sent back for rework",
            "The migration has no second run. Please plan one or show that the addresses are"
                + " clean.",
            day("2026-02-12"),
            "Every plan"),
        new ApprovalRow(
            1,
            "Managers",
            "Mia Manager",
            Light.GREEN,
            "Approved",
            null,
            day("2026-02-17"),
            "Every plan"),
        new ApprovalRow(
            2,
            "Sponsors",
            "Sara Sponsor",
            Light.GREEN,
            "Approved",
            "Good plan. Keep me posted on the ledger.",
            day("2026-02-18"),
            "Budget of 50,000 or more"),
        new ApprovalRow(
            3,
            "Steering board",
            "Ben Board",
            Light.GREEN,
            "Approved",
            null,
            day("2026-02-20"),
            "Budget of 250,000 or more"));
  }

  static PlanReportData plan(int packages) {
    return new PlanReportData(
        head("CRM plan 7", null, "Approval", "Awaiting approval"),
        "Sales and service work on two customer databases that disagree. This project brings both"
            + " onto one platform, moves the records over in two runs, and retires the old contact"
            + " database.\n\n"
            + "It ends when the platform has run for a month without a fallback.",
        day("2026-03-02"),
        day("2026-08-31"),
        day("2026-08-10"),
        money("300000"),
        money("278400"),
        10,
        money("5"),
        goals(false),
        List.of(
            new PersonRow("Tina Team", "Developer", 80, money("85")),
            new PersonRow("Max Member", "Data engineer", 100, money("92.5")),
            new PersonRow("Olga Operations", "Operations", 40, money("78"))),
        tasks(packages),
        milestones(),
        systems(),
        risks(),
        budget(false),
        List.of(
            new FindingRow(
                Light.AMBER,
                "Warning",
                "3.2 Design and agree",
                "The ledger may not be touched from 2026-06-29 to 2026-07-02, and the task runs"
                    + " then."),
            new FindingRow(
                Light.GREEN, "Hint", "Tina Team", "Planned for 104 % of her time in week 19.")),
        approvals());
  }

  static PortfolioReportData portfolio(int projects) {
    List<ProjectRow> rows = new ArrayList<>();
    List<ReasonRow> reasons = new ArrayList<>();
    List<WaitRow> waits = new ArrayList<>();
    for (int i = 1; i <= projects; i++) {
      Light light = List.of(Light.GREEN, Light.AMBER, Light.RED, Light.NONE).get(i % 4);
      String name = "P-" + i + " Roll-out of location " + i;
      rows.add(
          new ProjectRow(
              name,
              i % 5 == 0 ? "Paused since 2026-05-04 (Tracking)" : "Tracking",
              light,
              day("2026-05-29"),
              day("2026-08-31"),
              day("2026-08-05"),
              light == Light.NONE ? null : day("2026-08-10"),
              money("300000"),
              light == Light.NONE ? null : money("295738.39"),
              i % 3,
              light == Light.NONE ? "No report yet" : "Unchanged"));
      if (light == Light.RED || light == Light.AMBER) {
        reasons.add(
            new ReasonRow(
                name,
                light,
                "Schedule",
                "The forecast finish is outside the tolerance for time.",
                day("2026-05-29")));
      }
      waits.add(new WaitRow(name, "Approve plan", "managers, sponsors", day("2026-05-20")));
    }
    return new PortfolioReportData(
        head("Portfolio report", null, "Portfolio", "All projects that are not closed"),
        projects + " projects are under way.",
        rows,
        reasons,
        waits);
  }

  static InterimReportData interim() {
    return new InterimReportData(
        head("CRM-R3", 3, "Tracking", "Published"),
        Light.AMBER,
        "The data model is accepted and both interfaces run in test. The trial migration showed"
            + " more duplicates than expected, so a second run was planned; the cut-over moves by"
            + " three working days and stays within tolerance.",
        List.of(
            new HealthRow(
                "Overall",
                Light.AMBER,
                Light.RED,
                "worst of five",
                "Red when one dimension is red",
                "The second migration run is agreed and paid from the reserve."),
            new HealthRow(
                "Schedule",
                Light.AMBER,
                Light.AMBER,
                "SPI 0.91",
                "Amber from 5 % behind, red from 10 %",
                null),
            new HealthRow(
                "Cost",
                Light.AMBER,
                Light.AMBER,
                "forecast +6.2 %",
                "Amber from 5 % over, red from 10 %",
                null),
            new HealthRow(
                "Scope",
                Light.GREEN,
                Light.GREEN,
                "1 change",
                "Green up to two open changes",
                null),
            new HealthRow(
                "Resources",
                Light.GREEN,
                Light.GREEN,
                "0 overloads",
                "Green without overloads",
                null),
            new HealthRow("Risk", Light.RED, Light.RED, "level 20", "Red from level 20", null)),
        List.of(
            new WorkRow(
                "2.4",
                "Test with key users",
                "Tina Team",
                day("2026-05-12"),
                100,
                "Two findings, both solved"),
            new WorkRow("3.2", "Design and agree", "Max Member", day("2026-05-20"), 100, null),
            new WorkRow(
                "4.1",
                "Analyse present state",
                "Max Member",
                null,
                60,
                "Trial run done, 3.1 % duplicates")),
        List.of(
            new WorkRow("4.2", "Design and agree", "Max Member", day("2026-06-08"), 0, null),
            new WorkRow("3.3", "Build and configure", "Tina Team", day("2026-06-15"), 20, null)),
        milestones(),
        earnedValue(),
        costs(),
        budget(true),
        tasks(5),
        risks(),
        List.of(
            new IssueRow(
                "CRM-I4",
                "Problem",
                "Addresses from the old database hold two formats of postcodes",
                "Contact database",
                "4.1",
                "4",
                "4",
                "Max Member",
                day("2026-06-05"),
                "Open"),
            new IssueRow(
                "CRM-I2",
                "Question",
                "Who may see a customer's open invoices?",
                "Ledger",
                null,
                "2",
                "3",
                null,
                null,
                "Postponed")),
        changes(),
        List.of(
            new DecisionRow(
                "Move the cut-over behind the ledger's closing (CRM-C3)",
                "Mia Manager",
                day("2026-06-05"),
                "The cut-over falls into the ledger's blackout and has to be planned anew",
                "Open"),
            new DecisionRow(
                "Buy a second test system",
                "Steering board",
                day("2026-05-20"),
                "Tests wait for each other",
                "Decided by Stefan Board on 2026-05-18: Yes")),
        trend(),
        List.of(
            new RegisterEntry("RISK", "R1", "Migration needs a second run", "ACTIVE", 20, null),
            new RegisterEntry("ISSUE", "CRM-I4", "Duplicates", "POSTPONED", null, null),
            new RegisterEntry("CHANGE", "CRM-C3", "Cut-over", "AWAITING_APPROVAL", null, "")),
        "CRM-R2",
        List.of(
            new SinceRow("Health", "Schedule", "Green", "Amber"),
            new SinceRow("Figure", "Forecast finish", "2026-08-06", "2026-08-10"),
            new SinceRow("Milestone", "Cut-over accepted", "2026-08-06", "2026-08-10"),
            new SinceRow("New risk", "R1 Migration needs a second run", null, "level 20"),
            new SinceRow("Change decided", "CRM-C2 Price list", "Awaiting approval", "Approved")),
        List.of(
            new OpenCostRow(
                "Commitment",
                "Acme, second migration run",
                "Integration partner",
                day("2026-06-30"),
                money("7800.00")),
            new OpenCostRow(
                "Cost that waits for approval",
                "Tina Team, tests with key users",
                "Without a budget line",
                day("2026-05-28"),
                money("640.50"))),
        null,
        List.of(
            new ActionRow(
                "CRM-A2",
                "Send the contract to legal",
                "Tom Team",
                day("2026-05-22"),
                "High",
                "overdue",
                "Steering meeting of 15 May, D2 Second migration run"),
            new ActionRow(
                "CRM-A4",
                "Book the rooms for the cut-over week-end",
                "Tina Team",
                day("2026-06-12"),
                "Low",
                "open",
                "")),
        List.of(
            new TakenDecisionRow(
                "CRM-D2",
                "Second migration run: A second trial migration is run in June with all customers"
                    + " (stands in the place of CRM-D1)",
                "Steering board: Stefan Board, Sofia Sponsor",
                day("2026-05-15"),
                day("2026-06-01"))),
        List.of(
            new ContractorRow(
                "Ann Acme (Acme)",
                day("2026-05-01"),
                day("2026-05-31"),
                Light.AMBER,
                "Both interfaces run in test; the second one lacks the invoices that were cancelled.",
                "Cancelled invoices, then the load test",
                "We need test data with cancelled invoices by 8 June."),
            new ContractorRow(
                "Ben Bolt (Bolt)",
                day("2026-05-01"),
                day("2026-05-31"),
                Light.GREEN,
                "Cabling of the new room",
                null,
                null)),
        goals(false),
        List.of(
            new ReserveRow(
                "Working days before the deadline as it is now, 2026-08-31",
                true,
                money("18"),
                money("18"),
                money("3"),
                money("15")),
            new ReserveRow(
                "Budget that is not planned, EUR",
                false,
                money("21600.00"),
                money("21600.00"),
                money("17338.39"),
                money("4261.61")),
            new ReserveRow(
                "of which budget line Contingency, EUR",
                false,
                money("5000.00"),
                money("5000.00"),
                money("1200.00"),
                money("3800.00"))),
        "The 2 open risks that have a cost are expected to cost 6,020.00 EUR.",
        List.of(
            new UnheardRow(
                "Weekly check-in", "Not answered until 2026-05-26", "Tom Team", day("2026-05-22")),
            new UnheardRow(
                "Task without a word", "2.3 Interfaces", "Ina Integrator", day("2026-05-08"))));
  }

  static List<TrendRow> trend() {
    return List.of(
        new TrendRow(
            "CRM-R1",
            day("2026-03-31"),
            Light.GREEN,
            Light.GREEN,
            Light.GREEN,
            Light.GREEN,
            Light.GREEN,
            Light.AMBER,
            money("0.94"),
            money("0.87"),
            day("2026-08-05")),
        new TrendRow(
            "CRM-R2",
            day("2026-04-30"),
            Light.AMBER,
            Light.GREEN,
            Light.AMBER,
            Light.GREEN,
            Light.NONE,
            Light.AMBER,
            money("0.94"),
            money("0.89"),
            day("2026-08-06")),
        new TrendRow(
            "CRM-R3",
            day("2026-05-29"),
            Light.AMBER,
            Light.AMBER,
            Light.AMBER,
            Light.GREEN,
            Light.GREEN,
            Light.RED,
            money("0.91"),
            null,
            day("2026-08-10")));
  }

  static FinalReportData finalReport() {
    List<HandoverRow> handovers = new ArrayList<>();
    for (String point :
        List.of(
            "Owner named",
            "Support agreed",
            "Monitoring",
            "Backup",
            "Capacity",
            "Licences",
            "Certificates",
            "Documents",
            "Training",
            "Known issues",
            "Access")) {
      handovers.add(
          new HandoverRow(
              "Customer platform",
              point,
              Light.GREEN,
              "Done",
              null,
              "Olga Operations",
              day("2026-08-24")));
    }
    handovers.add(
        new HandoverRow(
            "Ledger",
            "Documents",
            Light.AMBER,
            "Open",
            "Interface description follows by 2026-09-15",
            "Olga Operations",
            null));
    return new FinalReportData(
        head("CRM-R9", 9, "Closing", "For acceptance"),
        "Completed",
        "The platform is in use by sales and service since 2026-08-11. Two of three goals were"
            + " reached fully or partly.",
        goals(true),
        List.of(
            new ScheduleRow(
                "Start of work", day("2026-03-02"), day("2026-03-02"), day("2026-03-02"), 0),
            new ScheduleRow(
                "Finish of work", day("2026-08-05"), day("2026-08-10"), day("2026-08-12"), 5),
            new ScheduleRow("Deadline", day("2026-08-31"), day("2026-08-31"), null, null)),
        milestones(),
        tasks(8),
        budget(true),
        earnedValue(),
        costs(),
        List.of(
            new VarianceRow(
                "Approved changes", "CRM-C1 price list, CRM-C3 cut-over", 7, money("10500")),
            new VarianceRow("Risks that occurred", "R1: a second migration run", 5, money("7800")),
            new VarianceRow(
                "Waiting for approvals",
                "Plan 3, changes 4, result 1 working days; 2 of them count, as far as nothing else"
                    + " explains the delay",
                2,
                money("0")),
            new VarianceRow(
                "Estimates", "Interfaces took less than estimated", -9, money("-960.39"))),
        List.of(
            new PerformanceRow("Tasks finished on time", "40", "40", "34 of 40", null),
            new PerformanceRow("Issues solved", null, null, "11 of 12", "Median 4 working days"),
            new PerformanceRow("Changes approved", null, null, "3 of 4", "1 emergency")),
        systems(),
        changes(),
        List.of(
            new DeliverableRow(
                "Platform with migrated records",
                Light.GREEN,
                "Accepted",
                "Sara Sponsor",
                day("2026-08-25"),
                null),
            new DeliverableRow(
                "Archive of the old database",
                Light.AMBER,
                "Accepted with reserve",
                "Sara Sponsor",
                day("2026-08-25"),
                "Read access until December")),
        handovers,
        List.of(
            new FollowUpRow(
                "Switch off read access to the archive", "Max Member", day("2026-12-15"), "Goal 3"),
            new FollowUpRow(
                "Interface description of the ledger",
                "Olga Operations",
                day("2026-09-15"),
                "Handover")),
        List.of(
            new EvaluationRow(
                "Tina Team",
                4,
                "Short ways to the key users",
                "Too many tools at once",
                "Fewer tools, earlier training"),
            new EvaluationRow(
                "Max Member",
                3,
                null,
                "Nobody owned the addresses",
                "Name an owner of data first")),
        List.of(
            new LessonRow(
                "Data",
                "The first trial run came late",
                "The second run was well prepared",
                "Duplicates surprised us",
                "Run a trial migration in the first month",
                "Projects that move records",
                0)),
        approvals(),
        List.of(
            new SystemPlanRow(
                "Customer platform",
                "Implement, High",
                "Implement, High",
                "Implement, Handed over to Olga Operations"),
            new SystemPlanRow(
                "Contact database",
                "not planned",
                "Retire, Medium",
                "Retire, No handover needed yet")),
        money("278400.00"),
        money("295739.61"),
        day("2026-08-05"),
        day("2026-08-12"),
        "41 entries, last hash " + "0123456789abcdef".repeat(4) + ".",
        List.of(
            new RiskEndRow(
                "R1",
                "Migration needs a second run",
                20,
                Light.RED,
                "Occurred",
                money("7800.00"),
                5,
                "Became CRM-I4"),
            new RiskEndRow(
                "R4",
                "The vendor of the archive is taken over",
                6,
                Light.YELLOW,
                "Open (Active)",
                null,
                null,
                "Goes on with Olga Operations"),
            new RiskEndRow("R2", "Key user leaves", 8, Light.YELLOW, "Closed", null, null, null)),
        "The register held 3 risks: one occurred, one was closed, one is still open.",
        List.of(
            new IssueEndRow(
                "CRM-I7",
                "Problem",
                "The archive answers slowly",
                "Medium",
                "High",
                "Open",
                "Workaround: Searches run at night"),
            new IssueEndRow(
                "CRM-I4",
                "Problem",
                "Addresses from the old database are doubled",
                "High",
                "High",
                "Closed",
                "A second run with the vendor's own matching")),
        "12 issues were reported; one is still open. 2 were of high urgency or impact.",
        List.of(
            new ContractorRow(
                "Ann Acme (Acme)",
                day("2026-07-01"),
                day("2026-07-31"),
                Light.GREEN,
                "Both interfaces are in use.",
                null,
                null)),
        "5 status reports were accepted, from one contractor; the last of each stands here.",
        "2 things stay to be done, none without a due date and none without an owner.");
  }

  /** Nothing but what a head needs. */
  static ReportHead bareHead() {
    return new ReportHead(
        "X-R1",
        null,
        "X",
        "X",
        null,
        null,
        null,
        day("2026-01-05"),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Chinese, Japanese, Korean, Hebrew, Arabic, Greek and Cyrillic in every kind of field. */
  static InterimReportData inAllScripts() {
    String text =
        "\u5ba2\u6237\u5173\u7cfb \u30d7\u30ed\u30b8\u30a7\u30af\u30c8 \uace0\uac1d"
            + " \u05e9\u05e8\u05d4 \u0645\u062d\u0645\u062f \u0391\u03b8\u03ae\u03bd\u03b1"
            + " \u041c\u043e\u0441\u043a\u0432\u0430";
    InterimReportData some = interim();
    return new InterimReportData(
        new ReportHead(
            "X-R1",
            1,
            "X",
            text,
            text,
            text,
            null,
            day("2026-01-05"),
            null,
            text,
            text,
            text,
            "EUR",
            "en"),
        Light.GREEN,
        text,
        List.of(new HealthRow(text, Light.GREEN, Light.RED, text, text, text)),
        List.of(new WorkRow("1", text, text, day("2026-01-05"), 100, text)),
        List.of(),
        List.of(),
        some.earnedValue(),
        some.costOverTime(),
        List.of(),
        List.of(
            new TaskRow(
                "1",
                text,
                1,
                false,
                false,
                text,
                day("2026-01-05"),
                day("2026-01-09"),
                money("5"),
                null,
                true,
                50,
                null,
                null)),
        List.of(),
        List.of(),
        List.of(),
        List.of(new DecisionRow(text, text, day("2026-01-05"), text, text)),
        List.of(),
        List.of(),
        "X-R0",
        List.of(new SinceRow(text, text, text, text)),
        List.of(new OpenCostRow(text, text, text, day("2026-01-05"), money("1"))),
        null,
        List.of(new ActionRow(text, text, text, day("2026-01-05"), text, text, text)),
        List.of(new TakenDecisionRow(text, text, text, day("2026-01-05"), null)),
        List.of(
            new ContractorRow(
                text, day("2026-01-05"), day("2026-01-09"), Light.RED, text, text, text)),
        List.of(new GoalRow(1, text, text, text, money("1"), Light.NONE, null, null)),
        List.of(new ReserveRow(text, false, null, money("1"), money("1"), money("0"))),
        text,
        List.of(new UnheardRow(text, text, text, day("2026-01-05"))));
  }

  static PlanReportData emptyPlan() {
    return new PlanReportData(
        bareHead(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static InterimReportData emptyInterim() {
    return new InterimReportData(
        bareHead(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        List.of());
  }

  static FinalReportData emptyFinal() {
    return new FinalReportData(
        bareHead(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        List.of(),
        null,
        List.of(),
        null,
        null);
  }

  static final String HOSTILE =
      "<script>alert('x')</script> =1+1+cmd|'/C calc'!A0 $P{REPORT_CONNECTION} \u202Eevil\u202C"
          + " \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 \uD83D\uDE00 \uD83D\uDE80"
          + " \u4E2D\u6587 \u0007\u0000 <b>bold</b> & {0} 'quoted' ";

  /** Ten thousand characters without a single space. */
  static final String ENDLESS = "W".repeat(10_000);

  static PlanReportData hostilePlan() {
    String bad = HOSTILE + ENDLESS;
    ReportHead head =
        new ReportHead(
            bad,
            1,
            bad,
            bad,
            bad,
            bad,
            day("2026-05-01"),
            day("2026-05-29"),
            null,
            bad,
            bad,
            bad,
            bad,
            bad);
    List<TaskRow> tasks = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      tasks.add(
          new TaskRow(
              bad,
              (i == 2 ? "" : HOSTILE) + ENDLESS,
              i * 40,
              i == 1,
              i == 3,
              bad,
              day("2026-05-01"),
              day("2046-05-09"),
              money("1e9"),
              money("-12"),
              true,
              900,
              day("1996-05-01"),
              day("2026-05-01")));
    }
    tasks.add(
        new TaskRow(
            "=2+3",
            "=HYPERLINK(\"http://x\")",
            1,
            false,
            false,
            "@SUM(A1)",
            null,
            null,
            null,
            null,
            false,
            null,
            null,
            null));
    return new PlanReportData(
        head,
        bad,
        null,
        null,
        null,
        money("999999999999"),
        money("-1"),
        1,
        money("1"),
        List.of(new GoalRow(1, bad, bad, bad, money("1"), null, bad, bad)),
        List.of(new PersonRow(bad, bad, 1, money("1"))),
        tasks,
        List.of(new MilestoneRow(bad, bad, null, null, null, null, null, bad)),
        List.of(new SystemRow(1, bad, bad, bad, bad, bad, bad, bad, bad, bad)),
        List.of(
            new RiskRow(
                bad, bad, bad, bad, bad, 1, 1, 1, null, bad, bad, bad, null, null, null, null, null,
                bad)),
        List.of(new BudgetRow(bad, bad, money("123456789012.34"), null, null, null, null, null)),
        List.of(new FindingRow(null, bad, bad, bad)),
        List.of(new ApprovalRow(1, bad, bad, null, bad, bad, null, bad)));
  }
}
