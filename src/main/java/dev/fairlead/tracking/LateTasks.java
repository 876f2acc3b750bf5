package dev.fairlead.tracking;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.PromisedPlan;
import dev.fairlead.plan.PromisedPlan.Promise;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Finishes;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds what is late, and what that does to the finish; the whole project in one reading of its
 * plan.
 */
@Service
@Transactional(readOnly = true)
public class LateTasks {
  /** A task whose planned finish lies within so many working days is looked at already. */
  static final int SOON_DAYS = 2;

  private final JdbcClient jdbc;
  private final Plans plans;
  private final Baselines baselines;
  private final Projects projects;
  private final Costs costs;
  private final StaleTasks staleTasks;
  private final FairleadClock clock;

  LateTasks(
      JdbcClient jdbc,
      Plans plans,
      Baselines baselines,
      Projects projects,
      Costs costs,
      StaleTasks staleTasks,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.plans = plans;
    this.baselines = baselines;
    this.projects = projects;
    this.costs = costs;
    this.staleTasks = staleTasks;
    this.clock = clock;
  }

  /**
   * What the daily review found.
   *
   * @param late numbers of the tasks that were planned to be finished on a day that is over, the
   *     latest first
   * @param toFollowUp late and stale tasks that nobody is asked about yet
   * @param toWarn tasks that will be late soon, whose owners were not told yet
   * @param baselineFinish finish by the original promise: the baseline in force
   * @param finishSlipDays working days that the forecast finish lies behind the baseline's;
   *     negative when ahead
   * @param forecastCost EAC, or null where undefined
   * @param tcpi to the baseline cost, or null where undefined
   * @param breaches what leaves the tolerance that managers allowed
   */
  public record Review(
      List<Integer> late,
      List<Integer> toFollowUp,
      List<Integer> toWarn,
      LocalDateTime baselineFinish,
      LocalDateTime forecastFinish,
      int finishSlipDays,
      BigDecimal forecastCost,
      BigDecimal tcpi,
      List<Breach> breaches) {

    public boolean withinTolerance() {
      return breaches.isEmpty();
    }
  }

  /** A forecast that leaves the tolerance. */
  public enum Breach {
    /** The finish moves by more working days than the time tolerance. */
    FINISH,
    /** EAC is more than the budget and the cost tolerance. */
    COST,
    /**
     * TCPI: to end within the baseline cost, the work left would have to be done so much cheaper
     * than planned that the cost tolerance does not cover it; or that money is spent already.
     */
    PERFORMANCE
  }

  /** Late tasks first, then those soon late; the latest in each first. */
  public List<LateTask> of(String projectKey) {
    Baseline baseline = baselines.current(projectKey).orElse(null);
    if (baseline == null) {
      return List.of();
    }
    return find(
        baseline, plans.current(projectKey), plans.schedule(projectKey), clock.statusMoment());
  }

  /** The task as it is late today, or null when it is not. */
  public LateTask find(String projectKey, int task) {
    return of(projectKey).stream().filter(late -> late.number() == task).findFirst().orElse(null);
  }

  /**
   * @param now moment up to which what was promised should be done
   */
  static List<LateTask> find(
      Baseline baseline, WorkPlan plan, Schedule schedule, LocalDateTime now) {
    WorkingCalendar calendar = plan.calendar();
    long day = calendar.minutesPerDay();
    LocalDateTime soon = calendar.addWorking(now, SOON_DAYS * day);
    long projectSlip = calendar.workingMinutes(baseline.finish(), schedule.finish());
    Map<Integer, ScheduledTask> scheduled = schedule.byNumber();
    Map<Integer, BaselineTask> promised = new java.util.HashMap<>();
    baseline.tasks().forEach(task -> promised.put(task.number(), task));
    List<LateTask> found = new ArrayList<>();
    for (PlanTask task : plan.tasks()) {
      BaselineTask promise = promised.get(task.number());
      ScheduledTask dates = scheduled.get(task.number());
      if (promise == null || dates == null || dates.summary() || task.isDone()) {
        continue;
      }
      boolean late = promise.finish().isBefore(now);
      LocalDateTime forecast = dates.finish().isBefore(now) ? now : dates.finish();
      long behind = calendar.workingMinutes(promise.finish(), forecast);
      if (!late && (promise.finish().isAfter(soon) || behind <= 0)) {
        continue;
      }
      long moves = dates.totalSlack() > 0 ? 0 : Math.max(0, Math.min(behind, projectSlip));
      found.add(
          new LateTask(
              task.number(),
              dates.wbs(),
              task.name(),
              task.owner(),
              promise.finish(),
              forecast,
              task.percentComplete(),
              // what should have been done yesterday takes of today at least
              Math.max(late ? 1 : 0, days(behind, day)),
              days(moves, day),
              (int) Math.max(0, dates.totalSlack() / day),
              baseline.finish(),
              schedule.finish(),
              days(projectSlip, day),
              dates.critical(),
              late));
    }
    found.sort(
        java.util.Comparator.comparing(LateTask::late)
            .reversed()
            .thenComparing(java.util.Comparator.comparingInt(LateTask::daysLate).reversed())
            .thenComparing(LateTask::number));
    return found;
  }

