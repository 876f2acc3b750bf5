package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.CorrectiveActions;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells those who approved the plan that the forecast is out of tolerance. */
@Component("askForCorrectiveActionDelegate")
class AskForCorrectiveActionDelegate implements JavaDelegate {
  private final CorrectiveActions actions;

  AskForCorrectiveActionDelegate(CorrectiveActions actions) {
    this.actions = actions;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        TrackProjectProcess.CORRECTIVE_UNTIL,
        Answers.date(actions.tellApprovers(execution.getProcessBusinessKey())));
  }
}
