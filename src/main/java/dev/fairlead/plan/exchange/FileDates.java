package dev.fairlead.plan.exchange;

import java.time.LocalDateTime;

/**
 * When a task happens as the program that wrote the file computed it.
 *
 * @param daysOnly the file holds no times of day
 * @param reason the loss at this task that may move it, such as {@code taskCalendars}, or null
 */
public record FileDates(
    LocalDateTime start, LocalDateTime finish, boolean daysOnly, String reason) {}
