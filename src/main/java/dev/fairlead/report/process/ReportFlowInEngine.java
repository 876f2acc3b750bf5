package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.engine.EngineGateway;
import dev.fairlead.project.Reminders;
import dev.fairlead.report.Report;
import dev.fairlead.report.ReportFlow;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Hands feedback to the one instance of {@code reportStatus} that distributed the report. */
@Component
class ReportFlowInEngine implements ReportFlow {
  private static final double DAYS_TO_ANSWER = 3;

  private final RuntimeService runtime;
  private final TaskService tasks;
  private final EngineGateway engine;
  private final Reminders reminders;

  ReportFlowInEngine(
      @Lazy RuntimeService runtime,
      @Lazy TaskService tasks,
      @Lazy EngineGateway engine,
      @Lazy Reminders reminders) {
    this.runtime = runtime;
    this.tasks = tasks;
    this.engine = engine;
    this.reminders = reminders;
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
                .setVariablesToTriggeredScope(
                    Map.of(
                        ReportStatusProcess.FEEDBACK_ID,
                        feedbackId,
                        ReportStatusProcess.ANSWER_UNTIL,
                        Answers.date(reminders.after(report.projectKey(), null, DAYS_TO_ANSWER))))
                .correlate();
            return true;
          } catch (MismatchingMessageCorrelationException nobodyWaits) {
            return false;
          }
        });
  }

  @Override
  public Set<String> tasks(Report report) {
    return engine.asSystem(
        () ->
            tasks
                .createTaskQuery()
                .processVariableValueEquals(ReportStatusProcess.REPORT_ID, report.id())
                .list()
                .stream()
                .map(Task::getId)
                .collect(Collectors.toSet()));
  }
}
