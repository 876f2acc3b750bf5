/**
 * Work breakdown, schedule, systems, risks, budget lines, baselines, plan check, import and export.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"engine", "people", "project", "shared"})
package dev.fairlead.plan;
