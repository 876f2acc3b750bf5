package dev.fairlead.closure.process;

import dev.fairlead.closure.Handovers;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Refuses to go on while a system of this receiver is not signed. */
@Component("checkHandoverSignedDelegate")
class CheckHandoverSignedDelegate implements JavaDelegate {
  private final Handovers handovers;

  CheckHandoverSignedDelegate(Handovers handovers) {
    this.handovers = handovers;
  }

  @Override
  public void execute(DelegateExecution execution) {
    handovers.mustBeSigned(
        execution.getProcessBusinessKey(), Answers.text(execution, CloseProjectProcess.RECEIVER));
  }
}
