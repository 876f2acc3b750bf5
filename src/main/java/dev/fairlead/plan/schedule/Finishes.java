package dev.fairlead.plan.schedule;

import dev.fairlead.plan.PlanTask;
import java.time.LocalDateTime;

/**
 * When a plan and its tasks finish: what the daily review of many projects asks, without slack,
 * warnings and the dates of summaries. A date is made when it is asked for.
 */
public final class Finishes {
  private final PlanNetwork built;

  Finishes(PlanNetwork built) {
    this.built = built;
  }

  /** Whether the task has others below it, which have dates instead. */
  public boolean isSummary(int number) {
    return built.summary[built.index.of(number)];
  }

  /** The finish of a task without others below it. */
  public LocalDateTime of(int number) {
    int i = built.index.of(number);
    LocalDateTime actual = actual(i);
    return actual != null ? actual : built.axis.date(built.network.finish[i]);
  }

  /** The finish of the whole plan. */
  public LocalDateTime ofPlan() {
    long last = Network.NEVER;
    LocalDateTime finish = null;
    for (int i = 0; i < built.count; i++) {
      if (built.summary[i]) {
        continue;
      }
      LocalDateTime actual = actual(i);
      if (actual == null) {
        last = Math.max(last, built.network.finish[i]);
      } else if (finish == null || actual.isAfter(finish)) {
        finish = actual;
      }
    }
    if (built.count == 0) {
      last = built.network.projectStart;
    }
    // moments compare like the dates they stand for
    LocalDateTime computed = last == Network.NEVER ? null : built.axis.date(last);
    return finish == null || computed != null && computed.isAfter(finish) ? computed : finish;
  }

  /** What somebody wrote down wins over what was computed. */
  private LocalDateTime actual(int i) {
    PlanTask task = built.tasks.get(i);
    return built.statusDate == null ? null : task.actualFinish();
  }
}
