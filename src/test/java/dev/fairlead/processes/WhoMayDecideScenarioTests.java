package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanApprovals;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.project.TeamMember;
import dev.fairlead.report.ReportData;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.TaskDesk;
import dev.fairlead.workspace.Worklist;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nobody decides on what they asked for, substitutes decide in another's stead, and it is told. */
@FairleadTest
class WhoMayDecideScenarioTests extends Scenario {
  private static final String DECIDE = "userTask_decideChange";
  private static final String APPROVE = "userTask_approvePlan";

  @Autowired Changes changes;
  @Autowired PlanApprovals approvals;
  @Autowired TaskService tasks;
  @Autowired TaskDesk desk;
  @Autowired Worklist worklist;
  @Autowired Users users;
  @Autowired ReportData reports;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void everybodyIsBack() {
    jdbc.sql("delete from substitution").update();
  }

  @Test
  void whoAskedForAChangeCannotTakeItsDecisionOnAnyWay() {
    track("WD-1");
    Task task = decision(request("WD-1", "maria", "fixedCost", "20"));
    for (ThrowingCallable way : waysToGive(task, "maria")) {
      assertThatThrownBy(way)
          .hasStackTraceContaining(
              "The task \"Decide on change\" is about something that Maria Costa submitted");
    }
    assertThat(assignee(task)).isNull();
    tasks.claim(task.getId(), "martin");
    assertThat(assignee(task)).isEqualTo("martin");
  }

  @Test
  void whoAskedForAChangeIsNotOfferedItsDecision() {
    track("WD-2");
    Task task = decision(request("WD-2", "maria", "fixedCost", "20"));
    assertThat(worklist.of("maria")).extracting(OpenTask::id).doesNotContain(task.getId());
    assertThat(worklist.of("martin")).extracting(OpenTask::id).contains(task.getId());
    OpenTask open = desk.open(task.getId());
    assertThat(desk.standing(open, "maria")).isEqualTo(TaskDesk.Standing.OTHERS);
    assertThat(desk.standing(open, "martin")).isEqualTo(TaskDesk.Standing.OPEN_TO_ME);
    assertThat(
            desk.complete(task.getId(), "maria", Map.of("decision", "approve"), "/work").sentence())
        .contains("that Maria Costa submitted");
  }

  @Test
  void aSubstituteOfTheRequesterHasNoRightFromThem() {
    track("WD-3");
    Task task = decision(request("WD-3", "maria", "fixedCost", "20"));
    away("maria", "tina");
    assertThatThrownBy(() -> as("tina", () -> tasks.claim(task.getId(), "tina")))
        .hasStackTraceContaining("does not wait for Tina Okafor");
    assertThat(desk.standing(desk.open(task.getId()), "tina")).isEqualTo(TaskDesk.Standing.OTHERS);
  }

  @Test
  void neitherCoordinatorNorTheSubstituteWhoSentItInTakesTheApproval() {
    SampleProject.begin(projects, "WD-4", "20000");
    SampleProject.plan(plans, "WD-4");
    act("clara", "WD-4", "userTask_draftPlan");
    act("tom", "WD-4", "userTask_giveFeedback");
    act("tina", "WD-4", "userTask_giveFeedback");
    away("clara", "maria");
    act("maria", "WD-4", "userTask_submitPlan", "nextStep", "submit");
    Task task = waiting("WD-4", APPROVE);
    for (String person : List.of("maria", "clara")) {
      for (ThrowingCallable way : waysToGive(task, person)) {
        assertThatThrownBy(way).hasStackTraceContaining("Somebody else must take it");
      }
    }
    act("martin", "WD-4", APPROVE, "decision", "approve");
    assertThat(told("WD-4")).contains("approved by Martin Keller");
  }

  @Test
  void aChangeThatTheOnlySponsorAskedForGoesToTheBoardAndTheyAreTold() {
    track("WD-5");
    String id = request("WD-5", "sofia", "fixedCost", "400");
    assertThat(mailed("WD-5", "Decide on change")).containsExactly("stefan");
    assertThat(mailed("WD-5", "who decides on your change WD-5-C1")).containsExactly("sofia");
    assertThat(told("WD-5"))
        .contains("The sponsors have nobody but Sofia Brandt, who asked for it")
        .contains("so the steering board decide.");
    refused("that Sofia Brandt submitted", "sofia", id, DECIDE, "decision", "approve");
    act("stefan", id, DECIDE, "decision", "approve");
    assertThat(changes.get(id).routeReason())
        .startsWith("The cost rises by more than 5 percent. The sponsors have nobody but Sofia");
  }

