package dev.fairlead.change.process;

import dev.fairlead.change.Changes;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds those who must decide about a change. */
@Component("remindDecidersDelegate")
class RemindDecidersDelegate implements JavaDelegate {
  private final Changes changes;

  RemindDecidersDelegate(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    changes.remind(
        execution.getProcessBusinessKey(),
        Answers.text(execution, HandleChangeProcess.APPROVER_GROUP));
  }
}
