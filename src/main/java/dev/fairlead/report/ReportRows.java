package dev.fairlead.report;

import dev.fairlead.shared.Days;
import dev.fairlead.shared.Sentences;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * The rows of the tables. All words are already for people (display names, not login names;
 * "Implement", not IMPLEMENT); money in the house currency; null is undefined and prints as "-".
 */
public final class ReportRows {
  private ReportRows() {}

  /**
   * Never null, never changed afterwards; a frozen report made before a table existed has an empty
   * one.
   */
  static <T> List<T> rows(List<T> rows) {
    return rows == null ? List.of() : List.copyOf(rows);
  }

  /** The same, but null where a report was frozen before it told of this, as that is not none. */
  static <T> List<T> kept(List<T> rows) {
    return rows == null ? null : List.copyOf(rows);
  }

  /**
   * A goal; rating and evidence are null until closing.
   *
   * @param light GREEN reached, AMBER partly reached, RED missed, NONE not rated
   * @param became in the final report, where the rest is as it was agreed first: what change
   *     requests made of it, or that they added or dropped it; null where none did
   */
  public record GoalRow(
      int number,
      String statement,
      String measure,
      String target,
      BigDecimal weight,
      Light light,
      String rating,
      String evidence,
      String became) {
    GoalRow(
        int number,
        String statement,
        String measure,
        String target,
        BigDecimal weight,
        Light light,
        String rating,
        String evidence) {
      this(number, statement, measure, target, weight, light, rating, evidence, null);
    }
  }

  /**
   * A person of the team.
   *
   * @param availability percent of a working week
   */
  public record PersonRow(String name, String role, Integer availability, BigDecimal hourlyRate) {}

  /**
   * A row of the work breakdown, for the table and the Gantt picture.
   *
   * @param wbs such as "2.1.3"
   * @param level 1 at the top
   * @param start planned, forecast or actual start, whichever holds today; null where nothing is
   *     planned
   * @param durationDays working days, 0 for a milestone
   * @param slackDays total slack in working days
   * @param percentComplete 0 to 100
   * @param baselineStart drawn as a thin bar below, or null
   */
  public record TaskRow(
      String wbs,
      String name,
      int level,
      boolean summary,
      boolean milestone,
      String owner,
      LocalDate start,
      LocalDate finish,
      BigDecimal durationDays,
      BigDecimal slackDays,
      boolean critical,
      Integer percentComplete,
      LocalDate baselineStart,
      LocalDate baselineFinish)
      implements Serializable {}

  /**
   * A milestone.
   *
   * @param differenceDays working days, current or actual against baseline, positive is late
   * @param light GREEN on time or reached, AMBER within tolerance, RED late, NONE nothing to judge
   *     by
   */
  public record MilestoneRow(
      String wbs,
      String name,
      LocalDate baseline,
      LocalDate forecast,
      LocalDate actual,
      Integer differenceDays,
      Light light,
      String status) {}

  /**
   * A system of the inventory.
   *
   * @param blackout for people, such as "2026-12-20 to 2027-01-05"
   * @param tasks WBS codes of the tasks that touch it
   * @param status for people: where it stands on its way to handover
   */
  public record SystemRow(
      int number,
      String name,
      String action,
      String owner,
      String environment,
      String criticality,
      String maintenanceWindow,
      String blackout,
      String tasks,
      String status) {}

  /**
   * A risk.
   *
   * @param id such as "R3"
   * @param description cause, event and effect in one text
   * @param proximity when it may happen, in words; null in what was frozen by older releases
   * @param light by the decision table: GREEN, YELLOW or RED
   * @param residual level after the measures, or null
   * @param cost if it occurs, less than zero where an opportunity saves; null where nobody said, as
   *     the next one, and in what was frozen by older releases
   * @param delayDays in working days, by its most likely case
   */
  public record RiskRow(
      String id,
      String title,
      String description,
      String category,
      String proximity,
      Integer likelihood,
      Integer impact,
      Integer level,
      Light light,
      String owner,
      String response,
      String measures,
      LocalDate measuresDue,
      Integer residual,
      BigDecimal cost,
      Integer delayDays,
      LocalDate nextReview,
      String status) {}

  /**
   * A line of the budget. A plan fills budget and latestPlan; interim and final reports fill all.
   *
   * @param budget what was granted
   * @param firstPlan cost in the first baseline
   * @param latestPlan cost in the latest baseline or the plan of record
   * @param actual posted up to the status date
   * @param forecast actual and this line's share of the estimate to complete
   * @param variance budget - forecast; negative is bad
   */
  public record BudgetRow(
      String name,
      String category,
      BigDecimal budget,
      BigDecimal firstPlan,
      BigDecimal latestPlan,
      BigDecimal actual,
      BigDecimal forecast,
      BigDecimal variance) {}

