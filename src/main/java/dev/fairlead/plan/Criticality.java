package dev.fairlead.plan;

/** How much the business depends on a system. */
public enum Criticality {
  LOW,
  MEDIUM,
  HIGH
}
