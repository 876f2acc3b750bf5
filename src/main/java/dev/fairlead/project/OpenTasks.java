package dev.fairlead.project;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A port: which user tasks still wait. The room that knows the list of work fills it. */
public interface OpenTasks {
  /**
   * A user task that waits.
   *
   * @param onWhom in words: a person, or groups, and who has approved already where more than one
   *     approval is needed
   * @param due when it has to be done, or null
   */
  record Waiting(String id, String title, String onWhom, LocalDateTime since, LocalDateTime due) {
    public boolean isLate(LocalDateTime now) {
      return due != null && due.isBefore(now);
    }
  }

  /** Those of these ids that are open. */
  Set<String> among(Collection<String> ids);

  /**
   * The open tasks about something in a project that has a process of its own, oldest first.
   *
   * @param businessKey such as the id of a change request
   */
  List<Waiting> about(String projectKey, String businessKey);
}
