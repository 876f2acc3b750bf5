package dev.fairlead.communication.process;

import dev.fairlead.communication.Communications;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what the responsible decided and wrote. */
@Component("recordDraftDelegate")
class RecordDraftDelegate implements JavaDelegate {
  private final Communications communications;

  RecordDraftDelegate(Communications communications) {
    this.communications = communications;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String decision = Answers.text(execution, CommunicateProcess.DRAFT_DECISION);
    String by = Answers.person(execution);
    String onBehalfOf = Answers.onBehalfOf(execution);
    Communications.Drafted drafted =
        communications.draft(
            ((Number) execution.getVariable(CommunicateProcess.RUN_ID)).longValue(),
            decision == null ? null : Boolean.valueOf("send".equals(decision)),
            Answers.take(execution, CommunicateProcess.WORDS),
            Answers.take(execution, CommunicateProcess.SKIP_REASON),
            by,
            onBehalfOf);
    execution.setVariable(CommunicateProcess.NEXT_STEP, drafted.next().word());
    execution.setVariable(CommunicateProcess.APPROVER_GROUP, drafted.approverGroup());
    execution.setVariable(CommunicateProcess.SUBMITTED_BY, by);
    execution.setVariable(CommunicateProcess.SUBMITTED_FOR, onBehalfOf);
  }
}
