package dev.fairlead.report.process;

/** Names that the diagram {@code reportStatus} and Java share. */
public final class ReportStatusProcess {
  public static final String ID = "reportStatus";
  public static final String REPORT_ID = "reportId";
  public static final String SUMMARY = "summary";
  public static final String RELEASE = "release";
  public static final String OVERRIDE_HEALTH = "overrideHealth";
  public static final String OVERRIDE_REASON = "overrideReason";
  public static final String FEEDBACK_UNTIL = "feedbackUntil";
  public static final String RELEASE_UNTIL = "releaseUntil";
  public static final String ANSWER_UNTIL = "answerUntil";
  public static final String FEEDBACK_ID = "feedbackId";
  public static final String ANSWER = "answer";
  public static final String DECISION_REQUESTS = "decisionRequests";
  public static final String MESSAGE_FEEDBACK = "report.feedbackGiven";

  private ReportStatusProcess() {}
}
