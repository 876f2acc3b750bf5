package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.FollowUp;
import dev.fairlead.tracking.FollowUps;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what the owner of a late task answered. */
@Component("recordFollowUpReplyDelegate")
class RecordFollowUpReplyDelegate implements JavaDelegate {
  private final FollowUps followUps;

  RecordFollowUpReplyDelegate(FollowUps followUps) {
    this.followUps = followUps;
  }

  @Override
  public void execute(DelegateExecution execution) {
    followUps.reply(
        execution.getProcessBusinessKey(),
        Answers.number(execution, FollowUpTaskProcess.TASK_NUMBER),
        Answers.choice(execution, FollowUpTaskProcess.REPLY, FollowUp.Reply.class),
        Answers.text(execution, FollowUpTaskProcess.REASON),
        Answers.day(execution, FollowUpTaskProcess.FORECAST_FINISH, "the new finish date"),
        Answers.person(execution),
        Answers.onBehalfOf(execution));
  }
}
