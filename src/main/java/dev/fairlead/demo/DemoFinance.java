package dev.fairlead.demo;

import static dev.fairlead.demo.DemoParts.cost;
import static dev.fairlead.demo.DemoParts.goal;
import static dev.fairlead.demo.DemoParts.line;
import static dev.fairlead.demo.DemoParts.link;
import static dev.fairlead.demo.DemoParts.member;
import static dev.fairlead.demo.DemoParts.milestone;
import static dev.fairlead.demo.DemoParts.summary;
import static dev.fairlead.demo.DemoParts.system;
import static dev.fairlead.demo.DemoParts.task;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.change.StandardChanges;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.Commitments;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewCommitment;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The project in trouble: late, with a change request that waits for its decision. */
@Component
@Order(2)
class DemoFinance implements DemoProject {
  private static final String KEY = "ERP-FIN";

  private final ProcessDriver driver;
  private final Issues issues;
  private final DemoActions actions;
  private final DemoCommunication communication;
  private final DemoStakeholders stakeholders;
  private final Changes changes;
  private final StandardChanges standards;
  private final Commitments commitments;
  private final Postings postings;
  private final Projects projects;
  private final Registers registers;

  DemoFinance(
      ProcessDriver driver,
      Issues issues,
      DemoActions actions,
      DemoCommunication communication,
      DemoStakeholders stakeholders,
      Changes changes,
      StandardChanges standards,
      Commitments commitments,
      Postings postings,
      Projects projects,
      Registers registers) {
    this.driver = driver;
    this.issues = issues;
    this.actions = actions;
    this.communication = communication;
    this.stakeholders = stakeholders;
    this.changes = changes;
    this.standards = standards;
    this.commitments = commitments;
    this.postings = postings;
    this.projects = projects;
    this.registers = registers;
  }

