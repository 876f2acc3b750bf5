package dev.fairlead.closure.process;

/** Names that the diagram {@code supportEarly} and Java share. */
public final class SupportEarlyProcess {
  public static final String ID = "supportEarly";
  public static final String SUPPORT_UNTIL = "supportUntil";
  public static final String SUPPORT_PROBLEM = "supportProblem";
  public static final String SOLVER = "solver";
  public static final String CAUSE = "cause";
  public static final String SOLUTION = "solution";
  public static final String SUPPORT_SUMMARY = "supportSummary";
  public static final String RECOMMENDATION = "recommendation";
  public static final String MESSAGE_PROBLEM_REPORTED = "supportProblem.reported";

  private SupportEarlyProcess() {}
}
