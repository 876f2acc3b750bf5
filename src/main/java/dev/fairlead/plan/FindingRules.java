package dev.fairlead.plan;

import java.util.List;

/**
 * Whether a finding keeps a plan from being submitted, as the process owners' table {@code
 * planFindings} says. Filled by {@code plan.process}.
 */
public interface FindingRules {
  /**
   * What the table is asked.
   *
   * @param finding name of the sentence, such as {@code overload}
   * @param amount how much: hours, working days, percent or number, as the table's description says
   * @param criticality of the system it is about, or null
   */
  record Question(String finding, double amount, Criticality criticality) {}

  enum Effect {
    BLOCKS,
    WARNS,
    /** Not worth a word. */
    PASSES
  }

  /** The effect and the sentence of the rule that gave it. */
  record Verdict(Effect effect, String reason) {}

  /** One verdict for each question, in their order, all by the same version of the table. */
  List<Verdict> rate(List<Question> questions);
}
