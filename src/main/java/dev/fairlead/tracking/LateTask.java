package dev.fairlead.tracking;

import java.time.LocalDateTime;

/**
 * A task that is late, or will be soon as it looks today.
 *
 * @param owner login name, or null
 * @param plannedFinish finish by the baseline in force
 * @param forecastFinish finish as computed today
 * @param daysLate working days from the planned finish to the forecast finish, rounded up
 * @param finishSlipDays working days by which this task moves the project's finish past the
 *     baseline's; 0 while it has slack
 * @param late the planned finish has passed; otherwise it is near and the forecast lies behind it
 */
public record LateTask(
    int number,
    String wbs,
    String name,
    String owner,
    LocalDateTime plannedFinish,
    LocalDateTime forecastFinish,
    int percentComplete,
    int daysLate,
    int finishSlipDays,
    boolean critical,
    boolean late) {}
