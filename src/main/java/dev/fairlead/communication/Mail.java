package dev.fairlead.communication;

import java.time.LocalDateTime;
import java.util.List;

/**
 * A mail in the outbox.
 *
 * @param status name of a {@link MailState}
 * @param link path within Fairlead, or null; for an external party the id of what is shared, whose
 *     address is made when the mail leaves
 * @param template name of its texts, or null for a mail from before that was noted
 * @param problem what the mail server said last
 * @param nextAttemptAt for those that wait
 * @param trouble what kept it from arriving, or null
 * @param note why it was given up
 * @param decidedBy login name of whoever sent it again or gave it up last
 * @param digestId the mail that carried it with others, or null
 * @param tables figures below the text as JSON, or null
 * @param calendar what it offers to calendars as JSON, or null
 * @param fileReference names a file that goes with it, or null
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
    String problem,
    String template,
    LocalDateTime nextAttemptAt,
    int triesBefore,
    Trouble trouble,
    String note,
    String decidedBy,
    LocalDateTime decidedAt,
    Long digestId,
    String tables,
    String calendar,
    String fileReference) {

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

  public MailState state() {
    return MailState.valueOf(status);
  }

  /** Whether it will not arrive unless somebody does something. */
  public boolean isDead() {
    return state().isDead();
  }
}
