package dev.fairlead.communication.process;

/** Names that the diagram {@code collectContractorReport} and Java share. */
public final class CollectContractorReportProcess {
  public static final String ID = "collectContractorReport";
  public static final String COORDINATOR = "coordinator";
  public static final String CONTRACTOR_REPORT_ID = "contractorReportId";
  public static final String REPORT_UNTIL = "reportUntil";
  public static final String CONTRACTOR_OUTCOME = "contractorOutcome";
  public static final String CONTRACTOR_REMARK = "contractorRemark";
  public static final String TAKE_PROGRESS = "takeProgress";
  public static final String NEXT_STEP = "nextStep";
  public static final String MESSAGE_GIVEN = "contractorReport.given";
  public static final String MESSAGE_WITHDRAWN = "contractorReport.withdrawn";

  private CollectContractorReportProcess() {}
}
