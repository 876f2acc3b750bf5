package dev.fairlead.tracking.process;

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

  private ResolveIssueProcess() {}
}
