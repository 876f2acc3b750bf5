package dev.fairlead.report;

import static dev.fairlead.report.ReportRows.rows;

import dev.fairlead.report.ReportRows.ApprovalRow;
import dev.fairlead.report.ReportRows.BudgetRow;
import dev.fairlead.report.ReportRows.FindingRow;
import dev.fairlead.report.ReportRows.GoalRow;
import dev.fairlead.report.ReportRows.MilestoneRow;
import dev.fairlead.report.ReportRows.PersonRow;
import dev.fairlead.report.ReportRows.RiskRow;
import dev.fairlead.report.ReportRows.SystemRow;
import dev.fairlead.report.ReportRows.TaskRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * Everything that the printed plan says.
 *
 * @param summary what the project is about, or null
 * @param start first day of the project
 * @param deadline day on which it must be finished
 * @param plannedFinish finish as scheduled, or null without tasks
 * @param plannedCost cost as planned
 * @param timeTolerance working days
 * @param costTolerance percent
 */
public record PlanReportData(
    ReportHead head,
    String summary,
    LocalDate start,
    LocalDate deadline,
    LocalDate plannedFinish,
    BigDecimal budget,
    BigDecimal plannedCost,
    Integer timeTolerance,
    BigDecimal costTolerance,
    List<GoalRow> goals,
    List<PersonRow> team,
    List<TaskRow> tasks,
    List<MilestoneRow> milestones,
    List<SystemRow> systems,
    List<RiskRow> risks,
    List<BudgetRow> budgetLines,
    List<FindingRow> findings,
    List<ApprovalRow> approvals) {
  public PlanReportData {
    goals = rows(goals);
    team = rows(team);
    tasks = rows(tasks);
    milestones = rows(milestones);
    systems = rows(systems);
    risks = rows(risks);
    budgetLines = rows(budgetLines);
    findings = rows(findings);
    approvals = rows(approvals);
  }
}
