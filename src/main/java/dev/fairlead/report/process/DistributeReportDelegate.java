package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.report.Reports;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the readers and opens the time for feedback. */
@Component("distributeReportDelegate")
class DistributeReportDelegate implements JavaDelegate {
  private final Reports reports;

  DistributeReportDelegate(Reports reports) {
    this.reports = reports;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        ReportStatusProcess.FEEDBACK_UNTIL,
        Answers.date(
            reports.distribute(
                Answers.text(execution, ReportStatusProcess.REPORT_ID),
                Answers.person(execution))));
  }
}
