package dev.fairlead.report;

import dev.fairlead.report.ReportRows.ChangeRow;
import dev.fairlead.report.ReportRows.DeliverableRow;
import dev.fairlead.report.ReportRows.GoalRow;
import dev.fairlead.report.ReportRows.HealthRow;
import dev.fairlead.report.ReportRows.IssueRow;
import dev.fairlead.report.ReportRows.MilestoneRow;
import dev.fairlead.report.ReportRows.RiskRow;
import dev.fairlead.report.ReportRows.TaskRow;
import dev.fairlead.report.ReportRows.WorkRow;
import java.util.List;

/**
 * A few parts of what is known about a project, for one audience. A part that is null does not
 * belong to the document and is not mentioned; an empty one is said to be empty.
 *
 * @param tasks for the Gantt picture
 */
public record DigestData(
    ReportHead head,
    String title,
    String text,
    List<HealthRow> health,
    List<GoalRow> goals,
    List<DeliverableRow> deliverables,
    List<MilestoneRow> milestones,
    List<WorkRow> done,
    List<WorkRow> next,
    List<TaskRow> tasks,
    List<IssueRow> issues,
    List<RiskRow> risks,
    List<ChangeRow> changes) {

  /** Only a text. */
  static DigestData of(ReportHead head, String title, String text) {
    return new DigestData(
        head, title, text, null, null, null, null, null, null, null, null, null, null);
  }

  static DigestData ofMilestones(
      ReportHead head, String title, List<MilestoneRow> milestones, List<WorkRow> next) {
    return new DigestData(
        head, title, null, null, null, null, milestones, null, next, null, null, null, null);
  }

  static DigestData ofIssuesAndRisks(
      ReportHead head, String title, List<IssueRow> issues, List<RiskRow> risks) {
    return new DigestData(
        head, title, null, null, null, null, null, null, null, null, issues, risks, null);
  }

  /** An interim report for the screen or the mail. */
  static DigestData of(InterimReportData report, String title) {
    return new DigestData(
        report.head(),
        title,
        report.summary(),
        report.health(),
        null,
        null,
        report.milestones(),
        report.doneThisPeriod(),
        report.plannedNext(),
        null,
        report.issues(),
        report.risks(),
        report.changes());
  }

  /** A final report for the screen or the mail. */
  static DigestData of(FinalReportData report, String title) {
    return new DigestData(
        report.head(),
        title,
        report.summary(),
        null,
        report.goals(),
        report.deliverables(),
        report.milestones(),
        null,
        null,
        null,
        null,
        null,
        report.changes());
  }

  /** A plan for the screen or the mail. */
  static DigestData of(PlanReportData plan, String title) {
    return new DigestData(
        plan.head(),
        title,
        plan.summary(),
        null,
        plan.goals(),
        null,
        plan.milestones(),
        null,
        null,
        plan.tasks(),
        null,
        null,
        null);
  }
}
