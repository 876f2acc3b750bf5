package dev.fairlead.plan.web;

import dev.fairlead.people.Offered;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.PlanCopies;
import dev.fairlead.plan.PlanEditor;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.PossibleOwners;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the plan editor knows: the whole plan with its dates, and what a change of it changed. */
@Component
@Transactional(readOnly = true)
class EditorState {
  private final Projects projects;
  private final Plans plans;
  private final PlanEditor editor;
  private final PlanCopies copies;
  private final Registers registers;
  private final Baselines baselines;
  private final Users users;
  private final PossibleOwners possible;
  private final FairleadClock clock;

  EditorState(
      Projects projects,
      Plans plans,
      PlanEditor editor,
      PlanCopies copies,
      Registers registers,
      Baselines baselines,
      Users users,
      PossibleOwners possible,
      FairleadClock clock) {
    this.projects = projects;
    this.plans = plans;
    this.editor = editor;
    this.copies = copies;
    this.registers = registers;
    this.baselines = baselines;
    this.users = users;
    this.possible = possible;
    this.clock = clock;
  }

  /** A dependency of a task on an earlier one. */
  record Link(int predecessor, LinkType type, long lagMinutes) {}

  /**
   * A task with all its own and computed values; what is null or false is left out.
   *
   * @param duration working minutes
   * @param totalSlack working minutes
   * @param estimate optimistic, most likely and pessimistic working minutes
   */
  record Row(
      int number,
      Integer parent,
      int level,
      String wbs,
      Boolean summary,
      String name,
      Boolean milestone,
      long duration,
      BigDecimal effort,
      String owner,
      String ownerLabel,
      ConstraintType constraint,
      LocalDate constraintDate,
      LocalDate deadline,
      Integer system,
      Integer budgetLine,
      BigDecimal fixedCost,
      BigDecimal cost,
      int percent,
      LocalDateTime start,
      LocalDateTime finish,
      long totalSlack,
      long freeSlack,
      Boolean critical,
      List<Link> links,
      LocalDateTime baselineStart,
      LocalDateTime baselineFinish,
      List<String> warnings,
      List<Long> estimate) {

    /** The same task with the slack of another state of the plan. */
    Row withSlackOf(Row other) {
      return new Row(
          number,
          parent,
          level,
          wbs,
          summary,
          name,
          milestone,
          duration,
          effort,
          owner,
          ownerLabel,
          constraint,
          constraintDate,
          deadline,
          system,
          budgetLine,
          fixedCost,
          cost,
          percent,
          start,
          finish,
          other.totalSlack,
          other.freeSlack,
          other.critical,
          links,
          baselineStart,
          baselineFinish,
          warnings,
          estimate);
    }
  }

  /** What is true of the plan as a whole. */
  record Whole(
      int version,
      LocalDate start,
      LocalDate deadline,
      LocalDateTime finish,
      BigDecimal cost,
      BigDecimal budget,
      Map<DayOfWeek, List<String>> week,
      Map<LocalDate, List<String>> exceptions,
      List<String> warnings,
      String undo,
      String redo) {}

  /** A login name or number with what people call it. */
  record Choice(String value, String name) {}

  /**
   * Everything, for opening the editor.
   *
   * @param people who is offered as an owner, and whoever owns a task
   * @param morePeople whether there are others, who are searched for
   */
  record State(
      String project,
      String projectName,
      LocalDate today,
      boolean mayEdit,
      String whyNot,
      Whole plan,
      List<Row> rows,
      List<Choice> people,
      boolean morePeople,
      List<Choice> systems,
      List<Choice> budgetLines) {}

  /**
   * What differs from the plan that the person saw.
   *
   * @param rows new and changed ones
   * @param slacks of tasks that are the same in all else, of which there are many where the finish
   *     moves: number, total slack, free slack, and 1 where critical
   * @param order all numbers from top to bottom, or null where rows neither came nor moved
   * @param others what others did meanwhile
   * @param people the owners of these rows, whom the page need not know yet
   */
  record Delta(
      Whole plan,
      List<Row> rows,
      List<long[]> slacks,
      List<Integer> order,
      List<PlanEditor.Change> others,
      Map<Integer, Integer> numbers,
      List<Choice> people,
      String said) {}

  /** When a task was to happen before, as the thin bars of the chart show it. */
  private record Dates(LocalDateTime start, LocalDateTime finish) {}

