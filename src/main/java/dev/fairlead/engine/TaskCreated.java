package dev.fairlead.engine;

import java.time.LocalDateTime;
import java.util.Set;

/**
 * A user task waits for people; published in the engine's transaction.
 *
 * @param subject what it is about, or null where its name and project say it
 * @param assignee login name, or null where the task waits for candidates
 * @param due moment at which it should be done, or null
 * @param keptOut login names of candidates who do not decide, since they submitted it or have
 *     approved it already
 */
public record TaskCreated(
    String taskId,
    String taskKey,
    String name,
    String description,
    String subject,
    String processKey,
    String businessKey,
    String projectKey,
    String assignee,
    LocalDateTime due,
    Set<String> candidateUsers,
    Set<String> candidateGroups,
    Set<String> keptOut) {

  /** Its name and what it is about, for those who cannot see what stands beside it. */
  public String title() {
    return TaskSubject.title(name, subject);
  }
}
