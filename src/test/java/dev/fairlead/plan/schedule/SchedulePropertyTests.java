package dev.fairlead.plan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold in every plan, tried on many random ones. */
class SchedulePropertyTests {
  private final CriticalPathScheduler scheduler = new CriticalPathScheduler();

  @Test
  void noTaskStartsOrFinishesBeforeItsPredecessorsAllow() {
    for (long seed = 1; seed <= 600; seed++) {
      WorkPlan plan = RandomPlans.plan(seed, seed % 2 == 0, seed % 3 == 0);
      Map<Integer, ScheduledTask> dates = scheduler.schedule(plan, null).byNumber();
      for (TaskLink link : plan.links()) {
        assertKept(plan, link, dates, "seed " + seed);
      }
    }
  }

  @Test
  void tasksLastAsLongAsPlannedAndBeginAfterTheProject() {
    for (long seed = 1; seed <= 300; seed++) {
      WorkPlan plan = RandomPlans.plan(seed, seed % 2 == 0, false);
      Map<Integer, ScheduledTask> dates = scheduler.schedule(plan, null).byNumber();
      for (PlanTask task : plan.tasks()) {
        ScheduledTask when = dates.get(task.number());
        if (!when.summary()) {
          assertThat(plan.calendar().workingMinutes(when.start(), when.finish()))
              .as("seed %s task %s", seed, task.number())
              .isEqualTo(task.durationMinutes());
          assertThat(when.start()).isAfterOrEqualTo(plan.start().atStartOfDay());
        }
      }
    }
  }

  @Test
  void theCriticalPathHasNoSlackAndReachesTheFinish() {
    for (long seed = 1; seed <= 300; seed++) {
      WorkPlan plan = RandomPlans.plan(seed, false, seed % 2 == 0);
      Schedule schedule = scheduler.schedule(plan, null);
      List<ScheduledTask> critical =
          schedule.tasks().stream().filter(t -> t.critical() && !t.summary()).toList();
      assertThat(critical).as("seed " + seed).isNotEmpty().allMatch(t -> t.totalSlack() == 0);
      assertThat(critical).as("seed " + seed).anyMatch(t -> t.finish().equals(schedule.finish()));
      assertThat(schedule.tasks()).allMatch(t -> t.totalSlack() >= 0);
    }
  }

  @Test
  void freeSlackIsNeverMoreThanTotalSlack() {
    for (long seed = 1; seed <= 300; seed++) {
      WorkPlan plan = RandomPlans.plan(seed, seed % 2 == 0, seed % 3 == 0);
      assertThat(scheduler.schedule(plan, null).tasks())
          .as("seed " + seed)
          .allMatch(t -> t.freeSlack() >= 0 && t.freeSlack() <= Math.max(0, t.totalSlack()));
    }
  }

  @Test
  void aTaskThatSlipsByItsTotalSlackDoesNotMoveTheFinishAndOneMoreHourDoes() {
    for (long seed = 1; seed <= 150; seed++) {
      WorkPlan plan = RandomPlans.plan(seed, false, false);
      Schedule schedule = scheduler.schedule(plan, null);
      Random random = new Random(seed);
      ScheduledTask task = schedule.tasks().get(random.nextInt(schedule.tasks().size()));
      if (task.summary() || plan.task(task.number()).durationMinutes() == 0) {
        continue;
      }
      long begin = plan.calendar().workingMinutes(plan.start().atStartOfDay(), task.start());
      LocalDateTime latest =
          plan.calendar().addWorking(plan.start().atStartOfDay(), begin + task.totalSlack());
      assertThat(scheduler.schedule(delayed(plan, task.number(), latest), null).finish())
          .as("seed %s task %s", seed, task.number())
          .isEqualTo(schedule.finish());
      LocalDateTime tooLate =
          plan.calendar().addWorking(plan.start().atStartOfDay(), begin + task.totalSlack() + 60);
      assertThat(scheduler.schedule(delayed(plan, task.number(), tooLate), null).finish())
          .as("seed %s task %s", seed, task.number())
          .isAfter(schedule.finish());
    }
  }

  @Test
  void aTaskThatSlipsByItsFreeSlackMovesNoOtherTask() {
    for (long seed = 1; seed <= 150; seed++) {
      WorkPlan plan = RandomPlans.plan(seed, false, seed % 2 == 0);
      Schedule schedule = scheduler.schedule(plan, null);
      Random random = new Random(seed);
      ScheduledTask task = schedule.tasks().get(random.nextInt(schedule.tasks().size()));
      if (task.summary() || plan.task(task.number()).durationMinutes() == 0) {
        continue;
      }
      long begin = plan.calendar().workingMinutes(plan.start().atStartOfDay(), task.start());
      LocalDateTime latest =
          plan.calendar().addWorking(plan.start().atStartOfDay(), begin + task.freeSlack());
      Map<Integer, ScheduledTask> after =
          scheduler.schedule(delayed(plan, task.number(), latest), null).byNumber();
      for (ScheduledTask other : schedule.tasks()) {
        if (!other.summary() && other.number() != task.number()) {
          assertThat(
                  plan.calendar().workingMinutes(other.start(), after.get(other.number()).start()))
              .as("seed %s task %s, other %s", seed, task.number(), other.number())
              .isZero();
        }
      }
    }
  }

