/**
 * Ids, working calendar, clock, tables out of files, the index of words, and the exceptions whose
 * sentences users read. Depends on nothing.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package dev.fairlead.shared;
