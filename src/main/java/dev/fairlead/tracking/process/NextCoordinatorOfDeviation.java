package dev.fairlead.tracking.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.engine.TaskGuard;
import dev.fairlead.project.CoordinatorReplaced;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whoever takes a project over while a manager is asked to agree to going on beyond a tolerance
 * stands for the proposal beside the one who made it, so neither of them agrees to it.
 */
@Component
class NextCoordinatorOfDeviation {
  private final EngineGateway engine;

  NextCoordinatorOfDeviation(EngineGateway engine) {
    this.engine = engine;
  }

  @EventListener
  void on(CoordinatorReplaced replaced) {
    engine.set(
        TrackProjectProcess.ID,
        replaced.projectKey(),
        Map.of(TaskGuard.SUBMITTED_FOR, replaced.next()));
  }
}
