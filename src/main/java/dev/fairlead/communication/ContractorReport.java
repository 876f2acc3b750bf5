package dev.fairlead.communication;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * The status report of a contractor, as PM² has it: asked for, given by a link, and accepted or
 * returned by the coordinator.
 *
 * @param partyName name and organisation
 * @param words what the coordinator wants to know besides, or null
 * @param chased how often the contractor was reminded since it was last asked for
 * @param givenAt null while nothing was given, and again after it was returned
 * @param problems what hinders the work and what is needed, or null
 * @param returnReason why it was returned last, or null
 * @param decidedBy login name of whoever accepted, returned or withdrew it last, or null
 * @param tasks the tasks that it is about, in the order of their numbers
 */
public record ContractorReport(
    long id,
    String projectKey,
    long partyId,
    String partyName,
    LocalDate periodStart,
    LocalDate periodEnd,
    LocalDate dueOn,
    String words,
    Status status,
    String askedBy,
    LocalDateTime askedAt,
    int chased,
    LocalDateTime givenAt,
    Rating rating,
    String workDone,
    String workNext,
    String problems,
    String returnReason,
    String decidedBy,
    LocalDateTime decidedAt,
    List<Line> tasks) {

  /** Where it stands. */
  public enum Status {
    ASKED,
    GIVEN,
    ACCEPTED,
    WITHDRAWN;

    /** Whether somebody still has to do something. */
    public boolean isOpen() {
      return this == ASKED || this == GIVEN;
    }
  }

  /** How the contractor sees their work, in the colours of health. */
  public enum Rating {
    GREEN,
    AMBER,
    RED
  }

  /**
   * What the contractor says of one task.
   *
   * @param name as it was called when the report was asked for
   * @param percent how much of it is done, 0 to 100, or null where nothing is said
   * @param forecastFinish the day on which it will be done, or null
   * @param remark or null
   */
  public record Line(
      int task, String name, Integer percent, LocalDate forecastFinish, String remark) {}

  /** Whether it was due before this day and has not been given. */
  public boolean isOverdueOn(LocalDate today) {
    return status == Status.ASKED && dueOn.isBefore(today);
  }
}
