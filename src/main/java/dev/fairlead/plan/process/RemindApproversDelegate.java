package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.engine.ApprovalTasks;
import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds the group whose decision is waited for. */
@Component("remindApproversDelegate")
class RemindApproversDelegate implements JavaDelegate {
  private final Planning planning;
  private final ApprovalTasks approvals;

  RemindApproversDelegate(Planning planning, ApprovalTasks approvals) {
    this.planning = planning;
    this.approvals = approvals;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String group = Answers.text(execution, ApprovePlanProcess.APPROVER_GROUP);
    planning.remindApprovers(
        execution.getProcessBusinessKey(),
        group,
        Answers.approvedBy(execution, ApprovePlanProcess.APPROVED_BY),
        approvals.path(execution, group, "/work"));
  }
}
