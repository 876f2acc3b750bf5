package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.report.Reports;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sends the coordinator's answer to the reader. */
@Component("recordFeedbackAnswerDelegate")
class RecordFeedbackAnswerDelegate implements JavaDelegate {
  private final Reports reports;

  RecordFeedbackAnswerDelegate(Reports reports) {
    this.reports = reports;
  }

  @Override
  public void execute(DelegateExecution execution) {
    long feedback = ((Number) execution.getVariable(ReportStatusProcess.FEEDBACK_ID)).longValue();
    reports.answer(
        feedback, Answers.take(execution, ReportStatusProcess.ANSWER), Answers.person(execution));
  }
}
