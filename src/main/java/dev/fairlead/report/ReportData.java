package dev.fairlead.report;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.closure.Handovers;
import dev.fairlead.closure.Lessons;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanApprovals;
import dev.fairlead.plan.PlanCheck;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.Outcome;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.project.Projects;
import dev.fairlead.report.ReportRows.ApprovalRow;
import dev.fairlead.report.ReportRows.BudgetRow;
import dev.fairlead.report.ReportRows.ChangeRow;
import dev.fairlead.report.ReportRows.CostPoint;
import dev.fairlead.report.ReportRows.DecisionRow;
import dev.fairlead.report.ReportRows.DeliverableRow;
import dev.fairlead.report.ReportRows.EvaluationRow;
import dev.fairlead.report.ReportRows.FeedbackRow;
import dev.fairlead.report.ReportRows.FindingRow;
import dev.fairlead.report.ReportRows.FollowUpRow;
import dev.fairlead.report.ReportRows.GoalRow;
import dev.fairlead.report.ReportRows.HandoverRow;
import dev.fairlead.report.ReportRows.HealthRow;
import dev.fairlead.report.ReportRows.IssueRow;
import dev.fairlead.report.ReportRows.LessonRow;
import dev.fairlead.report.ReportRows.MilestoneRow;
import dev.fairlead.report.ReportRows.PerformanceRow;
import dev.fairlead.report.ReportRows.PersonRow;
import dev.fairlead.report.ReportRows.RiskRow;
import dev.fairlead.report.ReportRows.ScheduleRow;
import dev.fairlead.report.ReportRows.SystemRow;
import dev.fairlead.report.ReportRows.TaskRow;
import dev.fairlead.report.ReportRows.TrendRow;
import dev.fairlead.report.ReportRows.VarianceRow;
import dev.fairlead.report.ReportRows.WorkRow;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.EarnedValue;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads what the rooms know of a project and lays it out as the data record of a report. */
@Service
@Transactional(readOnly = true)
public class ReportData {
  private static final int MOST_ROWS = 10;

  private final Projects projects;
  private final Users users;
  private final Plans plans;
  private final Baselines baselines;
  private final Registers registers;
  private final PlanCheck planCheck;
  private final PlanApprovals approvals;
  private final Costs costs;
  private final Issues issues;
  private final FollowUps followUps;
  private final Changes changes;
  private final Closing closing;
  private final Deliverables deliverables;
  private final Handovers handovers;
  private final Lessons lessons;
  private final HealthRules rules;
  private final FairleadClock clock;
  private final String currency;

  ReportData(
      Projects projects,
      Users users,
      Plans plans,
      Baselines baselines,
      Registers registers,
      PlanCheck planCheck,
      PlanApprovals approvals,
      Costs costs,
      Issues issues,
      FollowUps followUps,
      Changes changes,
      Closing closing,
      Deliverables deliverables,
      Handovers handovers,
      Lessons lessons,
      HealthRules rules,
      FairleadClock clock,
      @Value("${fairlead.currency}") String currency) {
    this.projects = projects;
    this.users = users;
    this.plans = plans;
    this.baselines = baselines;
    this.registers = registers;
    this.planCheck = planCheck;
    this.approvals = approvals;
    this.costs = costs;
    this.issues = issues;
    this.followUps = followUps;
    this.changes = changes;
    this.closing = closing;
    this.deliverables = deliverables;
    this.handovers = handovers;
    this.lessons = lessons;
    this.rules = rules;
    this.clock = clock;
    this.currency = currency;
  }

  /** The plan as it stands. */
  public PlanReportData plan(String key, String by) {
    Sight sight = look(key);
    Project project = sight.project;
    String status =
        sight.latest == null
            ? Sentences.say("report.status.draft")
            : Sentences.say("report.status.baseline", sight.latest.number());
    return new PlanReportData(
        head(sight, key + " plan " + sight.plan.version(), null, status, null, by),
        project.summary().isBlank() ? null : project.summary(),
        project.start(),
        project.deadline(),
        sight.plan.tasks().isEmpty() ? null : sight.schedule.finish().toLocalDate(),
        project.budget(),
        plans.plannedCost(sight.plan, project),
        project.timeTolerance(),
        project.costTolerance(),
        goals(project),
        project.team().stream()
            .map(
                m ->
                    new PersonRow(
                        users.nameOf(m.username()), m.role(), m.availability(), m.hourlyRate()))
            .toList(),
        tasks(sight, sight.latest, false),
        milestones(sight, sight.latest),
        systems(sight),
        risks(key, false),
        budget(sight, costs.figures(key, clock.today())),
        planCheck.check(key).stream()
            .map(
                f ->
                    new FindingRow(
                        f.blocks() ? Light.RED : Light.AMBER,
                        Sentences.say(
                            f.blocks() ? "report.finding.blocks" : "report.finding.warns"),
                        f.task() == null ? "" : wbs(sight, f.task()),
                        f.sentence()))
            .toList(),
        approvals(key));
  }

