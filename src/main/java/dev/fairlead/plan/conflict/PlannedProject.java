package dev.fairlead.plan.conflict;

import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.Project;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** A project with its plan, its dates and its systems. */
public record PlannedProject(
    Project project,
    WorkPlan plan,
    Map<Integer, ScheduledTask> dates,
    Set<Integer> summaries,
    List<PlanSystem> systems) {

  public static PlannedProject of(
      Project project, WorkPlan plan, Schedule schedule, List<PlanSystem> systems) {
    return new PlannedProject(
        project,
        plan,
        schedule.byNumber(),
        plan.tasks().stream()
            .map(PlanTask::parent)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()),
        systems);
  }

  /** The tasks without children. */
  public List<PlanTask> work() {
    return plan.tasks().stream().filter(task -> !summaries.contains(task.number())).toList();
  }

  String key() {
    return project.key();
  }
}