  @Test
  void anEmergencyOfTheOnlyDeciderIsReviewedByOthersToo() {
    track("WD-6");
    jdbc.sql("update app_user set enabled = false where username = 'martin'").update();
    try {
      String id =
          changes
              .submit(
                  "WD-6",
                  change(ChangeRequest.Type.EMERGENCY, "fixedCost", "20"),
                  member("WD-6", "maria"))
              .id();
      assertThat(mailed("WD-6", "Review emergency change")).containsExactly("sofia");
      act("sofia", id, "userTask_reviewEmergencyChange", "confirmed", "yes");
      assertThat(changes.get(id).reviewedBy()).isEqualTo("sofia");
    } finally {
      jdbc.sql("update app_user set enabled = true where username = 'martin'").update();
    }
  }

  @Test
  void aPlanThatTheOnlySponsorSentInGoesToTheBoardAtThatLevel() {
    SampleProject.begin(projects, "WD-7", "80000");
    SampleProject.plan(plans, "WD-7");
    act("clara", "WD-7", "userTask_draftPlan");
    act("tom", "WD-7", "userTask_giveFeedback");
    act("tina", "WD-7", "userTask_giveFeedback");
    away("clara", "sofia");
    act("sofia", "WD-7", "userTask_submitPlan", "nextStep", "submit");
    act("maria", "WD-7", APPROVE, "decision", "approve");
    assertThat(mailed("WD-7", "who approves your plan")).containsExactly("clara");
    refused("that Sofia Brandt submitted", "sofia", "WD-7", APPROVE, "decision", "approve");
    act("stefan", "WD-7", APPROVE, "decision", "approve");
    assertThat(approvals.list("WD-7").get(1).reason())
        .contains(
            "The budget is 50,000 or more. The sponsors have nobody but Clara Lindgren, Sofia");
    assertThat(baselines.current("WD-7")).isPresent();
  }

  @Test
  void whoeverAskedForAChangeHearsThatTheProjectWasStopped() {
    track("WD-8");
    request("WD-8", "tom", "durationDays", "6");
    projects.cancel("WD-8", "No longer wanted", "clara");
    assertThat(mailed("WD-8", "change WD-8-C1 is closed, the project was stopped"))
        .containsExactly("tom");
    assertThat(changes.get("WD-8-C1").status()).isEqualTo(ChangeRequest.Status.WITHDRAWN);
  }

  @Test
  void aSubstituteTakesAndDecidesInAnothersStead() {
    track("WD-9");
    String id = request("WD-9", "tom", "durationDays", "6");
    Task task = decision(id);
    assertThatThrownBy(() -> as("tina", () -> tasks.claim(task.getId(), "tina")))
        .as("not before the absence is entered")
        .hasStackTraceContaining("does not wait for Tina Okafor");
    away("stefan", "tina");
    assertThat(worklist.of("tina")).extracting(OpenTask::id).contains(task.getId());
    act("tina", id, DECIDE, "decision", "approve");
    assertThat(changes.get(id).decidedBy()).isEqualTo("tina");
    assertThat(changes.get(id).decidedOnBehalfOf()).isEqualTo("stefan");
    assertThat(told("WD-9")).contains("Approved change WD-9-C1 for Stefan Novak.");
  }

  @Test
  void theAbsenceHasDates() {
    track("WD-10");
    Task task = decision(request("WD-10", "tom", "durationDays", "6"));
    users.substitute(
        "stefan", "tina", MONDAY.toLocalDate().plusDays(1), MONDAY.toLocalDate().plusDays(2));
    for (int day : new int[] {0, 3}) {
      driver.setTime(MONDAY.plusDays(day));
      assertThatThrownBy(() -> as("tina", () -> tasks.claim(task.getId(), "tina")))
          .hasStackTraceContaining("does not wait for Tina Okafor");
    }
    driver.setTime(MONDAY.plusDays(2));
    as("tina", () -> tasks.claim(task.getId(), "tina"));
    driver.setTime(MONDAY.plusDays(3));
    assertThatThrownBy(() -> act("tina", "WD-10-C1", DECIDE, "decision", "approve"))
        .as("claimed in time, completed too late")
        .hasStackTraceContaining("does not wait for Tina Okafor");
  }

