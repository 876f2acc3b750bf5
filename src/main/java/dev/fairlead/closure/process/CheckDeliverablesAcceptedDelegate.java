package dev.fairlead.closure.process;

import dev.fairlead.closure.Deliverables;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Refuses to go on while a deliverable of this acceptor is not decided on. */
@Component("checkDeliverablesAcceptedDelegate")
class CheckDeliverablesAcceptedDelegate implements JavaDelegate {
  private final Deliverables deliverables;

  CheckDeliverablesAcceptedDelegate(Deliverables deliverables) {
    this.deliverables = deliverables;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        AcceptDeliverablesProcess.DELIVERABLES_ACCEPTED,
        deliverables.allAccepted(
            execution.getProcessBusinessKey(),
            Answers.text(execution, AcceptDeliverablesProcess.ACCEPTOR)));
  }
}
