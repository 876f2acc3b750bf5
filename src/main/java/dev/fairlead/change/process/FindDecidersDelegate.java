package dev.fairlead.change.process;

import dev.fairlead.change.Changes;
import dev.fairlead.engine.Answers;
import dev.fairlead.people.Deciders;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Makes sure that somebody can decide who neither asked for it nor approved already, and that what
 * was agreed with the sponsors does not move without them.
 */
@Component("findDecidersDelegate")
class FindDecidersDelegate implements JavaDelegate {
  private final Changes changes;

  FindDecidersDelegate(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String id = execution.getProcessBusinessKey();
    String group = Answers.text(execution, HandleChangeProcess.APPROVER_GROUP);
    String reason = Answers.text(execution, HandleChangeProcess.ROUTE_REASON);
    int approvals = Answers.approvals(execution, HandleChangeProcess.APPROVALS_MISSING);
    Deciders.Choice choice;
    if (AgreedRoute.passesDeciders(Answers.text(execution, HandleChangeProcess.ROUTE), group)
        && changes.movesWhatWasAgreed(id)) {
      choice = changes.sendToSponsors(id, AgreedRoute.reason(reason), approvals);
      execution.setVariable(HandleChangeProcess.ROUTE, AgreedRoute.NORMAL);
    } else if (group == null) {
      return;
    } else {
      choice = changes.findDeciders(id, group, reason, approvals);
    }
    execution.setVariable(HandleChangeProcess.APPROVER_GROUP, choice.group());
    execution.setVariable(HandleChangeProcess.ROUTE_REASON, choice.reason());
  }
}
