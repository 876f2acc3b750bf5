package dev.fairlead.project;

/**
 * A project ends without having been carried out: rejected or cancelled. What other rooms carry for
 * it ends with it.
 */
public record ProjectStopped(String projectKey) {}
