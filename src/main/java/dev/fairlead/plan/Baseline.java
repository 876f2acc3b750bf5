package dev.fairlead.plan;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;

/**
 * A plan as it was approved; never changed afterwards.
 *
 * @param number counts from 1; number 1 is the original plan
 * @param hash SHA-256 over the whole content, in hexadecimal, by which a copy can be checked
 * @param cost of all tasks as planned
 * @param budget that the project had then, or null where nobody kept it
 * @param budgetLines the parts of the budget as they were then, in the order of their numbers; null
 *     where the baseline is too old to have kept them
 */
public record Baseline(
    String projectKey,
    int number,
    LocalDateTime frozenAt,
    String frozenBy,
    String reason,
    String hash,
    LocalDateTime start,
    LocalDateTime finish,
    BigDecimal cost,
    BigDecimal budget,
    List<BaselineTask> tasks,
    List<BudgetLine> budgetLines) {

  /** The task with this number, or null where it was added later. */
  public BaselineTask task(int number) {
    return tasks.stream().filter(t -> t.number() == number).findFirst().orElse(null);
  }

  /** This content under a number, with who froze it when and why. */
  Baseline frozen(int number, LocalDateTime at, String by, String reason, String hash) {
    return new Baseline(
        projectKey, number, at, by, reason, hash, start, finish, cost, budget, tasks, budgetLines);
  }

  /** Whether it says the planned hours of its tasks; those of older releases do not. */
  public boolean keepsHours() {
    return tasks.stream().anyMatch(task -> task.hours() != null);
  }

  /** Whether it says which lines its budget had; those of older releases do not. */
  public boolean keepsLines() {
    return budgetLines != null;
  }
}
