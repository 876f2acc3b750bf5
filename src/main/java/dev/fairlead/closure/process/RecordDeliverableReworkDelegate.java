package dev.fairlead.closure.process;

import dev.fairlead.closure.Deliverables;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what the coordinator did about rejected deliverables. */
@Component("recordDeliverableReworkDelegate")
class RecordDeliverableReworkDelegate implements JavaDelegate {
  private final Deliverables deliverables;

  RecordDeliverableReworkDelegate(Deliverables deliverables) {
    this.deliverables = deliverables;
  }

  @Override
  public void execute(DelegateExecution execution) {
    deliverables.rework(
        execution.getProcessBusinessKey(),
        Answers.text(execution, AcceptDeliverablesProcess.ACCEPTOR),
        Answers.take(execution, AcceptDeliverablesProcess.REWORK_DONE),
        Answers.person(execution));
  }
}
