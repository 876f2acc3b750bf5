package dev.fairlead.plan;

import dev.fairlead.plan.conflict.Conflict;
import java.util.Arrays;

/**
 * Something that the plan check found.
 *
 * @param code key of the sentence in {@code messages/plan.properties}
 * @param task number of the task it is about, or null
 * @param otherProject key of the other project of a conflict, or null
 * @param otherTask number of the task there, or null
 * @param reason of the rule that says whether it blocks, or null where nothing could be rated
 */
public record PlanFinding(
    Severity severity,
    String code,
    String sentence,
    Integer task,
    String otherProject,
    Integer otherTask,
    String reason) {
  /** Whether the plan can be submitted in spite of it. */
  public enum Severity {
    BLOCKS,
    WARNS
  }

  /** Whether it is a conflict over people or systems rather than a gap in the plan. */
  public boolean isConflict() {
    return Arrays.stream(Conflict.Kind.values())
        .anyMatch(kind -> code.equals("plan.find." + kind.finding()));
  }

  public boolean blocks() {
    return severity == Severity.BLOCKS;
  }
}
