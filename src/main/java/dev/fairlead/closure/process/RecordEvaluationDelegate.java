package dev.fairlead.closure.process;

import dev.fairlead.closure.Closing;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps a team member's evaluation. */
@Component("recordEvaluationDelegate")
class RecordEvaluationDelegate implements JavaDelegate {
  private final Closing closing;

  RecordEvaluationDelegate(Closing closing) {
    this.closing = closing;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String score = Answers.take(execution, CloseProjectProcess.SCORE);
    closing.evaluate(
        execution.getProcessBusinessKey(),
        Answers.text(execution, CloseProjectProcess.MEMBER),
        score == null || !score.matches("[1-5]") ? null : Integer.valueOf(score),
        Answers.take(execution, CloseProjectProcess.WENT_WELL),
        Answers.take(execution, CloseProjectProcess.WENT_BADLY),
        Answers.take(execution, CloseProjectProcess.RECOMMENDATION));
  }
}
