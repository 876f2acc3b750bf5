package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.project.Phase;
import dev.fairlead.tracking.CorrectiveActions;
import dev.fairlead.tracking.FollowUp;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.LateTasks;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import dev.fairlead.tracking.ToleranceAlarms;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.Worklist;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every path of trackProject and followUpTask: the daily review, the questions to owners and the
 * ladder of reminders.
 */
@FairleadTest
class TrackAndFollowUpScenarioTests extends Scenario {
  private static final String CONFIRM = "userTask_confirmAllWorkDone:clara";
  private static final String ASK_TOM = "userTask_reportOnLateTask:tom";

  @Autowired FollowUps followUps;
  @Autowired Issues issues;
  @Autowired Worklist worklist;
  @Autowired CorrectiveActions corrective;
  @Autowired ToleranceAlarms alarms;
  @Autowired LateTasks lateTasks;
  @Autowired Changes changes;
  @Autowired Postings postings;
  @Autowired Users users;
  @Autowired JdbcClient jdbc;

  @Test
  void workIsConfirmedAsDoneOnlyWhenItIs() {
    track("TF-1");
    refused(
        "These tasks are not done: Build, Test, Go-live",
        "clara",
        "TF-1",
        "userTask_confirmAllWorkDone");
    driver.setTime(day(1, 12));
    done("TF-1", BUILD, TEST, GO_LIVE);
    act("clara", "TF-1", "userTask_confirmAllWorkDone");
    assertThat(projects.get("TF-1").phase()).isEqualTo(Phase.CLOSING);
    assertThat(told("TF-1")).contains("Confirmed that all work is done");
  }

  @Test
  void nobodyIsAskedWhileTheWorkIsOnTime() {
    track("TF-2");
    driver.moveTo(day(4, 12));
    assertWaiting("TF-2", CONFIRM);
    assertThat(followUps.all("TF-2")).isEmpty();
  }

