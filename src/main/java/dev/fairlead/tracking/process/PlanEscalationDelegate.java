package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.EscalationLadder;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Says when who is told, as the table of the ladder has answered. */
@Component("planEscalationDelegate")
class PlanEscalationDelegate implements JavaDelegate {
  private final EscalationLadder ladder;

  PlanEscalationDelegate(EscalationLadder ladder) {
    this.ladder = ladder;
  }

  @Override
  public void execute(DelegateExecution execution) {
    EscalationLadder.Moments moments =
        ladder.plan(
            execution.getProcessBusinessKey(),
            Answers.number(execution, FollowUpTaskProcess.TASK_NUMBER),
            new EscalationLadder.Rungs(
                Answers.decimal(execution, FollowUpTaskProcess.REMIND_AFTER),
                Answers.decimal(execution, FollowUpTaskProcess.DEPUTY_AFTER),
                Answers.decimal(execution, FollowUpTaskProcess.COORDINATOR_AFTER),
                Answers.decimal(execution, FollowUpTaskProcess.MANAGERS_AFTER),
                Answers.text(execution, FollowUpTaskProcess.LADDER_REASON)));
    execution.setVariable(FollowUpTaskProcess.REMIND_AT, Answers.date(moments.remindAt()));
    execution.setVariable(FollowUpTaskProcess.DEPUTY_AT, Answers.date(moments.deputyAt()));
    execution.setVariable(
        FollowUpTaskProcess.COORDINATOR_AT, Answers.date(moments.coordinatorAt()));
    execution.setVariable(FollowUpTaskProcess.MANAGER_AT, Answers.date(moments.managerAt()));
  }
}
