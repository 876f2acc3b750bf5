package dev.fairlead.closure.process;

import dev.fairlead.closure.Handovers;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what the coordinator did about a refused signature. */
@Component("recordHandoverReworkDelegate")
class RecordHandoverReworkDelegate implements JavaDelegate {
  private final Handovers handovers;

  RecordHandoverReworkDelegate(Handovers handovers) {
    this.handovers = handovers;
  }

  @Override
  public void execute(DelegateExecution execution) {
    handovers.rework(
        execution.getProcessBusinessKey(),
        Answers.text(execution, HandOverSystemsProcess.RECEIVER),
        Answers.take(execution, HandOverSystemsProcess.REWORK_DONE),
        Answers.person(execution));
  }
}
