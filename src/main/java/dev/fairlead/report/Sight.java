package dev.fairlead.report;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.Project;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;

/**
 * One look at a project, so that a report does not compute its schedule several times, and the
 * words in which it is told.
 *
 * @param latest the baseline in force, or null
 * @param words of the language of the project's reports
 */
record Sight(
    Project project,
    WorkPlan plan,
    Schedule schedule,
    Map<Integer, ScheduledTask> dates,
    Baseline latest,
    Map<Integer, PlanTask> tasks,
    Words words) {
  String key() {
    return project.key();
  }

  /** Working days by which a day comes later, negative when it comes earlier. */
  int days(LocalDateTime from, LocalDateTime to) {
    return workingDays(plan.calendar(), from.toLocalDate(), to.toLocalDate());
  }

  /** Such as "1.2"; empty for a task that is no longer in the plan. */
  String wbs(int task) {
    ScheduledTask found = dates.get(task);
    return found == null ? "" : found.wbs();
  }

  /** The task that is worked on, not a summary. */
  boolean isLeaf(PlanTask task) {
    return !dates.get(task.number()).summary();
  }

  /** Whether there is work in the plan and all of it is done. */
  boolean isOver() {
    return !plan.tasks().isEmpty()
        && plan.tasks().stream().allMatch(task -> task.isDone() || !isLeaf(task));
  }

  /** Counts by the days that people see, whatever the hour. */
  static int workingDays(WorkingCalendar calendar, LocalDate from, LocalDate to) {
    if (to.isBefore(from)) {
      return -workingDays(calendar, to, from);
    }
    return (int) from.plusDays(1).datesUntil(to.plusDays(1)).filter(calendar::isWorkingDay).count();
  }

  static LocalDate day(LocalDateTime moment) {
    return moment == null ? null : moment.toLocalDate();
  }

  static BigDecimal money(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }
}
