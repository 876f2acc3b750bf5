package dev.fairlead.plan.process;

/** Names that the diagram {@code reviewRisk} and Java share. */
public final class ReviewRiskProcess {
  public static final String ID = "reviewRisk";
  public static final String RISK_NUMBER = "riskNumber";
  public static final String REVIEWER = "reviewer";
  public static final String REVIEW_UNTIL = "reviewUntil";
  public static final String REVIEW_RESULT = "reviewResult";
  public static final String LIKELIHOOD = "likelihood";
  public static final String IMPACT = "impact";
  public static final String NEXT_REVIEW = "nextReview";
  public static final String REVIEW_NOTE = "reviewNote";

  private ReviewRiskProcess() {}
}
