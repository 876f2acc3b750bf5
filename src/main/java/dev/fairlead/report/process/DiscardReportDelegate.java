package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.report.Reports;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Throws the draft away. */
@Component("discardReportDelegate")
class DiscardReportDelegate implements JavaDelegate {
  private final Reports reports;

  DiscardReportDelegate(Reports reports) {
    this.reports = reports;
  }

  @Override
  public void execute(DelegateExecution execution) {
    reports.discard(
        Answers.text(execution, ReportStatusProcess.REPORT_ID), Answers.person(execution));
  }
}
