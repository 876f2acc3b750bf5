package dev.fairlead.plan.web;

import dev.fairlead.people.Deciders;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.Feedback;
import dev.fairlead.plan.OpenApproval;
import dev.fairlead.plan.PlanApproval;
import dev.fairlead.plan.PlanApprovals;
import dev.fairlead.plan.PlanCheck;
import dev.fairlead.plan.PlanDiff;
import dev.fairlead.plan.PlanFinding;
import dev.fairlead.plan.PlanImports;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.ReworkPoints;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskAnalyses;
import dev.fairlead.plan.TeamFeedback;
import dev.fairlead.plan.ThreePointEstimate;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.NamesNear;
import dev.fairlead.project.Phase;
import dev.fairlead.project.PossibleOwners;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.thymeleaf.context.LazyContextVariable;

/** Puts together what the pages of a plan and their frames in task forms show. */
@Component
@Transactional(readOnly = true)
public class PlanView {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

  /** One line of the work breakdown as it is shown. */
  public record Row(
      int number,
      String wbs,
      int level,
      boolean summary,
      boolean milestone,
      String name,
      String start,
      String finish,
      String duration,
      String owner,
      String slack,
      String freeSlack,
      boolean critical,
      int percent,
      String predecessors,
      String cost) {}

  /** What a manager must know before anything else. */
  public record Headline(
      BigDecimal budget,
      BigDecimal cost,
      boolean overBudget,
      String finish,
      String deadline,
      boolean late,
      String slack,
      int highestRisk,
      String highestRiskTitle,
      int blocking,
      int warnings,
      int tasks) {}

  private final Projects projects;
  private final Plans plans;
  private final Registers registers;
  private final Baselines baselines;
  private final RiskAnalyses analyses;
  private final PlanCheck check;
  private final TeamFeedback feedback;
  private final ReworkPoints reworkPoints;
  private final PlanApprovals approvals;
  private final OpenApproval openApproval;
  private final PlanImports imports;
  private final Users users;
  private final Deciders deciders;
  private final PossibleOwners possible;
  private final BesideTasks beside;
  private final FairleadClock clock;

  PlanView(
      Projects projects,
      Plans plans,
      Registers registers,
      Baselines baselines,
      RiskAnalyses analyses,
      PlanCheck check,
      TeamFeedback feedback,
      ReworkPoints reworkPoints,
      PlanApprovals approvals,
      OpenApproval openApproval,
      PlanImports imports,
      Users users,
      Deciders deciders,
      PossibleOwners possible,
      BesideTasks beside,
      FairleadClock clock) {
    this.projects = projects;
    this.plans = plans;
    this.registers = registers;
    this.baselines = baselines;
    this.analyses = analyses;
    this.check = check;
    this.feedback = feedback;
    this.reworkPoints = reworkPoints;
    this.approvals = approvals;
    this.openApproval = openApproval;
    this.imports = imports;
    this.users = users;
    this.deciders = deciders;
    this.possible = possible;
    this.beside = beside;
    this.clock = clock;
  }

  /**
   * The project, the names of people, and whether this person may edit the plan or the registers.
   */
  Project project(String key, String who, Model model) {
    Project project = projects.get(key);
    model.addAttribute("project", project);
    // most pages name nobody
    model.addAttribute("names", lazy(() -> new NamesNear(users, project)));
    model.addAttribute("owners", lazy(() -> possible.of(project, Set.of())));
    model.addAttribute("mayEdit", plans.mayEdit(project, who));
    model.addAttribute("mayKeep", plans.mayKeep(project, who));
    return project;
  }

  private static <T> LazyContextVariable<T> lazy(Supplier<T> value) {
    return new LazyContextVariable<>() {
      @Override
      protected T loadValue() {
        return value.get();
      }
    };
  }

