package dev.fairlead.communication;

import java.time.LocalDateTime;

/**
 * The way of a communication from due to received, in the words of the domain. Filled by {@code
 * communication.process}.
 */
public interface CommunicationFlow {
  /** Begins one time of the row now, beside the project's life. */
  void begin(CommunicationRow row);

  /**
   * The interim report that the run waits for is published.
   *
   * @return false when nothing waits for it any more
   */
  boolean reportPublished(Run run, String nextStep, String approverGroup, String releasedBy);

  void reportDiscarded(Run run);

  /** The row or the project has ended: nothing of the run is to be done any more. */
  void stop(Run run);

  /** Ends what was begun beside the life of a project that is cancelled. */
  void stopBesideTheLife(String projectKey);

  /** All readers have confirmed. */
  void allConfirmed(Run run);

  /** The coordinator is asked to answer an external party. */
  void askForAnswer(OutsideFeedback feedback, String coordinator);

  /** Waits for a contractor's report, chases it from that moment on, and lets it be reviewed. */
  void collect(ContractorReport report, String coordinator, LocalDateTime until);

  /**
   * The contractor has reported.
   *
   * @return whether anything waits for it, as it always does but in a diagram that was changed
   */
  boolean contractorReported(ContractorReport report);

  /** The report is not needed any more. */
  void contractorReportWithdrawn(ContractorReport report);

  /** Ends what waits for a report whose contractor is removed, or whose project is stopped. */
  void stopCollecting(ContractorReport report);
}
