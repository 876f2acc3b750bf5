package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.FairleadTest;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.communication.Audience;
import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.CommunicationRow;
import dev.fairlead.communication.Mail;
import dev.fairlead.communication.NewRow;
import dev.fairlead.engine.Answers;
import dev.fairlead.engine.ProjectNames;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.DecisionEntry;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectData;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.project.TeamMember;
import dev.fairlead.report.FinalReportData;
import dev.fairlead.report.PortfolioReportData;
import dev.fairlead.report.PortfolioReports;
import dev.fairlead.report.ReportData;
import dev.fairlead.report.ReportRows.ScheduleRow;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.CorrectiveActions;
import dev.fairlead.tracking.FollowUp;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.TaskDesk;
import dev.fairlead.workspace.Worklist;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was stated when a project began is changed: by whom, until when, and what goes with it. */
@FairleadTest
class ProjectDataScenarioTests extends Scenario {
  private static final LocalDate LATER = LocalDate.of(2027, 3, 12);

  @Autowired ProjectData data;
  @Autowired DecisionLog decisions;
  @Autowired Pauses pauses;
  @Autowired FollowUps followUps;
  @Autowired Issues issues;
  @Autowired Reports reports;
  @Autowired ReportData reportData;
  @Autowired PortfolioReports portfolio;
  @Autowired TaskService tasks;
  @Autowired Closing closings;
  @Autowired Registers registers;
  @Autowired CommunicationPlan communicationPlan;
  @Autowired Deliverables deliverables;
  @Autowired Users users;
  @Autowired CorrectiveActions corrective;
  @Autowired TaskDesk desk;
  @Autowired FairleadClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired Worklist worklist;

  /** The data of a project with some of them changed. */
  private static final class Wish {
    private String name;
    private String summary;
    private String sponsor;
    private String coordinator;
    private LocalDate start;
    private LocalDate deadline;
    private BigDecimal budget;
    private int timeTolerance;
    private BigDecimal costTolerance;
    private List<Goal> goals;
    private final Project project;

    private Wish(Project project) {
      this.project = project;
      name = project.name();
      summary = project.summary();
      sponsor = project.sponsor();
      coordinator = project.coordinator();
      start = project.start();
      deadline = project.deadline();
      budget = project.budget();
      timeTolerance = project.timeTolerance();
      costTolerance = project.costTolerance();
      goals = project.goals();
    }

    private NewProject stated() {
      return new NewProject(
          project.key(),
          name,
          summary,
          sponsor,
          coordinator,
          start,
          deadline,
          budget,
          timeTolerance,
          costTolerance,
          goals,
          project.team());
    }
  }

  private Project change(String key, String by, UnaryOperator<Wish> wish) {
    Project now = projects.get(key);
    return data.change(now.version(), wish.apply(new Wish(now)).stated(), by);
  }

  private Project budget(String key, String amount, String by) {
    return change(
        key,
        by,
        wish -> {
          wish.budget = new BigDecimal(amount);
          return wish;
        });
  }

  private Project name(String key, String name, String by) {
    return change(
        key,
        by,
        wish -> {
          wish.name = name;
          return wish;
        });
  }

  private Project coordinator(String key, String coordinator, String by) {
    return change(
        key,
        by,
        wish -> {
          wish.coordinator = coordinator;
          return wish;
        });
  }

