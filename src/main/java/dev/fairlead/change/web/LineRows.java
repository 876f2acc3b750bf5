package dev.fairlead.change.web;

import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanEdits;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.shared.Numbers;
import dev.fairlead.shared.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The part of the form that says what shall become of the lines of the budget: a new amount beside
 * each line that there is, or a tick to drop it, and rows of new lines.
 */
final class LineRows {
  private static final Pattern NEW = Pattern.compile("newLine-(name|category|amount)-(\\d{1,3})");

  /** A new line as typed; texts are never null. */
  record Row(int index, String name, String category, String amount) {}

  private LineRows() {}

  /** The rows of new lines that hold anything, in their order. */
  static List<Row> typed(Map<String, String> form) {
    List<Row> rows = new ArrayList<>();
    for (Map<String, String> row : NumberedRows.typed(form, NEW)) {
      rows.add(
          new Row(
              rows.size(),
              row.getOrDefault("name", ""),
              row.getOrDefault("category", ""),
              row.getOrDefault("amount", "")));
    }
    return rows;
  }

  /** Whether anything is wished for the lines. */
  static boolean any(Map<String, String> form) {
    return form.entrySet().stream()
        .anyMatch(field -> isOf(field.getKey()) && !field.getValue().isBlank());
  }

  /** Whether a field of the form, or a refusal, is about the lines. */
  static boolean isOf(String field) {
    return field.equals("line") || field.startsWith("line-") || field.startsWith("newLine-");
  }

  /**
   * @throws RefusedException of the field that is wrong
   */
  static List<PlanEdit> edits(Map<String, String> form, WorkPlan plan) {
    List<PlanEdit> edits = new ArrayList<>();
    for (BudgetLine line : plan.lines().all()) {
      String number = String.valueOf(line.number());
      String amount = Numbers.plain(form.getOrDefault("line-amount-" + number, ""));
      if ("true".equals(form.get("line-drop-" + number))) {
        edits.add(PlanEdit.of(Kind.REMOVE_BUDGET_LINE, null, Map.of("line", number)));
      } else if (!amount.isEmpty()) {
        PlanEdit edit =
            PlanEdit.of(Kind.SET_BUDGET_LINE, null, Map.of("line", number, "amount", amount));
        edits.add(possible(edit, plan, "line-", "-" + number));
      }
    }
    for (Row row : typed(form)) {
      PlanEdit edit =
          PlanEdit.of(
              Kind.ADD_BUDGET_LINE,
              null,
              Map.of(
                  "name",
                  row.name(),
                  "category",
                  row.category(),
                  "amount",
                  Numbers.plain(row.amount())));
      edits.add(possible(edit, plan, "newLine-", "-" + row.index()));
    }
    return edits;
  }

  /** Each alone, so that what is wrong is said beside its row. */
  private static PlanEdit possible(PlanEdit edit, WorkPlan plan, String before, String after) {
    try {
      PlanEdits.apply(plan, List.of(edit));
    } catch (RefusedException refused) {
      throw refused.at(before + refused.field() + after);
    }
    return edit;
  }
}
