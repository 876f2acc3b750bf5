package dev.fairlead.communication;

import java.time.LocalDateTime;
import java.util.List;

/**
 * A mail in the outbox.
 *
 * @param status WAITING, SENT, or FAILED after the last try
 * @param link path within Fairlead, or null; for an external party the id of what is shared, whose
 *     address is made when the mail leaves
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

  /** Whether it goes to somebody who has no account. */
  public boolean isToOutside() {
    return recipient.startsWith(Outbox.OUTSIDE);
  }

  /** The page of Fairlead that it leads to, or null. */
  public String page() {
    return isToOutside() ? null : link;
  }

  /** The body's paragraphs. */
  public List<String> paragraphs() {
    return List.of(body.split("\n+"));
  }
}
