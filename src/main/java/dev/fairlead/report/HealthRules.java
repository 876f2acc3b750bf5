package dev.fairlead.report;

/** The process owners' decision tables for colours. Filled by {@code report.process}. */
public interface HealthRules {
  /** The colour and the sentence of the rule that gave it. */
  record Rating(Light light, String rule) {}

  /**
   * Rates one dimension by the table {@code projectHealth}.
   *
   * @param dimension schedule, cost, scope, resources, risk or overall
   * @param value as the table's description says, or null where there is no figure
   */
  Rating rate(String dimension, Double value);

  /** Rates a risk's level, 1 to 25, by the table {@code riskLevel}. */
  Light risk(int level);
}
