package dev.fairlead.change.process;

/**
 * Names that the diagram {@code handleChange} and Java share. Its business key is the change's id.
 */
public final class HandleChangeProcess {
  public static final String ID = "handleChange";
  public static final String CHANGE_TYPE = "changeType";
  public static final String FINISH_DELTA = "finishDelta";
  public static final String COST_DELTA = "costDelta";
  public static final String COST_DELTA_PERCENT = "costDeltaPercent";
  public static final String TOUCHES_CRITICAL_SYSTEM = "touchesCriticalSystem";
  public static final String MOVES_TOLERANCE = "movesTolerance";
  public static final String CHANGES_GOALS = "changesGoals";
  public static final String SUBMITTED_BY = "submittedBy";
  public static final String DECISION_REMINDER_AT = "decisionReminderAt";
  public static final String ROUTE = "route";
  public static final String ROUTE_REASON = "routeReason";
  public static final String APPROVER_GROUP = "approverGroup";
  public static final String APPROVALS_MISSING = "approvalsMissing";
  public static final String APPROVED_BY = "approvedBy";
  public static final String DECISION = "decision";
  public static final String COMMENT = "comment";
  public static final String POSTPONED_UNTIL = "postponedUntil";
  public static final String IMPACT_VALID = "impactValid";
  public static final String REVIEW_DUE_AT = "reviewDueAt";
  public static final String CONFIRMED = "confirmed";
  public static final String BACKOUT_NOTE = "backoutNote";
  public static final String MESSAGE_WITHDRAWN = "change.withdrawn";
  public static final String MESSAGE_MERGED = "change.merged";
  public static final String MESSAGE_EXTENDED = "change.extended";

  private HandleChangeProcess() {}
}
