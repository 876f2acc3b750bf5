package dev.fairlead.closure.process;

/** Names that the diagram {@code closeProject} and Java share. */
public final class CloseProjectProcess {
  public static final String ID = "closeProject";
  public static final String COORDINATOR = "coordinator";
  public static final String OUTCOME = "outcome";
  public static final String CANCEL_REASON = "cancelReason";
  public static final String SUBMITTED_BY = "submittedBy";
  public static final String EVALUATION_UNTIL = "evaluationUntil";
  public static final String READY = "ready";
  public static final String RECEIVERS = "receivers";
  public static final String ACCEPTORS = "acceptors";
  public static final String MEMBERS = "members";
  public static final String MEMBER = "member";
  public static final String SCORE = "score";
  public static final String WENT_WELL = "wentWell";
  public static final String WENT_BADLY = "wentBadly";
  public static final String RECOMMENDATION = "recommendation";
  public static final String DECISION = "decision";
  public static final String COMMENT = "comment";
  public static final String EARLY_SUPPORT = "earlySupport";

  private CloseProjectProcess() {}
}
