package dev.fairlead.closure.process;

import dev.fairlead.closure.EarlySupport;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Begins the early support and says until when it lasts. */
@Component("beginEarlySupportDelegate")
class BeginEarlySupportDelegate implements JavaDelegate {
  private final EarlySupport support;

  BeginEarlySupportDelegate(EarlySupport support) {
    this.support = support;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        SupportEarlyProcess.SUPPORT_UNTIL,
        Answers.date(support.begin(execution.getProcessBusinessKey())));
  }
}
