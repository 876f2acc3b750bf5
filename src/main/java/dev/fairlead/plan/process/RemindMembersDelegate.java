package dev.fairlead.plan.process;

import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds the members who have not answered yet. */
@Component("remindMembersDelegate")
class RemindMembersDelegate implements JavaDelegate {
  private final Planning planning;

  RemindMembersDelegate(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    planning.remindMembers(execution.getProcessBusinessKey());
  }
}
