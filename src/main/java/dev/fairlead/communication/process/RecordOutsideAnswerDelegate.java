package dev.fairlead.communication.process;

import dev.fairlead.communication.OutsideFeedbacks;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps the answer and sends it to the external party. */
@Component("recordOutsideAnswerDelegate")
class RecordOutsideAnswerDelegate implements JavaDelegate {
  private final OutsideFeedbacks feedbacks;

  RecordOutsideAnswerDelegate(OutsideFeedbacks feedbacks) {
    this.feedbacks = feedbacks;
  }

  @Override
  public void execute(DelegateExecution execution) {
    feedbacks.answer(
        ((Number) execution.getVariable(AnswerOutsideFeedbackProcess.OUTSIDE_FEEDBACK_ID))
            .longValue(),
        Answers.take(execution, AnswerOutsideFeedbackProcess.ANSWER),
        Answers.person(execution));
  }
}