  /**
   * The interim figures of today, without health and the coordinator's words.
   *
   * @param since day after the last report's status date
   * @param trend the published reports before, oldest first
   * @param feedback what readers said since then
   */
  InterimReportData interim(
      String key,
      String id,
      int number,
      LocalDate since,
      List<TrendRow> trend,
      List<FeedbackRow> feedback,
      String by) {
    Sight sight = look(key);
    LocalDate today = clock.today();
    EarnedValue figures = costs.figures(key, today);
    List<WorkRow> done = new ArrayList<>();
    List<WorkRow> next = new ArrayList<>();
    LocalDate horizon = today.plusDays(14);
    for (PlanTask task : sight.plan.tasks()) {
      ScheduledTask dates = sight.dates.get(task.number());
      if (dates.summary()) {
        continue;
      }
      if (task.isDone()
          && task.actualFinish() != null
          && !task.actualFinish().toLocalDate().isBefore(since)) {
        done.add(work(task, dates, task.actualFinish().toLocalDate()));
      } else if (!task.isDone() && !dates.start().toLocalDate().isAfter(horizon)) {
        next.add(work(task, dates, dates.finish().toLocalDate()));
      }
    }
    List<ChangeRequest> all = changes.all(key);
    return new InterimReportData(
        head(sight, id, number, Sentences.say("report.status.frozen"), since, by),
        Light.NONE,
        null,
        List.of(),
        done,
        next,
        milestones(sight, sight.latest),
        figures(figures, sight),
        curve(key, today),
        budget(sight, figures),
        tasks(sight, sight.latest, sight.plan.tasks().size() > 60),
        risks(key, true),
        issues.open(key, MOST_ROWS).stream().map(i -> issue(i, sight)).toList(),
        all.stream()
            .filter(c -> c.isOpen() || !c.requestedAt().toLocalDate().isBefore(since))
            .limit(MOST_ROWS)
            .map(this::change)
            .toList(),
        all.stream()
            .filter(c -> c.status() == ChangeRequest.Status.AWAITING_APPROVAL)
            .map(
                c ->
                    new DecisionRow(
                        c.id() + " " + c.title(),
                        Sentences.say("report.managers"),
                        null,
                        c.notDone()))
            .toList(),
        trend,
        feedback);
  }

  /** A few parts of what is known today, for the readers of a communication. */
  DigestData digest(ProjectDocuments.Kind kind, String key, String title, String text, String by) {
    Sight sight = look(key);
    ReportHead head =
        head(
            sight,
            key + " " + clock.today(),
            null,
            Sentences.say("report.status.published"),
            null,
            by);
    return switch (kind) {
      case MILESTONES -> milestonesToCome(sight, head, title);
      case ISSUES_AND_RISKS ->
          DigestData.ofIssuesAndRisks(
              head,
              title,
              issues.open(key, MOST_ROWS).stream().map(i -> issue(i, sight)).toList(),
              risks(key, true));
      default -> DigestData.of(head, title, text);
    };
  }

  /** What was reached in the last two weeks and what comes in the next six, or is late. */
  private DigestData milestonesToCome(Sight sight, ReportHead head, String title) {
    LocalDate today = clock.today();
    List<WorkRow> next = new ArrayList<>();
    for (PlanTask task : sight.plan.tasks()) {
      ScheduledTask dates = sight.dates.get(task.number());
      if (!dates.summary()
          && !task.isDone()
          && !dates.start().toLocalDate().isAfter(today.plusDays(14))) {
        next.add(work(task, dates, dates.finish().toLocalDate()));
      }
    }
    return DigestData.ofMilestones(
        head,
        title,
        milestones(sight, sight.latest).stream()
            .filter(
                row ->
                    row.actual() == null
                        ? !row.forecast().isAfter(today.plusWeeks(6))
                        : !row.actual().isBefore(today.minusWeeks(2)))
            .toList(),
        next);
  }

  /**
   * Rates all dimensions by the process owners' tables and puts the result into the frozen figures.
   */
  InterimReportData rate(InterimReportData frozen) {
    String key = frozen.head().projectKey();
    Project project = projects.get(key);
    List<HealthRow> rows = new ArrayList<>();
    Double time = timeUsed(frozen, project);
    rows.add(health("schedule", time, percentOfTolerance(time)));
    Double cost = costUsed(frozen, project);
    rows.add(health("cost", cost, percentOfTolerance(cost)));
    double waiting = changes.open(key).size();
    rows.add(health("scope", waiting, Sentences.say("report.value.changes", waiting)));
    double load = highestLoad(key);
    rows.add(health("resources", load, Sentences.say("report.value.load", load)));
    double level = registers.highestOpenRisk(key);
    rows.add(health("risk", level, Sentences.say("report.value.level", level)));
    double worst =
        rows.stream()
            .mapToDouble(row -> row.light() == Light.RED ? 2 : row.light() == Light.AMBER ? 1 : 0)
            .max()
            .orElse(0);
    rows.add(0, health("overall", worst, Sentences.say("report.value.worst")));
    return frozen.rated(rows.get(0).light(), rows);
  }

