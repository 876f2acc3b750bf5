package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** Says whom the plan is put before and until when. */
@Component("selectFeedbackMembersDelegate")
class SelectFeedbackMembersDelegate implements JavaDelegate {
  private final Planning planning;

  SelectFeedbackMembersDelegate(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Planning.FeedbackRound round = planning.askTeam(execution.getProcessBusinessKey());
    execution.setVariableLocal(
        PlanProjectProcess.MEMBERS, Variables.untypedValue(round.members(), true));
    execution.setVariable(PlanProjectProcess.FEEDBACK_UNTIL, Answers.date(round.until()));
    execution.setVariable(PlanProjectProcess.FEEDBACK_REMINDER_AT, Answers.date(round.remindAt()));
  }
}
