package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.project.Pause;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Phase;
import dev.fairlead.project.ResumptionReminder;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.TaskDesk;
import dev.fairlead.workspace.Worklist;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A project that stands still for a while, in each of its phases, and goes on where it was. */
@FairleadTest
class PauseScenarioTests extends Scenario {
  private static final String WHY = "The vendor is insolvent";

  @Autowired Pauses pauses;
  @Autowired ResumptionReminder reminder;
  @Autowired Changes changes;
  @Autowired Issues issues;
  @Autowired FollowUps followUps;
  @Autowired Reports reports;
  @Autowired Postings postings;
  @Autowired TaskDesk desk;
  @Autowired Worklist worklist;
  @Autowired TaskService tasks;
  @Autowired Users users;

  @Test
  void inPlanningTheTeamKeepsItsTimeForFeedback() {
    SampleProject.begin(projects, "PAUSE-1", "20000");
    SampleProject.plan(plans, "PAUSE-1");
    act("clara", "PAUSE-1", "userTask_draftPlan");
    LocalDateTime until = due("PAUSE-1", "userTask_giveFeedback");
    driver.moveTo(day(0, 11));

    pauses.pause("PAUSE-1", WHY, day(28, 0).toLocalDate(), "clara");
    assertThat(projects.get("PAUSE-1").phase()).isEqualTo(Phase.PLANNING);
    refused(
        "Project PAUSE-1 is paused since 4 Jan 2027 by Clara Lindgren: " + WHY,
        "tom",
        "PAUSE-1",
        "userTask_giveFeedback");
    assertThatThrownBy(() -> SampleProject.plan(plans, "PAUSE-1"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is paused since");
    driver.moveTo(day(23, 11));
    assertThat(mailed("PAUSE-1", "your feedback on the plan is still missing")).isEmpty();
    assertWaiting("PAUSE-1", "userTask_giveFeedback:tom", "userTask_giveFeedback:tina");

    // three working days but for two hours were left, and a weekend lies between
    pauses.resume("PAUSE-1", "sofia");
    assertThat(until).isEqualTo(day(3, 9));
    assertThat(due("PAUSE-1", "userTask_giveFeedback")).isEqualTo(day(28, 9));
    assertThat(moment("PAUSE-1", "planProject", "feedbackUntil"))
        .as("what the timer reads moves with it")
        .isEqualTo(day(28, 9));
    assertThat(mailed("PAUSE-1", "your feedback on the plan is still missing")).isEmpty();
    act("tom", "PAUSE-1", "userTask_giveFeedback");
    assertWaiting("PAUSE-1", "userTask_giveFeedback:tina");
    driver.moveTo(day(60, 9));
    assertThat(mailed("PAUSE-1", "your feedback on the plan is still missing"))
        .containsExactly("tina");
  }

  @Test
  void anApprovalThatIsOnHoldReachesNobodyByAnyWay() {
    SampleProject.submitted(driver, projects, plans, "PAUSE-2", "clara");
    String task = task("PAUSE-2", "userTask_approvePlan");
    assertThat(worklist.of("maria")).extracting(OpenTask::id).contains(task);
    pauses.pause("PAUSE-2", WHY, null, "sofia");

    assertThat(worklist.of("maria")).extracting(OpenTask::id).doesNotContain(task);
    assertThat(worklist.onHold("maria")).extracting(OpenTask::id).contains(task);
    for (ThrowingCallable way :
        List.<ThrowingCallable>of(
            () -> desk.claim(task, "maria"),
            () -> driver.as("maria", () -> tasks.claim(task, "maria")),
            () -> driver.as("maria", () -> tasks.setAssignee(task, "maria")),
            () -> driver.as("maria", () -> tasks.delegateTask(task, "maria")),
            () -> driver.as("maria", () -> tasks.complete(task, Map.of("decision", "approve"))))) {
      assertThatThrownBy(way)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("\"Approve plan\" is on hold")
          .hasMessageContaining("paused since 4 Jan 2027 by Sofia Brandt: " + WHY);
    }
    TaskDesk.Result result = desk.complete(task, "maria", Map.of("decision", "approve"), "/work");
    assertThat(result.done()).isFalse();
    assertThat(result.sentence()).contains("paused since 4 Jan 2027 by Sofia Brandt");
    driver.moveTo(day(21, 9));
    assertThat(mailed("PAUSE-2", "waits for approval")).isEmpty();
    assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee()).isNull();

    // not even where an administrator activates a process by hand
    runtime
        .updateProcessInstanceSuspensionState()
        .byProcessInstanceId(
            tasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId())
        .activate();
    assertThatThrownBy(() -> desk.claim(task, "maria")).hasMessageContaining("is on hold");

    pauses.resume("PAUSE-2", "clara");
    assertThat(desk.complete(task, "maria", Map.of("decision", "approve"), "/work").done())
        .isTrue();
    assertThat(projects.get("PAUSE-2").phase()).isEqualTo(Phase.TRACKING);
  }

  @Test
  void whileItIsTrackedFollowUpChangeIssueAndReportStandStillTogether() {
    track("PAUSE-3");
    String change = changes.submit("PAUSE-3", change(), "tom").id();
    String issue = issues.file("PAUSE-3", issue(), "tom").id();
    reports.request("PAUSE-3", "clara");
    driver.moveTo(day(7, 9));
    assertThat(driver.waitingFor("PAUSE-3"))
        .contains("userTask_reportOnLateTask:tom", "userTask_releaseReport:clara");
    LocalDateTime reminded = due("PAUSE-3", "userTask_reportOnLateTask");
    List<String> before = driver.waitingFor("PAUSE-3");

    pauses.pause("PAUSE-3", WHY, null, "clara");
    refused("is on hold", "tom", "PAUSE-3", "userTask_reportOnLateTask", "reply", "done");
    refused("is on hold", "stefan", change, "userTask_decideChange", "decision", "reject");
    refused("is on hold", "clara", issue, "userTask_triageIssue", "triage", "notAnIssue");
    refused("is on hold", "clara", "PAUSE-3", "userTask_confirmAllWorkDone");
    for (ThrowingCallable work :
        List.<ThrowingCallable>of(
            () -> report("PAUSE-3", BUILD, 50),
            () -> changes.submit("PAUSE-3", change(), "tom"),
            () -> changes.withdraw(change, "tom"),
            () -> issues.file("PAUSE-3", issue(), "tom"),
            () -> reports.request("PAUSE-3", "clara"))) {
      assertThatThrownBy(work)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("Project PAUSE-3 is paused since 11 Jan 2027 by Clara Lindgren");
    }
    invoice("PAUSE-3");

    int mails = mails("PAUSE-3").size();
    driver.moveTo(day(63, 9));
    assertThat(mails("PAUSE-3")).hasSize(mails);
    assertThat(driver.waitingFor("PAUSE-3")).isEqualTo(before);
    assertThat(followUps.open("PAUSE-3")).hasSize(1);

    pauses.resume("PAUSE-3", "clara");
    driver.moveTo(day(63, 10));
    assertThat(mails("PAUSE-3").stream().filter(m -> m.subject().contains("is late"))).isEmpty();
    // due on the next working day when it was paused, so on the next working day again
    assertThat(due("PAUSE-3", "userTask_reportOnLateTask").toLocalDate())
        .isEqualTo(reminded.toLocalDate().plusDays(56));
    driver.moveTo(day(64, 12));
    assertThat(mailed("PAUSE-3", "\"Build\" is late")).containsExactly("tom");
    assertThat(mailed("PAUSE-3", "stays unanswered")).isEmpty();
    act("clara", issue, "userTask_triageIssue", "triage", "notAnIssue", "triageNote", "Gone");
    act("stefan", change, "userTask_decideChange", "decision", "reject", "comment", "No");
    assertThat(changes.get(change).status()).isEqualTo(ChangeRequest.Status.REJECTED);
  }

  @Test
  void theDailyReviewComesOnceAfterThePauseAndNotOnceForEachDay() {
    track("PAUSE-4");
    driver.moveTo(day(2, 9));
    pauses.pause("PAUSE-4", WHY, null, "clara");
    driver.moveTo(day(32, 12));
    assertThat(driver.waitingFor("PAUSE-4")).containsExactly("userTask_confirmAllWorkDone:clara");
    pauses.resume("PAUSE-4", "clara");
    driver.moveTo(day(32, 23));
    assertThat(followUps.all("PAUSE-4")).as("not on the day of resuming").isEmpty();
    driver.moveTo(day(35, 9));
    assertThat(followUps.open("PAUSE-4")).extracting(one -> one.task()).contains(BUILD);
    assertThat(told("PAUSE-4").split("Asked", -1).length).isLessThanOrEqualTo(3);
  }

  @Test
  void aDayThatSomebodyChoseDoesNotMove() {
    track("PAUSE-5");
    String change = changes.submit("PAUSE-5", change(), "tom").id();
    act(
        "stefan",
        change,
        "userTask_decideChange",
        "decision",
        "postpone",
        "postponedUntil",
        "2027-03-01",
        "comment",
        "Later");
    pauses.pause("PAUSE-5", WHY, null, "clara");
    driver.moveTo(day(14, 9));
    pauses.resume("PAUSE-5", "clara");
    driver.moveTo(LocalDateTime.of(2027, 2, 28, 12, 0));
    assertThat(driver.waitingFor(change)).isEmpty();
    driver.moveTo(LocalDateTime.of(2027, 3, 1, 8, 0));
    assertThat(driver.waitingFor(change)).isNotEmpty();
  }

  @Test
  void inClosingTheEvaluationKeepsItsDays() {
    track("PAUSE-6");
    driver.moveTo(day(3, 12));
    done("PAUSE-6", BUILD, TEST, GO_LIVE);
    act("clara", "PAUSE-6", "userTask_confirmAllWorkDone");
    pauses.pause("PAUSE-6", WHY, null, "sofia");
    driver.moveTo(day(31, 12));
    assertThat(driver.waitingFor("PAUSE-6")).contains("userTask_evaluateProject:tom");
    refused("is on hold", "tom", "PAUSE-6", "userTask_evaluateProject", "score", "5");
    pauses.resume("PAUSE-6", "sofia");
    driver.moveTo(day(38, 8));
    assertThat(driver.waitingFor("PAUSE-6")).contains("userTask_evaluateProject:tom");
    driver.moveTo(day(38, 13));
    assertThat(driver.waitingFor("PAUSE-6")).doesNotContain("userTask_evaluateProject:tom");
  }

  @Test
  void everybodyConcernedIsToldOnceAndTheHistoryKeepsAll() {
    SampleProject.submitted(driver, projects, plans, "PAUSE-7", "clara");
    pauses.pause("PAUSE-7", WHY + ".", day(10, 0).toLocalDate(), "sofia");
    assertThat(mailed("PAUSE-7", "is paused")).containsExactly("clara", "maria", "martin", "sofia");
    assertThat(mail("PAUSE-7", "maria", "is paused"))
        .contains(WHY, "on hold: Approve plan.", "expected to resume on 14 Jan 2027");
    driver.setTime(day(9, 12));
    reminder.remind();
    assertThat(mailed("PAUSE-7", "should be over")).isEmpty();
    driver.setTime(day(10, 6));
    reminder.remind();
    reminder.remind();
    assertThat(mailed("PAUSE-7", "should be over")).containsExactly("clara");

    pauses.resume("PAUSE-7", "clara");
    assertThat(mailed("PAUSE-7", "goes on")).containsExactly("clara", "maria", "martin", "sofia");
    assertThat(told("PAUSE-7"))
        .contains(
            "Paused the project: " + WHY + ". (expected to resume on 14 Jan 2027)",
            "Resumed the project, which was paused since 4 Jan 2027");
    pauses.pause("PAUSE-7", "Again", null, "clara");
    assertThat(mailed("PAUSE-7", "is paused")).hasSize(8);
    assertThat(pauses.all("PAUSE-7"))
        .extracting(Pause::byName, Pause::endedByName, Pause::ending)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Clara Lindgren", null, null),
            org.assertj.core.groups.Tuple.tuple(
                "Sofia Brandt", "Clara Lindgren", Pause.Ending.RESUMED));
  }

