package dev.fairlead.change.process;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what the approvers decided about a change, one after the other where several have to. */
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
            Answers.text(execution, HandleChangeProcess.APPROVER_GROUP),
            Answers.choice(execution, HandleChangeProcess.DECISION, ChangeRequest.Decision.class),
            Answers.take(execution, HandleChangeProcess.COMMENT),
            Answers.day(
                execution,
                HandleChangeProcess.POSTPONED_UNTIL,
                "the date until which it is postponed"),
            Answers.person(execution),
            Answers.onBehalfOf(execution));
    waitForMore(execution, change);
    execution.setVariable(
        HandleChangeProcess.POSTPONED_UNTIL,
        change.postponedUntil() == null
            ? null
            : Answers.date(change.postponedUntil().atTime(7, 0)));
  }

  /** Says how many approvals are missing still, and who has given one. */
  private void waitForMore(DelegateExecution execution, ChangeRequest change) {
    boolean more = change.status() == ChangeRequest.Status.AWAITING_APPROVAL;
    if (execution.getVariable(HandleChangeProcess.APPROVALS_MISSING) != null) {
      execution.setVariable(
          HandleChangeProcess.APPROVALS_MISSING,
          more ? change.approvalsNeeded() - change.approvals().size() : 0);
    }
    if (more) {
      execution.setVariable(HandleChangeProcess.APPROVED_BY, change.approvedBy().text());
      execution.setVariable(
          HandleChangeProcess.DECISION_REMINDER_AT,
          Answers.date(changes.facts(change.id()).remindAt()));
    } else {
      execution.removeVariable(HandleChangeProcess.APPROVED_BY);
    }
  }
}
