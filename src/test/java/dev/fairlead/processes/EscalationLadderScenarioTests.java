package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadTest;
import dev.fairlead.communication.Mail;
import dev.fairlead.people.Absences;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.project.Pauses;
import dev.fairlead.tracking.FollowUp;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.NewProgress;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ladder of a follow-up: the row of the table that applies, the owner's own working time, and
 * what each message says about the finish.
 */
@FairleadTest
class EscalationLadderScenarioTests extends Scenario {
  @Autowired FollowUps followUps;
  @Autowired Absences absences;
  @Autowired Pauses pauses;
  @Autowired ManagementService jobs;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void tomWorksAsAlways() {
    jdbc.sql("delete from absence where username = 'tom'").update();
    jdbc.sql("delete from working_hours where username = 'tom'").update();
  }

  @Test
  void everyRungSaysWhatTheDelayDoesToTheFinishAndWhichRowApplies() {
    track("EL-1");
    driver.moveTo(day(12, 7));
    assertThat(ladder("EL-1", BUILD).ladderReason()).startsWith("A critical task is late");
    for (String subject :
        List.of(
            "EL-1: \"Build\" is late",
            "EL-1: no answer on the late task \"Build\"",
            "EL-1: a late task stays unanswered")) {
      assertThat(mails("EL-1"))
          .filteredOn(mail -> mail.subject().equals(subject) && mail.body().contains("\"Build\""))
          .as(subject)
          .isNotEmpty()
          .allSatisfy(
              mail ->
                  assertThat(mail.body())
                      .contains("It moves the finish of the project by")
                      .contains("the forecast is")
                      .contains("the baseline said 13 Jan 2027")
                      .contains("Escalation ladder: A critical task is late"));
    }
  }

  @Test
  void whoIsOnLeaveIsNotPassedOver() {
    track("EL-2");
    absences.add("tom", LocalDate.of(2027, 1, 12), LocalDate.of(2027, 1, 13), "Skiing");
    driver.moveTo(day(7, 8));
    FollowUp asked = ladder("EL-2", BUILD);
    assertThat(asked.remindAt()).isEqualTo(day(7, 17));
    assertThat(asked.deputyAt()).isEqualTo(day(10, 17));
    assertThat(asked.coordinatorAt()).isEqualTo(day(11, 17));
    assertThat(asked.managerAt()).isEqualTo(day(15, 17));
    driver.moveTo(day(10, 8));
    assertThat(mailed("EL-2", "\"Build\" is late")).containsExactly("tom");
    assertThat(mailed("EL-2", "of Tom Eriksen is late")).isEmpty();
    driver.moveTo(day(10, 18));
    assertThat(mailed("EL-2", "\"Build\" of Tom Eriksen is late")).hasSize(1);
  }

  @Test
  void whoGoesOnLeaveWhileTheQuestionIsOpenIsNotPassedOverEither() {
    track("EL-6");
    driver.moveTo(day(8, 8));
    assertThat(mailed("EL-6", "\"Build\" is late")).containsExactly("tom");
    assertThat(ladder("EL-6", BUILD).deputyAt()).isEqualTo(day(8, 17));
    absences.add("tom", LocalDate.of(2027, 1, 12), LocalDate.of(2027, 1, 15), "Ill");
    FollowUp asked = ladder("EL-6", BUILD);
    assertThat(asked.remindAt()).as("has been told").isEqualTo(day(7, 17));
    assertThat(asked.deputyAt()).isEqualTo(day(14, 17));
    assertThat(asked.managerAt()).isEqualTo(day(17, 17));
    driver.moveTo(day(14, 8));
    assertThat(mailed("EL-6", "of Tom Eriksen is late")).isEmpty();
    driver.moveTo(day(14, 18));
    assertThat(mailed("EL-6", "\"Build\" of Tom Eriksen is late")).hasSize(1);
    assertThat(mailed("EL-6", "\"Build\" is late")).containsExactly("tom");

    absences.remove("tom", absences.of("tom").leaves().get(0).id());
    driver.moveTo(day(14, 19));
    assertThat(mailed("EL-6", "no answer on the late task \"Build\""))
        .as("back earlier: the days count after all")
        .containsExactly("clara");
  }

  @Test
  void whoWorksPartTimeIsCountedInTheirOwnHoursAndTheLateTaskByItsOwnRow() {
    track("EL-3");
    absences.setHours(
        "tom", Map.of(DayOfWeek.MONDAY, "8:00-12:00", DayOfWeek.WEDNESDAY, "8:00-12:00"));
    driver.moveTo(day(7, 8));
    FollowUp asked = ladder("EL-3", BUILD);
    assertThat(asked.ladderReason()).startsWith("A critical task is ten or more working days late");
    assertThat(asked.remindAt()).isEqualTo(day(7, 10));
    assertThat(asked.deputyAt()).isEqualTo(day(7, 12));
    assertThat(asked.coordinatorAt()).isEqualTo(day(9, 10));
    assertThat(asked.managerAt()).isEqualTo(day(9, 12));
  }

