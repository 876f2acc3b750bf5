package dev.fairlead.tracking;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.PromisedPlan;
import dev.fairlead.plan.PromisedPlan.Promise;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.Project;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was spent, and the earned value that follows from it. */
@Service
@Transactional
public class Costs {
  private final JdbcClient jdbc;
  private final Plans plans;
  private final Registers registers;
  private final Baselines baselines;
  private final Progress progress;
  private final Commitments commitments;
  private final ClosedLines closedLines;
  private final FairleadClock clock;

  Costs(
      JdbcClient jdbc,
      Plans plans,
      Registers registers,
      Baselines baselines,
      Progress progress,
      Commitments commitments,
      ClosedLines closedLines,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.plans = plans;
    this.registers = registers;
    this.baselines = baselines;
    this.progress = progress;
    this.commitments = commitments;
    this.closedLines = closedLines;
    this.clock = clock;
  }

  /**
   * A budget line with what became of its amount. Number 0 collects what has no line.
   *
   * @param spent approved postings
   * @param waiting submitted postings, which count nowhere yet
   * @param committed what is ordered and not invoiced today, whatever the date of the other sums
   * @param left amount - spent - committed; negative where it is over budget
   * @param closed why it takes no more postings, or null
   */
  public record LineSpent(
      int number,
      String name,
      BigDecimal amount,
      BigDecimal spent,
      BigDecimal waiting,
      BigDecimal committed,
      BigDecimal left,
      String closed) {

    /** By how much it is over budget, or null where it is not. */
    public BigDecimal over() {
      return left == null || left.signum() >= 0 ? null : left.negate();
    }
  }

  /** Approved cost up to the end of a day. */
  @Transactional(readOnly = true)
  public BigDecimal actualCost(String projectKey, LocalDate until) {
    return sum(projectKey, until, Posting.State.APPROVED);
  }

  /** What was submitted up to the end of a day and waits for approval. */
  @Transactional(readOnly = true)
  public BigDecimal waiting(String projectKey, LocalDate until) {
    return sum(projectKey, until, Posting.State.SUBMITTED);
  }

  private BigDecimal sum(String projectKey, LocalDate until, Posting.State state) {
    return jdbc.sql(
            "select coalesce(sum(amount), 0) from posting where project_key = ? and posting_day <= ? and state = ?")
        .params(projectKey, until, state.name())
        .query(BigDecimal.class)
        .single();
  }

  /**
   * Budget lines with what was posted and ordered on them, in their order; the last collects what
   * has no line.
   */
  @Transactional(readOnly = true)
  public List<LineSpent> byLine(String projectKey, LocalDate until) {
    Map<Integer, BigDecimal> spent = byLine(projectKey, until, Posting.State.APPROVED);
    Map<Integer, BigDecimal> waiting = byLine(projectKey, until, Posting.State.SUBMITTED);
    Map<Integer, BigDecimal> committed = new HashMap<>();
    for (Commitment commitment : commitments.of(projectKey)) {
      if (commitment.isOpen()) {
        committed.merge(
            commitment.budgetLine() == null ? 0 : commitment.budgetLine(),
            commitment.stillOpen(),
            BigDecimal::add);
      }
    }
    Map<Integer, ClosedLines.ClosedLine> closed = closedLines.of(projectKey);
    List<LineSpent> lines = new ArrayList<>();
    for (BudgetLine line : registers.budgetLines(projectKey)) {
      BigDecimal used = spent.getOrDefault(line.number(), BigDecimal.ZERO);
      BigDecimal ordered = committed.getOrDefault(line.number(), BigDecimal.ZERO);
      lines.add(
          new LineSpent(
              line.number(),
              line.name(),
              line.amount(),
              used,
              waiting.getOrDefault(line.number(), BigDecimal.ZERO),
              ordered,
              line.amount().subtract(used).subtract(ordered),
              closed.containsKey(line.number()) ? closed.get(line.number()).reason() : null));
    }
    if (spent.containsKey(0) || waiting.containsKey(0) || committed.containsKey(0)) {
      lines.add(
          new LineSpent(
              0,
              Sentences.say("tracking.withoutLine"),
              null,
              spent.getOrDefault(0, BigDecimal.ZERO),
              waiting.getOrDefault(0, BigDecimal.ZERO),
              committed.getOrDefault(0, BigDecimal.ZERO),
              null,
              null));
    }
    return lines;
  }

  /** What became of the whole budget of a project, whose lines these are. */
  public static LineSpent whole(Project project, List<LineSpent> lines) {
    BigDecimal spent = sum(lines, LineSpent::spent);
    BigDecimal committed = sum(lines, LineSpent::committed);
    return new LineSpent(
        0,
        project.name(),
        project.budget(),
        spent,
        sum(lines, LineSpent::waiting),
        committed,
        project.budget().subtract(spent).subtract(committed),
        null);
  }

