package dev.fairlead.communication.process;

import dev.fairlead.communication.Communications;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what the approver decided. */
@Component("recordCommunicationDecisionDelegate")
class RecordCommunicationDecisionDelegate implements JavaDelegate {
  private final Communications communications;

  RecordCommunicationDecisionDelegate(Communications communications) {
    this.communications = communications;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String decision = Answers.text(execution, CommunicateProcess.DECISION);
    communications.decide(
        ((Number) execution.getVariable(CommunicateProcess.RUN_ID)).longValue(),
        decision == null ? null : Boolean.valueOf("approve".equals(decision)),
        Answers.take(execution, CommunicateProcess.COMMENT),
        Answers.person(execution),
        Answers.onBehalfOf(execution));
  }
}