  /** The result against the original goals and the original plan. */
  FinalReportData finalReport(String key, String id, int number, int interimReports, String by) {
    Sight sight = look(key);
    Project project = sight.project;
    Baseline first = baselines.original(key).orElse(null);
    LocalDate today = clock.today();
    EarnedValue figures = costs.figures(key, today);
    List<ChangeRequest> all = changes.all(key);
    return new FinalReportData(
        head(sight, id, number, Sentences.say("report.status.final"), null, by),
        Sentences.say(
            "report.outcome."
                + (project.outcome() == null ? Outcome.COMPLETED : project.outcome())),
        finalSummary(sight, first, figures, project),
        goals(project),
        scheduleRows(sight, first),
        milestones(sight, first),
        tasks(sight, first, sight.plan.tasks().size() > 80),
        budget(sight, figures),
        figures(figures, sight),
        curve(key, today),
        variance(sight, first, figures, all),
        performance(sight, first, figures, all, interimReports),
        systems(sight),
        all.stream().map(this::change).toList(),
        deliverables.of(key).stream()
            .map(
                d ->
                    new DeliverableRow(
                        d.name(),
                        !d.isAccepted()
                            ? Light.NONE
                            : d.condition() == null ? Light.GREEN : Light.AMBER,
                        d.isAccepted() ? word(d.acceptance()) : Sentences.say("report.notAccepted"),
                        users.nameOf(d.acceptedBy()),
                        day(d.acceptedAt()),
                        d.condition()))
            .toList(),
        handovers.of(key).stream()
            .flatMap(h -> h.points().stream().map(line -> handover(h, line)))
            .toList(),
        followUpRows(sight),
        closing.evaluations(key).stream()
            .map(
                e ->
                    new EvaluationRow(
                        users.nameOf(e.member()),
                        e.score(),
                        e.wentWell(),
                        e.wentBadly(),
                        e.recommendation()))
            .toList(),
        lessons.of(key).stream()
            .map(
                l ->
                    new LessonRow(
                        l.category(),
                        l.situation(),
                        l.wentWell() ? l.situation() : null,
                        l.wentWell() ? null : l.situation(),
                        l.recommendation(),
                        l.appliesTo(),
                        l.used()))
            .toList(),
        approvalsWithResult(key));
  }

  private Sight look(String key) {
    Project project = projects.get(key);
    WorkPlan plan = plans.current(key);
    Schedule schedule = plans.schedule(key);
    return new Sight(
        project,
        plan,
        schedule,
        schedule.byNumber(),
        baselines.current(key).orElse(null),
        plan.tasks().stream().collect(Collectors.toMap(PlanTask::number, Function.identity())));
  }

  /** One look at a project, so that a report does not compute its schedule several times. */
  private record Sight(
      Project project,
      WorkPlan plan,
      Schedule schedule,
      Map<Integer, ScheduledTask> dates,
      Baseline latest,
      Map<Integer, PlanTask> tasks) {
    /** Working days by which a day comes later, negative when it comes earlier. */
    int days(LocalDateTime from, LocalDateTime to) {
      return workingDays(plan.calendar(), from.toLocalDate(), to.toLocalDate());
    }
  }

  private ReportHead head(
      Sight sight, String id, Integer number, String status, LocalDate since, String by) {
    Project project = sight.project;
    return new ReportHead(
        id,
        number,
        project.key(),
        project.name(),
        phase(project),
        status,
        since,
        clock.today(),
        clock.now(),
        users.nameOf(project.sponsor()),
        users.nameOf(project.coordinator()),
        by == null ? "Fairlead" : users.nameOf(by),
        currency);
  }

  /** A report must not look as if work went on. */
  private static String phase(Project project) {
    return project.isPaused()
        ? Sentences.say(
            "report.paused",
            word(project.phase()),
            java.time.format.DateTimeFormatter.ofPattern("d MMM yyyy", java.util.Locale.ENGLISH)
                .format(project.pause().since()))
        : word(project.phase());
  }

  private List<GoalRow> goals(Project project) {
    return project.goals().stream()
        .map(
            (Goal g) ->
                new GoalRow(
                    g.number(),
                    g.statement(),
                    g.measure(),
                    g.target(),
                    g.weight(),
                    g.rating() == null
                        ? Light.NONE
                        : g.rating() == GoalRating.REACHED
                            ? Light.GREEN
                            : g.rating() == GoalRating.PARTLY_REACHED ? Light.AMBER : Light.RED,
                    g.rating() == null ? null : word(g.rating()),
                    g.evidence()))
        .toList();
  }

  private List<TaskRow> tasks(Sight sight, Baseline baseline, boolean shortened) {
    long perDay = sight.plan.calendar().minutesPerDay();
    List<TaskRow> rows = new ArrayList<>();
    for (PlanTask task : sight.plan.tasks()) {
      ScheduledTask dates = sight.dates.get(task.number());
      if (shortened && !dates.summary() && !task.milestone()) {
        continue;
      }
      BaselineTask promise = baseline == null ? null : baseline.task(task.number());
      rows.add(
          new TaskRow(
              dates.wbs(),
              task.name(),
              dates.level(),
              dates.summary(),
              task.milestone(),
              task.owner() != null ? users.nameOf(task.owner()) : task.ownerLabel(),
              dates.start().toLocalDate(),
              dates.finish().toLocalDate(),
              days(
                  dates.summary()
                      ? sight.plan.calendar().workingMinutes(dates.start(), dates.finish())
                      : task.durationMinutes(),
                  perDay),
              task.isDone() ? null : days(dates.totalSlack(), perDay),
              dates.critical(),
              dates.percentComplete(),
              promise == null ? null : promise.start().toLocalDate(),
              promise == null ? null : promise.finish().toLocalDate()));
    }
    return rows;
  }

