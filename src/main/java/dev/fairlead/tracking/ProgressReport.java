package dev.fairlead.tracking;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * What somebody said about a task, and when. Kept for ever.
 *
 * @param percent 0 to 100
 * @param remainingMinutes working minutes still to do, or null: the share that percent leaves
 * @param forecastFinish the day on which the reporter expects to be done, or null
 */
public record ProgressReport(
    long id,
    String projectKey,
    int task,
    int percent,
    Long remainingMinutes,
    LocalDate actualStart,
    LocalDate actualFinish,
    LocalDate forecastFinish,
    String note,
    String reportedBy,
    LocalDateTime reportedAt) {}
