package dev.fairlead.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Lets processes go on with another person in the place of one whom a variable names. The domain
 * has decided that it may be; the guard of tasks is for people who come by themselves.
 */
@Component
public class TaskHandover {
  private final ProcessEngine engine;
  private final EngineGateway gateway;
  private final ApplicationEventPublisher events;

  TaskHandover(
      @Lazy ProcessEngine engine, @Lazy EngineGateway gateway, ApplicationEventPublisher events) {
    this.engine = engine;
    this.gateway = gateway;
    this.events = events;
  }

  /**
   * The variable names the next person, and the open tasks that its diagram gives to whom it names
   * go along, also where they are on hold. What somebody else has taken meanwhile stays with them.
   *
   * @param instances ids of the processes
   * @return names of the tasks, the oldest first
   */
  public List<String> give(
      Collection<String> instances, String variable, String former, String next) {
    if (instances.isEmpty()) {
      return List.of();
    }
    return gateway.asSystem(
        () -> awake(instances, () -> handOver(instances, variable, former, next)));
  }

  /**
   * The same in the running process with this business key that is told from others by the values
   * of these variables.
   */
  public List<String> give(
      String processId,
      String businessKey,
      Map<String, Object> told,
      String variable,
      String former,
      String next) {
    List<String> instances =
        gateway.asSystem(
            () -> {
              ProcessInstanceQuery query =
                  engine
                      .getRuntimeService()
                      .createProcessInstanceQuery()
                      .processDefinitionKey(processId)
                      .processInstanceBusinessKey(businessKey);
              told.forEach(query::variableValueEquals);
              return query.list().stream().map(ProcessInstance::getId).toList();
            });
    return give(instances, variable, former, next);
  }

  /**
   * Open tasks of the running process with this business key begin anew, also where they are on
   * hold, where others are asked by now: another group than the variable named, or whichever it is
   * where the one who had taken the task does not decide on it any more. So they are due, remind
   * and are mailed as at first. What somebody else has taken stays with them.
   *
   * @param taskKey id of the tasks in the diagram
   * @param variable names the group
   * @param more what else the diagram reads there, such as the moment by which it is due
   * @return whether anybody is asked anew
   */
  public boolean askAnew(
      String processId,
      String businessKey,
      String taskKey,
      String variable,
      String group,
      Map<String, Object> more) {
    return gateway.asSystem(
        () -> {
          List<String> instances = running(processId, businessKey);
          return awake(
              instances,
              () -> {
                boolean anew = false;
                for (String instance : instances) {
                  anew |= askAnew(instance, taskKey, variable, group, more);
                }
                return anew;
              });
        });
  }

  private boolean askAnew(
      String instance, String taskKey, String variable, String group, Map<String, Object> more) {
    RuntimeService runtime = engine.getRuntimeService();
    boolean another = !group.equals(runtime.getVariable(instance, variable));
    List<ActivityInstance> begun =
        engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceId(instance)
            .taskDefinitionKey(taskKey)
            .list()
            .stream()
            .filter(
                task -> task.getAssignee() == null ? another : isTakenByOneKeptOut(task.getId()))
            .flatMap(task -> holding(instance, task))
            .toList();
    if (begun.isEmpty()) {
      return false;
    }
    runtime.setVariable(instance, variable, group);
    runtime.setVariables(instance, more);
    for (ActivityInstance one : begun) {
      // first the new one: what holds the last one would end with it
      runtime
          .createProcessInstanceModification(instance)
          .startBeforeActivity(taskKey, one.getParentActivityInstanceId())
          .cancelActivityInstance(one.getId())
          .execute();
    }
    return true;
  }

  private boolean isTakenByOneKeptOut(String taskId) {
    return inEngine(taskId, task -> TaskGuard.keptOut(task).contains(task.getAssignee()));
  }

  private Stream<ActivityInstance> holding(String instance, Task task) {
    return Arrays.stream(
            engine
                .getRuntimeService()
                .getActivityInstance(instance)
                .getActivityInstances(task.getTaskDefinitionKey()))
        .filter(one -> List.of(one.getExecutionIds()).contains(task.getExecutionId()));
  }

