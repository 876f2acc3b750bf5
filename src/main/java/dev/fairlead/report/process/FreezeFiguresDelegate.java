package dev.fairlead.report.process;

import dev.fairlead.report.Reports;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Freezes the figures of today as a draft report. */
@Component("freezeFiguresDelegate")
class FreezeFiguresDelegate implements JavaDelegate {
  private final Reports reports;

  FreezeFiguresDelegate(Reports reports) {
    this.reports = reports;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(ReportStatusProcess.REPORT_ID, reports.freeze(execution.getProcessBusinessKey()));
  }
}
