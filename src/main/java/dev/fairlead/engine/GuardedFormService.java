package dev.fairlead.engine;

import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;

/** The engine's form service: answers pass the same guard as those of the task service. */
class GuardedFormService extends FormServiceImpl {
  private final TaskGuard guard;

  GuardedFormService(TaskGuard guard) {
    this.guard = guard;
  }

  @Override
  public void submitTaskFormData(String taskId, Map<String, String> properties) {
    check(taskId, properties);
    GuardedTaskService.plainly(
        () -> {
          super.submitTaskFormData(taskId, properties);
          return null;
        });
  }

  @Override
  public void submitTaskForm(String taskId, Map<String, Object> properties) {
    check(taskId, properties);
    GuardedTaskService.plainly(
        () -> {
          super.submitTaskForm(taskId, properties);
          return null;
        });
  }

  @Override
  public VariableMap submitTaskFormWithVariablesInReturn(
      String taskId, Map<String, Object> properties, boolean deserialize) {
    check(taskId, properties);
    return GuardedTaskService.plainly(
        () -> super.submitTaskFormWithVariablesInReturn(taskId, properties, deserialize));
  }

  private void check(String taskId, Map<String, ?> answers) {
    commandExecutor.execute(
        GuardedTaskService.TaskLookup.then(
            taskId,
            task -> {
              guard.checkRuns(task);
              guard.checkAnswers(task, answers);
            }));
  }
}
