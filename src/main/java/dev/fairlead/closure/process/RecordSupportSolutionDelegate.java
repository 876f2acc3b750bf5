package dev.fairlead.closure.process;

import dev.fairlead.closure.EarlySupport;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps how a problem was solved in the early support. */
@Component("recordSupportSolutionDelegate")
class RecordSupportSolutionDelegate implements JavaDelegate {
  private final EarlySupport support;

  RecordSupportSolutionDelegate(EarlySupport support) {
    this.support = support;
  }

  @Override
  public void execute(DelegateExecution execution) {
    support.solve(
        execution.getProcessBusinessKey(),
        Answers.number(execution, SupportEarlyProcess.SUPPORT_PROBLEM),
        Answers.take(execution, SupportEarlyProcess.CAUSE),
        Answers.take(execution, SupportEarlyProcess.SOLUTION),
        Answers.person(execution));
  }
}
