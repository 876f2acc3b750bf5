package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.Tracking;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds the owner of a late task. */
@Component("remindOwnerDelegate")
class RemindOwnerDelegate implements JavaDelegate {
  private final Tracking tracking;

  RemindOwnerDelegate(Tracking tracking) {
    this.tracking = tracking;
  }

  @Override
  public void execute(DelegateExecution execution) {
    tracking.tell(
        execution.getProcessBusinessKey(),
        Answers.number(execution, FollowUpTaskProcess.TASK_NUMBER),
        Tracking.Step.REMIND,
        FollowUpTaskProcess.ID);
  }
}
