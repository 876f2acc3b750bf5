package dev.fairlead.plan.process;

/** Names that the diagram {@code approvePlan} and Java share. */
public final class ApprovePlanProcess {
  public static final String ID = "approvePlan";
  public static final String APPROVAL_LEVEL = "approvalLevel";
  public static final String BUDGET = "budget";
  public static final String RISK_LEVEL = "riskLevel";
  public static final String CRITICALITY = "criticality";
  public static final String DEADLINE_HOLDS = "deadlineHolds";
  public static final String RISK_EXPOSURE = "riskExposure";
  public static final String CONFLICTS = "conflicts";
  public static final String APPROVER_GROUP = "approverGroup";
  public static final String APPROVALS = "approvals";
  public static final String APPROVED_BY = "approvedBy";
  public static final String APPROVAL_REASON = "approvalReason";
  public static final String APPROVAL_REMINDER_AT = "approvalReminderAt";
  public static final String APPROVAL_DEPUTY_AT = "approvalDeputyAt";
  public static final String DECISION = "decision";
  public static final String COMMENT = "comment";

  private ApprovePlanProcess() {}
}
