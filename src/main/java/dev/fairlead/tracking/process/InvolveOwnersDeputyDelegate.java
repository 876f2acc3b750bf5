package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.Tracking;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the deputy of a late task's owner. */
@Component("involveOwnersDeputyDelegate")
class InvolveOwnersDeputyDelegate implements JavaDelegate {
  private final Tracking tracking;

  InvolveOwnersDeputyDelegate(Tracking tracking) {
    this.tracking = tracking;
  }

  @Override
  public void execute(DelegateExecution execution) {
    tracking.tell(
        execution.getProcessBusinessKey(),
        Answers.number(execution, FollowUpTaskProcess.TASK_NUMBER),
        Tracking.Step.DEPUTY,
        FollowUpTaskProcess.ID);
  }
}
