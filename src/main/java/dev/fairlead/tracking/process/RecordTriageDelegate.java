package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what the coordinator decided about an issue. */
@Component("recordTriageDelegate")
class RecordTriageDelegate implements JavaDelegate {
  private final Issues issues;

  RecordTriageDelegate(Issues issues) {
    this.issues = issues;
  }

  @Override
  public void execute(DelegateExecution execution) {
    LocalDate until =
        Answers.day(
            execution, ResolveIssueProcess.POSTPONED_UNTIL, "the date until which it is postponed");
    Issue issue =
        issues.triage(
            execution.getProcessBusinessKey(),
            Answers.choice(execution, ResolveIssueProcess.TRIAGE, Issue.Triage.class),
            Answers.text(execution, ResolveIssueProcess.ISSUE_OWNER),
            Answers.choice(execution, ResolveIssueProcess.URGENCY, Issue.Level.class),
            Answers.choice(execution, ResolveIssueProcess.IMPACT, Issue.Level.class),
            Answers.day(execution, ResolveIssueProcess.TARGET_DATE, "the target date"),
            until,
            Answers.take(execution, ResolveIssueProcess.TRIAGE_NOTE),
            Answers.person(execution));
    execution.setVariable(ResolveIssueProcess.ISSUE_OWNER, issue.owner());
    execution.setVariable(
        ResolveIssueProcess.POSTPONED_UNTIL,
        issue.postponedUntil() == null ? null : Answers.date(issue.postponedUntil().atTime(7, 0)));
    execution.setVariable(
        ResolveIssueProcess.ISSUE_UNTIL, ResolveIssueProcess.date(issues.solveUntil(issue.id())));
    if (issue.postponedUntil() != null) {
      execution.setVariable(
          ResolveIssueProcess.TRIAGE_UNTIL,
          Answers.date(issues.triageUntil(issue.id(), issue.postponedUntil().atTime(7, 0))));
    }
  }
}