  @Test
  void aSubstituteCompletesWhatIsAssignedAndThePlansReportSaysForWhom() {
    SampleProject.begin(projects, "WD-11", "20000");
    SampleProject.plan(plans, "WD-11");
    refused("is Clara Lindgren's", "colin", "WD-11", "userTask_draftPlan");
    away("clara", "colin");
    act("colin", "WD-11", "userTask_draftPlan");
    act("tom", "WD-11", "userTask_giveFeedback");
    act("tina", "WD-11", "userTask_giveFeedback");
    act("colin", "WD-11", "userTask_submitPlan", "nextStep", "submit");
    away("maria", "tarek");
    act("tarek", "WD-11", APPROVE, "decision", "approve");
    assertThat(approvals.list("WD-11").get(0).onBehalfOf()).isEqualTo("maria");
    assertThat(told("WD-11")).contains("approved by Tarek Haddad for Maria Costa");
    assertThat(reports.plan("WD-11", "clara").toString()).contains("Tarek Haddad for Maria Costa");
  }

  @Test
  void theGuardAloneLetsPeopleTakeTasksForThemselvesOnly() {
    SampleProject.submitted(driver, projects, plans, "WD-12", "clara");
    Task task = waiting("WD-12", APPROVE);
    for (ThrowingCallable way :
        List.<ThrowingCallable>of(
            () -> as("admin", () -> tasks.claim(task.getId(), "maria")),
            () -> as("maria", () -> tasks.setAssignee(task.getId(), "maria")),
            () -> as("maria", () -> tasks.delegateTask(task.getId(), "maria")))) {
      assertThatThrownBy(way)
          .as("the engine's own rights")
          .isInstanceOf(AuthorizationException.class);
    }
    assertThat(assignee(task)).isNull();
    as("maria", () -> tasks.claim(task.getId(), "maria"));
    assertThatThrownBy(
            () -> as("admin", () -> tasks.complete(task.getId(), Map.of("decision", "approve"))))
        .isInstanceOf(AuthorizationException.class);
    assertThatThrownBy(
            () -> as("martin", () -> tasks.complete(task.getId(), Map.of("decision", "approve"))))
        .hasMessageContaining("is Maria Costa's");
    as("maria", () -> tasks.complete(task.getId(), Map.of("decision", "approve")));
    assertThat(approvals.list("WD-12").get(0).decidedBy()).isEqualTo("maria");
  }

  private List<ThrowingCallable> waysToGive(Task task, String person) {
    return List.of(
        () -> as(person, () -> tasks.claim(task.getId(), person)),
        () -> desk.claim(task.getId(), person),
        () -> tasks.setAssignee(task.getId(), person),
        () -> tasks.delegateTask(task.getId(), person),
        () -> tasks.addUserIdentityLink(task.getId(), person, IdentityLinkType.ASSIGNEE),
        () -> {
          Task changed = tasks.createTaskQuery().taskId(task.getId()).singleResult();
          changed.setAssignee(person);
          tasks.saveTask(changed);
        });
  }

  private void as(String person, Runnable work) {
    driver.as(person, work);
  }

  private void away(String person, String deputy) {
    users.substitute(
        person, deputy, MONDAY.toLocalDate().minusDays(1), MONDAY.toLocalDate().plusDays(30));
  }

  private Task decision(String id) {
    return waiting(id, DECIDE);
  }

  private Task waiting(String businessKey, String task) {
    return tasks
        .createTaskQuery()
        .processInstanceBusinessKey(businessKey)
        .taskDefinitionKey(task)
        .singleResult();
  }

  private String assignee(Task task) {
    return tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee();
  }

  private String request(String key, String by, String field, String value) {
    return changes
        .submit(key, change(ChangeRequest.Type.NORMAL, field, value), member(key, by))
        .id();
  }

  private String member(String key, String person) {
    if (projects.get(key).member(person) == null) {
      projects.saveMember(key, new TeamMember(person, "Adviser", 10, new BigDecimal("90")));
    }
    return person;
  }

  private static NewChange change(ChangeRequest.Type type, String field, String value) {
    return new NewChange(
        type,
        ChangeRequest.Category.COST,
        "More money",
        "The work costs more",
        "New prices",
        "The work stops",
        "Plan it anew",
        "Take the old plan back",
        List.of(PlanEdit.of(PlanEdit.Kind.SET, BUILD, Map.of(field, value))));
  }
}
