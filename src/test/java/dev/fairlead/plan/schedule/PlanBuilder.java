package dev.fairlead.plan.schedule;

import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.ThreePointEstimate;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Writes plans in tests line by line; durations in working days of eight hours. */
class PlanBuilder {
  static final long DAY = 480;

  /** A Monday. */
  static final LocalDate MONDAY = LocalDate.of(2027, 3, 1);

  final List<PlanTask> tasks = new ArrayList<>();
  final List<TaskLink> links = new ArrayList<>();
  WorkingCalendar calendar = WorkingCalendar.standard();
  LocalDate start = MONDAY;
  LocalDate deadline;

  static LocalDateTime at(String time) {
    return LocalDateTime.parse(time);
  }

  PlanBuilder task(int number, String name, double days) {
    return add(number, null, name, Math.round(days * DAY));
  }

  PlanBuilder child(int parent, int number, String name, double days) {
    return add(number, parent, name, Math.round(days * DAY));
  }

  PlanBuilder add(int number, Integer parent, String name, long minutes) {
    tasks.add(
        PlanTask.named(number, name)
            .parent(parent)
            .position(tasks.size())
            .milestone(minutes == 0)
            .durationMinutes(minutes)
            .build());
    return this;
  }

  /** Constrains the task that was added last. */
  PlanBuilder constraint(ConstraintType type, LocalDateTime date) {
    return replace(last().with().constraint(type).constraintDate(date).build());
  }

  PlanBuilder deadline(LocalDate date) {
    return replace(last().withDeadline(date));
  }

  PlanBuilder progress(
      int percent, LocalDateTime actualStart, LocalDateTime actualFinish, Long remaining) {
    return replace(
        last()
            .with()
            .percentComplete(percent)
            .actualStart(actualStart)
            .actualFinish(actualFinish)
            .remainingMinutes(remaining)
            .build());
  }

  PlanBuilder owner(String owner) {
    return replace(last().withOwner(owner));
  }

  /** Estimates the task that was added last, in days. */
  PlanBuilder estimate(double optimistic, double mostLikely, double pessimistic) {
    return replace(
        last()
            .withEstimate(
                new ThreePointEstimate(
                    Math.round(optimistic * DAY),
                    Math.round(mostLikely * DAY),
                    Math.round(pessimistic * DAY))));
  }

  PlanBuilder link(int predecessor, int successor) {
    return link(predecessor, successor, LinkType.FS, 0);
  }

  PlanBuilder link(int predecessor, int successor, LinkType type, double lagDays) {
    links.add(new TaskLink(predecessor, successor, type, Math.round(lagDays * DAY)));
    return this;
  }

  WorkPlan plan() {
    return new WorkPlan(
        "TEST", 1, start, deadline, calendar, List.copyOf(tasks), List.copyOf(links));
  }

  Schedule schedule() {
    return new CriticalPathScheduler().schedule(plan(), null);
  }

  Schedule schedule(String statusDate) {
    return new CriticalPathScheduler().schedule(plan(), at(statusDate));
  }

  private PlanTask last() {
    return tasks.get(tasks.size() - 1);
  }

  private PlanBuilder replace(PlanTask task) {
    tasks.set(tasks.size() - 1, task);
    return this;
  }
}
