package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.Issues;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps whether the solution of an issue works. */
@Component("recordVerificationDelegate")
class RecordVerificationDelegate implements JavaDelegate {
  private final Issues issues;

  RecordVerificationDelegate(Issues issues) {
    this.issues = issues;
  }

  @Override
  public void execute(DelegateExecution execution) {
    issues.verify(
        execution.getProcessBusinessKey(),
        "yes".equals(Answers.text(execution, ResolveIssueProcess.VERIFIED)),
        Answers.take(execution, ResolveIssueProcess.VERIFICATION_NOTE),
        Answers.person(execution));
  }
}
