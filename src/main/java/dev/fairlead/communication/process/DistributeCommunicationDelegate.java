package dev.fairlead.communication.process;

import dev.fairlead.communication.Communications;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sends it to its readers, once however often it is retried. */
@Component("distributeCommunicationDelegate")
class DistributeCommunicationDelegate implements JavaDelegate {
  private final Communications communications;

  DistributeCommunicationDelegate(Communications communications) {
    this.communications = communications;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        CommunicateProcess.RECEIPT_UNTIL,
        communications
            .distribute(((Number) execution.getVariable(CommunicateProcess.RUN_ID)).longValue())
            .map(Answers::date)
            .orElse(null));
  }
}
