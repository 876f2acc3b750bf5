package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.closure.Lessons;
import dev.fairlead.people.Scope;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanApprovals;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.TaskDesk;
import dev.fairlead.workspace.Worklist;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A deputy who is limited to some processes does their tasks and no others. */
@FairleadTest
class DeputyScopeScenarioTests extends Scenario {
  private static final String DECIDE = "userTask_decideChange";
  private static final String APPROVE = "userTask_approvePlan";
  private static final String SUBMIT = "userTask_submitPlan";
  private static final String REPORT = "userTask_reportOnLateTask";

  @Autowired Changes changes;
  @Autowired PlanApprovals approvals;
  @Autowired FollowUps followUps;
  @Autowired Lessons lessons;
  @Autowired TaskService tasks;
  @Autowired FormService forms;
  @Autowired TaskDesk desk;
  @Autowired Worklist worklist;
  @Autowired Users users;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void everybodyIsBack() {
    jdbc.sql("delete from substitution").update();
  }

  @Test
  void aDeputyForChangesDecidesOnThemAndOnNoPlan() {
    Task plan = submitted("DS-1");
    Task change = changed("DS-2");
    away("maria", "tarek", "handleChange");
    assertKeptOut(
        plan,
        "tarek",
        "The task \"Approve plan\" is outside what Tarek Haddad may do for Maria Costa:"
            + " only Handle change. Ask Maria Costa or an administrator");

    assertThat(listed("tarek")).contains(change.getId());
    assertThat(standing(change, "tarek")).isEqualTo(TaskDesk.Standing.OPEN_TO_ME);
    act("tarek", "DS-2-C1", DECIDE, "decision", "approve");
    assertThat(changes.get("DS-2-C1").decidedOnBehalfOf()).isEqualTo("maria");
  }

  @Test
  void aDeputyForPlansApprovesThemAndDecidesOnNoChange() {
    Task plan = submitted("DS-3");
    Task change = changed("DS-4");
    away("maria", "tarek", "approvePlan");
    assertKeptOut(
        change,
        "tarek",
        "The task \"Decide on change\" is outside what Tarek Haddad may do for Maria Costa:"
            + " only Approve plan.");

    assertThat(listed("tarek")).contains(plan.getId());
    act("tarek", "DS-3", APPROVE, "decision", "approve");
    assertThat(approvals.list("DS-3").get(0).onBehalfOf()).isEqualTo("maria");
  }

  @Test
  void aDeputyForEverythingOrForBothDoesBoth() {
    Task plan = submitted("DS-5");
    Task change = changed("DS-6");
    away("maria", "tarek");
    away("maria", "colin", "approvePlan", "handleChange");
    assertThat(listed("tarek")).contains(plan.getId(), change.getId());
    assertThat(listed("colin")).contains(plan.getId(), change.getId());
    act("tarek", "DS-5", APPROVE, "decision", "approve");
    act("colin", "DS-6-C1", DECIDE, "decision", "approve");
    assertThat(changes.get("DS-6-C1").decidedOnBehalfOf()).isEqualTo("maria");
  }

  @Test
  void whatAnotherHasTakenIsCompletedWithinTheScopeOnly() {
    Task plan = submitted("DS-7");
    as("maria", () -> tasks.claim(plan.getId(), "maria"));
    away("maria", "tarek", "handleChange");
    away("maria", "tina", "approvePlan");
    String outside = "The task \"Approve plan\" is outside what Tarek Haddad may do for Maria";
    assertThat(listed("tarek")).doesNotContain(plan.getId());
    assertThat(standing(plan, "tarek")).isEqualTo(TaskDesk.Standing.OTHERS);
    refused(outside, "tarek", "DS-7", APPROVE, "decision", "approve");
    TaskDesk.Result result =
        desk.complete(plan.getId(), "tarek", Map.of("decision", "approve"), "/work");
    assertThat(result.forbidden()).isTrue();
    assertThat(result.sentence()).startsWith(outside);
    refused("Only Maria Costa or a substitute", "colin", "DS-7", APPROVE, "decision", "approve");

    assertThat(listed("tina")).contains(plan.getId());
    assertThat(standing(plan, "tina")).isEqualTo(TaskDesk.Standing.FOR_ANOTHER);
    act("tina", "DS-7", APPROVE, "decision", "approve");
    assertThat(approvals.list("DS-7").get(0).onBehalfOf()).isEqualTo("maria");
  }

