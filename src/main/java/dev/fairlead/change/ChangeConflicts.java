package dev.fairlead.change;

import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdits;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What pending changes of a project want of the same thing. */
@Service
@Transactional(readOnly = true)
public class ChangeConflicts {
  private final ChangeStore store;
  private final Plans plans;

  ChangeConflicts(ChangeStore store, Plans plans) {
    this.store = store;
    this.plans = plans;
  }

  /**
   * Sentences on other pending changes that touch the same task, budget line, goal or budget, and
   * on a plan to which it cannot be applied any more.
   */
  public List<String> of(String id) {
    ChangeRequest change = store.get(id);
    if (!change.isPending()) {
      return List.of();
    }
    WorkPlan plan = plans.currentWithLines(change.projectKey());
    Set<Integer> mine = change.touchedTasks();
    Set<String> myLines = budgetLines(change);
    Set<String> myGoals = goals(change);
    List<String> sentences = new ArrayList<>();
    if (change.impact() != null && change.impact().planVersion() != plan.version()) {
      try {
        PlanEdits.apply(plan, change.edits());
      } catch (RefusedException refused) {
        sentences.add(Sentences.say("change.unfit", id, refused.getMessage()));
      }
    }
    for (ChangeRequest other : store.open(change.projectKey())) {
      if (other.id().equals(id) || !other.isPending()) {
        continue;
      }
      if (asksFor(PlanEdit.Kind.SET_BUDGET, change) && asksFor(PlanEdit.Kind.SET_BUDGET, other)) {
        sentences.add(Sentences.say("change.conflictOverBudget", other.id(), other.title()));
      }
      for (PlanEdit.Kind kind :
          List.of(PlanEdit.Kind.SET_TIME_TOLERANCE, PlanEdit.Kind.SET_COST_TOLERANCE)) {
        if (asksFor(kind, change) && asksFor(kind, other)) {
          sentences.add(Sentences.say("change.conflictOver." + kind, other.id(), other.title()));
        }
      }
      Set<String> lines = budgetLines(other);
      plan.lines().all().stream()
          .filter(line -> myLines.contains("" + line.number()))
          .filter(line -> lines.contains("" + line.number()))
          .forEach(
              line ->
                  sentences.add(
                      Sentences.say(
                          "change.conflictOverLine", other.id(), other.title(), line.name())));
      Set<String> goals = goals(other);
      plan.goals().all().stream()
          .filter(goal -> myGoals.contains("" + goal.number()))
          .filter(goal -> goals.contains("" + goal.number()))
          .forEach(
              goal ->
                  sentences.add(
                      Sentences.say(
                          "change.conflictOverGoal",
                          other.id(),
                          other.title(),
                          goal.terms().statement())));
      for (int number : other.touchedTasks()) {
        PlanTask task = plan.task(number);
        if (mine.contains(number) && task != null) {
          sentences.add(Sentences.say("change.conflict", other.id(), other.title(), task.name()));
        }
      }
    }
    return sentences;
  }

  private static boolean asksFor(PlanEdit.Kind kind, ChangeRequest change) {
    return change.edits().stream().anyMatch(edit -> edit.kind() == kind);
  }

  private static Set<String> budgetLines(ChangeRequest change) {
    return named("line", PlanEdit.Kind::isOfLine, change);
  }

  private static Set<String> goals(ChangeRequest change) {
    return named("goal", PlanEdit.Kind::isOfGoal, change);
  }

  /** What its edits of such kinds name by this value. */
  private static Set<String> named(
      String value, Predicate<PlanEdit.Kind> kinds, ChangeRequest change) {
    return change.edits().stream()
        .filter(edit -> kinds.test(edit.kind()))
        .map(edit -> edit.values().getOrDefault(value, "").strip())
        .collect(Collectors.toSet());
  }
}
