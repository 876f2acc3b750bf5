/** The project itself: goals, team, phase, and its life as a port that a process fills. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"engine", "people", "shared"})
package dev.fairlead.project;