  @Test
  void aTaskWithSlackGivesItsOwnerMoreTimeAndSaysHowMuchSlackIsLeft() {
    SampleProject.begin(projects, "EL-4", "20000");
    SampleProject.plan(plans, "EL-4");
    plans.edit(
        "EL-4",
        plans.current("EL-4").version(),
        List.of(
            PlanEdit.of(
                PlanEdit.Kind.ADD_TASK,
                -1,
                Map.of("name", "Handbook", "durationDays", "2", "owner", "tina"))),
        "clara");
    act("clara", "EL-4", "userTask_draftPlan");
    act("tom", "EL-4", "userTask_giveFeedback");
    act("tina", "EL-4", "userTask_giveFeedback");
    act("clara", "EL-4", "userTask_submitPlan", "nextStep", "submit");
    act("maria", "EL-4", "userTask_approvePlan", "decision", "approve");
    progress.report("EL-4", new NewProgress(BUILD, 40, null, null, null, null, null), "tom");

    driver.moveTo(day(2, 8));
    FollowUp asked = ladder("EL-4", 4);
    assertThat(asked.ladderReason()).startsWith("The task has slack");
    assertThat(asked.remindAt()).isEqualTo(day(3, 17));
    assertThat(asked.deputyAt()).isEqualTo(day(7, 17));
    driver.moveTo(day(3, 18));
    assertThat(mails("EL-4"))
        .filteredOn(mail -> mail.subject().equals("EL-4: \"Handbook\" is late"))
        .singleElement()
        .extracting(Mail::body)
        .asString()
        .contains("It does not move the finish of the project")
        .contains("of slack are left")
        .contains("Escalation ladder: The task has slack");
  }

  @Test
  void theHistorySaysWhyAFollowUpEnded() {
    track("EL-5");
    driver.moveTo(day(7, 8));
    progress.report("EL-5", new NewProgress(BUILD, 100, null, null, null, null, null), "tom");
    assertThat(told("EL-5"))
        .contains("Ended the follow-up of \"Build\", since the task was reported done");
  }

  @Test
  void aPauseHoldsTheLadderUpAndLeaveMovesItAfterwardsAsBefore() {
    track("EL-7");
    driver.moveTo(day(7, 12));
    assertLadder("EL-7", day(7, 17), day(8, 17), day(9, 17), day(11, 17));
    pauses.pause("EL-7", "The vendor is insolvent", null, "clara");
    driver.moveTo(day(21, 12));
    pauses.resume("EL-7", "clara");
    assertLadder("EL-7", day(21, 17), day(22, 17), day(23, 17), day(25, 17));

    absences.add("tom", LocalDate.of(2027, 1, 26), LocalDate.of(2027, 1, 29), "Ill");
    assertLadder("EL-7", day(21, 17), day(28, 17), day(29, 17), day(31, 17));
    driver.moveTo(day(28, 8));
    assertThat(mailed("EL-7", "\"Build\" is late")).containsExactly("tom");
    assertThat(mailed("EL-7", "of Tom Eriksen is late")).isEmpty();
    driver.moveTo(day(28, 18));
    assertThat(mailed("EL-7", "\"Build\" of Tom Eriksen is late")).hasSize(1);
    assertThat(mailed("EL-7", "no answer on the late task \"Build\"")).isEmpty();
    driver.moveTo(day(29, 18));
    assertThat(mailed("EL-7", "no answer on the late task \"Build\"")).containsExactly("clara");
  }

  @Test
  void leaveThatBeginsWhileTheProjectIsPausedMovesTheLadderAsWell() {
    track("EL-8");
    driver.moveTo(day(8, 8));
    pauses.pause("EL-8", "The vendor is insolvent", null, "clara");
    driver.moveTo(day(14, 9));
    absences.add("tom", LocalDate.of(2027, 1, 26), LocalDate.of(2027, 1, 27), "Ill");
    assertLadder("EL-8", day(7, 17), day(8, 17), day(9, 17), day(11, 17));
    driver.moveTo(day(21, 8));
    pauses.resume("EL-8", "clara");
    assertLadder("EL-8", day(7, 17), day(21, 17), day(24, 17), day(28, 17));
    driver.moveTo(day(21, 18));
    assertThat(mailed("EL-8", "\"Build\" is late")).as("before the pause").containsExactly("tom");
    assertThat(mailed("EL-8", "\"Build\" of Tom Eriksen is late")).hasSize(1);
    assertThat(mailed("EL-8", "no answer on the late task \"Build\"")).isEmpty();
  }

  /** What the pages show, what the process knows, and what its timers wait for is the same. */
  private void assertLadder(String key, LocalDateTime... moments) {
    FollowUp asked = ladder(key, BUILD);
    assertThat(asked.remindAt()).isEqualTo(moments[0]);
    assertThat(asked.deputyAt()).isEqualTo(moments[1]);
    assertThat(asked.coordinatorAt()).isEqualTo(moments[2]);
    assertThat(asked.managerAt()).isEqualTo(moments[3]);
    String instance =
        runtime
            .createProcessInstanceQuery()
            .processDefinitionKey("followUpTask")
            .processInstanceBusinessKey(key)
            .variableValueEquals("taskNumber", BUILD)
            .singleResult()
            .getId();
    assertThat(List.of("remindAt", "deputyAt", "coordinatorAt", "managerAt"))
        .extracting(name -> moment(runtime.getVariable(instance, name)))
        .containsExactly(moments);
    List<LocalDateTime> timers =
        jobs.createJobQuery().processInstanceId(instance).timers().list().stream()
            .map(timer -> moment(timer.getDuedate()))
            .sorted()
            .toList();
    assertThat(timers)
        .as("of those who were not told yet")
        .isNotEmpty()
        .isEqualTo(List.of(moments).subList(4 - timers.size(), 4));
  }

  private static LocalDateTime moment(Object date) {
    return LocalDateTime.ofInstant(((Date) date).toInstant(), ZoneId.systemDefault());
  }

  private FollowUp ladder(String key, int task) {
    return followUps.findOpen(key, task).orElseThrow();
  }
}
