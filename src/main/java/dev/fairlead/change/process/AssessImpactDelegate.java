package dev.fairlead.change.process;

import dev.fairlead.change.Changes;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Computes what a change does to the plan as it stands now. */
@Component("assessImpactDelegate")
class AssessImpactDelegate implements JavaDelegate {
  private final Changes changes;

  AssessImpactDelegate(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String id = execution.getProcessBusinessKey();
    changes.assess(id);
    Changes.Facts facts = changes.facts(id);
    execution.removeVariable(HandleChangeProcess.APPROVED_BY);
    execution.setVariable(HandleChangeProcess.CHANGE_TYPE, facts.changeType());
    execution.setVariable(HandleChangeProcess.FINISH_DELTA, facts.finishDelta());
    execution.setVariable(HandleChangeProcess.COST_DELTA, facts.costDelta());
    execution.setVariable(HandleChangeProcess.COST_DELTA_PERCENT, facts.costDeltaPercent());
    execution.setVariable(
        HandleChangeProcess.TOUCHES_CRITICAL_SYSTEM, facts.touchesCriticalSystem());
    execution.setVariable(HandleChangeProcess.MOVES_TOLERANCE, facts.movesTolerance());
    execution.setVariable(HandleChangeProcess.CHANGES_GOALS, facts.changesGoals());
    execution.setVariable(HandleChangeProcess.SUBMITTED_BY, facts.submittedBy());
    execution.setVariable(HandleChangeProcess.DECISION_REMINDER_AT, Answers.date(facts.remindAt()));
  }
}
