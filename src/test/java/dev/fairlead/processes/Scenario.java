package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.communication.Mail;
import dev.fairlead.communication.Outbox;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.History;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Progress;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What scenarios share: a Monday at nine, people who act, a project on its way, and the traces that
 * they leave.
 */
abstract class Scenario {
  /** The day on which {@link SampleProject} starts. */
  static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);

  /** "Build" of the sample plan, which Tom owns and which ends on Friday, 8 January. */
  static final int BUILD = 1;

  static final int TEST = 2;
  static final int GO_LIVE = 3;

  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Progress progress;
  @Autowired Baselines baselines;
  @Autowired Outbox outbox;
  @Autowired History history;
  @Autowired RuntimeService runtime;

  @BeforeEach
  void onAMonday() {
    driver.setTime(MONDAY);
  }

  /** Ends what the scenario left running, so that its timers do not fire in the next one. */
  @AfterEach
  void leaveNothingRunning() {
    Walked.note(getClass().getSimpleName());
    runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
        .map(ProcessInstance::getId)
        .forEach(id -> runtime.deleteProcessInstance(id, "scenario over", true, true, true, false));
    driver.resumeTime();
  }

  /** Brings a sample project to tracking, its plan approved on the Monday. */
  void track(String key) {
    track(key, "20000");
  }

  void track(String key, String budget) {
    SampleProject.begin(projects, key, budget);
    SampleProject.plan(plans, key);
    act("clara", key, "userTask_draftPlan");
    act("tom", key, "userTask_giveFeedback");
    act("tina", key, "userTask_giveFeedback");
    act("clara", key, "userTask_submitPlan", "nextStep", "submit");
    act("maria", key, "userTask_approvePlan", "decision", "approve");
    assertThat(projects.get(key).phase()).isEqualTo(Phase.TRACKING);
  }

  /** Answers by name and value in turn. */
  void act(String username, String businessKey, String taskKey, String... answers) {
    Map<String, Object> given = new HashMap<>();
    for (int i = 0; i < answers.length; i += 2) {
      given.put(answers[i], answers[i + 1]);
    }
    driver.act(username, businessKey, taskKey, given);
  }

  /** What Fairlead does by itself next, such as making a report. */
  void runWaiting() {
    driver.runWaiting();
  }

  /**
   * The act is refused with a sentence that holds these words, and changes nothing of what waits.
   */
  void refused(
      String words, String username, String businessKey, String taskKey, String... answers) {
    List<String> before = tasks(businessKey);
    assertThatThrownBy(() -> act(username, businessKey, taskKey, answers))
        .hasStackTraceContaining(words);
    assertThat(tasks(businessKey)).isEqualTo(before);
  }

  /** What waits, whoever claimed it meanwhile. */
  private List<String> tasks(String businessKey) {
    return driver.waitingFor(businessKey).stream().map(task -> task.replaceAll(":.*", "")).toList();
  }

  /** What waits; the weekly check-ins, which come with every Friday, are left out. */
  void assertWaiting(String businessKey, String... tasks) {
    assertThat(driver.waitingFor(businessKey))
        .filteredOn(task -> !task.startsWith("userTask_reportWeeklyProgress"))
        .containsExactlyInAnyOrder(tasks);
  }

  void done(String key, int... tasks) {
    for (int task : tasks) {
      report(key, task, 100);
    }
  }

  void report(String key, int task, int percent) {
    progress.report(key, new NewProgress(task, percent, null, null, null, null, null), "clara");
  }

  /**
   * Recipients of the project's mails whose subject holds these words, sorted; one entry per mail.
   */
  List<String> mailed(String key, String words) {
    return mails(key).stream()
        .filter(m -> m.subject().contains(words))
        .map(Mail::recipient)
        .sorted()
        .toList();
  }

  List<Mail> mails(String key) {
    return outbox.page(null, 0, 200).stream()
        .filter(mail -> key.equals(mail.projectKey()))
        .toList();
  }

  /** The project's history, the newest first, in one text. */
  String told(String key) {
    return history.page(key, 0, 200).stream()
        .map(History.Entry::sentence)
        .collect(Collectors.joining("\n"));
  }

  /** Calendar days after the Monday, at this hour. */
  static LocalDateTime day(int days, int hour) {
    return MONDAY.toLocalDate().plusDays(days).atTime(hour, 0);
  }
}
