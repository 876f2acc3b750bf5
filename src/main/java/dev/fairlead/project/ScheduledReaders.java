package dev.fairlead.project;

/**
 * Readers who get an interim report by the communication plan instead of by default. The room that
 * keeps the plan fills this port.
 */
public interface ScheduledReaders {
  /**
   * The report is published.
   *
   * @param releasedBy login name of the one who released it
   * @return whether a row of the plan asked for it and takes it to its own audience
   */
  boolean takeOver(String projectKey, String reportId, String releasedBy);

  /** The report is discarded: whoever waits for it goes without this time. */
  void discarded(String projectKey, String reportId);
}
