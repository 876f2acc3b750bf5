/**
 * What Fairlead holds about a person: handed out as one file, forgotten on demand, and kept no
 * longer than needed. Nobody imports this room.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"people", "plan", "project", "shared"})
package dev.fairlead.privacy;
