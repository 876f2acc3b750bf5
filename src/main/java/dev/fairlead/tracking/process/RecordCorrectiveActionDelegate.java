package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.CorrectiveActions;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what the coordinator decided about a forecast out of tolerance, and tells of it. */
@Component("recordCorrectiveActionDelegate")
class RecordCorrectiveActionDelegate implements JavaDelegate {
  private final CorrectiveActions actions;

  RecordCorrectiveActionDelegate(CorrectiveActions actions) {
    this.actions = actions;
  }

  @Override
  public void execute(DelegateExecution execution) {
    actions.record(
        execution.getProcessBusinessKey(),
        Answers.choice(
            execution, TrackProjectProcess.CORRECTIVE_DECISION, CorrectiveActions.Decision.class),
        Answers.take(execution, TrackProjectProcess.CORRECTIVE_REASON),
        Answers.person(execution),
        Answers.onBehalfOf(execution),
        execution
                .getBpmnModelInstance()
                .getModelElementById(TrackProjectProcess.TASK_CONFIRM_DEVIATION)
            != null);
  }
}
