package dev.fairlead.closure.process;

/** Names that the diagram {@code handOverSystems} and Java share. */
public final class HandOverSystemsProcess {
  public static final String ID = "handOverSystems";
  public static final String RECEIVER = "receiver";
  public static final String HANDOVER_SIGNED = "handoverSigned";
  public static final String REWORK_DONE = "reworkDone";

  private HandOverSystemsProcess() {}
}