  @Test
  void whileItIsPlannedItsCoordinatorChangesEverythingButItsKey() {
    SampleProject.begin(projects, "PD-1", "20000");
    SampleProject.plan(plans, "PD-1");
    int version = plans.current("PD-1").version();

    change(
        "PD-1",
        "clara",
        wish -> {
          wish.name = "Renewed orders";
          wish.summary = "Another reason";
          wish.sponsor = "maria";
          wish.start = LocalDate.of(2027, 1, 11);
          wish.deadline = LATER;
          wish.budget = new BigDecimal("35000");
          wish.timeTolerance = 8;
          wish.costTolerance = new BigDecimal("12.5");
          wish.goals =
              List.of(
                  new Goal(1, "Fewer calls", "Calls", "10", BigDecimal.ONE, null, null),
                  new Goal(2, "Faster", "Seconds", "30", BigDecimal.TEN, null, null));
          return wish;
        });

    Project after = projects.get("PD-1");
    assertThat(after.name()).isEqualTo("Renewed orders");
    assertThat(after.summary()).isEqualTo("Another reason");
    assertThat(after.sponsor()).isEqualTo("maria");
    assertThat(after.coordinator()).isEqualTo("clara");
    assertThat(after.budget()).isEqualByComparingTo("35000");
    assertThat(after.timeTolerance()).isEqualTo(8);
    assertThat(after.costTolerance()).isEqualByComparingTo("12.5");
    assertThat(after.goals()).extracting(Goal::statement).containsExactly("Fewer calls", "Faster");
    assertThat(after.team()).extracting(member -> member.username()).containsExactly("tina", "tom");
    assertThat(projects.page(null, "renewed orders", 50)).extracting(Project::key).contains("PD-1");
    // the plan keeps to it, and the editor sees that it was changed
    WorkPlan plan = plans.current("PD-1");
    assertThat(plan.start()).isEqualTo(LocalDate.of(2027, 1, 11));
    assertThat(plan.deadline()).isEqualTo(LATER);
    assertThat(plan.version()).isGreaterThan(version);
    assertThat(plan.tasks()).hasSize(3);

    assertThat(told("PD-1"))
        .contains(
            "name from \"Sample PD-1\" to \"Renewed orders\"",
            "budget from \"20,000.00\" to \"35,000.00\"",
            "deadline from \"26 Feb 2027\" to \"12 Mar 2027\"",
            "Replaced the sponsor Sofia Brandt by Maria Costa");
    assertThat(decided("PD-1"))
        .extracting(DecisionEntry::decision, DecisionEntry::decidedBy)
        .containsExactly(tuple("REPLACE", "clara"), tuple("EDIT", "clara"));
    assertThat(decided("PD-1").get(1).comment())
        .contains("\"20,000.00\" to \"35,000.00\"", "Fewer calls");
    assertThat(task("PD-1", "userTask_draftPlan"))
        .satisfies(
            task ->
                assertThat(tasks.getVariableLocal(task.getId(), ProjectNames.VARIABLE))
                    .isEqualTo("PD-1 Renewed orders"));
  }

  private List<DecisionEntry> decided(String key) {
    return decisions.page(new DecisionLog.Wanted(key, "PROJECT", null, null, null), 0, 20);
  }

  private Task task(String key, String taskKey) {
    return tasks
        .createTaskQuery()
        .processInstanceBusinessKey(key)
        .taskDefinitionKey(taskKey)
        .singleResult();
  }

