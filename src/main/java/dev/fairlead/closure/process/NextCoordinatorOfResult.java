package dev.fairlead.closure.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.engine.TaskGuard;
import dev.fairlead.project.CoordinatorReplaced;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whoever takes a project over while it is closed stands for its result beside the former
 * coordinator, so neither of them accepts it.
 */
@Component
class NextCoordinatorOfResult {
  private final EngineGateway engine;

  NextCoordinatorOfResult(EngineGateway engine) {
    this.engine = engine;
  }

  @EventListener
  void on(CoordinatorReplaced replaced) {
    engine.set(
        CloseProjectProcess.ID,
        replaced.projectKey(),
        Map.of(TaskGuard.SUBMITTED_FOR, replaced.next()));
  }
}
