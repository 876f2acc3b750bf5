package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.closure.Lessons;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.project.Outcome;
import dev.fairlead.project.Phase;
import dev.fairlead.report.Report;
import dev.fairlead.report.Reports;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A project's life to each of its ends, every path of closeProject, and reports on the way. */
@FairleadTest
class LifecycleScenarioTests extends WholeLife {
  private static final int STATEMENTS = 1_245;

  private static final int COMMITS = 63;

  @Autowired Lessons lessons;
  @Autowired Issues issues;
  @Autowired FollowUps followUps;
  @Autowired Changes changes;
  @Autowired Reports reports;
  @Autowired JdbcClient jdbc;

  @Test
  void aProjectIsPlannedTrackedReportedClosedAndArchived() {
    track("LC-1");
    reports.request("LC-1", "clara");
    act(
        "clara",
        "LC-1",
        "userTask_releaseReport",
        "release",
        "publish",
        "summary",
        "On time",
        "overrideHealth",
        "none");
    driver.runWaiting();
    reports.giveFeedback("LC-1-R1", "Thank you", "sofia");
    act("clara", "LC-1", "userTask_answerFeedback", "answer", "You are welcome");
    driver.moveTo(day(3, 12));
    int system = system("LC-1");
    done("LC-1", BUILD, TEST, GO_LIVE);
    act("clara", "LC-1", "userTask_confirmAllWorkDone");
    assertThat(projects.get("LC-1").phase()).isEqualTo(Phase.CLOSING);
    assertWaiting(
        "LC-1",
        "userTask_rateGoals:clara",
        "userTask_handOverSystems:tarek",
        "userTask_acceptDeliverables:sofia",
        "userTask_evaluateProject:tom",
        "userTask_evaluateProject:tina");

    settle("LC-1", system);
    refused(
        "between 1 and 5",
        "tom",
        "LC-1",
        "userTask_evaluateProject",
        "wentWell",
        "All",
        "wentBadly",
        "Nothing",
        "recommendation",
        "Same again");
    act(
        "tom",
        "LC-1",
        "userTask_evaluateProject",
        "score",
        "4",
        "wentWell",
        "All",
        "wentBadly",
        "Nothing",
        "recommendation",
        "Same again");
    assertWaiting("LC-1", "userTask_evaluateProject:tina");
    // Tina stays silent: the evaluation ends after five working days
    driver.moveTo(day(10, 8));
    assertWaiting("LC-1", "userTask_evaluateProject:tina");
    driver.moveTo(day(11, 12));
    assertWaiting("LC-1", "userTask_acceptResult");
    assertThat(closing.evaluations("LC-1"))
        .singleElement()
        .satisfies(e -> assertThat(e.member()).isEqualTo("tom"));
    assertThat(finalReports("LC-1")).hasSize(1);

    refused("the comment", "maria", "LC-1", "userTask_acceptResult", "decision", "rework");
    refused("choose a decision", "maria", "LC-1", "userTask_acceptResult");
    support.choose("LC-1", 0, "clara");
    act("maria", "LC-1", "userTask_acceptResult", "decision", "accept", "comment", "Well done");
    driver.runWaiting();
    assertThat(projects.get("LC-1").phase()).isEqualTo(Phase.CLOSED);
    assertThat(projects.get("LC-1").outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(projects.get("LC-1").closedOn()).isEqualTo(day(11, 0).toLocalDate());
    assertThat(told("LC-1"))
        .contains("Closed and archived the project", "Accepted the final result. Well done");
    assertThat(driver.isRunning("LC-1")).isFalse();
    assertThatThrownBy(() -> projects.cancel("LC-1", "Too late", "clara"))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void openPointsAreSettledBeforeAcceptanceBegins() {
    track("LC-2");
    String issue = issues.file("LC-2", issue(), "tom").id();
    String change = changes.submit("LC-2", change(), "tom").id();
    done("LC-2", BUILD, TEST, GO_LIVE);
    act("clara", "LC-2", "userTask_confirmAllWorkDone");
    assertWaiting("LC-2", "userTask_settleOpenPoints:clara");
    act("clara", "LC-2", "userTask_settleOpenPoints");
    assertWaiting("LC-2", "userTask_settleOpenPoints:clara");
    assertThat(closing.readiness("LC-2")).hasSize(2);

    act(
        "clara",
        issue,
        "userTask_triageIssue",
        "triage",
        "notAnIssue",
        "triageNote",
        "Solved itself");
    changes.withdraw(change, "tom");
    act("clara", "LC-2", "userTask_settleOpenPoints");
    assertThat(driver.waitingFor("LC-2"))
        .contains("userTask_rateGoals:clara")
        .doesNotContain("userTask_settleOpenPoints:clara");
  }

  @Test
  void aResultThatIsSentBackIsSettledAndAcceptedLater() {
    accepted("LC-3");
    act(
        "maria",
        "LC-3",
        "userTask_acceptResult",
        "decision",
        "rework",
        "comment",
        "Show the measurements");
    assertWaiting("LC-3", "userTask_settleOpenPoints:clara");
    assertThat(projects.get("LC-3").phase()).isEqualTo(Phase.CLOSING);
    act("clara", "LC-3", "userTask_settleOpenPoints");
    assertThat(driver.waitingFor("LC-3"))
        .as("nobody evaluates, accepts or signs twice")
        .containsExactly("userTask_rateGoals:clara");
    act("clara", "LC-3", "userTask_rateGoals");
    driver.runWaiting();
    act("sofia", "LC-3", "userTask_acceptResult", "decision", "accept");
    driver.runWaiting();
    assertThat(projects.get("LC-3").phase()).isEqualTo(Phase.CLOSED);
    assertThat(closing.results("LC-3")).hasSize(2);
    assertThat(finalReports("LC-3")).as("each result has its report").hasSize(2);
  }

  @Test
  void aResultIsNotAcceptedWhileAPointIsOpenAgain() {
    accepted("LC-4");
    registers.systems("LC-4");
    plans.applyApproved(
        "LC-4",
        plans.current("LC-4").version(),
        List.of(
            PlanEdit.of(
                PlanEdit.Kind.ADD_TASK, -1, Map.of("name", "Clean up", "durationDays", "1"))),
        "clara",
        null);
    refused("Clean up", "maria", "LC-4", "userTask_acceptResult", "decision", "accept");
    assertThat(projects.get("LC-4").phase()).isEqualTo(Phase.CLOSING);
  }

  @Test
  void aRejectedProjectIsArchivedWithItsLessons() {
    toApproval("LC-5");
    act("maria", "LC-5", "userTask_approvePlan", "decision", "reject", "comment", "No money");
    assertWaiting("LC-5", "userTask_recordLessons:clara");
    refused(
        "recommendation", "clara", "LC-5", "userTask_recordLessons", "wentBadly", "Asked too late");
    assertThat(lessons.of("LC-5")).isEmpty();
    act(
        "clara",
        "LC-5",
        "userTask_recordLessons",
        "wentWell",
        "The plan",
        "wentBadly",
        "Asked too late",
        "recommendation",
        "Ask for the budget first");
    driver.runWaiting();
    assertThat(projects.get("LC-5").phase()).isEqualTo(Phase.CLOSED);
    assertThat(projects.get("LC-5").outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(lessons.of("LC-5")).hasSize(2);
    assertThat(finalReports("LC-5")).hasSize(1);
    assertThat(driver.isRunning("LC-5")).isFalse();
  }

  @Test
  void aProjectIsCancelledWhileItIsPlanned() {
    SampleProject.begin(projects, "LC-6", "20000");
    assertThatThrownBy(() -> projects.cancel("LC-6", "I do not like it", "tom"))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> projects.cancel("LC-6", " ", "clara"))
        .isInstanceOf(RuntimeException.class);
    assertWaiting("LC-6", "userTask_draftPlan:clara");
    cancelAndArchive("LC-6");
  }

  @Test
  void aProjectIsCancelledWhileItsPlanIsApproved() {
    toApproval("LC-7");
    cancelAndArchive("LC-7");
    assertThat(baselines.all("LC-7")).isEmpty();
  }

  @Test
  void aProjectThatIsCancelledWhileItIsTrackedLeavesNothingOpen() {
    track("LC-8");
    String issue = issues.file("LC-8", issue(), "tom").id();
    String change = changes.submit("LC-8", change(), "tom").id();
    reports.request("LC-8", "clara");
    driver.moveTo(day(7, 9));
    assertThat(driver.waitingFor("LC-8"))
        .contains("userTask_reportOnLateTask:tom", "userTask_releaseReport:clara");
    assertWaiting(change, "userTask_decideChange");

    cancelAndArchive("LC-8");
    assertThat(issues.get(issue).status()).isEqualTo(Issue.Status.CLOSED);
    assertThat(driver.isRunning(issue)).isFalse();
    assertThat(changes.get(change).status()).isEqualTo(ChangeRequest.Status.WITHDRAWN);
    assertThat(driver.isRunning(change)).isFalse();
    assertThat(followUps.open("LC-8")).isEmpty();
    assertThat(reports.get("LC-8-R1").status()).isEqualTo(Report.Status.DISCARDED);
    driver.moveTo(day(21, 9));
    assertThat(mailed("LC-8", "stays unanswered")).isEmpty();
  }

  @Test
  void aReportIsAnsweredUntilItsTimeIsOverOrThrownAway() {
    track("LC-9");
    reports.request("LC-9", "clara");
    act("clara", "LC-9", "userTask_releaseReport", "release", "discard", "overrideHealth", "none");
    assertThat(reports.get("LC-9-R1").status()).isEqualTo(Report.Status.DISCARDED);
    reports.request("LC-9", "clara");
    refused(
        "summary",
        "clara",
        "LC-9",
        "userTask_releaseReport",
        "release",
        "publish",
        "overrideHealth",
        "none");
    act(
        "clara",
        "LC-9",
        "userTask_releaseReport",
        "release",
        "publish",
        "summary",
        "On time",
        "overrideHealth",
        "none");
    driver.runWaiting();
    assertThat(mailed("LC-9", "LC-9: report LC-9-R2"))
        .containsExactly("clara", "sofia", "tina", "tom");
    driver.moveTo(day(8, 8));
    assertThatThrownBy(() -> reports.giveFeedback("LC-9-R2", "Late", "maria"))
        .hasMessageContaining("over");
    assertThat(projects.get("LC-9").phase()).isEqualTo(Phase.TRACKING);
  }

  /**
   * What a whole life asks of the database, with three tasks, two people and a system. The bounds
   * are what was counted: who makes a life dearer sees it here, and raises them for a reason.
   */
  @Test
  void aWholeLifeKeepsWithinItsStatementsAndCommits() throws Exception {
    wholeLife("LC-90"); // what is read once and remembered
    driver.setTime(MONDAY);
    SampleProject.nothingElseAsksForPeople(jdbc);
    AtomicInteger commits = new AtomicInteger();
    List<String> statements =
        SqlStatements.of(
            () -> {
              commits.set(SqlStatements.commits(() -> wholeLife("LC-91")));
              return null;
            });
    assertThat(statements.size()).as("statements").isBetween(STATEMENTS * 9 / 10, STATEMENTS);
    assertThat(commits.get()).as("commits").isBetween(COMMITS * 9 / 10, COMMITS);
  }

  private void cancelAndArchive(String key) {
    projects.cancel(key, "No longer wanted", "sofia");
    assertWaiting(key, "userTask_recordLessons:clara");
    assertThat(projects.get(key).outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(projects.get(key).phase()).isEqualTo(Phase.CLOSING);
    act(
        "clara",
        key,
        "userTask_recordLessons",
        "wentBadly",
        "Nobody wanted it",
        "recommendation",
        "Ask first");
    driver.runWaiting();
    assertThat(projects.get(key).phase()).isEqualTo(Phase.CLOSED);
    assertThat(driver.isRunning(key)).isFalse();
    assertThat(told(key)).contains("The project was cancelled, closing began. No longer wanted");
  }

  private List<Report> finalReports(String key) {
    return reports.all(key).stream().filter(report -> report.kind() == Report.Kind.FINAL).toList();
  }

  private void toApproval(String key) {
    SampleProject.begin(projects, key, "20000");
    SampleProject.plan(plans, key);
    act("clara", key, "userTask_draftPlan");
    act("tom", key, "userTask_giveFeedback");
    act("tina", key, "userTask_giveFeedback");
    act("clara", key, "userTask_submitPlan", "nextStep", "submit");
  }

  private static NewIssue issue() {
    return new NewIssue(
        Issue.Kind.PROBLEM,
        "Printer",
        "Prints nothing",
        null,
        null,
        Issue.Level.LOW,
        Issue.Level.LOW,
        null);
  }

  private static NewChange change() {
    return new NewChange(
        ChangeRequest.Type.NORMAL,
        ChangeRequest.Category.SCHEDULE,
        "More time",
        "The work takes longer",
        "New wishes",
        "The wishes stay open",
        "Plan it anew",
        "Take the old plan back",
        List.of(PlanEdit.of(PlanEdit.Kind.SET, BUILD, Map.of("durationDays", "6"))));
  }
}
