/**
 * Ids, working calendar, clock and the exceptions whose sentences users read. Depends on nothing.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package dev.fairlead.shared;
