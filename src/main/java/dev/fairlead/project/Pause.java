package dev.fairlead.project;

import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time in which a project stands still. Its phase stays what it is: a paused project goes on
 * where it was.
 *
 * @param by login name of the one who paused it, {@code byName} for people
 * @param until the day on which it is expected to go on, or null
 * @param ending null while it lasts
 */
public record Pause(
    long id,
    LocalDateTime since,
    String by,
    String byName,
    String reason,
    LocalDate until,
    LocalDateTime endedAt,
    String endedBy,
    String endedByName,
    Ending ending) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  /** How a pause ended. */
  public enum Ending {
    RESUMED,
    CANCELLED
  }

  /**
   * When comes, once the pause has ended, what was due at this moment: the same working time after
   * the end as it was after the beginning. What was due before stays where it was.
   */
  public LocalDateTime postponed(LocalDateTime due, WorkingCalendar calendar) {
    return due.isAfter(since)
        ? calendar.addWorking(endedAt, calendar.workingMinutes(since, due))
        : due;
  }

  /** What somebody reads who wants to work on the project all the same. */
  public String sentence(String projectKey) {
    // the sentence goes on after the reason, which may be one of its own
    String why = reason.replaceAll("[.\\s]+$", "");
    return until == null
        ? Sentences.say("project.paused", projectKey, DAY.format(since), byName, why)
        : Sentences.say(
            "project.pausedUntil", projectKey, DAY.format(since), byName, why, DAY.format(until));
  }
}
