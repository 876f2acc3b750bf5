package dev.fairlead.engine;

/** How projects are called, for those who read a list of tasks in Tasklist. */
public interface ProjectNames {
  /**
   * The local variable of every task that says what it is about: the key of the project, change or
   * issue, and the project's name.
   */
  String VARIABLE = "project";

  /** Name of the project, or null where there is none with this key. */
  String nameOf(String projectKey);
}
