package dev.fairlead.plan.process;

import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks for what blocks the plan; the coordinator sees the findings on the task's page. */
@Component("checkPlanDelegate")
class CheckPlanDelegate implements JavaDelegate {
  private final Planning planning;

  CheckPlanDelegate(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    boolean passed = planning.passes(execution.getProcessBusinessKey());
    execution.setVariable(PlanProjectProcess.PLAN_PASSED, passed);
  }
}
