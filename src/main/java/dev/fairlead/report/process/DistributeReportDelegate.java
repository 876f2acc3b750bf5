package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.report.Reports;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
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
    String report = Answers.text(execution, ReportStatusProcess.REPORT_ID);
    execution.setVariable(
        ReportStatusProcess.FEEDBACK_UNTIL,
        Answers.date(reports.distribute(report, Answers.person(execution))));
    execution.setVariable(
        ReportStatusProcess.DECISION_REQUESTS,
        Variables.untypedValue(reports.decisionsToAsk(report), true));
  }
}