  @Test
  void whatIsApprovedIsLockedOnceItIsSubmittedAndOpenWhenItIsSentBack() {
    SampleProject.submitted(driver, projects, plans, "PD-2", "clara");
    assertThat(projects.get("PD-2").phase()).isEqualTo(Phase.APPROVAL);
    assertThatThrownBy(() -> budget("PD-2", "30000", "clara"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("waits for its approval");
    assertThatThrownBy(() -> name("PD-2", "Other", "clara"))
        .hasMessageContaining("waits for its approval");

    act(
        "maria",
        "PD-2",
        "userTask_approvePlan",
        "decision",
        "rework",
        "comment",
        "The budget is wrong");
    assertThat(budget("PD-2", "30000", "clara").budget()).isEqualByComparingTo("30000");
    pauses.pause("PD-2", "The vendor is late", null, "clara");
    assertThatThrownBy(() -> budget("PD-2", "40000", "clara"))
        .hasMessageContaining("is paused since");
    pauses.resume("PD-2", "clara");
    assertThat(projects.get("PD-2").budget()).isEqualByComparingTo("30000");
  }

  @Test
  void afterTheApprovalOnlyItsWordsAndItsPeopleChange() {
    track("PD-3");
    Project before = projects.get("PD-3");
    for (UnaryOperator<Wish> wish : approved()) {
      assertThatThrownBy(() -> change("PD-3", "clara", wish))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("change request");
    }
    assertThat(projects.get("PD-3")).isEqualTo(before);
    name("PD-3", "Orders in a minute", "clara");
    assertThat(projects.get("PD-3").name()).isEqualTo("Orders in a minute");
    pauses.pause("PD-3", "The vendor is late", null, "clara");
    name("PD-3", "Orders at once", "clara");
    assertThat(
            tasks.getVariableLocal(
                task("PD-3", "userTask_confirmAllWorkDone").getId(), ProjectNames.VARIABLE))
        .isEqualTo("PD-3 Orders at once");
  }

  private static List<UnaryOperator<Wish>> approved() {
    List<UnaryOperator<Wish>> wishes = new ArrayList<>();
    wishes.add(
        wish -> {
          wish.start = wish.start.plusDays(1);
          return wish;
        });
    wishes.add(
        wish -> {
          wish.deadline = LATER;
          return wish;
        });
    wishes.add(
        wish -> {
          wish.budget = new BigDecimal("99999");
          return wish;
        });
    wishes.add(
        wish -> {
          wish.timeTolerance = 50;
          return wish;
        });
    wishes.add(
        wish -> {
          wish.costTolerance = new BigDecimal("50");
          return wish;
        });
    wishes.add(
        wish -> {
          wish.goals = List.of(new Goal(1, "Less", "x", "y", BigDecimal.ONE, null, null));
          return wish;
        });
    return wishes;
  }

  @Test
  void whoMayNotReadsWhoMay() {
    SampleProject.begin(projects, "PD-4", "20000");
    for (String stranger : List.of("colin", "sofia", "maria", "tom", "admin")) {
      assertThatThrownBy(() -> budget("PD-4", "1", stranger))
          .as(stranger)
          .isInstanceOfSatisfying(
              RefusedException.class, refused -> assertThat(refused.isForbidden()).isTrue())
          .hasMessageContaining("Clara Lindgren");
    }
    for (String stranger : List.of("colin", "tom", "paula", "stefan")) {
      assertThatThrownBy(() -> coordinator("PD-4", "colin", stranger))
          .as(stranger)
          .hasMessageContaining("Sofia Brandt");
    }
    assertThatThrownBy(() -> coordinator("PD-4", "tom", "sofia"))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("coordinator"))
        .hasMessageContaining("not in the group of coordinators");
    track("PD-5");
    assertThatThrownBy(() -> coordinator("PD-5", "colin", "clara"))
        .as("once it is approved")
        .hasMessageContaining("Sofia Brandt");
    for (String above : List.of("sofia", "maria", "admin")) {
      String next = projects.get("PD-5").coordinator().equals("clara") ? "colin" : "clara";
      assertThat(coordinator("PD-5", next, above).coordinator()).isEqualTo(next);
    }
  }

  @Test
  void whoSavesSecondOverwritesNobody() {
    SampleProject.begin(projects, "PD-6", "20000");
    Project seen = projects.get("PD-6");
    budget("PD-6", "30000", "clara");
    Wish second = new Wish(seen);
    second.summary = "Mine";
    assertThatThrownBy(() -> data.change(seen.version(), second.stated(), "clara"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Somebody else changed the data");
    assertThat(projects.get("PD-6").budget()).isEqualByComparingTo("30000");
    assertThat(projects.get("PD-6").summary()).isEqualTo("A project for tests");
  }

  @Test
  void theNextCoordinatorHasTheTasksOfTheFormerOne() {
    track("PD-7");
    plans.applyApproved(
        "PD-7",
        plans.current("PD-7").version(),
        List.of(
            PlanEdit.of(PlanEdit.Kind.SET, BUILD, Map.of("owner", "")),
            PlanEdit.of(PlanEdit.Kind.SET, TEST, Map.of("owner", "clara"))),
        "clara",
        null);
    String issue = issues.file("PD-7", issue("Slow"), "tom").id();
    reports.request("PD-7", "clara");
    driver.moveTo(day(16, 12));
    assertThat(followUps.open("PD-7"))
        .extracting(FollowUp::task, FollowUp::owner)
        .contains(tuple(TEST, "clara"), tuple(BUILD, "clara"));
    int mails = mailed("PD-7", "Confirm all work done").size();

    coordinator("PD-7", "colin", "maria");

    assertThat(driver.waitingFor("PD-7"))
        .contains(
            "userTask_confirmAllWorkDone:colin",
            "userTask_releaseReport:colin",
            // her own task of the plan stays hers, the one of nobody goes along
            "userTask_reportOnLateTask:clara",
            "userTask_reportOnLateTask:colin")
        .doesNotContain("userTask_confirmAllWorkDone:clara", "userTask_releaseReport:clara");
    assertThat(driver.waitingFor(issue)).containsExactly("userTask_triageIssue:colin");
    assertThat(followUps.open("PD-7"))
        .extracting(FollowUp::task, FollowUp::owner)
        .contains(tuple(TEST, "clara"), tuple(BUILD, "colin"));
    assertThat(mailed("PD-7", "Confirm all work done")).hasSize(mails + 1).contains("colin");
    assertThat(mailed("PD-7", "Colin Abara is the coordinator now"))
        .containsExactly("clara", "colin", "sofia");
    assertThat(told("PD-7"))
        .contains("Replaced the coordinator Clara Lindgren by Colin Abara", "Triage issue");

    refused("Only Colin Abara", "clara", issue, "userTask_triageIssue", "triage", "notAnIssue");
    act("colin", issue, "userTask_triageIssue", "triage", "notAnIssue", "triageNote", "Gone");
    assertThat(issues.get(issue).isOpen()).isFalse();
    // what comes up later is asked of the next one as well
    String later = issues.file("PD-7", issue("Loud"), "tom").id();
    assertThat(driver.waitingFor(later)).containsExactly("userTask_triageIssue:colin");
    progressByColin("PD-7");
    refused("Only Colin Abara", "clara", "PD-7", "userTask_confirmAllWorkDone");
    act("colin", "PD-7", "userTask_confirmAllWorkDone");
    assertThat(driver.waitingFor("PD-7"))
        .filteredOn(task -> !task.startsWith("userTask_reportWeeklyProgress"))
        .anyMatch(task -> task.endsWith(":colin"))
        .noneMatch(task -> task.endsWith(":clara"));
  }

  /** A risk of nobody, a solution of the reporter's own, a communication of one who has left. */
  @Test
  void whatTheCoordinatorIsAskedForWantOfAnotherGoesAlongToo() {
    track("PD-12");
    done("PD-12", BUILD, TEST, GO_LIVE);
    registers.saveRisk(
        "PD-12",
        new Risk(
            0,
            false,
            "Vendor late",
            "",
            "",
            "",
            "",
            3,
            3,
            "",
            null,
            null,
            List.of(),
            null,
            null,
            null,
            LocalDate.of(2027, 1, 6),
            Risk.RiskStatus.ASSESSED,
            null),
        "clara");
    String issue = issues.file("PD-12", issue("Slow"), "tom").id();
    act("clara", issue, "userTask_triageIssue", "triage", "resolve", "issueOwner", "tom");
    act("tom", issue, "userTask_findSolution", "cause", "A leak", "solution", "Closed it");
    User gone =
        new User("pd-gone", "Gus Gone", "gus@example.org", true, Set.of(Groups.TEAM_MEMBERS));
    users.create(gone, "a long password");
    projects.saveMember("PD-12", new TeamMember("pd-gone", "Writer", 50, BigDecimal.TEN));
    long row =
        communicationPlan.add(
            "PD-12",
            new NewRow(
                "News",
                "All know",
                ProjectDocuments.Kind.FREE_TEXT,
                CommunicationRow.Form.HTML,
                CommunicationRow.Channel.MAIL,
                CommunicationRow.Frequency.ONCE,
                LocalDate.of(2027, 6, 1),
                "pd-gone",
                null,
                true,
                null,
                new Audience(Set.of(), List.of("tom"), List.of())),
            "clara");
    users.change(
        new User(gone.username(), gone.displayName(), gone.email(), false, gone.groups()), "admin");
    communicationPlan.beginNow("PD-12", row, "clara");
    driver.moveTo(day(2, 12));
    assertThat(driver.waitingFor("PD-12"))
        .contains("userTask_reviewRisk:clara", "userTask_draftCommunication:clara");
    assertThat(driver.waitingFor(issue)).containsExactly("userTask_verifySolution:clara");

    coordinator("PD-12", "colin", "sofia");

    assertThat(driver.waitingFor("PD-12"))
        .contains("userTask_reviewRisk:colin", "userTask_draftCommunication:colin")
        .noneMatch(task -> task.endsWith(":clara"));
    assertThat(driver.waitingFor(issue)).containsExactly("userTask_verifySolution:colin");
    act("colin", issue, "userTask_verifySolution", "verified", "yes", "verificationNote", "Runs");
    act(
        "colin",
        "PD-12",
        "userTask_draftCommunication",
        "draftDecision",
        "send",
        "words",
        "All is well");
    act("colin", "PD-12", "userTask_reviewRisk", "reviewResult", "closed", "reviewNote", "Over");
    assertThat(driver.waitingFor("PD-12"))
        .doesNotContain("userTask_reviewRisk:colin", "userTask_draftCommunication:colin");
  }

  private static NewIssue issue(String title) {
    return new NewIssue(
        Issue.Kind.PROBLEM, title, "It is so", null, BUILD, Issue.Level.LOW, Issue.Level.LOW, null);
  }

  private void progressByColin(String key) {
    plans.current(key).tasks().stream()
        .filter(task -> !plans.current(key).isSummary(task.number()))
        .forEach(
            task ->
                progress.report(
                    key,
                    new NewProgress(task.number(), 100, null, null, null, null, null),
                    "colin"));
  }

  @Test
  void tasksThatAreOnHoldGoAlongAndStayOnHold() {
    track("PD-8");
    pauses.pause("PD-8", "The vendor is late", null, "clara");
    coordinator("PD-8", "colin", "sofia");
    assertThat(driver.waitingFor("PD-8")).containsExactly("userTask_confirmAllWorkDone:colin");
    assertThat(task("PD-8", "userTask_confirmAllWorkDone").isSuspended()).isTrue();
    refused("is on hold", "colin", "PD-8", "userTask_confirmAllWorkDone");
    pauses.resume("PD-8", "colin");
    assertThat(task("PD-8", "userTask_confirmAllWorkDone").isSuspended()).isFalse();
    driver.setTime(day(1, 12));
    progressByColin("PD-8");
    act("colin", "PD-8", "userTask_confirmAllWorkDone");
    assertThat(projects.get("PD-8").phase()).isEqualTo(Phase.CLOSING);
  }

  /** Of one who both coordinates and manages. */
  @Test
  void whoTakesAProjectOverWhileItIsClosedDoesNotAcceptItsResult() {
    both("pd-both", "Bo Both");
    track("PD-11");
    driver.setTime(day(1, 12));
    done("PD-11", BUILD, TEST, GO_LIVE);
    act("clara", "PD-11", "userTask_confirmAllWorkDone");
    closings.rateGoal("PD-11", 1, GoalRating.REACHED, "45 s", "clara");
    act("clara", "PD-11", "userTask_rateGoals");
    coordinator("PD-11", "pd-both", "sofia");
    deliverables.accept("PD-11", 1, Deliverable.Acceptance.ACCEPTED, null, "sofia");
    act("sofia", "PD-11", "userTask_acceptDeliverables");
    for (String member : List.of("tom", "tina")) {
      act(
          member,
          "PD-11",
          "userTask_evaluateProject",
          "score",
          "4",
          "wentWell",
          "a",
          "wentBadly",
          "b",
          "recommendation",
          "c");
    }
    runWaiting();
    assertThat(driver.waitingFor("PD-11")).contains("userTask_acceptResult");
    refused("submitted", "pd-both", "PD-11", "userTask_acceptResult", "decision", "accept");

    // nor does one who had taken the task before, and it is open to the others again
    both("pd-late", "Lu Late");
    String result = task("PD-11", "userTask_acceptResult").getId();
    desk.claim(result, "pd-late");
    coordinator("PD-11", "pd-late", "sofia");
    assertThat(task("PD-11", "userTask_acceptResult"))
        .returns(null, Task::getAssignee)
        .returns(result, Task::getId);
    assertThat(desk.standing(desk.open(result), "pd-late")).isEqualTo(TaskDesk.Standing.OTHERS);
    refused("submitted", "pd-late", "PD-11", "userTask_acceptResult", "decision", "accept");
    act("maria", "PD-11", "userTask_acceptResult", "decision", "accept");
    runWaiting();
    assertThat(driver.waitingFor("PD-11")).doesNotContain("userTask_acceptResult");
  }

  /** Of one who both coordinates and manages, and had taken the task before. */
  @Test
  void whoTakesAProjectOverDoesNotAgreeToWhatTheFormerOneProposed() {
    both("pd-heir", "Hal Heir");
    proposed("PD-13");
    String task = task("PD-13", "userTask_confirmDeviation").getId();
    desk.claim(task, "pd-heir");
    driver.moveTo(corrective.until("PD-13").plusHours(1));
    coordinator("PD-13", "pd-heir", "sofia");
    Task anew = task("PD-13", "userTask_confirmDeviation");
    assertThat(anew.getAssignee()).isNull();
    assertThat(anew.getId()).isNotEqualTo(task);
    assertThat(anew.getDueDate())
        .as("as much time as at first")
        .isEqualTo(Answers.date(corrective.until("PD-13")));
    assertThatThrownBy(() -> desk.open(task)).hasMessageContaining("has begun anew");
    assertThat(standing(anew, "pd-heir")).isEqualTo(TaskDesk.Standing.OTHERS);
    assertThat(standing(anew, "maria")).isEqualTo(TaskDesk.Standing.OPEN_TO_ME);
    assertThat(mailed("PD-13", "Confirm deviation"))
        .as("that it waits for them again; who had taken it was reminded")
        .containsExactly("maria", "maria", "martin", "martin", "pd-heir", "pd-heir");
    assertThat(mails("PD-13"))
        .filteredOn(mail -> mail.link().endsWith("/work/tasks/" + anew.getId()))
        .hasSize(2)
        .allSatisfy(
            mail ->
                assertThat(mail.body())
                    .contains(Sentences.say("workspace.task.mailDue", corrective.until("PD-13"))));
    refused("submitted", "pd-heir", "PD-13", "userTask_confirmDeviation", "decision", "confirm");
    act("maria", "PD-13", "userTask_confirmDeviation", "decision", "confirm");
    assertThat(corrective.all("PD-13").get(0).confirmedBy()).isEqualTo("maria");
  }

  /** Of one who both coordinates and manages, and whose deputy proposed to go on. */
  @Test
  void forWhomADeputyProposedItDoesNotAgreeWhoeverCoordinatesLater() {
    both("pd-name", "Nam Name");
    both("pd-hand", "Han Hand");
    proposedByDeputy("PD-15", "pd-name", "pd-hand");
    assertThat(corrective.all("PD-15").get(0))
        .returns("pd-hand", CorrectiveActions.CorrectiveAction::decidedBy)
        .returns("pd-name", CorrectiveActions.CorrectiveAction::decidedFor);
    assertThat(decisions.page(of("PD-15"), 0, 10))
        .filteredOn(entry -> entry.kind().equals("CORRECTIVE_ACTION"))
        .extracting(DecisionEntry::decidedBy, DecisionEntry::onBehalfOf)
        .containsExactly(tuple("pd-hand", "pd-name"));

    coordinator("PD-15", "colin", "sofia");
    mayNotAgree("PD-15", "pd-name", "pd-hand");
    coordinator("PD-15", "clara", "sofia");
    mayNotAgree("PD-15", "pd-name", "pd-hand");

    act("maria", "PD-15", "userTask_confirmDeviation", "decision", "return", "comment", "Why?");
    propose("PD-15", "clara");
    assertThat(corrective.all("PD-15").get(0).decidedFor()).as("by her own hand").isNull();
    assertThat(standing(task("PD-15", "userTask_confirmDeviation"), "pd-name"))
        .as("what another one proposed since")
        .isEqualTo(TaskDesk.Standing.OPEN_TO_ME);
    act("pd-name", "PD-15", "userTask_confirmDeviation", "decision", "confirm");
    assertThat(corrective.all("PD-15").get(0).confirmedBy()).isEqualTo("pd-name");
  }

  /** What was proposed before it was kept for whom. */
  @Test
  void theGuardKnowsForWhomItWasProposedAlsoWhereTheRecordDoesNot() {
    both("pd-name2", "Nam Name");
    both("pd-hand2", "Han Hand");
    proposedByDeputy("PD-16", "pd-name2", "pd-hand2");
    jdbc.sql("update corrective_action set decided_for = null where project_key = 'PD-16'")
        .update();
    coordinator("PD-16", "colin", "sofia");
    refused("submitted", "pd-name2", "PD-16", "userTask_confirmDeviation", "decision", "confirm");
    act("martin", "PD-16", "userTask_confirmDeviation", "decision", "confirm");
    assertThat(corrective.all("PD-16").get(0).confirmedBy()).isEqualTo("martin");
  }

  private void proposedByDeputy(String key, String name, String deputy) {
    track(key);
    coordinator(key, name, "sofia");
    driver.moveTo(day(8, 9));
    users.substitute(name, deputy, LocalDate.of(2027, 1, 1), LocalDate.of(2027, 12, 31));
    propose(key, deputy);
    jdbc.sql("delete from substitution").update();
  }

  /** By no door: My work and its list, Tasklist, and a diagram whose task the guard lets pass. */
  private void mayNotAgree(String key, String... people) {
    Task waiting = task(key, "userTask_confirmDeviation");
    for (String person : people) {
      assertThat(standing(waiting, person)).as(person).isEqualTo(TaskDesk.Standing.OTHERS);
      assertThat(worklist.of(person)).extracting(OpenTask::id).doesNotContain(waiting.getId());
      assertThatThrownBy(() -> desk.claim(waiting.getId(), person))
          .hasStackTraceContaining("submitted");
      assertThatThrownBy(() -> driver.as(person, () -> tasks.claim(waiting.getId(), person)))
          .hasStackTraceContaining("submitted");
      assertThatThrownBy(
              () -> corrective.answer(key, CorrectiveActions.Answer.CONFIRM, "", person, null))
          .hasMessageContaining("somebody else has to");
    }
  }

  private TaskDesk.Standing standing(Task task, String person) {
    return desk.standing(desk.open(task.getId()), person);
  }

  private static DecisionLog.Wanted of(String key) {
    return new DecisionLog.Wanted(key, null, null, null, null);
  }

  /** She is the only manager there is, so the sponsors agree, as they would have done at once. */
  @Test
  void whereTheOnlyManagerTakesAProjectOverTheNextGroupAgrees() {
    both("pd-only", "Ona Only");
    List<User> others =
        users.inGroup(Groups.MANAGERS).stream()
            .filter(user -> user.enabled() && !user.username().equals("pd-only"))
            .toList();
    proposed("PD-14");
    desk.claim(task("PD-14", "userTask_confirmDeviation").getId(), "pd-only");
    others.forEach(user -> enable(user, false));
    try {
      // the answer was due, and whoever was asked first has been reminded
      driver.moveTo(corrective.until("PD-14").plusHours(1));
      String first = task("PD-14", "userTask_confirmDeviation").getId();
      assertThat(reminded("PD-14", first)).containsExactly("pd-only");
      pauses.pause("PD-14", "The vendor is late", null, "clara");
      driver.moveTo(clock.now().plusDays(7));
      LocalDateTime askedAnew = clock.now();
      coordinator("PD-14", "pd-only", "sofia");
      driver.moveTo(clock.now().plusDays(1));
      pauses.resume("PD-14", "pd-only");
      assertThat(corrective.all("PD-14").get(0).confirmGroup()).isEqualTo(Groups.SPONSORS);
      assertThat(worklist.of("sofia"))
          .filteredOn(open -> "PD-14".equals(open.projectKey()))
          .extracting(OpenTask::name)
          .contains("Confirm deviation");
      Task anew = task("PD-14", "userTask_confirmDeviation");
      LocalDateTime due = corrective.until("PD-14");
      assertThat(anew.getDueDate())
          .as("as much time as at first, once it goes on")
          .isEqualTo(Answers.date(due));
      assertThat(corrective.all("PD-14").get(0).confirmAskedAt()).isEqualTo(askedAnew);
      assertThat(
              mails("PD-14").stream()
                  .filter(mail -> mail.recipient().equals("sofia"))
                  .filter(mail -> mail.subject().contains("Confirm deviation"))
                  .toList())
          .singleElement()
          .satisfies(
              mail -> {
                assertThat(mail.link()).endsWith("/work/tasks/" + anew.getId());
                assertThat(mail.body()).as("as it is on hold").doesNotContain("It is due on");
              });
      driver.moveTo(due.minusHours(1));
      assertThat(reminded("PD-14", anew.getId())).isEmpty();
      driver.moveTo(due.plusDays(4));
      assertThat(reminded("PD-14", anew.getId()))
          .as("once, each of those who are asked now")
          .contains("sofia")
          .doesNotContain("pd-only")
          .doesNotHaveDuplicates();
      assertThat(
              tasks
                  .createTaskQuery()
                  .processInstanceBusinessKey("PD-14")
                  .taskCandidateGroup(Groups.MANAGERS)
                  .count())
          .as("nobody who could not do it is asked")
          .isZero();
      assertThat(task("PD-14", "userTask_confirmDeviation").getAssignee()).isNull();
      refused("submitted", "pd-only", "PD-14", "userTask_confirmDeviation", "decision", "confirm");
      act("sofia", "PD-14", "userTask_confirmDeviation", "decision", "confirm");
      assertThat(corrective.all("PD-14").get(0).confirmedBy()).isEqualTo("sofia");
    } finally {
      others.forEach(user -> enable(user, true));
    }
  }

  private List<String> reminded(String key, String task) {
    return mails(key).stream()
        .filter(mail -> mail.noticeKey().startsWith("taskReminder/" + task + "/"))
        .map(Mail::recipient)
        .toList();
  }

  private void enable(User user, boolean enabled) {
    users.change(
        new User(user.username(), user.displayName(), user.email(), enabled, user.groups()),
        "admin");
  }

  /** Other scenarios count whom managers' mails go to. */
  @AfterEach
  void whoWasAddedManagesNothingAnyMore() {
    users.inGroup(Groups.MANAGERS).stream()
        .filter(user -> user.username().startsWith("pd-"))
        .forEach(
            user ->
                users.change(
                    new User(
                        user.username(),
                        user.displayName(),
                        user.email(),
                        false,
                        Set.of(Groups.TEAM_MEMBERS)),
                    "admin"));
  }

  private void both(String username, String name) {
    users.create(
        new User(
            username,
            name,
            username + "@example.org",
            true,
            Set.of(Groups.COORDINATORS, Groups.MANAGERS)),
        "a long password");
  }

  /** Nothing is begun until it is out of tolerance, and the coordinator wants to go on. */
  private void proposed(String key) {
    track(key);
    driver.moveTo(day(8, 9));
    propose(key, "clara");
  }

  private void propose(String key, String who) {
    act(
        who,
        key,
        "userTask_decideCorrectiveAction",
        "correctiveDecision",
        "accept",
        "correctiveReason",
        "The buyer agrees");
    assertThat(corrective.all(key).get(0).confirmGroup()).isEqualTo(Groups.MANAGERS);
  }

  @Test
  void aDeadlineThatIsPlannedAnewIsTheProjectsUntilThePlanIsApproved() {
    SampleProject.begin(projects, "PD-9", "20000");
    SampleProject.plan(plans, "PD-9");
    plans.edit("PD-9", plans.current("PD-9").version(), List.of(deadline(LATER)), "clara");
    assertThat(projects.get("PD-9").deadline()).isEqualTo(LATER);
    assertThat(plans.current("PD-9").deadline()).isEqualTo(LATER);
  }

  @Test
  void aDeadlineThatAChangeMovesIsSeenWhereverItIsAskedAbout() {
    track("PD-10");
    LocalDate first = projects.get("PD-10").deadline();
    LocalDate early = LocalDate.of(2027, 1, 8);
    plans.applyApproved(
        "PD-10", plans.current("PD-10").version(), List.of(deadline(early)), "clara", null);
    assertThat(projects.get("PD-10").deadline()).as("as approved first").isEqualTo(first);
    assertThat(plans.deadlines(List.of(projects.get("PD-10")))).containsEntry("PD-10", early);

    assertThat(reportData.plan("PD-10", "clara").deadline()).isEqualTo(early);
    reports.request("PD-10", "clara");
    act(
        "clara",
        "PD-10",
        "userTask_releaseReport",
        "release",
        "publish",
        "summary",
        "Well.",
        "overrideHealth",
        "none");
    runWaiting();
    PortfolioReportData all = portfolio.portfolio("en", "sofia");
    assertThat(all.projects())
        .filteredOn(row -> row.project().startsWith("PD-10 "))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.deadline()).isEqualTo(early);
              assertThat(row.forecastFinish()).isAfter(early).isBefore(first);
            });

    driver.setTime(day(1, 12));
    done("PD-10", BUILD, TEST, GO_LIVE);
    FinalReportData result = reports.finalData(reports.renderFinal("PD-10"));
    assertThat(result.schedule())
        .filteredOn(row -> row.name().equals("Finish against the deadline"))
        .singleElement()
        .extracting(ScheduleRow::firstPlan, ScheduleRow::latestPlan)
        .containsExactly(first, early);
    assertThat(result.summary()).contains("(2027-01-08)").doesNotContain("2027-02-26");
  }

  private static PlanEdit deadline(LocalDate day) {
    return PlanEdit.of(
        PlanEdit.Kind.SET_PROJECT_DEADLINE, null, Map.of("deadline", day.toString()));
  }
}
