package dev.fairlead.communication;

import dev.fairlead.project.ProjectDocuments;
import java.time.LocalDateTime;

/**
 * What an external party may read without a login, until it expires or is revoked.
 *
 * @param partyName name and organisation
 * @param reportId the report that it shows, or null
 * @param runId the communication that it shows, or null
 * @param createdBy login name, or null where the communication plan made it
 */
public record SharedLink(
    long id,
    String projectKey,
    long partyId,
    String partyName,
    String reportId,
    Long runId,
    String title,
    ProjectDocuments.Kind kind,
    String words,
    String createdBy,
    LocalDateTime createdAt,
    LocalDateTime expiresAt,
    LocalDateTime revokedAt,
    String revokedBy,
    int openedCount,
    LocalDateTime lastOpenedAt) {

  /** Whether it can be read at this moment. */
  public boolean isOpenAt(LocalDateTime now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }
}
