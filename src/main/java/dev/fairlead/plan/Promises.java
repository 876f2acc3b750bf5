package dev.fairlead.plan;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What the baseline in force promises, as much of it as the daily review asks.
 *
 * @param finish of the whole project
 */
public record Promises(LocalDateTime finish, List<Promise> tasks) {
  /** What it promises of one task. */
  public record Promise(
      int number, boolean summary, LocalDateTime start, LocalDateTime finish, BigDecimal cost) {}
}
