package dev.fairlead.change.web;

import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.shared.Numbers;
import dev.fairlead.shared.RefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rows of the form that say what shall change in the plan: what, which task, the new value. */
final class EditRows {
  private static final Pattern NAME = Pattern.compile("(what|task|value|days)-(\\d{1,4})");

  /** What a row may ask for, in the order of the list. */
  enum What {
    DURATION("durationDays"),
    EFFORT("effortHours"),
    OWNER("owner"),
    NAME("name"),
    FIXED_COST("fixedCost"),
    START_NO_EARLIER("constraintDate"),
    DEADLINE("deadline"),
    ADD_TASK(null),
    REMOVE_TASK(null),
    ADD_LINK("predecessor"),
    REMOVE_LINK("predecessor"),
    PROJECT_DEADLINE("deadline"),
    BUDGET("budget"),
    TIME_TOLERANCE("timeTolerance"),
    COST_TOLERANCE("costTolerance");

    private final String value;

    What(String value) {
      this.value = value;
    }

    /** Whether it is about the whole project, and so about no task that there is. */
    private boolean isOfProject() {
      return this == PROJECT_DEADLINE
          || this == BUDGET
          || this == TIME_TOLERANCE
          || this == COST_TOLERANCE;
    }
  }

  /** One row as typed; texts are never null. */
  record Row(int index, String what, String task, String value, String days) {}

  private EditRows() {}

  /** The rows that hold anything, in their order. */
  static List<Row> typed(Map<String, String> form) {
    List<Row> rows = new ArrayList<>();
    for (Map<String, String> row : NumberedRows.typed(form, NAME)) {
      if (row.size() > 1 || !row.containsKey("what")) {
        rows.add(
            new Row(
                rows.size(),
                row.getOrDefault("what", ""),
                row.getOrDefault("task", ""),
                row.getOrDefault("value", ""),
                row.getOrDefault("days", "")));
      }
    }
    return rows;
  }

  /**
   * @throws RefusedException naming the line that lacks something
   */
  static List<PlanEdit> edits(List<Row> rows) {
    List<PlanEdit> edits = new ArrayList<>();
    for (Row row : rows) {
      edits.add(edit(row, row.index() + 1));
    }
    return edits;
  }

  private static PlanEdit edit(Row row, int line) {
    What what = null;
    for (What known : What.values()) {
      if (known.name().equals(row.what())) {
        what = known;
      }
    }
    if (what == null) {
      throw RefusedException.ofField("edits", "change.editKind");
    }
    Integer task = null;
    if (what != What.ADD_TASK && !what.isOfProject()) {
      if (!row.task().matches("\\d{1,9}")) {
        throw RefusedException.ofField("edits", "change.editTask", line);
      }
      task = Integer.valueOf(row.task());
    }
    if (what != What.REMOVE_TASK
        && row.value().isEmpty()
        && what != What.OWNER
        && what != What.DEADLINE) {
      throw RefusedException.ofField("edits", "change.editValue", line);
    }
    return switch (what) {
      case ADD_TASK -> {
        Map<String, String> values = new HashMap<>(Map.of("name", row.value()));
        if (!row.days().isEmpty()) {
          values.put("durationDays", row.days());
        }
        yield PlanEdit.of(Kind.ADD_TASK, -line, values);
      }
      case REMOVE_TASK -> PlanEdit.of(Kind.REMOVE_TASK, task, Map.of());
      case ADD_LINK -> PlanEdit.of(Kind.ADD_LINK, task, Map.of("predecessor", row.value()));
      case REMOVE_LINK -> PlanEdit.of(Kind.REMOVE_LINK, task, Map.of("predecessor", row.value()));
      case PROJECT_DEADLINE ->
          PlanEdit.of(Kind.SET_PROJECT_DEADLINE, null, Map.of("deadline", row.value()));
      case BUDGET ->
          PlanEdit.of(Kind.SET_BUDGET, null, Map.of("budget", Numbers.plain(row.value())));
      case TIME_TOLERANCE ->
          PlanEdit.of(
              Kind.SET_TIME_TOLERANCE, null, Map.of("timeTolerance", Numbers.plain(row.value())));
      case COST_TOLERANCE ->
          PlanEdit.of(
              Kind.SET_COST_TOLERANCE, null, Map.of("costTolerance", Numbers.plain(row.value())));
      case START_NO_EARLIER ->
          PlanEdit.of(
              Kind.SET,
              task,
              Map.of("constraint", "START_NO_EARLIER_THAN", "constraintDate", row.value()));
      case EFFORT, FIXED_COST ->
          PlanEdit.of(Kind.SET, task, Map.of(what.value, Numbers.plain(row.value())));
      default -> PlanEdit.of(Kind.SET, task, Map.of(what.value, row.value()));
    };
  }
}
