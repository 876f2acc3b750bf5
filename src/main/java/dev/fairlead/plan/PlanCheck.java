package dev.fairlead.plan;

import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanFinding.Severity;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduleWarning;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks for what is wrong with a plan, within itself and against all other active projects:
 * deadlines, responsibility, cost, people who are booked twice, systems that two projects change at
 * once, work in a system's blackout.
 */
@Service
@Transactional(readOnly = true)
public class PlanCheck {
  /** So many tasks are named one by one; more are summed up in one sentence. */
  private static final int MOST_SINGLE = 10;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private final JdbcClient jdbc;
  private final PlanStore store;
  private final Plans plans;
  private final Registers registers;
  private final Projects projects;
  private final Users users;
  private final ObjectProvider<RiskColours> colours;

  PlanCheck(
      JdbcClient jdbc,
      PlanStore store,
      Plans plans,
      Registers registers,
      Projects projects,
      Users users,
      ObjectProvider<RiskColours> colours) {
    this.jdbc = jdbc;
    this.store = store;
    this.plans = plans;
    this.registers = registers;
    this.projects = projects;
    this.users = users;
    this.colours = colours;
  }

  /** A project with its plan, its dates and its systems. */
  private record Planned(
      Project project,
      WorkPlan plan,
      Map<Integer, ScheduledTask> dates,
      Set<Integer> summaries,
      List<PlanSystem> systems) {

    List<PlanTask> work() {
      return plan.tasks().stream().filter(task -> !summaries.contains(task.number())).toList();
    }
  }

  /** All findings, the blocking ones first. */
  public List<PlanFinding> check(String projectKey) {
    Project project = projects.get(projectKey);
    return check(project, store.load(project));
  }

  /** The findings that this plan would have, for showing what a change brings about. */
  public List<PlanFinding> check(String projectKey, WorkPlan plan) {
    return check(projects.get(projectKey), plan);
  }

  private List<PlanFinding> check(Project project, WorkPlan plan) {
    List<PlanFinding> findings = new ArrayList<>();
    if (plan.tasks().isEmpty()) {
      findings.add(finding(Severity.BLOCKS, "plan.find.noTasks", null, null));
      return findings;
    }
    Schedule schedule;
    try {
      schedule = plans.schedule(plan, project);
    } catch (RefusedException impossible) {
      findings.add(
          new PlanFinding(Severity.BLOCKS, impossible.code(), impossible.getMessage(), null, null));
      return findings;
    }
    Planned mine = planned(project, plan, schedule);
    finish(findings, mine, schedule);
    owners(findings, mine);
    cost(findings, mine);
    risks(findings, project.key());
    systems(findings, mine);
    List<Planned> others = others(mine);
    overloads(findings, mine, others);
    systemConflicts(findings, mine, others);
    blackouts(findings, mine);
    for (ScheduleWarning warning : schedule.warnings()) {
      if (warning.task() != null) {
        findings.add(
            new PlanFinding(
                Severity.WARNS, warning.code(), warning.sentence(), warning.task(), null));
      }
    }
    findings.sort(Comparator.comparing(PlanFinding::severity));
    return List.copyOf(findings);
  }

  private void finish(List<PlanFinding> findings, Planned mine, Schedule schedule) {
    LocalDate deadline = mine.plan().deadline();
    if (deadline == null || schedule.finish() == null) {
      return;
    }
    long late = daysLate(schedule.finish(), deadline, mine.plan().calendar());
    if (late > 0) {
      boolean beyond = late > mine.project().timeTolerance();
      findings.add(
          finding(
              beyond ? Severity.BLOCKS : Severity.WARNS,
              beyond ? "plan.find.lateBeyond" : "plan.find.late",
              null,
              null,
              DAY.format(schedule.finish()),
              late,
              DAY.format(deadline),
              mine.project().timeTolerance()));
    }
  }

  /** Whole working days from the end of the deadline's day to the finish, begun days counting. */
  static long daysLate(LocalDateTime finish, LocalDate deadline, WorkingCalendar calendar) {
    long days = 0;
    for (LocalDate day = deadline.plusDays(1);
        !day.isAfter(finish.toLocalDate());
        day = day.plusDays(1)) {
      if (calendar.isWorkingDay(day)) {
        days++;
      }
    }
    return days;
  }

