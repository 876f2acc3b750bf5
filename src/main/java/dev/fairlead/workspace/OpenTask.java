package dev.fairlead.workspace;

import java.time.LocalDateTime;
import java.util.Set;

/**
 * A user task that waits.
 *
 * @param projectKey the project it belongs to, also where a sub-process has a key of its own
 * @param businessKey the key of the process that holds the task: project, change or issue
 * @param rootId the process at the top, in which other tasks of the same life wait
 */
public record OpenTask(
    String id,
    String name,
    String description,
    String assignee,
    LocalDateTime created,
    LocalDateTime due,
    String taskKey,
    String processKey,
    String deploymentId,
    String businessKey,
    String projectKey,
    String instanceId,
    String rootId,
    Set<String> candidateUsers,
    Set<String> candidateGroups) {

  public boolean overdue(LocalDateTime now) {
    return due != null && due.isBefore(now);
  }
}
