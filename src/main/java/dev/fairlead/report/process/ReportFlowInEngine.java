package dev.fairlead.report.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.report.Report;
import dev.fairlead.report.ReportFlow;
import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Hands feedback to the one instance of {@code reportStatus} that distributed the report. */
@Component
class ReportFlowInEngine implements ReportFlow {
  private final RuntimeService runtime;
  private final EngineGateway engine;

  ReportFlowInEngine(@Lazy RuntimeService runtime, @Lazy EngineGateway engine) {
    this.runtime = runtime;
    this.engine = engine;
  }

  @Override
  public boolean feedbackGiven(Report report, long feedbackId) {
    return engine.asSystem(
        () -> {
          try {
            // several reports of one project may wait, and each feedback has a scope of its own
            runtime
                .createMessageCorrelation(ReportStatusProcess.MESSAGE_FEEDBACK)
                .processInstanceVariableEquals(ReportStatusProcess.REPORT_ID, report.id())
                .setVariablesToTriggeredScope(Map.of(ReportStatusProcess.FEEDBACK_ID, feedbackId))
                .correlate();
            return true;
          } catch (MismatchingMessageCorrelationException nobodyWaits) {
            return false;
          }
        });
  }
}
