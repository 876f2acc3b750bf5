package dev.fairlead.project.process;

/** Names that the diagram {@code projectLifecycle} and Java share. */
public final class ProjectLifecycleProcess {
  public static final String ID = "projectLifecycle";
  public static final String COORDINATOR = "coordinator";
  public static final String SPONSOR = "sponsor";
  public static final String CANCEL_REASON = "cancelReason";
  public static final String CHANGE_ID = "changeId";
  public static final String MESSAGE_CANCELLED = "project.cancelled";
  public static final String MESSAGE_REPORT_REQUESTED = "report.requested";
  public static final String MESSAGE_CHANGE_SUBMITTED = "change.submitted";

  private ProjectLifecycleProcess() {}
}
