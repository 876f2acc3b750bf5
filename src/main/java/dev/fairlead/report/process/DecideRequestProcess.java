package dev.fairlead.report.process;

/** Names that the diagram {@code decideRequest} and Java share. */
public final class DecideRequestProcess {
  public static final String ID = "decideRequest";
  public static final String REQUEST_ID = "requestId";
  public static final String APPROVER_GROUP = "approverGroup";
  public static final String DECISION_REMINDER_AT = "decisionReminderAt";
  public static final String DECISION_UNTIL = "decisionUntil";
  public static final String SUBMITTED_BY = "submittedBy";
  public static final String DECISION = "decision";
  public static final String COMMENT = "comment";

  private DecideRequestProcess() {}
}
