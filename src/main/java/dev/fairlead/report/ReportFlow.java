package dev.fairlead.report;

/** The way of a published report's feedback back to its coordinator. Filled by {@code report.process}. */
public interface ReportFlow {
  /** Asks the coordinator to answer. False when the feedback period is over. */
  boolean feedbackGiven(Report report, long feedbackId);
}
