package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.CheckIns;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes the weekly question to a member. */
@Component("closeCheckInDelegate")
class CloseCheckInDelegate implements JavaDelegate {
  private final CheckIns checkIns;

  CloseCheckInDelegate(CheckIns checkIns) {
    this.checkIns = checkIns;
  }

  @Override
  public void execute(DelegateExecution execution) {
    checkIns.close(
        execution.getProcessBusinessKey(),
        Answers.text(execution, CheckInWeeklyProcess.MEMBER),
        Answers.person(execution));
  }
}
