/**
 * Progress, postings and commitments, earned value, late tasks with their follow-ups, and issues.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"engine", "people", "plan", "plan :: schedule", "project", "shared"})
package dev.fairlead.tracking;
