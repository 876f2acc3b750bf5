package dev.fairlead.engine;

/**
 * An open task waits for another person from now on; published in the engine's transaction.
 *
 * @param key tells this time from others in which the same task went to the same person
 */
public record TaskHandedOver(TaskCreated task, String key) {}
