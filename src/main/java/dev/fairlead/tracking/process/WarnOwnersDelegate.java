package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.Tracking;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the owners of tasks that will be late soon. */
@Component("warnOwnersDelegate")
class WarnOwnersDelegate implements JavaDelegate {
  private final Tracking tracking;

  WarnOwnersDelegate(Tracking tracking) {
    this.tracking = tracking;
  }

  @Override
  public void execute(DelegateExecution execution) {
    tracking.warn(
        execution.getProcessBusinessKey(),
        Answers.numbers(execution, TrackProjectProcess.TASKS_TO_WARN_OF),
        TrackProjectProcess.ID);
  }
}
