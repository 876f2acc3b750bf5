package dev.fairlead.report;

import dev.fairlead.people.Users;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.report.ReportRows.MilestoneRow;
import dev.fairlead.report.ReportRows.ScheduleRow;
import dev.fairlead.report.ReportRows.TaskRow;
import dev.fairlead.report.ReportRows.WorkRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a report says of dates: tasks, milestones, what is done and what comes next. */
@Component
class ScheduleSection {
  private final Users users;

  ScheduleSection(Users users) {
    this.users = users;
  }

  List<TaskRow> tasks(Sight sight, Baseline baseline, boolean shortened) {
    long perDay = sight.plan().calendar().minutesPerDay();
    List<TaskRow> rows = new ArrayList<>();
    for (PlanTask task : sight.plan().tasks()) {
      ScheduledTask dates = sight.dates().get(task.number());
      if (shortened && !dates.summary() && !task.milestone()) {
        continue;
      }
      BaselineTask promise = baseline == null ? null : baseline.task(task.number());
      rows.add(
          new TaskRow(
              dates.wbs(),
              task.name(),
              dates.level(),
              dates.summary(),
              task.milestone(),
              task.owner() != null ? users.nameOf(task.owner()) : task.ownerLabel(),
              dates.start().toLocalDate(),
              dates.finish().toLocalDate(),
              days(
                  dates.summary()
                      ? sight.plan().calendar().workingMinutes(dates.start(), dates.finish())
                      : task.durationMinutes(),
                  perDay),
              task.isDone() ? null : days(dates.totalSlack(), perDay),
              dates.critical(),
              dates.percentComplete(),
              promise == null ? null : promise.start().toLocalDate(),
              promise == null ? null : promise.finish().toLocalDate()));
    }
    return rows;
  }

  List<MilestoneRow> milestones(Sight sight, Baseline baseline) {
    Words words = sight.words();
    List<MilestoneRow> rows = new ArrayList<>();
    for (PlanTask task : sight.plan().tasks()) {
      if (!task.milestone()) {
        continue;
      }
      ScheduledTask dates = sight.dates().get(task.number());
      BaselineTask promise = baseline == null ? null : baseline.task(task.number());
      LocalDateTime now = task.actualFinish() != null ? task.actualFinish() : dates.finish();
      Integer difference = promise == null ? null : sight.days(promise.finish(), now);
      Light light =
          difference == null
              ? Light.NONE
              : difference <= 0
                  ? Light.GREEN
                  : difference <= sight.project().timeTolerance() ? Light.AMBER : Light.RED;
      rows.add(
          new MilestoneRow(
              dates.wbs(),
              task.name(),
              promise == null ? null : promise.finish().toLocalDate(),
              task.isDone() ? null : dates.finish().toLocalDate(),
              Sight.day(task.actualFinish()),
              difference,
              light,
              words.say(task.isDone() ? "said.milestone.reached" : "said.milestone.open")));
    }
    return rows;
  }

  /** The tasks that were finished on this day or later. */
  List<WorkRow> done(Sight sight, LocalDate since) {
    List<WorkRow> rows = new ArrayList<>();
    for (PlanTask task : sight.plan().tasks()) {
      LocalDate finished = Sight.day(task.actualFinish());
      if (sight.isLeaf(task) && task.isDone() && finished != null && !finished.isBefore(since)) {
        rows.add(work(sight, task, finished));
      }
    }
    return rows;
  }

  /** The open tasks that begin on this day or earlier. */
  List<WorkRow> next(Sight sight, LocalDate until) {
    List<WorkRow> rows = new ArrayList<>();
    for (PlanTask task : sight.plan().tasks()) {
      ScheduledTask dates = sight.dates().get(task.number());
      if (!dates.summary() && !task.isDone() && !dates.start().toLocalDate().isAfter(until)) {
        rows.add(work(sight, task, dates.finish().toLocalDate()));
      }
    }
    return rows;
  }

  /** What was reached in the last two weeks and what comes in the next six, or is late. */
  List<MilestoneRow> aroundNow(Sight sight, LocalDate today) {
    return milestones(sight, sight.latest()).stream()
        .filter(
            row ->
                row.actual() == null
                    ? !row.forecast().isAfter(today.plusWeeks(6))
                    : !row.actual().isBefore(today.minusWeeks(2)))
        .toList();
  }

  private WorkRow work(Sight sight, PlanTask task, LocalDate day) {
    ScheduledTask dates = sight.dates().get(task.number());
    Words words = sight.words();
    return new WorkRow(
        dates.wbs(),
        task.name(),
        task.owner() != null ? users.nameOf(task.owner()) : task.ownerLabel(),
        day,
        task.percentComplete(),
        dates.critical() ? words.say("said.critical") : null);
  }

  List<ScheduleRow> compared(Sight sight, Baseline first) {
    Words words = sight.words();
    if (sight.plan().tasks().isEmpty()) {
      return List.of();
    }
    boolean over = sight.isOver();
    List<ScheduleRow> rows = new ArrayList<>();
    LocalDateTime finish = sight.schedule().finish();
    rows.add(
        new ScheduleRow(
            words.say("said.schedule.start"),
            first == null ? null : first.start().toLocalDate(),
            sight.latest() == null ? null : sight.latest().start().toLocalDate(),
            sight.schedule().start().toLocalDate(),
            first == null ? null : sight.days(first.start(), sight.schedule().start())));
    rows.add(
        new ScheduleRow(
            words.say("said.schedule.finish"),
            first == null ? null : first.finish().toLocalDate(),
            sight.latest() == null ? null : sight.latest().finish().toLocalDate(),
            over ? finish.toLocalDate() : null,
            first == null || !over ? null : sight.days(first.finish(), finish)));
    rows.add(
        new ScheduleRow(
            words.say("said.schedule.deadline"),
            sight.project().deadline(),
            sight.plan().deadline(),
            over ? finish.toLocalDate() : null,
            over
                ? Sight.workingDays(
                    sight.plan().calendar(), sight.project().deadline(), finish.toLocalDate())
                : null));
    for (PlanTask task : sight.plan().tasks()) {
      ScheduledTask dates = sight.dates().get(task.number());
      if (dates.level() != 1 || !dates.summary()) {
        continue;
      }
      BaselineTask was = first == null ? null : first.task(task.number());
      BaselineTask is = sight.latest() == null ? null : sight.latest().task(task.number());
      boolean done = dates.percentComplete() == 100;
      rows.add(
          new ScheduleRow(
              dates.wbs() + " " + task.name(),
              was == null ? null : was.finish().toLocalDate(),
              is == null ? null : is.finish().toLocalDate(),
              done ? dates.finish().toLocalDate() : null,
              was == null || !done ? null : sight.days(was.finish(), dates.finish())));
    }
    return rows;
  }

  /** Of a summary, too, in the digits of the editor. */
  static BigDecimal days(long minutes, long perDay) {
    return BigDecimal.valueOf(minutes)
        .divide(BigDecimal.valueOf(perDay), 2, RoundingMode.HALF_UP)
        .stripTrailingZeros();
  }
}
