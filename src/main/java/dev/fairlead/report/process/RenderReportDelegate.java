package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.report.Reports;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Renders the released report, once however often it is retried. */
@Component("renderReportDelegate")
class RenderReportDelegate implements JavaDelegate {
  private final Reports reports;

  RenderReportDelegate(Reports reports) {
    this.reports = reports;
  }

  @Override
  public void execute(DelegateExecution execution) {
    reports.render(Answers.text(execution, ReportStatusProcess.REPORT_ID));
  }
}
