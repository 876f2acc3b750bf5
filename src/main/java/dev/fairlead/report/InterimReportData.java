package dev.fairlead.report;

import static dev.fairlead.report.ReportRows.kept;
import static dev.fairlead.report.ReportRows.rows;

import dev.fairlead.report.ReportRows.ActionRow;
import dev.fairlead.report.ReportRows.BudgetRow;
import dev.fairlead.report.ReportRows.ChangeRow;
import dev.fairlead.report.ReportRows.ContractorRow;
import dev.fairlead.report.ReportRows.CostPoint;
import dev.fairlead.report.ReportRows.DecisionRow;
import dev.fairlead.report.ReportRows.FeedbackRow;
import dev.fairlead.report.ReportRows.GoalRow;
import dev.fairlead.report.ReportRows.HealthRow;
import dev.fairlead.report.ReportRows.IssueRow;
import dev.fairlead.report.ReportRows.MilestoneRow;
import dev.fairlead.report.ReportRows.OpenCostRow;
import dev.fairlead.report.ReportRows.RegisterEntry;
import dev.fairlead.report.ReportRows.ReserveRow;
import dev.fairlead.report.ReportRows.RiskRow;
import dev.fairlead.report.ReportRows.SinceRow;
import dev.fairlead.report.ReportRows.TakenDecisionRow;
import dev.fairlead.report.ReportRows.TaskRow;
import dev.fairlead.report.ReportRows.TrendRow;
import dev.fairlead.report.ReportRows.UnheardRow;
import dev.fairlead.report.ReportRows.WorkRow;
import java.util.List;

/**
 * Everything that an interim report says. It is frozen as JSON when the figures are taken and
 * rendered from there, so that it never changes afterwards.
 *
 * @param health overall first, then schedule, cost, scope, resources, risk
 * @param summary the coordinator's words, or null
 * @param tasks for the Gantt picture; usually the summaries and milestones only
 * @param register all risks, issues and changes; not printed, the next report compares with it
 * @param sinceReport id of the report that {@code since} compares with, or null in the first one
 * @param openCosts commitments, and postings that wait for approval
 * @param actions those that are open and meant for reports
 * @param decisionsTaken what was decided outside the processes and recorded in the period, and on
 *     forecasts out of tolerance
 * @param contractors status reports of contractors that were accepted in the period
 * @param goals as they stand, not rated yet; like the three that follow null in reports from before
 *     they were told
 * @param reserve what is left of the contingency in time and money
 * @param reserveSaid what the open risks are expected to cost of it, and how it is reckoned
 * @param unheard who or what nobody has heard of for too long
 * @param trend the last nine reports before this one and this one itself, oldest first
 */
public record InterimReportData(
    ReportHead head,
    Light overall,
    String summary,
    List<HealthRow> health,
    List<WorkRow> doneThisPeriod,
    List<WorkRow> plannedNext,
    List<MilestoneRow> milestones,
    EarnedValueFigures earnedValue,
    List<CostPoint> costOverTime,
    List<BudgetRow> budgetLines,
    List<TaskRow> tasks,
    List<RiskRow> risks,
    List<IssueRow> issues,
    List<ChangeRow> changes,
    List<DecisionRow> decisionsNeeded,
    List<TrendRow> trend,
    List<RegisterEntry> register,
    String sinceReport,
    List<SinceRow> since,
    List<OpenCostRow> openCosts,
    List<FeedbackRow> readersFeedback,
    List<ActionRow> actions,
    List<TakenDecisionRow> decisionsTaken,
    List<ContractorRow> contractors,
    List<GoalRow> goals,
    List<ReserveRow> reserve,
    String reserveSaid,
    List<UnheardRow> unheard) {
  public InterimReportData {
    overall = overall == null ? Light.NONE : overall;
    earnedValue = earnedValue == null ? EarnedValueFigures.undefined() : earnedValue;
    health = rows(health);
    doneThisPeriod = rows(doneThisPeriod);
    plannedNext = rows(plannedNext);
    milestones = rows(milestones);
    costOverTime = rows(costOverTime);
    budgetLines = rows(budgetLines);
    tasks = rows(tasks);
    risks = rows(risks);
    issues = rows(issues);
    changes = rows(changes);
    decisionsNeeded = rows(decisionsNeeded);
    trend = rows(trend);
    register = rows(register);
    since = rows(since);
    openCosts = rows(openCosts);
    readersFeedback = rows(readersFeedback);
    actions = rows(actions);
    decisionsTaken = rows(decisionsTaken);
    contractors = rows(contractors);
    goals = kept(goals);
    reserve = kept(reserve);
    unheard = kept(unheard);
  }

  /** The same figures with their health. */
  InterimReportData rated(Light overall, List<HealthRow> health) {
    return with(head, overall, summary, health, decisionsNeeded, trend, sinceReport, since);
  }

  /**
   * The same figures with the coordinator's words and, where the first row was overridden, their
   * colour.
   */
  InterimReportData released(
      Light overall,
      List<HealthRow> health,
      String summary,
      List<TrendRow> trend,
      ReportHead head) {
    return with(head, overall, summary, health, decisionsNeeded, trend, sinceReport, since);
  }

  /** The same figures with what changed since another report. */
  InterimReportData compared(String with, List<SinceRow> changed) {
    return with(head, overall, summary, health, decisionsNeeded, trend, with, changed);
  }

  /** The same figures with the decisions that are asked for now. */
  InterimReportData asking(List<DecisionRow> decisions) {
    return with(head, overall, summary, health, decisions, trend, sinceReport, since);
  }

  /** What may change before a report is published; all else was frozen. */
  private InterimReportData with(
      ReportHead head,
      Light overall,
      String summary,
      List<HealthRow> health,
      List<DecisionRow> decisionsNeeded,
      List<TrendRow> trend,
      String sinceReport,
      List<SinceRow> since) {
    return new InterimReportData(
        head,
        overall,
        summary,
        health,
        doneThisPeriod,
        plannedNext,
        milestones,
        earnedValue,
        costOverTime,
        budgetLines,
        tasks,
        risks,
        issues,
        changes,
        decisionsNeeded,
        trend,
        register,
        sinceReport,
        since,
        openCosts,
        readersFeedback,
        actions,
        decisionsTaken,
        contractors,
        goals,
        reserve,
        reserveSaid,
        unheard);
  }
}