  private List<MilestoneRow> milestones(Sight sight, Baseline baseline) {
    List<MilestoneRow> rows = new ArrayList<>();
    for (PlanTask task : sight.plan.tasks()) {
      if (!task.milestone()) {
        continue;
      }
      ScheduledTask dates = sight.dates.get(task.number());
      BaselineTask promise = baseline == null ? null : baseline.task(task.number());
      LocalDateTime now = task.actualFinish() != null ? task.actualFinish() : dates.finish();
      Integer difference = promise == null ? null : sight.days(promise.finish(), now);
      Light light =
          difference == null
              ? Light.NONE
              : difference <= 0
                  ? Light.GREEN
                  : difference <= sight.project.timeTolerance() ? Light.AMBER : Light.RED;
      rows.add(
          new MilestoneRow(
              dates.wbs(),
              task.name(),
              promise == null ? null : promise.finish().toLocalDate(),
              task.isDone() ? null : dates.finish().toLocalDate(),
              day(task.actualFinish()),
              difference,
              light,
              Sentences.say(task.isDone() ? "report.milestone.reached" : "report.milestone.open")));
    }
    return rows;
  }

  private List<SystemRow> systems(Sight sight) {
    Map<Integer, HandoverChecklist> lists = new HashMap<>();
    handovers.of(sight.project.key()).forEach(h -> lists.put(h.system().number(), h));
    List<SystemRow> rows = new ArrayList<>();
    for (PlanSystem system : registers.systems(sight.project.key())) {
      HandoverChecklist list = lists.get(system.number());
      String status =
          list == null
              ? Sentences.say("report.system.none")
              : list.isSigned()
                  ? Sentences.say("report.system.signed", users.nameOf(list.signedBy()))
                  : Sentences.say("report.system.open", list.open());
      rows.add(
          new SystemRow(
              system.number(),
              system.name(),
              word(system.action()),
              users.nameOf(system.owner()),
              system.environment(),
              word(system.criticality()),
              system.maintenanceWindow(),
              system.blackoutFrom() == null
                  ? null
                  : Sentences.say(
                      "report.fromTo",
                      String.valueOf(system.blackoutFrom()),
                      String.valueOf(system.blackoutUntil())),
              sight.plan.tasks().stream()
                  .filter(t -> Objects.equals(t.system(), system.number()))
                  .map(t -> sight.dates.get(t.number()).wbs())
                  .collect(Collectors.joining(", ")),
              status));
    }
    return rows;
  }

  private List<RiskRow> risks(String key, boolean topOnly) {
    return registers.risks(key).stream()
        .filter(risk -> !topOnly || risk.isOpen())
        .sorted(Comparator.comparingInt(Risk::level).reversed().thenComparingInt(Risk::number))
        .limit(topOnly ? MOST_ROWS : Integer.MAX_VALUE)
        .map(
            r ->
                new RiskRow(
                    "R" + r.number(),
                    r.title(),
                    java.util.stream.Stream.of(r.cause(), r.event(), r.effect())
                        .filter(part -> part != null && !part.isBlank())
                        .collect(Collectors.joining(" – ")),
                    r.category(),
                    r.likelihood(),
                    r.impact(),
                    r.level(),
                    rules.risk(r.level()),
                    users.nameOf(r.owner()),
                    word(r.response()),
                    r.measures(),
                    r.measuresDue(),
                    r.residualLikelihood() == null || r.residualImpact() == null
                        ? null
                        : r.residualLikelihood() * r.residualImpact(),
                    r.nextReview(),
                    word(r.status())))
        .toList();
  }

  private List<BudgetRow> budget(Sight sight, EarnedValue figures) {
    String key = sight.project.key();
    Baseline first = baselines.original(key).orElse(null);
    Map<Integer, BigDecimal> firstCost = byLine(first);
    Map<Integer, BigDecimal> latestCost = byLine(sight.latest);
    Map<Integer, BigDecimal> planned = new HashMap<>();
    plans
        .plannedCosts(sight.plan, sight.project)
        .forEach(
            (number, cost) -> planned.merge(line(sight.tasks.get(number)), cost, BigDecimal::add));
    Map<Integer, BigDecimal> spent = new HashMap<>();
    costs.byLine(key, clock.today()).forEach(line -> spent.put(line.number(), line.spent()));
    Map<Integer, BigDecimal> toSpend = toSpend(sight, figures);
    List<BudgetLine> lines = new ArrayList<>(registers.budgetLines(key));
    boolean rest =
        List.of(planned, spent, toSpend, firstCost, latestCost).stream()
            .anyMatch(amounts -> amounts.getOrDefault(0, BigDecimal.ZERO).signum() != 0);
    if (rest) {
      lines.add(new BudgetLine(0, Sentences.say("report.noLine"), "", null));
    }
    List<BudgetRow> rows = new ArrayList<>();
    for (BudgetLine line : lines) {
      BigDecimal actual = spent.getOrDefault(line.number(), BigDecimal.ZERO);
      BigDecimal forecast =
          figures.isMeasured()
              ? money(actual.add(toSpend.getOrDefault(line.number(), BigDecimal.ZERO)))
              : null;
      BigDecimal granted = line.amount() == null ? BigDecimal.ZERO : line.amount();
      rows.add(
          new BudgetRow(
              line.name(),
              line.category(),
              line.amount(),
              first == null ? null : firstCost.getOrDefault(line.number(), BigDecimal.ZERO),
              sight.latest == null
                  ? money(planned.getOrDefault(line.number(), BigDecimal.ZERO))
                  : latestCost.getOrDefault(line.number(), BigDecimal.ZERO),
              actual,
              forecast,
              forecast == null ? null : granted.subtract(forecast)));
    }
    return rows;
  }

