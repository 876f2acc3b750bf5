package dev.fairlead.engine;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
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

  /**
   * That at whose edge the way to the step begins, if nobody has completed it yet, or those in the
   * sub-process at whose edge it begins; where it begins elsewhere, all that are open in the
   * process.
   */
  public void remind(DelegateExecution at) {
    Set<String> keys = tasksAtTheBeginning((FlowNode) at.getBpmnModelElementInstance());
    tasks.createTaskQuery().processInstanceId(at.getProcessInstanceId()).list().stream()
        .filter(task -> keys.isEmpty() || keys.contains(task.getTaskDefinitionKey()))
        .forEach(
            task ->
                events.publishEvent(
                    new TaskReminded(remembered((DelegateTask) task), at.getActivityInstanceId())));
  }

  private static Set<String> tasksAtTheBeginning(FlowNode step) {
    Set<String> keys = new HashSet<>();
    Set<FlowNode> seen = new HashSet<>();
    Deque<FlowNode> back = new ArrayDeque<>(List.of(step));
    while (!back.isEmpty()) {
      FlowNode node = back.pop();
      if (node instanceof BoundaryEvent event) {
        tasksOf(event.getAttachedTo()).forEach(task -> keys.add(task.getId()));
      } else if (seen.add(node)) {
        node.getIncoming().forEach(flow -> back.push(flow.getSource()));
      }
    }
    return keys;
  }

  /** A task itself, or those in a sub-process, also deeper. */
  private static Stream<UserTask> tasksOf(ModelElementInstance activity) {
    if (activity instanceof UserTask task) {
      return Stream.of(task);
    }
    return activity instanceof SubProcess inner
        ? inner.getFlowElements().stream().flatMap(WaitingTasks::tasksOf)
        : Stream.empty();
  }

  /** A task that came up before, with what it is about. */
  static TaskCreated remembered(DelegateTask task) {
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
        candidates(task, IdentityLink::getGroupId),
        TaskGuard.keptOut(task));
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
