package dev.fairlead.change.process;

import dev.fairlead.change.ChangeFlow;
import dev.fairlead.engine.EngineGateway;
import dev.fairlead.project.process.ProjectLifecycleProcess;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Carries a change by the process {@code handleChange}, which the project's life calls. */
@Component
class ChangeFlowInEngine implements ChangeFlow {
  private final EngineGateway engine;

  ChangeFlowInEngine(EngineGateway engine) {
    this.engine = engine;
  }

  @Override
  public boolean submitted(String projectKey, String changeId) {
    return engine.correlate(
        ProjectLifecycleProcess.MESSAGE_CHANGE_SUBMITTED,
        ProjectLifecycleProcess.ID,
        projectKey,
        Map.of(ProjectLifecycleProcess.CHANGE_ID, changeId));
  }

  @Override
  public boolean withdrawn(String changeId) {
    return engine.correlate(
        HandleChangeProcess.MESSAGE_WITHDRAWN, HandleChangeProcess.ID, changeId, Map.of());
  }

  @Override
  public boolean merged(String changeId) {
    return engine.correlate(
        HandleChangeProcess.MESSAGE_MERGED, HandleChangeProcess.ID, changeId, Map.of());
  }

  @Override
  public boolean extended(String changeId) {
    return engine.correlate(
        HandleChangeProcess.MESSAGE_EXTENDED, HandleChangeProcess.ID, changeId, Map.of());
  }
}
