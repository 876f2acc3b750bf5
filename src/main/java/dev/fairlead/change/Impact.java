package dev.fairlead.change;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What a change does to the plan, computed on a copy and kept as it was computed.
 *
 * @param planVersion version of the plan that it was computed on
 * @param finishDelta working days that the finish moves, negative when it comes earlier
 * @param costBefore planned cost of the whole plan
 * @param eacBefore forecast cost, or null where undefined
 * @param eacAfter the forecast by the same formula once the change is applied, or null
 * @param costDeltaPercent difference in planned cost in percent of the cost before; 0 where nothing
 *     was planned
 * @param criticalAdded names of tasks that become critical
 * @param criticalRemoved names of tasks that are critical no longer
 * @param moved tasks whose dates move
 * @param people display names of the owners of tasks that change or move
 * @param systems names of the systems of those tasks
 * @param touchesCriticalSystem one of these systems is of high criticality
 * @param highestRisk level of the highest open risk, 0 when there is none
 * @param edits what is asked for, a sentence each
 * @param missedDeadlines warnings of the schedule that only arise with the change
 * @param conflicts conflicts over people and systems that only arise with the change
 * @param conflictsSolved those that the change removes
 * @param oddsBefore percent of simulated runs that meet the deadline, or null where nothing can be
 *     said
 * @param oddsAfter the same with the change
 * @param budgetBefore budget of the project, or null where it was not kept yet
 * @param budgetAfter the same with the change
 * @param risks open risks that would delay tasks that change, move or go, in a sentence each
 * @param reserve whether it draws on contingency or moves the baseline beyond what was agreed, in a
 *     sentence; null where it was not computed yet
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Impact(
    int planVersion,
    LocalDateTime computedAt,
    LocalDateTime finishBefore,
    LocalDateTime finishAfter,
    int finishDelta,
    BigDecimal costBefore,
    BigDecimal costAfter,
    BigDecimal costDelta,
    BigDecimal costDeltaPercent,
    BigDecimal eacBefore,
    BigDecimal eacAfter,
    List<String> criticalAdded,
    List<String> criticalRemoved,
    List<MovedTask> moved,
    List<String> people,
    List<String> systems,
    boolean touchesCriticalSystem,
    int highestRisk,
    List<String> edits,
    List<String> missedDeadlines,
    List<String> conflicts,
    List<String> conflictsSolved,
    Integer oddsBefore,
    Integer oddsAfter,
    String reserve,
    BigDecimal budgetBefore,
    BigDecimal budgetAfter,
    List<String> risks) {
  /** Percentage points by which the odds may fall between decision and application. */
  private static final int ODDS_TOLERANCE = 5;

  /** An impact of the time before conflicts or risks were computed names none. */
  public Impact {
    conflicts = conflicts == null ? List.of() : conflicts;
    conflictsSolved = conflictsSolved == null ? List.of() : conflictsSolved;
    risks = risks == null ? List.of() : risks;
  }

  /** A task before and after; dates are null where it does not exist then. */
  public record MovedTask(
      int number,
      String name,
      LocalDateTime startBefore,
      LocalDateTime finishBefore,
      LocalDateTime startAfter,
      LocalDateTime finishAfter) {}

  /** By how much the forecast cost rises, or null where it is undefined. */
  public BigDecimal eacDelta() {
    return eacBefore == null || eacAfter == null ? null : eacAfter.subtract(eacBefore);
  }

  /** By how much the budget rises; 0 where the change leaves it alone. */
  public BigDecimal budgetDelta() {
    return budgetBefore == null || budgetAfter == null
        ? BigDecimal.ZERO
        : budgetAfter.subtract(budgetBefore);
  }

  /** The same in percent of the budget before. */
  BigDecimal budgetDeltaPercent() {
    return budgetDelta().signum() == 0
        ? BigDecimal.ZERO
        : budgetDelta().movePointRight(2).divide(budgetBefore, 2, RoundingMode.HALF_UP);
  }

  /**
   * Whether this impact is no worse than the one that was decided on: neither later, nor dearer,
   * nor wider, nor less likely to meet the deadline, nor another budget than the one in question.
   */
  public boolean isNoWorseThan(Impact decided) {
    return !finishAfter.isAfter(decided.finishAfter)
        && costAfter.compareTo(decided.costAfter) <= 0
        && (decided.touchesCriticalSystem || !touchesCriticalSystem)
        && budgetDelta().compareTo(decided.budgetDelta()) == 0
        && (oddsAfter == null
            || decided.oddsAfter == null
            || oddsAfter >= decided.oddsAfter - ODDS_TOLERANCE);
  }
}
