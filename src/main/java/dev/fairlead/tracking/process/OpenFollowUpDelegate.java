package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.plan.Plans;
import dev.fairlead.tracking.EscalationLadder;
import dev.fairlead.tracking.FollowUp;
import dev.fairlead.tracking.FollowUps;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the follow-up of a late task and says what the table of the ladder wants to know. */
@Component("openFollowUpDelegate")
class OpenFollowUpDelegate implements JavaDelegate {
  private final FollowUps followUps;
  private final EscalationLadder ladder;
  private final Plans plans;

  OpenFollowUpDelegate(FollowUps followUps, EscalationLadder ladder, Plans plans) {
    this.followUps = followUps;
    this.ladder = ladder;
    this.plans = plans;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String key = execution.getProcessBusinessKey();
    FollowUp followUp =
        followUps.open(key, Answers.number(execution, FollowUpTaskProcess.TASK_NUMBER));
    EscalationLadder.Facts facts = ladder.facts(key, followUp.task());
    execution.setVariable(FollowUpTaskProcess.OWNER, followUp.owner());
    execution.setVariable(
        FollowUpTaskProcess.TASK_NAME, plans.current(key).task(followUp.task()).name());
    execution.setVariable(FollowUpTaskProcess.CRITICAL_TASK, facts.critical());
    execution.setVariable(FollowUpTaskProcess.DAYS_LATE, facts.daysLate());
  }
}
