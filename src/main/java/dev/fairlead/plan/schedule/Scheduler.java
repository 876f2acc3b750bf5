package dev.fairlead.plan.schedule;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.plan.WorkPlan;
import java.time.LocalDateTime;
import java.util.Map;

/** Computes a plan's dates by the critical path method. */
public interface Scheduler {
  /**
   * Schedules the plan.
   *
   * @param statusDate remaining work is moved after it; null to ignore progress
   * @param people calendars by login name of those who do not always work as the project does
   * @throws dev.fairlead.shared.RefusedException {@code plan.cycle} naming the cycle task by task
   */
  Schedule schedule(WorkPlan plan, LocalDateTime statusDate, Map<String, PersonalCalendar> people);

  /** The same where everybody works as the project does. */
  default Schedule schedule(WorkPlan plan, LocalDateTime statusDate) {
    return schedule(plan, statusDate, Map.of());
  }

  /** The finish dates of {@link #schedule} alone, for a fraction of what it takes. */
  Finishes finishes(WorkPlan plan, LocalDateTime statusDate, Map<String, PersonalCalendar> people);

  /**
   * Refuses a plan that cannot be scheduled, for less than it takes to schedule it.
   *
   * @throws dev.fairlead.shared.RefusedException as {@link #schedule}
   */
  void check(WorkPlan plan);
}
