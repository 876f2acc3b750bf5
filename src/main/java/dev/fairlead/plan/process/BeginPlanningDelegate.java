package dev.fairlead.plan.process;

import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the plan for drafting. */
@Component("beginPlanningDelegate")
class BeginPlanningDelegate implements JavaDelegate {
  private final Planning planning;

  BeginPlanningDelegate(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    planning.begin(execution.getProcessBusinessKey());
  }
}
