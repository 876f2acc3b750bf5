package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.report.DecisionRequests;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the coordinator, and asks the deputies, where nobody decided in time. */
@Component("escalateRequestDelegate")
class EscalateRequestDelegate implements JavaDelegate {
  private final DecisionRequests requests;

  EscalateRequestDelegate(DecisionRequests requests) {
    this.requests = requests;
  }

  @Override
  public void execute(DelegateExecution execution) {
    requests.escalate(
        Answers.number(execution, DecideRequestProcess.REQUEST_ID),
        Answers.text(execution, DecideRequestProcess.APPROVER_GROUP),
        DecideRequestProcess.ID);
  }
}
