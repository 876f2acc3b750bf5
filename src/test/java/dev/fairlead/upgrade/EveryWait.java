package dev.fairlead.upgrade;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.EarlySupport;
import dev.fairlead.closure.Handovers;
import dev.fairlead.communication.Audience;
import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.CommunicationRow;
import dev.fairlead.communication.ContractorReport;
import dev.fairlead.communication.ContractorReports;
import dev.fairlead.communication.ContractorStatus;
import dev.fairlead.communication.NewContractorReport;
import dev.fairlead.communication.NewRow;
import dev.fairlead.communication.OutsideFeedbacks;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.communication.SharedLinks;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.processes.HandoverAnswers;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.project.Projects;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.Checks;
import dev.fairlead.studio.Drafts;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import dev.fairlead.tracking.Progress;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Projects that wait, on {@link #THEN}, at every task of a person, timer and message of all
 * diagrams. What a project is called says how {@link UpgradeTests} lets it go on.
 */
final class EveryWait {
  static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);

  /** The moment at which the old release is ended: two weeks later. */
  static final LocalDateTime THEN = MONDAY.plusDays(14);

  private static final int BUILD = 1;
  private static final int TEST = 2;
  private static final int GO_LIVE = 3;

  @Autowired private ProcessDriver driver;
  @Autowired private Projects projects;
  @Autowired private Plans plans;
  @Autowired private Registers registers;
  @Autowired private Progress progress;
  @Autowired private Postings postings;
  @Autowired private Issues issues;
  @Autowired private Changes changes;
  @Autowired private Reports reports;
  @Autowired private CommunicationPlan communication;
  @Autowired private OutsideParties parties;
  @Autowired private OutsideFeedbacks outside;
  @Autowired private SharedLinks links;
  @Autowired private ContractorReports contractors;
  @Autowired private Closing closing;
  @Autowired private Deliverables deliverables;
  @Autowired private Handovers handovers;
  @Autowired private EarlySupport support;
  @Autowired private Drafts drafts;
  @Autowired private People people;

  void make() {
    driver.setTime(MONDAY);
    for (String key :
        List.of("DRAFT", "CANCEL", "ASK", "ASK-TIME", "SUBMIT", "APPROVE", "APPROVE-TIME")) {
      begin(key, 15, 15);
    }
    track("TRACK", 15, 15);
    track("LATE", 10, 10);
    track("LATE-TIME", 10, 10);
    track("STEER", 5, 5);
    track("REPORT", 15, 15);
    track("DISCARD", 15, 15);
    for (String key :
        List.of("OPEN", "RATE", "REWORK", "RESULT", "STOPPED", "SUPPORT", "WRAP-UP")) {
      track(key, 5, 5);
      system(key);
      if (!key.equals("STOPPED")) {
        done(key);
      }
    }
    costs();
    risk("LATE", "tom", THEN.toLocalDate());
    risk("OPEN", "tom", THEN.toLocalDate().plusYears(1));
    reportRow("REPORT");
    reportRow("DISCARD");
    confirmDone("WRAP-UP");
    archived("WRAP-UP", 7);

    driver.moveTo(MONDAY.plusDays(7));
    for (String key : List.of("LATE", "LATE-TIME")) {
      act("tom", key, "userTask_reportWeeklyProgress");
      act("tina", key, "userTask_reportWeeklyProgress");
    }
    driver.moveTo(MONDAY.plusDays(8));
    receipts("Chased");
    receipts("Chased in time");

    driver.moveTo(THEN);
    planning();
    tracking();
    closing();
  }

  private void planning() {
    for (String key : List.of("ASK", "ASK-TIME", "SUBMIT", "APPROVE", "APPROVE-TIME")) {
      act("clara", key, "userTask_draftPlan");
    }
    for (String key : List.of("SUBMIT", "APPROVE", "APPROVE-TIME")) {
      act("tom", key, "userTask_giveFeedback", "feedback", "Well");
      act("tina", key, "userTask_giveFeedback");
    }
    for (String key : List.of("APPROVE", "APPROVE-TIME")) {
      act("clara", key, "userTask_submitPlan", "nextStep", "submit");
    }
  }

  private void tracking() {
    act("tom", "LATE-TIME", "userTask_reportOnLateTask", "reply", "change", "reason", "More work");
    change("Decided", ChangeRequest.Type.NORMAL, TEST, "name", "Trial");
    change("Decided later", ChangeRequest.Type.NORMAL, GO_LIVE, "name", "Opening");
    change("Withdrawn", ChangeRequest.Type.NORMAL, GO_LIVE, "name", "Start");
    change("Merged", ChangeRequest.Type.NORMAL, BUILD, "name", "Make");
    change("Extended", ChangeRequest.Type.NORMAL, TEST, "fixedCost", "10");
    String postponed = change("Postponed", ChangeRequest.Type.NORMAL, TEST, "fixedCost", "20");
    act(
        people.whoMay(postponed, "userTask_decideChange"),
        postponed,
        "userTask_decideChange",
        "decision",
        "postpone",
        "comment",
        "Later",
        "postponedUntil",
        "2027-01-25");
    change("Reviewed", ChangeRequest.Type.EMERGENCY, BUILD, "fixedCost", "30");
    change("Reviewed late", ChangeRequest.Type.EMERGENCY, BUILD, "fixedCost", "40");
    String backedOut = change("Backed out", ChangeRequest.Type.EMERGENCY, BUILD, "fixedCost", "50");
    driver.act(
        "maria",
        backedOut,
        "userTask_reviewEmergencyChange",
        Map.of("confirmed", "no", "comment", "No emergency"));

    issue("Triaged");
    resolve(issue("Solved"));
    String verified = resolve(issue("Verified"));
    driver.act(
        "tina", verified, "userTask_findSolution", Map.of("cause", "A leak", "solution", "Closed"));
    driver.act(
        "clara",
        issue("Postponed"),
        "userTask_triageIssue",
        Map.of("triage", "postpone", "postponedUntil", "2027-01-25", "triageNote", "Later"));

    reports.request("TRACK", "clara");
    for (String question : List.of("Hire a tester?", "Move the go-live?")) {
      reports.askFor(
          "TRACK-R1", question, "managers", LocalDate.of(2027, 1, 29), "It is late", "clara");
    }
    publish("TRACK");
    reports.giveFeedback("TRACK-R1", "Why so late?", "maria");
    long ann = parties.add("TRACK", "Ann", "Acme", "ann@acme.example", "en", null, "clara");
    long link = links.share("TRACK", ann, "TRACK-R1", 30, "clara");
    outside.give(
        links.find(links.address("TRACK", link, "clara").replace("/shared/", "")).orElseThrow(),
        "Is the shop closed?");
    long asked = askContractor(ann);
    contractors.give(
        contractors.get("TRACK", asked),
        new ContractorStatus(ContractorReport.Rating.GREEN, "Cables", null, null, Map.of()),
        new Checks());
    askContractor(parties.add("TRACK", "Ben", "Acme", "ben@acme.example", "en", null, "clara"));

    receipts("Confirmed");
    receipts("Not confirmed");
    row("Approved", "managers", false);
    send();
    row("Drafted", null, false);
    row("Stopped", null, false);

    long draft = drafts.begin("riskLevel", null, "paula").id();
    String table = drafts.content(draft);
    drafts.save(draft, 0, table.replaceFirst("<description>[^<]*", "<description>Other"), "paula");
    drafts.submit(draft, "Other words", "paula");
  }

  private long askContractor(long party) {
    LocalDate today = THEN.toLocalDate();
    return contractors.ask(
        "TRACK",
        new NewContractorReport(
            party, MONDAY.toLocalDate(), today, today.plusDays(7), null, List.of(BUILD)),
        "clara");
  }

  private void closing() {
    confirmDone("OPEN", "RATE", "REWORK", "RESULT", "SUPPORT");
    archived("SUPPORT", 14);
    support.report("SUPPORT", 1, "Slow", "Since Monday", "maria");
    settled("RESULT");
    deliverables.accept(
        "REWORK", 1, Deliverable.Acceptance.REJECTED, Set.of(), "It is shut", "sofia");
    act("sofia", "REWORK", "userTask_acceptDeliverables");
    handovers.refuse("REWORK", 1, "The backup was never tried", "tarek");
    act("tarek", "REWORK", "userTask_handOverSystems");
    projects.cancel("STOPPED", "No money", "clara");
  }

  private void begin(String key, int build, int test) {
    SampleProject.begin(projects, key, "20000");
    plans.edit(
        key,
        plans.current(key).version(),
        List.of(
            task(-BUILD, "Build", build, "tom"),
            task(-TEST, "Test", test, "tina"),
            PlanEdit.of(
                PlanEdit.Kind.ADD_TASK,
                -GO_LIVE,
                Map.of("name", "Go-live", "milestone", "true", "owner", "tina")),
            PlanEdit.of(PlanEdit.Kind.ADD_LINK, -GO_LIVE, Map.of("predecessor", "" + -BUILD)),
            PlanEdit.of(PlanEdit.Kind.ADD_LINK, -GO_LIVE, Map.of("predecessor", "" + -TEST))),
        "clara");
  }

  private static PlanEdit task(int number, String name, int days, String owner) {
    return PlanEdit.of(
        PlanEdit.Kind.ADD_TASK,
        number,
        Map.of("name", name, "durationDays", "" + days, "owner", owner));
  }

  private void track(String key, int build, int test) {
    begin(key, build, test);
    act("clara", key, "userTask_draftPlan");
    act("tom", key, "userTask_giveFeedback");
    act("tina", key, "userTask_giveFeedback");
    act("clara", key, "userTask_submitPlan", "nextStep", "submit");
    act("maria", key, "userTask_approvePlan", "decision", "approve");
  }

  private void done(String key) {
    for (int task : List.of(BUILD, TEST, GO_LIVE)) {
      progress.report(key, new NewProgress(task, 100, null, null, null, null, null), "clara");
    }
  }

  private void confirmDone(String... keys) {
    for (String key : keys) {
      act("clara", key, "userTask_confirmAllWorkDone");
    }
  }

  /** Approved and waiting postings, so that earned value has an actual cost. */
  private void costs() {
    progress.report("TRACK", new NewProgress(BUILD, 40, null, null, null, null, "Half"), "tom");
    for (String text : List.of("Books", "More books")) {
      long posting =
          postings.post(
              "TRACK",
              new NewPosting(
                  MONDAY.toLocalDate(),
                  Posting.Kind.TIME,
                  null,
                  new BigDecimal("6"),
                  "tom",
                  BUILD,
                  null,
                  text),
              "tom");
      if (text.equals("Books")) {
        postings.approve("TRACK", List.of(posting), "clara");
      }
    }
  }

  private void system(String key) {
    registers.saveSystem(
        key,
        new PlanSystem(
            0,
            "Shop " + key,
            SystemAction.IMPLEMENT,
            "tarek",
            "production",
            Criticality.MEDIUM,
            "",
            null,
            null),
        "clara");
  }

  private void risk(String key, String owner, LocalDate review) {
    registers.saveRisk(
        key,
        new Risk(
            0,
            false,
            "Late vendor",
            "One vendor",
            "They deliver late",
            "We start late",
            "Supply",
            3,
            3,
            "",
            owner,
            Risk.Response.REDUCE,
            List.of(new RiskMeasure("Order early", null, null)),
            null,
            null,
            null,
            review,
            Risk.RiskStatus.ACTIVE,
            null),
        "clara");
  }

  private String change(
      String title, ChangeRequest.Type type, int task, String name, String value) {
    return changes
        .submit(
            "TRACK",
            new NewChange(
                type,
                ChangeRequest.Category.SCHEDULE,
                title,
                "Something else",
                "New wishes",
                "The wishes stay open",
                "Plan it anew",
                "Take the old plan back",
                List.of(PlanEdit.of(PlanEdit.Kind.SET, task, Map.of(name, value)))),
            "tom")
        .id();
  }

  private String issue(String title) {
    return issues
        .file(
            "TRACK",
            new NewIssue(
                Issue.Kind.PROBLEM,
                title,
                "It does not work",
                null,
                null,
                Issue.Level.LOW,
                Issue.Level.LOW,
                null),
            "tom")
        .id();
  }

  private String resolve(String issue) {
    driver.act(
        "clara", issue, "userTask_triageIssue", Map.of("triage", "resolve", "issueOwner", "tina"));
    return issue;
  }

  private void publish(String key) {
    driver.runWaiting();
    act(
        "clara",
        key,
        "userTask_releaseReport",
        "release",
        "publish",
        "summary",
        "Well",
        "overrideHealth",
        "none");
    driver.runWaiting();
  }

  /** Told to two people who are asked to confirm it. */
  private void receipts(String title) {
    row(title, null, true);
    send();
  }

  private void send() {
    act("clara", "TRACK", "userTask_draftCommunication", "draftDecision", "send", "words", "News");
    driver.runWaiting();
  }

  private void row(String title, String approvers, boolean receipt) {
    communication.beginNow(
        "TRACK",
        communication.add(
            "TRACK",
            row(
                title,
                ProjectDocuments.Kind.FREE_TEXT,
                CommunicationRow.Frequency.ONCE,
                LocalDate.of(2027, 6, 1),
                approvers,
                receipt),
            "clara"),
        "clara");
  }

  private void reportRow(String key) {
    communication.add(
        key,
        row(
            "Report for all",
            ProjectDocuments.Kind.INTERIM_REPORT,
            CommunicationRow.Frequency.MONTHLY,
            THEN.toLocalDate(),
            null,
            false),
        "clara");
  }

  private static NewRow row(
      String title,
      ProjectDocuments.Kind content,
      CommunicationRow.Frequency frequency,
      LocalDate due,
      String approvers,
      boolean receipt) {
    return new NewRow(
        title,
        "So that everybody knows",
        content,
        CommunicationRow.Form.HTML,
        CommunicationRow.Channel.MAIL,
        frequency,
        due,
        "clara",
        approvers,
        receipt,
        null,
        new Audience(Set.of(), List.of("tom", "maria"), List.of()));
  }

  /** Ready for the acceptance of the result. */
  private void settled(String key) {
    closing.rateGoal(key, 1, GoalRating.REACHED, "45 s", "clara");
    act("clara", key, "userTask_rateGoals");
    deliverables.accept(key, 1, Deliverable.Acceptance.ACCEPTED, null, "sofia");
    act("sofia", key, "userTask_acceptDeliverables");
    handovers.answer(key, 1, HandoverAnswers.allYes(handovers, key, 1), "clara");
    handovers.sign(key, 1, "tarek");
    act("tarek", key, "userTask_handOverSystems");
    for (String member : List.of("tom", "tina")) {
      act(
          member,
          key,
          "userTask_evaluateProject",
          "score",
          "4",
          "wentWell",
          "Tests",
          "wentBadly",
          "Nothing",
          "recommendation",
          "More tests");
    }
    driver.runWaiting();
  }

  private void archived(String key, int days) {
    support.choose(key, days, "clara");
    settled(key);
    act("maria", key, "userTask_acceptResult", "decision", "accept");
    driver.runWaiting();
  }

  private void act(String username, String key, String task, String... answers) {
    Map<String, Object> given = new HashMap<>();
    for (int i = 0; i < answers.length; i += 2) {
      given.put(answers[i], answers[i + 1]);
    }
    driver.act(username, key, task, given);
  }
}
