package dev.fairlead.closure.process;

import dev.fairlead.closure.Closing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks whether tasks, changes, issues, follow-ups, commitments or postings are open. */
@Component("checkReadinessDelegate")
class CheckReadinessDelegate implements JavaDelegate {
  private final Closing closing;

  CheckReadinessDelegate(Closing closing) {
    this.closing = closing;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        CloseProjectProcess.READY, closing.readiness(execution.getProcessBusinessKey()).isEmpty());
  }
}
