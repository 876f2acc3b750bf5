/** Closing a project: readiness, acceptance, handover, evaluation, lessons, archive. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "engine",
      "people",
      "plan",
      "plan :: schedule",
      "project",
      "shared",
      "tracking"
    })
package dev.fairlead.closure;
