package dev.fairlead.tracking;

import java.util.function.Function;

/**
 * The running follow-up of a late task, in the words of the domain. Filled by {@code
 * tracking.process}.
 */
public interface FollowUpFlow {
  /**
   * Ends the question to the owner, since the task is done; nothing happens where nobody is asked.
   */
  void taskDone(String projectKey, int task);

  /**
   * Moves what is still to come of the ladder; nothing happens where nobody is asked.
   *
   * @param plan from the row of the table that applies to the new moments
   */
  void replan(
      String projectKey, int task, Function<EscalationLadder.Rungs, EscalationLadder.Moments> plan);
}
