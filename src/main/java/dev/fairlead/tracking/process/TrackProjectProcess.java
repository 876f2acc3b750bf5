package dev.fairlead.tracking.process;

/** Names that the diagram {@code trackProject} and Java share. */
public final class TrackProjectProcess {
  public static final String ID = "trackProject";
  public static final String TASK_CONFIRM = "userTask_confirmAllWorkDone";
  public static final String COORDINATOR = "coordinator";
  public static final String WORK_UNTIL = "workUntil";
  public static final String LATE_TASKS = "lateTasks";
  public static final String TASKS_TO_WARN_OF = "tasksToWarnOf";
  public static final String RISKS_TO_REVIEW = "risksToReview";
  public static final String MEMBERS_TO_ASK = "membersToAsk";
  public static final String FORECAST_WITHIN_TOLERANCE = "forecastWithinTolerance";
  public static final String CORRECTIVE_DECISION = "correctiveDecision";
  public static final String CORRECTIVE_REASON = "correctiveReason";

  public static final String TASK_DECIDE = "userTask_decideCorrectiveAction";
  public static final String TASK_CONFIRM_DEVIATION = "userTask_confirmDeviation";
  public static final String CORRECTIVE_UNTIL = "correctiveUntil";
  public static final String APPROVER_GROUP = "approverGroup";
  public static final String SUBMITTED_BY = "submittedBy";
  public static final String SUBMITTED_FOR = "submittedFor";
  public static final String DECISION = "decision";
  public static final String COMMENT = "comment";

  private TrackProjectProcess() {}
}
