package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Gives the decision table its facts and begins with the first level. */
@Component("prepareApprovalDelegate")
class PrepareApprovalDelegate implements JavaDelegate {
  private final Planning planning;

  PrepareApprovalDelegate(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String key = execution.getProcessBusinessKey();
    Planning.ApprovalFacts facts = planning.approvalFacts(key);
    Planning.ApprovalDates dates = planning.approvalDates(key);
    execution.setVariable(ApprovePlanProcess.APPROVAL_LEVEL, 1);
    execution.setVariable(ApprovePlanProcess.BUDGET, facts.budget().doubleValue());
    execution.setVariable(ApprovePlanProcess.RISK_LEVEL, facts.riskLevel());
    execution.setVariable(ApprovePlanProcess.CRITICALITY, facts.criticality().name());
    execution.setVariable(ApprovePlanProcess.DEADLINE_HOLDS, facts.deadlineHolds());
    execution.setVariable(ApprovePlanProcess.RISK_EXPOSURE, facts.riskExposure().doubleValue());
    execution.setVariable(ApprovePlanProcess.CONFLICTS, facts.conflicts());
    execution.setVariable(ApprovePlanProcess.APPROVAL_REMINDER_AT, Answers.date(dates.remindAt()));
    execution.setVariable(ApprovePlanProcess.APPROVAL_DEPUTY_AT, Answers.date(dates.deputyAt()));
  }
}
