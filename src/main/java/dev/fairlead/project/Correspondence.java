package dev.fairlead.project;

import java.time.LocalDateTime;
import java.util.List;

/**
 * The mails of a project, as far as other rooms may know them. The room of the mails fills this
 * port.
 */
public interface Correspondence {
  /**
   * A mail without its text.
   *
   * @param sentAt null while it has not left, or where no mail server is set
   */
  record Letter(
      LocalDateTime writtenAt,
      String recipient,
      String subject,
      String status,
      LocalDateTime sentAt) {}

  /** The oldest first. */
  List<Letter> of(String projectKey);
}
