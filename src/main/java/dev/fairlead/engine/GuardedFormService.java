package dev.fairlead.engine;

import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;

/** The engine's form service: answers pass the same guard as those of the task service. */
class GuardedFormService extends FormServiceImpl {
  private final TaskGuard guard;

  GuardedFormService(TaskGuard guard) {
    this.guard = guard;
  }

  @Override
  public void submitTaskFormData(String taskId, Map<String, String> properties) {
    guarded(
        taskId,
        properties,
        () -> {
          super.submitTaskFormData(taskId, properties);
          return null;
        });
  }

  @Override
  public void submitTaskForm(String taskId, Map<String, Object> properties) {
    guarded(
        taskId,
        properties,
        () -> {
          super.submitTaskForm(taskId, properties);
          return null;
        });
  }

  @Override
  public VariableMap submitTaskFormWithVariablesInReturn(
      String taskId, Map<String, Object> properties, boolean deserialize) {
    return guarded(
        taskId,
        properties,
        () -> super.submitTaskFormWithVariablesInReturn(taskId, properties, deserialize));
  }

  private <T> T guarded(String taskId, Map<String, ?> answers, Supplier<T> work) {
    return GuardedTaskService.plainly(
        () ->
            commandExecutor.execute(
                new GuardedCommand<>(
                    guard,
                    taskId,
                    task -> guard.checkAnswers(task, answers),
                    TaskEntity::getAssignee,
                    work)));
  }
}
