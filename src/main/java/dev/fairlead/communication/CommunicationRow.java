package dev.fairlead.communication;

import dev.fairlead.project.ProjectDocuments;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A row of a project's communication plan: who gets what, when, how and in which form.
 *
 * @param firstDue the day that all later days are counted from; null where it is due by an event
 * @param nextDue null where nothing is due, or it is due by an event
 * @param responsible login name of the one who prepares it
 * @param approverGroup group of whom somebody else approves it before it is sent, or null
 * @param receipt whether readers are asked to confirm that they have read it
 * @param freeText what {@link ProjectDocuments.Kind#FREE_TEXT} says each time, or null
 * @param endedAt null while the row runs
 */
public record CommunicationRow(
    long id,
    String projectKey,
    String title,
    String purpose,
    ProjectDocuments.Kind content,
    Form form,
    Channel channel,
    Frequency frequency,
    LocalDate firstDue,
    LocalDate nextDue,
    String responsible,
    String approverGroup,
    boolean receipt,
    String freeText,
    String seenPhase,
    int seenMilestones,
    LocalDateTime endedAt,
    Audience audience) {

  /** How readers get it. */
  public enum Form {
    PDF,
    XLSX,
    DOCX,
    /** In the mail itself. */
    HTML
  }

  /** The way to the readers. */
  public enum Channel {
    MAIL,
    /** By a link only; people outside always get a link. */
    LINK,
    /** Nothing is sent: the responsible is reminded, and what came of it is kept. */
    MEETING
  }

  /** When it is due. */
  public enum Frequency {
    ONCE,
    WEEKLY,
    FORTNIGHTLY,
    MONTHLY,
    PHASE_END,
    MILESTONE;

    /** Whether something has to happen in the project before it is due. */
    public boolean isByEvent() {
      return this == PHASE_END || this == MILESTONE;
    }

    /**
     * The first day after the given one on which it is due, or null where there is none.
     *
     * @param first the day that is counted from
     */
    LocalDate nextAfter(LocalDate first, LocalDate after) {
      LocalDate next = first;
      for (int i = 1; !next.isAfter(after); i++) {
        next =
            switch (this) {
              case WEEKLY -> first.plusWeeks(i);
              case FORTNIGHTLY -> first.plusWeeks(2L * i);
              case MONTHLY -> first.plusMonths(i);
              default -> null;
            };
        if (next == null) {
          return null;
        }
      }
      return next;
    }
  }

  public boolean isRunning() {
    return endedAt == null;
  }

  /** Whether it waits for an interim report that is frozen, released and published for it. */
  boolean asksForReport() {
    return content == ProjectDocuments.Kind.INTERIM_REPORT && channel != Channel.MEETING;
  }
}
