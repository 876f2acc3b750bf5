package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.plan.Plans;
import dev.fairlead.tracking.FollowUp;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Tracking;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the follow-up of a late task and says when who is told. */
@Component("openFollowUpDelegate")
class OpenFollowUpDelegate implements JavaDelegate {
  private final FollowUps followUps;
  private final Tracking tracking;
  private final Plans plans;

  OpenFollowUpDelegate(FollowUps followUps, Tracking tracking, Plans plans) {
    this.followUps = followUps;
    this.tracking = tracking;
    this.plans = plans;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String key = execution.getProcessBusinessKey();
    FollowUp followUp =
        followUps.open(key, Answers.number(execution, FollowUpTaskProcess.TASK_NUMBER));
    Tracking.Ladder ladder = tracking.ladder(key);
    execution.setVariable(FollowUpTaskProcess.OWNER, followUp.owner());
    execution.setVariable(
        FollowUpTaskProcess.TASK_NAME, plans.current(key).task(followUp.task()).name());
    execution.setVariable(FollowUpTaskProcess.REMIND_AT, Answers.date(ladder.remindAt()));
    execution.setVariable(FollowUpTaskProcess.DEPUTY_AT, Answers.date(ladder.deputyAt()));
    execution.setVariable(FollowUpTaskProcess.COORDINATOR_AT, Answers.date(ladder.coordinatorAt()));
    execution.setVariable(FollowUpTaskProcess.MANAGER_AT, Answers.date(ladder.managerAt()));
  }
}
