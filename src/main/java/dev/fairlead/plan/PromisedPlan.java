package dev.fairlead.plan;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;

/**
 * A plan as it stands beside what the baseline in force promises of it, as much as the daily review
 * asks.
 *
 * @param finish of the whole project by the baseline
 * @param cost of the whole project by the baseline
 * @param promises of each task, in the order of the plan's tasks; null for one that was added since
 */
public record PromisedPlan(
    WorkPlan plan, LocalDateTime finish, BigDecimal cost, List<Promise> promises) {
  /** What the baseline promises of one task. */
  public record Promise(LocalDateTime start, LocalDateTime finish, BigDecimal cost) {}
}
