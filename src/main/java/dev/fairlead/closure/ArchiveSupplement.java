package dev.fairlead.closure;

/** What was told after a project was archived; the room of the reports fills this port. */
public interface ArchiveSupplement {
  /**
   * Whether the supplement of the project's archive can be had: something happened after the
   * closing that the archive does not hold, and nothing of it goes on.
   */
  boolean isComplete(String projectKey);
}
