package dev.fairlead.report;

import static dev.fairlead.report.ReportRows.kept;
import static dev.fairlead.report.ReportRows.rows;

import dev.fairlead.report.ReportRows.ApprovalRow;
import dev.fairlead.report.ReportRows.BudgetRow;
import dev.fairlead.report.ReportRows.ChangeRow;
import dev.fairlead.report.ReportRows.ContractorRow;
import dev.fairlead.report.ReportRows.CostPoint;
import dev.fairlead.report.ReportRows.DeliverableRow;
import dev.fairlead.report.ReportRows.EvaluationRow;
import dev.fairlead.report.ReportRows.FollowUpRow;
import dev.fairlead.report.ReportRows.GoalRow;
import dev.fairlead.report.ReportRows.HandoverRow;
import dev.fairlead.report.ReportRows.IssueEndRow;
import dev.fairlead.report.ReportRows.LessonRow;
import dev.fairlead.report.ReportRows.MilestoneRow;
import dev.fairlead.report.ReportRows.PerformanceRow;
import dev.fairlead.report.ReportRows.RiskEndRow;
import dev.fairlead.report.ReportRows.ScheduleRow;
import dev.fairlead.report.ReportRows.SystemPlanRow;
import dev.fairlead.report.ReportRows.SystemRow;
import dev.fairlead.report.ReportRows.TaskRow;
import dev.fairlead.report.ReportRows.VarianceRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * Everything that the final report says: the result against the original goals and the original
 * plan.
 *
 * @param outcome for people: completed, rejected or cancelled, with the reason where there is one
 * @param goals as they were agreed first, beside what change requests made of them
 * @param schedule start, finish and whatever else has a date, first plan against latest plan
 *     against actual
 * @param variance where the difference came from: approved changes, risks that occurred, estimates
 * @param performance counts such as tasks on time, issues solved, changes
 * @param tasks for the Gantt picture: actual dates with the original baseline below
 * @param approvals decisions on the plan, on forecasts out of tolerance, and on the result
 * @param systemPlans what was planned with each system first and last, and what became of it
 * @param decisionLog where the chain of decisions stood when the report was written, in words; null
 *     in reports from before it was said
 * @param firstCost cost of the first plan, from which the variances lead to resultCost; both null
 *     without a first plan
 * @param firstFinish finish of the first plan, from which they lead to resultFinish
 * @param risks how the register ended, what occurred first; like issues and contractors null in
 *     reports from before it was told
 * @param risksSaid how many ended how, and what they cost, in words; null without any
 * @param issues the open ones first, then those that weighed most
 * @param contractors the last status report of each that was accepted
 * @param followUpsSaid how much is left to do, and where recommendations for the next project stand
 */
public record FinalReportData(
    ReportHead head,
    String outcome,
    String summary,
    List<GoalRow> goals,
    List<ScheduleRow> schedule,
    List<MilestoneRow> milestones,
    List<TaskRow> tasks,
    List<BudgetRow> budgetLines,
    EarnedValueFigures earnedValue,
    List<CostPoint> costOverTime,
    List<VarianceRow> variance,
    List<PerformanceRow> performance,
    List<SystemRow> systems,
    List<ChangeRow> changes,
    List<DeliverableRow> deliverables,
    List<HandoverRow> handovers,
    List<FollowUpRow> followUps,
    List<EvaluationRow> evaluation,
    List<LessonRow> lessons,
    List<ApprovalRow> approvals,
    List<SystemPlanRow> systemPlans,
    BigDecimal firstCost,
    BigDecimal resultCost,
    LocalDate firstFinish,
    LocalDate resultFinish,
    String decisionLog,
    List<RiskEndRow> risks,
    String risksSaid,
    List<IssueEndRow> issues,
    String issuesSaid,
    List<ContractorRow> contractors,
    String contractorsSaid,
    String followUpsSaid) {
  public FinalReportData {
    earnedValue = earnedValue == null ? EarnedValueFigures.undefined() : earnedValue;
    goals = rows(goals);
    schedule = rows(schedule);
    milestones = rows(milestones);
    tasks = rows(tasks);
    budgetLines = rows(budgetLines);
    costOverTime = rows(costOverTime);
    variance = rows(variance);
    performance = rows(performance);
    systems = rows(systems);
    changes = rows(changes);
    deliverables = rows(deliverables);
    handovers = rows(handovers);
    followUps = rows(followUps);
    evaluation = rows(evaluation);
    lessons = rows(lessons);
    approvals = rows(approvals);
    systemPlans = rows(systemPlans);
    risks = kept(risks);
    issues = kept(issues);
    contractors = kept(contractors);
  }
}
