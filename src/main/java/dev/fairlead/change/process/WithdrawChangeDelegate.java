package dev.fairlead.change.process;

import dev.fairlead.change.Changes;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Marks a change as withdrawn. */
@Component("withdrawChangeDelegate")
class WithdrawChangeDelegate implements JavaDelegate {
  private final Changes changes;

  WithdrawChangeDelegate(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    changes.markWithdrawn(execution.getProcessBusinessKey());
  }
}
