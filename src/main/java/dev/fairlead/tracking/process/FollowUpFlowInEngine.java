package dev.fairlead.tracking.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.tracking.FollowUpFlow;
import org.springframework.stereotype.Component;

/** Tells the process {@code followUpTask}. */
@Component
class FollowUpFlowInEngine implements FollowUpFlow {
  private final EngineGateway engine;

  FollowUpFlowInEngine(EngineGateway engine) {
    this.engine = engine;
  }

  @Override
  public void taskDone(String projectKey, int task) {
    engine.correlate(
        FollowUpTaskProcess.MESSAGE_DONE,
        FollowUpTaskProcess.ID,
        projectKey,
        FollowUpTaskProcess.TASK_NUMBER,
        task);
  }
}