  /** Rows, headline figures and chart of the current plan. */
  void plan(Project project, Model model) {
    WorkPlan plan = plans.current(project.key());
    Schedule schedule = plans.schedule(plan, project);
    Map<Integer, BigDecimal> costs = plans.plannedCosts(plan, project);
    Optional<Baseline> baseline = baselines.current(project.key());
    model.addAttribute("plan", plan);
    model.addAttribute("rows", rows(plan, schedule, costs));
    model.addAttribute(
        "gantt",
        GanttSvg.draw(
            plan,
            schedule,
            baseline.orElse(null),
            clock.today(),
            Sentences.say("plan.screen.ganttTitle", project.name())));
    model.addAttribute("hasBaseline", baseline.isPresent());
    model.addAttribute("cost", plans.plannedCost(plan, project));
    model.addAttribute("finish", schedule.finish() == null ? "–" : DAY.format(schedule.finish()));
    model.addAttribute("deadline", plan.deadline() == null ? "–" : DAY.format(plan.deadline()));
    model.addAttribute(
        "late",
        schedule.finish() != null
            && plan.deadline() != null
            && schedule.finish().toLocalDate().isAfter(plan.deadline()));
  }

  /** What the check finds now. */
  List<PlanFinding> findings(Project project, Model model) {
    model.addAttribute("rework", reworkPoints.all(project.key()));
    List<PlanFinding> findings = check.check(project.key());
    model.addAttribute("findings", findings);
    model.addAttribute("blocking", findings.stream().filter(PlanFinding::blocks).count());
    return findings;
  }

  /** What the team said. */
  void feedback(Project project, Model model) {
    List<Feedback> said = feedback.all(project.key());
    model.addAttribute("feedback", said.stream().filter(f -> f.feedback() != null).toList());
    model.addAttribute(
        "silent",
        said.stream().filter(f -> f.feedback() == null && f.objection() == null).toList());
    model.addAttribute("objections", feedback.objections(project.key()));
    model.addAttribute("rework", reworkPoints.all(project.key()));
    model.addAttribute("openObjections", feedback.openObjections(project.key()));
    estimates(project, model);
    model.addAttribute(
        "when", (java.util.function.Function<LocalDateTime, String>) PlanView::moment);
  }

  /** A task that the viewer may estimate, with what they said so far. */
  public record MyTask(
      int number,
      String name,
      String planned,
      String optimistic,
      String likely,
      String pessimistic) {}

  /** What a member of the team says of a task, beside what the plan says. */
  public record TeamEstimate(
      int task,
      String name,
      String member,
      String planned,
      String inPlan,
      String said,
      String mean,
      boolean taken) {}

  /** The tasks of this person that wait for an estimate; none outside of a feedback round. */
  void myTasks(Project project, String who, Model model) {
    WorkPlan plan = plans.current(project.key());
    Map<Integer, ThreePointEstimate> said = new HashMap<>();
    feedback.estimates(project.key()).stream()
        .filter(estimate -> estimate.member().equals(who))
        .forEach(estimate -> said.put(estimate.task(), estimate.estimate()));
    List<MyTask> mine = new ArrayList<>();
    for (PlanTask task : feedback.tasksToEstimate(project.key(), who)) {
      ThreePointEstimate own = said.getOrDefault(task.number(), task.estimate());
      mine.add(
          new MyTask(
              task.number(),
              task.name(),
              days(task.durationMinutes(), plan),
              own == null ? "" : exactDays(own.optimisticMinutes(), plan),
              own == null ? "" : exactDays(own.mostLikelyMinutes(), plan),
              own == null ? "" : exactDays(own.pessimisticMinutes(), plan)));
    }
    model.addAttribute("myTasks", mine);
  }

  private void estimates(Project project, Model model) {
    WorkPlan plan = plans.current(project.key());
    Map<Integer, PlanTask> tasks = new HashMap<>();
    plan.tasks().forEach(task -> tasks.put(task.number(), task));
    List<TeamEstimate> rows = new ArrayList<>();
    for (TeamFeedback.TaskEstimate said : feedback.estimates(project.key())) {
      PlanTask task = tasks.get(said.task());
      if (task != null) {
        rows.add(
            new TeamEstimate(
                task.number(),
                task.name(),
                said.member(),
                days(task.durationMinutes(), plan),
                task.estimate() == null ? "–" : points(task.estimate(), plan),
                points(said.estimate(), plan),
                days(Math.round(said.estimate().meanMinutes()), plan),
                said.estimate().equals(task.estimate())));
      }
    }
    model.addAttribute("estimates", rows);
    model.addAttribute("planVersion", plan.version());
  }

