package dev.fairlead.closure.process;

/** Names that the diagram {@code acceptDeliverables} and Java share. */
public final class AcceptDeliverablesProcess {
  public static final String ID = "acceptDeliverables";
  public static final String ACCEPTOR = "acceptor";
  public static final String DELIVERABLES_ACCEPTED = "deliverablesAccepted";
  public static final String REWORK_DONE = "reworkDone";

  private AcceptDeliverablesProcess() {}
}