  private void owners(List<PlanFinding> findings, Planned mine) {
    List<PlanTask> ownerless =
        mine.work().stream().filter(task -> task.owner() == null && !task.milestone()).toList();
    if (ownerless.size() > MOST_SINGLE) {
      findings.add(
          finding(
              Severity.BLOCKS,
              "plan.find.noOwners",
              ownerless.get(0).number(),
              null,
              ownerless.size(),
              ownerless.stream().limit(3).map(PlanRules::label).collect(Collectors.joining(", "))));
    } else {
      for (PlanTask task : ownerless) {
        findings.add(
            finding(
                Severity.BLOCKS,
                "plan.find.noOwner",
                task.number(),
                null,
                PlanRules.label(task),
                task.ownerLabel() == null
                    ? ""
                    : Sentences.say("plan.find.ownerLabel", task.ownerLabel())));
      }
    }
    Map<String, List<PlanTask>> strangers = new TreeMap<>();
    for (PlanTask task : mine.work()) {
      if (task.owner() != null && mine.project().member(task.owner()) == null) {
        strangers.computeIfAbsent(task.owner(), key -> new ArrayList<>()).add(task);
      }
    }
    strangers.forEach(
        (owner, tasks) ->
            findings.add(
                finding(
                    Severity.WARNS,
                    "plan.find.notInTeam",
                    tasks.get(0).number(),
                    null,
                    users.nameOf(owner),
                    tasks.size(),
                    PlanRules.label(tasks.get(0)))));
    Set<String> busy =
        mine.work().stream()
            .map(PlanTask::owner)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    for (TeamMember member : mine.project().team()) {
      if (busy.contains(member.username()) && member.hourlyRate().signum() == 0) {
        findings.add(
            finding(
                Severity.WARNS, "plan.find.noRate", null, null, users.nameOf(member.username())));
      }
    }
  }

  private void cost(List<PlanFinding> findings, Planned mine) {
    BigDecimal cost = plans.plannedCost(mine.plan(), mine.project());
    BigDecimal budget = mine.project().budget();
    if (cost.compareTo(budget) > 0) {
      BigDecimal percent =
          cost.subtract(budget)
              .multiply(BigDecimal.valueOf(100))
              .divide(budget, 1, RoundingMode.HALF_UP);
      boolean beyond = percent.compareTo(mine.project().costTolerance()) > 0;
      findings.add(
          finding(
              beyond ? Severity.BLOCKS : Severity.WARNS,
              beyond ? "plan.find.costBeyond" : "plan.find.cost",
              null,
              null,
              cost,
              percent,
              budget,
              mine.project().costTolerance()));
    }
    List<BudgetLine> lines = registers.budgetLines(mine.project().key());
    BigDecimal sum =
        lines.stream().map(BudgetLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.compareTo(budget) > 0) {
      findings.add(finding(Severity.WARNS, "plan.find.lines", null, null, sum, budget));
    }
  }

  private void risks(List<PlanFinding> findings, String projectKey) {
    for (Risk risk : registers.risks(projectKey)) {
      if (risk.isOpen()
          && !RiskColours.GREEN.equals(colours.getObject().of(risk.level()))
          && (risk.measures() == null || risk.measures().isBlank())) {
        findings.add(
            finding(
                Severity.WARNS,
                "plan.find.noMeasure",
                null,
                null,
                String.valueOf(risk.number()),
                risk.title(),
                risk.level()));
      }
    }
  }

  private void systems(List<PlanFinding> findings, Planned mine) {
    for (PlanSystem system : mine.systems()) {
      if (system.owner() == null) {
        findings.add(finding(Severity.WARNS, "plan.find.noSystemOwner", null, null, system.name()));
      }
    }
  }

  /** The active projects that share a person or a system with this one. */
  private List<Planned> others(Planned mine) {
    Set<String> keys = new TreeSet<>();
    Set<String> owners =
        mine.work().stream()
            .map(PlanTask::owner)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    String active =
        " and p.phase in ('PLANNING', 'APPROVAL', 'TRACKING') and p.project_key <> :key";
    if (!owners.isEmpty()) {
      keys.addAll(
          jdbc.sql(
                  "select distinct t.project_key from plan_task t join project p on p.project_key = t.project_key"
                      + " where t.owner in (:owners) and t.percent_complete < 100"
                      + active)
              .param("owners", owners)
              .param("key", mine.project().key())
              .query(String.class)
              .list());
    }
    keys.addAll(
        jdbc.sql(
                "select distinct s.project_key from plan_system s join project p on p.project_key = s.project_key"
                    + " where s.name_key in (select name_key from plan_system where project_key = :key)"
                    + active)
            .param("key", mine.project().key())
            .query(String.class)
            .list());
    List<Planned> others = new ArrayList<>();
    for (String key : keys) {
      Project project = projects.get(key);
      WorkPlan plan = store.load(project);
      try {
        others.add(planned(project, plan, plans.schedule(plan, project)));
      } catch (RefusedException unschedulable) {
        // its own check says so; it cannot be compared with
      }
    }
    return others;
  }

  private Planned planned(Project project, WorkPlan plan, Schedule schedule) {
    Set<Integer> summaries =
        plan.tasks().stream()
            .map(PlanTask::parent)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return new Planned(
        project, plan, schedule.byNumber(), summaries, registers.systems(project.key()));
  }

