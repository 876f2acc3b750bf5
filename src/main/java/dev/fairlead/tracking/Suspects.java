package dev.fairlead.tracking;

import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.PromisedPlan;
import dev.fairlead.plan.PromisedPlan.Promise;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Finishes;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The tasks of a plan that the daily review has to look at.
 *
 * @param late numbers of those that were planned to be finished on a day that is over, the latest
 *     first
 * @param soon numbers of those whose planned finish is near and will not be kept as it looks, the
 *     latest first
 * @param silent those that should be under way for long; somebody may have spoken of them since
 */
record Suspects(List<Integer> late, List<Integer> soon, List<Silent> silent) {
  /**
   * A task that may be stale.
   *
   * @param since when its work began, or should have
   */
  record Silent(PlanTask task, LocalDateTime since) {}

  private record Behind(int number, int days) {}

  private static final Comparator<Behind> LATEST_FIRST =
      Comparator.comparingInt(Behind::days).reversed().thenComparing(Behind::number);

  boolean none() {
    return late.isEmpty() && soon.isEmpty() && silent.isEmpty();
  }

  /**
   * @param now moment up to which what was promised should be done
   */
  static Suspects of(PromisedPlan promised, Finishes finishes, LocalDateTime now) {
    WorkPlan plan = promised.plan();
    WorkingCalendar calendar = plan.calendar();
    long day = calendar.minutesPerDay();
    LocalDateTime soonEnds = calendar.addWorking(now, LateTasks.SOON_DAYS * day);
    LocalDateTime longAgo = StaleTasks.longAgo(calendar, now);
    List<Behind> late = new ArrayList<>();
    List<Behind> soon = new ArrayList<>();
    List<Silent> silent = new ArrayList<>();
    for (int i = 0; i < plan.tasks().size(); i++) {
      PlanTask task = plan.tasks().get(i);
      Promise promise = promised.promises().get(i);
      if (promise == null || task.isDone() || finishes.isSummary(task.number())) {
        continue;
      }
      boolean isLate = promise.finish().isBefore(now);
      if (isLate || !promise.finish().isAfter(soonEnds)) {
        LocalDateTime finish = finishes.of(task.number());
        LocalDateTime forecast = finish.isBefore(now) ? now : finish;
        long behind = calendar.workingMinutes(promise.finish(), forecast);
        if (isLate) {
          late.add(new Behind(task.number(), LateTasks.days(behind, day)));
          continue;
        }
        if (behind > 0) {
          soon.add(new Behind(task.number(), LateTasks.days(behind, day)));
        }
      }
      LocalDateTime since = task.actualStart() != null ? task.actualStart() : promise.start();
      if (since.isBefore(longAgo)) {
        silent.add(new Silent(task, since));
      }
    }
    return new Suspects(numbers(late), numbers(soon), silent);
  }

  private static List<Integer> numbers(List<Behind> found) {
    return found.stream().sorted(LATEST_FIRST).map(Behind::number).toList();
  }
}
