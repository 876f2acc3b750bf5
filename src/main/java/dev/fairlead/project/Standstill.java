package dev.fairlead.project;

import java.util.List;
import java.util.Set;

/**
 * The running processes of a project, seen from outside: who waits in them, and that all of them
 * stand still and go on together. The engine fills this port, see {@code project.process}.
 */
public interface Standstill {
  /**
   * A task that somebody has.
   *
   * @param assignee login name, or null where it waits for the candidates
   */
  record Waiting(
      String name, String assignee, Set<String> candidateUsers, Set<String> candidateGroups) {}

  /** The open tasks of the project, also those of its changes, issues and follow-ups. */
  List<Waiting> waiting(String projectKey);

  /** Everything that runs for the project stands still: tasks, timers and Fairlead's own steps. */
  void begin(String projectKey);

  /**
   * Everything goes on; what was due after so much working time is due after the same working time
   * from now.
   *
   * @param pause the pause, which has ended
   */
  void end(String projectKey, Pause pause);

  /** Everything goes on as it was left, for a project that is cancelled. */
  void lift(String projectKey);
}
