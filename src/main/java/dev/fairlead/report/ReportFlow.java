package dev.fairlead.report;

import java.util.Set;

/** Where a report waits for somebody. Filled by {@code report.process}. */
public interface ReportFlow {
  /** Asks the coordinator to answer. False when the feedback period is over. */
  boolean feedbackGiven(Report report, long feedbackId);

  /** Ids of the open tasks about this report: its release, or answers to feedback. */
  Set<String> tasks(Report report);
}
