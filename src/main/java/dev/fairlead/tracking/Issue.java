package dev.fairlead.tracking;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A problem, a deviation from the specification, or a question.
 *
 * @param id such as "CRM-I5", also the business key of its process
 * @param risk number of the risk that occurred and became this issue, or null
 * @param triage what the coordinator decided, null before
 */
public record Issue(
    String id,
    String projectKey,
    int number,
    Kind kind,
    String title,
    String description,
    Integer system,
    Integer task,
    Integer risk,
    Level urgency,
    Level impact,
    String reporter,
    LocalDateTime reportedAt,
    String owner,
    LocalDate targetDate,
    String cause,
    String workaround,
    String solution,
    String verifiedBy,
    String verificationNote,
    LocalDate postponedUntil,
    Triage triage,
    String triageNote,
    Status status,
    LocalDateTime resolvedAt,
    LocalDateTime closedAt) {

  /** What kind of matter it is. */
  public enum Kind {
    PROBLEM,
    OFF_SPECIFICATION,
    QUESTION
  }

  /** How urgent it is, and how much it hinders. */
  public enum Level {
    LOW,
    MEDIUM,
    HIGH
  }

  /** The states of the log. */
  public enum Status {
    OPEN,
    POSTPONED,
    RESOLVED,
    CLOSED
  }

  /** What the coordinator wants done about it. */
  public enum Triage {
    RESOLVE,
    POSTPONE,
    NOT_AN_ISSUE
  }

  /** Someone still has to do something about it. */
  public boolean isOpen() {
    return status == Status.OPEN || status == Status.POSTPONED;
  }

  public boolean isOverdue(LocalDate today) {
    return isOpen() && targetDate != null && targetDate.isBefore(today);
  }
}