  /**
   * The estimate to complete over the budget lines, in proportion to the open work of each, so that
   * the lines add up to the forecast in use.
   */
  private static Map<Integer, BigDecimal> toSpend(Sight sight, EarnedValue figures) {
    Map<Integer, BigDecimal> open = new TreeMap<>();
    if (sight.latest == null || figures.etc() == null) {
      return open;
    }
    for (BaselineTask task : sight.latest.tasks()) {
      PlanTask now = sight.tasks.get(task.number());
      long left = now == null ? 100 : 100L - now.percentComplete();
      if (!task.summary() && left > 0 && task.cost().signum() > 0) {
        open.merge(
            task.budgetLine() == null ? 0 : task.budgetLine(),
            task.cost().multiply(BigDecimal.valueOf(left)),
            BigDecimal::add);
      }
    }
    BigDecimal whole = open.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal rest = figures.etc();
    int lines = open.size();
    for (var line : open.entrySet()) {
      BigDecimal share =
          --lines == 0
              ? rest
              : figures.etc().multiply(line.getValue()).divide(whole, 2, RoundingMode.HALF_UP);
      line.setValue(share);
      rest = rest.subtract(share);
    }
    return open;
  }

  private static int line(PlanTask task) {
    return task.budgetLine() == null ? 0 : task.budgetLine();
  }

  private static Map<Integer, BigDecimal> byLine(Baseline baseline) {
    Map<Integer, BigDecimal> sums = new HashMap<>();
    if (baseline != null) {
      baseline.tasks().stream()
          .filter(task -> !task.summary())
          .forEach(
              t ->
                  sums.merge(
                      t.budgetLine() == null ? 0 : t.budgetLine(), t.cost(), BigDecimal::add));
    }
    return sums;
  }

  private List<ApprovalRow> approvals(String key) {
    return approvals.list(key).stream()
        .map(
            a ->
                new ApprovalRow(
                    a.level(),
                    group(a.approverGroup()),
                    person(a.decidedBy(), a.onBehalfOf()),
                    switch (a.decision()) {
                      case PlanApprovals.APPROVE -> Light.GREEN;
                      case PlanApprovals.REWORK -> Light.AMBER;
                      default -> Light.RED;
                    },
                    Sentences.say("report.decision." + a.decision()),
                    a.comment(),
                    day(a.decidedAt()),
                    a.reason()))
        .toList();
  }

  private List<ApprovalRow> approvalsWithResult(String key) {
    List<ApprovalRow> rows = new ArrayList<>(approvals(key));
    closing
        .results(key)
        .forEach(
            r ->
                rows.add(
                    new ApprovalRow(
                        null,
                        Sentences.say("report.result"),
                        person(r.decidedBy(), r.onBehalfOf()),
                        "ACCEPT".equals(r.decision().name()) ? Light.GREEN : Light.AMBER,
                        word(r.decision()),
                        r.comment(),
                        day(r.decidedAt()),
                        Sentences.say("report.resultReason"))));
    return rows;
  }

  /** Everything that was decided on plan, changes and result. */
  List<ApprovalRow> decisions(String key) {
    List<ApprovalRow> rows = new ArrayList<>(approvalsWithResult(key));
    changes.all(key).stream()
        .filter(change -> change.decision() != null)
        .forEach(
            change ->
                rows.add(
                    new ApprovalRow(
                        null,
                        change.id() + " " + change.title(),
                        person(change.decidedBy(), change.decidedOnBehalfOf()),
                        Light.NONE,
                        word(change.decision()),
                        change.decisionComment(),
                        day(change.decidedAt()),
                        change.routeReason())));
    return rows;
  }

  private WorkRow work(PlanTask task, ScheduledTask dates, LocalDate day) {
    return new WorkRow(
        dates.wbs(),
        task.name(),
        task.owner() != null ? users.nameOf(task.owner()) : task.ownerLabel(),
        day,
        task.percentComplete(),
        dates.critical() ? Sentences.say("report.critical") : null);
  }

  private IssueRow issue(Issue issue, Sight sight) {
    return new IssueRow(
        issue.id(),
        word(issue.kind()),
        issue.title(),
        issues.systemName(issue),
        issue.task() == null ? null : wbs(sight, issue.task()),
        word(issue.urgency()),
        word(issue.impact()),
        users.nameOf(issue.owner()),
        issue.targetDate(),
        word(issue.status()));
  }

  private ChangeRow change(ChangeRequest change) {
    return new ChangeRow(
        change.id(),
        word(change.type()),
        change.title(),
        users.nameOf(change.requester()),
        day(change.requestedAt()),
        change.impact() == null ? null : change.impact().finishDelta(),
        change.impact() == null ? null : change.impact().costDelta(),
        word(change.status()),
        change.decision() == null ? null : word(change.decision()),
        change.decidedBy() == null ? null : person(change.decidedBy(), change.decidedOnBehalfOf()));
  }

  private HandoverRow handover(HandoverChecklist list, HandoverChecklist.Line line) {
    return new HandoverRow(
        list.system().name(),
        word(line.point()),
        line.answer() == null ? Light.NONE : Light.GREEN,
        line.answer() == null ? Sentences.say("report.handover.open") : word(line.answer()),
        line.note(),
        users.nameOf(list.receiver()),
        day(list.signedAt()));
  }

