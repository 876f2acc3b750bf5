/**
 * The engine's settings, guards, and its view of our users. The only door to Camunda beside the
 * rooms' process packages.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"people", "shared"})
package dev.fairlead.engine;
