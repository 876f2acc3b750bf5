package dev.fairlead.tracking;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the earned value of a project comes from: the same figures of each branch of the work and
 * of each budget line, earned schedule included, and the tasks that they are summed from.
 *
 * @param branches the summaries of the baseline in their order; the last collects cost on no task
 *     of it. Empty where the baseline has no summaries
 * @param lines the budget lines; the last collects what is on none
 * @param tasks the tasks of the baseline without summaries
 */
public record EarnedValueParts(List<Part> branches, List<Part> lines, List<Task> tasks) {
  static final EarnedValueParts NONE = new EarnedValueParts(List.of(), List.of(), List.of());

  /**
   * A part of the project, measured against its own part of the baseline: its time begins when its
   * first task is planned to begin.
   *
   * @param level how deep a branch lies, from 1
   * @param figures only AC is defined where the baseline holds no task of this part
   */
  public record Part(String name, int level, @JsonUnwrapped EarnedValue figures) {
    /** Whether all of it is earned; then nothing is left to forecast. */
    public boolean isDone() {
      return figures.isMeasured()
          && figures.bac().signum() > 0
          && figures.ev().compareTo(figures.bac()) >= 0;
    }
  }

  /**
   * What a task gives to the sums.
   *
   * @param planned percent of its working time that lie before the status date; null where it costs
   *     nothing
   * @param done percent complete at the status date
   */
  public record Task(
      int number,
      String wbs,
      String name,
      BigDecimal bac,
      BigDecimal planned,
      int done,
      BigDecimal pv,
      BigDecimal ev,
      BigDecimal ac) {}

  /**
   * Reckons all parts.
   *
   * @param now until when planned value and actual time count
   * @param standings how far the tasks are at the status date, by number
   * @param costByTask approved cost by task, 0 for what is on none
   * @param costByLine approved cost by budget line, 0 for what is on none
   * @param lineNames names of the budget lines, in their order
   */
  static EarnedValueParts of(
      LocalDate statusDate,
      LocalDateTime now,
      WorkingCalendar calendar,
      Baseline baseline,
      Map<Integer, Standing> standings,
      Map<Integer, BigDecimal> costByTask,
      Map<Integer, BigDecimal> costByLine,
      Map<Integer, String> lineNames) {
    List<BaselineTask> leaves = baseline.tasks().stream().filter(task -> !task.summary()).toList();
    Measure measure = new Measure(statusDate, now, calendar, standings, costByTask);
    return new EarnedValueParts(
        branches(baseline, leaves, measure),
        lines(leaves, measure, costByLine, lineNames),
        leaves.stream().map(task -> task(task, calendar, now, standings, costByTask)).toList());
  }

  private static Task task(
      BaselineTask task,
      WorkingCalendar calendar,
      LocalDateTime now,
      Map<Integer, Standing> standings,
      Map<Integer, BigDecimal> costByTask) {
    Standing standing = standings.getOrDefault(task.number(), Standing.UNTOUCHED);
    int done = standing.percent();
    BigDecimal pv =
        EarnedValue.planned(calendar, List.of(EarnedValue.Work.of(task, standing)), now);
    return new Task(
        task.number(),
        task.wbs(),
        task.name(),
        money(task.cost()),
        task.cost().signum() == 0
            ? null
            : pv.movePointRight(2).divide(task.cost(), 0, RoundingMode.HALF_UP),
        done,
        money(pv),
        money(task.cost().multiply(BigDecimal.valueOf(done)).movePointLeft(2)),
        money(costByTask.getOrDefault(task.number(), BigDecimal.ZERO)));
  }

  private static List<Part> branches(
      Baseline baseline, List<BaselineTask> leaves, Measure measure) {
    List<Part> parts = new ArrayList<>();
    Set<Integer> known = new HashSet<>();
    for (BaselineTask task : baseline.tasks()) {
      known.add(task.number());
      if (task.summary()) {
        String below = task.wbs() + ".";
        List<BaselineTask> branch =
            leaves.stream().filter(leaf -> leaf.wbs().startsWith(below)).toList();
        // what was posted on the summary itself belongs to its branch, too
        BigDecimal cost =
            measure
                .cost(branch)
                .add(
                    measure.cost(
                        baseline.tasks().stream()
                            .filter(
                                one ->
                                    one.summary() && (one == task || one.wbs().startsWith(below)))
                            .toList()));
        parts.add(
            measure.part(
                task.wbs() + " " + task.name(), task.wbs().split("\\.").length, branch, cost));
      }
    }
    if (parts.isEmpty()) {
      return List.of();
    }
    BigDecimal elsewhere =
        measure.costByTask().entrySet().stream()
            .filter(cost -> !known.contains(cost.getKey()))
            .map(Map.Entry::getValue)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (elsewhere.signum() != 0) {
      parts.add(measure.part(Sentences.say("tracking.parts.noTask"), 1, List.of(), elsewhere));
    }
    return List.copyOf(parts);
  }

  /**
   * Actual cost of a line is what was posted on it, not what its tasks cost. Lines that a change
   * has dropped since count as none where the baseline is too old to name them.
   */
  private static List<Part> lines(
      List<BaselineTask> leaves,
      Measure measure,
      Map<Integer, BigDecimal> costByLine,
      Map<Integer, String> lineNames) {
    Map<Integer, List<BaselineTask>> byLine = new HashMap<>();
    for (BaselineTask task : leaves) {
      boolean known = task.budgetLine() != null && lineNames.containsKey(task.budgetLine());
      byLine.computeIfAbsent(known ? task.budgetLine() : 0, line -> new ArrayList<>()).add(task);
    }
    List<Part> parts = new ArrayList<>();
    lineNames.forEach(
        (number, name) ->
            parts.add(
                measure.part(
                    name,
                    1,
                    byLine.getOrDefault(number, List.of()),
                    costByLine.getOrDefault(number, BigDecimal.ZERO))));
    List<BaselineTask> rest = byLine.getOrDefault(0, List.of());
    BigDecimal cost = costByLine.getOrDefault(0, BigDecimal.ZERO);
    if (cost.signum() != 0 || rest.stream().anyMatch(task -> task.cost().signum() != 0)) {
      parts.add(measure.part(Sentences.say("tracking.withoutLine"), 1, rest, cost));
    }
    return List.copyOf(parts);
  }

  /** How far which tasks are, and what they cost. */
  private record Measure(
      LocalDate statusDate,
      LocalDateTime now,
      WorkingCalendar calendar,
      Map<Integer, Standing> standings,
      Map<Integer, BigDecimal> costByTask) {

    Part part(String name, int level, List<BaselineTask> tasks, BigDecimal cost) {
      return new Part(
          name,
          level,
          EarnedValue.of(
              statusDate,
              now,
              calendar,
              tasks.stream()
                  .map(
                      task ->
                          EarnedValue.Work.of(
                              task, standings.getOrDefault(task.number(), Standing.UNTOUCHED)))
                  .toList(),
              cost,
              EarnedValue.weekMinutes(calendar),
              List.of()));
    }

    BigDecimal cost(List<BaselineTask> tasks) {
      return tasks.stream()
          .map(task -> costByTask.getOrDefault(task.number(), BigDecimal.ZERO))
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  private static BigDecimal money(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }
}
