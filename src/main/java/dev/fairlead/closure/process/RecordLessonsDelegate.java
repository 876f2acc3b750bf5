package dev.fairlead.closure.process;

import dev.fairlead.closure.Closing;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what a project that was not carried out taught. */
@Component("recordLessonsDelegate")
class RecordLessonsDelegate implements JavaDelegate {
  private final Closing closing;

  RecordLessonsDelegate(Closing closing) {
    this.closing = closing;
  }

  @Override
  public void execute(DelegateExecution execution) {
    closing.recordLessons(
        execution.getProcessBusinessKey(),
        Answers.text(execution, CloseProjectProcess.WENT_WELL),
        Answers.text(execution, CloseProjectProcess.WENT_BADLY),
        Answers.text(execution, CloseProjectProcess.RECOMMENDATION),
        Answers.person(execution),
        Answers.onBehalfOf(execution));
  }
}
