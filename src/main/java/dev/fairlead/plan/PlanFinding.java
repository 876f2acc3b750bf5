package dev.fairlead.plan;

/**
 * Something that the plan check found.
 *
 * @param code key of the sentence in {@code messages/plan.properties}
 * @param task number of the task it is about, or null
 * @param otherProject key of the other project of a conflict, or null
 */
public record PlanFinding(
    Severity severity, String code, String sentence, Integer task, String otherProject) {
  /** Whether the plan can be submitted in spite of it. */
  public enum Severity {
    BLOCKS,
    WARNS
  }

  public boolean blocks() {
    return severity == Severity.BLOCKS;
  }
}
