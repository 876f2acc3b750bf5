package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Freezes the approved plan as the baseline. */
@Component("freezeBaselineDelegate")
class FreezeBaselineDelegate implements JavaDelegate {
  private final Planning planning;

  FreezeBaselineDelegate(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String person = Answers.person(execution);
    String by = person != null ? person : Answers.text(execution, PlanProjectProcess.SUBMITTED_BY);
    planning.freeze(execution.getProcessBusinessKey(), by);
  }
}
