package dev.fairlead.communication.process;

import dev.fairlead.communication.CommunicationFlow;
import dev.fairlead.communication.CommunicationRow;
import dev.fairlead.communication.ContractorReport;
import dev.fairlead.communication.OutsideFeedback;
import dev.fairlead.communication.Run;
import dev.fairlead.engine.Answers;
import dev.fairlead.engine.EngineGateway;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Tells the processes {@code communicate}, {@code collectReceipts}, {@code answerOutsideFeedback}
 * and {@code collectContractorReport}.
 */
@Component
class CommunicationFlowInEngine implements CommunicationFlow {
  private final EngineGateway engine;

  CommunicationFlowInEngine(EngineGateway engine) {
    this.engine = engine;
  }

  @Override
  public void begin(CommunicationRow row) {
    engine.start(
        CommunicateProcess.ID, row.projectKey(), Map.of(CommunicateProcess.ROW_ID, row.id()));
  }

  @Override
  public boolean reportPublished(
      Run run, String nextStep, String approverGroup, String releasedBy) {
    Map<String, Object> variables = new HashMap<>();
    variables.put(CommunicateProcess.NEXT_STEP, nextStep);
    variables.put(CommunicateProcess.APPROVER_GROUP, approverGroup);
    variables.put(CommunicateProcess.SUBMITTED_BY, releasedBy);
    return engine.correlate(
        CommunicateProcess.MESSAGE_PUBLISHED,
        CommunicateProcess.ID,
        run.projectKey(),
        CommunicateProcess.RUN_ID,
        run.id(),
        variables);
  }

  @Override
  public void reportDiscarded(Run run) {
    send(CommunicateProcess.MESSAGE_DISCARDED, CommunicateProcess.ID, run);
  }

  @Override
  public void stop(Run run) {
    send(CommunicateProcess.MESSAGE_STOPPED, CommunicateProcess.ID, run);
  }

  @Override
  public void stopBesideTheLife(String projectKey) {
    engine.end(CommunicateProcess.ID, projectKey, "The project is cancelled");
  }

  @Override
  public void allConfirmed(Run run) {
    send(CollectReceiptsProcess.MESSAGE_CONFIRMED, CollectReceiptsProcess.ID, run);
  }

  @Override
  public void askForAnswer(OutsideFeedback feedback, String coordinator) {
    engine.start(
        AnswerOutsideFeedbackProcess.ID,
        feedback.projectKey(),
        Map.of(
            AnswerOutsideFeedbackProcess.COORDINATOR,
            coordinator,
            AnswerOutsideFeedbackProcess.OUTSIDE_FEEDBACK_ID,
            feedback.id()));
  }

  @Override
  public void collect(ContractorReport report, String coordinator, LocalDateTime until) {
    engine.start(
        CollectContractorReportProcess.ID,
        report.projectKey(),
        Map.of(
            CollectContractorReportProcess.COORDINATOR,
            coordinator,
            CollectContractorReportProcess.CONTRACTOR_REPORT_ID,
            report.id(),
            CollectContractorReportProcess.REPORT_UNTIL,
            Answers.date(until)));
  }

  @Override
  public boolean contractorReported(ContractorReport report) {
    return tell(CollectContractorReportProcess.MESSAGE_GIVEN, report);
  }

  @Override
  public void contractorReportWithdrawn(ContractorReport report) {
    if (!tell(CollectContractorReportProcess.MESSAGE_WITHDRAWN, report)) {
      end(report, "The report is withdrawn");
    }
  }

  @Override
  public void stopCollecting(ContractorReport report) {
    end(report, "The contractor is removed, or the project is stopped");
  }

  private void end(ContractorReport report, String reason) {
    engine.end(
        CollectContractorReportProcess.ID,
        report.projectKey(),
        CollectContractorReportProcess.CONTRACTOR_REPORT_ID,
        report.id(),
        reason);
  }

  private boolean tell(String message, ContractorReport report) {
    return engine.correlate(
        message,
        CollectContractorReportProcess.ID,
        report.projectKey(),
        CollectContractorReportProcess.CONTRACTOR_REPORT_ID,
        report.id());
  }

  private void send(String message, String process, Run run) {
    engine.correlate(message, process, run.projectKey(), CommunicateProcess.RUN_ID, run.id());
  }
}
