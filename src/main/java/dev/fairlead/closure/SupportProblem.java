package dev.fairlead.closure;

import java.time.LocalDateTime;

/**
 * A problem that somebody reported in the early support.
 *
 * @param number counts from 1 within the project
 * @param system number of the system in the project, or null
 * @param solvedAt null while it is open
 */
public record SupportProblem(
    String projectKey,
    int number,
    Integer system,
    String title,
    String description,
    String reportedBy,
    LocalDateTime reportedAt,
    String cause,
    String solution,
    String solvedBy,
    LocalDateTime solvedAt) {
  public boolean isSolved() {
    return solvedAt != null;
  }
}
