package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.report.DecisionRequests;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks up who decides by when, and when they are reminded. */
@Component("openDecisionRequestDelegate")
class OpenDecisionRequestDelegate implements JavaDelegate {
  private final DecisionRequests requests;

  OpenDecisionRequestDelegate(DecisionRequests requests) {
    this.requests = requests;
  }

  @Override
  public void execute(DelegateExecution execution) {
    DecisionRequests.Asked asked =
        requests.asked(Answers.number(execution, DecideRequestProcess.REQUEST_ID));
    execution.setVariable(DecideRequestProcess.APPROVER_GROUP, asked.group());
    execution.setVariable(DecideRequestProcess.SUBMITTED_BY, asked.by());
    execution.setVariable(
        DecideRequestProcess.DECISION_REMINDER_AT, Answers.date(asked.remindAt()));
    execution.setVariable(DecideRequestProcess.DECISION_UNTIL, Answers.date(asked.until()));
  }
}
