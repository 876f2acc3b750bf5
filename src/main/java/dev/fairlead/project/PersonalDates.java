package dev.fairlead.project;

import java.time.LocalDate;
import java.util.List;

/**
 * A port: each room that knows dates of a person fills it, by a number of statements that does not
 * depend on how many projects or tasks the person has.
 */
public interface PersonalDates {
  /** What this person has on these days, both included; at most a few hundred. */
  List<CalendarEntry> of(String username, LocalDate from, LocalDate until);
}
