package dev.fairlead.workspace;

import dev.fairlead.project.OpenTasks;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells the other rooms which tasks still wait. */
@Component
class StillOpen implements OpenTasks {
  private final Worklist worklist;

  StillOpen(Worklist worklist) {
    this.worklist = worklist;
  }

  @Override
  public Set<String> among(Collection<String> ids) {
    return worklist.open(ids);
  }

  @Override
  public List<Waiting> about(String projectKey, String businessKey) {
    List<OpenTask> tasks =
        worklist.ofProjects(List.of(projectKey)).getOrDefault(projectKey, List.of()).stream()
            .filter(task -> businessKey.equals(task.businessKey()))
            .toList();
    Map<String, String> waitsOn = worklist.waitsOn(tasks);
    return tasks.stream()
        .map(
            task ->
                new Waiting(
                    task.id(), task.name(), waitsOn.get(task.id()), task.created(), task.due()))
        .toList();
  }
}