  private List<FollowUpRow> followUpRows(Sight sight) {
    String key = sight.project.key();
    List<FollowUpRow> rows = new ArrayList<>();
    issues.all(key).stream()
        .filter(Issue::isOpen)
        .forEach(
            i ->
                rows.add(
                    new FollowUpRow(
                        i.id() + " " + i.title(),
                        users.nameOf(i.owner()),
                        i.targetDate(),
                        Sentences.say("report.issue"))));
    deliverables.of(key).stream()
        .filter(d -> d.condition() != null)
        .forEach(
            d ->
                rows.add(
                    new FollowUpRow(
                        d.name() + ": " + d.condition(),
                        users.nameOf(sight.project.coordinator()),
                        null,
                        Sentences.say("report.acceptance"))));
    sight.plan.tasks().stream()
        .filter(t -> !t.isDone() && !sight.dates.get(t.number()).summary())
        .forEach(
            t ->
                rows.add(
                    new FollowUpRow(
                        t.name(),
                        users.nameOf(t.owner()),
                        null,
                        Sentences.say("report.undone", t.percentComplete()))));
    return rows;
  }

  private EarnedValueFigures figures(EarnedValue ev, Sight sight) {
    return new EarnedValueFigures(
        ev.bac(),
        ev.pv(),
        ev.ev(),
        ev.ac(),
        ev.cv(),
        ev.sv(),
        ev.cpi(),
        ev.spi(),
        ev.eacTypical(),
        ev.eacOneOff(),
        ev.eacCombined(),
        ev.eac(),
        Sentences.say("report.eac." + ev.method()),
        ev.etc(),
        ev.vac(),
        ev.tcpiBudget(),
        ev.tcpiForecast(),
        ev.earnedSchedule(),
        ev.spiTime(),
        ev.percentComplete(),
        ev.percentSpent(),
        day(ev.baselineFinish()),
        sight.plan.tasks().isEmpty() ? null : sight.schedule.finish().toLocalDate(),
        ev.withoutBaseline().size());
  }

  private List<CostPoint> curve(String key, LocalDate statusDate) {
    return costs.curve(key, statusDate).stream()
        .map(p -> new CostPoint(p.day(), p.planned(), p.earned(), p.actual()))
        .toList();
  }

  private List<ScheduleRow> scheduleRows(Sight sight, Baseline first) {
    if (sight.plan.tasks().isEmpty()) {
      return List.of();
    }
    boolean over =
        sight.plan.tasks().stream()
            .allMatch(t -> t.isDone() || sight.dates.get(t.number()).summary());
    List<ScheduleRow> rows = new ArrayList<>();
    LocalDateTime finish = sight.schedule.finish();
    rows.add(
        new ScheduleRow(
            Sentences.say("report.schedule.start"),
            first == null ? null : first.start().toLocalDate(),
            sight.latest == null ? null : sight.latest.start().toLocalDate(),
            sight.schedule.start().toLocalDate(),
            first == null ? null : sight.days(first.start(), sight.schedule.start())));
    rows.add(
        new ScheduleRow(
            Sentences.say("report.schedule.finish"),
            first == null ? null : first.finish().toLocalDate(),
            sight.latest == null ? null : sight.latest.finish().toLocalDate(),
            over ? finish.toLocalDate() : null,
            first == null || !over ? null : sight.days(first.finish(), finish)));
    rows.add(
        new ScheduleRow(
            Sentences.say("report.schedule.deadline"),
            sight.project.deadline(),
            sight.project.deadline(),
            over ? finish.toLocalDate() : null,
            over
                ? workingDays(sight.plan.calendar(), sight.project.deadline(), finish.toLocalDate())
                : null));
    for (PlanTask task : sight.plan.tasks()) {
      ScheduledTask dates = sight.dates.get(task.number());
      if (dates.level() != 1 || !dates.summary()) {
        continue;
      }
      BaselineTask was = first == null ? null : first.task(task.number());
      BaselineTask is = sight.latest == null ? null : sight.latest.task(task.number());
      boolean done = dates.percentComplete() == 100;
      rows.add(
          new ScheduleRow(
              dates.wbs() + " " + task.name(),
              was == null ? null : was.finish().toLocalDate(),
              is == null ? null : is.finish().toLocalDate(),
              done ? dates.finish().toLocalDate() : null,
              was == null || !done ? null : sight.days(was.finish(), dates.finish())));
    }
    return rows;
  }

  /**
   * Where the difference came from: approved changes, risks that occurred, and what is left, the
   * estimates.
   */
  private List<VarianceRow> variance(
      Sight sight, Baseline first, EarnedValue figures, List<ChangeRequest> all) {
    if (first == null || sight.plan.tasks().isEmpty()) {
      return List.of();
    }
    List<ChangeRequest> applied =
        all.stream().filter(c -> c.implementedAt() != null && c.impact() != null).toList();
    int changeDays = applied.stream().mapToInt(c -> c.impact().finishDelta()).sum();
    BigDecimal changeCost =
        applied.stream().map(c -> c.impact().costDelta()).reduce(BigDecimal.ZERO, BigDecimal::add);
    List<Risk> occurred =
        registers.risks(sight.project.key()).stream()
            .filter(r -> r.status() == Risk.RiskStatus.OCCURRED)
            .toList();
    BigDecimal riskCost =
        occurred.stream()
            .map(Risk::cost)
            .filter(Objects::nonNull)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    int allDays = sight.days(first.finish(), sight.schedule.finish());
    BigDecimal allCost = money(figures.ac().subtract(first.cost()));
    List<VarianceRow> rows = new ArrayList<>();
    rows.add(
        new VarianceRow(
            Sentences.say("report.variance.changes"),
            applied.isEmpty()
                ? Sentences.say("report.none")
                : applied.stream().map(ChangeRequest::id).collect(Collectors.joining(", ")),
            changeDays,
            changeCost));
    rows.add(
        new VarianceRow(
            Sentences.say("report.variance.risks"),
            occurred.isEmpty()
                ? Sentences.say("report.none")
                : occurred.stream().map(Risk::title).collect(Collectors.joining(", ")),
            null,
            riskCost));
    rows.add(
        new VarianceRow(
            Sentences.say("report.variance.estimates"),
            Sentences.say("report.variance.rest"),
            allDays - changeDays,
            allCost.subtract(changeCost).subtract(riskCost)));
    return rows;
  }

