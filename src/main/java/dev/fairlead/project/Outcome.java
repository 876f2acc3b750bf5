package dev.fairlead.project;

/** Why a project closes. */
public enum Outcome {
  COMPLETED,
  REJECTED,
  CANCELLED
}
