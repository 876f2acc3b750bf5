package dev.fairlead.plan.schedule;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.people.PersonalCalendar.Leave;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads dates, slack and warnings from a network whose passes have run. */
final class ScheduleWriter {
  private final PlanNetwork built;
  private final Network network;
  private final WorkPlan plan;
  private final LocalDateTime statusDate;
  private final List<PlanTask> tasks;
  private final int count;
  private final TimeAxis axis;
  private final int[] parent;
  private final int[] level;
  private final String[] wbs;
  private final boolean[] summary;
  private final int[][] children;
  private final List<ScheduleWarning> warnings = new ArrayList<>();

  ScheduleWriter(PlanNetwork built) {
    this.built = built;
    network = built.network;
    plan = built.plan;
    statusDate = built.statusDate;
    tasks = built.tasks;
    count = built.count;
    axis = built.axis;
    parent = built.parent;
    level = built.level;
    wbs = built.outlineNumbers();
    summary = built.summary;
    children = built.children;
  }

  Schedule write() {
    ScheduledTask[] result = new ScheduledTask[count];
    for (int i = 0; i < count; i++) {
      if (!summary[i]) {
        result[i] = leaf(i);
      }
    }
    rollUp(result);
    LocalDateTime start = null;
    LocalDateTime finish = null;
    for (int i = 0; i < count; i++) {
      warn(i, result[i]);
      if (parent[i] < 0) {
        start = earlier(start, result[i].start());
        finish = later(finish, result[i].finish());
      }
    }
    if (count == 0) {
      start = axis.date(network.projectStart);
      finish = start;
    }
    if (plan.deadline() != null && finish.toLocalDate().isAfter(plan.deadline())) {
      warnings.add(
          0,
          warning(
              null,
              "plan.schedule.projectDeadlineMissed",
              day(finish),
              Sentences.day(plan.deadline()),
              workingDaysLate(plan.deadline(), finish)));
    }
    return new Schedule(start, finish, List.of(result), List.copyOf(warnings));
  }

  private ScheduledTask leaf(int i) {
    PlanTask task = tasks.get(i);
    boolean done = network.isDone(i);
    byte kind = network.kind[i];
    LocalDateTime start = axis.date(network.start[i]);
    LocalDateTime finish = axis.date(network.finish[i]);
    if (statusDate != null) {
      if (task.actualStart() != null) {
        start = task.actualStart();
      }
      if (task.actualFinish() != null) {
        finish = task.actualFinish();
      }
    }
    long end = TimeAxis.position(network.finish[i]);
    long total = done ? 0 : network.workBetween(i, end, network.late[i]);
    long free =
        done ? 0 : Math.max(0, Math.min(total, network.workBetween(i, end, network.free[i])));
    LocalDateTime lateStart = start;
    LocalDateTime lateFinish = finish;
    if (!done && total != 0) {
      lateFinish = axis.asFinish(network.lateEnd(i));
      if (kind == Network.PLANNED) {
        lateStart = network.duration[i] == 0 ? lateFinish : axis.asStart(network.lateBegin[i]);
      }
    }
    return new ScheduledTask(
        task.number(),
        wbs[i],
        level[i],
        false,
        start,
        finish,
        lateStart,
        lateFinish,
        total,
        free,
        !done && total <= 0,
        task.percentComplete());
  }

