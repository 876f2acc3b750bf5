package dev.fairlead.webhooks;

import java.time.LocalDateTime;

/**
 * One event for one webhook.
 *
 * @param eventId by which the receiver knows a repetition
 * @param logNumber of the entry of the decision log, or null for a test
 * @param triesBefore attempts before somebody sent it again by hand
 * @param answerStatus of HTTP at the last try, or null where none came
 * @param answer what went wrong at the last try, as a sentence, or null
 * @param decidedBy who sent it again or gave it up, or null
 */
public record Delivery(
    long id,
    long webhookId,
    String eventId,
    Long logNumber,
    State status,
    int attempts,
    int triesBefore,
    LocalDateTime nextAttemptAt,
    LocalDateTime createdAt,
    LocalDateTime doneAt,
    Integer answerStatus,
    String answer,
    String decidedBy,
    LocalDateTime decidedAt) {
  /** What became of it. */
  public enum State {
    WAITING,
    DONE,
    /** Will not arrive unless somebody sends it again. */
    FAILED,
    GIVEN_UP
  }

  public boolean isWaiting() {
    return status == State.WAITING;
  }

  public boolean isFailed() {
    return status == State.FAILED;
  }
}
