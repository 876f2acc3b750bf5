package dev.fairlead.report.process;

import dev.fairlead.report.Reports;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Rates the frozen figures by the table projectHealth, once per dimension. */
@Component("rateHealthDelegate")
class RateHealthDelegate implements JavaDelegate {
  private final Reports reports;

  RateHealthDelegate(Reports reports) {
    this.reports = reports;
  }

  @Override
  public void execute(DelegateExecution execution) {
    reports.rate((String) execution.getVariable(ReportStatusProcess.REPORT_ID));
  }
}
