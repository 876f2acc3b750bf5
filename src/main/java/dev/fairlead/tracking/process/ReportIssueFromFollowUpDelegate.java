package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Files the problem that the owner of a late task named as an issue. */
@Component("reportIssueFromFollowUpDelegate")
class ReportIssueFromFollowUpDelegate implements JavaDelegate {
  private final Issues issues;

  ReportIssueFromFollowUpDelegate(Issues issues) {
    this.issues = issues;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Issue issue =
        issues.fileFromFollowUp(
            execution.getProcessBusinessKey(),
            Answers.number(execution, FollowUpTaskProcess.TASK_NUMBER));
    execution.setVariable(FollowUpTaskProcess.ISSUE_ID, issue.id());
    execution.setVariable(ResolveIssueProcess.PROJECT_KEY, issue.projectKey());
  }
}
