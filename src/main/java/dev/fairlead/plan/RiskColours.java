package dev.fairlead.plan;

/** The process owners' table for the colour of a risk. Filled by {@code plan.process}. */
public interface RiskColours {
  /** The colour below which nothing has to be done about a risk. */
  String GREEN = "green";

  /**
   * The colour of a level, likelihood times impact, as the table {@code riskLevel} says now.
   *
   * @return green, yellow or red; empty where the table has no row for it
   */
  String of(int level);
}
