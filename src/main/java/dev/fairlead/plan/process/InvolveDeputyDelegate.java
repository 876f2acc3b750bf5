package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.engine.ApprovalTasks;
import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks those who stand in for the approvers. */
@Component("involveDeputyDelegate")
class InvolveDeputyDelegate implements JavaDelegate {
  private final Planning planning;
  private final ApprovalTasks approvals;

  InvolveDeputyDelegate(Planning planning, ApprovalTasks approvals) {
    this.planning = planning;
    this.approvals = approvals;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String group = Answers.text(execution, ApprovePlanProcess.APPROVER_GROUP);
    planning.involveDeputies(
        execution.getProcessBusinessKey(),
        group,
        Answers.approvedBy(execution, ApprovePlanProcess.APPROVED_BY),
        ApprovePlanProcess.ID,
        approvals.path(execution, group, "/work"));
  }
}
