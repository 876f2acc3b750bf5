package dev.fairlead.plan;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * One row of the work breakdown. A task with children is a summary: its dates, percentage and cost
 * come from them.
 *
 * @param number identifies the task within its project, counts from 1, never reused
 * @param parent number of the summary task above, or null at the top
 * @param position order among all rows of the plan, parents before their children
 * @param durationMinutes working minutes; 0 for a milestone; meaningless on a summary
 * @param effortHours person-hours planned, or null where nobody estimated them (then duration
 *     counts)
 * @param owner login name of the responsible, or null
 * @param ownerLabel name in an imported file that matches no user, or null
 * @param constraintDate null for the two kinds without a date
 * @param system number of the system this task works on, or null
 * @param budgetLine number of the budget line that carries its cost, or null
 * @param fixedCost money on top of effort x rate, never null
 * @param percentComplete 0 to 100
 * @param remainingMinutes working minutes still to do, or null: duration x (100 - percent) / 100
 * @param estimate what the duration may turn out to be, or null where nobody estimated it
 * @param forecastFinish the day on which its owner expects to be done, as last reported, or null
 */
@RecordBuilder
@RecordBuilder.Options(addStaticBuilder = false)
public record PlanTask(
    int number,
    Integer parent,
    int position,
    String name,
    boolean milestone,
    long durationMinutes,
    BigDecimal effortHours,
    String owner,
    String ownerLabel,
    ConstraintType constraint,
    LocalDateTime constraintDate,
    LocalDate deadline,
    Integer system,
    Integer budgetLine,
    BigDecimal fixedCost,
    int percentComplete,
    LocalDateTime actualStart,
    LocalDateTime actualFinish,
    Long remainingMinutes,
    ThreePointEstimate estimate,
    LocalDate forecastFinish)
    implements PlanTaskBuilder.With {

  /** A task at the top that lasts no time, costs nothing and has not begun. */
  public static PlanTaskBuilder named(int number, String name) {
    return PlanTaskBuilder.builder()
        .number(number)
        .name(name)
        .constraint(ConstraintType.AS_SOON_AS_POSSIBLE)
        .fixedCost(BigDecimal.ZERO);
  }

  /** The same with its constraint and its deadline these days later. */
  PlanTask movedBy(long days) {
    return with()
        .constraintDate(constraintDate == null ? null : constraintDate.plusDays(days))
        .deadline(deadline == null ? null : deadline.plusDays(days))
        .build();
  }

  /**
   * Person-hours planned, those by which its cost is reckoned: the effort, or the duration where
   * nobody estimated it. Null where nobody owns it either, since then nobody's time is planned.
   * Means nothing on a summary.
   */
  public BigDecimal plannedHours() {
    if (effortHours != null) {
      return effortHours.setScale(2, RoundingMode.HALF_UP);
    }
    return owner == null || durationMinutes == 0
        ? null
        : BigDecimal.valueOf(durationMinutes)
            .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP);
  }

  public boolean isDone() {
    return percentComplete == 100;
  }
}
