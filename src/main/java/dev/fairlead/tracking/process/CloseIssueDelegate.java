package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.Issues;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes what turned out to be no issue. */
@Component("closeIssueDelegate")
class CloseIssueDelegate implements JavaDelegate {
  private final Issues issues;

  CloseIssueDelegate(Issues issues) {
    this.issues = issues;
  }

  @Override
  public void execute(DelegateExecution execution) {
    issues.close(execution.getProcessBusinessKey(), Answers.person(execution));
  }
}
