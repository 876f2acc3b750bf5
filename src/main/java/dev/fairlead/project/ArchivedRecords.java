package dev.fairlead.project;

import java.util.Map;

/** What a room gives to the archive of a project, beside what the archive reads by itself. */
public interface ArchivedRecords {
  /**
   * All of it, as it stands.
   *
   * @return what is written as JSON, by the name of its file without the ending, such as {@code
   *     tracking/progress}
   */
  Map<String, Object> of(String projectKey);
}
