package dev.fairlead.tracking;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A late task that its owner is asked about.
 *
 * @param owner login name of the one who is asked
 * @param finishSlipDays what the delay did to the project's finish when it was opened, in working
 *     days
 * @param reply null while nobody answered
 * @param issueId the issue that it led to, or null
 */
public record FollowUp(
    long id,
    String projectKey,
    int task,
    String owner,
    LocalDateTime openedAt,
    int daysLate,
    int finishSlipDays,
    Reply reply,
    String reason,
    LocalDate forecastFinish,
    String repliedBy,
    LocalDateTime repliedAt,
    String issueId,
    LocalDateTime closedAt) {

  /** What the owner says. */
  public enum Reply {
    DONE,
    NEW_FORECAST,
    PROBLEM,
    CHANGE
  }

  public boolean isOpen() {
    return closedAt == null;
  }
}