  @Test
  void onlyCoordinatorSponsorAndADeputyForEverythingMay() {
    track("PAUSE-8");
    LocalDate today = MONDAY.toLocalDate();
    for (String stranger : List.of("colin", "tom", "maria")) {
      assertThatThrownBy(() -> pauses.pause("PAUSE-8", WHY, null, stranger))
          .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.isForbidden()).isTrue())
          .hasMessageContaining("Clara Lindgren");
    }
    assertThatThrownBy(() -> pauses.pause("PAUSE-8", " ", null, "clara"))
        .hasMessageContaining("why the project is paused");
    assertThatThrownBy(() -> pauses.pause("PAUSE-8", WHY, today, "clara"))
        .hasMessageContaining("must lie in the future");
    assertThatThrownBy(() -> pauses.resume("PAUSE-8", "clara"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("is not paused");
    users.substitute("clara", "colin", today, today.plusDays(1));
    pauses.pause("PAUSE-8", WHY, null, "colin");
    users.substitutions("clara").forEach(deputy -> users.endSubstitution("clara", deputy.id()));
    assertThatThrownBy(() -> pauses.pause("PAUSE-8", WHY, null, "sofia"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("by Colin Abara")
        .hasMessageContaining("cannot be paused twice");
  }

  @Test
  void ofTwoWhoResumeAtOnceOneReadsThatTheOtherWasFirst() throws Exception {
    track("PAUSE-9");
    pauses.pause("PAUSE-9", WHY, null, "clara");
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService people = Executors.newFixedThreadPool(2);
    List<String> refusals = new ArrayList<>();
    try {
      List<Future<String>> both = new ArrayList<>();
      for (String person : List.of("clara", "sofia")) {
        both.add(
            people.submit(
                () -> {
                  together.await();
                  try {
                    pauses.resume("PAUSE-9", person);
                    return null;
                  } catch (ConflictException late) {
                    return late.getMessage();
                  }
                }));
      }
      for (Future<String> one : both) {
        if (one.get() != null) {
          refusals.add(one.get());
        }
      }
    } finally {
      people.shutdownNow();
    }
    assertThat(refusals).singleElement().asString().contains("has resumed PAUSE-9 already");
    assertThat(mailed("PAUSE-9", "goes on")).containsExactly("clara", "sofia");
    done("PAUSE-9", BUILD, TEST, GO_LIVE);
    act("clara", "PAUSE-9", "userTask_confirmAllWorkDone");
  }

  @Test
  void aPausedProjectIsCancelledAndWhoHasATaskIsTold() {
    track("PAUSE-10");
    String issue = issues.file("PAUSE-10", issue(), "tom").id();
    String change = changes.submit("PAUSE-10", change(), "tom").id();
    driver.moveTo(day(7, 9));
    pauses.pause("PAUSE-10", WHY, null, "clara");
    projects.cancel("PAUSE-10", "No money", "sofia");
    assertWaiting("PAUSE-10", "userTask_recordLessons:clara");
    assertThat(projects.get("PAUSE-10").isPaused()).isFalse();
    assertThat(pauses.all("PAUSE-10"))
        .singleElement()
        .satisfies(p -> assertThat(p.ending()).isEqualTo(Pause.Ending.CANCELLED));
    assertThat(driver.isRunning(issue)).isFalse();
    assertThat(driver.isRunning(change)).isFalse();
    assertThat(mailed("PAUSE-10", "is cancelled")).contains("clara", "sofia", "tom", "stefan");
    assertThat(mail("PAUSE-10", "tom", "is cancelled")).contains("No money", "Report on late task");
    act(
        "clara",
        "PAUSE-10",
        "userTask_recordLessons",
        "wentBadly",
        "Nobody wanted it",
        "recommendation",
        "Ask first");
    driver.runWaiting();
    assertThat(projects.get("PAUSE-10").phase()).isEqualTo(Phase.CLOSED);
    assertThatThrownBy(() -> pauses.pause("PAUSE-10", WHY, null, "clara"))
        .isInstanceOf(ConflictException.class);
  }

  private void invoice(String key) {
    postings.post(
        key,
        new NewPosting(
            LocalDate.of(2027, 1, 8),
            Posting.Kind.EXPENSE,
            new BigDecimal("50"),
            null,
            null,
            BUILD,
            null,
            "Invoice"),
        "clara");
  }

  private String task(String businessKey, String taskKey) {
    return tasksOf(businessKey, taskKey).get(0).getId();
  }

  private LocalDateTime due(String businessKey, String taskKey) {
    return LocalDateTime.ofInstant(
        tasksOf(businessKey, taskKey).get(0).getDueDate().toInstant(), ZoneId.systemDefault());
  }

  private LocalDateTime moment(String businessKey, String process, String variable) {
    String instance =
        runtime
            .createProcessInstanceQuery()
            .processDefinitionKey(process)
            .processInstanceBusinessKey(businessKey)
            .singleResult()
            .getId();
    return LocalDateTime.ofInstant(
        ((Date) runtime.getVariable(instance, variable)).toInstant(), ZoneId.systemDefault());
  }

  private List<Task> tasksOf(String businessKey, String taskKey) {
    return tasks
        .createTaskQuery()
        .processInstanceBusinessKey(businessKey)
        .taskDefinitionKey(taskKey)
        .list();
  }

  private String mail(String key, String to, String subject) {
    return mails(key).stream()
        .filter(m -> m.recipient().equals(to) && m.subject().contains(subject))
        .findFirst()
        .orElseThrow()
        .body();
  }

  private static NewIssue issue() {
    return new NewIssue(
        Issue.Kind.PROBLEM,
        "Slow",
        "Too slow",
        null,
        BUILD,
        Issue.Level.LOW,
        Issue.Level.LOW,
        null);
  }

  private static NewChange change() {
    return new NewChange(
        ChangeRequest.Type.NORMAL,
        ChangeRequest.Category.SCHEDULE,
        "Longer",
        "Test longer",
        "More cases",
        "Errors stay",
        "Test",
        "Stop",
        List.of(PlanEdit.of(PlanEdit.Kind.SET, TEST, Map.of("durationDays", "9"))));
  }
}
