package dev.fairlead.project;

/**
 * The start or the deadline of a project is about to be changed in its data, and the project is not
 * locked yet: what follows its dates is locked before it, so that nobody waits for the other.
 */
public record ProjectToBeDated(String projectKey) {}
