package dev.fairlead.project.process;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The running processes of a project: its life with everything that it called, and the processes
 * that began beside it and name the project.
 */
@Component
class ProcessesOfProject {
  private final RuntimeService runtime;
  private final TaskService tasks;

  ProcessesOfProject(@Lazy RuntimeService runtime, @Lazy TaskService tasks) {
    this.runtime = runtime;
    this.tasks = tasks;
  }

  List<ProcessInstance> all(String projectKey) {
    List<ProcessInstance> roots = new ArrayList<>();
    roots.addAll(
        runtime
            .createProcessInstanceQuery()
            .rootProcessInstances()
            .processInstanceBusinessKey(projectKey)
            .list());
    roots.addAll(
        runtime
            .createProcessInstanceQuery()
            .rootProcessInstances()
            .variableValueEquals("projectKey", projectKey)
            .list());
    List<ProcessInstance> all = new ArrayList<>();
    roots.forEach(root -> withCalled(root, all));
    return all;
  }

  private void withCalled(ProcessInstance instance, List<ProcessInstance> all) {
    all.add(instance);
    runtime
        .createProcessInstanceQuery()
        .superProcessInstanceId(instance.getId())
        .list()
        .forEach(called -> withCalled(called, all));
  }

  List<String> ids(String projectKey) {
    return all(projectKey).stream().map(ProcessInstance::getId).toList();
  }

  /** Their open tasks, the oldest first. */
  List<Task> tasksOf(List<String> instances) {
    return instances.isEmpty()
        ? List.of()
        : tasks
            .createTaskQuery()
            .processInstanceIdIn(instances.toArray(String[]::new))
            .orderByTaskCreateTime()
            .asc()
            .list();
  }
}
