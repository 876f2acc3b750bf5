package dev.fairlead.project;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What was mailed and told about a project, as far as other rooms may know it. The room of the
 * mails fills this port.
 */
public interface Correspondence {
  /**
   * A mail without its text.
   *
   * @param sentAt null while it has not left, or where no mail server is set
   */
  record Letter(
      LocalDateTime writtenAt,
      String recipient,
      String subject,
      String status,
      LocalDateTime sentAt) {}

  /**
   * One time that a row of the communication plan was carried out.
   *
   * @param document what its readers got, or null where nothing was frozen
   * @param endedAt when it was sent, held, skipped or stopped
   */
  record Communication(
      long id,
      String title,
      String purpose,
      String content,
      String channel,
      String status,
      LocalDate dueOn,
      LocalDateTime endedAt,
      String draftedBy,
      String words,
      String skipReason,
      String decidedBy,
      LocalDateTime decidedAt,
      String decisionComment,
      String reportId,
      ProjectDocuments.View document,
      List<Reader> readers) {}

  /** Whom a communication reached, and whether they have read it. */
  record Reader(
      String name, LocalDateTime openedAt, LocalDateTime confirmedAt, LocalDateTime remindedAt) {}

  /**
   * What a contractor was asked for and said.
   *
   * @param status ASKED, GIVEN, ACCEPTED or WITHDRAWN
   * @param rating GREEN, AMBER or RED, or null where nothing was given
   */
  record ContractorStatement(
      String party,
      LocalDate periodStart,
      LocalDate periodEnd,
      LocalDate dueOn,
      String words,
      String status,
      String askedBy,
      LocalDateTime askedAt,
      LocalDateTime givenAt,
      String rating,
      String workDone,
      String workNext,
      String problems,
      String returnReason,
      String decidedBy,
      LocalDateTime decidedAt,
      List<ContractorTask> tasks) {}

  /** What a contractor said of one task; percent, forecast and remark may be null. */
  record ContractorTask(
      int task, String name, Integer percent, LocalDate forecastFinish, String remark) {}

  /** The oldest first. */
  List<Letter> of(String projectKey);

  /** What is over of the communication plan, the oldest first. */
  List<Communication> communications(String projectKey);

  /** The status reports that contractors were asked for, the oldest first. */
  List<ContractorStatement> contractors(String projectKey);
}
