package dev.fairlead.report;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.closure.Handovers;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanCheck;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.ContractorStatements;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Outcome;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.report.ReportRows.ApprovalRow;
import dev.fairlead.report.ReportRows.ContractorRow;
import dev.fairlead.report.ReportRows.DecisionRow;
import dev.fairlead.report.ReportRows.FeedbackRow;
import dev.fairlead.report.ReportRows.FindingRow;
import dev.fairlead.report.ReportRows.FollowUpRow;
import dev.fairlead.report.ReportRows.LessonRow;
import dev.fairlead.report.ReportRows.PersonRow;
import dev.fairlead.report.ReportRows.ReserveRow;
import dev.fairlead.report.ReportRows.SystemRow;
import dev.fairlead.report.ReportRows.TrendRow;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.EarnedValue;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads what the rooms know of a project and lays it out as the data record of a report, section by
 * section.
 */
@Service
@Transactional(readOnly = true)
public class ReportData {
  private final Sights sights;
  private final HeadSection head;
  private final ScheduleSection schedule;
  private final SystemsSection systems;
  private final BudgetSection budget;
  private final RegistersSection registers;
  private final DecisionsSection decisions;
  private final HealthSection health;
  private final VarianceSection variance;
  private final PerformanceSection performance;
  private final ClosingSection closing;
  private final RegisterEndSection ends;
  private final ReserveSection reserve;
  private final UnheardSection unheard;
  private final Costs costs;
  private final Issues issues;
  private final PlanCheck planCheck;
  private final Plans plans;
  private final Users users;
  private final Baselines baselines;
  private final Changes changes;
  private final Handovers handovers;
  private final DecisionLog decisionLog;
  private final ObjectProvider<ContractorStatements> contractors;
  private final FairleadClock clock;

  ReportData(
      Sights sights,
      HeadSection head,
      ScheduleSection schedule,
      SystemsSection systems,
      BudgetSection budget,
      RegistersSection registers,
      DecisionsSection decisions,
      HealthSection health,
      VarianceSection variance,
      PerformanceSection performance,
      ClosingSection closing,
      RegisterEndSection ends,
      ReserveSection reserve,
      UnheardSection unheard,
      Costs costs,
      Issues issues,
      PlanCheck planCheck,
      Plans plans,
      Users users,
      Baselines baselines,
      Changes changes,
      Handovers handovers,
      DecisionLog decisionLog,
      ObjectProvider<ContractorStatements> contractors,
      FairleadClock clock) {
    this.sights = sights;
    this.head = head;
    this.schedule = schedule;
    this.systems = systems;
    this.budget = budget;
    this.registers = registers;
    this.decisions = decisions;
    this.health = health;
    this.variance = variance;
    this.performance = performance;
    this.closing = closing;
    this.ends = ends;
    this.reserve = reserve;
    this.unheard = unheard;
    this.costs = costs;
    this.issues = issues;
    this.planCheck = planCheck;
    this.plans = plans;
    this.users = users;
    this.baselines = baselines;
    this.changes = changes;
    this.handovers = handovers;
    this.decisionLog = decisionLog;
    this.contractors = contractors;
    this.clock = clock;
  }

  /** The plan as it stands. */
  public PlanReportData plan(String key, String by) {
    Sight sight = sights.of(key);
    Words words = sight.words();
    Project project = sight.project();
    String status =
        sight.latest() == null
            ? words.say("said.status.draft")
            : words.say("said.status.baseline", sight.latest().number());
    return new PlanReportData(
        head.of(sight, key + " plan " + sight.plan().version(), null, status, null, by),
        project.summary().isBlank() ? null : project.summary(),
        project.start(),
        sight.plan().deadline(),
        sight.plan().tasks().isEmpty() ? null : sight.schedule().finish().toLocalDate(),
        project.budget(),
        plans.plannedCost(sight.plan(), project),
        project.timeTolerance(),
        project.costTolerance(),
        head.goals(sight),
        project.team().stream()
            .map(
                m ->
                    new PersonRow(
                        users.nameOf(m.username()), m.role(), m.availability(), m.hourlyRate()))
            .toList(),
        schedule.tasks(sight, sight.latest(), false),
        schedule.milestones(sight, sight.latest()),
        systems.systems(sight, handovers.of(key)),
        registers.risks(sight, false),
        budget.lines(sight, costs.figures(key, clock.today())),
        Sentences.in(words.locale(), () -> planCheck.check(key)).stream()
            .map(
                f ->
                    new FindingRow(
                        f.blocks() ? Light.RED : Light.AMBER,
                        words.say(f.blocks() ? "said.finding.blocks" : "said.finding.warns"),
                        f.task() == null ? "" : sight.wbs(f.task()),
                        f.sentence()))
            .toList(),
        decisions.ofPlan(words, key));
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
    Sight sight = sights.of(key);
    LocalDate today = clock.today();
    EarnedValue figures = costs.figures(key, today);
    List<ChangeRequest> all = changes.all(key);
    List<Issue> log = issues.all(key);
    List<Costs.LineSpent> spent = budget.spent(sight);
    List<ReserveRow> left =
        reserve.rows(sight, baselines.original(key).orElse(null), figures, spent);
    return new InterimReportData(
        head.of(sight, id, number, sight.words().say("said.status.frozen"), since, by),
        Light.NONE,
        null,
        List.of(),
        schedule.done(sight, since),
        schedule.next(sight, today.plusDays(14)),
        schedule.milestones(sight, sight.latest()),
        budget.figures(figures, sight),
        budget.curve(key, today),
        budget.lines(sight, figures, spent),
        schedule.tasks(sight, sight.latest(), sight.plan().tasks().size() > 60),
        registers.risks(sight, true),
        registers.openIssues(sight, log),
        registers.changesSince(sight, all, since),
        decisions.needed(sight, all),
        trend,
        registers.register(key, log, all),
        null,
        List.of(),
        budget.openCosts(sight),
        feedback,
        registers.openActions(sight, today),
        decisions.takenAfter(sight, decided),
        rows(accepted(key, decided)),
        head.goals(sight),
        left,
        reserve.said(sight, left),
        unheard.rows(sight));
  }

