package dev.fairlead.project;

/**
 * The start or the deadline of a project that is being planned was changed in its data.
 *
 * @param by login name
 */
public record ProjectDated(String projectKey, boolean startMoved, String by) {}
