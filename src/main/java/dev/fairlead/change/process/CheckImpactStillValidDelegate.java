package dev.fairlead.change.process;

import dev.fairlead.change.Changes;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks whether the plan has changed so much since the decision that the impact is worse now. */
@Component("checkImpactStillValidDelegate")
class CheckImpactStillValidDelegate implements JavaDelegate {
  private final Changes changes;

  CheckImpactStillValidDelegate(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        HandleChangeProcess.IMPACT_VALID,
        changes.isImpactStillValid(execution.getProcessBusinessKey()));
  }
}