  /** A stretch of work of one person; demand in percent of a full working day. */
  private record Booking(
      Planned planned, PlanTask task, LocalDateTime from, LocalDateTime to, double demand) {}

  private static List<Booking> bookings(Planned planned, Collection<String> owners) {
    List<Booking> bookings = new ArrayList<>();
    for (PlanTask task : planned.work()) {
      if (task.owner() == null
          || !owners.contains(task.owner())
          || task.milestone()
          || task.isDone()) {
        continue;
      }
      ScheduledTask dates = planned.dates().get(task.number());
      long minutes = task.durationMinutes();
      if (minutes <= 0 || !dates.start().isBefore(dates.finish())) {
        continue;
      }
      TeamMember member = planned.project().member(task.owner());
      double available = member == null ? 100 : member.availability();
      double demand =
          task.effortHours() == null
              ? available
              : task.effortHours().doubleValue() * 60 * 100 / minutes;
      bookings.add(new Booking(planned, task, dates.start(), dates.finish(), demand));
    }
    return bookings;
  }

  /**
   * People who are asked for more than they can give: over all projects more than a whole person,
   * or in this project more than their share in it. One finding per person: the worst moment, with
   * the tasks that meet in it.
   */
  private void overloads(List<PlanFinding> findings, Planned mine, List<Planned> others) {
    Set<String> owners =
        mine.work().stream()
            .map(PlanTask::owner)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Map<String, List<Booking>> byPerson = new TreeMap<>();
    bookings(mine, owners)
        .forEach(b -> byPerson.computeIfAbsent(b.task().owner(), key -> new ArrayList<>()).add(b));
    for (Planned other : others) {
      bookings(other, owners)
          .forEach(
              b -> byPerson.computeIfAbsent(b.task().owner(), key -> new ArrayList<>()).add(b));
    }
    byPerson.forEach(
        (person, bookings) -> {
          TeamMember member = mine.project().member(person);
          double share = member == null ? 100 : member.availability();
          List<Booking> own = bookings.stream().filter(b -> b.planned() == mine).toList();
          List<Booking> inProject = worst(own, mine, share);
          if (!inProject.isEmpty()) {
            overload(findings, mine, person, inProject, share);
          }
          List<Booking> overall = worst(bookings, mine, 100);
          if (overall.stream().anyMatch(b -> b.planned() != mine)) {
            overload(findings, mine, person, overall, 100);
          }
        });
  }

  private void overload(
      List<PlanFinding> findings,
      Planned mine,
      String person,
      List<Booking> meeting,
      double limit) {
    LocalDateTime from =
        meeting.stream().map(Booking::from).max(Comparator.naturalOrder()).orElseThrow();
    LocalDateTime to =
        meeting.stream().map(Booking::to).min(Comparator.naturalOrder()).orElseThrow();
    double sum = meeting.stream().mapToDouble(Booking::demand).sum();
    String tasks =
        meeting.stream()
            .limit(4)
            .map(
                b ->
                    b.planned() == mine
                        ? PlanRules.label(b.task())
                        : Sentences.say(
                            "plan.find.taskOf",
                            PlanRules.label(b.task()),
                            b.planned().project().key()))
            .collect(Collectors.joining(", "));
    if (meeting.size() > 4) {
      tasks += Sentences.say("plan.find.more", meeting.size() - 4);
    }
    String other =
        meeting.stream()
            .filter(b -> b.planned() != mine)
            .map(b -> b.planned().project().key())
            .findFirst()
            .orElse(null);
    Integer task =
        meeting.stream()
            .filter(b -> b.planned() == mine)
            .map(b -> b.task().number())
            .findFirst()
            .orElse(null);
    findings.add(
        finding(
            Severity.WARNS,
            other == null ? "plan.find.overload" : "plan.find.overloadAcross",
            task,
            other,
            users.nameOf(person),
            Math.round(sum),
            Math.round(limit),
            DAY.format(from),
            DAY.format(to),
            tasks));
  }

  /**
   * The bookings that meet at the moment of the highest demand above the limit, one of ours among
   * them.
   */
  private static List<Booking> worst(List<Booking> bookings, Planned mine, double limit) {
    List<Booking> sorted = bookings.stream().sorted(Comparator.comparing(Booking::from)).toList();
    List<Booking> running = new ArrayList<>();
    List<Booking> worst = List.of();
    double most = limit + 0.5;
    for (Booking next : sorted) {
      running.removeIf(b -> !b.to().isAfter(next.from()));
      running.add(next);
      double sum = running.stream().mapToDouble(Booking::demand).sum();
      if (sum > most && running.size() > 1 && running.stream().anyMatch(b -> b.planned() == mine)) {
        most = sum;
        worst = List.copyOf(running);
      } else if (sum > most && running.size() == 1 && next.planned() == mine) {
        most = sum;
        worst = List.of(next);
      }
    }
    return worst;
  }

