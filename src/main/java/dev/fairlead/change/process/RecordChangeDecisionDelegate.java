package dev.fairlead.change.process;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what the approvers decided about a change. */
@Component("recordChangeDecisionDelegate")
class RecordChangeDecisionDelegate implements JavaDelegate {
  private final Changes changes;

  RecordChangeDecisionDelegate(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ChangeRequest change =
        changes.decide(
            execution.getProcessBusinessKey(),
            Answers.choice(execution, HandleChangeProcess.DECISION, ChangeRequest.Decision.class),
            Answers.take(execution, HandleChangeProcess.COMMENT),
            Answers.day(
                execution,
                HandleChangeProcess.POSTPONED_UNTIL,
                "the date until which it is postponed"),
            Answers.person(execution),
            Answers.onBehalfOf(execution));
    execution.setVariable(
        HandleChangeProcess.POSTPONED_UNTIL,
        change.postponedUntil() == null
            ? null
            : Answers.date(change.postponedUntil().atTime(7, 0)));
  }
}
