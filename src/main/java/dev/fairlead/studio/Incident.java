package dev.fairlead.studio;

import java.time.LocalDateTime;

/**
 * A step of a process that failed.
 *
 * @param job the engine's id of the job that can be tried again; null where there is none
 * @param process name of the process
 * @param element for people, such as: Service task "Render report"
 * @param businessKey of the project, change or issue that it holds up
 * @param projectName null where the key is not a project's
 * @param since when it failed first, or failed for good
 * @param reason the first line of what went wrong
 * @param retriesLeft 0 where it waits for a person
 * @param nextTry null where it waits for a person
 */
public record Incident(
    String job,
    String processKey,
    String process,
    String element,
    String businessKey,
    String projectName,
    LocalDateTime since,
    String reason,
    int retriesLeft,
    LocalDateTime nextTry) {
  public boolean isStuck() {
    return retriesLeft == 0;
  }
}
