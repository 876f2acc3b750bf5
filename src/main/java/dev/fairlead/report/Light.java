package dev.fairlead.report;

/** A traffic light. Never shown as a colour alone: its word stands beside it. */
public enum Light {
  GREEN,
  /** Between green and red in a risk register. */
  YELLOW,
  /** Between green and red in a project's health. */
  AMBER,
  RED,
  /** Nobody judged it, or there was nothing to judge by. */
  NONE
}
