package dev.fairlead.tracking;

import dev.fairlead.shared.Seen;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Something that somebody has to do by a day, as a meeting or a decision left it.
 *
 * @param id such as "CRM-A5"
 * @param origin where it comes from, in words such as "Steering meeting of 3 December"; may be
 *     empty
 * @param about what it comes from or concerns, see {@link dev.fairlead.project.Link#ref()}, or null
 * @param responsible login name
 * @param due the last day, on which it is not overdue yet
 * @param outcome the result of one that is done, the reason of one that is cancelled; else null
 */
public record Action(
    String id,
    String projectKey,
    int number,
    String title,
    String description,
    String origin,
    String about,
    String responsible,
    LocalDate due,
    Issue.Level priority,
    boolean onReport,
    Status status,
    String outcome,
    String createdBy,
    LocalDateTime createdAt,
    String endedBy,
    LocalDate endedOn) {

  /** What became of it. */
  public enum Status {
    OPEN,
    DONE,
    CANCELLED
  }

  public boolean isOpen() {
    return status == Status.OPEN;
  }

  public boolean isOverdue(LocalDate today) {
    return isOpen() && due.isBefore(today);
  }

  /** Where it stands, however many there are in its project. */
  public String path() {
    return path(projectKey, number);
  }

  static String path(String projectKey, int number) {
    return "/projects/" + projectKey + "/actions?only=" + number;
  }

  /** What a form shows of it, see {@link Seen}. */
  public String seen() {
    return Seen.of(
        title, description, origin, about, responsible, due, priority, onReport, status, outcome);
  }
}
