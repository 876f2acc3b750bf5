package dev.fairlead.plan;

/** A system as a plan named it when it was approved. */
public record PlannedSystem(
    int number, String name, SystemAction action, Criticality criticality) {}
