package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.workspace.TaskDesk;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Two people at one task, the same person twice, and links in old mails. */
@FairleadTest
class TwoPeopleScenarioTests extends Scenario {
  @Autowired TaskDesk desk;
  @Autowired TaskService tasks;

  @Test
  void whoComesSecondReadsWhoWasFirst() {
    String task = approval("TP-1");
    desk.claim(task, "martin");
    assertThatThrownBy(() -> desk.claim(task, "maria")).isInstanceOf(RuntimeException.class);
    TaskDesk.Result second = desk.complete(task, "maria", Map.of("decision", "approve"), "/work");
    assertThat(second.done()).isFalse();
    assertThat(second.sentence()).contains("Martin Keller");
    assertThat(baselines.current("TP-1")).isEmpty();
    assertThat(desk.complete(task, "martin", Map.of("decision", "approve"), "/work").done())
        .isTrue();
    assertThatThrownBy(() -> desk.complete(task, "maria", Map.of("decision", "approve"), "/work"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("already done by Martin Keller");
  }

  @Test
  void sendingAFormTwiceDoesTheTaskOnce() {
    String task = approval("TP-2");
    TaskDesk.Result first = desk.complete(task, "maria", Map.of("decision", "approve"), "/work");
    assertThat(first.done()).isTrue();
    assertThat(first.sentence()).contains("Confirm all work done");
    assertThatThrownBy(() -> desk.complete(task, "maria", Map.of("decision", "approve"), "/work"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("already done by Maria Costa");
    assertThat(baselines.all("TP-2")).hasSize(1);
  }

  @Test
  void aLinkToATaskOfACancelledProjectSaysThatItIsNotNeeded() {
    String task = approval("TP-3");
    projects.cancel("TP-3", "No longer wanted", "clara");
    assertThatThrownBy(() -> desk.open(task))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("has not been needed since");
    assertThatThrownBy(() -> desk.complete(task, "maria", Map.of("decision", "approve"), "/work"))
        .isInstanceOf(ConflictException.class);
    assertWaiting("TP-3", "userTask_recordLessons:clara");
  }

  @Test
  void aTaskThatNeverWasIsNotFound() {
    assertThatThrownBy(() -> desk.open("no-such-task"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("There is no such task");
  }

  @Test
  void aRefusedFormIsShownAgainWithTheSentence() {
    String task = approval("TP-4");
    TaskDesk.Result empty = desk.complete(task, "maria", Map.of(), "/work");
    assertThat(empty.done()).isFalse();
    TaskDesk.Result refused = desk.complete(task, "maria", Map.of("decision", "reject"), "/work");
    assertThat(refused.done()).isFalse();
    assertThat(refused.formHtml()).contains("reject");
    assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
        .as("a refusal leaves the task with the group")
        .isNull();
  }

  private String approval(String key) {
    SampleProject.begin(projects, key, "20000");
    SampleProject.plan(plans, key);
    act("clara", key, "userTask_draftPlan");
    act("tom", key, "userTask_giveFeedback");
    act("tina", key, "userTask_giveFeedback");
    act("clara", key, "userTask_submitPlan", "nextStep", "submit");
    return tasks
        .createTaskQuery()
        .processInstanceBusinessKey(key)
        .taskDefinitionKey("userTask_approvePlan")
        .singleResult()
        .getId();
  }
}
