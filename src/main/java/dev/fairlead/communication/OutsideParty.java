package dev.fairlead.communication;

import java.time.LocalDateTime;

/**
 * Somebody outside the house who is told about a project and has no account.
 *
 * @param language "en" or "de"; mails and the shared page speak it
 * @param removedAt null while they are told
 */
public record OutsideParty(
    long id,
    String projectKey,
    String name,
    String organisation,
    String email,
    String language,
    String note,
    LocalDateTime removedAt) {

  /** Name and organisation, as people say it. */
  public String called() {
    return organisation.isBlank() ? name : name + " (" + organisation + ")";
  }
}
