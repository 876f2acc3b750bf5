package dev.fairlead.communication.process;

import dev.fairlead.communication.ContractorReports;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds a contractor who has not reported, and later tells the coordinator. */
@Component("chaseContractorDelegate")
class ChaseContractorDelegate implements JavaDelegate {
  private final ContractorReports reports;

  ChaseContractorDelegate(ContractorReports reports) {
    this.reports = reports;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        CollectContractorReportProcess.REPORT_UNTIL,
        Answers.date(
            reports.chase(
                ((Number)
                        execution.getVariable(CollectContractorReportProcess.CONTRACTOR_REPORT_ID))
                    .longValue())));
  }
}
