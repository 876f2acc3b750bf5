package dev.fairlead.studio.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.studio.Draft;
import dev.fairlead.studio.ReleaseFlow;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Starts {@code releaseDiagram} for a submitted draft. */
@Component
class ReleaseFlowInEngine implements ReleaseFlow {
  private final EngineGateway engine;
  private final RuntimeService runtime;

  ReleaseFlowInEngine(@Lazy EngineGateway engine, @Lazy RuntimeService runtime) {
    this.engine = engine;
    this.runtime = runtime;
  }

  @Override
  public void submitted(Draft draft, String by) {
    engine.start(
        ReleaseDiagramProcess.ID,
        draft.processKey(),
        Map.of(ReleaseDiagramProcess.DRAFT_ID, draft.id(), ReleaseDiagramProcess.SUBMITTED_BY, by));
  }

  @Override
  public void takenBack(Draft draft) {
    engine.asSystem(
        () -> {
          runtime
              .createProcessInstanceQuery()
              .processDefinitionKey(ReleaseDiagramProcess.ID)
              .variableValueEquals(ReleaseDiagramProcess.DRAFT_ID, draft.id())
              .list()
              .forEach(release -> runtime.deleteProcessInstance(release.getId(), "taken back"));
          return null;
        });
  }
}
