package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeConflicts;
import dev.fairlead.change.ChangeMerges;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.Impact;
import dev.fairlead.change.NewChange;
import dev.fairlead.change.StandardChanges;
import dev.fairlead.change.TrackRecord;
import dev.fairlead.communication.Mail;
import dev.fairlead.communication.Outbox;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.ThreePointEstimate;
import dev.fairlead.plan.Tolerances;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.report.FinalReportData;
import dev.fairlead.report.ReportRows.BudgetRow;
import dev.fairlead.report.ReportRows.ChangeRow;
import dev.fairlead.report.ReportRows.PerformanceRow;
import dev.fairlead.report.ReportRows.SinceRow;
import dev.fairlead.report.ReportRows.VarianceRow;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every route of handleChange on the real engine. */
@FairleadTest
class ChangeScenarioTests {
  private static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);

  @Autowired History history;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Baselines baselines;
  @Autowired Changes changes;
  @Autowired ChangeConflicts conflicts;
  @Autowired ChangeMerges merges;
  @Autowired StandardChanges standards;
  @Autowired Registers registers;
  @Autowired Costs costs;
  @Autowired Postings postings;
  @Autowired Reports reports;
  @Autowired DecisionLog decisions;
  @Autowired Outbox outbox;

  @Autowired JdbcClient jdbc;

  @BeforeEach
  void onAMonday() {
    driver.setTime(MONDAY);
  }

  @AfterEach
  void now() {
    driver.resumeTime();
  }

  private static PlanEdit longer(int task, int days) {
    return PlanEdit.of(PlanEdit.Kind.SET, task, Map.of("durationDays", "" + days));
  }

  private ChangeRequest submit(String key, ChangeRequest.Type type, PlanEdit... edits) {
    return changes.submit(
        key,
        new NewChange(
            type,
            ChangeRequest.Category.SCHEDULE,
            "More time",
            "The interface grew",
            "The vendor changed it",
            "The test starts without it",
            "Plan two days more",
            "Take the days out again",
            List.of(edits),
            type == ChangeRequest.Type.STANDARD
                ? standards.add(
                    "In " + key, ChangeRequest.Category.SCHEDULE, "d", "i", "b", "maria")
                : null),
        "tom");
  }

  @Test
  void anApprovedChangeIsAppliedAsItWasComputedAndMakesANewBaseline() {
    TrackedProject.begin(driver, projects, plans, "CH-1");
    ChangeRequest change = submit("CH-1", ChangeRequest.Type.NORMAL, longer(1, 7));
    assertThat(change.id()).isEqualTo("CH-1-C1");
    Impact impact = change.impact();
    assertThat(impact.finishDelta()).isEqualTo(2);
    // 16 hours of Tom at 80
    assertThat(impact.costDelta()).isEqualByComparingTo("1280");
    assertThat(driver.waitingFor("CH-1-C1")).containsExactly("userTask_decideChange");

    driver.act("stefan", "CH-1-C1", "userTask_decideChange", Map.of("decision", "approve"));
    ChangeRequest done = changes.get("CH-1-C1");
    assertThat(done.status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(done.decidedBy()).isEqualTo("stefan");
    assertThat(plans.schedule("CH-1").finish()).isEqualTo(impact.finishAfter());
    assertThat(plans.plannedCost(plans.current("CH-1"), projects.get("CH-1")))
        .isEqualByComparingTo(impact.costAfter());
    assertThat(baselines.current("CH-1").orElseThrow().number()).isEqualTo(2);
    assertThat(baselines.current("CH-1").orElseThrow().finish()).isEqualTo(impact.finishAfter());
    assertThat(driver.isRunning("CH-1-C1")).isFalse();
    assertThat(driver.waitingFor("CH-1")).containsExactly("userTask_confirmAllWorkDone:clara");
  }

  @Test
  void aRejectedChangeLeavesThePlanAlone() {
    TrackedProject.begin(driver, projects, plans, "CH-2");
    int version = plans.current("CH-2").version();
    submit("CH-2", ChangeRequest.Type.NORMAL, longer(1, 7));
    assertThatThrownBy(
            () ->
                driver.act(
                    "stefan", "CH-2-C1", "userTask_decideChange", Map.of("decision", "reject")))
        .hasStackTraceContaining("Please fill in the comment");
    driver.act(
        "stefan",
        "CH-2-C1",
        "userTask_decideChange",
        Map.of("decision", "reject", "comment", "Too late"));
    assertThat(changes.get("CH-2-C1").status()).isEqualTo(ChangeRequest.Status.REJECTED);
    assertThat(plans.current("CH-2").version()).isEqualTo(version);
    assertThat(baselines.all("CH-2")).hasSize(1);
  }

  @Test
  void aPostponedChangeIsAssessedAgainOnItsDay() {
    TrackedProject.begin(driver, projects, plans, "CH-3");
    submit("CH-3", ChangeRequest.Type.NORMAL, longer(2, 5));
    driver.act(
        "stefan",
        "CH-3-C1",
        "userTask_decideChange",
        Map.of(
            "decision",
            "postpone",
            "comment",
            "Wait for the vendor",
            "postponedUntil",
            "2027-01-06"));
    assertThat(changes.get("CH-3-C1").status()).isEqualTo(ChangeRequest.Status.POSTPONED);
    driver.moveTo(LocalDateTime.of(2027, 1, 6, 9, 0));
    assertThat(driver.waitingFor("CH-3-C1")).containsExactly("userTask_decideChange");
    assertThat(changes.get("CH-3-C1").status()).isEqualTo(ChangeRequest.Status.AWAITING_APPROVAL);
  }

  @Test
  void aHarmlessStandardChangeNeedsNoDecision() {
    TrackedProject.begin(driver, projects, plans, "CH-4");
    submit(
        "CH-4",
        ChangeRequest.Type.STANDARD,
        PlanEdit.of(PlanEdit.Kind.SET, 2, Map.of("name", "Test with users")));
    assertThat(changes.get("CH-4-C1").status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(plans.current("CH-4").task(2).name()).isEqualTo("Test with users");
  }

  @Test
  void anEmergencyActsFirstAndIsTakenOutOfThePlanWhenItIsNotConfirmed() {
    TrackedProject.begin(driver, projects, plans, "CH-5");
    WorkPlan approved = plans.current("CH-5");
    submit(
        "CH-5",
        ChangeRequest.Type.EMERGENCY,
        longer(1, 6),
        PlanEdit.of(PlanEdit.Kind.ADD_TASK, -1, Map.of("name", "Fix", "durationDays", "2")),
        PlanEdit.of(PlanEdit.Kind.ADD_LINK, 3, Map.of("predecessor", "-1")),
        budget("30000"));
    assertThat(baselines.all("CH-5")).hasSize(2);
    assertThat(plans.current("CH-5").tasks()).hasSize(4);
    assertThat(projects.get("CH-5").budget()).isEqualByComparingTo("30000");
    assertThat(driver.waitingFor("CH-5-C1")).containsExactly("userTask_reviewEmergencyChange");
    assertThat(changes.open("CH-5")).hasSize(1);
    assertThatThrownBy(() -> changes.withdraw("CH-5-C1", "tom")).hasMessageContaining("over");
    driver.moveTo(LocalDateTime.of(2027, 1, 8, 9, 0));
    doNotConfirm("CH-5-C1");
    assertThat(driver.waitingFor("CH-5-C1")).containsExactly("userTask_carryOutBackout:clara");
    assertThat(result("CH-5").variance().get(0).detail()).isEqualTo("CH-5-C1");
    reports.request("CH-5", "clara");
    driver.act(
        "clara",
        "CH-5",
        "userTask_releaseReport",
        Map.of("release", "publish", "summary", "Well.", "overrideHealth", "none"));
    driver.runWaiting();
    backOut("CH-5-C1");

    assertThat(changes.get("CH-5-C1").status()).isEqualTo(ChangeRequest.Status.BACKED_OUT);
    assertThat(changes.get("CH-5-C1").outcome()).isEqualTo("Days taken out again");
    assertThat(changes.open("CH-5")).isEmpty();
    assertThat(driver.isRunning("CH-5-C1")).isFalse();
    assertThat(plans.current("CH-5").tasks()).isEqualTo(approved.tasks());
    assertThat(plans.current("CH-5").links()).isEqualTo(approved.links());
    assertThat(projects.get("CH-5").budget()).isEqualByComparingTo("20000");
    Baseline now = baselines.current("CH-5").orElseThrow();
    assertThat(now.number()).isEqualTo(3);
    assertThat(now.reason()).isEqualTo("Change CH-5-C1 backed out: More time");
    assertThat(now.cost()).isEqualByComparingTo(baselines.original("CH-5").orElseThrow().cost());
    assertThat(now.budget()).isEqualByComparingTo("20000");
    FinalReportData result = result("CH-5");
    assertThat(result.variance().get(0))
        .returns("None", VarianceRow::detail)
        .returns(0, VarianceRow::days)
        .satisfies(row -> assertThat(row.cost()).isZero());
    assertThat(result.changes()).extracting(ChangeRow::status).containsExactly("Backed out");
    assertThat(performance(result, "Changes carried out").value()).isEqualTo("0 of 1");
    reports.request("CH-5", "clara");
    assertThat(reports.interim(reports.all("CH-5").get(0).id()).since())
        .contains(
            new SinceRow(
                "Change taken out of the plan", "CH-5-C1 More time", "Implemented", "Backed out"));
    assertThat(decisions.page(new DecisionLog.Wanted("CH-5", "CHANGE", null, null, null), 0, 9))
        .filteredOn(entry -> entry.decision().equals("BACK_OUT"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.subject()).isEqualTo("CH-5-C1"));
  }

  @Test
  void whatLaterChangesWantOtherwiseIsNamedAndTheBackoutWaits() {
    TrackedProject.begin(driver, projects, plans, "CH-9");
    report("CH-9", 10, 2_000);
    submit(
        "CH-9",
        ChangeRequest.Type.EMERGENCY,
        longer(1, 6),
        PlanEdit.of(PlanEdit.Kind.ADD_TASK, -1, Map.of("name", "Fix")));
    report("CH-9", 25, 1_920);
    submit("CH-9", ChangeRequest.Type.NORMAL, longer(1, 8), longer(4, 2));
    driver.act("stefan", "CH-9-C2", "userTask_decideChange", Map.of("decision", "approve"));
    doNotConfirm("CH-9-C1");
    WorkPlan before = plans.current("CH-9");

    assertThatThrownBy(() -> backOut("CH-9-C1"))
        .hasStackTraceContaining("Change CH-9-C1 cannot be taken out of the plan")
        .hasStackTraceContaining("changed the duration (working days) of 1 \"Build\" on 4 Jan 2027")
        .hasStackTraceContaining("from 6 to 8; before the change that is taken out it was 5.")
        .hasStackTraceContaining("changed or added 4 \"Fix\" on 4 Jan 2027")
        .hasStackTraceContaining("Request a change that gives these back");
    assertThat(driver.waitingFor("CH-9-C1")).containsExactly("userTask_carryOutBackout:clara");
    assertThat(plans.current("CH-9").version()).isEqualTo(before.version());
    assertThat(plans.current("CH-9").tasks()).isEqualTo(before.tasks());
    assertThat(baselines.all("CH-9")).hasSize(3);
    assertThat(changes.get("CH-9-C1").status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(changes.get("CH-9-C1").outcome()).isNull();

    submit(
        "CH-9",
        ChangeRequest.Type.NORMAL,
        longer(1, 6),
        PlanEdit.of(PlanEdit.Kind.REMOVE_TASK, 4, Map.of()));
    driver.act("maria", "CH-9-C3", "userTask_decideChange", Map.of("decision", "approve"));
    backOut("CH-9-C1");
    assertThat(plans.current("CH-9").tasks()).hasSize(3);
    assertThat(plans.current("CH-9").task(1))
        .returns(5 * 480L, PlanTask::durationMinutes)
        .returns(25, PlanTask::percentComplete)
        .returns(1_920 - 480L, PlanTask::remainingMinutes);
    assertThat(result("CH-9").variance().get(0).detail()).isEqualTo("CH-9-C3, CH-9-C2");
  }

  @Test
  void aGrantedBudgetIsTheProjectsFromThenOnBesideTheFirstOne() {
    TrackedProject.begin(driver, projects, plans, "CH-10");
    Impact impact =
        submit("CH-10", ChangeRequest.Type.NORMAL, longer(1, 7), budget("25000")).impact();
    assertThat(impact.budgetBefore()).isEqualByComparingTo("20000");
    assertThat(impact.budgetAfter()).isEqualByComparingTo("25000");
    assertThat(impact.edits()).contains("Change the project's budget from 20,000.00 to 25,000.00.");
    assertThat(impact.reserve()).contains("The budget becomes 25,000.00 instead of 20,000.00.");
    assertThat(projects.get("CH-10").budget()).isEqualByComparingTo("20000");

    driver.act("stefan", "CH-10-C1", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(projects.get("CH-10").budget()).isEqualByComparingTo("25000");
    assertThat(Costs.whole(projects.get("CH-10"), costs.byLine("CH-10", driver.today())).left())
        .isEqualByComparingTo("25000");
    assertThat(baselines.original("CH-10").orElseThrow().budget()).isEqualByComparingTo("20000");
    assertThat(baselines.current("CH-10").orElseThrow().budget()).isEqualByComparingTo("25000");
    FinalReportData result = result("CH-10");
    assertThat(performance(result, "Budget"))
        .returns("20,000.00", PerformanceRow::firstPlan)
        .returns("25,000.00", PerformanceRow::latestPlan)
        .returns("25,000.00", PerformanceRow::value);
    assertThat(result.summary()).contains("The budget of the first plan was 20,000.00");
  }

  @Test
  void moneyIsGrantedByThoseWhoDecideOnAsMuchWhateverThePlanCosts() {
    TrackedProject.begin(driver, projects, plans, "CH-11");
    submit("CH-11", ChangeRequest.Type.STANDARD, budget("23000"));
    assertThat(changes.facts("CH-11-C1").costDeltaPercent()).isEqualTo(15);
    assertThat(driver.waitingFor("CH-11-C1")).containsExactly("userTask_decideChange");
    assertThat(projects.get("CH-11").budget()).isEqualByComparingTo("20000");
    submit("CH-11", ChangeRequest.Type.NORMAL, budget("24000"));
    assertThat(conflicts.of("CH-11-C1"))
        .singleElement()
        .asString()
        .contains("CH-11-C2", "another budget");

    driver.act("stefan", "CH-11-C1", "userTask_decideChange", Map.of("decision", "approve"));
    driver.act("stefan", "CH-11-C2", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(driver.waitingFor("CH-11-C2"))
        .as("it was decided as 4000 more, which would be 1000 now")
        .containsExactly("userTask_decideChange");
    assertThatThrownBy(() -> submit("CH-11", ChangeRequest.Type.NORMAL, budget("lots")))
        .hasMessageContaining("The budget must be an amount above 0");
  }

  @Test
  void linesOfTheBudgetAreChangedAddedAndDroppedByAChangeRequest() {
    beginWithLines("CH-14", PlanEdit.of(PlanEdit.Kind.SET, 2, Map.of("budgetLine", "2")));
    Impact impact =
        submit(
                "CH-14",
                ChangeRequest.Type.NORMAL,
                line(Kind.SET_BUDGET_LINE, "line", "1", "amount", "10000"),
                line(Kind.ADD_BUDGET_LINE, "line", "-1", "name", "Advice", "amount", "3000.50"),
                line(Kind.REMOVE_BUDGET_LINE, "line", "2"),
                PlanEdit.of(PlanEdit.Kind.SET, 2, Map.of("budgetLine", "-1")),
                budget("21000"))
            .impact();
    assertThat(impact.lines())
        .extracting(
            Impact.BudgetLineMove::name,
            Impact.BudgetLineMove::amountBefore,
            Impact.BudgetLineMove::amountAfter)
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .build())
        .containsExactly(
            tuple("Labour", new BigDecimal("12000"), new BigDecimal("10000")),
            tuple("Licences", new BigDecimal("5000"), null),
            tuple("Advice", null, new BigDecimal("3000.5")));
    assertThat(impact.linesBefore()).isEqualByComparingTo("17000");
    assertThat(impact.linesAfter()).isEqualByComparingTo("13000.50");
    assertThat(impact.edits())
        .contains(
            "Change the budget line 1 \"Labour\": amount from 12,000.00 to 10,000.00.",
            "Add the budget line \"Advice\" with 3,000.50.",
            "Drop the budget line 2 \"Licences\".")
        .anyMatch(sentence -> sentence.contains("budget line from Licences to Advice"));
    assertThat(amounts("CH-14")).containsExactly("1 Labour 12000.00", "2 Licences 5000.00");

    driver.act("maria", "CH-14-C1", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(amounts("CH-14")).containsExactly("1 Labour 10000.00", "3 Advice 3000.50");
    assertThat(history.page("CH-14", History.Register.BUDGET_LINE, null, 0, 3))
        .as("each line tells which change did it, and who approved that")
        .allMatch(entry -> entry.by().equals("maria"))
        .allMatch(entry -> "CH-14-C1".equals(entry.about().change()))
        .extracting(History.Entry::sentence)
        .containsExactlyInAnyOrder(
            "The budget line \"Labour\" was changed: amount from \"12,000.00\" to \"10,000.00\".",
            "The budget line \"Licences\" was removed: category \"Expense\"; amount \"5,000.00\".",
            "The budget line \"Advice\" was added: amount \"3,000.50\".");
    assertThat(baselines.compare("CH-14", 1, 2).budgetLines())
        .as("what each line was approved with stays known")
        .extracting(money -> money.line().name() + " " + money.fate() + " " + money.difference())
        .containsExactly(
            "Labour CHANGED -2000.00", "Licences REMOVED -5000.00", "Advice ADDED 3000.50");
    assertThat(costs.parts("CH-14", driver.today().minusDays(1)).lines())
        .as("the baseline in force by then, or the first one, named the line that is gone")
        .filteredOn(line -> line.name().equals("Licences"))
        .singleElement()
        .satisfies(line -> assertThat(line.figures().bac()).isPositive());
    assertThat(plans.current("CH-14").task(2).budgetLine()).isEqualTo(3);
    assertThat(projects.get("CH-14").budget()).isEqualByComparingTo("21000");
    assertThat(costs.byLine("CH-14", driver.today()))
        .extracting(line -> line.name())
        .contains("Labour", "Advice")
        .doesNotContain("Licences");
    assertThat(result("CH-14").budgetLines())
        .as("what the first plan had on the line that is gone still counts")
        .extracting(BudgetRow::name)
        .containsExactly("Labour", "Advice", "Licences (dropped)", "Without a budget line");
    assertThat(result("CH-14").budgetLines().get(2).firstPlan())
        .isEqualByComparingTo(baselines.original("CH-14").orElseThrow().task(2).cost())
        .isPositive();
    assertThat(result("CH-14").performance())
        .as("what was granted at first, by the latest plan, and in the end")
        .filteredOn(row -> row.name().startsWith("Budget line"))
        .extracting(PerformanceRow::name, PerformanceRow::firstPlan, PerformanceRow::value)
        .containsExactly(
            tuple("Budget line Labour, EUR", "12,000.00", "10,000.00"),
            tuple("Budget line Licences, EUR", "5,000.00", "none"),
            tuple("Budget line Advice, EUR", "none", "3,000.50"));
    assertThat(
            result("CH-14").budgetLines().stream()
                .map(BudgetRow::firstPlan)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(baselines.original("CH-14").orElseThrow().cost());
  }

  @Test
  void linesOfAnEmergencyThatIsNotConfirmedAreAsBefore() {
    beginWithLines("CH-15");
    submit(
        "CH-15",
        ChangeRequest.Type.EMERGENCY,
        line(Kind.SET_BUDGET_LINE, "line", "1", "amount", "13000", "name", "Work"),
        line(Kind.ADD_BUDGET_LINE, "name", "Advice", "amount", "3000"),
        line(Kind.REMOVE_BUDGET_LINE, "line", "2"));
    assertThat(amounts("CH-15")).containsExactly("1 Work 13000.00", "3 Advice 3000.00");
    doNotConfirm("CH-15-C1");
    book("CH-15", 3);
    assertThatThrownBy(() -> backOut("CH-15-C1"))
        .hasStackTraceContaining("The budget line \"Advice\" cannot be dropped");
    assertThat(amounts("CH-15")).containsExactly("1 Work 13000.00", "3 Advice 3000.00");
    jdbc.sql("delete from posting where project_key = 'CH-15'").update();
    backOut("CH-15-C1");
    assertThat(amounts("CH-15")).containsExactly("1 Labour 12000.00", "2 Licences 5000.00");
    assertThat(changes.get("CH-15-C1").status()).isEqualTo(ChangeRequest.Status.BACKED_OUT);
    assertThat(history.page("CH-15", History.Register.BUDGET_LINE, 1, 0, 9))
        .extracting(History.Entry::sentence, entry -> entry.about().change())
        .containsExactly(
            tuple(
                "The budget line \"Labour\" was changed: name from \"Work\" to \"Labour\"; amount"
                    + " from \"13,000.00\" to \"12,000.00\".",
                "CH-15-C1"),
            tuple(
                "The budget line \"Work\" was changed: name from \"Labour\" to \"Work\"; amount"
                    + " from \"12,000.00\" to \"13,000.00\".",
                "CH-15-C1"),
            tuple(
                "The budget line \"Labour\" was added: category \"Work\"; amount \"12,000.00\".",
                null));
  }

  @Test
  void whatALaterChangeGaveALineIsNotTakenBackUnseen() {
    beginWithLines("CH-16");
    submit(
        "CH-16",
        ChangeRequest.Type.EMERGENCY,
        line(Kind.SET_BUDGET_LINE, "line", "1", "amount", "13000"));
    submit(
        "CH-16",
        ChangeRequest.Type.NORMAL,
        line(Kind.SET_BUDGET_LINE, "line", "1", "amount", "13500"));
    driver.act("maria", "CH-16-C2", "userTask_decideChange", Map.of("decision", "approve"));
    doNotConfirm("CH-16-C1");
    assertThatThrownBy(() -> backOut("CH-16-C1"))
        .hasStackTraceContaining("changed the amount of the budget line \"Labour\" on 4 Jan 2027")
        .hasStackTraceContaining("from 13,000.00 to 13,500.00");
    assertThat(amounts("CH-16")).contains("1 Labour 13500.00");
  }

  @Test
  void whatIsGrantedToLinesIsDecidedOnByThoseWhoDecideOnAsMuch() {
    beginWithLines("CH-17");
    PlanEdit more = line(Kind.SET_BUDGET_LINE, "line", "1", "amount", "18000");
    submit("CH-17", ChangeRequest.Type.STANDARD, more);
    assertThat(changes.facts("CH-17-C1").costDelta()).isEqualTo(6_000);
    assertThat(changes.facts("CH-17-C1").costDeltaPercent()).isEqualTo(30);
    assertThat(driver.waitingFor("CH-17-C1")).containsExactly("userTask_decideChange");
    assertThat(changes.get("CH-17-C1").impact().reserve())
        .contains("The lines of the budget then add up to 3,000.00 more than the budget of 20,000");
    submit("CH-17", ChangeRequest.Type.NORMAL, more);
    assertThat(conflicts.of("CH-17-C1"))
        .containsExactly(
            "CH-17-C2 \"More time\" is open too and changes the budget line \"Labour\" as well.");

    driver.act("stefan", "CH-17-C1", "userTask_decideChange", Map.of("decision", "approve"));
    driver.act("stefan", "CH-17-C2", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(driver.waitingFor("CH-17-C2"))
        .as("it was decided as 6000 more for the line, which would be nothing now")
        .containsExactly("userTask_decideChange");
  }

  @Test
  void aLineThatIsBookedOnOrCarriesTasksIsNotDropped() {
    beginWithLines("CH-18");
    PlanEdit drop = line(Kind.REMOVE_BUDGET_LINE, "line", "1");
    submit("CH-18", ChangeRequest.Type.NORMAL, drop);
    changes.withdraw("CH-18-C1", "tom");
    book("CH-18", 1);
    assertThatThrownBy(() -> submit("CH-18", ChangeRequest.Type.NORMAL, drop))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "The budget line \"Labour\" cannot be dropped: one posting or commitment stands on it."
                + " Lower its amount instead.");
    PlanEdit gone = line(Kind.REMOVE_BUDGET_LINE, "line", "2");
    assertThatThrownBy(
            () ->
                submit(
                    "CH-18",
                    ChangeRequest.Type.NORMAL,
                    PlanEdit.of(PlanEdit.Kind.SET, 1, Map.of("budgetLine", "2")),
                    gone))
        .hasMessageContaining("Budget line 2 \"Licences\" carries the cost of one task");
    assertThatThrownBy(() -> submit("CH-18", ChangeRequest.Type.NORMAL, gone, gone))
        .hasMessageContaining("There is no budget line 2");
  }

  private void beginWithLines(String key, PlanEdit... edits) {
    SampleProject.begin(projects, key, "20000");
    SampleProject.plan(plans, key);
    registers.saveBudgetLine(
        key, new BudgetLine(0, "Labour", "Work", new BigDecimal("12000")), "clara");
    registers.saveBudgetLine(
        key, new BudgetLine(0, "Licences", "Expense", new BigDecimal("5000")), "clara");
    if (edits.length > 0) {
      plans.edit(key, plans.current(key).version(), List.of(edits), "clara");
    }
    TrackedProject.approve(driver, key);
  }

  private static PlanEdit line(PlanEdit.Kind kind, String... values) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      map.put(values[i], values[i + 1]);
    }
    return PlanEdit.of(kind, null, map);
  }

  private List<String> amounts(String key) {
    return registers.budgetLines(key).stream()
        .map(line -> line.number() + " " + line.name() + " " + line.amount())
        .toList();
  }

  private void book(String key, int line) {
    postings.post(
        key,
        new NewPosting(
            driver.today(),
            Posting.Kind.EXPENSE,
            new BigDecimal("2000"),
            null,
            null,
            1,
            line,
            "Fee"),
        "clara");
  }

  @Test
  void whatBecameOfTheOthersStandsBesideTheNextChange() {
    TrackedProject.begin(driver, projects, plans, "CH-19");
    submit("CH-19", ChangeRequest.Type.NORMAL, longer(1, 7), budget("22000"));
    assertThat(changes.trackRecord(changes.get("CH-19-C1")))
        .returns(0, TrackRecord::asked)
        .returns(1L, TrackRecord::later);
    driver.act("stefan", "CH-19-C1", "userTask_decideChange", Map.of("decision", "approve"));
    submit("CH-19", ChangeRequest.Type.EMERGENCY, longer(1, 8));
    doNotConfirm("CH-19-C2");
    backOut("CH-19-C2");
    submit("CH-19", ChangeRequest.Type.EMERGENCY, longer(2, 3));
    submit("CH-19", ChangeRequest.Type.NORMAL, longer(1, 20));
    driver.act(
        "stefan",
        "CH-19-C4",
        "userTask_decideChange",
        Map.of("decision", "reject", "comment", "Too late"));
    submit("CH-19", ChangeRequest.Type.NORMAL, longer(1, 9));
    changes.withdraw("CH-19-C5", "tom");
    submit("CH-19", ChangeRequest.Type.NORMAL, longer(1, 10));
    ChangeRequest next = submit("CH-19", ChangeRequest.Type.NORMAL, longer(1, 8));

    TrackRecord track = changes.trackRecord(next);
    assertThat(track.asked()).isEqualTo(6);
    assertThat(ids(track.inPlan())).containsExactly("CH-19-C3", "CH-19-C1");
    assertThat(ids(track.backedOut())).containsExactly("CH-19-C2");
    assertThat(ids(track.rejected())).containsExactly("CH-19-C4");
    assertThat(ids(track.dropped())).containsExactly("CH-19-C5");
    assertThat(ids(track.open())).containsExactly("CH-19-C6");
    assertThat(track.days())
        .isEqualTo(
            changes.get("CH-19-C1").impact().finishDelta()
                + changes.get("CH-19-C3").impact().finishDelta());
    assertThat(track.cost())
        .isEqualByComparingTo(
            plans
                .plannedCost(plans.current("CH-19"), projects.get("CH-19"))
                .subtract(baselines.original("CH-19").orElseThrow().cost()));
    assertThat(track.budget()).isEqualByComparingTo("2000");
    assertThat(track.later())
        .isEqualTo(
            1 + track.inPlan().stream().filter(one -> one.impact().finishDelta() > 0).count());
  }

  private static List<String> ids(List<ChangeRequest> changes) {
    return changes.stream().map(ChangeRequest::id).toList();
  }

  @Test
  void theForecastCostIsTheOneThatTheFiguresHaveOnceTheChangeIsApproved() {
    TrackedProject.begin(driver, projects, plans, "CH-12");
    driver.moveTo(MONDAY.plusDays(2));
    report("CH-12", 50, 1_200);
    postings.post(
        "CH-12",
        new NewPosting(
            MONDAY.plusDays(1).toLocalDate(),
            Posting.Kind.EXPENSE,
            new BigDecimal("2000"),
            null,
            null,
            1,
            null,
            "Licences"),
        "clara");
    Impact impact = submit("CH-12", ChangeRequest.Type.NORMAL, longer(2, 5)).impact();
    // the CPI is 1600 / 2000, and 16 hours of Tina at 70 come to the 4880 that were planned
    assertThat(impact.eacBefore()).isEqualByComparingTo("6100");
    assertThat(impact.eacAfter()).isEqualByComparingTo("7500");
    assertThat(impact.eacDelta()).isEqualByComparingTo("1400");
    driver.act("stefan", "CH-12-C1", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(costs.figures("CH-12", driver.today()).eac()).isEqualByComparingTo("7500");

    // the same where the task is under way, so that what was earned changes as well
    impact = submit("CH-12", ChangeRequest.Type.NORMAL, longer(1, 7)).impact();
    driver.act("stefan", "CH-12-C2", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(costs.figures("CH-12", driver.today()).eac())
        .isEqualByComparingTo(impact.eacAfter());
  }

  @Test
  void openRisksOfTheTasksThatAChangeTouchesAreNamed() {
    TrackedProject.begin(driver, projects, plans, "CH-13");
    risk("CH-13", "Vendor is late", Risk.RiskStatus.ACTIVE, 1);
    risk("CH-13", "Testers are ill", Risk.RiskStatus.ACTIVE, 2);
    risk("CH-13", "Nobody comes", Risk.RiskStatus.CLOSED, 2);
    assertThat(changes.preview("CH-13", List.of(longer(2, 4))).risks())
        .containsExactly("R2 Testers are ill, level 12: Test");
    assertThat(
            changes
                .preview("CH-13", List.of(PlanEdit.of(PlanEdit.Kind.REMOVE_TASK, 1, Map.of())))
                .risks())
        .containsExactly(
            "R1 Vendor is late, level 12: Build (removed)", "R2 Testers are ill, level 12: Test");
    assertThat(changes.preview("CH-13", List.of(budget("21000"))).risks()).isEmpty();
  }

  @Test
  void tolerancesAreSetByAChangeRequestAndTheReviewGoesByThem() {
    TrackedProject.begin(driver, projects, plans, "CH-21");
    Tolerances was = plans.current("CH-21").tolerances();
    PlanEdit[] wish = {timeTolerance(was.time() + 7), costTolerance("33.5")};
    assertThatThrownBy(() -> submit("CH-21", ChangeRequest.Type.STANDARD, wish))
        .hasMessageContaining("Submit it as a normal change");
    Impact impact = submit("CH-21", ChangeRequest.Type.NORMAL, wish).impact();
    assertThat(impact.finishDelta()).isZero();
    assertThat(impact.tolerancesBefore()).isEqualTo(was);
    assertThat(impact.tolerancesAfter())
        .isEqualTo(new Tolerances(was.time() + 7, new BigDecimal("33.5")));
    assertThat(impact.edits().get(0))
        .isEqualTo(
            "Change the time tolerance from %d to %d working days."
                .formatted(was.time(), was.time() + 7));
    assertThat(impact.edits().get(1)).endsWith(" to 33.5 percent.");
    assertThat(impact.reserve()).contains("and 33.5 percent of cost");
    assertThat(changes.money("CH-21-C1"))
        .as("what may be spent beyond the budget counts")
        .isEqualByComparingTo(
            new BigDecimal("33.5")
                .subtract(was.cost())
                .multiply(projects.get("CH-21").budget())
                .movePointLeft(2));

    submit("CH-21", ChangeRequest.Type.NORMAL, timeTolerance(1));
    assertThat(conflicts.of("CH-21-C2")).singleElement().asString().contains("time tolerance");
    changes.withdraw("CH-21-C2", "tom");

    assertThat(projects.get("CH-21").timeTolerance()).as("not yet").isEqualTo(was.time());
    driver.act("sofia", "CH-21-C1", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(projects.get("CH-21").timeTolerance()).isEqualTo(was.time() + 7);
    assertThat(projects.get("CH-21").costTolerance()).isEqualByComparingTo("33.5");
    assertThat(baselines.all("CH-21")).hasSize(2);
    assertThat(history.page("CH-21", Long.MAX_VALUE, 50))
        .anyMatch(
            entry ->
                entry.sentence().contains("33.5 percent (CH-21-C1)")
                    && entry.sentence().contains("from now on they are"));
  }

  @Test
  void tolerancesAndGoalsAreNeitherStandardNorAnEmergency() {
    TrackedProject.begin(driver, projects, plans, "CH-22");
    for (PlanEdit wish :
        List.of(
            timeTolerance(40),
            costTolerance("50"),
            goal(Kind.DROP_GOAL, "goal", "1"),
            goal(Kind.SET_GOAL, "goal", "1", "target", "90 s"))) {
      PlanEdit[] edits = {
        newGoal("Fewer calls"), longer(1, 6), wish,
      };
      assertThatThrownBy(() -> submit("CH-22", ChangeRequest.Type.STANDARD, edits))
          .hasMessageContaining(
              "agreed with the sponsors, and a standard change is applied without")
          .hasMessageContaining("Submit it as a normal change");
      jdbc.sql("update standard_change set title = title || ' ' || id where title = 'In CH-22'")
          .update();
      assertThatThrownBy(() -> submit("CH-22", ChangeRequest.Type.EMERGENCY, edits))
          .isInstanceOfSatisfying(
              RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("type"))
          .hasMessageContaining("an emergency change is applied before anybody decides")
          .hasMessageContaining("Submit it as a normal change");
    }
    assertThat(changes.all("CH-22")).isEmpty();
    assertThat(projects.get("CH-22").goals()).singleElement().returns("60 s", Goal::target);
  }

  @Test
  void goalsAreChangedByTheSponsorsAndWhatTheySaidFirstIsKept() {
    TrackedProject.begin(driver, projects, plans, "CH-23");
    Goal was = projects.get("CH-23").goals().get(0);
    Impact impact =
        submit(
                "CH-23",
                ChangeRequest.Type.NORMAL,
                goal(Kind.SET_GOAL, "goal", "1", "target", "30 s", "weight", "60"),
                newGoal("Fewer calls"),
                newGoal("Happier people"))
            .impact();
    assertThat(impact.goals())
        .extracting(Impact.GoalMove::number, Impact.GoalMove::before)
        .containsExactly(tuple(1, was.terms()), tuple(2, null), tuple(3, null));
    assertThat(impact.goals().get(0).after().target()).isEqualTo("30 s");
    assertThat(impact.reserve()).contains("3 goals of the project change");
    assertThat(projects.get("CH-23").goals()).as("not yet").containsExactly(was);
    assertThatThrownBy(
            () ->
                driver.act(
                    "maria", "CH-23-C1", "userTask_decideChange", Map.of("decision", "approve")))
        .as("a manager does not decide on goals")
        .isInstanceOf(Exception.class);
    assertThatThrownBy(() -> changes.apply("CH-23-C1", "standard", "Our table lets all through"))
        .as("whatever a table says")
        .hasMessageContaining("nobody has decided on it");
    ChangeRequest other =
        submit(
            "CH-23",
            ChangeRequest.Type.NORMAL,
            PlanEdit.of(Kind.SET, 2, Map.of("durationDays", "5")));
    assertThatThrownBy(() -> merges.merge("CH-23-C1", other.id(), null, "clara"))
        .as("whoever is asked about the other one was chosen for less")
        .hasMessageContaining("Merge CH-23-C2 into CH-23-C1 instead");
    assertThat(changes.get("CH-23-C1").status()).isEqualTo(ChangeRequest.Status.AWAITING_APPROVAL);
    assertThat(changes.get(other.id()).edits()).hasSize(1);
    changes.withdraw(other.id(), "tom");
    driver.act("sofia", "CH-23-C1", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(changes.get("CH-23-C1").routeReason())
        .isEqualTo("The change is about the goals of the project.");

    submit("CH-23", ChangeRequest.Type.NORMAL, goal(Kind.SET_GOAL, "goal", "1", "target", "45 s"));
    submit("CH-23", ChangeRequest.Type.NORMAL, goal(Kind.DROP_GOAL, "goal", "2"));
    projects.rateGoal("CH-23", 2, GoalRating.REACHED, "Two calls a day");
    driver.act("sofia", "CH-23-C3", "userTask_decideChange", Map.of("decision", "approve"));
    driver.act("sofia", "CH-23-C4", "userTask_decideChange", Map.of("decision", "approve"));
    Project now = projects.get("CH-23");
    assertThat(now.goals()).hasSize(2);
    assertThat(now.goals().get(0))
        .returns("45 s", Goal::target)
        .returns(was.terms(), Goal::original)
        .returns(List.of("CH-23-C1", "CH-23-C3"), Goal::changedBy);
    assertThat(now.goals().get(1))
        .returns("Happier people", Goal::statement)
        .returns("CH-23-C1", Goal::addedBy)
        .returns(null, Goal::original);
    assertThat(now.droppedGoals())
        .singleElement()
        .returns(2, Goal::number)
        .returns("CH-23-C1", Goal::addedBy)
        .returns("CH-23-C4", Goal::droppedBy)
        .returns(null, Goal::rating)
        .returns(null, Goal::evidence);
    assertThat(projects.withKeys(List.of("CH-23"))).containsExactly(now);
    assertThat(history.page("CH-23", Long.MAX_VALUE, 50))
        .extracting(History.Entry::sentence)
        .as("a rating does not go without a word")
        .contains(
            "The rating of goal 2 is taken away, since it was given for what the goal said before:"
                + " \"Reached\", with the evidence \"Two calls a day\".");
    assertThat(history.page("CH-23", Long.MAX_VALUE, 50))
        .extracting(History.Entry::sentence)
        .filteredOn(sentence -> sentence.startsWith("The goals were changed"))
        .hasSize(3)
        .last()
        .asString()
        .startsWith(
            "The goals were changed (CH-23-C1). Goal 1 \"Orders in a minute\" was changed: target"
                + " from \"60 s\" to \"30 s\"; weight from \"100\" to \"60\"."
                + " Goal 2 \"Fewer calls\" was added: measure \"Calls a day\"");
    assertThat(baselines.all("CH-23")).hasSize(4);

    submit("CH-23", ChangeRequest.Type.NORMAL, newGoal("Fewer visits"));
    submit("CH-23", ChangeRequest.Type.NORMAL, newGoal("Fewer mails"));
    driver.act("sofia", "CH-23-C5", "userTask_decideChange", Map.of("decision", "approve"));
    driver.act("sofia", "CH-23-C6", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(changes.get("CH-23-C6").status())
        .as("a new goal stands in nobody's way")
        .isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(projects.get("CH-23").goals())
        .extracting(Goal::number)
        .as("the number of a dropped goal is not used again")
        .containsExactly(1, 3, 4, 5);
    assertThatThrownBy(() -> projects.rateGoal("CH-23", 2, GoalRating.REACHED, "It was"))
        .hasMessageContaining("no goal 2");
    assertThatThrownBy(() -> changes.preview("CH-23", List.of(goal(Kind.DROP_GOAL, "goal", "2"))))
        .hasMessageContaining("There is no goal 2 in this project");
    Goal dropped = projects.get("CH-23").droppedGoals().get(0);
    projects.setGoals("CH-23", Map.of(2, dropped.terms()), "CH-23-C7");
    assertThat(projects.get("CH-23").droppedGoals()).as("taken back").isEmpty();
    assertThat(projects.get("CH-23").goals())
        .extracting(Goal::number)
        .containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void whoeverDecidedOnAGoalThatOthersHaveChangedSinceDecidesAgain() {
    TrackedProject.begin(driver, projects, plans, "CH-24");
    submit("CH-24", ChangeRequest.Type.NORMAL, goal(Kind.SET_GOAL, "goal", "1", "target", "30 s"));
    submit("CH-24", ChangeRequest.Type.NORMAL, goal(Kind.SET_GOAL, "goal", "1", "target", "45 s"));
    submit("CH-24", ChangeRequest.Type.NORMAL, goal(Kind.SET_GOAL, "goal", "1", "weight", "7"));
    submit("CH-24", ChangeRequest.Type.NORMAL, newGoal("Fewer calls"));
    assertThat(conflicts.of("CH-24-C1"))
        .hasSize(2)
        .allMatch(said -> said.contains("changes the goal \"Orders in a minute\" as well"));
    driver.act("sofia", "CH-24-C1", "userTask_decideChange", Map.of("decision", "approve"));
    driver.act("sofia", "CH-24-C2", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(changes.get("CH-24-C2"))
        .as("from 30 s it is another wish than from 60 s")
        .returns(ChangeRequest.Status.AWAITING_APPROVAL, ChangeRequest::status);
    assertThat(changes.get("CH-24-C2").impact().goals().get(0).before().target()).isEqualTo("30 s");
    assertThat(projects.get("CH-24").goals()).singleElement().returns("30 s", Goal::target);
    driver.act("sofia", "CH-24-C2", "userTask_decideChange", Map.of("decision", "approve"));
    driver.act("sofia", "CH-24-C4", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(projects.get("CH-24").goals())
        .extracting(Goal::target)
        .as("a new goal stands in nobody's way")
        .containsExactly("45 s", "10");
    assertThat(changes.fingerprint("CH-24-C4"))
        .isEqualTo(
            decisions
                .page(new DecisionLog.Wanted("CH-24", "CHANGE", null, null, null), 0, 1)
                .get(0)
                .fingerprint());
  }

  @Test
  void aPostponedChangeOfAGoalThatWasDroppedMeanwhileComesBackWithASentence() throws Exception {
    TrackedProject.begin(driver, projects, plans, "CH-25");
    submit("CH-25", ChangeRequest.Type.NORMAL, newGoal("Fewer calls"));
    driver.act("sofia", "CH-25-C1", "userTask_decideChange", Map.of("decision", "approve"));
    Impact impact =
        submit(
                "CH-25",
                ChangeRequest.Type.NORMAL,
                goal(Kind.SET_GOAL, "goal", "2", "target", "5"),
                PlanEdit.of(Kind.SET, 2, Map.of("name", "Test with users")))
            .impact();
    driver.act(
        "sofia",
        "CH-25-C2",
        "userTask_decideChange",
        Map.of("decision", "postpone", "comment", "In May", "postponedUntil", "2027-01-06"));
    submit("CH-25", ChangeRequest.Type.NORMAL, goal(Kind.DROP_GOAL, "goal", "2"));
    driver.act("sofia", "CH-25-C3", "userTask_decideChange", Map.of("decision", "approve"));

    driver.moveTo(LocalDateTime.of(2027, 1, 6, 9, 0));
    assertThat(driver.waitingFor("CH-25-C2")).containsExactly("userTask_decideChange");
    ChangeRequest back = changes.get("CH-25-C2");
    assertThat(back.status()).isEqualTo(ChangeRequest.Status.AWAITING_APPROVAL);
    assertThat(back.edits()).as("nothing is lost").hasSize(2);
    assertThat(back.impact()).usingRecursiveComparison().isEqualTo(impact);
    String unfit =
        "CH-25-C2 cannot be applied to the plan as it is now: There is no goal 2 in this project";
    assertThat(conflicts.of("CH-25-C2")).singleElement().asString().startsWith(unfit);
    assertThat(history.page("CH-25", Long.MAX_VALUE, 50))
        .extracting(History.Entry::sentence)
        .anyMatch(sentence -> sentence.startsWith(unfit));
    assertThat(outbox.page(null, 0, 200))
        .filteredOn(mail -> mail.subject().contains("your change CH-25-C2 no longer fits the plan"))
        .extracting(Mail::recipient)
        .containsExactly("tom");
    assertThatThrownBy(
            () ->
                driver.act(
                    "sofia", "CH-25-C2", "userTask_decideChange", Map.of("decision", "approve")))
        .hasStackTraceContaining(unfit)
        .hasStackTraceContaining("Reject it, so that it can be asked for anew");
    assertThat(changes.get("CH-25-C2").decision())
        .as("the decision before")
        .isEqualTo(ChangeRequest.Decision.POSTPONE);
    assertThat(driver.waitingFor("CH-25-C2")).containsExactly("userTask_decideChange:sofia");
    driver.act(
        "sofia",
        "CH-25-C2",
        "userTask_decideChange",
        Map.of("decision", "reject", "comment", "The goal is gone"));
    assertThat(changes.get("CH-25-C2").status()).isEqualTo(ChangeRequest.Status.REJECTED);
    assertThat(projects.get("CH-25").goals()).extracting(Goal::number).containsExactly(1);
  }

  @Test
  void aGoalIsOneLineHoweverItCameIn() {
    TrackedProject.begin(driver, projects, plans, "CH-26");
    jdbc.sql("update goal set statement = ?, measure = ? where project_key = 'CH-26'")
        .params("Orders\r\nin a minute", "Time\u2028of an order")
        .update();
    submit(
        "CH-26",
        ChangeRequest.Type.NORMAL,
        goal(Kind.SET_GOAL, "goal", "1", "weight", "60"),
        goal(
            Kind.ADD_GOAL,
            "statement",
            "Fewer\ncalls ",
            "measure",
            "Calls\na day",
            "target",
            "10\n",
            "weight",
            "5"));
    assertThat(changes.get("CH-26-C1").impact().goals().get(0))
        .as("what nobody touched is no change")
        .satisfies(
            move ->
                assertThat(move.after().statement())
                    .isEqualTo("Orders in a minute")
                    .isEqualTo(move.before().statement()));
    driver.act("sofia", "CH-26-C1", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(projects.get("CH-26").goals())
        .extracting(Goal::statement, Goal::measure)
        .containsExactly(
            tuple("Orders in a minute", "Time of an order"), tuple("Fewer calls", "Calls a day"));
    assertThat(history.page("CH-26", Long.MAX_VALUE, 50))
        .extracting(History.Entry::sentence)
        .filteredOn(sentence -> sentence.startsWith("The goals were changed"))
        .singleElement()
        .asString()
        .contains("Goal 1 \"Orders in a minute\" was changed: weight from \"100\" to \"60\".");
  }

  private static PlanEdit goal(Kind kind, String... values) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      map.put(values[i], values[i + 1]);
    }
    return PlanEdit.of(kind, null, map);
  }

  private static PlanEdit newGoal(String statement) {
    return goal(
        Kind.ADD_GOAL,
        "statement",
        statement,
        "measure",
        "Calls a day",
        "target",
        "10",
        "weight",
        "5");
  }

  private static PlanEdit timeTolerance(int days) {
    return PlanEdit.of(Kind.SET_TIME_TOLERANCE, null, Map.of("timeTolerance", "" + days));
  }

  private static PlanEdit costTolerance(String percent) {
    return PlanEdit.of(Kind.SET_COST_TOLERANCE, null, Map.of("costTolerance", percent));
  }

  private static PlanEdit budget(String amount) {
    return PlanEdit.of(PlanEdit.Kind.SET_BUDGET, null, Map.of("budget", amount));
  }

  private void report(String key, int percent, long remainingMinutes) {
    plans.recordProgress(key, 1, percent, null, null, remainingMinutes, null, "tom");
  }

  private void doNotConfirm(String change) {
    driver.act(
        "maria",
        change,
        "userTask_reviewEmergencyChange",
        Map.of("confirmed", "no", "comment", "It was no emergency"));
  }

  private void backOut(String change) {
    driver.act(
        "clara", change, "userTask_carryOutBackout", Map.of("backoutNote", "Days taken out again"));
  }

  private FinalReportData result(String key) {
    return reports.finalData(reports.renderFinal(key));
  }

  private static PerformanceRow performance(FinalReportData result, String name) {
    return result.performance().stream()
        .filter(row -> row.name().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private void risk(String key, String title, Risk.RiskStatus status, int task) {
    registers.saveRisk(
        key,
        new Risk(
            0,
            false,
            title,
            "",
            "",
            "",
            "",
            3,
            4,
            "",
            "clara",
            null,
            List.of(),
            null,
            null,
            null,
            null,
            status,
            new Risk.Delay(new ThreePointEstimate(480, 960, 1_920), List.of(task))),
        "clara");
  }

  @Test
  void whenThePlanGotWorseMeanwhileTheImpactIsShownAnew() {
    TrackedProject.begin(driver, projects, plans, "CH-6");
    submit("CH-6", ChangeRequest.Type.NORMAL, longer(1, 7));
    submit("CH-6", ChangeRequest.Type.NORMAL, longer(2, 9));
    assertThat(conflicts.of("CH-6-C1")).isEmpty();
    driver.act("stefan", "CH-6-C2", "userTask_decideChange", Map.of("decision", "approve"));
    driver.act("stefan", "CH-6-C1", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(driver.waitingFor("CH-6-C1"))
        .as("asked again with the new impact")
        .containsExactly("userTask_decideChange");
    driver.act("stefan", "CH-6-C1", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(changes.get("CH-6-C1").status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(baselines.all("CH-6")).hasSize(3);
  }

  @Test
  void aWithdrawnChangeEndsAndConflictsAreNamed() {
    TrackedProject.begin(driver, projects, plans, "CH-7");
    submit("CH-7", ChangeRequest.Type.NORMAL, longer(1, 7));
    submit("CH-7", ChangeRequest.Type.NORMAL, longer(1, 8));
    assertThat(conflicts.of("CH-7-C2")).hasSize(1).first().asString().contains("CH-7-C1", "Build");
    assertThatThrownBy(() -> changes.withdraw("CH-7-C1", "tina")).hasMessageContaining("Only");
    changes.withdraw("CH-7-C1", "tom");
    assertThat(changes.get("CH-7-C1").status()).isEqualTo(ChangeRequest.Status.WITHDRAWN);
    assertThat(driver.isRunning("CH-7-C1")).isFalse();
    assertThat(conflicts.of("CH-7-C2")).isEmpty();
  }

  @Test
  void aChangeIsRefusedWhileThePlanIsStillDrafted() {
    SampleProject.begin(projects, "CH-8", "20000");
    SampleProject.plan(plans, "CH-8");
    assertThatThrownBy(() -> submit("CH-8", ChangeRequest.Type.NORMAL, longer(1, 7)))
        .hasMessageContaining("while CH-8 is being tracked");
    assertThat(changes.all("CH-8")).isEmpty();
  }
}
