package dev.fairlead.report;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A report of a project. Once published it never changes.
 *
 * @param id such as "CRM-R2"
 * @param createdBy login name, or null where Fairlead made it by itself
 * @param health overall
 */
public record Report(
    String id,
    String projectKey,
    int number,
    Kind kind,
    Status status,
    LocalDate statusDate,
    LocalDateTime createdAt,
    String createdBy,
    Light health,
    String summary,
    LocalDateTime publishedAt) {

  /** What it reports. */
  public enum Kind {
    INTERIM,
    FINAL
  }

  /** Its way: frozen figures, released for rendering, published, or discarded. */
  public enum Status {
    DRAFT,
    RELEASED,
    PUBLISHED,
    DISCARDED
  }
}
