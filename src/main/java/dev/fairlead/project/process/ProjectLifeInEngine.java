package dev.fairlead.project.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectLife;
import dev.fairlead.shared.ConflictException;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Carries the project's life by the process {@code projectLifecycle}. */
@Component
class ProjectLifeInEngine implements ProjectLife {
  private final EngineGateway engine;

  ProjectLifeInEngine(EngineGateway engine) {
    this.engine = engine;
  }

  @Override
  public void begin(Project project) {
    engine.start(
        ProjectLifecycleProcess.ID,
        project.key(),
        Map.of(
            ProjectLifecycleProcess.COORDINATOR, project.coordinator(),
            ProjectLifecycleProcess.SPONSOR, project.sponsor()));
  }

  @Override
  public void cancel(String projectKey, String reason) {
    send(
        ProjectLifecycleProcess.MESSAGE_CANCELLED,
        projectKey,
        Map.of(ProjectLifecycleProcess.CANCEL_REASON, reason));
  }

  @Override
  public void requestReport(String projectKey) {
    send(ProjectLifecycleProcess.MESSAGE_REPORT_REQUESTED, projectKey, Map.of());
  }

  private void send(String message, String projectKey, Map<String, Object> variables) {
    if (!engine.correlate(message, ProjectLifecycleProcess.ID, projectKey, variables)) {
      throw ConflictException.because("project.lifeOver", projectKey);
    }
  }
}
