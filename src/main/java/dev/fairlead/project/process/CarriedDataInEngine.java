package dev.fairlead.project.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.engine.ProjectNames;
import dev.fairlead.engine.TaskGuard;
import dev.fairlead.engine.TaskHandover;
import dev.fairlead.project.CarriedData;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The variables by which processes and tasks know their project's people and its name. */
@Component
class CarriedDataInEngine implements CarriedData {
  /**
   * Whoever takes a project over stands for what these processes put before others, a plan, a
   * proposal to go on beyond a tolerance or a result, beside the one who did so and the one for
   * whom: none of them decides on it.
   */
  private static final List<String> DECIDED_BY_OTHERS =
      List.of("approvePlan", "trackProject", "closeProject");

  /** What of them is asked anew as a whole where the one who had taken it does not decide on it. */
  private static final String ASKED_ANEW = "trackProject";

  private final TaskService tasks;
  private final EngineGateway engine;
  private final TaskHandover handover;
  private final ProcessesOfProject processes;

  CarriedDataInEngine(
      @Lazy TaskService tasks,
      @Lazy EngineGateway engine,
      TaskHandover handover,
      ProcessesOfProject processes) {
    this.tasks = tasks;
    this.engine = engine;
    this.handover = handover;
    this.processes = processes;
  }

  @Override
  public List<String> replace(String projectKey, Role role, String former, String next) {
    String variable =
        switch (role) {
          case COORDINATOR -> ProjectLifecycleProcess.COORDINATOR;
          case SPONSOR -> ProjectLifecycleProcess.SPONSOR;
        };
    if (role == Role.COORDINATOR) {
      for (String process : DECIDED_BY_OTHERS) {
        engine.set(process, projectKey, Map.of(TaskGuard.TAKEN_OVER_BY, next));
        if (!process.equals(ASKED_ANEW)) {
          handover.free(process, projectKey, next);
        }
      }
    }
    return handover.give(all(projectKey), variable, former, next);
  }

  @Override
  public void rename(String projectKey, String name) {
    List<String> all = all(projectKey);
    engine.asSystem(
        () -> {
          for (Task task : processes.tasksOf(all)) {
            // the key of the project, change or issue stands before the name
            if (tasks.getVariableLocal(task.getId(), ProjectNames.VARIABLE) instanceof String is) {
              tasks.setVariableLocal(
                  task.getId(), ProjectNames.VARIABLE, is.split(" ", 2)[0] + " " + name);
            }
          }
          return null;
        });
  }

  private List<String> all(String projectKey) {
    return engine.asSystem(() -> processes.ids(projectKey));
  }
}
