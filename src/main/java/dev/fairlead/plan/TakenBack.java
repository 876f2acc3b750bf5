package dev.fairlead.plan;

import dev.fairlead.plan.PlanEdit.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The way back of an approved change on a plan that has gone on since: what was reported on tasks
 * stays, and nothing is set back on tasks and budget lines that a later change has removed.
 */
final class TakenBack {
  private final WorkPlan latest;
  private final Map<Integer, PlanTask> tasks = new HashMap<>();
  private final Set<Integer> there;
  private final Set<List<Integer>> links = new HashSet<>();
  private final Set<String> lines = new HashSet<>();
  private final List<PlanEdit> edits = new ArrayList<>();

  private TakenBack(WorkPlan latest) {
    this.latest = latest;
    latest.tasks().forEach(task -> tasks.put(task.number(), task));
    this.there = new HashSet<>(tasks.keySet());
    if (latest.lines() != null) {
      latest.lines().all().forEach(line -> lines.add(String.valueOf(line.number())));
    }
    latest.links().forEach(link -> links.add(List.of(link.predecessor(), link.successor())));
  }

  /**
   * @param inverse as it was computed when the change was applied
   */
  static List<PlanEdit> edits(List<PlanEdit> inverse, WorkPlan latest) {
    TakenBack back = new TakenBack(latest);
    inverse.forEach(back::take);
    return List.copyOf(back.edits);
  }

  private void take(PlanEdit edit) {
    switch (edit.kind()) {
      case RESTORE_TASK -> restore(edit);
      case REMOVE_TASK -> {
        if (there.remove(edit.task())) {
          edits.add(edit);
        }
      }
      case MOVE -> {
        if (there.contains(edit.task()) && isThere(edit.values().get("parent"))) {
          edits.add(edit);
        }
      }
      case ADD_LINK -> {
        if (there.contains(edit.task()) && isThere(edit.values().get("predecessor"))) {
          links.add(ends(edit));
          edits.add(edit);
        }
      }
      case REMOVE_LINK -> {
        if (links.remove(ends(edit))) {
          edits.add(edit);
        }
      }
      case ADD_BUDGET_LINE -> {
        lines.add(edit.values().get("line"));
        edits.add(edit);
      }
      case SET_BUDGET_LINE -> {
        if (lines.contains(edit.values().get("line"))) {
          edits.add(edit);
        }
      }
      case REMOVE_BUDGET_LINE -> {
        if (lines.remove(edit.values().get("line"))) {
          edits.add(edit);
        }
      }
      default -> edits.add(edit);
    }
  }

  private void restore(PlanEdit edit) {
    Map<String, String> values = new TreeMap<>(edit.values());
    if (there.contains(edit.task())) {
      if (tasks.containsKey(edit.task())) {
        keepProgress(tasks.get(edit.task()), values);
      }
    } else if (values.containsKey("position")) {
      if (!isThere(values.get("parent"))) {
        values.put("parent", "");
        values.put("position", String.valueOf(latest.tasks().size() + 1));
      }
      there.add(edit.task());
    } else {
      return;
    }
    edits.add(new PlanEdit(Kind.RESTORE_TASK, edit.task(), values));
  }

  /** Only work that the change added or took is taken from or added to what is left to do. */
  private static void keepProgress(PlanTask now, Map<String, String> values) {
    values.keySet().removeAll(TaskText.PROGRESS);
    if (values.containsKey("durationMinutes") && now.remainingMinutes() != null && !now.isDone()) {
      long added = Long.parseLong(values.get("durationMinutes")) - now.durationMinutes();
      long left = now.remainingMinutes() + added;
      values.put("remainingMinutes", left > 0 ? String.valueOf(left) : "");
    }
  }

  /** Whether an edit may name it; nothing stands for the top of the plan. */
  private boolean isThere(String number) {
    return number == null || number.isBlank() || there.contains(Integer.valueOf(number));
  }

  private static List<Integer> ends(PlanEdit edit) {
    return List.of(Integer.valueOf(edit.values().get("predecessor")), edit.task());
  }
}
