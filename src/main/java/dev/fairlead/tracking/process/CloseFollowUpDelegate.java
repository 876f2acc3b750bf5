package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.FollowUps;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes the follow-up of a late task. */
@Component("closeFollowUpDelegate")
class CloseFollowUpDelegate implements JavaDelegate {
  private final FollowUps followUps;

  CloseFollowUpDelegate(FollowUps followUps) {
    this.followUps = followUps;
  }

  @Override
  public void execute(DelegateExecution execution) {
    followUps.close(
        execution.getProcessBusinessKey(),
        Answers.number(execution, FollowUpTaskProcess.TASK_NUMBER));
  }
}
