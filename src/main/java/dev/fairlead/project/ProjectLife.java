package dev.fairlead.project;

/**
 * The project's life, in the words of the domain. The engine fills this port, see {@code
 * project.process}.
 */
public interface ProjectLife {
  /** Begins the life of a new project: its coordinator gets the task to draft the plan. */
  void begin(Project project);

  /** Ends the project before its time; it goes to closing for lessons and archive. */
  void cancel(String projectKey, String reason);

  /** Asks for an interim report now. */
  void requestReport(String projectKey);
}