  private List<PerformanceRow> performance(
      Sight sight,
      Baseline first,
      EarnedValue figures,
      List<ChangeRequest> all,
      int interimReports) {
    String key = sight.project.key();
    int leaves = 0;
    int done = 0;
    int onTime = 0;
    for (PlanTask task : sight.plan.tasks()) {
      if (sight.dates.get(task.number()).summary()) {
        continue;
      }
      leaves++;
      BaselineTask promise = first == null ? null : first.task(task.number());
      if (task.isDone()) {
        done++;
        if (promise != null
            && task.actualFinish() != null
            && !task.actualFinish().isAfter(promise.finish())) {
          onTime++;
        }
      }
    }
    List<Issue> log = issues.all(key);
    long solved = log.stream().filter(i -> !i.isOpen()).count();
    long applied = all.stream().filter(c -> c.implementedAt() != null).count();
    Baseline latest = sight.latest;
    List<PerformanceRow> rows = new ArrayList<>();
    rows.add(
        new PerformanceRow(
            Sentences.say("report.performance.duration"),
            duration(sight, first),
            duration(sight, latest),
            sight.plan.tasks().isEmpty()
                ? "-"
                : String.valueOf(1 + sight.days(sight.schedule.start(), sight.schedule.finish())),
            null));
    rows.add(
        new PerformanceRow(
            Sentences.say("report.performance.cost", currency),
            first == null ? null : amount(first.cost()),
            latest == null ? null : amount(latest.cost()),
            amount(figures.ac()),
            null));
    rows.add(
        new PerformanceRow(
            Sentences.say("report.performance.done"),
            leaves(first),
            leaves(latest),
            Sentences.say("report.of", done, leaves),
            null));
    rows.add(row("report.performance.onTime", Sentences.say("report.of", onTime, leaves), null));
    rows.add(
        row(
            "report.performance.cpi",
            figure(figures.cpi()),
            Sentences.say("report.performance.cpiNote")));
    rows.add(
        row(
            "report.performance.spi",
            figure(figures.spiTime()),
            Sentences.say("report.performance.spiNote")));
    rows.add(
        row("report.performance.issues", Sentences.say("report.of", solved, log.size()), null));
    rows.add(
        row("report.performance.changes", Sentences.say("report.of", applied, all.size()), null));
    rows.add(row("report.performance.followUps", String.valueOf(followUps.all(key).size()), null));
    rows.add(row("report.performance.reports", String.valueOf(interimReports), null));
    return rows;
  }

  private static PerformanceRow row(String code, String value, String note) {
    return new PerformanceRow(Sentences.say(code), null, null, value, note);
  }

  private static String duration(Sight sight, Baseline baseline) {
    return baseline == null
        ? null
        : String.valueOf(1 + sight.days(baseline.start(), baseline.finish()));
  }

  private static String leaves(Baseline baseline) {
    return baseline == null
        ? null
        : String.valueOf(baseline.tasks().stream().filter(task -> !task.summary()).count());
  }

  private static String amount(BigDecimal value) {
    return Sentences.say("report.amount", value);
  }

  /** What a manager wants to know first: when, for how much, and what was reached. */
  private String finalSummary(Sight sight, Baseline first, EarnedValue figures, Project project) {
    List<String> said = new ArrayList<>();
    if (!project.summary().isBlank()) {
      said.add(project.summary());
    }
    boolean over =
        !sight.plan.tasks().isEmpty()
            && sight.plan.tasks().stream()
                .allMatch(t -> t.isDone() || sight.dates.get(t.number()).summary());
    List<String> facts = new ArrayList<>();
    if (over) {
      LocalDate finish = sight.schedule.finish().toLocalDate();
      String deadline = fromTo(workingDays(sight.plan.calendar(), project.deadline(), finish));
      facts.add(
          first == null
              ? Sentences.say(
                  "report.summary.finish",
                  finish.toString(),
                  deadline,
                  project.deadline().toString())
              : Sentences.say(
                  "report.summary.finishAgainst",
                  finish.toString(),
                  fromTo(sight.days(first.finish(), sight.schedule.finish())),
                  first.finish().toLocalDate().toString(),
                  deadline,
                  project.deadline().toString()));
    }
    facts.add(
        first == null
            ? Sentences.say("report.summary.cost", figures.ac(), currency, project.budget())
            : Sentences.say(
                "report.summary.costAgainst",
                figures.ac(),
                currency,
                project.budget(),
                first.cost()));
    List<Goal> goals = project.goals();
    if (!goals.isEmpty()) {
      facts.add(
          Sentences.say(
              "report.summary.goals",
              goals.size(),
              goals.stream().filter(g -> g.rating() == GoalRating.REACHED).count(),
              goals.stream().filter(g -> g.rating() == GoalRating.PARTLY_REACHED).count()));
    }
    said.add(String.join(" ", facts));
    return String.join("\n\n", said);
  }