  @Override
  public void write(DemoScript script) {
    script.at(
        12,
        0,
        10,
        () -> {
          script.create(
              KEY,
              "ERP finance roll-out",
              "Move general ledger and payables to the new ERP.",
              "clara",
              12,
              10,
              "180000",
              List.of(
                  goal(
                      1,
                      "Month-end close in three days",
                      "Working days from month end to close",
                      "3",
                      70),
                  goal(
                      2,
                      "Invoices are posted without paper",
                      "Share of paperless invoices",
                      "95 %",
                      30)),
              List.of(
                  member("tarek", "ERP consultant", 120),
                  member("tina", "Test lead", 75),
                  member("tom", "Integration developer", 85)));
          script.register(
              KEY,
              "clara",
              system("ERP", SystemAction.IMPLEMENT, "tarek", Criticality.HIGH),
              system("Ledger archive", SystemAction.CHANGE, "tom", Criticality.MEDIUM));
          registers.saveBudgetLine(KEY, line("Labour", "Work", "120000"), "clara");
          registers.saveBudgetLine(KEY, line("Licences", "Expense", "45000"), "clara");
          registers.saveBudgetLine(KEY, line("Contingency", "Reserve", "15000"), "clara");
          registers.saveRisk(
              KEY,
              script.risk(
                  "Open items cannot be migrated",
                  "Ten years of grown account codes",
                  4,
                  4,
                  "tarek"),
              "clara");
          registers.saveRisk(
              KEY,
              script.risk(
                  "Key users are in the year-end close",
                  "Deadline falls into December",
                  3,
                  3,
                  "tina"),
              "clara");
          script.plan(
              KEY,
              "clara",
              summary(-1, "Design"),
              task(-2, -1, "Process workshops", 10, "tarek", 1, 1),
              task(-3, -1, "Chart of accounts", 5, "tarek", 1, 1),
              summary(-4, "Build"),
              task(-5, -4, "Configure ledger", 15, "tarek", 1, 1),
              task(-6, -4, "Interface to archive", 12, "tom", 1, 2),
              task(-7, -4, "Migrate open items", 10, "tarek", 1, 1),
              summary(-8, "Go-live"),
              task(-9, -8, "Test with key users", 10, "tina", 1, 1),
              milestone(-10, "Go-live", "tina", -8),
              cost(-2, "43500"),
              link(-3, -2),
              link(-5, -3),
              link(-6, -3),
              link(-7, -5),
              link(-9, -7),
              link(-9, -6),
              link(-10, -9));
        });
    script.approve(
        KEY, "clara", 12, List.of("tarek", "tina", "tom"), List.of("maria", "sofia", "stefan"));
    script.work(KEY, 11, 2, "tarek", 50, 40, "tarek");
    script.work(KEY, 10, 2, "tarek", 90, 44, "tarek");
    script.at(10, 2, 9, () -> script.expense(KEY, "43500", 2, "ERP licences, first year", "clara"));
    script.work(KEY, 9, 2, "tarek", 100, 30, "tarek");
    script.work(KEY, 9, 3, "tarek", 60, 20, "tarek");
    script.at(
        9,
        4,
        15,
        () ->
            script.report(
                KEY,
                "clara",
                "Workshops took a week longer than planned. The chart of accounts follows at"
                    + " once."));
    script.work(KEY, 8, 3, "tarek", 100, 38, "tarek");
    script.followUps(KEY, 8, 4, "The workshops brought up more legal entities than we knew");
    script.work(KEY, 7, 5, "tarek", 20, 45, "tarek");
    script.work(KEY, 7, 6, "tom", 30, 40, "tom");
    script.riskReviews(KEY, 6, 2);
    script.work(KEY, 6, 5, "tarek", 40, 48, "tarek");
    script.work(KEY, 6, 6, "tom", 60, 40, "tom");
    script.work(KEY, 5, 5, "tarek", 60, 50, "tarek");
    script.work(KEY, 5, 6, "tom", 90, 38, "tom");
    script.at(
        5,
        3,
        15,
        () ->
            script.report(
                KEY,
                "clara",
                "The ledger takes longer than estimated; the interface is nearly done."));
    script.at(
        5,
        4,
        15,
        () -> {
          actions.decide(
              KEY,
              "clara",
              "Go-live stays before the year-end close",
              "The go-live date stays, also if the ledger takes longer than estimated.",
              "The auditors expect the new ledger. A move to February was considered.",
              null,
              null);
          actions.ask(
              KEY,
              "clara",
              "Ask Ledger Partners for six days of help",
              "By phone, then in writing; within the contingency.",
              "D1",
              "clara",
              10,
              Issue.Level.HIGH);
        });
    script.at(
        4,
        1,
        10,
        () -> actions.done(KEY + "-A1", "They can come in two weeks, for 7,200.", "clara"));
    script.work(KEY, 4, 5, "tarek", 80, 50, "tarek");
    script.work(KEY, 4, 6, "tom", 100, 30, "tom");
    script.work(KEY, 3, 5, "tarek", 100, 46, "tarek");
    script.work(KEY, 2, 7, "tarek", 20, 48, "tarek");
    script.at(
        2, 2, 10, () -> order("Ledger Partners", "Six days of help with the migration", "7200", 3));
    script.at(1, 4, 17, () -> waiting());
    script.followUps(KEY, 2, 4, "Account codes must be mapped by hand");
    script.at(
        1,
        1,
        11,
        () ->
            issues.file(
                KEY,
                new NewIssue(
                    Issue.Kind.PROBLEM,
                    "Account codes of 2016 are missing in the mapping",
                    "The migration stops at 412 open items whose codes were retired.",
                    1,
                    7,
                    Issue.Level.HIGH,
                    Issue.Level.HIGH,
                    null),
                "tarek"));
    script.at(
        1,
        1,
        16,
        () -> {
          actions.decide(
              KEY,
              "clara",
              "Go-live moves if the mapping is not done in time",
              "If the retired account codes are not mapped two weeks before the go-live, it moves"
                  + " behind the year-end close.",
              "A half-mapped ledger would cost the close. Mapping balances only was rejected.",
              "I1",
              KEY + "-D1");
          actions.ask(
              KEY,
              "clara",
              "Send the retired account codes to finance",
              "As a table with the number of open items for each.",
              "I1",
              "tarek",
              2,
              Issue.Level.HIGH);
          actions.ask(
              KEY,
              "clara",
              "Tell the auditors that the date may move",
              "",
              "D2",
              "sofia",
              20,
              Issue.Level.MEDIUM);
        });
    script.at(1, 2, 9, this::catalogue);
    script.at(
        1,
        2,
        10,
        () ->
            changes.submit(
                KEY,
                new NewChange(
                    ChangeRequest.Type.NORMAL,
                    ChangeRequest.Category.SCHEDULE,
                    "Second consultant for the migration",
                    "Map the retired account codes by hand with a second consultant, and test two"
                        + " weeks longer.",
                    "412 open items stop the migration",
                    "Go-live would fall into the year-end close",
                    "Start on Monday, one consultant more for two weeks",
                    "Stop the mapping and migrate balances only",
                    List.of(
                        PlanEdit.of(
                            PlanEdit.Kind.SET,
                            7,
                            Map.of("durationDays", "15", "fixedCost", "14000")),
                        PlanEdit.of(PlanEdit.Kind.SET, 9, Map.of("durationDays", "15")))),
                "tarek"));
    script.at(
        1,
        3,
        15,
        () ->
            script.report(
                KEY,
                "clara",
                "The migration is stuck on old account codes. A change for a second consultant waits for decision."));
    script.at(
        1,
        3,
        16,
        () -> {
          communication.meet(
              KEY, "clara", "Jonas Weil", "Ledger Partners", "jonas.weil@ledger.example");
          communication.share(KEY, "clara");
          communication.plan(KEY, "clara", script.monday());
          stakeholders.ofFinance(KEY, "clara");
        });
    script.at(
        1,
        4,
        11,
        () ->
            communication.saysFeedback(
                KEY, "Does the new date mean that we book our consultants for January as well?"));
  }

  /** An order of the coordinator whose invoice comes in a month. */
  private void order(String supplier, String what, String amount, int line) {
    commitments.enter(
        KEY,
        new NewCommitment(
            line,
            supplier,
            what,
            new BigDecimal(amount),
            driver.today(),
            driver.today().plusMonths(1)),
        projects.get(KEY).coordinator());
  }

  /** What Tarek posted on Friday afternoon, too late for the coordinator to approve it. */
  private void waiting() {
    postings.post(
        KEY,
        new NewPosting(
            driver.today(),
            Posting.Kind.TIME,
            null,
            new BigDecimal("1.5"),
            "tarek",
            7,
            null,
            "Mapped account codes by hand with the accountants"),
        "tarek");
    postings.post(
        KEY,
        new NewPosting(
            driver.today(),
            Posting.Kind.EXPENSE,
            new BigDecimal("84.20"),
            null,
            "tarek",
            7,
            3,
            "Train to the accountants and back"),
        "tarek");
  }

  /** Changes that Maria has approved once and for all. */
  private void catalogue() {
    standards.add(
        "Hand a task to another member of the team",
        ChangeRequest.Category.RESOURCE,
        "A task gets another owner with the same rate and enough time.",
        "The old owner hands over what is there; the new one confirms the dates.",
        "The task goes back to its first owner.",
        "maria");
    standards.add(
        "Say more clearly what a task is",
        ChangeRequest.Category.SCOPE,
        "A task gets a better name; what is to be done stays the same.",
        "Change the name in the plan and tell the owner.",
        "Give it the old name again.",
        "maria");
  }
}
