package dev.fairlead.plan.exchange;

/** The parts of a plan that an import or export reports on, in the order of the report. */
public enum PlanPart {
  FILE,
  TASKS,
  NAMES,
  NUMBERS,
  DURATIONS,
  EFFORT,
  OWNERS,
  CONSTRAINTS,
  DEADLINES,
  DEPENDENCIES,
  CALENDAR,
  COSTS,
  PROGRESS,
  DATES,
  OTHER
}
