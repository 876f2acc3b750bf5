package dev.fairlead.communication.process;

/** Names that the diagram {@code collectReceipts} and Java share. */
public final class CollectReceiptsProcess {
  public static final String ID = "collectReceipts";
  public static final String RUN_ID = "runId";
  public static final String CHASE_UNTIL = "chaseUntil";
  public static final String MESSAGE_CONFIRMED = "communication.confirmed";

  private CollectReceiptsProcess() {}
}
