package dev.fairlead.workspace;

import dev.fairlead.people.Groups;
import dev.fairlead.report.ProjectWaits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells the portfolio report what the worklist knows. */
@Component
class WaitsOfProjects implements ProjectWaits {
  private static final Set<String> MANAGEMENT =
      Set.of(Groups.MANAGERS, Groups.SPONSORS, Groups.STEERING_BOARD);

  private final Worklist worklist;

  WaitsOfProjects(Worklist worklist) {
    this.worklist = worklist;
  }

  @Override
  public Map<String, List<Wait>> of(Collection<String> projectKeys) {
    Map<String, List<Wait>> waits = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    worklist
        .ofProjects(projectKeys)
        .forEach((project, tasks) -> waits.put(project, steps(tasks, names)));
    return waits;
  }

  private List<Wait> steps(List<OpenTask> tasks, Map<String, String> names) {
    Map<String, List<OpenTask>> steps = new LinkedHashMap<>();
    tasks.forEach(task -> steps.computeIfAbsent(step(task), key -> new ArrayList<>()).add(task));
    return steps.values().stream().map(step -> wait(step, names)).toList();
  }

  /** One approval is one decision, however many approvals of its kind wait. */
  private static String step(OpenTask task) {
    return task.processKey()
        + "/"
        + task.taskKey()
        + "/"
        + task.businessKey()
        + (isDecision(task) ? "/" + task.id() : "");
  }

  private Wait wait(List<OpenTask> step, Map<String, String> names) {
    OpenTask first = step.get(0);
    return new Wait(
        first.name(),
        step.stream().map(task -> who(task, names)).distinct().toList(),
        first.created().toLocalDate(),
        isDecision(first),
        step.size());
  }

  /** A person may have many tasks; their name is looked up once. */
  private String who(OpenTask task, Map<String, String> names) {
    return task.assignee() == null
        ? worklist.waitsOn(task)
        : names.computeIfAbsent(task.assignee(), name -> worklist.waitsOn(task));
  }

  private static boolean isDecision(OpenTask task) {
    return task.candidateGroups().stream().anyMatch(MANAGEMENT::contains);
  }
}
