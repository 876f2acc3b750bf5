package dev.fairlead.plan;

import dev.fairlead.plan.FindingRules.Question;
import dev.fairlead.plan.FindingRules.Verdict;
import java.util.List;

/**
 * A finding before the table has said whether it blocks.
 *
 * @param tasks of this plan that it is about
 */
record PlanFindingDraft(
    Question question,
    String code,
    String sentence,
    List<Integer> tasks,
    String otherProject,
    Integer otherTask) {

  /** The first of the tasks of this plan that it is about, or null. */
  Integer task() {
    return tasks.isEmpty() ? null : tasks.get(0);
  }

  PlanFinding rated(Verdict verdict) {
    return new PlanFinding(
        verdict.effect() == FindingRules.Effect.BLOCKS
            ? PlanFinding.Severity.BLOCKS
            : PlanFinding.Severity.WARNS,
        code,
        sentence,
        task(),
        otherProject,
        otherTask,
        verdict.reason());
  }
}
