package dev.fairlead.plan.schedule;

import dev.fairlead.plan.WorkPlan;
import java.time.LocalDateTime;

/** Computes a plan's dates by the critical path method. */
public interface Scheduler {
  /**
   * Schedules the plan.
   *
   * @param statusDate remaining work is moved after it; null to ignore progress
   * @throws dev.fairlead.shared.RefusedException {@code plan.cycle} naming the cycle task by task
   */
  Schedule schedule(WorkPlan plan, LocalDateTime statusDate);
}