  /**
   * A finding of the plan check or a conflict with another project.
   *
   * @param light RED blocks, AMBER warns, GREEN is a hint
   */
  public record FindingRow(Light light, String severity, String subject, String message) {}

  /**
   * A decision of an approver.
   *
   * @param level 1 is the first
   * @param decision such as "Approved", "Sent back for rework"
   * @param light GREEN, AMBER or RED for approved, rework, rejected
   * @param reason why this level was asked, from the decision table
   */
  public record ApprovalRow(
      Integer level,
      String group,
      String approver,
      Light light,
      String decision,
      String comment,
      LocalDate date,
      String reason) {}

  /**
   * Health in one dimension.
   *
   * @param dimension for people, such as "Schedule"
   * @param light as shown: the coordinator's override where there is one
   * @param computed what the decision table gave
   * @param value the figure judged, such as "SPI 0.92"
   * @param rule the sentence of the rule that gave it
   * @param overrideReason null where nobody overrode it
   */
  public record HealthRow(
      String dimension,
      Light light,
      Light computed,
      String value,
      String rule,
      String overrideReason) {}

  /**
   * One month or week of the cost chart, cumulative; null after the status date or where undefined.
   */
  public record CostPoint(LocalDate date, BigDecimal planned, BigDecimal earned, BigDecimal actual)
      implements Serializable {}

  /** A task in a list of what was done or comes next. */
  public record WorkRow(
      String wbs,
      String name,
      String owner,
      LocalDate date,
      Integer percentComplete,
      String note) {}

  /** An issue. */
  public record IssueRow(
      String id,
      String type,
      String description,
      String system,
      String task,
      String urgency,
      String impact,
      String owner,
      LocalDate targetDate,
      String status) {}

  /**
   * A change request.
   *
   * @param finishDelta working days that it moves the finish, positive is later
   */
  public record ChangeRow(
      String id,
      String type,
      String description,
      String requester,
      LocalDate date,
      Integer finishDelta,
      BigDecimal costDelta,
      String status,
      String decision,
      String decidedBy) {}

  /** A decision that the coordinator needs. */
  public record DecisionRow(
      String subject, String neededFrom, LocalDate neededBy, String consequence, String answer) {}

  /** Something that changed since the last report. */
  public record SinceRow(String kind, String what, String before, String now) {
    /** For pages: what is a day and nothing else in the words of pages, all else as it is. */
    public String said(String text) {
      try {
        return text == null ? null : Sentences.day(Days.parse(text));
      } catch (DateTimeParseException other) {
        return text;
      }
    }
  }

  /**
   * A risk, an issue or a change with where it stood when the figures were frozen. Not printed: the
   * next report compares with it.
   *
   * @param kind RISK, ISSUE or CHANGE
   * @param status the constant's name
   * @param level of a risk
   * @param outcome of a change, the constant's name; empty where none was said, null in what older
   *     releases froze
   */
  public record RegisterEntry(
      String kind, String id, String title, String status, Integer level, String outcome) {}

  /** Money that is bound but not spent: ordered, or posted and not approved yet. */
  public record OpenCostRow(
      String kind, String what, String budgetLine, LocalDate day, BigDecimal amount) {}

  /** What became of a system, as planned first, as planned last, and at the end. */
  public record SystemPlanRow(String name, String firstPlan, String latestPlan, String atTheEnd) {}

  /**
   * A project in the portfolio. Health, forecast and EAC are those of its last report.
   *
   * @param project key and name
   * @param statusDate the day that its last report tells of
   * @param decisions that wait for management
   * @param trend of the overall health against the report before
   */
  public record ProjectRow(
      String project,
      String phase,
      Light health,
      LocalDate statusDate,
      LocalDate deadline,
      LocalDate baselineFinish,
      LocalDate forecastFinish,
      BigDecimal budget,
      BigDecimal eac,
      int decisions,
      String trend) {}

  /** A step in which a project waits, and on whom. */
  public record WaitRow(String project, String step, String who, LocalDate since) {}

  /** A dimension of a project's health that is not green, with the rule that said so. */
  public record ReasonRow(
      String project, Light light, String dimension, String rule, LocalDate statusDate) {}

