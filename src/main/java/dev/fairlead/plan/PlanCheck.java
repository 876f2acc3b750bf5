package dev.fairlead.plan;

import dev.fairlead.people.Users;
import dev.fairlead.plan.FindingRules.Effect;
import dev.fairlead.plan.FindingRules.Question;
import dev.fairlead.plan.FindingRules.Verdict;
import dev.fairlead.plan.PlanFinding.Severity;
import dev.fairlead.plan.conflict.MaintenanceWindows;
import dev.fairlead.plan.conflict.PlannedProject;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduleWarning;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks for what is wrong with a plan, within itself and against all other active projects:
 * deadlines, responsibility, cost, {@link Conflicts}. Whether a finding blocks is decided by the
 * table behind {@link FindingRules}.
 */
@Service
@Transactional(readOnly = true)
public class PlanCheck {
  /** So many tasks are named one by one; more are summed up in one sentence. */
  private static final int MOST_SINGLE = 10;

  private final PlanStore store;
  private final Plans plans;
  private final Registers registers;
  private final Projects projects;
  private final Users users;
  private final Conflicts conflicts;
  private final FindingRules rules;
  private final ObjectProvider<RiskColours> colours;

  PlanCheck(
      PlanStore store,
      Plans plans,
      Registers registers,
      Projects projects,
      Users users,
      Conflicts conflicts,
      FindingRules rules,
      ObjectProvider<RiskColours> colours) {
    this.store = store;
    this.plans = plans;
    this.registers = registers;
    this.projects = projects;
    this.users = users;
    this.conflicts = conflicts;
    this.rules = rules;
    this.colours = colours;
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
    if (plan.tasks().isEmpty()) {
      return List.of(impossible("plan.find.noTasks", Sentences.say("plan.find.noTasks")));
    }
    Schedule schedule;
    try {
      schedule = plans.schedule(plan, project);
    } catch (RefusedException impossible) {
      return List.of(impossible(impossible.code(), impossible.getMessage()));
    }
    PlannedProject mine =
        PlannedProject.of(project, plan, schedule, registers.systems(project.key()));
    List<PlanFindingDraft> findings = new ArrayList<>();
    finish(findings, mine, schedule);
    owners(findings, mine);
    cost(findings, mine);
    risks(findings, project.key());
    systems(findings, mine);
    findings.addAll(conflicts.of(mine));
    Set<Integer> away =
        findings.stream()
            .filter(draft -> draft.code().equals("plan.find.absence"))
            .flatMap(draft -> draft.tasks().stream())
            .collect(Collectors.toSet());
    for (ScheduleWarning warning : schedule.warnings()) {
      boolean said =
          warning.code().equals("plan.schedule.ownerAway") && away.contains(warning.task());
      if (warning.task() != null && !said) {
        findings.add(
            new PlanFindingDraft(
                new Question("schedule", 0, null),
                warning.code(),
                warning.sentence(),
                List.of(warning.task()),
                null,
                null));
      }
    }
    return rated(findings);
  }

  private List<PlanFinding> rated(List<PlanFindingDraft> drafts) {
    List<Verdict> verdicts = rules.rate(drafts.stream().map(PlanFindingDraft::question).toList());
    List<PlanFinding> findings = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      if (verdicts.get(i).effect() != Effect.PASSES) {
        findings.add(drafts.get(i).rated(verdicts.get(i)));
      }
    }
    findings.sort(Comparator.comparing(PlanFinding::severity));
    return List.copyOf(findings);
  }

  private void finish(List<PlanFindingDraft> findings, PlannedProject mine, Schedule schedule) {
    LocalDate deadline = mine.plan().deadline();
    if (deadline == null || schedule.finish() == null) {
      return;
    }
    long late = daysLate(schedule.finish(), deadline, mine.plan().calendar());
    if (late > 0) {
      boolean beyond = late > mine.project().timeTolerance();
      findings.add(
          finding(
              beyond ? "plan.find.lateBeyond" : "plan.find.late",
              late,
              null,
              schedule.finish().toLocalDate(),
              late,
              deadline,
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

  private void owners(List<PlanFindingDraft> findings, PlannedProject mine) {
    List<PlanTask> ownerless =
        mine.work().stream().filter(task -> task.owner() == null && !task.milestone()).toList();
    if (ownerless.size() > MOST_SINGLE) {
      findings.add(
          finding(
              "plan.find.noOwners",
              ownerless.size(),
              ownerless.get(0).number(),
              ownerless.size(),
              ownerless.stream().limit(3).map(PlanRules::label).collect(Collectors.joining(", "))));
    } else {
      for (PlanTask task : ownerless) {
        findings.add(
            finding(
                "plan.find.noOwner",
                1,
                task.number(),
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
                    "plan.find.notInTeam",
                    tasks.size(),
                    tasks.get(0).number(),
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
        findings.add(finding("plan.find.noRate", 1, null, users.nameOf(member.username())));
      }
    }
  }

  private void cost(List<PlanFindingDraft> findings, PlannedProject mine) {
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
              beyond ? "plan.find.costBeyond" : "plan.find.cost",
              percent.doubleValue(),
              null,
              cost,
              percent,
              budget,
              mine.project().costTolerance()));
    }
    List<BudgetLine> lines = registers.budgetLines(mine.project().key());
    BigDecimal sum = BudgetLine.sum(lines);
    if (sum.compareTo(budget) > 0) {
      findings.add(finding("plan.find.lines", 1, null, sum, budget));
    }
  }

  private void risks(List<PlanFindingDraft> findings, String projectKey) {
    for (Risk risk : registers.risks(projectKey)) {
      if (risk.isOpen()
          && !risk.chance()
          && risk.measures().isEmpty()
          && !RiskColours.GREEN.equals(colours.getObject().of(risk.level()))) {
        findings.add(
            finding(
                "plan.find.noMeasure",
                risk.level(),
                null,
                String.valueOf(risk.number()),
                risk.title(),
                risk.level()));
      }
    }
  }

  private void systems(List<PlanFindingDraft> findings, PlannedProject mine) {
    for (PlanSystem system : mine.systems()) {
      if (!system.maintenanceWindow().isBlank()
          && MaintenanceWindows.read(system.maintenanceWindow()).isEmpty()) {
        findings.add(
            new PlanFindingDraft(
                new Question("windowText", 1, system.criticality()),
                "plan.find.windowText",
                Sentences.say("plan.find.windowText", system.name(), system.maintenanceWindow()),
                List.of(),
                null,
                null));
      }
      if (system.owner() == null) {
        findings.add(
            new PlanFindingDraft(
                new Question("noSystemOwner", 1, system.criticality()),
                "plan.find.noSystemOwner",
                Sentences.say("plan.find.noSystemOwner", system.name()),
                List.of(),
                null,
                null));
      }
    }
  }

  private static PlanFindingDraft finding(
      String code, double amount, Integer task, Object... arguments) {
    return new PlanFindingDraft(
        new Question(code.substring("plan.find.".length()), amount, null),
        code,
        Sentences.say(code, arguments),
        task == null ? List.of() : List.of(task),
        null,
        null);
  }

  private static PlanFinding impossible(String code, String sentence) {
    return new PlanFinding(Severity.BLOCKS, code, sentence, null, null, null, null);
  }
}
