package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.plan.Planning;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what one member said, and clears the answers for the next one. */
@Component("recordFeedbackDelegate")
class RecordFeedbackDelegate implements JavaDelegate {
  private final Planning planning;

  RecordFeedbackDelegate(Planning planning) {
    this.planning = planning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    planning.recordFeedback(
        execution.getProcessBusinessKey(),
        Answers.text(execution, PlanProjectProcess.MEMBER),
        Answers.text(execution, PlanProjectProcess.FEEDBACK),
        Answers.text(execution, PlanProjectProcess.OBJECTION));
    execution.removeVariable(PlanProjectProcess.FEEDBACK);
    execution.removeVariable(PlanProjectProcess.OBJECTION);
  }
}
