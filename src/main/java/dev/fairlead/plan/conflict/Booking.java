package dev.fairlead.plan.conflict;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.WorkingCalendar;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of work of one person: what conflicts, reports and the workload count by. Its demand is
 * in percent of a full working day; where nobody estimated the effort, a task asks for the share
 * that its owner has in the project.
 */
final class Booking {
  private final PlannedProject project;
  private final PlanTask task;
  private final LocalDateTime from;
  private final LocalDateTime to;
  private final double demand;

  private Booking(PlannedProject project, PlanTask task, ScheduledTask dates, double demand) {
    this.project = project;
    this.task = task;
    this.demand = demand;
    from = dates.start();
    to = dates.finish();
  }

  /** The work of a project that is left and that somebody owns. */
  static List<Booking> of(PlannedProject project) {
    List<Booking> bookings = new ArrayList<>();
    for (PlanTask task : project.work()) {
      ScheduledTask dates = project.dates().get(task.number());
      long minutes = task.durationMinutes();
      if (task.owner() == null
          || task.milestone()
          || task.isDone()
          || minutes <= 0
          || !dates.start().isBefore(dates.finish())) {
        continue;
      }
      double demand =
          task.effortHours() == null
              ? share(project, task.owner())
              : task.effortHours().doubleValue() * 60 * 100 / minutes;
      bookings.add(new Booking(project, task, dates, demand));
    }
    return bookings;
  }

  /** Percent of a full working day that a person has for a project. */
  static double share(PlannedProject project, String person) {
    TeamMember member = project.project().member(person);
    return member == null ? 100 : member.availability();
  }

  PlannedProject project() {
    return project;
  }

  PlanTask task() {
    return task;
  }

  String owner() {
    return task.owner();
  }

  LocalDateTime from() {
    return from;
  }

  LocalDateTime to() {
    return to;
  }

  double demand() {
    return demand;
  }

  WorkingCalendar calendar() {
    return project.plan().calendar();
  }

  /**
   * Working hours that a person shares with a project between two moments; none while on leave.
   *
   * @param person null for whoever always works as their projects do
   */
  static double hours(
      PersonalCalendar person, WorkingCalendar project, LocalDateTime from, LocalDateTime to) {
    if (!from.isBefore(to)) {
      return 0;
    }
    if (person == null) {
      return project.workingMinutes(from, to) / 60.0;
    }
    long minutes = 0;
    for (LocalDate day = from.toLocalDate();
        !day.isAfter(to.toLocalDate());
        day = day.plusDays(1)) {
      for (WorkingCalendar.Shift shift : person.shiftsOn(day, project)) {
        LocalDateTime begin = later(day.atTime(shift.from()), from);
        LocalDateTime end = earlier(day.atTime(shift.from()).plusMinutes(shift.minutes()), to);
        minutes += Math.max(0, Duration.between(begin, end).toMinutes());
      }
    }
    return minutes / 60.0;
  }

  static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
    return one.isAfter(other) ? one : other;
  }

  static LocalDateTime earlier(LocalDateTime one, LocalDateTime other) {
    return one.isBefore(other) ? one : other;
  }
}
