package dev.fairlead.engine.process;

import dev.fairlead.engine.WaitingTasks;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds those for whom a task of this process waits. */
@Component("remindOfTaskDelegate")
class RemindOfTaskDelegate implements JavaDelegate {
  private final WaitingTasks tasks;

  RemindOfTaskDelegate(WaitingTasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public void execute(DelegateExecution execution) {
    tasks.remind(execution);
  }
}
