package dev.fairlead.demo;

import static dev.fairlead.demo.DemoParts.cost;
import static dev.fairlead.demo.DemoParts.goal;
import static dev.fairlead.demo.DemoParts.line;
import static dev.fairlead.demo.DemoParts.link;
import static dev.fairlead.demo.DemoParts.member;
import static dev.fairlead.demo.DemoParts.milestone;
import static dev.fairlead.demo.DemoParts.system;
import static dev.fairlead.demo.DemoParts.task;

import dev.fairlead.change.ChangeOutcomes;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.EarlySupport;
import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.closure.Handovers;
import dev.fairlead.communication.ContractorReport;
import dev.fairlead.communication.ContractorStatus;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.RiskReviews;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.project.GoalRating;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Progress;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The project that is closed: remote access, renewed within time and money. */
@Component
@Order(1)
class DemoRemoteAccess implements DemoProject {
  private static final String KEY = "VPN-RENEW";

  /** The number of the task in which the supplier helps. */
  private static final int BUILD = 2;

  private final ProcessDriver driver;
  private final Issues issues;
  private final RiskReviews riskReviews;
  private final EarlySupport support;
  private final Closing closing;
  private final Handovers handovers;
  private final Deliverables deliverables;
  private final Progress progress;
  private final Registers registers;
  private final Changes changes;
  private final ChangeOutcomes outcomes;
  private final DemoCommunication communication;

  DemoRemoteAccess(
      ProcessDriver driver,
      Issues issues,
      RiskReviews riskReviews,
      EarlySupport support,
      Closing closing,
      Handovers handovers,
      Deliverables deliverables,
      Progress progress,
      Registers registers,
      Changes changes,
      ChangeOutcomes outcomes,
      DemoCommunication communication) {
    this.driver = driver;
    this.issues = issues;
    this.riskReviews = riskReviews;
    this.support = support;
    this.closing = closing;
    this.handovers = handovers;
    this.deliverables = deliverables;
    this.progress = progress;
    this.registers = registers;
    this.changes = changes;
    this.outcomes = outcomes;
    this.communication = communication;
  }

