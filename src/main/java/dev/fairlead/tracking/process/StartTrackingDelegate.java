package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.tracking.Tracking;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Begins the tracking of the approved plan. */
@Component("startTrackingDelegate")
class StartTrackingDelegate implements JavaDelegate {
  private final Tracking tracking;

  StartTrackingDelegate(Tracking tracking) {
    this.tracking = tracking;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String project = execution.getProcessBusinessKey();
    tracking.start(project);
    execution.setVariable(
        TrackProjectProcess.WORK_UNTIL, Answers.date(tracking.workUntil(project)));
  }
}
