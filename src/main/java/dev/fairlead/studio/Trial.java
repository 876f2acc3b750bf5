package dev.fairlead.studio;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;

/**
 * How a diagram did with its scenarios.
 *
 * @param outcomes one per scenario that was run
 * @param notRun how many were left out since the time was over
 * @param visited ids of the elements and flows that at least one scenario passed
 * @param never titles of the elements that none passed, in the order of the diagram
 * @param neverIds their ids
 */
public record Trial(
    List<Outcome> outcomes,
    int notRun,
    Set<String> visited,
    List<String> never,
    Set<String> neverIds) {

  /** What became of a scenario. */
  public enum Fate {
    /** It ended as it was to end. */
    THROUGH,
    /** It ended, but by another way. */
    ELSEWHERE,
    /** It did not end. */
    STUCK
  }

  /**
   * One scenario.
   *
   * @param notes where it is stuck, or what it passes now and did not before, in sentences
   * @param at where it is stuck: id of the element, or null
   * @param course what happened when, on the scenario's own clock
   */
  public record Outcome(
      String name, Fate fate, List<String> notes, String at, List<Moment> course) {
    /** Whether time went by in it. */
    public boolean hasTime() {
      return course.stream().map(Moment::at).distinct().count() > 1;
    }
  }

  /**
   * Something that happened.
   *
   * @param at on the scenario's own clock
   * @param what in words
   */
  public record Moment(LocalDateTime at, String what) {}

  public long count(Fate fate) {
    return outcomes.stream().filter(outcome -> outcome.fate() == fate).count();
  }

  /** How many elements and flows the diagram has. */
  public int all() {
    return visited.size() + neverIds.size();
  }
}