  /** What contractors reported, as it was accepted after this moment, null for all. */
  private List<ContractorStatements.Entry> accepted(String key, LocalDateTime moment) {
    return contractors.getObject().acceptedAfter(key, moment);
  }

  private static List<ContractorRow> rows(Collection<ContractorStatements.Entry> accepted) {
    return accepted.stream()
        .map(
            one ->
                new ContractorRow(
                    one.from(),
                    one.periodStart(),
                    one.periodEnd(),
                    Light.valueOf(one.rating()),
                    one.done(),
                    one.next(),
                    one.problems()))
        .toList();
  }

  /** The figures with the decisions that this report itself asks for. */
  InterimReportData asking(InterimReportData frozen, List<DecisionRequest> asked) {
    Words words = Words.in(frozen.head().language());
    List<DecisionRow> rows = new ArrayList<>(frozen.decisionsNeeded());
    asked.forEach(request -> rows.add(decisions.asked(words, request)));
    return frozen.asking(rows);
  }

  /**
   * Rates all dimensions by the process owners' tables and puts the result into the frozen figures.
   */
  InterimReportData rate(InterimReportData frozen) {
    return health.rate(frozen);
  }

  /**
   * The same figures with one dimension in another colour, and the whole by its own rule.
   *
   * @param row of the dimension; 0 is the whole
   * @param light null for the colour that the rule gave
   */
  InterimReportData overridden(InterimReportData frozen, int row, Light light, String reason) {
    return health.overridden(frozen, row, light, reason);
  }

  /** A few parts of what is known today, for the readers of a communication. */
  DigestData digest(ProjectDocuments.Kind kind, String key, String title, String text, String by) {
    Sight sight = sights.of(key);
    String status = sight.words().say("said.status.published");
    ReportHead above = head.of(sight, key + " " + clock.today(), null, status, null, by);
    return switch (kind) {
      case MILESTONES ->
          DigestData.ofMilestones(
              above,
              title,
              schedule.aroundNow(sight, clock.today()),
              schedule.next(sight, clock.today().plusDays(14)));
      case ISSUES_AND_RISKS ->
          DigestData.ofIssuesAndRisks(
              above, title, registers.openIssues(sight), registers.risks(sight, true));
      default -> DigestData.of(above, title, text);
    };
  }

  /** The result against the original goals and the original plan. */
  FinalReportData finalReport(String key, String id, int number, int interimReports, String by) {
    Sight sight = sights.of(key);
    Words words = sight.words();
    Baseline first = baselines.original(key).orElse(null);
    LocalDate today = clock.today();
    EarnedValue figures = costs.figures(key, today);
    List<ChangeRequest> all = changes.all(key);
    List<HandoverChecklist> checklists = handovers.of(key);
    List<SystemRow> rows = systems.systems(sight, checklists);
    List<Issue> log = issues.all(key);
    List<FollowUpRow> left = registers.followUps(sight, log);
    List<LessonRow> learned = closing.lessons(sight);
    List<ContractorStatements.Entry> reported = accepted(key, null);
    List<ContractorRow> last = rows(lastOfEach(reported));
    DecisionLog.Head sealed = decisionLog.head();
    Outcome outcome = sight.project().outcome();
    return new FinalReportData(
        head.of(sight, id, number, words.say("said.status.final"), null, by),
        words.say("said.outcome." + (outcome == null ? Outcome.COMPLETED : outcome)),
        performance.summary(sight, first, figures),
        head.originalGoals(sight),
        schedule.compared(sight, first),
        schedule.milestones(sight, first),
        schedule.tasks(sight, first, sight.plan().tasks().size() > 80),
        budget.lines(sight, figures),
        budget.figures(figures, sight),
        budget.curve(key, today),
        variance.rows(sight, first, figures, all),
        performance.rows(sight, first, figures, all, log, interimReports),
        rows,
        all.stream().map(c -> registers.change(sight, c)).toList(),
        closing.deliverables(sight),
        checklists.stream()
            .flatMap(
                list -> list.points().stream().map(line -> systems.handover(sight, list, line)))
            .toList(),
        left,
        closing.evaluation(sight),
        learned,
        decisions.ofProject(words, key),
        systems.compared(sight, first, rows),
        first == null ? null : first.cost(),
        first == null ? null : Sight.money(figures.ac()),
        first == null ? null : first.finish().toLocalDate(),
        first == null || sight.plan().tasks().isEmpty()
            ? null
            : sight.schedule().finish().toLocalDate(),
        words.say("said.decisionLog", sealed.number(), sealed.hash()),
        ends.risks(sight, log),
        ends.risksSaid(sight),
        ends.issues(sight, log),
        ends.issuesSaid(words, log),
        last,
        last.isEmpty() ? null : words.say("said.contractors.last", reported.size(), last.size()),
        ends.followUpsSaid(words, left, learned));
  }

  /** Of what was accepted, oldest first, the last report of each contractor. */
  private static Collection<ContractorStatements.Entry> lastOfEach(
      List<ContractorStatements.Entry> reported) {
    Map<Long, ContractorStatements.Entry> last = new LinkedHashMap<>();
    reported.forEach(one -> last.put(one.party(), one));
    return last.values();
  }

  /** Everything that was decided on plan, changes and result, in English. */
  List<ApprovalRow> decisions(String key) {
    return decisions.all(Words.in(null), key);
  }
}
