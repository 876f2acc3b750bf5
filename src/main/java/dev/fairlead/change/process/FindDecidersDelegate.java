package dev.fairlead.change.process;

import dev.fairlead.change.Changes;
import dev.fairlead.engine.Answers;
import dev.fairlead.people.Deciders;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes sure that somebody can decide who neither asked for it nor approved already. */
@Component("findDecidersDelegate")
class FindDecidersDelegate implements JavaDelegate {
  private final Changes changes;

  FindDecidersDelegate(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String group = Answers.text(execution, HandleChangeProcess.APPROVER_GROUP);
    if (group == null) {
      return;
    }
    Deciders.Choice choice =
        changes.findDeciders(
            execution.getProcessBusinessKey(),
            group,
            Answers.text(execution, HandleChangeProcess.ROUTE_REASON),
            Answers.approvals(execution, HandleChangeProcess.APPROVALS_MISSING));
    execution.setVariable(HandleChangeProcess.APPROVER_GROUP, choice.group());
    execution.setVariable(HandleChangeProcess.ROUTE_REASON, choice.reason());
  }
}
