package dev.fairlead.tracking.process;

/** Names that the diagram {@code followUpTask} and Java share. */
public final class FollowUpTaskProcess {
  public static final String ID = "followUpTask";
  public static final String MESSAGE_DONE = "task.reportedDone";
  public static final String TASK_NUMBER = "taskNumber";
  public static final String TASK_NAME = "taskName";
  public static final String OWNER = "owner";
  public static final String REPLY = "reply";
  public static final String REASON = "reason";
  public static final String FORECAST_FINISH = "forecastFinish";
  public static final String CRITICAL_TASK = "criticalTask";
  public static final String DAYS_LATE = "daysLate";
  public static final String REMIND_AFTER = "remindAfter";
  public static final String DEPUTY_AFTER = "deputyAfter";
  public static final String COORDINATOR_AFTER = "coordinatorAfter";
  public static final String MANAGERS_AFTER = "managersAfter";
  public static final String LADDER_REASON = "ladderReason";
  public static final String REMIND_AT = "remindAt";
  public static final String DEPUTY_AT = "deputyAt";
  public static final String COORDINATOR_AT = "coordinatorAt";
  public static final String MANAGER_AT = "managerAt";
  public static final String ISSUE_ID = "issueId";

  private FollowUpTaskProcess() {}
}
