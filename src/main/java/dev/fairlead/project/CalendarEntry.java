package dev.fairlead.project;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Something with a date that people may put into their own calendar.
 *
 * @param uid the same for as long as it is the same thing, whatever its date becomes
 * @param description for people, or empty
 * @param start where it is a whole day, its midnight
 * @param finish not before the start; where it is a whole day, the midnight after
 * @param link path within Fairlead
 * @param version grows whenever the date changes, or null where nobody counts
 */
public record CalendarEntry(
    String uid,
    String title,
    String description,
    LocalDateTime start,
    LocalDateTime finish,
    boolean wholeDay,
    String link,
    Integer version) {
  private static final int MINUTES_BEFORE = 30;

  /** Something that is due at this moment: the half hour before it. */
  public static CalendarEntry due(
      String uid, String title, String description, LocalDateTime due, String link) {
    return new CalendarEntry(
        uid, title, description, due.minusMinutes(MINUTES_BEFORE), due, false, link, null);
  }

  /** Something that belongs to a day. */
  public static CalendarEntry on(
      String uid, String title, String description, LocalDate day, String link, Integer version) {
    return new CalendarEntry(
        uid,
        title,
        description,
        day.atStartOfDay(),
        day.plusDays(1).atStartOfDay(),
        true,
        link,
        version);
  }

  /** All that a calendar shows of it, to see whether it changed. */
  public String shown() {
    return title + "\n" + description + "\n" + start + "\n" + finish + "\n" + wholeDay;
  }
}
