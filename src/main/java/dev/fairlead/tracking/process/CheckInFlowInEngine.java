package dev.fairlead.tracking.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.tracking.CheckInFlow;
import org.springframework.stereotype.Component;

/** Tells the process {@code checkInWeekly}. */
@Component
class CheckInFlowInEngine implements CheckInFlow {
  private final EngineGateway engine;

  CheckInFlowInEngine(EngineGateway engine) {
    this.engine = engine;
  }

  @Override
  public String process() {
    return CheckInWeeklyProcess.ID;
  }

  @Override
  public void answered(String projectKey, String member) {
    engine.correlate(
        CheckInWeeklyProcess.MESSAGE_ANSWERED,
        CheckInWeeklyProcess.ID,
        projectKey,
        CheckInWeeklyProcess.MEMBER,
        member);
  }
}
