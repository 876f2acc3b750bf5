package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.Issues;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps cause and solution of an issue, and says who verifies it. */
@Component("recordSolutionDelegate")
class RecordSolutionDelegate implements JavaDelegate {
  private final Issues issues;

  RecordSolutionDelegate(Issues issues) {
    this.issues = issues;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String id = execution.getProcessBusinessKey();
    issues.solve(
        id,
        Answers.text(execution, ResolveIssueProcess.CAUSE),
        Answers.text(execution, ResolveIssueProcess.WORKAROUND),
        Answers.text(execution, ResolveIssueProcess.SOLUTION),
        Answers.person(execution));
    execution.setVariable(
        ResolveIssueProcess.VERIFIER,
        issues.verifier(id, Answers.text(execution, ResolveIssueProcess.COORDINATOR)));
    execution.setVariable(ResolveIssueProcess.VERIFY_UNTIL, Answers.date(issues.verifyUntil(id)));
  }
}
