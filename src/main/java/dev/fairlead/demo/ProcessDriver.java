package dev.fairlead.demo;

import dev.fairlead.people.Users;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * Plays the people and the time: completes tasks as a person would, through all guards, and moves
 * both clocks so that timers fire when they are due. The job executor must not run meanwhile.
 */
@Component
public class ProcessDriver {
  private final TaskService tasks;
  private final IdentityService identity;
  private final ManagementService jobs;
  private final RuntimeService runtime;
  private final Users users;
  private final FairleadClock clock;

  ProcessDriver(
      TaskService tasks,
      IdentityService identity,
      ManagementService jobs,
      RuntimeService runtime,
      Users users,
      FairleadClock clock) {
    this.tasks = tasks;
    this.identity = identity;
    this.jobs = jobs;
    this.runtime = runtime;
    this.users = users;
    this.clock = clock;
  }

  /** Sets both clocks without running anything that became due. */
  public void setTime(LocalDateTime moment) {
    var instant = moment.atZone(ZoneId.systemDefault()).toInstant();
    clock.stopAt(instant);
    ClockUtil.setCurrentTime(Date.from(instant));
  }

  /** The day on which the clocks stand. */
  public LocalDate today() {
    return clock.today();
  }

  /** Goes on to the moment and runs every timer and asynchronous step at the time it is due. */
  public void moveTo(LocalDateTime moment) {
    moveTo(moment, before -> {});
  }

  /**
   * The same, telling each moment at which the clocks stand next before anything happens there.
   * Whoever sets the clocks to the moment told last and calls this again goes on where it ended.
   */
  void moveTo(LocalDateTime moment, Consumer<LocalDateTime> told) {
    runWaiting();
    for (Job next = nextTimer(moment); next != null; next = nextTimer(moment)) {
      LocalDateTime due =
          LocalDateTime.ofInstant(next.getDuedate().toInstant(), ZoneId.systemDefault());
      if (due.isAfter(clock.now())) {
        told.accept(due);
        setTime(due);
      }
      jobs.executeJob(next.getId());
      runWaiting();
    }
    told.accept(moment);
    setTime(moment);
  }

  /** Runs the asynchronous steps that wait now, such as the rendering of a report. */
  public void runWaiting() {
    for (int round = 0; round < 1000; round++) {
      List<Job> waiting =
          jobs.createJobQuery().messages().withRetriesLeft().active().listPage(0, 50);
      if (waiting.isEmpty()) {
        return;
      }
      waiting.forEach(job -> jobs.executeJob(job.getId()));
    }
    throw new IllegalStateException("asynchronous steps do not come to an end");
  }

  /** Lets both clocks follow the system's again. */
  public void resumeTime() {
    clock.resume();
    ClockUtil.reset();
  }

  /**
   * Does a task as this person, who claims it first where nobody has.
   *
   * @param businessKey of the process that waits, such as the project's key or a change's id
   * @param answers by field of the task's form
   */
  public void act(
      String username, String businessKey, String taskKey, Map<String, Object> answers) {
    List<Task> waiting =
        tasks
            .createTaskQuery()
            .processInstanceBusinessKey(businessKey)
            .taskDefinitionKey(taskKey)
            .list();
    Task task =
        waiting.stream()
            .filter(candidate -> username.equals(candidate.getAssignee()))
            .findFirst()
            .or(
                () ->
                    waiting.stream()
                        .filter(candidate -> candidate.getAssignee() == null)
                        .findFirst())
            .or(() -> waiting.stream().findFirst())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No task "
                            + taskKey
                            + " waits in "
                            + businessKey
                            + ", but "
                            + waitingFor(businessKey)));
    as(
        username,
        () -> {
          if (task.getAssignee() == null) {
            tasks.claim(task.getId(), username);
          }
          tasks.complete(task.getId(), answers);
        });
  }

  /** Runs the work with this person logged in to the engine. */
  public void as(String username, Runnable work) {
    identity.setAuthentication(username, List.copyOf(users.get(username).groups()));
    try {
      work.run();
    } finally {
      identity.clearAuthentication();
    }
  }

  /**
   * What waits in the processes with this business key, as {@code taskKey} or {@code
   * taskKey:assignee}, sorted.
   */
  public List<String> waitingFor(String businessKey) {
    return tasks.createTaskQuery().processInstanceBusinessKey(businessKey).list().stream()
        .map(
            task ->
                task.getTaskDefinitionKey()
                    + (task.getAssignee() == null ? "" : ":" + task.getAssignee()))
        .sorted()
        .toList();
  }

  /** Whether any process with this business key still runs. */
  public boolean isRunning(String businessKey) {
    return runtime.createProcessInstanceQuery().processInstanceBusinessKey(businessKey).count() > 0;
  }

  private Job nextTimer(LocalDateTime until) {
    Date limit = Date.from(until.atZone(ZoneId.systemDefault()).toInstant().plusMillis(1));
    List<Job> next =
        jobs.createJobQuery()
            .timers()
            .active()
            .withRetriesLeft()
            .duedateLowerThan(limit)
            .orderByJobDuedate()
            .asc()
            .listPage(0, 1);
    return next.isEmpty() ? null : next.get(0);
  }
}
