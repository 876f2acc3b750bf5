package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.people.Deciders;
import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes sure that somebody can approve who neither submitted nor approved already. */
@Component("findApproversDelegate")
class FindApproversDelegate implements JavaDelegate {
  private final Planning planning;

  FindApproversDelegate(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Deciders.Choice choice =
        planning.findApprovers(
            execution.getProcessBusinessKey(),
            Answers.text(execution, ApprovePlanProcess.APPROVER_GROUP),
            Answers.text(execution, ApprovePlanProcess.APPROVAL_REASON),
            Answers.text(execution, PlanProjectProcess.SUBMITTED_BY),
            Answers.approvedBy(execution, ApprovePlanProcess.APPROVED_BY));
    execution.setVariable(ApprovePlanProcess.APPROVER_GROUP, choice.group());
    execution.setVariable(ApprovePlanProcess.APPROVAL_REASON, choice.reason());
  }
}