  @Override
  public void write(DemoScript script) {
    script.at(
        20,
        0,
        9,
        () -> {
          script.create(
              KEY,
              "Remote access renewal",
              "Replace the old VPN by access per application.",
              "colin",
              20,
              9,
              "48000",
              List.of(
                  goal(
                      1,
                      "Staff work from anywhere within a minute",
                      "Median time to connect",
                      "Less than 20 s",
                      60),
                  goal(
                      2,
                      "No shared credentials are left",
                      "Shared accounts in the gateway",
                      "0",
                      40)),
              List.of(member("tom", "Network engineer", 85), member("tina", "Test lead", 75)));
          script.register(
              KEY,
              "colin",
              system("Access gateway", SystemAction.IMPLEMENT, "tom", Criticality.MEDIUM),
              system("Old VPN", SystemAction.RETIRE, "tina", Criticality.MEDIUM));
          registers.saveBudgetLine(KEY, line("Labour", "Work", "36000"), "colin");
          registers.saveBudgetLine(KEY, line("Licences", "Expense", "12000"), "colin");
          registers.saveRisk(
              KEY, script.risk("Licences arrive late", "Supplier is busy", 2, 3, "tom"), "colin");
          script.plan(
              KEY,
              "colin",
              task(-1, null, "Concept", 5, "tom", 1, null),
              task(-2, null, "Build gateway", 15, "tom", 1, 1),
              task(-3, null, "Test with pilot group", 10, "tina", 1, 1),
              task(-4, null, "Roll out", 10, "tom", 1, 1),
              milestone(-5, "Old VPN switched off", "tina"),
              cost(-2, "11600"),
              link(-2, -1),
              link(-3, -2),
              link(-4, -3),
              link(-5, -4));
        });
    script.approve(KEY, "colin", 20, List.of("tom", "tina"), List.of("martin"));
    script.work(KEY, 19, 1, "tom", 100, 40, "tom");
    script.work(KEY, 18, 2, "tom", 33, 40, "tom");
    script.work(KEY, 17, 2, "tom", 66, 40, "tom");
    script.work(KEY, 16, 2, "tom", 100, 40, "tom");
    script.at(
        17,
        3,
        10,
        () -> {
          script.expense(KEY, "11600", 2, "Gateway licences", "colin");
          communication.meet(
              KEY, "colin", "Ines Moreau", "Gatework", "ines.moreau@gatework.example");
          communication.asksContractor(KEY, "colin", BUILD);
          wishForSecondFactor();
        });
    script.at(
        17,
        4,
        11,
        () -> {
          driver.act(
              "sofia",
              KEY + "-C1",
              "userTask_decideChange",
              Map.of(
                  "decision",
                  "approve",
                  "comment",
                  "Ten seconds more are worth the insurance. Measure both in the pilot."));
          communication.contractorReports(
              KEY,
              new ContractorStatus(
                  ContractorReport.Rating.GREEN,
                  "Both gateways are installed; the rules of 31 of 46 applications are set.",
                  "The other 15, then the second factor.",
                  null,
                  Map.of(BUILD, new ContractorStatus.TaskStatus(66, null, null))));
        });
    script.at(
        16,
        0,
        9,
        () ->
            communication.acceptsContractorReport(
                KEY, "colin", "As seen in the gateway. Thank you."));
    script.riskReviews(KEY, 14, 2);
    script.at(
        16,
        4,
        14,
        () ->
            script.report(
                KEY,
                "colin",
                "The gateway is built within time and money. The pilot group begins on Monday."));
    script.work(KEY, 15, 3, "tina", 50, 36, "tina");
    script.work(KEY, 14, 3, "tina", 100, 30, "tina");
    script.at(
        14,
        1,
        11,
        () -> {
          issues.file(
              KEY,
              new NewIssue(
                  Issue.Kind.PROBLEM,
                  "Old laptops cannot connect",
                  "Laptops older than five years lack the certificate chip.",
                  1,
                  3,
                  Issue.Level.HIGH,
                  Issue.Level.MEDIUM,
                  null),
              "tina");
          String id = issues.all(KEY).get(0).id();
          driver.act(
              "colin",
              id,
              "userTask_triageIssue",
              Map.of(
                  "triage", "resolve", "issueOwner", "tom", "urgency", "HIGH", "impact", "MEDIUM"));
          driver.act(
              "tom",
              id,
              "userTask_findSolution",
              Map.of(
                  "cause",
                  "No certificate chip",
                  "workaround",
                  "Loan laptops",
                  "solution",
                  "Software certificate for 14 laptops until they are replaced"));
          driver.act(
              "tina",
              id,
              "userTask_verifySolution",
              Map.of("verified", "yes", "verificationNote", "Checked with three of them"));
        });
    script.work(KEY, 13, 4, "tom", 50, 40, "tom");
    script.work(KEY, 12, 4, "tom", 100, 24, "tom");
    script.at(
        11,
        0,
        9,
        () -> {
          progress.report(
              KEY, new NewProgress(5, 100, null, null, null, null, "Switched off at 7:00"), "tina");
          riskReviews.record(
              KEY,
              1,
              RiskReviews.Result.CLOSED,
              null,
              null,
              null,
              "The licences came in the second week",
              "tom");
          outcomes.close(
              KEY + "-C1",
              ChangeRequest.OutcomeCode.SUCCESSFUL,
              "The insurer confirmed the cover from January on.",
              "colin");
          driver.act("colin", KEY, "userTask_confirmAllWorkDone", Map.of());
        });
    script.at(11, 1, 9, () -> close());
    // what the evaluations set going is done between two steps
    script.at(
        11,
        1,
        9,
        () -> driver.act("martin", KEY, "userTask_acceptResult", Map.of("decision", "accept")));
    script.at(
        9,
        2,
        14,
        () -> {
          support.report(
              KEY,
              1,
              "Sessions end after an hour",
              "Since Monday everybody has to log in again every hour.",
              "tarek");
          driver.act(
              "colin",
              KEY,
              "userTask_solveSupportProblem",
              Map.of(
                  "cause",
                  "The test value of the session length was still set",
                  "solution",
                  "Session length set to ten hours, as agreed in the concept"));
        });
    script.at(
        6,
        0,
        10,
        () ->
            driver.act(
                "colin",
                KEY,
                "userTask_wrapUpSupport",
                Map.of(
                    "supportSummary",
                    "One problem in thirty days: a test value was left in the settings.",
                    "recommendation",
                    "Compare the settings with the concept before the switch")));
  }

