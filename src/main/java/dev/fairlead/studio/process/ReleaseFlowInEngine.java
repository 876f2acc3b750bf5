package dev.fairlead.studio.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.studio.Draft;
import dev.fairlead.studio.ReleaseFlow;
import java.util.Map;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Starts {@code releaseDiagram} for a submitted draft. */
@Component
class ReleaseFlowInEngine implements ReleaseFlow {
  private final EngineGateway engine;

  ReleaseFlowInEngine(@Lazy EngineGateway engine) {
    this.engine = engine;
  }

  @Override
  public void submitted(Draft draft, String by) {
    engine.start(
        ReleaseDiagramProcess.ID,
        draft.processKey(),
        Map.of(ReleaseDiagramProcess.DRAFT_ID, draft.id(), ReleaseDiagramProcess.SUBMITTED_BY, by));
  }
}
