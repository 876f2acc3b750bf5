package dev.fairlead.tracking.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.tracking.CorrectiveFlow;
import java.util.Optional;
import org.camunda.bpm.engine.TaskService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Looks into the process {@code trackProject}. */
@Component
class CorrectiveFlowInEngine implements CorrectiveFlow {
  private final TaskService tasks;
  private final EngineGateway engine;

  CorrectiveFlowInEngine(@Lazy TaskService tasks, EngineGateway engine) {
    this.tasks = tasks;
    this.engine = engine;
  }

  @Override
  public Optional<String> openTask(String projectKey) {
    return engine
        .asSystem(
            () ->
                tasks
                    .createTaskQuery()
                    .processInstanceBusinessKey(projectKey)
                    .processDefinitionKey(TrackProjectProcess.ID)
                    .taskDefinitionKeyIn(
                        TrackProjectProcess.TASK_DECIDE, TrackProjectProcess.TASK_CONFIRM_DEVIATION)
                    .list())
        .stream()
        .findFirst()
        .map(task -> "/work/tasks/" + task.getId());
  }
}
