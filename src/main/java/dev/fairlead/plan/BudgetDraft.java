package dev.fairlead.plan;

import static dev.fairlead.plan.EditText.amount;
import static dev.fairlead.plan.EditText.oneLine;
import static dev.fairlead.plan.EditText.text;

import dev.fairlead.plan.PlanDraft.Mode;
import dev.fairlead.shared.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The lines of a plan's budget while they are being changed. */
final class BudgetDraft {
  private static final Set<String> LINE_VALUES = Set.of("line", "name", "category", "amount");

  /** By number; null where nobody asked for them. */
  private final NavigableMap<Integer, BudgetLine> lines;

  private final Numbering numbers;

  BudgetDraft(BudgetLines before, Mode mode) {
    this.lines = before == null ? null : new TreeMap<>();
    if (before != null) {
      before.all().forEach(line -> lines.put(line.number(), line));
    }
    numbers = new Numbering(before == null ? 0 : before.next(), mode);
  }

  /** As they are now; null where nobody asked for them. */
  BudgetLines toLines() {
    return lines == null ? null : new BudgetLines(List.copyOf(lines.values()), numbers.next());
  }

  /** Adds a line; returns the way back. */
  PlanEdit add(Map<String, String> values) {
    int number = numbers.add(values.getOrDefault("line", "").strip(), "line", "plan.lineNumbered");
    lines().put(number, changed(new BudgetLine(number, "", "", null), values));
    return new PlanEdit(PlanEdit.Kind.REMOVE_BUDGET_LINE, null, Map.of("line", text(number)));
  }

  /** Changes a line; returns the way back, none where nothing changed. */
  Optional<PlanEdit> set(Map<String, String> values) {
    BudgetLine line = line(values);
    BudgetLine changed = changed(line, values);
    lines.put(line.number(), changed);
    Map<String, String> was = new TreeMap<>(values(line));
    was.entrySet().removeAll(values(changed).entrySet());
    if (was.isEmpty()) {
      return Optional.empty();
    }
    was.put("line", text(line.number()));
    return Optional.of(new PlanEdit(PlanEdit.Kind.SET_BUDGET_LINE, null, was));
  }

  /** Drops a line; returns the way back. */
  PlanEdit remove(Map<String, String> values) {
    BudgetLine gone = line(values);
    lines.remove(gone.number());
    return new PlanEdit(PlanEdit.Kind.ADD_BUDGET_LINE, null, values(gone));
  }

  private static BudgetLine changed(BudgetLine line, Map<String, String> values) {
    for (String field : values.keySet()) {
      if (!LINE_VALUES.contains(field)) {
        throw RefusedException.because("plan.fieldUnknown", field);
      }
    }
    BudgetLine changed =
        new BudgetLine(
            line.number(),
            oneLine(values.getOrDefault("name", line.name())),
            oneLine(values.getOrDefault("category", line.category())),
            values.containsKey("amount") ? amount(values.get("amount")) : line.amount());
    Registers.check(changed);
    return changed;
  }

  private static Map<String, String> values(BudgetLine line) {
    return Map.of(
        "line", text(line.number()),
        "name", line.name(),
        "category", line.category(),
        "amount", line.amount().toPlainString());
  }

  private BudgetLine line(Map<String, String> values) {
    Integer number = numberOf(values.getOrDefault("line", "").strip());
    BudgetLine line = number == null ? null : lines().get(number);
    if (line == null) {
      throw RefusedException.ofField("line", "plan.lineMissing", values.getOrDefault("line", ""));
    }
    return line;
  }

  private NavigableMap<Integer, BudgetLine> lines() {
    if (lines == null) {
      throw new IllegalStateException("the plan was read without the lines of its budget");
    }
    return lines;
  }

  /** The number that is meant, also by the placeholder of a new line; null where it is none. */
  Integer numberOf(String text) {
    return numbers.of(text);
  }
}
