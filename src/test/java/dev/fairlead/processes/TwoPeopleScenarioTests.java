package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.workspace.TaskDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.TaskService;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;

/** Two people at one task, the same person twice, and links in old mails. */
@FairleadTest
class TwoPeopleScenarioTests extends Scenario {
  @Autowired TaskDesk desk;
  @Autowired TaskService tasks;
  @Autowired Changes changes;
  @Autowired ApplicationContext context;
  @Autowired MockMvc web;

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

  /** Between reading what waits and asking who does not decide on it, somebody decides. */
  @Test
  void aProjectsPageIsThereAlsoWhereATaskEndsWhileItIsMade() throws Exception {
    String task = approval("TP-9");
    Object page = context.getBean("overviewPage");
    TaskDesk slow = mock(TaskDesk.class, delegatesTo(desk));
    doAnswer(
            call -> {
              CompletableFuture.runAsync(
                      () -> desk.complete(task, "martin", Map.of("decision", "approve"), "/work"))
                  .join();
              return desk.standing(call.getArgument(0), "maria");
            })
        .when(slow)
        .standing(any(), any());
    ReflectionTestUtils.setField(page, "desk", slow);
    try {
      var answer = web.perform(get("/projects/TP-9").with(user("maria"))).andReturn().getResponse();
      assertThat(answer.getStatus()).isEqualTo(200);
      assertThat(Jsoup.parse(answer.getContentAsString()).select("a.btn").eachAttr("href"))
          .as("nothing is left for her to do")
          .isNotEmpty()
          .doesNotContain("/work/tasks/" + task);
    } finally {
      ReflectionTestUtils.setField(page, "desk", desk);
    }
    assertThat(baselines.all("TP-9")).hasSize(1);
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

  @Test
  void ofTwoDecisionsAtTheSameMomentOneCountsAndTheOtherIsToldSo() throws Exception {
    track("TP-5");
    String change = change("TP-5", "durationDays", "6");
    String task = waiting(change, "userTask_decideChange");
    List<String> refusals =
        atOnce(
            List.of(
                () -> desk.complete(task, "stefan", Map.of("decision", "approve"), "/work"),
                () ->
                    desk.complete(
                        task,
                        "stefan",
                        Map.of("decision", "reject", "comment", "No money"),
                        "/work")));
    assertThat(refusals).singleElement().asString().isNotBlank();
    boolean approved = changes.get(change).status() == ChangeRequest.Status.IMPLEMENTED;
    assertThat(changes.get(change).isOpen()).isFalse();
    assertThat(changes.get(change).decision()).hasToString(approved ? "APPROVE" : "REJECT");
    assertThat(baselines.all("TP-5")).hasSize(approved ? 2 : 1);
  }

  @Test
  void twoChangesThatAreAppliedAtTheSameMomentAreBothInThePlan() throws Exception {
    track("TP-6");
    List<String> both =
        List.of(change("TP-6", "durationDays", "6"), change("TP-6", "fixedCost", "900"));
    for (int round = 0; round < 3; round++) {
      List<Callable<TaskDesk.Result>> open = new ArrayList<>();
      for (String change : both) {
        if (changes.get(change).isOpen()) {
          String task = waiting(change, "userTask_decideChange");
          open.add(() -> desk.complete(task, "stefan", Map.of("decision", "approve"), "/work"));
        }
      }
      if (!open.isEmpty()) {
        assertThat(atOnce(open)).as("whoever lost reads so").doesNotContain("");
      }
    }
    assertThat(both)
        .extracting(change -> changes.get(change).status())
        .containsOnly(ChangeRequest.Status.IMPLEMENTED);
    assertThat(baselines.all("TP-6")).hasSize(3);
    assertThat(plans.current("TP-6").task(BUILD).durationMinutes()).isEqualTo(6 * 480);
    assertThat(plans.current("TP-6").task(BUILD).fixedCost()).isEqualByComparingTo("900");
  }

  /** What those were told who did not get through. */
  private static List<String> atOnce(List<Callable<TaskDesk.Result>> acts) throws Exception {
    CyclicBarrier together = new CyclicBarrier(acts.size());
    ExecutorService people = Executors.newFixedThreadPool(acts.size());
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (Callable<TaskDesk.Result> act : acts) {
        answers.add(
            people.submit(
                () -> {
                  together.await();
                  try {
                    TaskDesk.Result result = act.call();
                    return result.done() ? null : result.sentence();
                  } catch (ConflictException late) {
                    return late.getMessage();
                  }
                }));
      }
      List<String> refusals = new ArrayList<>();
      for (Future<String> answer : answers) {
        if (answer.get() != null) {
          refusals.add(answer.get());
        }
      }
      return refusals;
    } finally {
      people.shutdownNow();
    }
  }

  private String change(String key, String field, String value) {
    return changes
        .submit(
            key,
            new NewChange(
                ChangeRequest.Type.NORMAL,
                ChangeRequest.Category.SCHEDULE,
                "More " + field,
                "The work grows",
                "New wishes",
                "The wishes stay open",
                "Plan it anew",
                "Take the old plan back",
                List.of(PlanEdit.of(PlanEdit.Kind.SET, BUILD, Map.of(field, value)))),
            "tom")
        .id();
  }

  private String waiting(String key, String task) {
    return tasks
        .createTaskQuery()
        .processInstanceBusinessKey(key)
        .taskDefinitionKey(task)
        .singleResult()
        .getId();
  }

  private String approval(String key) {
    SampleProject.begin(projects, key, "20000");
    SampleProject.plan(plans, key);
    act("clara", key, "userTask_draftPlan");
    act("tom", key, "userTask_giveFeedback");
    act("tina", key, "userTask_giveFeedback");
    act("clara", key, "userTask_submitPlan", "nextStep", "submit");
    return waiting(key, "userTask_approvePlan");
  }
}
