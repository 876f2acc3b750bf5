package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks those who stand in for the approvers. */
@Component("involveDeputyDelegate")
class InvolveDeputyDelegate implements JavaDelegate {
  private final Planning planning;

  InvolveDeputyDelegate(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    planning.involveDeputies(
        execution.getProcessBusinessKey(),
        Answers.text(execution, ApprovePlanProcess.APPROVER_GROUP),
        Answers.approvedBy(execution, ApprovePlanProcess.APPROVED_BY),
        ApprovePlanProcess.ID);
  }
}
