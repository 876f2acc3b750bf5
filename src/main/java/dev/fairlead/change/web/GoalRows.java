package dev.fairlead.change.web;

import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanEdits;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.GoalTerms;
import dev.fairlead.shared.Numbers;
import dev.fairlead.shared.RefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the form that says what shall become of the goals: their words to write over, beside
 * what the form showed, a tick to drop one, and rows of new goals.
 */
final class GoalRows {
  private static final List<String> PARTS = List.of("statement", "measure", "target", "weight");
  private static final Pattern NEW =
      Pattern.compile("newGoal-(statement|measure|target|weight)-(\\d{1,3})");

  private static final Pattern OLD =
      Pattern.compile("goal-(?:statement|measure|target|weight|drop)-(\\d{1,9})");

  /**
   * A goal as the form shows it; texts are never null.
   *
   * @param index number of the goal, or place of the row of a new one
   * @param was what each part said when the form was opened
   */
  record Row(int index, Map<String, String> values, Map<String, String> was, boolean dropped) {}

  private GoalRows() {}

  /** A row for each goal in force, or that was when the form was opened, as it was typed over. */
  static List<Row> rows(Map<String, String> form, WorkPlan plan) {
    return numbers(form, plan).stream()
        .map(
            number -> {
              Map<String, String> values = new HashMap<>();
              Map<String, String> was = new HashMap<>();
              for (String part : PARTS) {
                was.put(part, was(part, number, form, plan));
                values.put(part, form.getOrDefault(field(part, number), was.get(part)));
              }
              return new Row(number, values, was, isDropped(form, number));
            })
        .toList();
  }

  /** The rows of new goals that hold anything, in their order. */
  static List<Row> typed(Map<String, String> form) {
    List<Row> rows = new ArrayList<>();
    for (Map<String, String> row : NumberedRows.typed(form, NEW)) {
      rows.add(blank(rows.size(), row));
    }
    return rows;
  }

  /** A row for a new goal. */
  static Row blank(int index, Map<String, String> typed) {
    Map<String, String> values = new HashMap<>();
    PARTS.forEach(part -> values.put(part, typed.getOrDefault(part, "")));
    return new Row(index, values, Map.of(), false);
  }

  /** Whether anything is wished for the goals. */
  static boolean any(Map<String, String> form, WorkPlan plan) {
    return !typed(form).isEmpty()
        || numbers(form, plan).stream()
            .anyMatch(number -> isDropped(form, number) || !changed(number, form, plan).isEmpty());
  }

  /** Whether a field of the form, or a refusal, is about the goals. */
  static boolean isOf(String field) {
    return field.equals("goal") || field.startsWith("goal-") || field.startsWith("newGoal-");
  }

  /**
   * @throws RefusedException of the field that is wrong
   */
  static List<PlanEdit> edits(Map<String, String> form, WorkPlan plan) {
    List<PlanEdit> edits = new ArrayList<>();
    for (Row row : typed(form)) {
      Map<String, String> values = new HashMap<>(row.values());
      values.compute("weight", (part, typed) -> typed.isEmpty() ? "1" : Numbers.plain(typed));
      edits.add(
          possible(PlanEdit.of(Kind.ADD_GOAL, null, values), plan, "newGoal-", "-" + row.index()));
    }
    for (int number : numbers(form, plan)) {
      Map<String, String> values = changed(number, form, plan);
      PlanEdit edit = null;
      if (isDropped(form, number)) {
        edit = PlanEdit.of(Kind.DROP_GOAL, null, Map.of("goal", String.valueOf(number)));
      } else if (!values.isEmpty()) {
        values.put("goal", String.valueOf(number));
        edit = possible(PlanEdit.of(Kind.SET_GOAL, null, values), plan, "goal-", "-" + number);
      }
      if (edit != null) {
        edits.add(edit);
      }
    }
    return edits;
  }

  /** Somebody may have dropped a goal after the form was opened; what was typed on it stays. */
  private static SortedSet<Integer> numbers(Map<String, String> form, WorkPlan plan) {
    SortedSet<Integer> numbers = new TreeSet<>();
    plan.goals().all().forEach(goal -> numbers.add(goal.number()));
    for (String field : form.keySet()) {
      Matcher matcher = OLD.matcher(field);
      if (matcher.matches()) {
        numbers.add(Integer.valueOf(matcher.group(1)));
      }
    }
    return numbers;
  }

  /** What was written over what the form showed; others may have changed the rest meanwhile. */
  private static Map<String, String> changed(int number, Map<String, String> form, WorkPlan plan) {
    Map<String, String> changed = new HashMap<>();
    for (String part : PARTS) {
      String was = was(part, number, form, plan);
      String typed = form.getOrDefault(field(part, number), was).strip();
      if (!sent(typed).equals(sent(was))) {
        changed.put(part, part.equals("weight") ? Numbers.plain(typed) : typed);
      }
    }
    return changed;
  }

  /** A browser takes line breaks out of a field that it shows, not out of one that it hides. */
  private static String sent(String text) {
    return text.replaceAll("\\p{Cntrl}", "").strip();
  }

  private static String was(String part, int number, Map<String, String> form, WorkPlan plan) {
    GoalTerms now = plan.goals().goal(number);
    return form.getOrDefault(
        "was-" + field(part, number),
        now == null
            ? ""
            : switch (part) {
              case "statement" -> now.statement();
              case "measure" -> now.measure();
              case "target" -> now.target();
              default -> now.weight().stripTrailingZeros().toPlainString();
            });
  }

  private static boolean isDropped(Map<String, String> form, int number) {
    return "true".equals(form.get("goal-drop-" + number));
  }

  private static String field(String part, int number) {
    return "goal-" + part + "-" + number;
  }

  /** Each alone, so that what is wrong is said beside its row. */
  private static PlanEdit possible(PlanEdit edit, WorkPlan plan, String before, String after) {
    try {
      PlanEdits.apply(plan, List.of(edit));
    } catch (RefusedException refused) {
      boolean ofPart = refused.field() != null && PARTS.contains(refused.field());
      throw ofPart ? refused.at(before + refused.field() + after) : refused;
    }
    return edit;
  }
}
