package dev.fairlead.plan;

import dev.fairlead.plan.FindingRules.Question;
import dev.fairlead.plan.FindingRules.Verdict;

/** A finding before the table has said whether it blocks. */
record PlanFindingDraft(
    Question question,
    String code,
    String sentence,
    Integer task,
    String otherProject,
    Integer otherTask) {

  PlanFinding rated(Verdict verdict) {
    return new PlanFinding(
        verdict.effect() == FindingRules.Effect.BLOCKS
            ? PlanFinding.Severity.BLOCKS
            : PlanFinding.Severity.WARNS,
        code,
        sentence,
        task,
        otherProject,
        otherTask,
        verdict.reason());
  }
}
