package dev.fairlead.closure;

import java.time.LocalDateTime;

/**
 * What stays to be done after the project is closed, such as the remarks of an acceptance.
 *
 * @param source where it comes from, in words
 * @param doneAt null while it is open
 */
public record FollowOnAction(
    String projectKey,
    int number,
    String text,
    String source,
    String owner,
    LocalDateTime openedAt,
    String doneBy,
    LocalDateTime doneAt,
    String doneNote) {
  public boolean isDone() {
    return doneAt != null;
  }
}
