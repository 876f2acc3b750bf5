package dev.fairlead.change.process;

import dev.fairlead.change.ChangeMerges;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the requester of a merged change which one goes on with their wishes. */
@Component("tellRequesterDelegate")
class TellRequesterDelegate implements JavaDelegate {
  private final ChangeMerges merges;

  TellRequesterDelegate(ChangeMerges merges) {
    this.merges = merges;
  }

  @Override
  public void execute(DelegateExecution execution) {
    merges.tell(execution.getProcessBusinessKey());
  }
}