  @Test
  void aLateTaskIsAskedAboutOnceAndNeverTwice() {
    track("TF-3");
    driver.moveTo(day(6, 12));
    assertWaiting("TF-3", CONFIRM);
    driver.moveTo(day(7, 7));
    assertWaiting("TF-3", CONFIRM, ASK_TOM);
    assertThat(mailed("TF-3", "Report on late task: Build")).containsExactly("tom");
    assertThat(worklist.of("tom"))
        .filteredOn(task -> "TF-3".equals(task.projectKey()))
        .extracting(OpenTask::name, OpenTask::subject)
        .contains(tuple("Report on late task", "Build"));
    assertThat(worklist.page("tom", "build", 1).tasks())
        .extracting(OpenTask::projectKey)
        .as("found by what it is about")
        .contains("TF-3");

    driver.moveTo(day(9, 7));
    assertThat(driver.waitingFor("TF-3")).containsOnlyOnce(ASK_TOM);
    assertThat(followUps.all("TF-3"))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.task()).isEqualTo(BUILD);
              assertThat(f.owner()).isEqualTo("tom");
              assertThat(f.isOpen()).isTrue();
            });
    assertThat(mailed("TF-3", "Report on late task")).containsExactly("tom");
  }

  @Test
  void everyStepOfTheLadderTellsTheRightPeopleOnce() {
    users.substitute("tom", "tarek", LocalDate.of(2027, 1, 11), LocalDate.of(2027, 1, 31));
    try {
      track("TF-4");
      driver.moveTo(day(7, 9));
      assertThat(mailed("TF-4", "is late")).isEmpty();
      // asked on Monday at 7:00: a working day later is the end of Monday
      driver.moveTo(day(8, 7));
      assertThat(mailed("TF-4", "\"Build\" is late")).containsExactly("tom");
      assertThat(mailed("TF-4", "\"Build\" of Tom Eriksen is late")).isEmpty();
      driver.moveTo(day(9, 7));
      assertThat(mailed("TF-4", "\"Build\" of Tom Eriksen is late")).containsExactly("tarek");
      assertThat(mailed("TF-4", "no answer on the late task")).isEmpty();
      driver.moveTo(day(10, 7));
      assertThat(mailed("TF-4", "no answer on the late task \"Build\"")).containsExactly("clara");
      assertThat(mailed("TF-4", "stays unanswered")).isEmpty();
      driver.moveTo(day(12, 7));
      assertThat(mailed("TF-4", "a late task stays unanswered")).containsExactly("maria", "martin");
      assertThat(mails("TF-4").get(0).body())
          .contains("working days late", "It moves the finish of the project by");

      driver.moveTo(day(21, 7));
      assertThat(mailed("TF-4", "\"Build\" is late")).containsExactly("tom");
      assertThat(mails("TF-4"))
          .filteredOn(
              m -> m.subject().contains("stays unanswered") && m.body().contains("\"Build\""))
          .as("nobody is told twice")
          .hasSize(2);
      assertThat(followUps.all("TF-4").stream().filter(f -> f.task() == BUILD)).hasSize(1);

      // the deputy answers in the owner's place
      act(
          "tarek",
          "TF-4",
          "userTask_reportOnLateTask",
          "reply",
          "newForecast",
          "reason",
          "Tom is ill",
          "forecastFinish",
          "2027-02-05");
      assertThat(followUps.all("TF-4").stream().filter(f -> f.task() == BUILD))
          .singleElement()
          .satisfies(f -> assertThat(f.repliedBy()).isEqualTo("tarek"));
    } finally {
      jdbc.sql("delete from substitution where username = 'tom' and deputy = 'tarek'").update();
    }
  }

  @Test
  void whoAnswersThatItIsDoneIsNotAskedAgain() {
    track("TF-5");
    driver.moveTo(day(7, 9));
    refused(
        "how the task stands",
        "tom",
        "TF-5",
        "userTask_reportOnLateTask",
        "reason",
        "All went well");
    act("tom", "TF-5", "userTask_reportOnLateTask", "reply", "done", "reason", "Forgot to report");
    assertWaiting("TF-5", CONFIRM);
    assertThat(plans.current("TF-5").task(BUILD).percentComplete()).isEqualTo(100);
    assertThat(followUps.open("TF-5")).isEmpty();

    driver.moveTo(day(8, 9));
    assertWaiting("TF-5", CONFIRM);
    assertThat(mailed("TF-5", "\"Build\" is late")).as("the ladder ends with the answer").isEmpty();
  }

  @Test
  void whoReportsTheTaskAsDoneElsewhereIsNotAskedAnyMore() {
    track("TF-15");
    driver.moveTo(day(7, 9));
    assertThat(driver.waitingFor("TF-15")).contains(ASK_TOM);
    progress.report("TF-15", new NewProgress(BUILD, 60, null, null, null, null, null), "tom");
    assertThat(driver.waitingFor("TF-15")).as("half is not done").contains(ASK_TOM);
    progress.report("TF-15", new NewProgress(BUILD, 100, null, null, null, null, null), "tom");
    assertWaiting("TF-15", CONFIRM);
    assertThat(followUps.open("TF-15")).isEmpty();
    driver.moveTo(day(8, 9));
    assertThat(mailed("TF-15", "\"Build\" is late")).isEmpty();
  }

  @Test
  void aNewForecastWantsADateAndBuysTimeUntilItPasses() {
    track("TF-6");
    driver.moveTo(day(7, 9));
    refused(
        "day on which the task will be finished",
        "tom",
        "TF-6",
        "userTask_reportOnLateTask",
        "reply",
        "newForecast",
        "reason",
        "More work");
    refused(
        "lies in the past",
        "tom",
        "TF-6",
        "userTask_reportOnLateTask",
        "reply",
        "newForecast",
        "reason",
        "More work",
        "forecastFinish",
        "2027-01-08");
    refused(
        "as a date",
        "tom",
        "TF-6",
        "userTask_reportOnLateTask",
        "reply",
        "newForecast",
        "reason",
        "More work",
        "forecastFinish",
        "next week");
    act(
        "tom",
        "TF-6",
        "userTask_reportOnLateTask",
        "reply",
        "newForecast",
        "reason",
        "More work",
        "forecastFinish",
        "2027-01-12");
    assertThat(followUps.open("TF-6")).isEmpty();

    driver.moveTo(day(8, 9));
    assertThat(driver.waitingFor("TF-6")).doesNotContain(ASK_TOM);
    driver.moveTo(day(9, 9));
    assertThat(driver.waitingFor("TF-6")).contains(ASK_TOM);
    assertThat(followUps.all("TF-6")).as("the forecast passed, so Tom is asked anew").hasSize(2);
  }

  @Test
  void aProblemBecomesAnIssueAndTheFollowUpEndsWithItsSolution() {
    track("TF-7");
    driver.moveTo(day(7, 9));
    refused("fill in", "tom", "TF-7", "userTask_reportOnLateTask", "reply", "problem");
    act(
        "tom",
        "TF-7",
        "userTask_reportOnLateTask",
        "reply",
        "problem",
        "reason",
        "The interface is not documented");

    Issue issue = issues.all("TF-7").get(0);
    assertThat(issue.id()).isEqualTo("TF-7-I1");
    assertThat(issue.description()).isEqualTo("The interface is not documented");
    assertThat(issue.task()).isEqualTo(BUILD);
    assertThat(issue.reporter()).isEqualTo("tom");
    assertThat(followUps.open("TF-7"))
        .singleElement()
        .extracting(FollowUp::issueId)
        .isEqualTo("TF-7-I1");
    assertWaiting("TF-7", CONFIRM);
    assertWaiting("TF-7-I1", "userTask_triageIssue:clara");

    driver.moveTo(day(8, 9));
    assertThat(followUps.all("TF-7"))
        .as("nobody is asked while the issue is being solved")
        .hasSize(1);
    act("clara", "TF-7-I1", "userTask_triageIssue", "triage", "resolve", "issueOwner", "tina");
    act("tina", "TF-7-I1", "userTask_findSolution", "cause", "No document", "solution", "Wrote it");
    act("tom", "TF-7-I1", "userTask_verifySolution", "verified", "yes");
    assertThat(issues.get("TF-7-I1").status()).isEqualTo(Issue.Status.RESOLVED);
    assertThat(followUps.open("TF-7")).isEmpty();
    assertThat(driver.isRunning("TF-7-I1")).isFalse();
  }

  @Test
  void aWishToChangeGoesToTheCoordinator() {
    track("TF-8");
    driver.moveTo(day(7, 9));
    act(
        "tom",
        "TF-8",
        "userTask_reportOnLateTask",
        "reply",
        "change",
        "reason",
        "Needs three more days");
    assertWaiting("TF-8", CONFIRM, "userTask_requestChange:clara");
    refused("Clara Lindgren", "tom", "TF-8", "userTask_requestChange");
    act("clara", "TF-8", "userTask_requestChange");
    assertWaiting("TF-8", CONFIRM);
    assertThat(followUps.all("TF-8"))
        .singleElement()
        .extracting(FollowUp::reply)
        .isEqualTo(FollowUp.Reply.CHANGE);
    assertThat(followUps.open("TF-8")).isEmpty();
  }

  @Test
  void aTaskWithoutAnAnswerIsNotSomebodyElsesToAnswer() {
    track("TF-9");
    driver.moveTo(day(7, 9));
    refused(
        "Tom Eriksen",
        "tina",
        "TF-9",
        "userTask_reportOnLateTask",
        "reply",
        "done",
        "reason",
        "I think so");
    assertThat(plans.current("TF-9").task(BUILD).percentComplete()).isZero();
  }

  @Test
  void whoConfirmsAllWorkEndsTheQuestionsThatAreStillOpen() {
    track("TF-10");
    driver.moveTo(day(7, 9));
    assertWaiting("TF-10", CONFIRM, ASK_TOM);
    done("TF-10", BUILD, TEST, GO_LIVE);
    act("clara", "TF-10", "userTask_confirmAllWorkDone");
    assertThat(followUps.open("TF-10")).isEmpty();
    assertThat(driver.waitingFor("TF-10"))
        .doesNotContain(ASK_TOM, "userTask_settleOpenPoints:clara");
  }

  @Test
  void workIsNotConfirmedWhileAnIssueHoldsUpATask() {
    track("TF-11");
    driver.moveTo(day(7, 9));
    act(
        "tom",
        "TF-11",
        "userTask_reportOnLateTask",
        "reply",
        "problem",
        "reason",
        "The server is too slow");
    done("TF-11", BUILD, TEST, GO_LIVE);
    refused("TF-11-I1", "clara", "TF-11", "userTask_confirmAllWorkDone");
    assertWaiting("TF-11-I1", "userTask_triageIssue:clara");
  }

  @Test
  void aForecastOutOfToleranceIsAcceptedOnceAndAskedAgainOnlyWhenItGrows() {
    track("TF-12");
    late("TF-12");
    assertThat(driver.waitingFor("TF-12")).contains("userTask_decideCorrectiveAction:clara");
    driver.moveTo(day(15, 7));
    assertThat(decisions("TF-12")).as("nobody is asked twice at a time").hasSize(1);

    refused(
        "fill in",
        "clara",
        "TF-12",
        "userTask_decideCorrectiveAction",
        "correctiveDecision",
        "accept");
    refused(
        "beyond the tolerance, a change is requested",
        "clara",
        "TF-12",
        "userTask_decideCorrectiveAction",
        "correctiveReason",
        "It is fine");
    act(
        "clara",
        "TF-12",
        "userTask_decideCorrectiveAction",
        "correctiveDecision",
        "accept",
        "correctiveReason",
        "The sponsor knows");
    assertThat(decisions("TF-12")).isEmpty();
    assertThat(corrective.all("TF-12"))
        .singleElement()
        .satisfies(
            action -> {
              assertThat(action.decision()).isEqualTo(CorrectiveActions.Decision.ACCEPT);
              assertThat(action.decidedBy()).isEqualTo("clara");
            });
    driver.moveTo(day(18, 7));
    assertThat(decisions("TF-12")).as("a manager is asked").isEmpty();
    act("maria", "TF-12", "userTask_confirmDeviation", "decision", "confirm");
    driver.moveTo(day(21, 7));
    assertThat(decisions("TF-12")).as("later by less than the tolerance once more").isEmpty();
    driver.moveTo(day(28, 7));
    assertThat(decisions("TF-12")).as("by more than it, since a manager agreed").hasSize(1);
  }

  @Test
  void aForecastOutOfToleranceLeadsToAChange() {
    track("TF-13");
    late("TF-13");
    act(
        "clara",
        "TF-13",
        "userTask_decideCorrectiveAction",
        "correctiveDecision",
        "change",
        "correctiveReason",
        "Needs a new plan");
    assertThat(decisions("TF-13")).isEmpty();
    assertThat(told("TF-13")).contains("Decided to request a change");
    assertThat(projects.get("TF-13").phase()).isEqualTo(Phase.TRACKING);
  }

  @Test
  void aForecastOutOfToleranceLeadsToTheEnd() {
    track("TF-14");
    late("TF-14");
    act(
        "clara",
        "TF-14",
        "userTask_decideCorrectiveAction",
        "correctiveDecision",
        "stop",
        "correctiveReason",
        "Not worth it any more");
    assertThat(decisions("TF-14")).isEmpty();
    assertThat(told("TF-14")).contains("Decided that the project shall be stopped");
    assertThat(projects.get("TF-14").phase())
        .as("it is stopped on the project's page")
        .isEqualTo(Phase.TRACKING);
  }

  /**
   * A baseline that is approved begins to slip anew, so both count working days from the same one.
   */
  @Test
  void aSlipThatAChangeAllowsAsksForNobodyUntilItIsPassedToo() {
    track("TF-25");
    change("TF-25", timeTolerance(8));
    driver.moveTo(day(10, 8));
    assertThat(lateTasks.review("TF-25").finishSlipDays())
        .as("beyond the 5 days of before")
        .isEqualTo(8);
    assertThat(decisions("TF-25")).isEmpty();
    assertThat(alarms.of(projects.get("TF-25"))).isEmpty();
    driver.moveTo(day(11, 8));
    assertThat(lateTasks.review("TF-25").finishSlipDays()).isEqualTo(9);
    assertThat(decisions("TF-25")).hasSize(1);
    assertThat(alarms.of(projects.get("TF-25")).orElseThrow().out())
        .singleElement()
        .asString()
        .contains("(tolerance 8)");
  }

  @Test
  void aSlipThatAChangeAllowsNoLongerIsAskedAbout() {
    track("TF-26");
    change("TF-26", timeTolerance(2));
    driver.moveTo(day(2, 8));
    assertThat(decisions("TF-26")).isEmpty();
    driver.moveTo(day(3, 8));
    assertThat(lateTasks.review("TF-26").finishSlipDays())
        .as("within the 5 days of before")
        .isEqualTo(3);
    assertThat(decisions("TF-26")).hasSize(1);
    assertThat(corrective.all("TF-26"))
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.breaches()).isEqualTo("FINISH");
              assertThat(asked.timeTolerance()).isEqualTo(2);
            });
  }

  @Test
  void aForecastCostThatAChangeAllowsIsNoAlarmAnyMoreAndTheNextOneGoesByIt() {
    track("TF-27", "5500");
    spend("TF-27", "2000");
    driver.moveTo(day(1, 8));
    // 1600 of 4880 are earned for 2000, so 6100 at completion; 10 percent more than 5500 are 6050
    assertThat(decisions("TF-27")).hasSize(1);
    assertThat(corrective.all("TF-27").get(0).breaches()).isEqualTo("COST,PERFORMANCE");
    act(
        "clara",
        "TF-27",
        "userTask_decideCorrectiveAction",
        "correctiveDecision",
        "change",
        "correctiveReason",
        "More may be spent");
    assertThat(alarms.of(projects.get("TF-27"))).as("until it is decided").isPresent();
    change("TF-27", costTolerance("20"));
    assertThat(alarms.of(projects.get("TF-27"))).isEmpty();
    driver.moveTo(day(2, 8));
    assertThat(decisions("TF-27")).isEmpty();
    assertThat(corrective.all("TF-27")).hasSize(1);
    spend("TF-27", "300");
    driver.moveTo(day(3, 8));
    assertThat(decisions("TF-27")).hasSize(1);
    assertThat(corrective.all("TF-27").get(0).costLimit()).isEqualByComparingTo("6600");
  }

  @Test
  void aForecastCostThatAChangeAllowsNoLongerIsAskedAbout() {
    track("TF-28", "5000");
    spend("TF-28", "1700");
    driver.moveTo(day(1, 8));
    // 5185 at completion; 10 percent more than 5000 are 5500
    assertThat(decisions("TF-28")).isEmpty();
    change("TF-28", costTolerance("2"));
    driver.moveTo(day(2, 8));
    assertThat(decisions("TF-28")).hasSize(1);
    assertThat(corrective.all("TF-28").get(0))
        .satisfies(
            asked -> {
              assertThat(asked.breaches()).isEqualTo("COST,PERFORMANCE");
              assertThat(asked.costLimit()).isEqualByComparingTo("5100");
            });
  }

  /** Half of the task is done, and this much was spent on it. */
  private void spend(String key, String amount) {
    report(key, BUILD, 50);
    postings.post(
        key,
        new NewPosting(
            MONDAY.toLocalDate(),
            Posting.Kind.EXPENSE,
            new BigDecimal(amount),
            null,
            null,
            BUILD,
            null,
            "Licences"),
        "clara");
  }

  private static PlanEdit timeTolerance(int days) {
    return PlanEdit.of(PlanEdit.Kind.SET_TIME_TOLERANCE, null, Map.of("timeTolerance", "" + days));
  }

  private static PlanEdit costTolerance(String percent) {
    return PlanEdit.of(PlanEdit.Kind.SET_COST_TOLERANCE, null, Map.of("costTolerance", percent));
  }

  /** Asked for by a change request, which is approved. */
  private void change(String key, PlanEdit edit) {
    String id =
        changes
            .submit(
                key,
                new NewChange(
                    ChangeRequest.Type.NORMAL,
                    ChangeRequest.Category.SCHEDULE,
                    "Another tolerance",
                    "It deviates otherwise than we thought",
                    "The vendor changed it",
                    "Nothing else",
                    "Track by it",
                    "Track by the one before",
                    List.of(edit),
                    null),
                "tom")
            .id();
    act("sofia", id, "userTask_decideChange", "decision", "approve");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
  }

  /**
   * Nothing is begun; on the second Thursday the finish has slipped by more than the five days of
   * tolerance.
   */
  private void late(String key) {
    driver.moveTo(day(14, 8));
  }

  private List<String> decisions(String key) {
    return driver.waitingFor(key).stream()
        .filter(t -> t.startsWith("userTask_decideCorrectiveAction"))
        .toList();
  }
}
