package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds the group whose decision is waited for. */
@Component("remindApproversDelegate")
class RemindApproversDelegate implements JavaDelegate {
  private final Planning planning;

  RemindApproversDelegate(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    planning.remindApprovers(
        execution.getProcessBusinessKey(),
        Answers.text(execution, ApprovePlanProcess.APPROVER_GROUP),
        Answers.approvedBy(execution, ApprovePlanProcess.APPROVED_BY));
  }
}
