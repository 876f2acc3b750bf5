package dev.fairlead.change;

import dev.fairlead.people.Users;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Conflicts;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdits;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.RiskAnalyses;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduleWarning;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.Project;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Costs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Computes what edits do to a plan, on a copy. Nothing is saved. */
@Component
class ImpactCalculator {
  private final Plans plans;
  private final Registers registers;
  private final Costs costs;
  private final Conflicts conflicts;
  private final RiskAnalyses odds;
  private final Users users;
  private final FairleadClock clock;

  ImpactCalculator(
      Plans plans,
      Registers registers,
      Costs costs,
      Conflicts conflicts,
      RiskAnalyses odds,
      Users users,
      FairleadClock clock) {
    this.plans = plans;
    this.registers = registers;
    this.costs = costs;
    this.conflicts = conflicts;
    this.odds = odds;
    this.users = users;
    this.clock = clock;
  }

  /**
   * @throws RefusedException naming the edit that cannot be applied
   */
  Impact compute(Project project, List<PlanEdit> edits) {
    WorkPlan before = plans.currentWithLines(project.key());
    List<String> sentences = PlanEdits.describe(edits, before);
    WorkPlan after = PlanEdits.apply(before, edits);
    registers.mustBeUnused(before, after);
    Schedule was = plans.schedule(before, project);
    Schedule is = plans.schedule(after, project);
    BigDecimal costBefore = plans.plannedCost(before, project);
    Map<Integer, BigDecimal> costsAfter = plans.plannedCosts(after, project);
    BigDecimal costAfter =
        costsAfter.values().stream().reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    BigDecimal delta = costAfter.subtract(costBefore);
    BigDecimal percent =
        costBefore.signum() == 0
            ? BigDecimal.ZERO
            : delta.movePointRight(2).divide(costBefore, 2, RoundingMode.HALF_UP);
    BigDecimal eac = costs.figures(project.key(), clock.today()).eac();
    Touched touched = touched(before, after, was, is);
    Conflicts.Difference conflictsThen = conflicts.difference(project, before, was, after, is);
    List<PlanSystem> systems =
        registers.systems(project.key()).stream()
            .filter(s -> touched.systems.contains(s.number()))
            .toList();
    Set<String> old =
        new LinkedHashSet<>(was.warnings().stream().map(ScheduleWarning::sentence).toList());
    return new Impact(
        before.version(),
        clock.now(),
        was.finish(),
        is.finish(),
        workingDays(before, was.finish(), is.finish()),
        costBefore,
        costAfter,
        delta,
        percent,
        eac,
        eac == null ? null : costs.eacOnceApproved(after, costsAfter),
        critical(after, is, was),
        critical(before, was, is),
        touched.moved,
        touched.people.stream().map(users::nameOf).toList(),
        systems.stream().map(PlanSystem::name).toList(),
        systems.stream().anyMatch(s -> s.criticality() == Criticality.HIGH),
        registers.highestOpenRisk(project.key()),
        sentences,
        is.warnings().stream()
            .map(ScheduleWarning::sentence)
            .filter(s -> !old.contains(s))
            .toList(),
        conflictsThen.arising(),
        conflictsThen.solved(),
        odds.deadlineHolds(project, before),
        odds.deadlineHolds(project, after),
        reserve(before, after, is.finish(), costBefore, costAfter),
        before.budget(),
        after.budget(),
        lines(before, after),
        risks(project.key(), before, after, touched.tasks),
        before.tolerances(),
        after.tolerances(),
        goals(before, after));
  }

  /** The goals that change; null where none does. */
  private static List<Impact.GoalMove> goals(WorkPlan before, WorkPlan after) {
    Set<Integer> numbers = new TreeSet<>();
    before.goals().all().forEach(goal -> numbers.add(goal.number()));
    after.goals().all().forEach(goal -> numbers.add(goal.number()));
    List<Impact.GoalMove> moved =
        numbers.stream()
            .map(
                number ->
                    new Impact.GoalMove(
                        number, before.goals().goal(number), after.goals().goal(number)))
            .filter(goal -> !Objects.equals(goal.before(), goal.after()))
            .toList();
    return moved.isEmpty() ? null : moved;
  }

  /** All lines where the change moves one of them, or what they divide. */
  private static List<Impact.BudgetLineMove> lines(WorkPlan before, WorkPlan after) {
    List<BudgetLine> was = before.lines().all();
    List<BudgetLine> is = after.lines().all();
    if (was.equals(is) && before.budget().equals(after.budget())) {
      return List.of();
    }
    Map<Integer, BudgetLine> all = new TreeMap<>();
    was.forEach(line -> all.put(line.number(), line));
    is.forEach(line -> all.put(line.number(), line));
    return all.values().stream()
        .map(
            line ->
                new Impact.BudgetLineMove(
                    line.number(),
                    line.name(),
                    amount(before, line.number()),
                    amount(after, line.number())))
        .toList();
  }

  private static BigDecimal amount(WorkPlan plan, int line) {
    BudgetLine found = plan.lines().line(line);
    return found == null ? null : found.amount();
  }

