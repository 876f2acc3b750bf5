package dev.fairlead.change;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.plan.Tolerances;
import dev.fairlead.project.GoalTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

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
 * @param lines all lines of the budget before and after, where the change asks for another budget
 *     or for other lines; else none
 * @param risks open risks that would delay tasks that change, move or go, in a sentence each
 * @param tolerancesBefore of the project, or null where they were not kept yet
 * @param tolerancesAfter the same with the change
 * @param goals those that the change adds, changes or drops; null where it leaves them alone, or
 *     they were not kept yet
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
    List<BudgetLineMove> lines,
    List<String> risks,
    @JsonInclude(JsonInclude.Include.NON_NULL) Tolerances tolerancesBefore,
    @JsonInclude(JsonInclude.Include.NON_NULL) Tolerances tolerancesAfter,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<GoalMove> goals) {
  /** Percentage points by which the odds may fall between decision and application. */
  private static final int ODDS_TOLERANCE = 5;

  /** An impact of the time before conflicts or risks were computed names none. */
  public Impact {
    conflicts = conflicts == null ? List.of() : conflicts;
    conflictsSolved = conflictsSolved == null ? List.of() : conflictsSolved;
    risks = risks == null ? List.of() : risks;
    lines = lines == null ? List.of() : lines;
  }

  /**
   * A line of the budget before and after; an amount is null where the line does not exist then.
   */
  public record BudgetLineMove(
      int number, String name, BigDecimal amountBefore, BigDecimal amountAfter) {

    /** By how much it rises, negative where it falls. */
    public BigDecimal delta() {
      return orZero(amountAfter).subtract(orZero(amountBefore));
    }

    private boolean isSame(BudgetLineMove other) {
      return number == other.number
          && orZero(amountBefore).compareTo(orZero(other.amountBefore)) == 0
          && orZero(amountAfter).compareTo(orZero(other.amountAfter)) == 0;
    }
  }

  /** A goal before and after; null where it is not in force then. */
  public record GoalMove(int number, GoalTerms before, GoalTerms after) {}

  /** Whether the change adds, changes or drops a goal. */
  public boolean changesGoals() {
    return goals != null && !goals.isEmpty();
  }

  private static BigDecimal orZero(BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }

  /** What the lines of the budget add up to before. */
  public BigDecimal linesBefore() {
    return lines.stream()
        .map(line -> orZero(line.amountBefore()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What they add up to with the change. */
  public BigDecimal linesAfter() {
    return lines.stream()
        .map(line -> orZero(line.amountAfter()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** By how much their sum rises; 0 where the change leaves them alone. */
  public BigDecimal linesDelta() {
    return linesAfter().subtract(linesBefore());
  }

  /** What is granted more: in all, or to lines of the budget where that is more. */
  BigDecimal grantedDelta() {
    return budgetDelta().max(linesDelta());
  }

  /**
   * How much money is moved, up or down: by the planned cost, by the budget, or by what its lines
   * are granted or lose, whichever is most. From one line to another counts, though no sum changes.
   */
  BigDecimal money() {
    BigDecimal granted = BigDecimal.ZERO;
    BigDecimal lost = BigDecimal.ZERO;
    for (BudgetLineMove line : lines) {
      granted = granted.add(line.delta().max(BigDecimal.ZERO));
      lost = lost.add(line.delta().min(BigDecimal.ZERO).negate());
    }
    return costDelta().abs().max(budgetDelta().abs()).max(granted).max(lost).max(tolerated());
  }

  /** Whether the change sets another tolerance. */
  public boolean movesTolerances() {
    return tolerancesBefore != null && !tolerancesBefore.equals(tolerancesAfter);
  }

  /** What may be spent beyond the budget, more or less than before, before managers are asked. */
  private BigDecimal tolerated() {
    return movesTolerances() && budgetAfter != null
        ? tolerancesAfter
            .cost()
            .subtract(tolerancesBefore.cost())
            .abs()
            .multiply(budgetAfter)
            .movePointLeft(2)
        : BigDecimal.ZERO;
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
  BigDecimal grantedDeltaPercent() {
    return grantedDelta().signum() == 0
        ? BigDecimal.ZERO
        : grantedDelta().movePointRight(2).divide(budgetBefore, 2, RoundingMode.HALF_UP);
  }

  private List<BudgetLineMove> movedLines() {
    return lines.stream().filter(line -> line.delta().signum() != 0).toList();
  }

  private boolean movesLinesAs(Impact other) {
    List<BudgetLineMove> mine = movedLines();
    List<BudgetLineMove> theirs = other.movedLines();
    return mine.size() == theirs.size()
        && IntStream.range(0, mine.size()).allMatch(i -> mine.get(i).isSame(theirs.get(i)));
  }

  /** The number that a new goal gets depends on what others add meanwhile, and means nothing. */
  private List<GoalMove> goalMoves() {
    return !changesGoals()
        ? List.of()
        : goals.stream()
            .map(goal -> goal.before() == null ? new GoalMove(0, null, goal.after()) : goal)
            .toList();
  }

  private boolean movesTolerancesAs(Impact other) {
    return !movesTolerances() && !other.movesTolerances()
        || Objects.equals(tolerancesBefore, other.tolerancesBefore)
            && Objects.equals(tolerancesAfter, other.tolerancesAfter);
  }

  /**
   * Whether this impact is no worse than the one that was decided on: neither later, nor dearer,
   * nor wider, nor less likely to meet the deadline, nor another budget, other amounts of its lines
   * other tolerances or other goals than those in question.
   */
  public boolean isNoWorseThan(Impact decided) {
    return !finishAfter.isAfter(decided.finishAfter)
        && costAfter.compareTo(decided.costAfter) <= 0
        && (decided.touchesCriticalSystem || !touchesCriticalSystem)
        && budgetDelta().compareTo(decided.budgetDelta()) == 0
        && movesLinesAs(decided)
        && movesTolerancesAs(decided)
        && goalMoves().equals(decided.goalMoves())
        && (oddsAfter == null
            || decided.oddsAfter == null
            || oddsAfter >= decided.oddsAfter - ODDS_TOLERANCE);
  }
}
