package dev.fairlead.tracking.process;

import dev.fairlead.tracking.CheckIns;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** Finds the team members who report this week. */
@Component("findMembersToAskDelegate")
class FindMembersToAskDelegate implements JavaDelegate {
  private final CheckIns checkIns;

  FindMembersToAskDelegate(CheckIns checkIns) {
    this.checkIns = checkIns;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariableLocal(
        TrackProjectProcess.MEMBERS_TO_ASK,
        Variables.untypedValue(checkIns.toAsk(execution.getProcessBusinessKey()), true));
  }
}