  /** One past report, oldest first; at most nine are shown. */
  public record TrendRow(
      String reportId,
      LocalDate date,
      Light overall,
      Light schedule,
      Light cost,
      Light scope,
      Light resources,
      Light risk,
      BigDecimal spi,
      BigDecimal cpi,
      LocalDate forecastFinish) {}

  /**
   * One date of the project or of a phase against the plans.
   *
   * @param differenceDays working days, actual against first plan, positive is late
   */
  public record ScheduleRow(
      String name,
      LocalDate firstPlan,
      LocalDate latestPlan,
      LocalDate actual,
      Integer differenceDays) {}

  /**
   * A part of the difference between first plan and result.
   *
   * @param source such as "Approved changes", "Risks that occurred", "Estimates"
   * @param days working days, positive is later
   * @param cost positive is dearer
   */
  public record VarianceRow(String source, String detail, Integer days, BigDecimal cost) {}

  /**
   * A figure of the project's performance, such as "Tasks finished on time", value "34 of 40".
   *
   * @param firstPlan what the first plan promised, or null where plans say nothing of it
   * @param latestPlan what the latest baseline promised, or null
   */
  public record PerformanceRow(
      String name, String firstPlan, String latestPlan, String value, String note) {}

  /** A deliverable and its acceptance. */
  public record DeliverableRow(
      String name, Light light, String status, String acceptedBy, LocalDate date, String remark) {}

  /** A point of a system's handover checklist. */
  public record HandoverRow(
      String system,
      String point,
      Light light,
      String status,
      String remark,
      String receiver,
      LocalDate signedOn) {}

  /**
   * An open action.
   *
   * @param status whether it is overdue
   * @param source where it comes from, in words
   */
  public record ActionRow(
      String id,
      String what,
      String owner,
      LocalDate due,
      String priority,
      String status,
      String source) {}

  /**
   * What was decided outside the processes, or on a forecast out of tolerance; empty from when
   * where it applies at once.
   */
  public record TakenDecisionRow(
      String id, String what, String decidedBy, LocalDate decidedOn, LocalDate appliesFrom) {}

  /**
   * A status report of a contractor that was accepted.
   *
   * @param from name and organisation
   * @param light as the contractor sees it
   */
  public record ContractorRow(
      String from,
      LocalDate periodStart,
      LocalDate periodEnd,
      Light light,
      String done,
      String next,
      String problems) {}

  /**
   * How a risk ended.
   *
   * @param status how it ended, in words
   * @param cost what it cost, as the register has it, if it occurred; negative is saved; or null
   * @param days working days that it cost if it occurred, or null
   * @param outcome which issues it became, or who goes on with it
   */
  public record RiskEndRow(
      String id,
      String title,
      Integer level,
      Light light,
      String status,
      BigDecimal cost,
      Integer days,
      String outcome) {}

  /**
   * How an issue ended. Who has to do what by when about an open one, the follow-ups say.
   *
   * @param resolution null where nobody said one
   */
  public record IssueEndRow(
      String id,
      String type,
      String description,
      String urgency,
      String impact,
      String status,
      String resolution) {}

  /**
   * A part of the contingency: time before the deadline, money that is not planned, or, of that
   * money, a budget line that is kept for the unforeseen.
   *
   * @param days whether it is counted in working days, otherwise in money
   * @param first what it was in the first plan
   * @param latest what it was in the latest plan
   * @param drawn what has been used of that, by the forecast; negative is gained
   * @param left latest - drawn
   */
  public record ReserveRow(
      String name,
      boolean days,
      BigDecimal first,
      BigDecimal latest,
      BigDecimal drawn,
      BigDecimal left) {}

  /**
   * A weekly question that nobody answered in time, or a task of which nobody has spoken for long.
   *
   * @param since when it was asked, or when somebody spoke of it last
   */
  public record UnheardRow(String kind, String what, String who, LocalDate since) {}

  /** What stays to do after the end. */
  public record FollowUpRow(String what, String owner, LocalDate due, String source) {}

  /**
   * One answer of the team's evaluation.
   *
   * @param score 1 to 5, or null
   */
  public record EvaluationRow(
      String member, Integer score, String wentWell, String wentBadly, String recommendation) {}

  /** A lesson learned. */
  public record LessonRow(
      String category,
      String situation,
      String wentWell,
      String wentBadly,
      String recommendation,
      String appliesTo,
      Integer usedAgain) {}

  /**
   * What a reader said about a report or about what was shared with them.
   *
   * @param from display name, for external parties with their organisation
   * @param about what they had read
   * @param answer null while nobody answered
   */
  public record FeedbackRow(String from, String about, LocalDate day, String text, String answer) {}
}
