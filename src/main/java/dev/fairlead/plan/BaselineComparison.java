package dev.fairlead.plan;

import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two states of one plan side by side, task by task and by the lines of its budget.
 *
 * @param before the earlier state
 * @param after the later state
 * @param slipMinutes by how many working minutes the finish moved; negative when it came earlier
 * @param lines the tasks in the order of the later state; one that is gone stands where it stood
 * @param budgetLines the lines of the budget in the order of their numbers; null where one of the
 *     two is too old to have kept them
 */
public record BaselineComparison(
    Baseline before, Baseline after, long slipMinutes, List<Line> lines, List<Money> budgetLines) {

  /** What became of a task. */
  public enum Fate {
    ADDED,
    REMOVED,
    CHANGED,
    SAME
  }

  /**
   * One task in both states.
   *
   * @param before null where it was added
   * @param after null where it is gone
   * @param slipMinutes by how many working minutes its finish moved; 0 where it is in one state
   *     only
   */
  public record Line(Fate fate, BaselineTask before, BaselineTask after, long slipMinutes) {
    /** The later state of the task, or the earlier one where it is gone. */
    public BaselineTask task() {
      return after == null ? before : after;
    }

    /** What it costs more now; negative where it costs less. */
    public BigDecimal costDifference() {
      BigDecimal was = before == null ? BigDecimal.ZERO : before.cost();
      return (after == null ? BigDecimal.ZERO : after.cost()).subtract(was);
    }
  }

  /**
   * One line of the budget in both states.
   *
   * @param before null where it was added
   * @param after null where it was dropped
   */
  public record Money(Fate fate, BudgetLine before, BudgetLine after) {
    /** The later state of the line, or the earlier one where it is gone. */
    public BudgetLine line() {
      return after == null ? before : after;
    }

    /** By how much its amount is higher now; negative where it is lower. */
    public BigDecimal difference() {
      BigDecimal was = before == null ? BigDecimal.ZERO : before.amount();
      return (after == null ? BigDecimal.ZERO : after.amount()).subtract(was);
    }
  }

  /**
   * Compares two states.
   *
   * @param calendar in whose working time a slip is counted
   */
  public static BaselineComparison of(Baseline before, Baseline after, WorkingCalendar calendar) {
    Map<Integer, BaselineTask> now = new HashMap<>();
    after.tasks().forEach(task -> now.put(task.number(), task));
    Map<Integer, BaselineTask> was = new HashMap<>();
    before.tasks().forEach(task -> was.put(task.number(), task));

    // tasks that are gone, by the task behind which they stood
    Map<Integer, List<BaselineTask>> goneBehind = new HashMap<>();
    Integer last = null;
    for (BaselineTask task : before.tasks()) {
      if (now.containsKey(task.number())) {
        last = task.number();
      } else {
        goneBehind.computeIfAbsent(last, key -> new ArrayList<>()).add(task);
      }
    }

    List<Line> lines = new ArrayList<>();
    goneBehind.getOrDefault(null, List.of()).forEach(gone -> lines.add(removed(gone)));
    for (BaselineTask task : after.tasks()) {
      BaselineTask old = was.get(task.number());
      lines.add(
          old == null
              ? new Line(Fate.ADDED, null, task, 0)
              : new Line(
                  isSame(old, task) ? Fate.SAME : Fate.CHANGED,
                  old,
                  task,
                  slip(old.finish(), task.finish(), calendar)));
      goneBehind.getOrDefault(task.number(), List.of()).forEach(gone -> lines.add(removed(gone)));
    }
    return new BaselineComparison(
        before,
        after,
        slip(before.finish(), after.finish(), calendar),
        List.copyOf(lines),
        before.keepsLines() && after.keepsLines()
            ? money(before.budgetLines(), after.budgetLines())
            : null);
  }

  /** What became of each line of the budget, in the order of their numbers. */
  static List<Money> money(List<BudgetLine> before, List<BudgetLine> after) {
    Map<Integer, BudgetLine> was = new TreeMap<>();
    before.forEach(line -> was.put(line.number(), line));
    Map<Integer, BudgetLine> is = new TreeMap<>();
    after.forEach(line -> is.put(line.number(), line));
    Set<Integer> numbers = new TreeSet<>(was.keySet());
    numbers.addAll(is.keySet());
    return numbers.stream()
        .map(
            number -> {
              BudgetLine old = was.get(number);
              BudgetLine line = is.get(number);
              Fate fate =
                  old == null
                      ? Fate.ADDED
                      : line == null ? Fate.REMOVED : old.isSame(line) ? Fate.SAME : Fate.CHANGED;
              return new Money(fate, old, line);
            })
        .toList();
  }

  /** The lines of tasks that are not the same in both states. */
  public List<Line> differences() {
    return lines.stream().filter(line -> line.fate() != Fate.SAME).toList();
  }

  public long count(Fate fate) {
    return lines.stream().filter(line -> line.fate() == fate).count();
  }

  public BigDecimal costDifference() {
    return after.cost().subtract(before.cost());
  }

  /** What the lines of the budget add up to more; null where they were not kept. */
  public BigDecimal budgetLinesDifference() {
    return budgetLines == null
        ? null
        : BudgetLine.sum(after.budgetLines()).subtract(BudgetLine.sum(before.budgetLines()));
  }

  private static Line removed(BaselineTask gone) {
    return new Line(Fate.REMOVED, gone, null, 0);
  }

  /** Whether only its place in the work breakdown may differ. */
  private static boolean isSame(BaselineTask old, BaselineTask task) {
    return old.name().equals(task.name())
        && old.milestone() == task.milestone()
        && old.start().equals(task.start())
        && old.finish().equals(task.finish())
        && old.cost().compareTo(task.cost()) == 0
        && Objects.equals(old.budgetLine(), task.budgetLine());
  }

  private static long slip(LocalDateTime from, LocalDateTime to, WorkingCalendar calendar) {
    return to.isBefore(from)
        ? -calendar.workingMinutes(to, from)
        : calendar.workingMinutes(from, to);
  }
}