  private void rollUp(ScheduledTask[] result) {
    long[] weight = new long[count];
    long[] progress = new long[count];
    boolean[] done = new boolean[count];
    for (int i = 0; i < count; i++) {
      if (!summary[i]) {
        weight[i] = Math.max(0, tasks.get(i).durationMinutes());
        progress[i] = weight[i] * tasks.get(i).percentComplete();
        done[i] = network.isDone(i);
      }
    }
    List<List<Integer>> byLevel = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (summary[i]) {
        while (byLevel.size() <= level[i]) {
          byLevel.add(new ArrayList<>());
        }
        byLevel.get(level[i]).add(i);
      }
    }
    for (int at = byLevel.size() - 1; at > 0; at--) {
      for (int i : byLevel.get(at)) {
        LocalDateTime start = null;
        LocalDateTime finish = null;
        LocalDateTime lateStart = null;
        LocalDateTime lateFinish = null;
        long total = Network.ALWAYS;
        long free = Network.ALWAYS;
        boolean critical = false;
        long percents = 0;
        done[i] = true;
        for (int child : children[i]) {
          ScheduledTask part = result[child];
          start = earlier(start, part.start());
          finish = later(finish, part.finish());
          lateStart = earlier(lateStart, part.lateStart());
          lateFinish = later(lateFinish, part.lateFinish());
          if (!done[child]) {
            total = Math.min(total, part.totalSlack());
            free = Math.min(free, part.freeSlack());
            done[i] = false;
          }
          critical |= part.critical();
          weight[i] += weight[child];
          progress[i] += progress[child];
          percents += part.percentComplete();
        }
        long percent = weight[i] > 0 ? progress[i] / weight[i] : percents / children[i].length;
        result[i] =
            new ScheduledTask(
                tasks.get(i).number(),
                wbs[i],
                level[i],
                true,
                start,
                finish,
                lateStart,
                lateFinish,
                done[i] ? 0 : total,
                done[i] ? 0 : free,
                critical,
                (int) percent);
      }
    }
  }

  private void warn(int i, ScheduledTask dates) {
    PlanTask task = tasks.get(i);
    boolean done = !summary[i] && network.isDone(i);
    if (!summary[i] && dates.start().toLocalDate().isBefore(plan.start())) {
      warnings.add(
          warning(
              task,
              "plan.schedule.beforeProjectStart",
              built.name(i),
              day(dates.start()),
              plan.start().toString()));
    }
    if (done || summary[i] && dates.percentComplete() == 100) {
      return;
    }
    if (task.deadline() != null && dates.finish().toLocalDate().isAfter(task.deadline())) {
      warnings.add(
          warning(
              task,
              "plan.schedule.deadlineMissed",
              built.name(i),
              day(dates.finish()),
              Sentences.day(task.deadline()),
              workingDaysLate(task.deadline(), dates.finish())));
    }
    if (!summary[i]) {
      warnOfLeave(i);
    }
    if (task.constraintDate() == null || task.constraint() == null) {
      return;
    }
    boolean startMoves = summary[i] || network.kind[i] == Network.PLANNED;
    long wanted = TimeAxis.position(built.constraintMoment(task));
    long start = axis.positionOf(dates.start());
    long finish = axis.positionOf(dates.finish());
    String code =
        switch (task.constraint()) {
          case START_NO_LATER_THAN ->
              startMoves && start > wanted ? "plan.schedule.startsTooLate" : null;
          case MUST_START_ON ->
              startMoves && start != wanted ? "plan.schedule.startsOnOtherDay" : null;
          case FINISH_NO_LATER_THAN -> finish > wanted ? "plan.schedule.finishesTooLate" : null;
          case MUST_FINISH_ON -> finish != wanted ? "plan.schedule.finishesOnOtherDay" : null;
          default -> null;
        };
    if (code != null) {
      LocalDateTime actual =
          PlanNetwork.isAboutFinish(task.constraint()) ? dates.finish() : dates.start();
      warnings.add(warning(task, code, built.name(i), day(task.constraintDate()), day(actual)));
    }
  }

  /** Names the leaves of the owner that push a task later or interrupt it. */
  private void warnOfLeave(int i) {
    PersonalAxis own = network.own[i];
    if (own == null || network.duration[i] == 0) {
      return;
    }
    PersonalCalendar person = own.person();
    long end = TimeAxis.position(network.finish[i]);
    for (Leave leave : person.leaves()) {
      long from = axis.positionOf(leave.from().atStartOfDay());
      long until = axis.positionOf(leave.until().plusDays(1).atStartOfDay());
      if (Math.max(from, network.wanted[i]) < Math.min(until, end)) {
        warnings.add(
            warning(
                tasks.get(i),
                "plan.schedule.ownerAway",
                built.name(i),
                person.name(),
                Sentences.day(leave.from()),
                Sentences.day(leave.until())));
      }
    }
  }

  private long workingDaysLate(LocalDate deadline, LocalDateTime finish) {
    long minutes = axis.positionOf(finish) - axis.positionOf(deadline.plusDays(1).atStartOfDay());
    long perDay = plan.calendar().minutesPerDay();
    return Math.max(1, (minutes + perDay - 1) / perDay);
  }

  private static ScheduleWarning warning(PlanTask task, String code, Object... arguments) {
    return new ScheduleWarning(
        task == null ? null : task.number(), code, Sentences.say(code, arguments));
  }

  private static String day(LocalDateTime time) {
    return Sentences.day(time.toLocalDate());
  }

  private static LocalDateTime earlier(LocalDateTime a, LocalDateTime b) {
    return a == null || b.isBefore(a) ? b : a;
  }

  private static LocalDateTime later(LocalDateTime a, LocalDateTime b) {
    return a == null || b.isAfter(a) ? b : a;
  }
}
