package dev.fairlead.plan;

import static dev.fairlead.plan.EditText.amount;
import static dev.fairlead.plan.EditText.text;

import dev.fairlead.plan.PlanDraft.Mode;
import dev.fairlead.plan.PlanGoals.PlanGoal;
import dev.fairlead.project.GoalTerms;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The goals of a project while they are being changed. */
final class GoalDraft {
  /** The parts of a goal, as edits name them. */
  static final List<String> PARTS = List.of("statement", "measure", "target", "weight");

  private static final Set<String> VALUES =
      Set.of("goal", "statement", "measure", "target", "weight");
  private static final GoalTerms BLANK = new GoalTerms("", "", "", null);

  private final NavigableMap<Integer, GoalTerms> goals = new TreeMap<>();
  private final Numbering numbers;

  GoalDraft(PlanGoals before, Mode mode) {
    before.all().forEach(goal -> goals.put(goal.number(), goal.terms()));
    numbers = new Numbering(before.next(), mode);
  }

  /** As they are now. */
  PlanGoals toGoals() {
    return new PlanGoals(
        goals.entrySet().stream()
            .map(goal -> new PlanGoal(goal.getKey(), goal.getValue()))
            .toList(),
        numbers.next());
  }

  /** Adds a goal; returns the way back. */
  PlanEdit add(Map<String, String> values) {
    int number = numbers.add(values.getOrDefault("goal", "").strip(), "goal", "plan.goalNumbered");
    goals.put(number, changed(BLANK, values));
    return new PlanEdit(PlanEdit.Kind.DROP_GOAL, null, Map.of("goal", text(number)));
  }

  /** Changes a goal; returns the way back, none where nothing changed. */
  Optional<PlanEdit> set(Map<String, String> values) {
    int number = number(values);
    GoalTerms was = goals.get(number);
    GoalTerms changed = changed(was, values);
    goals.put(number, changed);
    Map<String, String> back = new TreeMap<>(values(was));
    back.entrySet().removeAll(values(changed).entrySet());
    if (back.isEmpty()) {
      return Optional.empty();
    }
    back.put("goal", text(number));
    return Optional.of(new PlanEdit(PlanEdit.Kind.SET_GOAL, null, back));
  }

  /** Drops a goal; returns the way back. */
  PlanEdit drop(Map<String, String> values) {
    int number = number(values);
    Map<String, String> gone = new TreeMap<>(values(goals.remove(number)));
    gone.put("goal", text(number));
    return new PlanEdit(PlanEdit.Kind.ADD_GOAL, null, gone);
  }

  private static GoalTerms changed(GoalTerms goal, Map<String, String> values) {
    for (String field : values.keySet()) {
      if (!VALUES.contains(field)) {
        throw RefusedException.because("plan.fieldUnknown", field);
      }
    }
    GoalTerms changed =
        new GoalTerms(
            values.getOrDefault("statement", goal.statement()),
            values.getOrDefault("measure", goal.measure()),
            values.getOrDefault("target", goal.target()),
            values.containsKey("weight") ? amount(values.get("weight")) : goal.weight());
    Checks checks = new Checks();
    changed.check("", checks);
    checks.done();
    return changed;
  }

  /** The parts of a goal as the values of an edit. */
  static Map<String, String> values(GoalTerms goal) {
    return Map.of(
        "statement", goal.statement(),
        "measure", goal.measure(),
        "target", goal.target(),
        "weight", goal.weight().stripTrailingZeros().toPlainString());
  }

  private int number(Map<String, String> values) {
    String named = values.getOrDefault("goal", "").strip();
    Integer number = numbers.of(named);
    if (number == null || !goals.containsKey(number)) {
      throw RefusedException.ofField("goal", "plan.goalMissing", named);
    }
    return number;
  }
}
