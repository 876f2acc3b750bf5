package dev.fairlead.report.process;

import dev.fairlead.report.Reports;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Renders the final report from what the project knows at its end. */
@Component("renderFinalReportDelegate")
class RenderFinalReportDelegate implements JavaDelegate {
  private final Reports reports;

  RenderFinalReportDelegate(Reports reports) {
    this.reports = reports;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        ReportStatusProcess.REPORT_ID, reports.renderFinal(execution.getProcessBusinessKey()));
  }
}
