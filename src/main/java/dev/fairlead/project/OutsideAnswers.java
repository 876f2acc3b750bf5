package dev.fairlead.project;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What external parties said about a project and what they were told. The room that talks to them
 * fills this port.
 */
public interface OutsideAnswers {
  /**
   * @param from name and organisation
   * @param about what they had read
   * @param answer null while nobody answered
   */
  record Entry(String from, String about, LocalDate day, String text, String answer) {}

  /** Given since that moment, or answered since then, the oldest first. */
  List<Entry> since(String projectKey, LocalDateTime moment);
}
