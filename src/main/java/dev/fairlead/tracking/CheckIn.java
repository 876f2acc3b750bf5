package dev.fairlead.tracking;

import java.time.LocalDateTime;

/**
 * The weekly question to a team member how their tasks of a project stand.
 *
 * @param answerUntil when it becomes stale
 * @param staleSince since when it is overdue, or null; the member was chased then
 * @param answeredAt null while nobody answered
 * @param tasksReported on how many tasks there was something new
 */
public record CheckIn(
    long id,
    String projectKey,
    String member,
    LocalDateTime askedAt,
    LocalDateTime answerUntil,
    LocalDateTime staleSince,
    LocalDateTime answeredAt,
    String answeredBy,
    int tasksReported,
    LocalDateTime closedAt) {

  public boolean isOpen() {
    return closedAt == null && answeredAt == null;
  }

  public boolean isStale() {
    return isOpen() && staleSince != null;
  }
}
