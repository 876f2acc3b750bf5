package dev.fairlead.engine;

/**
 * A diagram says that those who have a task should be reminded of it; published in the engine's
 * transaction.
 *
 * @param key what makes this reminder one of its own, however often the step is tried
 */
public record TaskReminded(TaskCreated task, String key) {}
