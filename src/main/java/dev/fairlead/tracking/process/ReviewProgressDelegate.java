package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.Tracking;
import java.util.Date;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/**
 * Looks at the whole project once a working day: late and stale tasks that nobody is asked about,
 * tasks that will be late soon, the forecast, and risks whose review is due. Whoever has to do
 * something by today, such as a measure on a risk or an action, is told.
 */
@Component("reviewProgressDelegate")
class ReviewProgressDelegate implements JavaDelegate {
  private final Tracking tracking;

  ReviewProgressDelegate(Tracking tracking) {
    this.tracking = tracking;
  }

  @Override
  public void execute(DelegateExecution execution) {
    keepDate(execution);
    tracking.tellOfPromises(execution.getProcessBusinessKey(), TrackProjectProcess.ID);
    Tracking.Findings findings = tracking.review(execution.getProcessBusinessKey());
    execution.setVariableLocal(
        TrackProjectProcess.LATE_TASKS, Variables.untypedValue(findings.toFollowUp(), true));
    execution.setVariableLocal(
        TrackProjectProcess.TASKS_TO_WARN_OF, Variables.untypedValue(findings.toWarn(), true));
    execution.setVariableLocal(
        TrackProjectProcess.RISKS_TO_REVIEW,
        Variables.untypedValue(findings.risksToReview(), true));
    execution.setVariable(
        TrackProjectProcess.FORECAST_WITHIN_TOLERANCE, findings.withinTolerance());
  }

  /** A change may have moved the deadline; so the task that ends the work is due then. */
  private void keepDate(DelegateExecution execution) {
    Date until = Answers.date(tracking.workUntil(execution.getProcessBusinessKey()));
    TaskService tasks = execution.getProcessEngineServices().getTaskService();
    tasks
        .createTaskQuery()
        .processInstanceId(execution.getProcessInstanceId())
        .taskDefinitionKey(TrackProjectProcess.TASK_CONFIRM)
        .list()
        .stream()
        .filter(task -> !until.equals(task.getDueDate()))
        .forEach(task -> tasks.setDueDate(task.getId(), until));
  }
}