  @Test
  void whoLosesTheScopeAfterTakingATaskDoesNotCompleteIt() {
    Task plan = submitted("DS-8");
    away("maria", "tarek", "approvePlan");
    as("tarek", () -> tasks.claim(plan.getId(), "tarek"));
    jdbc.sql("update substitution_process set process_key = 'handleChange'").update();
    refused("outside what Tarek Haddad may do", "tarek", "DS-8", APPROVE, "decision", "approve");
  }

  @Test
  void aScopeGivesNobodyTheirOwnApproval() {
    SampleProject.begin(projects, "DS-9", "20000");
    SampleProject.plan(plans, "DS-9");
    away("clara", "maria", "planProject", "approvePlan");
    away("maria", "tarek", "approvePlan");
    act("maria", "DS-9", "userTask_draftPlan");
    act("tom", "DS-9", "userTask_giveFeedback");
    act("tina", "DS-9", "userTask_giveFeedback");
    act("maria", "DS-9", SUBMIT, "nextStep", "submit");
    Task plan = waiting("DS-9", APPROVE);
    for (String person : List.of("maria", "clara")) {
      assertKeptOut(plan, person, "Somebody else must take it");
    }
    assertKeptOut(plan, "tarek", "does not wait for Tarek Haddad");
    assertThat(listed("martin")).contains(plan.getId());
    act("martin", "DS-9", APPROVE, "decision", "approve");
  }

  @Test
  void aLimitedDeputySendsThePlanInButDoesNotEditIt() {
    SampleProject.begin(projects, "DS-10", "20000");
    SampleProject.plan(plans, "DS-10");
    away("clara", "colin", "planProject");
    assertThat(plans.mayEdit(projects.get("DS-10"), "colin"))
        .as("the plan is edited outside the engine")
        .isFalse();
    act("colin", "DS-10", "userTask_draftPlan");
    act("tom", "DS-10", "userTask_giveFeedback");
    act("tina", "DS-10", "userTask_giveFeedback");
    act("colin", "DS-10", SUBMIT, "nextStep", "submit");
    assertThat(waiting("DS-10", APPROVE)).isNotNull();
  }

  @Test
  void onlyDeputiesWhoMayAnswerAreToldOfALateTaskAndTheirAnswerCounts() {
    away("tom", "tarek", "followUpTask");
    away("tom", "colin", "reviewRisk");
    track("DS-11");
    driver.moveTo(day(9, 7));
    assertThat(mailed("DS-11", "\"Build\" of Tom Eriksen is late")).containsExactly("tarek");
    String[] answer = {"reply", "newForecast", "reason", "Ill", "forecastFinish", "2027-02-05"};
    refused("outside what Colin Abara may do", "colin", "DS-11", REPORT, answer);
    act("tarek", "DS-11", REPORT, answer);
    assertThat(followUps.all("DS-11"))
        .filteredOn(f -> f.task() == BUILD)
        .singleElement()
        .satisfies(f -> assertThat(f.repliedBy()).isEqualTo("tarek"));
    NewProgress done = new NewProgress(BUILD, 100, null, null, null, null, null);
    assertThatThrownBy(() -> progress.report("DS-11", done, "tarek"))
        .as("the page is outside the engine")
        .hasMessageContaining("belongs to somebody else");
  }

