package dev.fairlead.closure;

import dev.fairlead.shared.Seen;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;

/**
 * A result that somebody accepts.
 *
 * @param criteria what it is accepted by, one criterion a line
 * @param task number of the milestone or task that it comes from, or null
 * @param acceptor login name of the one who accepts it, or null for the sponsor
 * @param acceptance null until it is decided on
 * @param met places of the criteria that were met, from 1
 * @param condition what must still be done where it is accepted on condition; why it was rejected
 * @param rework what the coordinator did after the last rejection, or null
 * @param acceptedBy who decided
 */
public record Deliverable(
    String projectKey,
    int number,
    String name,
    String criteria,
    Integer task,
    String acceptor,
    Acceptance acceptance,
    Set<Integer> met,
    String condition,
    String rework,
    String acceptedBy,
    LocalDateTime acceptedAt) {

  /** How it was decided. */
  public enum Acceptance {
    ACCEPTED,
    /** Accepted with remarks, which are followed up after the end of the project. */
    ON_CONDITION,
    /** Goes back to the coordinator. */
    REJECTED
  }

  public boolean isAccepted() {
    return acceptance != null && acceptance != Acceptance.REJECTED;
  }

  public boolean isRejected() {
    return acceptance == Acceptance.REJECTED;
  }

  /** Tells what is accepted, and by what, from anything else that may stand at its number. */
  public String seen() {
    return Seen.of(name, criteria);
  }

  /** The criteria one by one. */
  public List<String> checklist() {
    return criteria.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
