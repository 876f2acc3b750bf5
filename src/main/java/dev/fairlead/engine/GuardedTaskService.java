package dev.fairlead.engine;

import dev.fairlead.shared.RefusedException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;

/**
 * The engine's task service with our guard before each way of taking, handing on or completing a
 * task.
 */
class GuardedTaskService extends TaskServiceImpl {
  private static final Function<TaskEntity, String> NOBODYS = task -> null;

  private final TaskGuard guard;

  GuardedTaskService(TaskGuard guard) {
    this.guard = guard;
  }

  @Override
  public void claim(String taskId, String userId) {
    guarded(
        taskId,
        task -> guard.checkClaim(task, userId),
        task -> userId,
        () -> super.claim(taskId, userId));
  }

  @Override
  public void setAssignee(String taskId, String userId) {
    guarded(
        taskId,
        task -> guard.checkClaim(task, userId),
        NOBODYS,
        () -> super.setAssignee(taskId, userId));
  }

  @Override
  public void delegateTask(String taskId, String userId) {
    guarded(
        taskId,
        task -> guard.checkClaim(task, userId),
        NOBODYS,
        () -> super.delegateTask(taskId, userId));
  }

  @Override
  public void complete(String taskId, Map<String, Object> variables) {
    guarded(
        taskId,
        task -> guard.checkAnswers(task, variables),
        TaskEntity::getAssignee,
        () -> super.complete(taskId, variables));
  }

  @Override
  public VariableMap completeWithVariablesInReturn(
      String taskId, Map<String, Object> variables, boolean deserialize) {
    return plainly(
        () ->
            commandExecutor.execute(
                new GuardedCommand<>(
                    guard,
                    taskId,
                    task -> guard.checkAnswers(task, variables),
                    TaskEntity::getAssignee,
                    () -> super.completeWithVariablesInReturn(taskId, variables, deserialize))));
  }

  @Override
  public void resolveTask(String taskId, Map<String, Object> variables) {
    guarded(
        taskId,
        task -> guard.checkAnswers(task, variables),
        NOBODYS,
        () -> super.resolveTask(taskId, variables));
  }

  private void guarded(
      String taskId, Consumer<TaskEntity> rule, Function<TaskEntity, String> whose, Runnable work) {
    plainly(
        () ->
            commandExecutor.execute(
                new GuardedCommand<Void>(
                    guard,
                    taskId,
                    rule,
                    whose,
                    () -> {
                      work.run();
                      return null;
                    })));
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
}
