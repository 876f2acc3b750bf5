package dev.fairlead.communication;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * One time that a row of the communication plan is carried out.
 *
 * @param words what the responsible adds, or what came of a meeting
 * @param reportId the interim report that it takes to its readers, or null
 * @param snapshot the frozen document, or null before the draft is done
 */
public record Run(
    long id,
    long rowId,
    String projectKey,
    Status status,
    LocalDate dueOn,
    LocalDateTime openedAt,
    String responsible,
    String draftedBy,
    LocalDateTime draftedAt,
    String words,
    String skipReason,
    String decidedBy,
    LocalDateTime decidedAt,
    String decisionComment,
    String reportId,
    String snapshot,
    LocalDateTime finishedAt,
    LocalDateTime receiptUntil,
    LocalDateTime chasedAt,
    LocalDateTime missingToldAt) {

  /** Its way. */
  public enum Status {
    /** The interim report is being prepared. */
    REPORT,
    DRAFT,
    APPROVAL,
    SENDING,
    SENT,
    SKIPPED,
    HELD,
    /** The row or the project ended before it was sent. */
    STOPPED;

    public boolean isOpen() {
      return this == REPORT || this == DRAFT || this == APPROVAL || this == SENDING;
    }
  }
}