  /** The open risks that say which tasks they delay, where the change touches one of these. */
  private List<String> risks(
      String key, WorkPlan before, WorkPlan after, Set<Integer> touchedTasks) {
    return registers.risks(key).stream()
        .filter(risk -> risk.isOpen() && risk.delay() != null)
        .filter(risk -> !Collections.disjoint(risk.delay().tasks(), touchedTasks))
        .map(
            risk ->
                Sentences.say(
                    "change.riskTouched",
                    String.valueOf(risk.number()),
                    risk.title(),
                    risk.level(),
                    risk.delay().tasks().stream()
                        .filter(touchedTasks::contains)
                        .map(number -> taskName(number, before, after))
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  private static String taskName(int number, WorkPlan before, WorkPlan after) {
    PlanTask task = after.task(number);
    return task != null
        ? task.name()
        : Sentences.say("change.riskTaskGone", before.task(number).name());
  }

  /**
   * Contingency is the time between finish and deadline and the money between planned cost and
   * budget; a change that needs more, or moves the deadline or the budget itself, moves what was
   * agreed.
   */
  private static String reserve(
      WorkPlan before,
      WorkPlan after,
      LocalDateTime finish,
      BigDecimal costBefore,
      BigDecimal costAfter) {
    List<String> beyond = new ArrayList<>();
    if (before.deadline() != null && !before.deadline().equals(after.deadline())) {
      beyond.add(Sentences.say("change.reserve.deadline", Sentences.day(after.deadline())));
    } else if (before.deadline() != null && finish.toLocalDate().isAfter(before.deadline())) {
      beyond.add(Sentences.say("change.reserve.late", Sentences.day(before.deadline())));
    }
    BigDecimal budget = after.budget();
    if (!budget.equals(before.budget())) {
      beyond.add(Sentences.say("change.reserve.newBudget", before.budget(), budget));
    }
    if (!before.tolerances().equals(after.tolerances())) {
      beyond.add(
          Sentences.say(
              "change.reserve.tolerances", after.tolerances().time(), after.tolerances().cost()));
    }
    List<Impact.GoalMove> goals = goals(before, after);
    if (goals != null) {
      beyond.add(Sentences.say("change.reserve.goals", goals.size()));
    }
    BigDecimal lines = BudgetLine.sum(after.lines().all());
    if (lines.compareTo(budget) > 0 && !after.lines().equals(before.lines())) {
      beyond.add(Sentences.say("change.reserve.lines", lines.subtract(budget), budget));
    }
    if (costAfter.compareTo(budget) > 0 && costAfter.compareTo(costBefore) > 0) {
      beyond.add(Sentences.say("change.reserve.budget", costAfter.subtract(budget), budget));
    }
    if (!beyond.isEmpty()) {
      return Sentences.say("change.reserve.baseline", String.join(" ", beyond));
    }
    BigDecimal money = budget.subtract(costAfter);
    return before.deadline() == null
        ? Sentences.say("change.reserve.money", money)
        : Sentences.say(
            "change.reserve.contingency",
            workingDays(after, finish, before.deadline().plusDays(1).atStartOfDay()),
            money);
  }

  /** Working days by which the finish moves, rounded away from zero. */
  static int workingDays(WorkPlan plan, LocalDateTime from, LocalDateTime to) {
    long minutes = plan.calendar().workingMinutes(from, to);
    long day = plan.calendar().minutesPerDay();
    return (int) (minutes >= 0 ? (minutes + day - 1) / day : -((-minutes + day - 1) / day));
  }

  private static List<String> critical(WorkPlan plan, Schedule here, Schedule there) {
    Map<Integer, ScheduledTask> other = there.byNumber();
    return here.tasks().stream()
        .filter(t -> t.critical() && !t.summary())
        .filter(t -> other.get(t.number()) == null || !other.get(t.number()).critical())
        .map(t -> plan.task(t.number()).name())
        .toList();
  }

  private record Touched(
      Set<Integer> tasks, List<Impact.MovedTask> moved, Set<String> people, Set<Integer> systems) {}

  private static Touched touched(WorkPlan before, WorkPlan after, Schedule was, Schedule is) {
    Map<Integer, PlanTask> old = byNumber(before);
    Map<Integer, PlanTask> now = byNumber(after);
    Map<Integer, ScheduledTask> oldDates = was.byNumber();
    Map<Integer, ScheduledTask> newDates = is.byNumber();
    Set<Integer> numbers = new LinkedHashSet<>(old.keySet());
    numbers.addAll(now.keySet());
    Set<Integer> tasks = new LinkedHashSet<>();
    List<Impact.MovedTask> moved = new ArrayList<>();
    Set<String> people = new LinkedHashSet<>();
    Set<Integer> systems = new LinkedHashSet<>();
    for (int number : numbers) {
      PlanTask a = old.get(number);
      PlanTask b = now.get(number);
      ScheduledTask from = oldDates.get(number);
      ScheduledTask to = newDates.get(number);
      boolean dates =
          from == null
              || to == null
              || !from.start().equals(to.start())
              || !from.finish().equals(to.finish());
      if (Objects.equals(a, b) && !dates) {
        continue;
      }
      if ((from != null && from.summary()) || (to != null && to.summary())) {
        continue;
      }
      tasks.add(number);
      for (PlanTask task : new PlanTask[] {a, b}) {
        if (task != null && task.owner() != null) {
          people.add(task.owner());
        }
        if (task != null && task.system() != null) {
          systems.add(task.system());
        }
      }
      if (dates) {
        moved.add(
            new Impact.MovedTask(
                number,
                (b == null ? a : b).name(),
                from == null ? null : from.start(),
                from == null ? null : from.finish(),
                to == null ? null : to.start(),
                to == null ? null : to.finish()));
      }
    }
    return new Touched(tasks, moved, people, systems);
  }

  private static Map<Integer, PlanTask> byNumber(WorkPlan plan) {
    Map<Integer, PlanTask> tasks = new LinkedHashMap<>();
    plan.tasks().forEach(task -> tasks.put(task.number(), task));
    return tasks;
  }
}
