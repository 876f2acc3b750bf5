package dev.fairlead.upgrade;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.beans.factory.annotation.Autowired;

/** Where processes may wait, and where they do, as {@code process/element}. */
final class Waits {
  @Autowired private RepositoryService repository;
  @Autowired private TaskService tasks;
  @Autowired private ManagementService jobs;
  @Autowired private RuntimeService runtime;

  /** Every task of a person, timer and message in the diagrams of this release. */
  Set<String> drawn() {
    Set<String> drawn = new TreeSet<>();
    for (ProcessDefinition process :
        repository.createProcessDefinitionQuery().latestVersion().list()) {
      var model = repository.getBpmnModelInstance(process.getId());
      Stream.of(UserTask.class, ReceiveTask.class, CatchEvent.class)
          .flatMap(kind -> model.getModelElementsByType(kind).stream())
          .filter(Waits::waits)
          .forEach(element -> drawn.add(process.getKey() + "/" + element.getId()));
    }
    return drawn;
  }

  private static boolean waits(FlowNode element) {
    if (!(element instanceof CatchEvent event)) {
      return true;
    }
    // a process that starts by itself or by a message does not wait for it
    return !(event instanceof StartEvent && !(event.getParentElement() instanceof SubProcess))
        && event.getEventDefinitions().stream()
            .anyMatch(
                what ->
                    what instanceof TimerEventDefinition || what instanceof MessageEventDefinition);
  }

  /** Where something waits now. */
  Set<String> waiting() {
    Set<String> waiting = new TreeSet<>();
    tasks.createTaskQuery().list().stream()
        .map(task -> process(task.getProcessDefinitionId()) + "/" + task.getTaskDefinitionKey())
        .forEach(waiting::add);
    for (Job timer : jobs.createJobQuery().timers().list()) {
      if (timer.getProcessDefinitionKey() != null) {
        waiting.add(
            timer.getProcessDefinitionKey()
                + "/"
                + jobs.createJobDefinitionQuery()
                    .jobDefinitionId(timer.getJobDefinitionId())
                    .singleResult()
                    .getActivityId());
      }
    }
    for (EventSubscription message :
        runtime.createEventSubscriptionQuery().eventType("message").list()) {
      if (message.getProcessInstanceId() != null) {
        waiting.add(process(message) + "/" + message.getActivityId());
      }
    }
    return waiting;
  }

  private String process(EventSubscription message) {
    Execution execution =
        runtime.createExecutionQuery().executionId(message.getExecutionId()).singleResult();
    return process(
        runtime
            .createProcessInstanceQuery()
            .processInstanceId(execution.getProcessInstanceId())
            .singleResult()
            .getProcessDefinitionId());
  }

  private static String process(String definition) {
    return definition.replaceFirst(":.*", "");
  }
}
