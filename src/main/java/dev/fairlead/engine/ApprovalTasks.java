package dev.fairlead.engine;

import java.util.Comparator;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Which tasks are approvals: those that their diagram marks so. */
@Component
public class ApprovalTasks {
  private final TaskService tasks;
  private final RepositoryService repository;
  private final EngineGateway engine;

  ApprovalTasks(
      @Lazy TaskService tasks, @Lazy RepositoryService repository, @Lazy EngineGateway engine) {
    this.tasks = tasks;
    this.repository = repository;
    this.engine = engine;
  }

  /** Whether there is such a task, and it is one. */
  public boolean isApproval(String taskId) {
    return engine.asSystem(
        () -> {
          Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
          return task != null
              && task.getProcessDefinitionId() != null
              && isMarked(
                  repository
                      .getBpmnModelInstance(task.getProcessDefinitionId())
                      .getModelElementById(task.getTaskDefinitionKey()));
        });
  }

  /**
   * Where the approval that this process asks the group for is decided, so that whoever is reminded
   * of it comes to it at once; {@code otherwise} where the group is asked for none.
   */
  public String path(DelegateExecution execution, String group, String otherwise) {
    return execution.getProcessInstanceId() == null || group == null
        ? otherwise
        : engine.asSystem(
            () ->
                tasks
                    .createTaskQuery()
                    .processInstanceId(execution.getProcessInstanceId())
                    .taskCandidateGroup(group)
                    .includeAssignedTasks()
                    .list()
                    .stream()
                    .filter(task -> isApproval(task.getId()))
                    .min(Comparator.comparing(task -> task.getAssignee() != null))
                    .map(task -> "/work/tasks/" + task.getId())
                    .orElse(otherwise));
  }

  static boolean isMarked(BaseElement element) {
    return element.getExtensionElements() != null
        && element
            .getExtensionElements()
            .getElementsQuery()
            .filterByType(CamundaProperties.class)
            .list()
            .stream()
            .flatMap(properties -> properties.getCamundaProperties().stream())
            .anyMatch(
                p ->
                    "fairlead:approval".equals(p.getCamundaName())
                        && "true".equals(p.getCamundaValue()));
  }
}
