package dev.fairlead.plan;

import dev.fairlead.project.WorkingTime;
import dev.fairlead.shared.WorkingCalendar;
import org.springframework.stereotype.Component;

/** A project's working time is that of its plan. */
@Component
class PlanCalendars implements WorkingTime {
  private final Plans plans;

  PlanCalendars(Plans plans) {
    this.plans = plans;
  }

  @Override
  public WorkingCalendar of(String projectKey) {
    return plans.current(projectKey).calendar();
  }
}
