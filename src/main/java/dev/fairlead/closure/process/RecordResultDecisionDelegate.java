package dev.fairlead.closure.process;

import dev.fairlead.closure.Closing;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what was decided about the final result. */
@Component("recordResultDecisionDelegate")
class RecordResultDecisionDelegate implements JavaDelegate {
  private final Closing closing;

  RecordResultDecisionDelegate(Closing closing) {
    this.closing = closing;
  }

  @Override
  public void execute(DelegateExecution execution) {
    closing.decideResult(
        execution.getProcessBusinessKey(),
        Answers.choice(execution, CloseProjectProcess.DECISION, Closing.ResultDecision.class),
        Answers.take(execution, CloseProjectProcess.COMMENT),
        Answers.person(execution),
        Answers.onBehalfOf(execution));
  }
}
