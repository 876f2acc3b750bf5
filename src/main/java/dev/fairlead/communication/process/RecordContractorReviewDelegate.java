package dev.fairlead.communication.process;

import dev.fairlead.communication.ContractorReports;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps whether the coordinator accepts the report of a contractor or returns it. */
@Component("recordContractorReviewDelegate")
class RecordContractorReviewDelegate implements JavaDelegate {
  private final ContractorReports reports;

  RecordContractorReviewDelegate(ContractorReports reports) {
    this.reports = reports;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String outcome = Answers.text(execution, CollectContractorReportProcess.CONTRACTOR_OUTCOME);
    String take = Answers.text(execution, CollectContractorReportProcess.TAKE_PROGRESS);
    ContractorReports.Reviewed reviewed =
        reports.review(
            ((Number) execution.getVariable(CollectContractorReportProcess.CONTRACTOR_REPORT_ID))
                .longValue(),
            outcome == null ? null : outcome.equals("accept"),
            Answers.take(execution, CollectContractorReportProcess.CONTRACTOR_REMARK),
            take == null ? null : take.equals("yes"),
            Answers.person(execution),
            Answers.onBehalfOf(execution));
    execution.setVariable(CollectContractorReportProcess.NEXT_STEP, reviewed.next().word());
    if (reviewed.until() != null) {
      execution.setVariable(
          CollectContractorReportProcess.REPORT_UNTIL, Answers.date(reviewed.until()));
    }
  }
}
