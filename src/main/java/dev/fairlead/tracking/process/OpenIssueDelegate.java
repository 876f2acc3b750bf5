package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Says whose issue it is and who coordinates its project. */
@Component("openIssueDelegate")
class OpenIssueDelegate implements JavaDelegate {
  private final Issues issues;
  private final Projects projects;
  private final FairleadClock clock;

  OpenIssueDelegate(Issues issues, Projects projects, FairleadClock clock) {
    this.issues = issues;
    this.projects = projects;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Issue issue = issues.get(execution.getProcessBusinessKey());
    execution.setVariable(ResolveIssueProcess.REPORTER, issue.reporter());
    execution.setVariable(ResolveIssueProcess.PROJECT_KEY, issue.projectKey());
    execution.setVariable(
        ResolveIssueProcess.COORDINATOR, projects.get(issue.projectKey()).coordinator());
    execution.setVariable(
        ResolveIssueProcess.TRIAGE_UNTIL,
        Answers.date(issues.triageUntil(issue.id(), clock.now())));
  }
}
