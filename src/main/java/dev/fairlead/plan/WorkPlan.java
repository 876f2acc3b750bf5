package dev.fairlead.plan;

import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * The plan of one project as it stands: what the scheduler, the checks, the reports and a change's
 * what-if work on.
 *
 * @param version counts every saved change, for detecting that two people edit at once
 * @param tasks in the order of their positions, parents before children
 * @param budget of the project, which a change of its plan may raise; null for a plan of no project
 * @param lines of the budget; null where nobody asked for them, as {@link Registers#withLines} does
 * @param tolerances of the project, which a change may set anew
 * @param goals of the project, which a change may add, change and drop
 */
public record WorkPlan(
    String projectKey,
    int version,
    LocalDate start,
    LocalDate deadline,
    WorkingCalendar calendar,
    List<PlanTask> tasks,
    List<TaskLink> links,
    BigDecimal budget,
    BudgetLines lines,
    Tolerances tolerances,
    PlanGoals goals) {

  /** A plan whose tolerances and goals nobody asks for. */
  public WorkPlan(
      String projectKey,
      int version,
      LocalDate start,
      LocalDate deadline,
      WorkingCalendar calendar,
      List<PlanTask> tasks,
      List<TaskLink> links,
      BigDecimal budget,
      BudgetLines lines) {
    this(
        projectKey,
        version,
        start,
        deadline,
        calendar,
        tasks,
        links,
        budget,
        lines,
        Tolerances.NONE,
        PlanGoals.NONE);
  }

  /** A plan of no project, such as one in a file. */
  public WorkPlan(
      String projectKey,
      int version,
      LocalDate start,
      LocalDate deadline,
      WorkingCalendar calendar,
      List<PlanTask> tasks,
      List<TaskLink> links) {
    this(projectKey, version, start, deadline, calendar, tasks, links, null, null);
  }

  /** The same plan counted otherwise. */
  WorkPlan numbered(int version) {
    return with(version, lines, goals);
  }

  /** The same plan beside these lines of its budget. */
  WorkPlan withLines(BudgetLines lines) {
    return with(version, lines, goals);
  }

  /** The same plan beside these goals. */
  WorkPlan withGoals(PlanGoals goals) {
    return with(version, lines, goals);
  }

  private WorkPlan with(int version, BudgetLines lines, PlanGoals goals) {
    return new WorkPlan(
        projectKey,
        version,
        start,
        deadline,
        calendar,
        tasks,
        links,
        budget,
        lines,
        tolerances,
        goals);
  }

  /** The task with this number, or null. */
  public PlanTask task(int number) {
    return tasks.stream().filter(t -> t.number() == number).findFirst().orElse(null);
  }

  public boolean isSummary(int number) {
    return tasks.stream().anyMatch(t -> t.parent() != null && t.parent() == number);
  }
}