  /**
   * Open tasks of the running process with this business key that this person has taken and does
   * not decide on any more are free again, also where they are on hold, and whoever may decide is
   * told.
   */
  public void free(String processId, String businessKey, String person) {
    gateway.asSystem(
        () -> {
          List<String> instances = running(processId, businessKey);
          return awake(
              instances,
              () -> {
                for (String instance : instances) {
                  engine
                      .getTaskService()
                      .createTaskQuery()
                      .processInstanceId(instance)
                      .taskAssignee(person)
                      .list()
                      .forEach(task -> change(task.getId(), open -> isFreed(open, person)));
                }
                return null;
              });
        });
  }

  private static boolean isFreed(TaskEntity task, String person) {
    boolean freed = TaskGuard.keptOut(task).contains(person);
    if (freed) {
      task.setAssignee(null);
    }
    return freed;
  }

  private List<String> running(String processId, String businessKey) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey(processId)
        .processInstanceBusinessKey(businessKey)
        .list()
        .stream()
        .map(ProcessInstance::getId)
        .toList();
  }

  /** The engine changes no task of a process that is suspended. */
  private <T> T awake(Collection<String> instances, Supplier<T> work) {
    List<String> resting = instances.isEmpty() ? List.of() : resting(instances);
    RuntimeService runtime = engine.getRuntimeService();
    if (!resting.isEmpty()) {
      runtime.updateProcessInstanceSuspensionState().byProcessInstanceIds(resting).activate();
    }
    T result = work.get();
    if (!resting.isEmpty()) {
      runtime.updateProcessInstanceSuspensionState().byProcessInstanceIds(resting).suspend();
    }
    return result;
  }

  private List<String> resting(Collection<String> instances) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceIds(Set.copyOf(instances))
        .suspended()
        .list()
        .stream()
        .map(ProcessInstance::getId)
        .toList();
  }

  private List<String> handOver(
      Collection<String> instances, String variable, String former, String next) {
    String[] ids = instances.toArray(String[]::new);
    RuntimeService runtime = engine.getRuntimeService();
    for (VariableInstance named :
        runtime
            .createVariableInstanceQuery()
            .processInstanceIdIn(ids)
            .variableName(variable)
            .list()) {
      if (named.getTaskId() == null && former.equals(named.getValue())) {
        runtime.setVariableLocal(named.getExecutionId(), variable, next);
      }
    }
    TaskService tasks = engine.getTaskService();
    List<String> names = new ArrayList<>();
    for (Task task :
        tasks
            .createTaskQuery()
            .processInstanceIdIn(ids)
            .taskAssignee(former)
            .orderByTaskCreateTime()
            .asc()
            .list()) {
      if (isAskedOf(task, variable)) {
        change(
            task.getId(),
            open -> {
              open.setAssignee(next);
              return true;
            });
        names.add(task.getName());
      }
    }
    return names;
  }

  private boolean isAskedOf(Task task, String variable) {
    UserTask drawn =
        engine
            .getRepositoryService()
            .getBpmnModelInstance(task.getProcessDefinitionId())
            .getModelElementById(task.getTaskDefinitionKey());
    String asked = drawn.getCamundaAssignee();
    return asked != null && asked.matches("[$#]\\{\\s*" + variable + "\\s*}");
  }

  /**
   * @param change says whether others are asked than before, who are told then
   */
  private void change(String taskId, Predicate<TaskEntity> change) {
    inEngine(
        taskId,
        task -> {
          boolean changed = change.test(task);
          if (changed) {
            events.publishEvent(
                new TaskHandedOver(WaitingTasks.remembered(task), UUID.randomUUID().toString()));
          }
          return changed;
        });
  }

  private boolean inEngine(String taskId, Predicate<TaskEntity> work) {
    return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
        .getCommandExecutorTxRequired()
        .execute(context -> work.test(context.getTaskManager().findTaskById(taskId)));
  }
}
