package dev.fairlead.engine;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.IdentityLink;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Tells the other rooms which tasks wait for whom. */
@Component
public class WaitingTasks {
  private final TaskService tasks;
  private final ApplicationEventPublisher events;

  WaitingTasks(@Lazy TaskService tasks, ApplicationEventPublisher events) {
    this.tasks = tasks;
    this.events = events;
  }

  /** Those of the process that asks for it which nobody has completed yet. */
  public void remind(DelegateExecution at) {
    tasks
        .createTaskQuery()
        .processInstanceId(at.getProcessInstanceId())
        .list()
        .forEach(
            task ->
                events.publishEvent(
                    new TaskReminded(remembered((DelegateTask) task), at.getActivityInstanceId())));
  }

  private static TaskCreated remembered(DelegateTask task) {
    return of(task, (String) task.getVariableLocal(TaskSubject.VARIABLE));
  }

  /**
   * @param subject what it is about, or null
   */
  static TaskCreated of(DelegateTask task, String subject) {
    Object projectKey = task.getExecution().getVariable("projectKey");
    String businessKey = businessKey(task.getExecution());
    return new TaskCreated(
        task.getId(),
        task.getTaskDefinitionKey(),
        task.getName(),
        task.getDescription(),
        subject,
        processKey(task),
        businessKey,
        projectKey == null ? businessKey : projectKey.toString(),
        task.getAssignee(),
        task.getDueDate() == null
            ? null
            : LocalDateTime.ofInstant(task.getDueDate().toInstant(), ZoneId.systemDefault()),
        candidates(task, IdentityLink::getUserId),
        candidates(task, IdentityLink::getGroupId));
  }

  static String businessKey(DelegateExecution execution) {
    String own = ((BaseDelegateExecution) execution).getBusinessKey();
    return own == null ? execution.getProcessBusinessKey() : own;
  }

  static String processKey(DelegateTask task) {
    return task.getProcessDefinitionId().split(":")[0];
  }

  private static Set<String> candidates(DelegateTask task, Function<IdentityLink, String> who) {
    return task.getCandidates().stream()
        .map(who)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }
}
