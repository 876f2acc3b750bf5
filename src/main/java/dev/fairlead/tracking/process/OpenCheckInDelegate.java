package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.CheckIn;
import dev.fairlead.tracking.CheckIns;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the weekly question to a member. */
@Component("openCheckInDelegate")
class OpenCheckInDelegate implements JavaDelegate {
  private final CheckIns checkIns;

  OpenCheckInDelegate(CheckIns checkIns) {
    this.checkIns = checkIns;
  }

  @Override
  public void execute(DelegateExecution execution) {
    CheckIn opened =
        checkIns.open(
            execution.getProcessBusinessKey(),
            Answers.text(execution, CheckInWeeklyProcess.MEMBER));
    execution.setVariable(CheckInWeeklyProcess.CHECK_IN_ID, opened.id());
    execution.setVariable(CheckInWeeklyProcess.CHECK_IN_UNTIL, Answers.date(opened.answerUntil()));
  }
}
