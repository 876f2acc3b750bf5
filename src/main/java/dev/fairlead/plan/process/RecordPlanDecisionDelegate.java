package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.people.ApprovedBy;
import dev.fairlead.plan.OpenApproval;
import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps a decision of one level, and moves on to the next when enough have approved it. */
@Component("recordPlanDecisionDelegate")
class RecordPlanDecisionDelegate implements JavaDelegate {
  private final Planning planning;

  RecordPlanDecisionDelegate(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String key = execution.getProcessBusinessKey();
    int level = Answers.number(execution, ApprovePlanProcess.APPROVAL_LEVEL);
    ApprovedBy soFar =
        planning.decide(
            key,
            new OpenApproval.Asked(
                level,
                Answers.text(execution, ApprovePlanProcess.APPROVER_GROUP),
                Answers.approvals(execution, ApprovePlanProcess.APPROVALS),
                Answers.text(execution, ApprovePlanProcess.APPROVAL_REASON)),
            Answers.text(execution, PlanProjectProcess.SUBMITTED_BY),
            Answers.text(execution, ApprovePlanProcess.DECISION),
            Answers.person(execution),
            Answers.onBehalfOf(execution),
            Answers.text(execution, ApprovePlanProcess.COMMENT));
    Planning.ApprovalDates dates = planning.approvalDates(key);
    if (soFar.isNobody()) {
      execution.setVariable(ApprovePlanProcess.APPROVAL_LEVEL, level + 1);
      execution.removeVariable(ApprovePlanProcess.APPROVED_BY);
    } else {
      execution.setVariable(ApprovePlanProcess.APPROVED_BY, soFar.text());
    }
    execution.setVariable(ApprovePlanProcess.APPROVAL_REMINDER_AT, Answers.date(dates.remindAt()));
    execution.setVariable(ApprovePlanProcess.APPROVAL_DEPUTY_AT, Answers.date(dates.deputyAt()));
    execution.removeVariable(ApprovePlanProcess.COMMENT);
  }
}
