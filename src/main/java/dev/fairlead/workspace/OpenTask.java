package dev.fairlead.workspace;

import dev.fairlead.engine.TaskSubject;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;

/**
 * A user task that waits.
 *
 * @param subject what it is about, such as the title of a risk, or null
 * @param projectKey the project it belongs to, also where a sub-process has a key of its own
 * @param businessKey the key of the process that holds the task: project, change or issue
 * @param rootId the process at the top, in which other tasks of the same life wait
 * @param approvedBy login names of those who have given an approval, where more than one is needed
 */
public record OpenTask(
    String id,
    String name,
    String description,
    String subject,
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
    Set<String> candidateGroups,
    List<String> approvedBy) {

  /** Its name and what it is about, for those who cannot see what stands beside it. */
  public String title() {
    return TaskSubject.title(name, subject);
  }

  public boolean overdue(LocalDateTime now) {
    return due != null && due.isBefore(now);
  }
}
