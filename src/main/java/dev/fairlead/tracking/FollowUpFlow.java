package dev.fairlead.tracking;

/**
 * The running follow-up of a late task, in the words of the domain. Filled by {@code
 * tracking.process}.
 */
public interface FollowUpFlow {
  /**
   * Ends the question to the owner, since the task is done; nothing happens where nobody is asked.
   */
  void taskDone(String projectKey, int task);
}
