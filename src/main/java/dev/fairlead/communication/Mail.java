package dev.fairlead.communication;

import java.time.LocalDateTime;
import java.util.List;

/**
 * A mail in the outbox.
 *
 * @param status WAITING, SENT, or FAILED after the last try
 * @param link path within Fairlead, or null
 */
public record Mail(
    long id,
    String noticeKey,
    String recipient,
    String address,
    String projectKey,
    String subject,
    String body,
    String link,
    LocalDateTime createdAt,
    String status,
    int attempts,
    LocalDateTime sentAt,
    String problem) {

  /** The body's paragraphs. */
  public List<String> paragraphs() {
    return List.of(body.split("\n+"));
  }
}
