package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.CorrectiveActions;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what a manager said to going on beyond a tolerance. */
@Component("recordConfirmationDelegate")
class RecordConfirmationDelegate implements JavaDelegate {
  private final CorrectiveActions actions;

  RecordConfirmationDelegate(CorrectiveActions actions) {
    this.actions = actions;
  }

  @Override
  public void execute(DelegateExecution execution) {
    actions.answer(
        execution.getProcessBusinessKey(),
        Answers.choice(execution, TrackProjectProcess.DECISION, CorrectiveActions.Answer.class),
        Answers.take(execution, TrackProjectProcess.COMMENT),
        Answers.person(execution),
        Answers.onBehalfOf(execution));
    // what is sent back is decided again in as much time
    execution.setVariable(
        TrackProjectProcess.CORRECTIVE_UNTIL,
        Answers.date(actions.until(execution.getProcessBusinessKey())));
  }
}
