package dev.fairlead.change.process;

import dev.fairlead.change.Changes;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps whether an emergency change is confirmed afterwards. */
@Component("recordEmergencyReviewDelegate")
class RecordEmergencyReviewDelegate implements JavaDelegate {
  private final Changes changes;

  RecordEmergencyReviewDelegate(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    changes.review(
        execution.getProcessBusinessKey(),
        "yes".equals(Answers.text(execution, HandleChangeProcess.CONFIRMED)),
        Answers.take(execution, HandleChangeProcess.COMMENT),
        Answers.person(execution),
        Answers.onBehalfOf(execution));
  }
}
