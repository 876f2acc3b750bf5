package dev.fairlead.change.process;

import dev.fairlead.change.Changes;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the reviewers and the coordinator that the review of an emergency change is overdue. */
@Component("escalateReviewDelegate")
class EscalateReviewDelegate implements JavaDelegate {
  private final Changes changes;

  EscalateReviewDelegate(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    changes.escalateReview(
        execution.getProcessBusinessKey(),
        Answers.text(execution, HandleChangeProcess.APPROVER_GROUP));
  }
}
