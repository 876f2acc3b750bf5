package dev.fairlead.plan;

import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.project.Project;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The plans of record: reading, editing, scheduling, progress. */
@Service
@Transactional
public class Plans {
  /** The plan as it stands; empty for a project that nobody has planned yet. */
  public WorkPlan current(String projectKey) {
    throw new UnsupportedOperationException();
  }

  /** Dates of the current plan; work left is moved after now once the project is tracked. */
  public Schedule schedule(String projectKey) {
    throw new UnsupportedOperationException();
  }

  /** Dates of any plan of this project, such as one after wished edits, by the same status date as the current one. */
  public Schedule schedule(WorkPlan plan, Project project) {
    throw new UnsupportedOperationException();
  }

  /**
   * Edits the plan while it is being planned, all or nothing.
   *
   * @param expectedVersion the version that the person saw
   * @return the new version
   */
  public int edit(String projectKey, int expectedVersion, List<PlanEdit> edits, String by) {
    throw new UnsupportedOperationException();
  }

  /** Applies the edits of an approved change in any phase before the project is closed; all or nothing. */
  public int applyApproved(String projectKey, int expectedVersion, List<PlanEdit> edits, String by) {
    throw new UnsupportedOperationException();
  }

  /** Replaces tasks, links, calendar and start by those of {@code plan}; only while it is being planned. */
  public int replaceAll(String projectKey, int expectedVersion, WorkPlan plan, String by) {
    throw new UnsupportedOperationException();
  }

  /**
   * Notes how far a task is.
   *
   * @param remainingMinutes working minutes still to do, or null for the share that percent leaves
   */
  public void recordProgress(
      String projectKey,
      int task,
      int percent,
      LocalDate actualStart,
      LocalDate actualFinish,
      Long remainingMinutes,
      String by) {
    throw new UnsupportedOperationException();
  }

  /**
   * Planned cost of a task that has no children: effort (or duration) in hours x the owner's hourly rate + fixed cost.
   * Summaries cost nothing themselves: use {@link #plannedCosts} where there may be some.
   */
  public BigDecimal plannedCost(PlanTask task, Project project) {
    throw new UnsupportedOperationException();
  }

  /** Planned cost of every task by number; 0 for summaries, so that the values add up to the whole. */
  public Map<Integer, BigDecimal> plannedCosts(WorkPlan plan, Project project) {
    throw new UnsupportedOperationException();
  }

  /** Planned cost of the whole plan. */
  public BigDecimal plannedCost(WorkPlan plan, Project project) {
    throw new UnsupportedOperationException();
  }
}
