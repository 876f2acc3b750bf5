package dev.fairlead.plan;

import java.math.BigDecimal;

/**
 * How far a project may deviate before managers must be asked.
 *
 * @param time working days that the finish may slip; null for a plan of no project
 * @param cost percent that the forecast cost may exceed the budget; null for a plan of no project
 */
public record Tolerances(Integer time, BigDecimal cost) {
  /** Those of a plan of no project. */
  static final Tolerances NONE = new Tolerances(null, null);

  public Tolerances {
    cost = EditText.scaled(cost);
  }
}
