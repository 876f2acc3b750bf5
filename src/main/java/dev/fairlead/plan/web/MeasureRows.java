package dev.fairlead.plan.web;

import dev.fairlead.plan.RiskMeasure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The measures of a risk as rows of its form, whose fields are called measures[0].text and so on.
 */
final class MeasureRows {
  private static final Pattern FIELD = Pattern.compile("measures\\[(\\d{1,3})]\\.(\\w+)");

  /** What people fill in; a row without any of these is none. */
  private static final List<String> TYPED = List.of("text", "responsible", "due");

  private MeasureRows() {}

  /** The fields of a risk's form that hold its measures. */
  static Map<String, String> of(List<RiskMeasure> measures) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < measures.size(); i++) {
      RiskMeasure measure = measures.get(i);
      put(fields, i, "id", measure.id());
      put(fields, i, "text", measure.text());
      put(fields, i, "responsible", measure.responsible());
      put(fields, i, "due", measure.due());
      put(fields, i, "done", measure.isDone());
      put(fields, i, "wasDone", measure.isDone());
    }
    return fields;
  }

  private static void put(Map<String, String> fields, int row, String field, Object value) {
    fields.put(name(row, field), value == null ? "" : value.toString());
  }

  /** How many rows the form shows: one more than there are, for another measure. */
  static int shown(Map<?, ?> fields) {
    return numbers(fields).size() + 1;
  }

  private static TreeSet<Integer> numbers(Map<?, ?> fields) {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (Object field : fields.keySet()) {
      Matcher matcher = FIELD.matcher(field.toString());
      if (matcher.matches()) {
        numbers.add(Integer.valueOf(matcher.group(1)));
      }
    }
    return numbers;
  }

  /**
   * Counts the rows anew from 0, without those that were taken out or emptied, so that what is said
   * of a row stands beside it.
   */
  static void closeGaps(Map<String, String> typed) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int number : numbers(typed)) {
      Map<String, String> row = new HashMap<>();
      typed.forEach(
          (field, value) -> {
            Matcher matcher = FIELD.matcher(field);
            if (matcher.matches() && Integer.parseInt(matcher.group(1)) == number) {
              row.put(matcher.group(2), value);
            }
          });
      if (TYPED.stream().anyMatch(field -> !row.getOrDefault(field, "").isBlank())) {
        rows.add(row);
      }
    }
    typed.keySet().removeIf(field -> FIELD.matcher(field).matches());
    for (int i = 0; i < rows.size(); i++) {
      int number = i;
      rows.get(i).forEach((field, value) -> typed.put(name(number, field), value));
    }
  }

  /**
   * The measures that were typed.
   *
   * @param known those of the risk as they are now: somebody may have finished one meanwhile, so
   *     only who has changed whether it is done changes that
   * @param named finds people by what was typed
   * @param day reads the date in a field
   */
  static List<RiskMeasure> read(
      Map<String, String> typed,
      List<RiskMeasure> known,
      UnaryOperator<String> named,
      Function<String, LocalDate> day,
      LocalDate today,
      String by) {
    List<RiskMeasure> measures = new ArrayList<>();
    for (int i : numbers(typed)) {
      String id = typed.getOrDefault(name(i, "id"), "");
      RiskMeasure before =
          known.stream()
              .filter(measure -> id.equals(String.valueOf(measure.id())))
              .findFirst()
              .orElse(new RiskMeasure("", null, null));
      boolean done = "true".equals(typed.get(name(i, "done")));
      boolean changed = done != "true".equals(typed.get(name(i, "wasDone")));
      boolean finished = changed ? done : before.isDone();
      measures.add(
          new RiskMeasure(
              before.id(),
              typed.get(name(i, "text")),
              named.apply(typed.get(name(i, "responsible"))),
              day.apply(name(i, "due")),
              finished ? before.isDone() ? before.doneOn() : today : null,
              finished ? before.isDone() ? before.doneBy() : by : null));
    }
    return measures;
  }

  private static String name(int row, String field) {
    return "measures[" + row + "]." + field;
  }
}