  /** The insurer demands what makes every login slower, so the goals change with it. */
  private void wishForSecondFactor() {
    changes.submit(
        KEY,
        new NewChange(
            ChangeRequest.Type.NORMAL,
            ChangeRequest.Category.SCOPE,
            "Second factor at every login",
            "Everybody logs in with a second factor, which takes some seconds more.",
            "The insurer covers damage by attacks from January on only with a second factor",
            "The house pays such damage itself",
            "The gateway can do it; switch it on for the pilot group first",
            "Switch the second factor off again",
            List.of(
                PlanEdit.of(
                    PlanEdit.Kind.SET_GOAL,
                    null,
                    Map.of("goal", "1", "target", "Less than 30 s", "weight", "50")),
                PlanEdit.of(
                    PlanEdit.Kind.ADD_GOAL,
                    null,
                    Map.of(
                        "statement",
                        "Everybody logs in with a second factor",
                        "measure",
                        "Logins with a second factor",
                        "target",
                        "All",
                        "weight",
                        "10")))),
        "tom");
  }

  private void close() {
    closing.rateGoal(
        KEY,
        1,
        GoalRating.REACHED,
        "Median of 24 s over the last two weeks, from the gateway's log",
        "colin");
    closing.rateGoal(
        KEY,
        2,
        GoalRating.PARTLY_REACHED,
        "Two service accounts stay until the payroll system is renewed",
        "colin");
    closing.rateGoal(
        KEY,
        3,
        GoalRating.REACHED,
        "No login without one since the old VPN was switched off",
        "colin");
    driver.act("colin", KEY, "userTask_rateGoals", Map.of());
    for (HandoverChecklist list : handovers.of(KEY)) {
      handovers.answer(
          KEY,
          list.system().number(),
          list.points().stream()
              .map(
                  p ->
                      new HandoverChecklist.Line(
                          p.point(), p.label(), HandoverChecklist.Answer.YES, p.note()))
              .toList(),
          list.receiver());
      handovers.sign(KEY, list.system().number(), list.receiver());
    }
    driver.waitingFor(KEY).stream()
        .filter(t -> t.startsWith("userTask_handOverSystems:"))
        .forEach(
            t ->
                driver.act(
                    t.substring(t.indexOf(':') + 1), KEY, "userTask_handOverSystems", Map.of()));
    for (Deliverable deliverable : deliverables.of(KEY)) {
      deliverables.accept(
          KEY, deliverable.number(), Deliverable.Acceptance.ACCEPTED, null, "sofia");
    }
    driver.act("sofia", KEY, "userTask_acceptDeliverables", Map.of());
    driver.act(
        "tom",
        KEY,
        "userTask_evaluateProject",
        Map.of(
            "wentWell",
            "Pilot group from the first week",
            "wentBadly",
            "Licences took three weeks",
            "recommendation",
            "Order licences with the plan's approval",
            "score",
            "4"));
    driver.act(
        "tina",
        KEY,
        "userTask_evaluateProject",
        Map.of(
            "wentWell",
            "Daily contact with the help desk",
            "wentBadly",
            "Old laptops were known to nobody",
            "recommendation",
            "Ask asset management for a list before the test",
            "score",
            "5"));
  }
}
