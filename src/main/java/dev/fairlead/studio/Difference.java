package dev.fairlead.studio;

import java.util.List;

/**
 * What became of one element between two versions of a diagram or decision table.
 *
 * @param elementId its id, so that the picture can mark it
 * @param element its name for people, with its kind, such as: Task "Approve plan"
 * @param facts what differs, and all that something new holds; empty for an element that went or
 *     was only moved
 */
public record Difference(String elementId, String element, Fate fate, List<Fact> facts) {

  /** What became of it. */
  public enum Fate {
    ADDED,
    REMOVED,
    CHANGED,
    /** Stands elsewhere in the picture and does the same. */
    MOVED
  }

  /**
   * One property.
   *
   * @param name for people, such as "Due"
   * @param before empty where there was none
   * @param after empty where there is none any more
   */
  public record Fact(String name, String before, String after) {}
}