  private static String points(ThreePointEstimate estimate, WorkPlan plan) {
    return days(estimate.optimisticMinutes(), plan)
        + " / "
        + days(estimate.mostLikelyMinutes(), plan)
        + " / "
        + days(estimate.pessimisticMinutes(), plan);
  }

  /**
   * All that a decision needs: figures, conflicts, objections, what changed since last time,
   * earlier decisions.
   */
  void approval(Project project, Model model) {
    plan(project, model);
    feedback(project, model);
    List<PlanFinding> findings = findings(project, model);
    WorkPlan plan = plans.current(project.key());
    Schedule schedule = plans.schedule(plan, project);
    Map<Integer, BigDecimal> costs = plans.plannedCosts(plan, project);
    BigDecimal cost = costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    Optional<Risk> risk = registers.highestThreat(project.key());
    model.addAttribute(
        "headline",
        new Headline(
            project.budget(),
            cost,
            cost.compareTo(project.budget()) > 0,
            schedule.finish() == null ? "–" : DAY.format(schedule.finish()),
            plan.deadline() == null ? "–" : DAY.format(plan.deadline()),
            schedule.finish() != null
                && plan.deadline() != null
                && schedule.finish().toLocalDate().isAfter(plan.deadline()),
            slackToDeadline(plan, schedule),
            risk.map(Risk::level).orElse(0),
            risk.map(Risk::title).orElse(""),
            (int) findings.stream().filter(PlanFinding::blocks).count(),
            (int) findings.stream().filter(f -> !f.blocks()).count(),
            plan.tasks().size()));
    model.addAttribute("approvals", approvals.list(project.key()));
    model.addAttribute(
        "odds", analyses.atSubmission(project.key()).map(RiskWords::atSubmission).orElse(null));
    model.addAttribute("cameFrom", imports.all(project.key()).stream().findFirst().orElse(null));
    Compared compared = compared(project);
    Baseline before = compared.before();
    OpenApproval.Asked asked = openApproval.of(project.key()).orElse(null);
    model.addAttribute("asked", asked);
    model.addAttribute("given", asked == null ? null : given(project.key(), asked));
    model.addAttribute("before", before);
    List<String> changes = new ArrayList<>();
    if (before != null) {
      changes.addAll(
          PlanDiff.between(before, plan, schedule, costs, registers.budgetLines(project.key())));
    }
    changes.addAll(
        beside.show(project, compared.submitted(), before, compared.withBaseline(), model));
    model.addAttribute("changes", changes);
  }

  /** How many of the approvals are given and by whom, or null where only one is needed. */
  private String given(String key, OpenApproval.Asked asked) {
    return asked.approvals() == 1
        ? null
        : deciders.inWords(
            asked.approvals(),
            approvals.given(key, asked.level()).stream()
                .map(a -> new Deciders.Given(a.decidedBy(), a.onBehalfOf(), a.decidedAt()))
                .toList());
  }

  /**
   * @param submitted what waits for its approval, or was last put before the approvers; null while
   *     the plan is still drafted
   * @param before what it is compared with: the baseline, or the submission before; or null
   */
  private record Compared(Baseline submitted, Baseline before, boolean withBaseline) {}

  private Compared compared(Project project) {
    boolean drafted = project.phase() == Phase.PLANNING;
    Optional<Baseline> baseline = baselines.current(project.key());
    if (baseline.isPresent()) {
      return new Compared(
          drafted ? null : baselines.submitted(project.key()).orElse(null), baseline.get(), true);
    }
    List<Baseline> submissions = baselines.submissions(project.key());
    int last = submissions.size() - 1;
    int before = drafted ? last : last - 1;
    return new Compared(
        drafted || last < 0 ? null : submissions.get(last),
        before >= 0 ? submissions.get(before) : null,
        false);
  }

