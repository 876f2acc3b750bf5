package dev.fairlead.change.process;

import dev.fairlead.change.Changes;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps how an emergency change was backed out. */
@Component("recordBackoutDelegate")
class RecordBackoutDelegate implements JavaDelegate {
  private final Changes changes;

  RecordBackoutDelegate(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    changes.backOut(
        execution.getProcessBusinessKey(),
        Answers.text(execution, HandleChangeProcess.BACKOUT_NOTE),
        Answers.person(execution));
  }
}
