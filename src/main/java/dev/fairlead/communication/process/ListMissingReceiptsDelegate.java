package dev.fairlead.communication.process;

import dev.fairlead.communication.Communications;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the responsible who has not confirmed. */
@Component("listMissingReceiptsDelegate")
class ListMissingReceiptsDelegate implements JavaDelegate {
  private final Communications communications;

  ListMissingReceiptsDelegate(Communications communications) {
    this.communications = communications;
  }

  @Override
  public void execute(DelegateExecution execution) {
    communications.listMissing(
        ((Number) execution.getVariable(CollectReceiptsProcess.RUN_ID)).longValue());
  }
}
