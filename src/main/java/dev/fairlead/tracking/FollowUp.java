package dev.fairlead.tracking;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A late or stale task that its owner is asked about.
 *
 * @param owner login name of the one who is asked
 * @param finishSlipDays what the delay did to the project's finish when it was opened, in working
 *     days
 * @param reply null while nobody answered
 * @param issueId the issue that it led to, or null
 * @param ladderReason why the ladder is as it is, in the words of its decision table, or null
 *     before the table was asked
 * @param silentSince day of the last word on a task that is stale and not late; null for a late one
 * @param remindAt when the owner is reminded, and so on up the ladder
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
    LocalDateTime closedAt,
    String ladderReason,
    LocalDateTime remindAt,
    LocalDateTime deputyAt,
    LocalDateTime coordinatorAt,
    LocalDateTime managerAt,
    LocalDate silentSince) {

  /** What the owner says. */
  public enum Reply {
    DONE,
    NEW_FORECAST,
    PROBLEM,
    CHANGE
  }

  /** The task is not late, but nobody has spoken of it for long. */
  public boolean isStale() {
    return silentSince != null;
  }

  public boolean isOpen() {
    return closedAt == null;
  }
}