  @Test
  void finishesAreThoseOfTheWholeSchedule() {
    for (long seed = 1; seed <= 400; seed++) {
      WorkPlan plan = RandomPlans.plan(seed, seed % 2 == 0, seed % 3 == 0);
      LocalDateTime status = plan.start().plusDays(seed % 30).atTime(12, 0);
      sameFinishes(plan, null, "seed " + seed);
      sameFinishes(progressed(plan, new Random(seed), status), status, "tracked, seed " + seed);
    }
  }

  private void sameFinishes(WorkPlan plan, LocalDateTime status, String where) {
    Schedule whole = scheduler.schedule(plan, status, Map.of());
    Finishes finishes = scheduler.finishes(plan, status, Map.of());
    assertThat(finishes.ofPlan()).as(where).isEqualTo(whole.finish());
    for (ScheduledTask task : whole.tasks()) {
      assertThat(finishes.isSummary(task.number())).isEqualTo(task.summary());
      if (!task.summary()) {
        assertThat(finishes.of(task.number()))
            .as("%s task %s", where, task.number())
            .isEqualTo(task.finish());
      }
    }
  }

  @Test
  void withProgressNothingLeftToDoLiesBeforeTheStatusDateAndLinksStillHold() {
    for (long seed = 1; seed <= 300; seed++) {
      WorkPlan plan = RandomPlans.plan(seed, false, seed % 2 == 0);
      LocalDateTime status = plan.start().plusDays(10).atTime(12, 0);
      WorkPlan progressed = progressed(plan, new Random(seed), status);
      Schedule schedule = scheduler.schedule(progressed, status);
      Map<Integer, ScheduledTask> dates = schedule.byNumber();
      for (PlanTask task : progressed.tasks()) {
        ScheduledTask when = dates.get(task.number());
        if (when.summary()) {
          continue;
        }
        if (task.isDone()) {
          assertThat(when.finish()).isEqualTo(task.actualFinish());
        } else if (task.actualStart() != null) {
          assertThat(when.start()).isEqualTo(task.actualStart());
          long left = Math.round(task.durationMinutes() * (100 - task.percentComplete()) / 100.0);
          assertThat(plan.calendar().workingMinutes(status, when.finish()))
              .isGreaterThanOrEqualTo(left);
        } else {
          assertThat(plan.calendar().workingMinutes(status, when.start()))
              .isGreaterThanOrEqualTo(0);
        }
      }
      for (TaskLink link : progressed.links()) {
        PlanTask successor = progressed.task(link.successor());
        if (!progressed.isSummary(link.successor()) && successor.actualStart() == null) {
          assertKept(progressed, link, dates, "seed " + seed);
        }
      }
    }
  }

  private static void assertKept(
      WorkPlan plan, TaskLink link, Map<Integer, ScheduledTask> dates, String where) {
    WorkingCalendar calendar = plan.calendar();
    ScheduledTask before = dates.get(link.predecessor());
    ScheduledTask after = dates.get(link.successor());
    long gap =
        switch (link.type()) {
          case FS -> calendar.workingMinutes(before.finish(), after.start());
          case SS -> calendar.workingMinutes(before.start(), after.start());
          case FF -> calendar.workingMinutes(before.finish(), after.finish());
          case SF -> calendar.workingMinutes(before.start(), after.finish());
        };
    assertThat(gap).as("%s: %s", where, link).isGreaterThanOrEqualTo(link.lagMinutes());
  }

  private static WorkPlan delayed(WorkPlan plan, int number, LocalDateTime start) {
    return with(
        plan,
        plan.tasks().stream()
            .map(
                t ->
                    t.number() != number
                        ? t
                        : t.with()
                            .constraint(dev.fairlead.plan.ConstraintType.START_NO_EARLIER_THAN)
                            .constraintDate(start)
                            .build())
            .toList());
  }

  private WorkPlan progressed(WorkPlan plan, Random random, LocalDateTime status) {
    List<PlanTask> tasks = new ArrayList<>();
    Map<Integer, ScheduledTask> dates = scheduler.schedule(plan, null).byNumber();
    for (PlanTask t : plan.tasks()) {
      ScheduledTask when = dates.get(t.number());
      int percent = 0;
      LocalDateTime begun = null;
      LocalDateTime finished = null;
      if (!when.summary() && when.start().isBefore(status) && t.durationMinutes() > 0) {
        begun = random.nextInt(4) > 0 ? when.start() : null;
        if (begun != null && when.finish().isBefore(status) && random.nextBoolean()) {
          finished = when.finish();
          percent = 100;
        } else if (begun != null) {
          percent = random.nextInt(100);
        }
      }
      tasks.add(
          t.with()
              .percentComplete(percent)
              .actualStart(begun)
              .actualFinish(finished)
              .remainingMinutes(null)
              .build());
    }
    return with(plan, tasks);
  }

  private static WorkPlan with(WorkPlan plan, List<PlanTask> tasks) {
    return new WorkPlan(
        plan.projectKey(),
        plan.version(),
        plan.start(),
        plan.deadline(),
        plan.calendar(),
        tasks,
        plan.links());
  }
}
