package dev.fairlead.change.process;

import dev.fairlead.change.Changes;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Applies a change to the plan and freezes the new baseline. */
@Component("applyChangeDelegate")
class ApplyChangeDelegate implements JavaDelegate {
  private final Changes changes;

  ApplyChangeDelegate(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String id = execution.getProcessBusinessKey();
    changes.apply(
        id,
        Answers.text(execution, HandleChangeProcess.ROUTE),
        Answers.text(execution, HandleChangeProcess.ROUTE_REASON));
    execution.setVariable(HandleChangeProcess.REVIEW_DUE_AT, Answers.date(changes.reviewDue(id)));
  }
}
