package dev.fairlead.tracking;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Person-hours of a task, a branch, a person or the whole project: planned, posted, left. The
 * estimate at completion is the bottom-up one, what was spent plus a new estimate of what is left
 * (EAC = AC + bottom-up ETC; PMI, PMBOK Guide, 6th edition, 7.4.2.2), in hours instead of money.
 * Null is "undefined", never 0.
 *
 * @param planned what was approved, or the plan as it stands where no baseline tells; null where
 *     that has no hours
 * @param plannedToDate what of the planned should be done by the status date, spread evenly over
 *     each task's working time as planned value is; null where no baseline tells its hours
 * @param current the plan as it stands
 * @param posted approved, with counter-postings taken off
 * @param waiting submitted and not decided yet; counts nowhere
 * @param remaining what is left to do
 * @param atCompletion posted + remaining
 * @param difference at completion - planned; above 0 it takes more than planned
 */
public record Hours(
    BigDecimal planned,
    BigDecimal plannedToDate,
    BigDecimal current,
    BigDecimal posted,
    BigDecimal waiting,
    BigDecimal remaining,
    BigDecimal atCompletion,
    BigDecimal difference) {

  static Hours of(
      BigDecimal planned,
      BigDecimal plannedToDate,
      BigDecimal current,
      BigDecimal posted,
      BigDecimal waiting,
      BigDecimal remaining) {
    BigDecimal atCompletion = remaining == null ? null : posted.add(remaining);
    return new Hours(
        scaled(planned),
        scaled(plannedToDate),
        scaled(current),
        scaled(posted),
        scaled(waiting),
        scaled(remaining),
        scaled(atCompletion),
        planned == null || atCompletion == null ? null : scaled(atCompletion.subtract(planned)));
  }

  /** Whether it takes more than planned, as far as one can tell. */
  public boolean over() {
    return difference != null && difference.signum() > 0;
  }

  /** Whether time was posted where none was planned. */
  public boolean unplanned() {
    return planned == null && posted.signum() != 0;
  }

  /** Whether the plan says something else by now than what was approved. */
  public boolean replanned() {
    return current != null && (planned == null || planned.compareTo(current) != 0);
  }

  private static BigDecimal scaled(BigDecimal hours) {
    return hours == null ? null : hours.setScale(2, RoundingMode.HALF_UP);
  }

  /** Adds hours up; what is undefined adds nothing, and a sum of nothing defined is undefined. */
  static final class Sum {
    private BigDecimal planned;
    private BigDecimal plannedToDate;
    private BigDecimal current;
    private BigDecimal posted = BigDecimal.ZERO;
    private BigDecimal waiting = BigDecimal.ZERO;
    private BigDecimal remaining;

    void plan(
        BigDecimal planned, BigDecimal plannedToDate, BigDecimal current, BigDecimal remaining) {
      this.planned = plus(this.planned, planned);
      this.plannedToDate = plus(this.plannedToDate, plannedToDate);
      this.current = plus(this.current, current);
      this.remaining = plus(this.remaining, remaining);
    }

    void post(BigDecimal posted, BigDecimal waiting) {
      this.posted = this.posted.add(posted);
      this.waiting = this.waiting.add(waiting);
    }

    void add(Sum other) {
      plan(other.planned, other.plannedToDate, other.current, other.remaining);
      post(other.posted, other.waiting);
    }

    /** Whether there is nothing to show. */
    boolean isEmpty() {
      return isNothing(planned) && isNothing(current) && !isPosted();
    }

    boolean isPosted() {
      return posted.signum() != 0 || waiting.signum() != 0;
    }

    Hours hours() {
      return of(planned, plannedToDate, current, posted, waiting, remaining);
    }

    private static boolean isNothing(BigDecimal hours) {
      return hours == null || hours.signum() == 0;
    }

    private static BigDecimal plus(BigDecimal one, BigDecimal other) {
      return one == null ? other : other == null ? one : one.add(other);
    }
  }
}
