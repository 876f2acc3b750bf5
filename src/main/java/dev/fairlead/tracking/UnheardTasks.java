package dev.fairlead.tracking;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.WorkPlan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tasks that should be under way and of which nobody has spoken for long, as the follow-up finds
 * them; those that are late as well, of which the follow-up asks for another reason.
 */
@Service
@Transactional(readOnly = true)
public class UnheardTasks {
  private final StaleTasks stale;

  UnheardTasks(StaleTasks stale) {
    this.stale = stale;
  }

  /**
   * A task without a word.
   *
   * @param task its number
   * @param since when somebody spoke of it last, or when its work began or should have
   */
  public record Unheard(int task, LocalDate since) {}

  /**
   * Those of a plan that is read already, longest first.
   *
   * @param baseline the one in force, or null, where nothing should be under way
   */
  public List<Unheard> of(WorkPlan plan, Baseline baseline) {
    if (baseline == null) {
      return List.of();
    }
    Set<Integer> parents = new HashSet<>();
    plan.tasks().forEach(task -> parents.add(task.parent()));
    Map<Integer, BaselineTask> promised =
        baseline.tasks().stream()
            .collect(Collectors.toMap(BaselineTask::number, Function.identity()));
    List<Suspects.Silent> suspects = new ArrayList<>();
    for (PlanTask task : plan.tasks()) {
      BaselineTask promise = promised.get(task.number());
      if (promise != null && !task.isDone() && !parents.contains(task.number())) {
        suspects.add(
            new Suspects.Silent(
                task, task.actualStart() != null ? task.actualStart() : promise.start()));
      }
    }
    return stale.unheard(plan, suspects).stream()
        .sorted(Comparator.comparing(Unheard::since).thenComparingInt(Unheard::task))
        .toList();
  }
}
