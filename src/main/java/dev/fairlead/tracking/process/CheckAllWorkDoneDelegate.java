package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.Tracking;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps the confirmation that all work is done, or refuses it with the tasks that are not. */
@Component("checkAllWorkDoneDelegate")
class CheckAllWorkDoneDelegate implements JavaDelegate {
  private final Tracking tracking;

  CheckAllWorkDoneDelegate(Tracking tracking) {
    this.tracking = tracking;
  }

  @Override
  public void execute(DelegateExecution execution) {
    tracking.confirmAllDone(execution.getProcessBusinessKey(), Answers.person(execution));
  }
}
