package dev.fairlead.plan.web;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanDiff;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.PlannedSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.Goal;
import dev.fairlead.project.History;
import dev.fairlead.project.MemberRate;
import dev.fairlead.project.MemberRates;
import dev.fairlead.project.Project;
import dev.fairlead.project.TeamMember;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * What a plan that is approved says beside its tasks: goals, risks, systems, the lines of its
 * budget and the team. Goals rest while the plan waits; lines and systems are those of the
 * submission; risks, the team and the windows of systems are no part of it and are as of now.
 */
@Component
class BesideTasks {
  /** So many of each are shown; the rest stands on its tab. */
  private static final int SHOWN = 20;

  /** Few enough to stand open. */
  private static final int FEW = 5;

  /** So many changes of risks are looked through for what changed since the last time. */
  private static final int LATELY = 500;

  /** The first of many. */
  public record Part<T>(List<T> shown, int all) {
    static <T> Part<T> of(List<T> all) {
      return new Part<>(all.subList(0, Math.min(all.size(), SHOWN)), all.size());
    }

    public int more() {
      return all - shown.size();
    }

    public boolean isFew() {
      return all <= FEW;
    }
  }

  /**
   * A system of the plan.
   *
   * @param now what the register says of it today, or null where it is gone
   * @param changed whether the register says otherwise than what was submitted
   */
  public record SystemRow(PlannedSystem planned, PlanSystem now, boolean changed) {}

  /**
   * A line of the budget.
   *
   * @param planned cost of the tasks that are booked on it
   */
  public record LineRow(String name, String category, BigDecimal amount, BigDecimal planned) {
    public boolean isOver() {
      return planned.compareTo(amount) > 0;
    }
  }

  /**
   * The budget by its lines.
   *
   * @param planned cost of all tasks
   * @param noLine cost of the tasks that are booked on no line
   * @param left what of the budget is given to no line; negative where lines are more than it
   */
  public record Money(
      Part<LineRow> lines,
      BigDecimal sum,
      BigDecimal planned,
      BigDecimal noLine,
      BigDecimal budget,
      BigDecimal left) {
    public boolean isOver() {
      return left.signum() < 0;
    }
  }

  /** Who works on it, at which share and rate, and the rates that follow. */
  public record MemberRow(TeamMember member, List<MemberRate> later) {}

  /**
   * All of it.
   *
   * @param submittedAt when the plan was put before the approvers; null while it is drafted
   * @param changedRisks numbers of the risks that were changed since the plan was seen before
   */
  public record Shown(
      LocalDateTime submittedAt,
      Part<Goal> goals,
      Part<Risk> risks,
      Set<Integer> changedRisks,
      Part<SystemRow> systems,
      Money money,
      Part<MemberRow> team) {}

  private final Registers registers;
  private final Baselines baselines;
  private final Plans plans;
  private final MemberRates rates;
  private final RiskCards cards;
  private final History history;

  BesideTasks(
      Registers registers,
      Baselines baselines,
      Plans plans,
      MemberRates rates,
      RiskCards cards,
      History history) {
    this.registers = registers;
    this.baselines = baselines;
    this.plans = plans;
    this.rates = rates;
    this.cards = cards;
    this.history = history;
  }

  /**
   * Puts it on the page.
   *
   * @param submitted what is approved, or null while the plan is drafted
   * @param before what it is compared with, or null
   * @param withBaseline whether that is a baseline, and not a submission
   * @return what became of the systems since, in sentences
   */
  List<String> show(
      Project project, Baseline submitted, Baseline before, boolean withBaseline, Model model) {
    String key = project.key();
    List<Risk> risks =
        registers.risks(key).stream()
            .sorted(
                Comparator.comparing((Risk risk) -> !risk.isOpen())
                    .thenComparing(Comparator.comparingInt(Risk::level).reversed())
                    .thenComparingInt(Risk::number))
            .toList();
    Part<Risk> someRisks = Part.of(risks);
    cards.show(project, someRisks.shown(), model);
    List<PlanSystem> now = registers.systems(key);
    List<PlannedSystem> systems =
        (submitted == null
                ? Optional.<List<PlannedSystem>>empty()
                : baselines.submittedSystems(submitted))
            .orElseGet(() -> now.stream().map(PlannedSystem::of).toList());
    model.addAttribute(
        "beside",
        new Shown(
            submitted == null ? null : submitted.frozenAt(),
            Part.of(project.goals()),
            someRisks,
            before == null ? Set.of() : changedSince(key, before.frozenAt()),
            Part.of(rows(systems, now)),
            money(project, submitted),
            team(project)));
    if (before == null) {
      return List.of();
    }
    return (withBaseline ? baselines.systems(before) : baselines.submittedSystems(before))
        .map(were -> PlanDiff.systems(were, systems))
        .orElse(List.of());
  }

  private Set<Integer> changedSince(String key, LocalDateTime moment) {
    return history.page(key, History.Register.RISK, null, 0, LATELY).stream()
        .filter(entry -> entry.at().isAfter(moment))
        .map(entry -> entry.about().number())
        .collect(Collectors.toSet());
  }

  private static List<SystemRow> rows(List<PlannedSystem> planned, List<PlanSystem> now) {
    Map<Integer, PlanSystem> byNumber = new HashMap<>();
    now.forEach(system -> byNumber.put(system.number(), system));
    return planned.stream()
        .map(
            system -> {
              PlanSystem is = byNumber.get(system.number());
              return new SystemRow(system, is, is == null || !PlannedSystem.of(is).equals(system));
            })
        .toList();
  }

  private Money money(Project project, Baseline submitted) {
    boolean kept = submitted != null && submitted.keepsLines();
    Map<Integer, BigDecimal> planned = new HashMap<>();
    if (kept) {
      for (BaselineTask task : submitted.tasks()) {
        planned.merge(
            Objects.requireNonNullElse(task.budgetLine(), 0), task.cost(), BigDecimal::add);
      }
    } else {
      WorkPlan plan = plans.current(project.key());
      Map<Integer, BigDecimal> costs = plans.plannedCosts(plan, project);
      for (PlanTask task : plan.tasks()) {
        planned.merge(
            Objects.requireNonNullElse(task.budgetLine(), 0),
            costs.get(task.number()),
            BigDecimal::add);
      }
    }
    List<BudgetLine> lines = kept ? submitted.budgetLines() : registers.budgetLines(project.key());
    BigDecimal budget = kept && submitted.budget() != null ? submitted.budget() : project.budget();
    BigDecimal sum = BudgetLine.sum(lines);
    List<LineRow> rows = new ArrayList<>();
    for (BudgetLine line : lines) {
      rows.add(
          new LineRow(
              line.name(),
              line.category(),
              line.amount(),
              planned.getOrDefault(line.number(), BigDecimal.ZERO)));
    }
    return new Money(
        Part.of(rows),
        sum,
        planned.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add),
        planned.getOrDefault(0, BigDecimal.ZERO),
        budget,
        budget.subtract(sum));
  }

  private Part<MemberRow> team(Project project) {
    Map<String, List<MemberRate>> later =
        rates.later(project.key()).stream().collect(Collectors.groupingBy(MemberRate::username));
    return Part.of(
        project.team().stream()
            .map(member -> new MemberRow(member, later.getOrDefault(member.username(), List.of())))
            .toList());
  }
}
