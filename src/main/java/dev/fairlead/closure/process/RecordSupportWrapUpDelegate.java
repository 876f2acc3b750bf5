package dev.fairlead.closure.process;

import dev.fairlead.closure.EarlySupport;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what happened in the early support. */
@Component("recordSupportWrapUpDelegate")
class RecordSupportWrapUpDelegate implements JavaDelegate {
  private final EarlySupport support;

  RecordSupportWrapUpDelegate(EarlySupport support) {
    this.support = support;
  }

  @Override
  public void execute(DelegateExecution execution) {
    support.wrapUp(
        execution.getProcessBusinessKey(),
        Answers.text(execution, SupportEarlyProcess.SUPPORT_SUMMARY),
        Answers.text(execution, SupportEarlyProcess.RECOMMENDATION),
        Answers.person(execution),
        Answers.onBehalfOf(execution));
  }
}
