package dev.fairlead.closure.process;

import dev.fairlead.closure.Deliverables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Refuses to go on while a deliverable is not accepted. */
@Component("checkDeliverablesAcceptedDelegate")
class CheckDeliverablesAcceptedDelegate implements JavaDelegate {
  private final Deliverables deliverables;

  CheckDeliverablesAcceptedDelegate(Deliverables deliverables) {
    this.deliverables = deliverables;
  }

  @Override
  public void execute(DelegateExecution execution) {
    deliverables.mustBeAccepted(execution.getProcessBusinessKey());
  }
}