  private static String fromTo(int days) {
    return Sentences.say(
        days == 0 ? "report.onTheDay" : days > 0 ? "report.after" : "report.before",
        Math.abs(days));
  }

  private HealthRow health(String dimension, Double value, String shown) {
    HealthRules.Rating rating = rules.rate(dimension, value);
    return new HealthRow(
        Sentences.say("report.dimension." + dimension),
        rating.light(),
        rating.light(),
        shown,
        rating.rule(),
        null);
  }

  /**
   * Percent of the time tolerance that the forecast finish uses; 0 when it is on time, null without
   * a forecast.
   */
  private Double timeUsed(InterimReportData frozen, Project project) {
    LocalDate promise = frozen.earnedValue().baselineFinish();
    LocalDate forecast = frozen.earnedValue().forecastFinish();
    if (promise == null || forecast == null) {
      return null;
    }
    int late = workingDays(plans.current(project.key()).calendar(), promise, forecast);
    return late <= 0
        ? 0.0
        : project.timeTolerance() == 0 ? 1000.0 : 100.0 * late / project.timeTolerance();
  }

  /** Counts by the days that people see, whatever the hour. */
  private static int workingDays(WorkingCalendar calendar, LocalDate from, LocalDate to) {
    if (to.isBefore(from)) {
      return -workingDays(calendar, to, from);
    }
    return (int) from.plusDays(1).datesUntil(to.plusDays(1)).filter(calendar::isWorkingDay).count();
  }

  /**
   * Percent of the cost tolerance that the forecast cost uses; 0 when it is within the budget, null
   * without one.
   */
  private static Double costUsed(InterimReportData frozen, Project project) {
    BigDecimal forecast = frozen.earnedValue().eac();
    if (forecast == null) {
      return null;
    }
    double over = forecast.subtract(project.budget()).doubleValue();
    double allowed = project.budget().doubleValue() * project.costTolerance().doubleValue() / 100;
    return over <= 0 ? 0.0 : allowed == 0 ? 1000.0 : 100 * over / allowed;
  }

  private static String percentOfTolerance(Double used) {
    return used == null ? null : Sentences.say("report.value.tolerance", used);
  }

  /**
   * Highest load of any person on one day from today on, in percent of their availability for this
   * project.
   */
  private double highestLoad(String key) {
    Sight sight = look(key);
    LocalDate today = clock.today();
    Map<String, Map<LocalDate, Double>> load = new HashMap<>();
    for (PlanTask task : sight.plan.tasks()) {
      ScheduledTask dates = sight.dates.get(task.number());
      if (dates.summary()
          || task.milestone()
          || task.isDone()
          || task.owner() == null
          || task.durationMinutes() == 0) {
        continue;
      }
      double share =
          task.effortHours() == null
              ? 1
              : task.effortHours().doubleValue() * 60 / task.durationMinutes();
      LocalDate first =
          dates.start().toLocalDate().isBefore(today) ? today : dates.start().toLocalDate();
      LocalDate last = dates.finish().toLocalDate();
      for (LocalDate day = first;
          !day.isAfter(last) && day.isBefore(first.plusYears(3));
          day = day.plusDays(1)) {
        if (sight.plan.calendar().isWorkingDay(day)) {
          load.computeIfAbsent(task.owner(), o -> new HashMap<>())
              .merge(day, share * partOfDay(sight, dates, day), Double::sum);
        }
      }
    }
    double highest = 0;
    for (var person : load.entrySet()) {
      var member = sight.project.member(person.getKey());
      double available = member == null ? 1 : member.availability() / 100.0;
      for (double share : person.getValue().values()) {
        highest = Math.max(highest, 100 * share / available);
      }
    }
    return highest;
  }

  /** How much of the working time of this day the task takes: one may end where the next begins. */
  private static double partOfDay(Sight sight, ScheduledTask dates, LocalDate day) {
    LocalDateTime morning = day.atStartOfDay();
    LocalDateTime night = morning.plusDays(1);
    WorkingCalendar calendar = sight.plan.calendar();
    return (double)
            calendar.workingMinutes(
                dates.start().isAfter(morning) ? dates.start() : morning,
                dates.finish().isBefore(night) ? dates.finish() : night)
        / calendar.workingMinutes(morning, night);
  }

  private String person(String by, String onBehalfOf) {
    return onBehalfOf == null
        ? users.nameOf(by)
        : Sentences.say("report.onBehalfOf", users.nameOf(by), users.nameOf(onBehalfOf));
  }

  private static String wbs(Sight sight, int task) {
    ScheduledTask dates = sight.dates.get(task);
    return dates == null ? "" : dates.wbs();
  }

  private static BigDecimal days(long minutes, long perDay) {
    return BigDecimal.valueOf(minutes)
        .divide(BigDecimal.valueOf(perDay), 1, RoundingMode.HALF_UP)
        .stripTrailingZeros();
  }

  private static BigDecimal money(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }

  private static String figure(BigDecimal value) {
    return value == null ? "-" : value.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static LocalDate day(LocalDateTime moment) {
    return moment == null ? null : moment.toLocalDate();
  }

  /** A group's id as a word for people: steering-board becomes "Steering board". */
  private static String group(String id) {
    String words = id.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** The constant's name as a word for people: NOT_NEEDED becomes "Not needed". */
  static String word(Enum<?> constant) {
    if (constant == null) {
      return null;
    }
    String words = constant.name().replace('_', ' ').toLowerCase(Locale.ROOT);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
