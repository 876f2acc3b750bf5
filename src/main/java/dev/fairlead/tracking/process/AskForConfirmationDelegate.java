package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.CorrectiveActions;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Puts the proposal to go on beyond a tolerance before a manager. */
@Component("askForConfirmationDelegate")
class AskForConfirmationDelegate implements JavaDelegate {
  private final CorrectiveActions actions;

  AskForConfirmationDelegate(CorrectiveActions actions) {
    this.actions = actions;
  }

  @Override
  public void execute(DelegateExecution execution) {
    CorrectiveActions.Asked asked = actions.askToConfirm(execution.getProcessBusinessKey());
    execution.setVariable(TrackProjectProcess.APPROVER_GROUP, asked.group());
    execution.setVariable(TrackProjectProcess.SUBMITTED_BY, asked.by());
    // a deputy proposed it in the coordinator's name
    execution.setVariable(
        TrackProjectProcess.SUBMITTED_FOR,
        asked.insteadOf() == null
            ? Answers.text(execution, TrackProjectProcess.COORDINATOR)
            : asked.insteadOf());
    execution.setVariable(TrackProjectProcess.CORRECTIVE_UNTIL, Answers.date(asked.until()));
  }
}
