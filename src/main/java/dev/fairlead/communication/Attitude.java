package dev.fairlead.communication;

/** How a stakeholder stands to a project, or should. */
public enum Attitude {
  SUPPORTIVE,
  NEUTRAL,
  OPPOSED,
  UNKNOWN
}
