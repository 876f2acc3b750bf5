package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import java.time.LocalDateTime;
import java.util.Date;

/**
 * Names that the diagram {@code resolveIssue} and Java share. Its business key is the issue's id.
 */
public final class ResolveIssueProcess {
  public static final String ID = "resolveIssue";
  public static final String PROJECT_KEY = "projectKey";
  public static final String COORDINATOR = "coordinator";
  public static final String REPORTER = "reporter";
  public static final String TRIAGE = "triage";
  public static final String TRIAGE_NOTE = "triageNote";
  public static final String ISSUE_OWNER = "issueOwner";
  public static final String URGENCY = "urgency";
  public static final String IMPACT = "impact";
  public static final String TARGET_DATE = "targetDate";
  public static final String POSTPONED_UNTIL = "postponedUntil";
  public static final String CAUSE = "cause";
  public static final String WORKAROUND = "workaround";
  public static final String SOLUTION = "solution";
  public static final String VERIFIER = "verifier";
  public static final String VERIFIED = "verified";
  public static final String VERIFICATION_NOTE = "verificationNote";

  public static final String TASK_FIND_SOLUTION = "userTask_findSolution";
  public static final String TRIAGE_UNTIL = "triageUntil";
  public static final String ISSUE_UNTIL = "issueUntil";
  public static final String VERIFY_UNTIL = "verifyUntil";

  /** For the engine; null stays null. */
  static Date date(LocalDateTime moment) {
    return moment == null ? null : Answers.date(moment);
  }

  private ResolveIssueProcess() {}
}
