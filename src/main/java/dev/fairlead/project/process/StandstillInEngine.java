package dev.fairlead.project.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.project.Pause;
import dev.fairlead.project.Standstill;
import dev.fairlead.project.WorkingTime;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Suspends and activates the processes of a project. Suspending one does not suspend those that it
 * called, so all are found first.
 */
@Component
class StandstillInEngine implements Standstill {
  /** Timers that wait for a day which a person chose; that day stays what it is. */
  private static final String CHOSEN_DAY = "${postponedUntil}";

  /** Timers that wait for a moment which a variable holds. */
  private static final Pattern MOMENT = Pattern.compile("DATE: [$#]\\{\\s*(\\w+)\\s*}");

  private final RuntimeService runtime;
  private final TaskService tasks;
  private final ManagementService jobs;
  private final EngineGateway engine;
  private final ProcessesOfProject processes;
  private final ObjectProvider<WorkingTime> workingTime;

  StandstillInEngine(
      @Lazy RuntimeService runtime,
      @Lazy TaskService tasks,
      @Lazy ManagementService jobs,
      @Lazy EngineGateway engine,
      ProcessesOfProject processes,
      ObjectProvider<WorkingTime> workingTime) {
    this.runtime = runtime;
    this.tasks = tasks;
    this.jobs = jobs;
    this.engine = engine;
    this.processes = processes;
    this.workingTime = workingTime;
  }

  @Override
  public List<Waiting> waiting(String projectKey) {
    return engine.asSystem(
        () ->
            processes.tasksOf(processes.ids(projectKey)).stream()
                .map(
                    task ->
                        new Waiting(
                            task.getName(),
                            task.getAssignee(),
                            candidates(task, IdentityLink::getUserId),
                            candidates(task, IdentityLink::getGroupId)))
                .toList());
  }

  @Override
  public void begin(String projectKey) {
    engine.asSystem(
        () -> {
          // a step that was under way may have begun another process meanwhile
          for (List<String> running = running(projectKey);
              !running.isEmpty();
              running = running(projectKey)) {
            runtime.updateProcessInstanceSuspensionState().byProcessInstanceIds(running).suspend();
          }
          return null;
        });
  }

  @Override
  public void end(String projectKey, Pause pause) {
    engine.asSystem(
        () -> {
          List<String> all = activate(projectKey);
          WorkingCalendar calendar = workingTime.getObject().of(projectKey);
          UnaryOperator<Date> later = due -> later(due, pause, calendar);
          Map<String, String> timers = timers(all);
          for (String instance : all) {
            for (Job job :
                jobs.createJobQuery()
                    .processInstanceId(instance)
                    .timers()
                    .withRetriesLeft()
                    .list()) {
              String timer = timers.getOrDefault(job.getJobDefinitionId(), "");
              if (timer.startsWith("CYCLE")) {
                // what was missed is not made up for: the next time is the next of the cycle
                jobs.recalculateJobDuedate(job.getId(), false);
              } else if (job.getDuedate() != null && !timer.contains(CHOSEN_DAY)) {
                jobs.setJobDuedate(job.getId(), later.apply(job.getDuedate()));
              }
            }
          }
          moveMoments(all, timers.values(), later);
          for (Task task : processes.tasksOf(all)) {
            if (task.getDueDate() != null) {
              tasks.setDueDate(task.getId(), later.apply(task.getDueDate()));
            }
          }
          return null;
        });
  }

  @Override
  public void lift(String projectKey) {
    engine.asSystem(() -> activate(projectKey));
  }

  private List<String> activate(String projectKey) {
    List<String> all = processes.ids(projectKey);
    if (!all.isEmpty()) {
      runtime.updateProcessInstanceSuspensionState().byProcessInstanceIds(all).activate();
    }
    return all;
  }

  /**
   * What the timers read moves with them: whoever moves a timer later finds it by that moment, and
   * a timer that is still to begin waits for it.
   */
  private void moveMoments(
      List<String> instances, Collection<String> timers, UnaryOperator<Date> later) {
    String[] names =
        timers.stream()
            .filter(timer -> !timer.contains(CHOSEN_DAY))
            .map(MOMENT::matcher)
            .filter(Matcher::matches)
            .map(moment -> moment.group(1))
            .distinct()
            .toArray(String[]::new);
    if (names.length == 0) {
      return;
    }
    for (VariableInstance moment :
        runtime
            .createVariableInstanceQuery()
            .processInstanceIdIn(instances.toArray(String[]::new))
            .variableNameIn(names)
            .list()) {
      if (moment.getTaskId() == null && moment.getValue() instanceof Date due) {
        runtime.setVariableLocal(moment.getExecutionId(), moment.getName(), later.apply(due));
      }
    }
  }

  private static Date later(Date due, Pause pause, WorkingCalendar calendar) {
    LocalDateTime was = LocalDateTime.ofInstant(due.toInstant(), ZoneId.systemDefault());
    LocalDateTime will = pause.postponed(was, calendar);
    return will.equals(was) ? due : Date.from(will.atZone(ZoneId.systemDefault()).toInstant());
  }

  /** What each of their timers waits for, as the diagram has it, by the id of its definition. */
  private Map<String, String> timers(List<String> instances) {
    Map<String, String> timers = new HashMap<>();
    Set<String> definitions = new TreeSet<>();
    if (!instances.isEmpty()) {
      runtime.createProcessInstanceQuery().processInstanceIds(Set.copyOf(instances)).list().stream()
          .map(ProcessInstance::getProcessDefinitionId)
          .forEach(definitions::add);
    }
    for (String definition : definitions) {
      for (JobDefinition job :
          jobs.createJobDefinitionQuery().processDefinitionId(definition).list()) {
        timers.put(job.getId(), job.getJobConfiguration() == null ? "" : job.getJobConfiguration());
      }
    }
    return timers;
  }

  private List<String> running(String projectKey) {
    return processes.all(projectKey).stream()
        .filter(one -> !one.isSuspended())
        .map(ProcessInstance::getId)
        .toList();
  }

  private Set<String> candidates(Task task, java.util.function.Function<IdentityLink, String> who) {
    Set<String> found = new TreeSet<>();
    tasks.getIdentityLinksForTask(task.getId()).stream()
        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
        .map(who)
        .filter(java.util.Objects::nonNull)
        .forEach(found::add);
    return found;
  }
}
