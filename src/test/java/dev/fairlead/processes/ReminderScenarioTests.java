package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.ModelerXml;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.people.Absences;
import dev.fairlead.project.Reminders;
import dev.fairlead.shared.RefusedException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The two steps by which a process owner has people reminded of any task, in working time. */
@FairleadTest
class ReminderScenarioTests {
  private static final LocalDateTime FRIDAY = LocalDateTime.of(2027, 1, 8, 15, 0);

  @Autowired ProcessDriver driver;
  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;
  @Autowired TaskService tasks;
  @Autowired ManagementService management;
  @Autowired Reminders reminders;
  @Autowired Absences absences;
  @Autowired JdbcClient jdbc;

  private String deployment;

  @BeforeEach
  void drawn() {
    driver.setTime(FRIDAY);
    deployment =
        repository
            .createDeployment()
            .addString("remindedTask.bpmn", ModelerXml.of(diagram()))
            .addString("remindedTask.html", "<form><p>Answer.</p></form>")
            .deploy()
            .getId();
  }

  @AfterEach
  void gone() {
    repository.deleteDeployment(deployment, true);
    absences.from(LocalDate.of(2027, 1, 1)).stream()
        .filter(away -> away.username().equals("tina"))
        .forEach(away -> absences.remove("tina", away.leave().id()));
    absences.setHours("tina", Map.of());
    driver.resumeTime();
  }

  @Test
  void aTaskIsRemindedOfAfterTheWorkingTimeOfWhoeverHasIt() {
    // Monday off, and mornings only
    absences.add("tina", LocalDate.of(2027, 1, 11), LocalDate.of(2027, 1, 11), "Leave");
    absences.setHours(
        "tina",
        Map.of(
            DayOfWeek.TUESDAY, "08:00-12:00",
            DayOfWeek.WEDNESDAY, "08:00-12:00",
            DayOfWeek.THURSDAY, "08:00-12:00"));
    String instance =
        runtime
            .startProcessInstanceByKey("remindedTask", "REMIND-1", Map.of("reviewer", "tina"))
            .getId();
    Job timer = timer(instance, "late");
    assertThat(LocalDateTime.ofInstant(timer.getDuedate().toInstant(), ZoneId.systemDefault()))
        .isEqualTo(LocalDateTime.of(2027, 1, 13, 10, 0));
    assertThat(mails("REMIND-1")).isEmpty();

    management.executeJob(timer.getId());

    assertThat(mails("REMIND-1")).as("not tom of his task").containsExactly("tina");
    assertThat(tasks.createTaskQuery().processInstanceId(instance).count()).isEqualTo(4);
  }

  @Test
  void atTheEdgeOfASubProcessAllItsTasksAreRemindedOf() {
    String instance =
        runtime
            .startProcessInstanceByKey("remindedTask", "REMIND-2", Map.of("reviewer", "tina"))
            .getId();
    management.executeJob(timer(instance, "lateInside").getId());
    assertThat(mails("REMIND-2")).containsExactlyInAnyOrder("sofia", "stefan");
  }

  private Job timer(String instance, String at) {
    return management.createJobQuery().processInstanceId(instance).activityId(at).singleResult();
  }

  @Test
  void withoutAPersonTheUsualWorkingTimeCounts() {
    assertThat(reminders.after(null, null, 0.25)).isEqualTo(LocalDateTime.of(2027, 1, 8, 17, 0));
    assertThat(reminders.after("NO-SUCH", "nobody", 1.0))
        .isEqualTo(LocalDateTime.of(2027, 1, 11, 15, 0));
    for (Double days : new Double[] {null, -1.0, 251.0, Double.NaN}) {
      assertThatThrownBy(() -> reminders.after(null, null, days))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("after 0 to 250 working days");
    }
  }

  private List<String> mails(String about) {
    return jdbc.sql("select recipient from outbox_mail where subject like ?")
        .param("%" + about + "%still waits%")
        .query(String.class)
        .list();
  }

  /** Four people are asked at once; the timers are at the edge of one task, and around two. */
  private static BpmnModelInstance diagram() {
    return Bpmn.createExecutableProcess("remindedTask")
        .name("Reminded task")
        .documentation("Somebody is asked and reminded.")
        .camundaHistoryTimeToLiveString("P1D")
        .startEvent("begun")
        .name("Begun")
        .documentation("It begins.")
        .serviceTask("set")
        .name("Set reminder")
        .documentation("A day and a half of working time.")
        .camundaDelegateExpression("#{setReminderDelegate}")
        .camundaInputParameter("reminderAfter", "1.5")
        .camundaInputParameter("reminderFor", "${reviewer}")
        .parallelGateway("both")
        .name("Both")
        .documentation("Both are asked.")
        .userTask("other")
        .name("Other")
        .documentation("Please answer.")
        .camundaAssignee("tom")
        .camundaFormKey("embedded:deployment:remindedTask.html")
        .endEvent("otherAnswered")
        .name("Other answered")
        .documentation("It is over.")
        .moveToNode("both")
        .userTask("answer")
        .name("Answer")
        .documentation("Please answer.")
        .camundaAssignee("${reviewer}")
        .camundaFormKey("embedded:deployment:remindedTask.html")
        .boundaryEvent("late")
        .name("Late")
        .documentation("No answer yet.")
        .cancelActivity(false)
        .timerWithDate("${reminderAt}")
        .serviceTask("remind")
        .name("Remind")
        .documentation("Whoever has the task gets a mail.")
        .camundaDelegateExpression("#{remindOfTaskDelegate}")
        .endEvent("reminded")
        .name("Reminded")
        .documentation("The task stays open.")
        .moveToActivity("answer")
        .endEvent("answered")
        .name("Answered")
        .documentation("It is over.")
        .moveToNode("both")
        .subProcess("inside")
        .name("Inside")
        .documentation("Two more are asked.")
        .embeddedSubProcess()
        .startEvent("insideBegun")
        .name("Begun inside")
        .documentation("It begins.")
        .parallelGateway("bothInside")
        .name("Both inside")
        .documentation("Both are asked.")
        .userTask("check")
        .name("Check")
        .documentation("Please answer.")
        .camundaAssignee("sofia")
        .camundaFormKey("embedded:deployment:remindedTask.html")
        .endEvent("checked")
        .name("Checked")
        .documentation("It is over.")
        .moveToNode("bothInside")
        .userTask("sign")
        .name("Sign")
        .documentation("Please answer.")
        .camundaAssignee("stefan")
        .camundaFormKey("embedded:deployment:remindedTask.html")
        .endEvent("signed")
        .name("Signed")
        .documentation("It is over.")
        .subProcessDone()
        .boundaryEvent("lateInside")
        .name("Late inside")
        .documentation("No answer yet.")
        .cancelActivity(false)
        .timerWithDate("${reminderAt}")
        .serviceTask("remindInside")
        .name("Remind inside")
        .documentation("Whoever has one of the tasks gets a mail.")
        .camundaDelegateExpression("#{remindOfTaskDelegate}")
        .endEvent("remindedInside")
        .name("Reminded inside")
        .documentation("The tasks stay open.")
        .moveToActivity("inside")
        .endEvent("insideAnswered")
        .name("Answered inside")
        .documentation("It is over.")
        .done();
  }
}
