package dev.fairlead.engine;

/** Which projects stand still, for those who want to work on one of their tasks all the same. */
public interface PausedProjects {
  /** The sentence that says since when, by whom and why; null where the project is not paused. */
  String whyPaused(String projectKey);
}
