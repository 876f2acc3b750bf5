package dev.fairlead.closure;

import java.time.LocalDateTime;

/**
 * A result that the sponsor accepts.
 *
 * @param criteria what it is accepted by
 * @param task number of the milestone or task that it comes from, or null
 * @param acceptance null until the sponsor accepts it
 * @param condition what must still be done, where it is accepted on condition
 */
public record Deliverable(
    String projectKey,
    int number,
    String name,
    String criteria,
    Integer task,
    Acceptance acceptance,
    String condition,
    String acceptedBy,
    LocalDateTime acceptedAt) {

  /** How it was accepted. */
  public enum Acceptance {
    ACCEPTED,
    ON_CONDITION
  }

  public boolean isAccepted() {
    return acceptance != null;
  }
}
