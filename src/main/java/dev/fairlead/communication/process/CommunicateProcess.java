package dev.fairlead.communication.process;

/** Names that the diagram {@code communicate} and Java share. */
public final class CommunicateProcess {
  public static final String ID = "communicate";
  public static final String DUE_COMMUNICATIONS = "dueCommunications";
  public static final String ROW_ID = "rowId";
  public static final String RUN_ID = "runId";
  public static final String RESPONSIBLE = "responsible";
  public static final String NEXT_STEP = "nextStep";
  public static final String DRAFT_UNTIL = "draftUntil";
  public static final String DRAFT_DECISION = "draftDecision";
  public static final String WORDS = "words";
  public static final String SKIP_REASON = "skipReason";
  public static final String APPROVER_GROUP = "approverGroup";
  public static final String SUBMITTED_BY = "submittedBy";
  public static final String SUBMITTED_FOR = "submittedFor";
  public static final String DECISION = "decision";
  public static final String COMMENT = "comment";
  public static final String RECEIPT_UNTIL = "receiptUntil";
  public static final String MESSAGE_PUBLISHED = "report.published";
  public static final String MESSAGE_DISCARDED = "report.discarded";
  public static final String MESSAGE_STOPPED = "communication.stopped";

  private CommunicateProcess() {}
}