  private static BigDecimal sum(List<LineSpent> lines, Function<LineSpent, BigDecimal> part) {
    return lines.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Map<Integer, BigDecimal> byLine(String projectKey, LocalDate until, Posting.State state) {
    Map<Integer, BigDecimal> sums = new HashMap<>();
    jdbc.sql(
            "select coalesce(budget_line, 0) as line, sum(amount) as amount from posting"
                + " where project_key = ? and posting_day <= ? and state = ? group by coalesce(budget_line, 0)")
        .params(projectKey, until, state.name())
        .query(
            row -> {
              sums.put(row.getInt("line"), row.getBigDecimal("amount"));
            });
    return sums;
  }

  /** Earned value at the end of a day, against the baseline that was in force then. */
  @Transactional(readOnly = true)
  public EarnedValue figures(String projectKey, LocalDate statusDate) {
    checked(statusDate);
    return figures(
        plans.current(projectKey), inForce(baselines.all(projectKey), statusDate), statusDate);
  }

  /** The same of a plan that is read already, against this baseline, which may be null. */
  EarnedValue figures(WorkPlan plan, Baseline baseline, LocalDate statusDate) {
    String key = plan.projectKey();
    return EarnedValue.of(
        statusDate,
        until(plan, baseline, statusDate),
        plan.calendar(),
        baseline == null ? List.of() : work(baseline, progress.standingAt(key, statusDate, plan)),
        actualCost(key, statusDate),
        EarnedValue.weekMinutes(plan.calendar()),
        baseline == null ? List.of() : withoutBaseline(plan, baseline));
  }

  /**
   * The forecast cost as {@link #figures} has it today once this plan is approved as it is; null
   * where it is undefined.
   *
   * @param planned planned cost of each task by number, 0 for summaries
   */
  @Transactional(readOnly = true)
  public BigDecimal eacOnceApproved(WorkPlan plan, Map<Integer, BigDecimal> planned) {
    LocalDate today = clock.today();
    Map<Integer, Standing> standings = progress.standingAt(plan.projectKey(), today, plan);
    BigDecimal whole = BigDecimal.ZERO;
    BigDecimal earned = BigDecimal.ZERO;
    for (Map.Entry<Integer, BigDecimal> task : planned.entrySet()) {
      int percent = standings.getOrDefault(task.getKey(), Standing.UNTOUCHED).percent();
      whole = whole.add(task.getValue());
      earned = earned.add(task.getValue().multiply(BigDecimal.valueOf(percent)));
    }
    return CostForecast.of(
            planned.isEmpty() ? null : CostForecast.money(whole),
            CostForecast.money(earned.movePointLeft(2)),
            CostForecast.money(actualCost(plan.projectKey(), today)))
        .eac();
  }

  /** The forecast of cost as of today, as {@link #figures} has it, without curve and time. */
  CostForecast forecast(PromisedPlan promised) {
    BigDecimal earned = BigDecimal.ZERO;
    boolean any = promised.cost().signum() > 0;
    for (int i = 0; i < promised.promises().size(); i++) {
      Promise promise = promised.promises().get(i);
      int percent = promised.plan().tasks().get(i).percentComplete();
      any |= promise != null;
      if (promise != null && percent > 0) {
        earned = earned.add(promise.cost().multiply(BigDecimal.valueOf(percent)));
      }
    }
    BigDecimal actual = actualCost(promised.plan().projectKey(), clock.today());
    return CostForecast.of(
        any ? CostForecast.money(promised.cost()) : null,
        CostForecast.money(earned.movePointLeft(2)),
        CostForecast.money(actual));
  }

  /** Earned value at the end of a day by branch of the work, by budget line, and by task. */
  @Transactional(readOnly = true)
  public EarnedValueParts parts(String projectKey, LocalDate statusDate) {
    checked(statusDate);
    WorkPlan plan = plans.current(projectKey);
    Baseline baseline = inForce(baselines.all(projectKey), statusDate);
    if (baseline == null) {
      return EarnedValueParts.NONE;
    }
    Map<Integer, String> lines = new LinkedHashMap<>();
    registers.budgetLines(projectKey).forEach(line -> lines.put(line.number(), line.name()));
    if (baseline.keepsLines()) {
      // what a later change has dropped was a line of its own in the plan that was in force
      baseline.budgetLines().forEach(line -> lines.putIfAbsent(line.number(), line.name()));
    }
    return EarnedValueParts.of(
        statusDate,
        until(plan, baseline, statusDate),
        plan.calendar(),
        baseline,
        progress.standingAt(projectKey, statusDate, plan),
        byTask(projectKey, statusDate),
        byLine(projectKey, statusDate, Posting.State.APPROVED),
        lines);
  }

  /** Approved cost up to a day by task, 0 for what is on none. */
  private Map<Integer, BigDecimal> byTask(String projectKey, LocalDate until) {
    Map<Integer, BigDecimal> sums = new HashMap<>();
    jdbc.sql(
            "select coalesce(task, 0) as task, sum(amount) as amount from posting"
                + " where project_key = ? and posting_day <= ? and state = ? group by coalesce(task, 0)")
        .params(projectKey, until, Posting.State.APPROVED.name())
        .query(
            row -> {
              sums.put(row.getInt("task"), row.getBigDecimal("amount"));
            });
    return sums;
  }

  /**
   * Until when planned value and actual time count: to the end of the status date. Today counts
   * once its working time is over, so that a report of Friday evening counts Friday and its figures
   * stay those of Friday; but not on the day on which the plan was approved, that early nothing can
   * have been missed.
   */
  LocalDateTime until(WorkPlan plan, Baseline baseline, LocalDate statusDate) {
    LocalDateTime now = clock.now();
    if (!statusDate.equals(now.toLocalDate())) {
      return statusDate.plusDays(1).atStartOfDay();
    }
    boolean approvedToday =
        baseline != null
            && baseline.number() == 1
            && baseline.frozenAt().toLocalDate().equals(statusDate);
    return approvedToday ? clock.statusMoment() : plan.calendar().endOfWholeDays(now);
  }

  private static void checked(LocalDate statusDate) {
    if (statusDate.getYear() < 1990 || statusDate.getYear() > 2100) {
      throw RefusedException.ofField("date", "tracking.date", "the date");
    }
  }

  private static Baseline inForce(List<Baseline> all, LocalDate day) {
    Baseline found = null;
    for (Baseline baseline :
        all.stream().sorted(Comparator.comparingInt(Baseline::number)).toList()) {
      if (found == null || !baseline.frozenAt().toLocalDate().isAfter(day)) {
        found = baseline;
      }
    }
    return found;
  }

  private static List<EarnedValue.Work> work(Baseline baseline, Map<Integer, Standing> standings) {
    return baseline.tasks().stream()
        .filter(task -> !task.summary())
        .map(
            task ->
                EarnedValue.Work.of(
                    task, standings.getOrDefault(task.number(), Standing.UNTOUCHED)))
        .toList();
  }

  private static List<Integer> withoutBaseline(WorkPlan plan, Baseline baseline) {
    Set<Integer> known = new HashSet<>();
    baseline.tasks().forEach(task -> known.add(task.number()));
    // a summary earns by the tasks below it
    plan.tasks().forEach(task -> known.add(task.parent()));
    return plan.tasks().stream()
        .map(PlanTask::number)
        .filter(number -> !known.contains(number))
        .toList();
  }

  /**
   * The curves of planned, earned and actual cost: a point at the end of each week from the start
   * to the later of status date and baseline finish (at most 200 points); earned and actual are
   * null after the status date.
   */
  @Transactional(readOnly = true)
  public List<EarnedValue.Point> curve(String projectKey, LocalDate statusDate) {
    WorkPlan plan = plans.current(projectKey);
    Baseline baseline = inForce(baselines.all(projectKey), statusDate);
    if (baseline == null) {
      return List.of();
    }
    LocalDate first = baseline.start().toLocalDate();
    LocalDate last =
        baseline.finish().toLocalDate().isAfter(statusDate)
            ? baseline.finish().toLocalDate()
            : statusDate;
    long step = Math.max(7, (last.toEpochDay() - first.toEpochDay()) / 150 / 7 * 7 + 7);
    List<LocalDate> days = new ArrayList<>(List.of(first.minusDays(1)));
    for (LocalDate day = first.plusDays(6); day.isBefore(last); day = day.plusDays(step)) {
      days.add(day);
    }
    days.add(last);
    if (!days.contains(statusDate) && !statusDate.isBefore(first)) {
      days.add(statusDate);
    }
    days.sort(null);
    Map<Integer, Standing> latest = progress.standingAt(projectKey, statusDate, plan);
    List<EarnedValue.Work> shape = work(baseline, Map.of());
    List<EarnedValue.Point> points = new ArrayList<>();
    for (LocalDate day : days) {
      BigDecimal earned = null;
      BigDecimal actual = null;
      if (!day.isAfter(statusDate)) {
        Map<Integer, Standing> then =
            day.equals(statusDate) ? latest : progress.standingAt(projectKey, day, plan);
        earned =
            work(baseline, then).stream()
                .map(w -> w.cost().multiply(BigDecimal.valueOf(w.percent())).movePointLeft(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2, RoundingMode.HALF_UP);
        actual = actualCost(projectKey, day);
      }
      points.add(
          new EarnedValue.Point(
              day,
              EarnedValue.planned(plan.calendar(), shape, until(plan, baseline, day)),
              earned,
              actual));
    }
    return points;
  }
}
