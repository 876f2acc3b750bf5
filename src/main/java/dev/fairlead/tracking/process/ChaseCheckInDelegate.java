package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.CheckIns;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Marks an unanswered check-in as stale and reminds the member. */
@Component("chaseCheckInDelegate")
class ChaseCheckInDelegate implements JavaDelegate {
  private final CheckIns checkIns;

  ChaseCheckInDelegate(CheckIns checkIns) {
    this.checkIns = checkIns;
  }

  @Override
  public void execute(DelegateExecution execution) {
    checkIns.chase(
        execution.getProcessBusinessKey(), Answers.text(execution, CheckInWeeklyProcess.MEMBER));
  }
}
