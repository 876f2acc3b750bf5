package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.report.Light;
import dev.fairlead.report.Reports;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes the coordinator's words, or leaves the draft to be discarded. */
@Component("recordReleaseDelegate")
class RecordReleaseDelegate implements JavaDelegate {
  private final Reports reports;

  RecordReleaseDelegate(Reports reports) {
    this.reports = reports;
  }

  @Override
  public void execute(DelegateExecution execution) {
    if (!"publish".equals(Answers.text(execution, ReportStatusProcess.RELEASE))) {
      return;
    }
    String override = Answers.text(execution, ReportStatusProcess.OVERRIDE_HEALTH);
    reports.release(
        Answers.text(execution, ReportStatusProcess.REPORT_ID),
        Answers.text(execution, ReportStatusProcess.SUMMARY),
        override == null || "none".equals(override)
            ? null
            : Light.valueOf(override.toUpperCase(Locale.ROOT)),
        Answers.text(execution, ReportStatusProcess.OVERRIDE_REASON),
        Answers.person(execution));
  }
}
