package dev.fairlead.closure.process;

import dev.fairlead.closure.Handovers;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Refuses to go on while a system of this receiver is neither signed nor refused. */
@Component("checkHandoverSignedDelegate")
class CheckHandoverSignedDelegate implements JavaDelegate {
  private final Handovers handovers;

  CheckHandoverSignedDelegate(Handovers handovers) {
    this.handovers = handovers;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        HandOverSystemsProcess.HANDOVER_SIGNED,
        handovers.allSigned(
            execution.getProcessBusinessKey(),
            Answers.text(execution, HandOverSystemsProcess.RECEIVER)));
  }
}
