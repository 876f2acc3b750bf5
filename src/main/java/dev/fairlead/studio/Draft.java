package dev.fairlead.studio;

import java.time.LocalDateTime;

/**
 * A diagram, decision table or form that a process owner works on.
 *
 * @param basedOn the deployed version that it began from; 0 for something new
 * @param note what it is for, in its author's words; empty until it is submitted
 * @param revision counts the saves, so that two who save at once notice it
 * @param decidedFor for whom a deputy decided, or null
 * @param releasedVersion the version that its release made, or null
 * @param handedIn whether its author deployed it, rather than drew it in the workspace
 */
public record Draft(
    long id,
    String processKey,
    Deployed.Kind kind,
    int basedOn,
    String note,
    String author,
    LocalDateTime savedAt,
    int revision,
    State state,
    LocalDateTime submittedAt,
    String decidedBy,
    String decidedFor,
    LocalDateTime decidedAt,
    String decisionComment,
    Integer releasedVersion,
    boolean handedIn) {

  /** Where it is on its way. */
  public enum State {
    /** Its author works on it. */
    OPEN,
    /** Another process owner looks at it. */
    SUBMITTED,
    RELEASED,
    /** Thrown away by its author. */
    DISCARDED
  }

  public boolean isNew() {
    return basedOn == 0;
  }

  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** Whether another process owner still has to decide about it. */
  public boolean isWaiting() {
    return state == State.SUBMITTED && (decidedAt == null || decidedAt.isBefore(submittedAt));
  }
}
