package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
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
    String coordinator = planning.submit(key, person, Answers.onBehalfOf(execution));
    // neither whoever really sent it in nor the coordinator may approve it
    execution.setVariable(PlanProjectProcess.SUBMITTED_BY, person);
    execution.setVariable(PlanProjectProcess.SUBMITTED_FOR, coordinator);
  }
}
