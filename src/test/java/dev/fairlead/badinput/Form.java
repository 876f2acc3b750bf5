package dev.fairlead.badinput;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A form as somebody would rightly send it.
 *
 * @param pattern the address as the controller has it
 * @param person who may send it
 * @param strangers who may not
 * @param path values of the pattern's variables
 * @param fields names and values; {@link World#VERSION} stands for the plan's present version
 */
record Form(
    String pattern,
    String person,
    List<String> strangers,
    Map<String, String> path,
    Map<String, String> fields) {

  /** An empty form; names and values of the address in turn. */
  static Form to(String pattern, String... path) {
    Map<String, String> ids = new LinkedHashMap<>();
    for (int i = 0; i < path.length; i += 2) {
      ids.put(path[i], path[i + 1]);
    }
    return new Form(pattern, "clara", List.of(), ids, Map.of());
  }

  Form with(String field, String value) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(field, value);
    return new Form(pattern, person, strangers, path, changed);
  }

  @Override
  public String toString() {
    return pattern;
  }
}
