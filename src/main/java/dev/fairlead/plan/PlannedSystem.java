package dev.fairlead.plan;

/** A system as a plan named it when it was approved. */
public record PlannedSystem(int number, String name, SystemAction action, Criticality criticality) {

  /** What a plan that is submitted now would name of it. */
  public static PlannedSystem of(PlanSystem system) {
    return new PlannedSystem(system.number(), system.name(), system.action(), system.criticality());
  }
}
