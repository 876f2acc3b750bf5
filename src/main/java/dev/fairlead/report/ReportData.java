package dev.fairlead.report;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.Evaluation;
import dev.fairlead.closure.EvaluationSummary;
import dev.fairlead.closure.FollowOnActions;
import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.closure.Handovers;
import dev.fairlead.closure.Lessons;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Conflicts;
import dev.fairlead.plan.PlanApprovals;
import dev.fairlead.plan.PlanCheck;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.PlannedSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.Link;
import dev.fairlead.project.Links;
import dev.fairlead.project.Outcome;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.project.Projects;
import dev.fairlead.project.RecordedDecision;
import dev.fairlead.project.RecordedDecisions;
import dev.fairlead.report.ReportRows.ActionRow;
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
import dev.fairlead.report.ReportRows.OpenCostRow;
import dev.fairlead.report.ReportRows.PerformanceRow;
import dev.fairlead.report.ReportRows.PersonRow;
import dev.fairlead.report.ReportRows.RegisterEntry;
import dev.fairlead.report.ReportRows.RiskRow;
import dev.fairlead.report.ReportRows.ScheduleRow;
import dev.fairlead.report.ReportRows.SystemPlanRow;
import dev.fairlead.report.ReportRows.SystemRow;
import dev.fairlead.report.ReportRows.TakenDecisionRow;
import dev.fairlead.report.ReportRows.TaskRow;
import dev.fairlead.report.ReportRows.TrendRow;
import dev.fairlead.report.ReportRows.VarianceRow;
import dev.fairlead.report.ReportRows.WorkRow;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.tracking.Action;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.Commitment;
import dev.fairlead.tracking.Commitments;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.EarnedValue;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
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
  private final Conflicts conflicts;
  private final PlanApprovals approvals;
  private final Costs costs;
  private final Issues issues;
  private final FollowUps followUps;
  private final Changes changes;
  private final Closing closing;
  private final Deliverables deliverables;
  private final FollowOnActions actions;
  private final Handovers handovers;
  private final Lessons lessons;
  private final HealthRules rules;
  private final FairleadClock clock;
  private final String currency;
  private final Commitments commitments;
  private final Postings postings;
  private final DecisionRequests requests;
  private final ApprovalWaits waits;
  private final DecisionLog decisionLog;
  private final Actions actionItems;
  private final RecordedDecisions recorded;
  private final Links links;
  private final ReportLanguages languages;
  private final Words words;

  @Autowired
  ReportData(
      Projects projects,
      Users users,
      Plans plans,
      Baselines baselines,
      Registers registers,
      PlanCheck planCheck,
      Conflicts conflicts,
      PlanApprovals approvals,
      Costs costs,
      Issues issues,
      FollowUps followUps,
      Changes changes,
      Closing closing,
      Deliverables deliverables,
      FollowOnActions actions,
      Handovers handovers,
      Lessons lessons,
      HealthRules rules,
      FairleadClock clock,
      Commitments commitments,
      Postings postings,
      DecisionRequests requests,
      ApprovalWaits waits,
      DecisionLog decisionLog,
      Actions actionItems,
      RecordedDecisions recorded,
      Links links,
      @Value("${fairlead.currency}") String currency,
      ReportLanguages languages) {
    this.projects = projects;
    this.users = users;
    this.plans = plans;
    this.baselines = baselines;
    this.registers = registers;
    this.planCheck = planCheck;
    this.conflicts = conflicts;
    this.approvals = approvals;
    this.costs = costs;
    this.issues = issues;
    this.followUps = followUps;
    this.changes = changes;
    this.closing = closing;
    this.deliverables = deliverables;
    this.actions = actions;
    this.handovers = handovers;
    this.lessons = lessons;
    this.rules = rules;
    this.clock = clock;
    this.currency = currency;
    this.commitments = commitments;
    this.postings = postings;
    this.requests = requests;
    this.waits = waits;
    this.decisionLog = decisionLog;
    this.actionItems = actionItems;
    this.recorded = recorded;
    this.links = links;
    this.languages = languages;
    this.words = Words.in(null);
  }

  private ReportData(ReportData other, Words words) {
    this.projects = other.projects;
    this.users = other.users;
    this.plans = other.plans;
    this.baselines = other.baselines;
    this.registers = other.registers;
    this.planCheck = other.planCheck;
    this.conflicts = other.conflicts;
    this.approvals = other.approvals;
    this.costs = other.costs;
    this.issues = other.issues;
    this.followUps = other.followUps;
    this.changes = other.changes;
    this.closing = other.closing;
    this.deliverables = other.deliverables;
    this.actions = other.actions;
    this.handovers = other.handovers;
    this.lessons = other.lessons;
    this.rules = other.rules;
    this.clock = other.clock;
    this.currency = other.currency;
    this.commitments = other.commitments;
    this.postings = other.postings;
    this.requests = other.requests;
    this.waits = other.waits;
    this.decisionLog = other.decisionLog;
    this.actionItems = other.actionItems;
    this.recorded = other.recorded;
    this.links = other.links;
    this.languages = other.languages;
    this.words = words;
  }

  /** The same, telling in the language of the project's reports. */
  private ReportData speaking(String key) {
    return new ReportData(this, Words.in(languages.of(key)));
  }

  /** The plan as it stands. */
  public PlanReportData plan(String key, String by) {
    return speaking(key).tellPlan(key, by);
  }

  private PlanReportData tellPlan(String key, String by) {
    Sight sight = look(key);
    Project project = sight.project;
    String status =
        sight.latest == null
            ? words.say("said.status.draft")
            : words.say("said.status.baseline", sight.latest.number());
    return new PlanReportData(
        head(sight, key + " plan " + sight.plan.version(), null, status, null, by),
        project.summary().isBlank() ? null : project.summary(),
        project.start(),
        sight.plan.deadline(),
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
        systems(sight, handovers.of(key)),
        risks(key, false),
        budget(sight, costs.figures(key, clock.today())),
        planCheck.check(key).stream()
            .map(
                f ->
                    new FindingRow(
                        f.blocks() ? Light.RED : Light.AMBER,
                        words.say(f.blocks() ? "said.finding.blocks" : "said.finding.warns"),
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
   * @param decided when the last report was frozen, after which decisions were recorded; null where
   *     there is none
   */
  InterimReportData interim(
      String key,
      String id,
      int number,
      LocalDate since,
      List<TrendRow> trend,
      List<FeedbackRow> feedback,
      LocalDateTime decided,
      String by) {
    return speaking(key).tellInterim(key, id, number, since, trend, feedback, decided, by);
  }

  private InterimReportData tellInterim(
      String key,
      String id,
      int number,
      LocalDate since,
      List<TrendRow> trend,
      List<FeedbackRow> feedback,
      LocalDateTime decided,
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
        head(sight, id, number, words.say("said.status.frozen"), since, by),
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
        decisions(key, all),
        trend,
        register(key, all),
        null,
        List.of(),
        openCosts(sight),
        feedback,
        openActions(key, today),
        recorded.after(key, decided).stream().map(this::decision).toList());
  }

  private List<ActionRow> openActions(String key, LocalDate today) {
    List<Action> open =
        actionItems.open(key).stream().filter(Action::onReport).limit(MOST_ROWS).toList();
    Map<String, Link> links =
        open.isEmpty()
            ? Map.of()
            : this.links.of(
                key, open.stream().map(Action::about).filter(Objects::nonNull).toList());
    return open.stream()
        .map(
            action ->
                new ActionRow(
                    action.id(),
                    action.title(),
                    users.nameOf(action.responsible()),
                    action.due(),
                    words.word(action.priority()),
                    words.say(action.isOverdue(today) ? "said.action.overdue" : "said.action.open"),
                    source(action, links.get(action.about()))))
        .toList();
  }

  private static String source(Action action, Link link) {
    return Stream.of(action.origin(), link == null ? "" : link.ref() + " " + link.title())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private TakenDecisionRow decision(RecordedDecision made) {
    return new TakenDecisionRow(
        made.id(),
        made.title()
            + ": "
            + made.text()
            + (made.supersedes() == null
                ? ""
                : " (" + words.say("said.supersedes", made.supersedes()) + ")"),
        made.decidedBy(),
        made.decidedOn(),
        made.appliesFrom());
  }

  /** Changes that wait for approval, and what earlier reports asked for. */
  private List<DecisionRow> decisions(String key, List<ChangeRequest> all) {
    List<DecisionRow> rows = new ArrayList<>();
    all.stream()
        .filter(c -> c.status() == ChangeRequest.Status.AWAITING_APPROVAL)
        .forEach(
            c ->
                rows.add(
                    new DecisionRow(
                        c.id() + " " + c.title(),
                        words.get("said.managers"),
                        null,
                        c.notDone(),
                        words.get("said.asked.open"))));
    requests.standing(key).forEach(request -> rows.add(decision(request)));
    return rows;
  }

  private DecisionRow decision(DecisionRequest request) {
    return new DecisionRow(
        request.question(),
        words.group(request.deciderGroup()),
        request.neededBy(),
        request.consequence(),
        request.isOpen()
            ? words.get("said.asked.open")
            : words.say(
                "said.asked.answered",
                person(request.decidedBy(), request.onBehalfOf()),
                request.decidedAt().toLocalDate(),
                words.get("said.outcome.decision." + request.outcome())
                    + (request.answer() == null || request.answer().isBlank()
                        ? ""
                        : ". " + request.answer())));
  }

  /** The figures with the decisions that this report itself asks for. */
  InterimReportData asking(InterimReportData frozen, List<DecisionRequest> asked) {
    ReportData speaker = new ReportData(this, Words.in(frozen.head().language()));
    List<DecisionRow> rows = new ArrayList<>(frozen.decisionsNeeded());
    asked.forEach(request -> rows.add(speaker.decision(request)));
    return frozen.asking(rows);
  }

  private List<RegisterEntry> register(String key, List<ChangeRequest> all) {
    List<RegisterEntry> register = new ArrayList<>();
    for (Risk risk : registers.risks(key)) {
      register.add(
          new RegisterEntry(
              "RISK", "R" + risk.number(), risk.title(), risk.status().name(), risk.level()));
    }
    for (Issue issue : issues.all(key)) {
      register.add(
          new RegisterEntry("ISSUE", issue.id(), issue.title(), issue.status().name(), null));
    }
    for (ChangeRequest change : all) {
      register.add(
          new RegisterEntry("CHANGE", change.id(), change.title(), change.status().name(), null));
    }
    return register;
  }

  private List<OpenCostRow> openCosts(Sight sight) {
    String key = sight.project.key();
    Map<Integer, String> lines =
        registers.budgetLines(key).stream()
            .collect(Collectors.toMap(BudgetLine::number, BudgetLine::name));
    List<OpenCostRow> rows = new ArrayList<>();
    commitments.of(key).stream()
        .filter(Commitment::isOpen)
        .forEach(
            c ->
                rows.add(
                    new OpenCostRow(
                        words.get("said.commitment"),
                        c.supplier() + ", " + c.description(),
                        lineName(lines, c.budgetLine()),
                        c.expectedOn() == null ? c.orderedOn() : c.expectedOn(),
                        c.stillOpen())));
    for (Posting p : postings.waiting(key)) {
      rows.add(
          new OpenCostRow(
              words.get("said.waitingPosting"),
              p.person() == null ? p.text() : users.nameOf(p.person()) + ", " + p.text(),
              lineName(lines, p.budgetLine()),
              p.postingDay(),
              p.amount()));
    }
    return rows;
  }

  private String lineName(Map<Integer, String> lines, Integer line) {
    return line == null ? words.get("said.noLine") : lines.get(line);
  }

  /** A few parts of what is known today, for the readers of a communication. */
  DigestData digest(ProjectDocuments.Kind kind, String key, String title, String text, String by) {
    return speaking(key).tellDigest(kind, key, title, text, by);
  }

  private DigestData tellDigest(
      ProjectDocuments.Kind kind, String key, String title, String text, String by) {
    Sight sight = look(key);
    ReportHead head =
        head(sight, key + " " + clock.today(), null, words.say("said.status.published"), null, by);
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
    return new ReportData(this, Words.in(frozen.head().language())).tellHealth(frozen);
  }

  private InterimReportData tellHealth(InterimReportData frozen) {
    String key = frozen.head().projectKey();
    Project project = projects.get(key);
    List<HealthRow> rows = new ArrayList<>();
    Double time = timeUsed(frozen, project);
    rows.add(health("schedule", time, percentOfTolerance(time)));
    Double cost = costUsed(frozen, project);
    rows.add(health("cost", cost, percentOfTolerance(cost)));
    double waiting = changes.open(key).size();
    rows.add(health("scope", waiting, words.say("said.value.changes", waiting)));
    Sight sight = look(key);
    double load = conflicts.highestLoad(sight.project, sight.plan, sight.schedule);
    rows.add(health("resources", load, words.say("said.value.load", load)));
    double level = registers.highestOpenRisk(key);
    rows.add(health("risk", level, words.say("said.value.level", level)));
    rows.add(0, worst(rows));
    return frozen.rated(rows.get(0).light(), rows);
  }

  /**
   * The same figures with one dimension in another colour, and the whole by its own rule.
   *
   * @param row of the dimension; 0 is the whole
   * @param light null for the colour that the rule gave
   */
  InterimReportData overridden(InterimReportData frozen, int row, Light light, String reason) {
    List<HealthRow> health = new ArrayList<>(frozen.health());
    HealthRow was = health.get(row);
    Light computed = was.computed();
    health.set(
        row,
        new HealthRow(
            was.dimension(),
            light == null ? computed : light,
            computed,
            was.value(),
            was.rule(),
            light == null ? null : reason));
    ReportData speaker = new ReportData(this, Words.in(frozen.head().language()));
    health.set(0, speaker.worst(health.subList(1, health.size())));
    return frozen.rated(health.get(0).light(), health);
  }

  private HealthRow worst(List<HealthRow> dimensions) {
    double worst =
        dimensions.stream()
            .mapToDouble(row -> row.light() == Light.RED ? 2 : row.light() == Light.AMBER ? 1 : 0)
            .max()
            .orElse(0);
    return health("overall", worst, words.get("said.value.worst"));
  }

  /** The result against the original goals and the original plan. */
  FinalReportData finalReport(String key, String id, int number, int interimReports, String by) {
    return speaking(key).tellResult(key, id, number, interimReports, by);
  }

  private FinalReportData tellResult(
      String key, String id, int number, int interimReports, String by) {
    Sight sight = look(key);
    Project project = sight.project;
    Baseline first = baselines.original(key).orElse(null);
    LocalDate today = clock.today();
    EarnedValue figures = costs.figures(key, today);
    List<ChangeRequest> all = changes.all(key);
    List<HandoverChecklist> checklists = handovers.of(key);
    List<SystemRow> systems = systems(sight, checklists);
    DecisionLog.Head head = decisionLog.head();
    return new FinalReportData(
        head(sight, id, number, words.say("said.status.final"), null, by),
        words.say(
            "said.outcome." + (project.outcome() == null ? Outcome.COMPLETED : project.outcome())),
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
        systems,
        all.stream().map(this::change).toList(),
        deliverables.of(key).stream()
            .map(
                d ->
                    new DeliverableRow(
                        d.name(),
                        !d.isAccepted()
                            ? Light.NONE
                            : d.condition() == null ? Light.GREEN : Light.AMBER,
                        d.isAccepted() ? words.word(d.acceptance()) : words.say("said.notAccepted"),
                        users.nameOf(d.acceptedBy()),
                        day(d.acceptedAt()),
                        d.condition()))
            .toList(),
        checklists.stream()
            .flatMap(h -> h.points().stream().map(line -> handover(h, line)))
            .toList(),
        followUpRows(sight),
        evaluation(key),
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
        approvalsWithResult(key),
        systemPlans(sight, first, systems),
        first == null ? null : first.cost(),
        first == null ? null : money(figures.ac()),
        first == null ? null : first.finish().toLocalDate(),
        first == null || sight.plan.tasks().isEmpty()
            ? null
            : sight.schedule.finish().toLocalDate(),
        words.say("said.decisionLog", head.number(), head.hash()));
  }

  /** In the order of the words, since that of the answers would tell who gave them. */
  private List<EvaluationRow> evaluation(String key) {
    List<Evaluation> all = closing.evaluations(key);
    boolean enough = all.size() >= EvaluationSummary.LEAST_ANSWERS;
    return all.stream()
        .sorted(Comparator.comparing(Evaluation::wentWell).thenComparing(Evaluation::wentBadly))
        .map(
            e ->
                new EvaluationRow(
                    words.get("col.teamMember"),
                    enough ? e.score() : null,
                    e.wentWell(),
                    e.wentBadly(),
                    e.recommendation()))
        .toList();
  }

  private Sight look(String key) {
    Project project = projects.get(key);
    WorkPlan plan = plans.current(key);
    Schedule schedule = plans.schedule(plan, project);
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
        currency,
        words.language());
  }

  /** A report must not look as if work went on. */
  private String phase(Project project) {
    return project.isPaused()
        ? words.say(
            "said.paused", words.word(project.phase()), project.pause().since().toLocalDate())
        : words.word(project.phase());
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
                    g.rating() == null ? null : words.word(g.rating()),
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
              words.say(task.isDone() ? "said.milestone.reached" : "said.milestone.open")));
    }
    return rows;
  }

  private List<SystemRow> systems(Sight sight, List<HandoverChecklist> checklists) {
    Map<Integer, HandoverChecklist> lists = new HashMap<>();
    checklists.forEach(h -> lists.put(h.system().number(), h));
    List<SystemRow> rows = new ArrayList<>();
    for (PlanSystem system : registers.systems(sight.project.key())) {
      HandoverChecklist list = lists.get(system.number());
      String status =
          list == null
              ? words.say("said.system.none")
              : list.isSigned()
                  ? words.say("said.system.signed", users.nameOf(list.signedBy()))
                  : words.say("said.system.open", list.open());
      rows.add(
          new SystemRow(
              system.number(),
              system.name(),
              words.word(system.action()),
              users.nameOf(system.owner()),
              system.environment(),
              words.word(system.criticality()),
              system.maintenanceWindow(),
              system.blackoutFrom() == null
                  ? null
                  : words.say("said.fromTo", system.blackoutFrom(), system.blackoutUntil()),
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
                    // the table says how bad a threat is; how good a chance is it does not
                    r.chance() ? Light.NONE : rules.risk(r.level()),
                    users.nameOf(r.owner()),
                    response(r),
                    r.measures().stream().map(this::measure).collect(Collectors.joining("\n")),
                    r.measures().stream()
                        .filter(measure -> !measure.isDone() && measure.due() != null)
                        .map(RiskMeasure::due)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                    r.residualLikelihood() == null || r.residualImpact() == null
                        ? null
                        : r.residualLikelihood() * r.residualImpact(),
                    r.nextReview(),
                    words.word(r.status())))
        .toList();
  }

  private String response(Risk risk) {
    String response = words.word(risk.response());
    if (!risk.chance()) {
      return response;
    }
    return response == null
        ? words.get("said.risk.chance")
        : words.say("said.risk.toChance", response);
  }

  /** Such as "Order early (Tom Eriksen, until 2027-03-05)". */
  private String measure(RiskMeasure measure) {
    List<String> details = new ArrayList<>();
    if (measure.responsible() != null) {
      details.add(users.nameOf(measure.responsible()));
    }
    if (measure.isDone()) {
      details.add(words.say("said.measure.done", words.day(measure.doneOn())));
    } else if (measure.due() != null) {
      details.add(words.say("said.measure.due", words.day(measure.due())));
    }
    return details.isEmpty()
        ? measure.text()
        : measure.text() + " (" + String.join(", ", details) + ")";
  }

  private List<BudgetRow> budget(Sight sight, EarnedValue figures) {
    String key = sight.project.key();
    Baseline first = baselines.original(key).orElse(null);
    List<BudgetLine> lines = new ArrayList<>(registers.budgetLines(key));
    dropped(lines, first, sight.latest).forEach(lines::add);
    Set<Integer> known = lines.stream().map(BudgetLine::number).collect(Collectors.toSet());
    Map<Integer, BigDecimal> firstCost = byLine(first, known);
    Map<Integer, BigDecimal> latestCost = byLine(sight.latest, known);
    Map<Integer, BigDecimal> planned = new HashMap<>();
    plans
        .plannedCosts(sight.plan, sight.project)
        .forEach(
            (number, cost) -> planned.merge(line(sight.tasks.get(number)), cost, BigDecimal::add));
    Map<Integer, BigDecimal> spent = new HashMap<>();
    costs.byLine(key, clock.today()).forEach(line -> spent.put(line.number(), line.spent()));
    Map<Integer, BigDecimal> toSpend = toSpend(sight, figures);
    boolean rest =
        List.of(planned, spent, toSpend, firstCost, latestCost).stream()
            .anyMatch(amounts -> amounts.getOrDefault(0, BigDecimal.ZERO).signum() != 0);
    if (rest) {
      lines.add(new BudgetLine(0, words.say("said.noLine"), "", null));
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

  /**
   * The lines that a baseline names and that a change has dropped since, without an amount; what
   * the baseline had on them stands there.
   */
  private List<BudgetLine> dropped(List<BudgetLine> present, Baseline... baselines) {
    Map<Integer, BudgetLine> dropped = new TreeMap<>();
    for (Baseline baseline : baselines) {
      if (baseline != null && baseline.keepsLines()) {
        baseline.budgetLines().forEach(line -> dropped.put(line.number(), line));
      }
    }
    present.forEach(line -> dropped.remove(line.number()));
    return dropped.values().stream()
        .map(
            line ->
                new BudgetLine(
                    line.number(),
                    words.say("said.lineDropped", line.name()),
                    line.category(),
                    BigDecimal.ZERO.setScale(2)))
        .toList();
  }

  /** Dropped lines of a baseline that is too old to name them count as none. */
  private static Map<Integer, BigDecimal> byLine(Baseline baseline, Set<Integer> known) {
    Map<Integer, BigDecimal> sums = new HashMap<>();
    if (baseline != null) {
      baseline.tasks().stream()
          .filter(task -> !task.summary())
          .forEach(
              t ->
                  sums.merge(
                      known.contains(t.budgetLine()) ? t.budgetLine() : 0,
                      t.cost(),
                      BigDecimal::add));
    }
    return sums;
  }

  private List<ApprovalRow> approvals(String key) {
    return approvals.list(key).stream()
        .map(
            a ->
                new ApprovalRow(
                    a.level(),
                    words.group(a.approverGroup()),
                    person(a.decidedBy(), a.onBehalfOf()),
                    switch (a.decision()) {
                      case PlanApprovals.APPROVE -> Light.GREEN;
                      case PlanApprovals.REWORK -> Light.AMBER;
                      default -> Light.RED;
                    },
                    words.say("said.decision." + a.decision()),
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
                        words.say("said.result"),
                        person(r.decidedBy(), r.onBehalfOf()),
                        "ACCEPT".equals(r.decision().name()) ? Light.GREEN : Light.AMBER,
                        words.word(r.decision()),
                        r.comment(),
                        day(r.decidedAt()),
                        words.say("said.resultReason"))));
    return rows;
  }

  /** Everything that was decided on plan, changes and result. */
  List<ApprovalRow> decisions(String key) {
    List<ApprovalRow> rows = new ArrayList<>(approvalsWithResult(key));
    changes.all(key).stream()
        .filter(change -> change.decision() != null)
        .forEach(change -> rows.addAll(decisions(change)));
    return rows;
  }

  /** One row, or one for each approval where several were needed. */
  private List<ApprovalRow> decisions(ChangeRequest change) {
    List<ChangeRequest.Approval> said =
        change.severalApproved()
            ? change.approvals()
            : List.of(
                new ChangeRequest.Approval(
                    change.decidedBy(),
                    change.decidedOnBehalfOf(),
                    change.decisionComment(),
                    change.decidedAt()));
    return said.stream()
        .map(
            one ->
                new ApprovalRow(
                    null,
                    change.id() + " " + change.title(),
                    person(one.by(), one.onBehalfOf()),
                    Light.NONE,
                    words.word(change.decision()),
                    one.comment(),
                    day(one.at()),
                    change.routeReason()))
        .toList();
  }

  private String deciders(ChangeRequest change) {
    if (change.severalApproved()) {
      return change.approvals().stream()
          .map(approval -> person(approval.by(), approval.onBehalfOf()))
          .collect(Collectors.joining(", "));
    }
    return change.decidedBy() == null
        ? null
        : person(change.decidedBy(), change.decidedOnBehalfOf());
  }

  private WorkRow work(PlanTask task, ScheduledTask dates, LocalDate day) {
    return new WorkRow(
        dates.wbs(),
        task.name(),
        task.owner() != null ? users.nameOf(task.owner()) : task.ownerLabel(),
        day,
        task.percentComplete(),
        dates.critical() ? words.say("said.critical") : null);
  }

  private IssueRow issue(Issue issue, Sight sight) {
    return new IssueRow(
        issue.id(),
        words.word(issue.kind()),
        issue.title(),
        issues.systemName(issue),
        issue.task() == null ? null : wbs(sight, issue.task()),
        words.word(issue.urgency()),
        words.word(issue.impact()),
        users.nameOf(issue.owner()),
        issue.targetDate(),
        words.word(issue.status()));
  }

  private ChangeRow change(ChangeRequest change) {
    return new ChangeRow(
        change.id(),
        words.word(change.type()),
        change.title(),
        users.nameOf(change.requester()),
        day(change.requestedAt()),
        change.impact() == null ? null : change.impact().finishDelta(),
        change.impact() == null ? null : change.impact().costDelta(),
        words.word(change.status()),
        change.decision() == null ? null : words.word(change.decision()),
        deciders(change));
  }

  private HandoverRow handover(HandoverChecklist list, HandoverChecklist.Line line) {
    return new HandoverRow(
        list.system().name(),
        line.label(),
        line.answer() == null ? Light.NONE : Light.GREEN,
        line.answer() == null ? words.say("said.handover.open") : words.word(line.answer()),
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
                        words.say("said.issue"))));
    actionItems
        .open(key)
        .forEach(
            action ->
                rows.add(
                    new FollowUpRow(
                        action.id() + " " + action.title(),
                        users.nameOf(action.responsible()),
                        action.due(),
                        words.say("said.action"))));
    actions
        .open(key)
        .forEach(
            action ->
                rows.add(
                    new FollowUpRow(
                        action.source() + ": " + action.text(),
                        users.nameOf(action.owner()),
                        null,
                        words.say("said.acceptance"))));
    sight.plan.tasks().stream()
        .filter(t -> !t.isDone() && !sight.dates.get(t.number()).summary())
        .forEach(
            t ->
                rows.add(
                    new FollowUpRow(
                        t.name(),
                        users.nameOf(t.owner()),
                        null,
                        words.say("said.undone", t.percentComplete()))));
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
        words.say("said.eac." + ev.method()),
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
            words.say("said.schedule.start"),
            first == null ? null : first.start().toLocalDate(),
            sight.latest == null ? null : sight.latest.start().toLocalDate(),
            sight.schedule.start().toLocalDate(),
            first == null ? null : sight.days(first.start(), sight.schedule.start())));
    rows.add(
        new ScheduleRow(
            words.say("said.schedule.finish"),
            first == null ? null : first.finish().toLocalDate(),
            sight.latest == null ? null : sight.latest.finish().toLocalDate(),
            over ? finish.toLocalDate() : null,
            first == null || !over ? null : sight.days(first.finish(), finish)));
    rows.add(
        new ScheduleRow(
            words.say("said.schedule.deadline"),
            sight.project.deadline(),
            sight.plan.deadline(),
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
   * Where the difference came from: approved changes, risks that occurred, decisions that were
   * waited for as far as nothing else explains the delay, and what is left, the estimates. The rows
   * add up to the whole difference.
   */
  private List<VarianceRow> variance(
      Sight sight, Baseline first, EarnedValue figures, List<ChangeRequest> all) {
    if (first == null || sight.plan.tasks().isEmpty()) {
      return List.of();
    }
    List<ChangeRequest> applied =
        all.stream().filter(c -> c.isInPlan() && c.impact() != null).toList();
    int changeDays = applied.stream().mapToInt(c -> c.impact().finishDelta()).sum();
    BigDecimal changeCost =
        applied.stream().map(c -> c.impact().costDelta()).reduce(BigDecimal.ZERO, BigDecimal::add);
    List<Risk> occurred =
        registers.risks(sight.project.key()).stream()
            .filter(r -> r.status() == Risk.RiskStatus.OCCURRED)
            .toList();
    BigDecimal riskCost =
        occurred.stream()
            .filter(r -> r.cost() != null)
            .map(r -> r.cost().multiply(BigDecimal.valueOf(r.sign())))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    int allDays = sight.days(first.finish(), sight.schedule.finish());
    BigDecimal allCost = money(figures.ac().subtract(first.cost()));
    int riskDays = occurred.stream().mapToInt(r -> riskDays(sight, r)).sum();
    int rest = allDays - changeDays - riskDays;
    Waited waited = waited(sight, first, all);
    int waitDays = Math.max(0, Math.min(waited.sincePlanned(), rest));
    List<VarianceRow> rows = new ArrayList<>();
    rows.add(
        new VarianceRow(
            words.get("said.variance.changes"),
            applied.isEmpty()
                ? words.get("said.none")
                : applied.stream().map(ChangeRequest::id).collect(Collectors.joining(", ")),
            changeDays,
            changeCost));
    rows.add(
        new VarianceRow(
            words.get("said.variance.risks"),
            occurred.isEmpty()
                ? words.get("said.none")
                : occurred.stream().map(Risk::title).collect(Collectors.joining(", ")),
            riskDays,
            riskCost));
    rows.add(
        new VarianceRow(
            words.get("said.variance.approvals"),
            waited.plan() + waited.changes() + waited.result() == 0
                ? words.get("said.variance.noWait")
                : words.say(
                    "said.variance.waits",
                    waited.plan(),
                    waited.changes(),
                    waited.result(),
                    waitDays),
            waitDays,
            BigDecimal.ZERO.setScale(2)));
    rows.add(
        new VarianceRow(
            words.get("said.variance.estimates"),
            words.get("said.variance.rest"),
            rest - waitDays,
            allCost.subtract(changeCost).subtract(riskCost)));
    return rows;
  }

  /** What a risk that occurred cost, or saved, in time, by its most likely case. */
  private static int riskDays(Sight sight, Risk risk) {
    if (risk.delay() == null || risk.delay().estimate() == null) {
      return 0;
    }
    return risk.sign()
        * (int)
            Math.round(
                (double) risk.delay().estimate().mostLikelyMinutes()
                    / sight.plan.calendar().minutesPerDay());
  }

  /**
   * Working days that decisions were waited for.
   *
   * @param sincePlanned days after the first baseline on which a change or the plan waited; only
   *     these can have moved the finish away from it
   */
  private record Waited(int plan, int changes, int result, int sincePlanned) {}

  private Waited waited(Sight sight, Baseline first, List<ChangeRequest> all) {
    List<ApprovalWaits.Wait> found =
        waits.of(sight.project.key(), all.stream().map(ChangeRequest::id).toList());
    Set<LocalDate> plan = days(sight, found, ApprovalWaits.Kind.PLAN);
    Set<LocalDate> changed = days(sight, found, ApprovalWaits.Kind.CHANGE);
    Set<LocalDate> result = days(sight, found, ApprovalWaits.Kind.RESULT);
    Set<LocalDate> moving = new TreeSet<>(plan);
    moving.addAll(changed);
    moving.removeIf(day -> !day.isAfter(first.frozenAt().toLocalDate()));
    return new Waited(plan.size(), changed.size(), result.size(), moving.size());
  }

  /** The working days after the asking up to the decision, each once however many waited. */
  private static Set<LocalDate> days(
      Sight sight, List<ApprovalWaits.Wait> waits, ApprovalWaits.Kind kind) {
    WorkingCalendar calendar = sight.plan.calendar();
    return waits.stream()
        .filter(wait -> wait.kind() == kind)
        .filter(wait -> !wait.until().toLocalDate().isBefore(wait.from().toLocalDate()))
        .flatMap(
            wait ->
                wait.from()
                    .toLocalDate()
                    .plusDays(1)
                    .datesUntil(wait.until().toLocalDate().plusDays(1)))
        .filter(calendar::isWorkingDay)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<SystemPlanRow> systemPlans(Sight sight, Baseline first, List<SystemRow> systems) {
    Map<Integer, PlannedSystem> planned = plannedSystems(first);
    Map<Integer, PlannedSystem> latest = plannedSystems(sight.latest);
    Map<Integer, PlanSystem> present =
        registers.systems(sight.project.key()).stream()
            .collect(Collectors.toMap(PlanSystem::number, Function.identity()));
    Map<Integer, String> ends =
        systems.stream().collect(Collectors.toMap(SystemRow::number, SystemRow::status));
    Set<Integer> numbers = new TreeSet<>(present.keySet());
    Optional.ofNullable(planned).ifPresent(p -> numbers.addAll(p.keySet()));
    Optional.ofNullable(latest).ifPresent(p -> numbers.addAll(p.keySet()));
    List<SystemPlanRow> rows = new ArrayList<>();
    for (int number : numbers) {
      PlanSystem is = present.get(number);
      String name =
          is != null
              ? is.name()
              : latest != null && latest.containsKey(number)
                  ? latest.get(number).name()
                  : planned.get(number).name();
      rows.add(
          new SystemPlanRow(
              name,
              planned(planned, number),
              planned(latest, number),
              is == null
                  ? words.get("said.system.dropped")
                  : words.say("said.system.planned", words.word(is.action()), ends.get(number))));
    }
    return rows;
  }

  /** By number; null where a baseline is missing or too old to have kept its systems. */
  private Map<Integer, PlannedSystem> plannedSystems(Baseline baseline) {
    return baseline == null
        ? null
        : baselines
            .systems(baseline)
            .map(
                all ->
                    all.stream()
                        .collect(Collectors.toMap(PlannedSystem::number, Function.identity())))
            .orElse(null);
  }

  private String planned(Map<Integer, PlannedSystem> plan, int number) {
    if (plan == null) {
      return null;
    }
    PlannedSystem system = plan.get(number);
    return system == null
        ? words.get("said.system.notPlanned")
        : words.say(
            "said.system.planned", words.word(system.action()), words.word(system.criticality()));
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
    long applied = all.stream().filter(ChangeRequest::isInPlan).count();
    Baseline latest = sight.latest;
    List<PerformanceRow> rows = new ArrayList<>();
    rows.add(
        new PerformanceRow(
            words.say("said.performance.duration"),
            duration(sight, first),
            duration(sight, latest),
            sight.plan.tasks().isEmpty()
                ? "-"
                : String.valueOf(1 + sight.days(sight.schedule.start(), sight.schedule.finish())),
            null));
    rows.add(
        new PerformanceRow(
            words.say("said.performance.cost", currency),
            first == null ? null : amount(first.cost()),
            latest == null ? null : amount(latest.cost()),
            amount(figures.ac()),
            null));
    rows.add(
        new PerformanceRow(
            words.say("said.performance.budget", currency),
            first == null || first.budget() == null ? null : amount(first.budget()),
            latest == null || latest.budget() == null ? null : amount(latest.budget()),
            amount(sight.project.budget()),
            null));
    rows.addAll(movedLines(sight, first));
    rows.add(
        new PerformanceRow(
            words.say("said.performance.done"),
            leaves(first),
            leaves(latest),
            words.say("said.of", done, leaves),
            null));
    rows.add(row("said.performance.onTime", words.say("said.of", onTime, leaves), null));
    rows.add(
        row("said.performance.cpi", figure(figures.cpi()), words.say("said.performance.cpiNote")));
    rows.add(
        row(
            "said.performance.spi",
            figure(figures.spiTime()),
            words.say("said.performance.spiNote")));
    rows.add(row("said.performance.issues", words.say("said.of", solved, log.size()), null));
    rows.add(row("said.performance.changes", words.say("said.of", applied, all.size()), null));
    rows.add(row("said.performance.followUps", String.valueOf(followUps.all(key).size()), null));
    rows.add(row("said.performance.reports", String.valueOf(interimReports), null));
    return rows;
  }

  /**
   * The lines of the budget that were granted something else in the first or the latest plan than
   * now; none where either is too old to tell.
   */
  private List<PerformanceRow> movedLines(Sight sight, Baseline first) {
    if (first == null || !first.keepsLines() || !sight.latest.keepsLines()) {
      return List.of();
    }
    Map<Integer, BudgetLine> before = byNumber(first.budgetLines());
    Map<Integer, BudgetLine> latest = byNumber(sight.latest.budgetLines());
    Map<Integer, BudgetLine> now = byNumber(registers.budgetLines(sight.project.key()));
    Map<Integer, BudgetLine> known = new TreeMap<>(before);
    known.putAll(latest);
    known.putAll(now);
    List<PerformanceRow> rows = new ArrayList<>();
    known.forEach(
        (number, line) -> {
          String was = granted(before.get(number));
          String planned = granted(latest.get(number));
          String is = granted(now.get(number));
          if (!was.equals(planned) || !was.equals(is)) {
            rows.add(
                new PerformanceRow(
                    words.say("said.performance.budgetLine", line.name(), currency),
                    was,
                    planned,
                    is,
                    null));
          }
        });
    return rows;
  }

  private static Map<Integer, BudgetLine> byNumber(List<BudgetLine> lines) {
    return lines.stream().collect(Collectors.toMap(BudgetLine::number, Function.identity()));
  }

  private String granted(BudgetLine line) {
    return line == null ? words.get("said.performance.noBudgetLine") : amount(line.amount());
  }

  private PerformanceRow row(String code, String value, String note) {
    return new PerformanceRow(words.say(code), null, null, value, note);
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

  private String amount(BigDecimal value) {
    return words.say("said.amount", value);
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
      LocalDate inForce = sight.plan.deadline();
      String deadline = fromTo(workingDays(sight.plan.calendar(), inForce, finish));
      facts.add(
          first == null
              ? words.say("said.summary.finish", finish, deadline, inForce)
              : words.say(
                  "said.summary.finishAgainst",
                  finish,
                  fromTo(sight.days(first.finish(), sight.schedule.finish())),
                  first.finish().toLocalDate(),
                  deadline,
                  inForce));
    }
    facts.add(
        first == null
            ? words.say("said.summary.cost", figures.ac(), currency, project.budget())
            : words.say(
                "said.summary.costAgainst",
                figures.ac(),
                currency,
                project.budget(),
                first.cost()));
    if (first != null
        && first.budget() != null
        && first.budget().compareTo(project.budget()) != 0) {
      facts.add(words.say("said.summary.firstBudget", first.budget(), currency));
    }
    List<Goal> goals = project.goals();
    if (!goals.isEmpty()) {
      facts.add(
          words.say(
              "said.summary.goals",
              goals.size(),
              goals.stream().filter(g -> g.rating() == GoalRating.REACHED).count(),
              goals.stream().filter(g -> g.rating() == GoalRating.PARTLY_REACHED).count()));
    }
    said.add(String.join(" ", facts));
    return String.join("\n\n", said);
  }

  private String fromTo(int days) {
    return words.say(
        days == 0 ? "said.onTheDay" : days > 0 ? "said.after" : "said.before", Math.abs(days));
  }

  private HealthRow health(String dimension, Double value, String shown) {
    HealthRules.Rating rating = rules.rate(dimension, value);
    return new HealthRow(
        words.say("said.dimension." + dimension),
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

  private String percentOfTolerance(Double used) {
    return used == null ? null : words.say("said.value.tolerance", used);
  }

  private String person(String by, String onBehalfOf) {
    return onBehalfOf == null
        ? users.nameOf(by)
        : words.say("said.onBehalfOf", users.nameOf(by), users.nameOf(onBehalfOf));
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

  private String figure(BigDecimal value) {
    return value == null ? "-" : words.say("index", value.setScale(2, RoundingMode.HALF_UP));
  }

  private static LocalDate day(LocalDateTime moment) {
    return moment == null ? null : moment.toLocalDate();
  }
}