  @Test
  void onlyDeputiesWhoMayApproveAreAskedWhenAPlanWaits() {
    away("maria", "tarek", "approvePlan");
    away("maria", "colin", "handleChange");
    submitted("DS-12");
    driver.moveTo(day(8, 9));
    assertThat(mailed("DS-12", "you may decide on the plan as a substitute"))
        .containsExactly("tarek");
  }

  @Test
  void aLimitedDeputyWritesDownWhatAStoppedProjectTaught() {
    SampleProject.begin(projects, "DS-13", "20000");
    away("clara", "colin", "closeProject");
    projects.cancel("DS-13", "No longer wanted", "clara");
    act(
        "colin",
        "DS-13",
        "userTask_recordLessons",
        "wentBadly",
        "Asked too late",
        "recommendation",
        "Ask first");
    assertThat(lessons.of("DS-13")).hasSize(1);
  }

  /** Neither offered, nor taken or completed, on any way to the engine. */
  private void assertKeptOut(Task task, String person, String words) {
    assertThat(listed(person)).doesNotContain(task.getId());
    assertThat(standing(task, person)).isEqualTo(TaskDesk.Standing.OTHERS);
    Map<String, Object> answers = Map.of("decision", "approve");
    List<ThrowingCallable> ways =
        List.of(
            () -> as(person, () -> tasks.claim(task.getId(), person)),
            () -> desk.claim(task.getId(), person),
            () -> tasks.setAssignee(task.getId(), person),
            () -> tasks.delegateTask(task.getId(), person));
    for (ThrowingCallable way : ways) {
      assertThatThrownBy(way).hasStackTraceContaining(words);
    }
    assertThatThrownBy(() -> as(person, () -> tasks.complete(task.getId(), answers)))
        .hasStackTraceContaining("Claim it first");
    assertThatThrownBy(() -> as(person, () -> forms.submitTaskForm(task.getId(), answers)))
        .hasStackTraceContaining("Claim it first");
    TaskDesk.Result result =
        desk.complete(task.getId(), person, Map.of("decision", "approve"), "/work");
    assertThat(result.forbidden()).isTrue();
    assertThat(result.sentence()).contains(words);
    assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee()).isNull();
  }

  private List<String> listed(String person) {
    return worklist.of(person).stream().map(OpenTask::id).toList();
  }

  private TaskDesk.Standing standing(Task task, String person) {
    return desk.standing(desk.open(task.getId()), person);
  }

  private void as(String person, Runnable work) {
    driver.as(person, work);
  }

  private void away(String person, String deputy, String... processes) {
    users.substitute(
        person,
        deputy,
        MONDAY.toLocalDate().minusDays(1),
        MONDAY.toLocalDate().plusDays(30),
        new Scope(Set.of(processes)));
  }

  private Task submitted(String key) {
    SampleProject.begin(projects, key, "20000");
    SampleProject.plan(plans, key);
    act("clara", key, "userTask_draftPlan");
    act("tom", key, "userTask_giveFeedback");
    act("tina", key, "userTask_giveFeedback");
    act("clara", key, SUBMIT, "nextStep", "submit");
    return waiting(key, APPROVE);
  }

  /** A change that the managers decide on. */
  private Task changed(String key) {
    track(key);
    NewChange dearer =
        new NewChange(
            ChangeRequest.Type.NORMAL,
            ChangeRequest.Category.COST,
            "More money",
            "The work costs more",
            "New prices",
            "The work stops",
            "Plan it anew",
            "Take the old plan back",
            List.of(PlanEdit.of(PlanEdit.Kind.SET, BUILD, Map.of("fixedCost", "20"))));
    return waiting(changes.submit(key, dearer, "tom").id(), DECIDE);
  }

  private Task waiting(String businessKey, String task) {
    return tasks
        .createTaskQuery()
        .processInstanceBusinessKey(businessKey)
        .taskDefinitionKey(task)
        .singleResult();
  }
}
