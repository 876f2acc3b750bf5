package dev.fairlead.plan.process;

/** Names that the diagram {@code planProject} and Java share. */
public final class PlanProjectProcess {
  public static final String ID = "planProject";
  public static final String PLAN_PASSED = "planPassed";
  public static final String MEMBERS = "members";
  public static final String MEMBER = "member";
  public static final String FEEDBACK = "feedback";
  public static final String OBJECTION = "objection";
  public static final String FEEDBACK_UNTIL = "feedbackUntil";
  public static final String FEEDBACK_REMINDER_AT = "feedbackReminderAt";
  public static final String SUBMITTED_BY = "submittedBy";
  public static final String SUBMITTED_FOR = "submittedFor";

  private PlanProjectProcess() {}
}
