package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.Tracking;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the coordinator that nobody answers for a late task. */
@Component("tellCoordinatorDelegate")
class TellCoordinatorDelegate implements JavaDelegate {
  private final Tracking tracking;

  TellCoordinatorDelegate(Tracking tracking) {
    this.tracking = tracking;
  }

  @Override
  public void execute(DelegateExecution execution) {
    tracking.tell(
        execution.getProcessBusinessKey(),
        Answers.number(execution, FollowUpTaskProcess.TASK_NUMBER),
        Tracking.Step.COORDINATOR,
        FollowUpTaskProcess.ID);
  }
}