  State state(String key, String who) {
    Project project = projects.get(key);
    String whyNot = editor.whyReadOnly(project, who);
    return state(project, plans.current(key), approved(key), whyNot, editor.steps(key, who));
  }

  /** A person's copy, beside the plan that it is one of; opening it may bring it up to date. */
  @Transactional
  State copy(String key, String who) {
    Project project = projects.get(key);
    PlanCopies.Copy copy = copies.open(key, who);
    return state(project, copy.plan(), dates(copy.of(), project), null, steps(copy));
  }

  private State state(
      Project project,
      WorkPlan plan,
      Map<Integer, Dates> before,
      String whyNot,
      PlanEditor.Steps steps) {
    String key = project.key();
    Schedule schedule = plans.schedule(plan, project);
    List<Row> rows = rows(project, plan, schedule, before);
    Offered offered = possible.of(project, owners(plan));
    return new State(
        key,
        project.name(),
        clock.today(),
        whyNot == null,
        whyNot,
        whole(project, plan, schedule, rows, steps),
        rows,
        choices(offered.people()),
        offered.more(),
        registers.systems(key).stream()
            .map((PlanSystem system) -> new Choice("" + system.number(), system.name()))
            .toList(),
        registers.budgetLines(key).stream()
            .map((BudgetLine line) -> new Choice("" + line.number(), line.name()))
            .toList());
  }

  Delta delta(String key, PlanEditor.Outcome outcome, String who) {
    return delta(projects.get(key), outcome, approved(key), editor.steps(key, who));
  }

  @Transactional
  Delta deltaOfCopy(String key, PlanEditor.Outcome outcome, String who) {
    Project project = projects.get(key);
    PlanCopies.Copy copy = copies.open(key, who);
    return delta(project, outcome, dates(copy.of(), project), steps(copy));
  }

  private Map<Integer, Dates> approved(String key) {
    Map<Integer, Dates> dates = new HashMap<>();
    baselines
        .current(key)
        .ifPresent(
            frozen ->
                frozen
                    .tasks()
                    .forEach(
                        task -> dates.put(task.number(), new Dates(task.start(), task.finish()))));
    return dates;
  }

  private Map<Integer, Dates> dates(WorkPlan plan, Project project) {
    Map<Integer, Dates> dates = new HashMap<>();
    plans
        .schedule(plan, project)
        .tasks()
        .forEach(task -> dates.put(task.number(), new Dates(task.start(), task.finish())));
    return dates;
  }

  private static PlanEditor.Steps steps(PlanCopies.Copy copy) {
    return new PlanEditor.Steps(
        copy.undoable() ? Sentences.say("plan.copy.lastStep") : null,
        copy.redoable() ? Sentences.say("plan.copy.nextStep") : null);
  }

  private Delta delta(
      Project project,
      PlanEditor.Outcome outcome,
      Map<Integer, Dates> before,
      PlanEditor.Steps steps) {
    Schedule schedule = plans.schedule(outcome.now(), project);
    List<Row> now = rows(project, outcome.now(), schedule, before);
    Map<Integer, Row> seen = new HashMap<>();
    rows(project, outcome.seen(), plans.schedule(outcome.seen(), project), before)
        .forEach(row -> seen.put(row.number(), row));
    List<Row> changed = new ArrayList<>();
    List<long[]> slacks = new ArrayList<>();
    for (Row row : now) {
      Row was = seen.get(row.number());
      if (was == null || !row.equals(was.withSlackOf(row))) {
        changed.add(row);
      } else if (!row.equals(was)) {
        long critical = row.critical() == null ? 0 : 1;
        slacks.add(new long[] {row.number(), row.totalSlack(), row.freeSlack(), critical});
      }
    }
    return new Delta(
        whole(project, outcome.now(), schedule, now, steps),
        changed,
        slacks,
        order(outcome.now()).equals(order(outcome.seen())) ? null : order(outcome.now()),
        outcome.others(),
        outcome.numbers(),
        choices(
            users
                .find(changed.stream().map(Row::owner).filter(Objects::nonNull).distinct().toList())
                .values()),
        outcome.said());
  }

  private static List<Integer> order(WorkPlan plan) {
    return plan.tasks().stream().map(PlanTask::number).toList();
  }

