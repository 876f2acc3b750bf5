package dev.fairlead.plan;

import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.util.List;

/**
 * The plan of one project as it stands: what the scheduler, the checks, the reports and a change's
 * what-if work on.
 *
 * @param version counts every saved change, for detecting that two people edit at once
 * @param tasks in the order of their positions, parents before children
 */
public record WorkPlan(
    String projectKey,
    int version,
    LocalDate start,
    LocalDate deadline,
    WorkingCalendar calendar,
    List<PlanTask> tasks,
    List<TaskLink> links) {

  /** The task with this number, or null. */
  public PlanTask task(int number) {
    return tasks.stream().filter(t -> t.number() == number).findFirst().orElse(null);
  }

  public boolean isSummary(int number) {
    return tasks.stream().anyMatch(t -> t.parent() != null && t.parent() == number);
  }
}
