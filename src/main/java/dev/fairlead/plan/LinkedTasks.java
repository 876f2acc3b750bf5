package dev.fairlead.plan;

import dev.fairlead.project.Link;
import dev.fairlead.project.Linked;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Tasks of the plan, for the decisions and actions that are about them. */
@Component
class LinkedTasks implements Linked {
  private final Plans plans;

  LinkedTasks(Plans plans) {
    this.plans = plans;
  }

  @Override
  public Link.Kind kind() {
    return Link.Kind.TASK;
  }

  @Override
  public List<Link> of(String projectKey, Collection<Integer> numbers) {
    WorkPlan plan = plans.current(projectKey);
    return numbers.stream()
        .map(plan::task)
        .filter(Objects::nonNull)
        .map(task -> link(projectKey, task))
        .toList();
  }

  @Override
  public List<Link> offered(String projectKey, int most) {
    return plans.current(projectKey).tasks().stream()
        .filter(task -> !task.isDone())
        .limit(most)
        .map(task -> link(projectKey, task))
        .toList();
  }

  private static Link link(String projectKey, PlanTask task) {
    return new Link(
        Link.Kind.TASK,
        task.number(),
        task.name(),
        "/projects/" + projectKey + "/plan?view=list&task=" + task.number());
  }
}
