package dev.fairlead.plan;

/** What a project does with a system. */
public enum SystemAction {
  USE,
  IMPLEMENT,
  CHANGE,
  REPLACE,
  RETIRE
}
