package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.report.DecisionRequests;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds the group that a report waits for its decision. */
@Component("remindRequestDecidersDelegate")
class RemindRequestDecidersDelegate implements JavaDelegate {
  private final DecisionRequests requests;

  RemindRequestDecidersDelegate(DecisionRequests requests) {
    this.requests = requests;
  }

  @Override
  public void execute(DelegateExecution execution) {
    requests.remind(
        Answers.number(execution, DecideRequestProcess.REQUEST_ID),
        Answers.text(execution, DecideRequestProcess.APPROVER_GROUP));
  }
}
