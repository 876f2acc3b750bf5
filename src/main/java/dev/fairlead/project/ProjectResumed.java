package dev.fairlead.project;

/**
 * A paused project goes on, its processes already do. What other rooms keep of moments that were
 * still to come goes on with it.
 *
 * @param pause the pause, which has ended
 */
public record ProjectResumed(String projectKey, Pause pause) {}
