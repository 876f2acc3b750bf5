package dev.fairlead.project;

import dev.fairlead.shared.WorkingCalendar;

/** When people work on a project. Filled by the room that keeps the plan and its calendar. */
public interface WorkingTime {
  WorkingCalendar of(String projectKey);
}
