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
    List<BaselineTask> tasks) {

  /** The task with this number, or null where it was added later. */
  public BaselineTask task(int number) {
    return tasks.stream().filter(t -> t.number() == number).findFirst().orElse(null);
  }
}
