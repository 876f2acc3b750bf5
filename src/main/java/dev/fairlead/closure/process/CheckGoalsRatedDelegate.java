package dev.fairlead.closure.process;

import dev.fairlead.closure.Closing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Refuses to go on while a goal has no rating. */
@Component("checkGoalsRatedDelegate")
class CheckGoalsRatedDelegate implements JavaDelegate {
  private final Closing closing;

  CheckGoalsRatedDelegate(Closing closing) {
    this.closing = closing;
  }

  @Override
  public void execute(DelegateExecution execution) {
    closing.mustBeRated(execution.getProcessBusinessKey());
  }
}
