package dev.fairlead.plan.process;

import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Puts the plan before the managers. It counts as the coordinator's, even where a substitute sent
 * it in.
 */
@Component("submitPlanDelegate")
class SubmitPlanDelegate implements JavaDelegate {
  private final Planning planning;

  SubmitPlanDelegate(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String key = execution.getProcessBusinessKey();
    String person = Answers.person(execution);
    planning.submit(key, person);
    // whoever really sent it in, also as a substitute; the coordinator is refused as approver in
    // any case
    execution.setVariable(PlanProjectProcess.SUBMITTED_BY, person);
  }
}