  private Whole whole(
      Project project, WorkPlan plan, Schedule schedule, List<Row> rows, PlanEditor.Steps steps) {
    WorkingCalendar calendar = plan.calendar();
    Map<DayOfWeek, List<String>> week = new HashMap<>();
    calendar.week().forEach((day, shifts) -> week.put(day, shifts(shifts)));
    Map<LocalDate, List<String>> exceptions = new HashMap<>();
    calendar.exceptions().forEach((day, shifts) -> exceptions.put(day, shifts(shifts)));
    return new Whole(
        plan.version(),
        plan.start(),
        plan.deadline(),
        schedule.finish(),
        rows.stream()
            .filter(row -> row.summary() == null)
            .map(Row::cost)
            .reduce(BigDecimal.ZERO, BigDecimal::add),
        project.budget(),
        week,
        exceptions,
        schedule.warnings().stream()
            .filter(warning -> warning.task() == null)
            .map(warning -> warning.sentence())
            .toList(),
        steps.undo(),
        steps.redo());
  }

  private static List<String> shifts(List<WorkingCalendar.Shift> shifts) {
    return shifts.stream().map(shift -> shift.from() + "-" + shift.to()).toList();
  }

  private static Set<String> owners(WorkPlan plan) {
    return plan.tasks().stream()
        .map(PlanTask::owner)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static List<Choice> choices(Collection<User> people) {
    return people.stream().map(user -> new Choice(user.username(), user.displayName())).toList();
  }

  private List<Row> rows(
      Project project, WorkPlan plan, Schedule schedule, Map<Integer, Dates> approved) {
    Map<Integer, BigDecimal> costs = summed(plan, plans.plannedCosts(plan, project));
    Map<Integer, List<Link>> links = new HashMap<>();
    plan.links()
        .forEach(
            link ->
                links
                    .computeIfAbsent(link.successor(), key -> new ArrayList<>())
                    .add(new Link(link.predecessor(), link.type(), link.lagMinutes())));
    links.values().forEach(list -> list.sort(Comparator.comparingInt(Link::predecessor)));
    Map<Integer, List<String>> warnings = new HashMap<>();
    schedule
        .warnings()
        .forEach(
            warning ->
                warnings
                    .computeIfAbsent(
                        Objects.requireNonNullElse(warning.task(), 0), key -> new ArrayList<>())
                    .add(warning.sentence()));
    Map<Integer, ScheduledTask> dates = schedule.byNumber();
    List<Row> rows = new ArrayList<>(plan.tasks().size());
    for (PlanTask task : plan.tasks()) {
      ScheduledTask date = dates.get(task.number());
      Dates before = approved.get(task.number());
      rows.add(
          new Row(
              task.number(),
              task.parent(),
              date.level(),
              date.wbs(),
              orNull(date.summary()),
              task.name(),
              orNull(task.milestone()),
              task.durationMinutes(),
              task.effortHours(),
              task.owner(),
              task.ownerLabel(),
              task.constraint() == ConstraintType.AS_SOON_AS_POSSIBLE ? null : task.constraint(),
              task.constraintDate() == null ? null : task.constraintDate().toLocalDate(),
              task.deadline(),
              task.system(),
              task.budgetLine(),
              task.fixedCost().signum() == 0 ? null : task.fixedCost(),
              costs.get(task.number()),
              date.percentComplete(),
              date.start(),
              date.finish(),
              date.totalSlack(),
              date.freeSlack(),
              orNull(date.critical()),
              links.get(task.number()),
              before == null ? null : before.start(),
              before == null ? null : before.finish(),
              warnings.get(task.number()),
              task.estimate() == null
                  ? null
                  : List.of(
                      task.estimate().optimisticMinutes(),
                      task.estimate().mostLikelyMinutes(),
                      task.estimate().pessimisticMinutes())));
    }
    return rows;
  }

  /** Costs with those of summaries added up from below. */
  private static Map<Integer, BigDecimal> summed(WorkPlan plan, Map<Integer, BigDecimal> costs) {
    Map<Integer, BigDecimal> sums = new HashMap<>(costs);
    for (int i = plan.tasks().size() - 1; i >= 0; i--) {
      PlanTask task = plan.tasks().get(i);
      if (task.parent() != null) {
        sums.merge(task.parent(), sums.get(task.number()), BigDecimal::add);
      }
    }
    return sums;
  }

  private static Boolean orNull(boolean value) {
    return value ? Boolean.TRUE : null;
  }
}
