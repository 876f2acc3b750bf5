package dev.fairlead.communication.process;

import dev.fairlead.communication.Communications;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens this time of a row and looks up who prepares it. */
@Component("openCommunicationDelegate")
class OpenCommunicationDelegate implements JavaDelegate {
  private final Communications communications;

  OpenCommunicationDelegate(Communications communications) {
    this.communications = communications;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Communications.Opened opened =
        communications.open(
            ((Number) execution.getVariable(CommunicateProcess.ROW_ID)).longValue());
    execution.setVariable(CommunicateProcess.RUN_ID, opened.runId());
    execution.setVariable(CommunicateProcess.RESPONSIBLE, opened.responsible());
    execution.setVariable(CommunicateProcess.DRAFT_UNTIL, Answers.date(opened.draftUntil()));
    execution.setVariable(
        CommunicateProcess.NEXT_STEP, opened.waitsForReport() ? "report" : "draft");
  }
}