  private static String slackToDeadline(WorkPlan plan, Schedule schedule) {
    if (schedule.finish() == null || plan.deadline() == null) {
      return "–";
    }
    long minutes =
        plan.calendar()
            .workingMinutes(schedule.finish(), plan.deadline().plusDays(1).atStartOfDay());
    return days(minutes, plan);
  }

  static List<Row> rows(
      WorkPlan plan, Schedule schedule, Map<Integer, BigDecimal> costs, Map<String, String> names) {
    Map<Integer, List<String>> predecessors = new HashMap<>();
    plan.links()
        .forEach(
            link ->
                predecessors
                    .computeIfAbsent(link.successor(), key -> new ArrayList<>())
                    .add(
                        link.predecessor()
                            + (link.type().name().equals("FS") && link.lagMinutes() == 0
                                ? ""
                                : link.type().name())
                            + (link.lagMinutes() == 0
                                ? ""
                                : (link.lagMinutes() > 0 ? "+" : "−")
                                    + days(Math.abs(link.lagMinutes()), plan)
                                    + "d")));
    Map<Integer, PlanTask> tasks = new HashMap<>();
    plan.tasks().forEach(task -> tasks.put(task.number(), task));
    List<Row> rows = new ArrayList<>();
    for (ScheduledTask dates : schedule.tasks()) {
      PlanTask task = tasks.get(dates.number());
      String owner =
          task.owner() != null
              ? names.getOrDefault(task.owner(), task.owner())
              : task.ownerLabel() != null ? task.ownerLabel() + " (?)" : "";
      rows.add(
          new Row(
              task.number(),
              dates.wbs(),
              dates.level(),
              dates.summary(),
              task.milestone(),
              task.name(),
              DAY.format(dates.start()),
              DAY.format(dates.finish()),
              dates.summary() ? "" : days(task.durationMinutes(), plan),
              owner,
              dates.percentComplete() == 100 ? "" : days(dates.totalSlack(), plan),
              dates.percentComplete() == 100 || dates.summary()
                  ? ""
                  : days(dates.freeSlack(), plan),
              dates.critical(),
              dates.percentComplete(),
              String.join(", ", predecessors.getOrDefault(task.number(), List.of())),
              dates.summary() ? "" : money(costs.getOrDefault(task.number(), BigDecimal.ZERO))));
    }
    return rows;
  }

  private List<Row> rows(WorkPlan plan, Schedule schedule, Map<Integer, BigDecimal> costs) {
    Set<String> owners = new HashSet<>();
    plan.tasks().stream().map(PlanTask::owner).filter(Objects::nonNull).forEach(owners::add);
    return rows(plan, schedule, costs, users.namesOf(owners));
  }

  /** Planned cost by budget line; under 0 what has no line. */
  Map<Integer, BigDecimal> plannedByLine(Project project) {
    WorkPlan plan = plans.current(project.key());
    Map<Integer, BigDecimal> costs = plans.plannedCosts(plan, project);
    Map<Integer, BigDecimal> lines = new HashMap<>();
    for (PlanTask task : plan.tasks()) {
      lines.merge(
          Objects.requireNonNullElse(task.budgetLine(), 0),
          costs.get(task.number()),
          BigDecimal::add);
    }
    return lines;
  }

  /** Decisions on submitted plans. */
  List<PlanApproval> approvals(String key) {
    return approvals.list(key);
  }

  static String days(long minutes, WorkPlan plan) {
    return BigDecimal.valueOf(minutes)
        .divide(BigDecimal.valueOf(plan.calendar().minutesPerDay()), 1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Working days as a form shows them, so that saving it unchanged changes nothing. */
  static String exactDays(long minutes, WorkPlan plan) {
    return BigDecimal.valueOf(minutes)
        .divide(BigDecimal.valueOf(plan.calendar().minutesPerDay()), 6, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  static String money(BigDecimal amount) {
    return Amounts.plain(amount);
  }

  static String day(LocalDate day) {
    return day == null ? "" : DAY.format(day);
  }

  static String moment(LocalDateTime moment) {
    return moment == null ? "" : MOMENT.format(moment);
  }
}