  /**
   * When a project works on one of its systems: from the first to the last of its tasks, or of the
   * whole plan.
   */
  private static LocalDate[] window(Planned planned, int system) {
    List<ScheduledTask> dates =
        planned.work().stream()
            .filter(task -> task.system() != null && task.system() == system)
            .map(task -> planned.dates().get(task.number()))
            .toList();
    if (dates.isEmpty()) {
      dates = List.copyOf(planned.dates().values());
    }
    if (dates.isEmpty()) {
      return null;
    }
    return new LocalDate[] {
      dates.stream()
          .map(ScheduledTask::start)
          .min(Comparator.naturalOrder())
          .orElseThrow()
          .toLocalDate(),
      dates.stream()
          .map(ScheduledTask::finish)
          .max(Comparator.naturalOrder())
          .orElseThrow()
          .toLocalDate()
    };
  }

  private void systemConflicts(List<PlanFinding> findings, Planned mine, List<Planned> others) {
    for (PlanSystem system : mine.systems()) {
      if (system.action() == SystemAction.USE) {
        continue;
      }
      for (Planned other : others) {
        for (PlanSystem theirs : other.systems()) {
          if (theirs.action() == SystemAction.USE || !same(system, theirs)) {
            continue;
          }
          LocalDate[] ours = window(mine, system.number());
          LocalDate[] their = window(other, theirs.number());
          if (ours == null
              || their == null
              || ours[0].isAfter(their[1])
              || their[0].isAfter(ours[1])) {
            continue;
          }
          LocalDate from = ours[0].isAfter(their[0]) ? ours[0] : their[0];
          LocalDate to = ours[1].isBefore(their[1]) ? ours[1] : their[1];
          findings.add(
              finding(
                  Severity.WARNS,
                  "plan.find.systemTwice",
                  null,
                  other.project().key(),
                  system.name(),
                  other.project().key(),
                  other.project().name(),
                  users.nameOf(other.project().coordinator()),
                  DAY.format(from),
                  DAY.format(to)));
        }
      }
    }
  }

  private static boolean same(PlanSystem one, PlanSystem other) {
    return key(one.name()).equals(key(other.name()));
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }

  /** A stretch in which nobody may touch a system, as some project's inventory states it. */
  private record Blackout(String projectKey, String nameKey, LocalDate from, LocalDate until) {}

  private void blackouts(List<PlanFinding> findings, Planned mine) {
    if (mine.systems().isEmpty()) {
      return;
    }
    List<Blackout> blackouts =
        jdbc.sql(
                "select s.project_key, s.name_key, s.blackout_from, s.blackout_until"
                    + " from plan_system s join project p on p.project_key = s.project_key"
                    + " where s.blackout_from is not null and (p.project_key = :key or p.phase <> 'CLOSED')"
                    + " and s.name_key in (select name_key from plan_system where project_key = :key)"
                    + " order by s.blackout_from")
            .param("key", mine.project().key())
            .query(
                (row, i) ->
                    new Blackout(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, LocalDate.class),
                        row.getObject(4, LocalDate.class)))
            .list();
    Map<Integer, PlanSystem> systems = new HashMap<>();
    mine.systems().forEach(system -> systems.put(system.number(), system));
    Set<String> said = new LinkedHashSet<>();
    for (PlanTask task : mine.work()) {
      PlanSystem system = task.system() == null ? null : systems.get(task.system());
      if (system == null || task.isDone()) {
        continue;
      }
      ScheduledTask dates = mine.dates().get(task.number());
      for (Blackout blackout : blackouts) {
        if (!blackout.nameKey().equals(key(system.name()))
            || dates.start().toLocalDate().isAfter(blackout.until())
            || dates.finish().toLocalDate().isBefore(blackout.from())
            || !said.add(task.number() + " " + blackout.from() + blackout.until())) {
          continue;
        }
        boolean own = blackout.projectKey().equals(mine.project().key());
        findings.add(
            finding(
                Severity.WARNS,
                own ? "plan.find.blackout" : "plan.find.blackoutOther",
                task.number(),
                own ? null : blackout.projectKey(),
                PlanRules.label(task),
                DAY.format(dates.start()),
                DAY.format(dates.finish()),
                system.name(),
                DAY.format(blackout.from()),
                DAY.format(blackout.until()),
                blackout.projectKey()));
      }
    }
  }

  private static PlanFinding finding(
      Severity severity, String code, Integer task, String otherProject, Object... arguments) {
    return new PlanFinding(severity, code, Sentences.say(code, arguments), task, otherProject);
  }
}
