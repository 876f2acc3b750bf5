package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.report.DecisionRequest;
import dev.fairlead.report.DecisionRequests;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what was decided on a request. */
@Component("recordRequestedDecisionDelegate")
class RecordRequestedDecisionDelegate implements JavaDelegate {
  private final DecisionRequests requests;

  RecordRequestedDecisionDelegate(DecisionRequests requests) {
    this.requests = requests;
  }

  @Override
  public void execute(DelegateExecution execution) {
    requests.answer(
        Answers.number(execution, DecideRequestProcess.REQUEST_ID),
        Answers.choice(execution, DecideRequestProcess.DECISION, DecisionRequest.Outcome.class),
        Answers.text(execution, DecideRequestProcess.COMMENT),
        Answers.person(execution),
        Answers.onBehalfOf(execution));
  }
}
