package dev.fairlead.tracking;

/**
 * What a check-in says about one task.
 *
 * @param progress what has changed, or null where the task stays as it was last reported
 * @param problem what holds the task up and becomes an issue, or null
 */
public record CheckInRow(int task, NewProgress progress, String problem) {}
