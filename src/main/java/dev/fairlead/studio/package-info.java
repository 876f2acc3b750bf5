/**
 * Process owners' pages: the diagrams with what stands where, their versions compared, incidents,
 * and running projects moved over, drafts checked and released by two. Nobody imports it.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"engine", "engine :: contract", "people", "project", "shared"})
package dev.fairlead.studio;
