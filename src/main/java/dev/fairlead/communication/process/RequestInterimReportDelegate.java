package dev.fairlead.communication.process;

import dev.fairlead.communication.Communications;
import dev.fairlead.project.ProjectLife;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks for an interim report, unless one is on its way already. */
@Component("requestInterimReportDelegate")
class RequestInterimReportDelegate implements JavaDelegate {
  private final Communications communications;
  private final ProjectLife life;

  RequestInterimReportDelegate(Communications communications, ProjectLife life) {
    this.communications = communications;
    this.life = life;
  }

  @Override
  public void execute(DelegateExecution execution) {
    if (communications.needsReport(
        ((Number) execution.getVariable(CommunicateProcess.RUN_ID)).longValue())) {
      life.requestReport(execution.getProcessBusinessKey());
    }
  }
}
