package dev.fairlead.tracking;

import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A task that is late, or will be soon as it looks today.
 *
 * @param owner login name, or null
 * @param plannedFinish finish by the baseline in force
 * @param forecastFinish finish as computed today
 * @param daysLate working days from the planned finish to the forecast finish, rounded up; at least
 *     1 where it is late
 * @param finishSlipDays working days by which this task moves the project's finish past the
 *     baseline's; 0 while it has slack
 * @param slackDays whole working days it may slip further before it moves the project's finish
 * @param baselineFinish finish of the project by the baseline in force
 * @param projectFinish finish of the project as computed today
 * @param projectSlipDays working days by which all that is late moves the project's finish
 * @param late the day of the planned finish is over; otherwise it is near and the forecast lies
 *     behind it
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
    int slackDays,
    LocalDateTime baselineFinish,
    LocalDateTime projectFinish,
    int projectSlipDays,
    boolean critical,
    boolean late) {

  /** What the delay does to the finish of the project, in one sentence. */
  public String effect() {
    LocalDate promised = baselineFinish.toLocalDate();
    LocalDate now = projectFinish.toLocalDate();
    if (finishSlipDays <= 0) {
      return critical
          ? Sentences.say("tracking.effect.noSlack", now)
          : Sentences.say("tracking.effect.slack", slackDays, now);
    }
    return finishSlipDays < projectSlipDays
        ? Sentences.say("tracking.effect.share", finishSlipDays, now, promised, projectSlipDays)
        : Sentences.say("tracking.effect.moves", finishSlipDays, now, promised);
  }
}