  static int days(long minutes, long perDay) {
    return (int)
        (minutes >= 0 ? (minutes + perDay - 1) / perDay : -((-minutes + perDay - 1) / perDay));
  }

  /**
   * Looks at the whole project as it stands now. Every project is looked at every day, so this
   * reads and computes no more than it needs: finish dates without slack, the forecast of cost
   * without its curve, and the last word on tasks only where one is missing for long.
   */
  public Review review(String projectKey) {
    Project project = projects.withoutTeam(projectKey);
    PromisedPlan promised = baselines.promised(project).orElse(null);
    if (promised == null) {
      return new Review(List.of(), List.of(), List.of(), null, null, 0, null, null, List.of());
    }
    WorkPlan plan = promised.plan();
    Finishes finishes = plans.finishes(plan, project);
    LocalDateTime finish = finishes.ofPlan();
    int slip =
        days(
            plan.calendar().workingMinutes(promised.finish(), finish),
            plan.calendar().minutesPerDay());
    CostForecast cost = costs.forecast(promised);
    Suspects suspects = Suspects.of(promised, finishes, clock.statusMoment());
    Set<Integer> quiet = suspects.none() ? Set.of() : quiet(projectKey);
    List<Integer> ask = new ArrayList<>(without(quiet, suspects.late()));
    ask.addAll(without(quiet, staleTasks.among(plan, suspects.silent())));
    return new Review(
        suspects.late(),
        ask,
        notTold(promised, without(quiet, suspects.soon())),
        promised.finish(),
        finish,
        slip,
        cost.eac(),
        cost.tcpiBudget(),
        breaches(project, slip, cost));
  }

  /** Those whose owner was not told yet that this promise will not be kept. */
  private List<Integer> notTold(PromisedPlan promised, List<Integer> tasks) {
    if (tasks.isEmpty()) {
      return tasks;
    }
    Map<Integer, LocalDateTime> finishes = new java.util.HashMap<>();
    for (int i = 0; i < promised.promises().size(); i++) {
      Promise promise = promised.promises().get(i);
      finishes.put(
          promised.plan().tasks().get(i).number(), promise == null ? null : promise.finish());
    }
    Set<Integer> told = new HashSet<>();
    jdbc.sql("select task, planned_finish from task_warning where project_key = ?")
        .param(promised.plan().projectKey())
        .query(
            row -> {
              if (row.getObject(2, LocalDateTime.class).equals(finishes.get(row.getInt(1)))) {
                told.add(row.getInt(1));
              }
            });
    return without(told, tasks);
  }

  private static List<Integer> without(Set<Integer> quiet, List<Integer> tasks) {
    return tasks.stream().filter(task -> !quiet.contains(task)).toList();
  }

  static List<Breach> breaches(Project project, int slip, CostForecast figures) {
    BigDecimal tolerance = BigDecimal.ONE.add(project.costTolerance().movePointLeft(2));
    List<Breach> breaches = new ArrayList<>();
    if (slip > project.timeTolerance()) {
      breaches.add(Breach.FINISH);
    }
    if (figures.eac() != null
        && figures.eac().compareTo(project.budget().multiply(tolerance)) > 0) {
      breaches.add(Breach.COST);
    }
    BigDecimal needed = figures.tcpiBudget();
    boolean usedUp =
        figures.bac() != null
            && figures.ac().compareTo(figures.bac()) >= 0
            && figures.ev().compareTo(figures.bac()) < 0;
    if (usedUp || needed != null && needed.compareTo(tolerance) > 0) {
      breaches.add(Breach.PERFORMANCE);
    }
    return List.copyOf(breaches);
  }

  /** Tasks that are asked about now, or whose owner gave a new forecast that has not passed yet. */
  private Set<Integer> quiet(String projectKey) {
    LocalDate today = clock.today();
    return new HashSet<>(
        jdbc.sql(
                "select distinct task from follow_up where project_key = ?"
                    + " and (open_mark = 0 or forecast_finish >= ?)")
            .params(projectKey, today)
            .query(Integer.class)
            .list());
  }
}
