package dev.fairlead.engine;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/**
 * A command of the engine on a task with our guard before it, both in one transaction: what the
 * guard has seen is what the engine changes, and nobody reads it twice. Where a person takes a task
 * or completes their own, the guard's answer is enough; whatever else is done to a task asks for
 * the engine's rights as well.
 *
 * @param rule what the guard asks
 * @param whose the person who has or gets the task, if it is theirs to do this to it, or null
 */
record GuardedCommand<T>(
    TaskGuard guard,
    String taskId,
    Consumer<TaskEntity> rule,
    Function<TaskEntity, String> whose,
    Supplier<T> work)
    implements Command<T> {

  @Override
  public T execute(CommandContext context) {
    TaskEntity task = taskId == null ? null : context.getTaskManager().findTaskById(taskId);
    if (task == null) {
      return work.get();
    }
    guard.checkRuns(task);
    rule.accept(task);
    // a task of no process has no guard when it is completed
    boolean own =
        task.getProcessDefinitionId() != null
            && context.getAuthenticatedUserId() != null
            && context.getAuthenticatedUserId().equals(whose.apply(task));
    return own ? context.runWithoutAuthorization(work::get) : work.get();
  }
}
