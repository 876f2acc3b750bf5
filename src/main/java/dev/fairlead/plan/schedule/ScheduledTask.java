package dev.fairlead.plan.schedule;

import java.time.LocalDateTime;

/**
 * When a task happens, as computed.
 *
 * @param wbs outline code such as "2.1.3"
 * @param level 1 at the top
 * @param totalSlack working minutes it may slip without moving the project's finish
 * @param freeSlack working minutes it may slip without moving any other task
 * @param critical total slack is zero or less and the task is not done
 * @param percentComplete for a summary the duration-weighted roll-up of its children
 */
public record ScheduledTask(
    int number,
    String wbs,
    int level,
    boolean summary,
    LocalDateTime start,
    LocalDateTime finish,
    LocalDateTime lateStart,
    LocalDateTime lateFinish,
    long totalSlack,
    long freeSlack,
    boolean critical,
    int percentComplete) {}
