package dev.fairlead.plan;

import java.time.LocalDate;

/**
 * What somebody does about a risk: against a threat, or for a chance.
 *
 * @param id 0 for one that was not saved yet
 * @param responsible login name, or null where it is left to the coordinator
 * @param due last day, or null
 * @param doneOn null while it is open
 */
public record RiskMeasure(
    long id, String text, String responsible, LocalDate due, LocalDate doneOn, String doneBy) {

  /** A new one. */
  public RiskMeasure(String text, String responsible, LocalDate due) {
    this(0, text, responsible, due, null, null);
  }

  /** Without whether it is done. */
  RiskMeasure asPlanned() {
    return new RiskMeasure(id, text, responsible, due, null, null);
  }

  public boolean isDone() {
    return doneOn != null;
  }

  public boolean isOverdue(LocalDate today) {
    return !isDone() && due != null && due.isBefore(today);
  }
}
