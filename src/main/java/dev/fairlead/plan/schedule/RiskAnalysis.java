package dev.fairlead.plan.schedule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What a simulation of a plan found. Probabilities are from 0 to 1.
 *
 * @param estimated how many of the {@code open} tasks have a three-point estimate; the others are
 *     taken to last exactly as planned
 * @param risks how many risks took part
 * @param planned the finish by the plan, and {@code plannedHolds} how likely it is kept
 * @param meanDays working days from the project's start to its finish on average, and {@code
 *     deviationDays} their standard deviation
 * @param p10 the finish that is kept in 10 percent of all runs, and so on
 * @param deadlineHolds null where the plan has no deadline
 * @param budgetHolds null where there is no budget
 * @param histogram runs by the day on which they finish, in equal steps of days
 * @param drivers tasks and risks that move the finish, the strongest first
 */
public record RiskAnalysis(
    int runs,
    long seed,
    int open,
    int estimated,
    int risks,
    LocalDateTime planned,
    double plannedHolds,
    double meanDays,
    double deviationDays,
    LocalDateTime p10,
    LocalDateTime p50,
    LocalDateTime p80,
    LocalDateTime p90,
    LocalDate deadline,
    Double deadlineHolds,
    BigDecimal plannedCost,
    BigDecimal costP50,
    BigDecimal costP80,
    BigDecimal budget,
    Double budgetHolds,
    List<Bin> histogram,
    List<Driver> drivers) {

  /** Runs that finish from this day on, before the next bin's. */
  public record Bin(LocalDate from, int runs) {}

  /**
   * A task or a risk that moves the finish.
   *
   * @param risk whether the number is that of a risk
   * @param criticality share of the runs in which the task lies on the longest path to the finish;
   *     of a risk: in which it occurs and prolongs that path
   * @param sensitivity schedule sensitivity index: criticality x standard deviation of the duration
   *     / standard deviation of the finish (M. Vanhoucke, Measuring Time, 2010); of a risk with the
   *     share of its occurrences that are critical and the deviation of its delay
   * @param cruciality correlation of the duration with the finish (T. Williams, Criticality in
   *     Stochastic Networks, JORS 43, 1992)
   * @param meanDays average duration, or delay where the risk occurs, in working days
   */
  public record Driver(
      boolean risk,
      int number,
      String name,
      double criticality,
      double sensitivity,
      double cruciality,
      double meanDays) {}

  /** Whether anything could vary: where nobody estimated and no risk weighs, it says nothing. */
  public boolean saysSomething() {
    return open == 0 || estimated > 0 || risks > 0;
  }
}
