package dev.fairlead.closure.process;

import dev.fairlead.closure.Closing;
import dev.fairlead.engine.Answers;
import dev.fairlead.project.Outcome;
import java.time.LocalDateTime;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Moves the project to closing. */
@Component("beginClosingDelegate")
class BeginClosingDelegate implements JavaDelegate {
  private final Closing closing;

  BeginClosingDelegate(Closing closing) {
    this.closing = closing;
  }

  @Override
  public void execute(DelegateExecution execution) {
    LocalDateTime until =
        closing.begin(
            execution.getProcessBusinessKey(),
            Answers.choice(execution, CloseProjectProcess.OUTCOME, Outcome.class),
            Answers.text(execution, CloseProjectProcess.CANCEL_REASON));
    execution.setVariable(CloseProjectProcess.EVALUATION_UNTIL, Answers.date(until));
    execution.setVariable(
        CloseProjectProcess.SUBMITTED_BY, Answers.text(execution, CloseProjectProcess.COORDINATOR));
  }
}
