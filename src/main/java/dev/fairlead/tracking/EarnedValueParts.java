package dev.fairlead.tracking;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where the earned value of a project comes from: the same figures of each branch of the work and
 * of each budget line, and the tasks that they are summed from. Formulas as in {@link EarnedValue}.
 *
 * @param branches the summaries of the baseline in their order; the last collects cost on no task
 *     of it
 * @param lines the budget lines; the last collects what is on none
 * @param tasks the tasks of the baseline without summaries
 */
public record EarnedValueParts(List<Part> branches, List<Part> lines, List<Task> tasks) {
  static final EarnedValueParts NONE = new EarnedValueParts(List.of(), List.of(), List.of());

  /**
   * The figures of a part; quotients are null where they are undefined.
   *
   * @param level how deep a branch lies, from 1
   */
  public record Part(
      String name,
      int level,
      BigDecimal bac,
      BigDecimal pv,
      BigDecimal ev,
      BigDecimal ac,
      BigDecimal cv,
      BigDecimal sv,
      BigDecimal cpi,
      BigDecimal spi) {}

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
   * @param percents percent complete by task at the status date
   * @param costByTask approved cost by task, 0 for what is on none
   * @param costByLine approved cost by budget line, 0 for what is on none
   * @param lineNames names of the budget lines, in their order
   */
  static EarnedValueParts of(
      LocalDate statusDate,
      WorkingCalendar calendar,
      Baseline baseline,
      Map<Integer, Integer> percents,
      Map<Integer, BigDecimal> costByTask,
      Map<Integer, BigDecimal> costByLine,
      Map<Integer, String> lineNames) {
    LocalDateTime now = statusDate.plusDays(1).atStartOfDay();
    List<Task> tasks = new ArrayList<>();
    Map<Integer, Integer> lineOf = new HashMap<>();
    for (BaselineTask task : baseline.tasks()) {
      if (!task.summary()) {
        tasks.add(task(task, calendar, now, percents, costByTask));
        lineOf.put(task.number(), task.budgetLine() == null ? 0 : task.budgetLine());
      }
    }
    return new EarnedValueParts(
        branches(baseline, tasks, costByTask),
        lines(tasks, lineOf, costByLine, lineNames),
        List.copyOf(tasks));
  }

  private static Task task(
      BaselineTask task,
      WorkingCalendar calendar,
      LocalDateTime now,
      Map<Integer, Integer> percents,
      Map<Integer, BigDecimal> costByTask) {
    int done = percents.getOrDefault(task.number(), 0);
    BigDecimal pv =
        EarnedValue.planned(
            calendar,
            List.of(new EarnedValue.Work(task.start(), task.finish(), task.cost(), done)),
            now);
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
      Baseline baseline, List<Task> tasks, Map<Integer, BigDecimal> costByTask) {
    List<Part> parts = new ArrayList<>();
    Set<Integer> known = new HashSet<>();
    for (BaselineTask task : baseline.tasks()) {
      known.add(task.number());
      if (task.summary()) {
        String below = task.wbs() + ".";
        // what was posted on the summary itself belongs to its branch, too
        BigDecimal own = costOfSummaries(baseline, task.wbs(), costByTask);
        parts.add(
            part(
                task.wbs() + " " + task.name(),
                task.wbs().split("\\.").length,
                tasks,
                leaf -> leaf.wbs().startsWith(below),
                own));
      }
    }
    BigDecimal elsewhere =
        costByTask.entrySet().stream()
            .filter(cost -> !known.contains(cost.getKey()))
            .map(Map.Entry::getValue)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (elsewhere.signum() != 0) {
      parts.add(
          part(Sentences.say("tracking.parts.noTask"), 1, List.of(), leaf -> false, elsewhere));
    }
    return List.copyOf(parts);
  }

  private static BigDecimal costOfSummaries(
      Baseline baseline, String wbs, Map<Integer, BigDecimal> costByTask) {
    return baseline.tasks().stream()
        .filter(
            task -> task.summary() && (task.wbs().equals(wbs) || task.wbs().startsWith(wbs + ".")))
        .map(task -> costByTask.getOrDefault(task.number(), BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<Part> lines(
      List<Task> tasks,
      Map<Integer, Integer> lineOf,
      Map<Integer, BigDecimal> costByLine,
      Map<Integer, String> lineNames) {
    List<Part> parts = new ArrayList<>();
    lineNames.forEach((number, name) -> parts.add(line(number, name, tasks, lineOf, costByLine)));
    Part rest = line(0, Sentences.say("tracking.withoutLine"), tasks, lineOf, costByLine);
    if (rest.bac().signum() != 0 || rest.ac().signum() != 0) {
      parts.add(rest);
    }
    return List.copyOf(parts);
  }

  /** Actual cost of a line is what was posted on it, not what its tasks cost. */
  private static Part line(
      int number,
      String name,
      List<Task> tasks,
      Map<Integer, Integer> lineOf,
      Map<Integer, BigDecimal> costByLine) {
    BigDecimal ofTasks =
        tasks.stream()
            .filter(task -> lineOf.get(task.number()) == number)
            .map(Task::ac)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal ofLine = costByLine.getOrDefault(number, BigDecimal.ZERO);
    return part(
        name, 1, tasks, task -> lineOf.get(task.number()) == number, ofLine.subtract(ofTasks));
  }

  private static Part part(
      String name, int level, List<Task> tasks, Predicate<Task> belongs, BigDecimal more) {
    BigDecimal bac = BigDecimal.ZERO;
    BigDecimal pv = BigDecimal.ZERO;
    BigDecimal ev = BigDecimal.ZERO;
    BigDecimal ac = more;
    for (Task task : tasks) {
      if (belongs.test(task)) {
        bac = bac.add(task.bac());
        pv = pv.add(task.pv());
        ev = ev.add(task.ev());
        ac = ac.add(task.ac());
      }
    }
    return new Part(
        name,
        level,
        money(bac),
        money(pv),
        money(ev),
        money(ac),
        money(ev.subtract(ac)),
        money(ev.subtract(pv)),
        quotient(ev, ac),
        quotient(ev, pv));
  }

  private static BigDecimal quotient(BigDecimal above, BigDecimal below) {
    return below.signum() == 0
        ? null
        : above.divide(below, MathContext.DECIMAL64).setScale(4, RoundingMode.HALF_UP);
  }

  private static BigDecimal money(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }
}
