package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.project.Reminders;
import dev.fairlead.report.Reports;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Freezes the figures of today as a draft report, and says until when it should be released. */
@Component("freezeFiguresDelegate")
class FreezeFiguresDelegate implements JavaDelegate {
  private static final double DAYS_TO_RELEASE = 2;

  private final Reports reports;
  private final Reminders reminders;

  FreezeFiguresDelegate(Reports reports, Reminders reminders) {
    this.reports = reports;
    this.reminders = reminders;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        ReportStatusProcess.REPORT_ID, reports.freeze(execution.getProcessBusinessKey()));
    execution.setVariable(
        ReportStatusProcess.RELEASE_UNTIL,
        Answers.date(reminders.after(execution.getProcessBusinessKey(), null, DAYS_TO_RELEASE)));
  }
}
