package dev.fairlead.engine;

import dev.fairlead.shared.RefusedException;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;

/**
 * The engine's task service with our guard before each way of taking, handing on or completing a
 * task.
 */
class GuardedTaskService extends TaskServiceImpl {
  private final TaskGuard guard;

  GuardedTaskService(TaskGuard guard) {
    this.guard = guard;
  }

  @Override
  public void claim(String taskId, String userId) {
    check(taskId, task -> guard.checkClaim(task, userId));
    super.claim(taskId, userId);
  }

  @Override
  public void setAssignee(String taskId, String userId) {
    check(taskId, task -> guard.checkClaim(task, userId));
    super.setAssignee(taskId, userId);
  }

  @Override
  public void delegateTask(String taskId, String userId) {
    check(taskId, task -> guard.checkClaim(task, userId));
    super.delegateTask(taskId, userId);
  }

  @Override
  public void complete(String taskId, Map<String, Object> variables) {
    check(taskId, task -> guard.checkAnswers(task, variables));
    plainly(
        () -> {
          super.complete(taskId, variables);
          return null;
        });
  }

  @Override
  public VariableMap completeWithVariablesInReturn(
      String taskId, Map<String, Object> variables, boolean deserialize) {
    check(taskId, task -> guard.checkAnswers(task, variables));
    return plainly(() -> super.completeWithVariablesInReturn(taskId, variables, deserialize));
  }

  @Override
  public void resolveTask(String taskId, Map<String, Object> variables) {
    check(taskId, task -> guard.checkAnswers(task, variables));
    super.resolveTask(taskId, variables);
  }

  /** A refusal reaches the person as the sentence it is, without the engine's words around it. */
  static <T> T plainly(Supplier<T> work) {
    try {
      return work.get();
    } catch (ProcessEngineException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof RefusedException refused) {
          throw refused;
        }
      }
      throw e;
    }
  }

  private void check(String taskId, java.util.function.Consumer<TaskEntity> rule) {
    commandExecutor.execute(
        TaskLookup.then(
            taskId,
            task -> {
              guard.checkRuns(task);
              rule.accept(task);
            }));
  }

  /** Finds the task without asking for rights, which the engine's own command checks afterwards. */
  static final class TaskLookup {
    private TaskLookup() {}

    static Command<Void> then(String taskId, java.util.function.Consumer<TaskEntity> rule) {
      return context -> {
        TaskEntity task = taskId == null ? null : context.getTaskManager().findTaskById(taskId);
        if (task != null) {
          rule.accept(task);
        }
        return null;
      };
    }
  }
}
