package dev.fairlead.change.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a form that stand in one row, since their names end in the same number. */
final class NumberedRows {
  private NumberedRows() {}

  /**
   * The rows that hold anything, in their order; values are stripped and never blank.
   *
   * @param name matches a field's name: first the name that it has in its row, then the number
   */
  static List<Map<String, String>> typed(Map<String, String> form, Pattern name) {
    Map<Integer, Map<String, String>> rows = new TreeMap<>();
    form.forEach(
        (field, value) -> {
          Matcher matcher = name.matcher(field);
          if (matcher.matches() && !value.isBlank()) {
            rows.computeIfAbsent(Integer.valueOf(matcher.group(2)), number -> new HashMap<>())
                .put(matcher.group(1), value.strip());
          }
        });
    return List.copyOf(rows.values());
  }
}
