package dev.fairlead.project;

import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says what differs between two states of a line of a register, field by field.
 *
 * @param labels what the codes of the fields' names begin with
 */
public record FieldChanges(String labels) {
  /** What now stands in the fields in which somebody's form says something else. */
  public <T> String otherwise(T now, T typed, Map<String, Function<T, Object>> fields) {
    String told =
        fields.entrySet().stream()
            .filter(
                field ->
                    !text(field.getValue().apply(now)).equals(text(field.getValue().apply(typed))))
            .map(field -> label(field.getKey()) + ": " + dash(text(field.getValue().apply(now))))
            .collect(Collectors.joining(", "));
    return told.isEmpty() ? Sentences.say("project.data.sameAsTyped") : told;
  }

  /**
   * What was done in one sentence; null where nothing differs.
   *
   * @param code of the sentence, without {@code added}, {@code changed} or {@code removed}
   * @param name what people call the line
   * @param was null where it is new
   * @param is null where it was removed
   */
  public <T> String told(
      String code, String name, T was, T is, Map<String, Function<T, Object>> fields) {
    if (was == null || is == null) {
      T one = is == null ? was : is;
      String values =
          fields.entrySet().stream()
              .filter(field -> !field.getKey().equals("name"))
              .filter(field -> !text(field.getValue().apply(one)).isEmpty())
              .map(
                  field ->
                      Sentences.say(
                          "project.data.value",
                          label(field.getKey()),
                          text(field.getValue().apply(one))))
              .collect(Collectors.joining("; "));
      return Sentences.say(code + (was == null ? "added" : "removed"), name, values);
    }
    List<String> values = new ArrayList<>();
    fields.forEach(
        (field, of) -> {
          String before = text(of.apply(was));
          String after = text(of.apply(is));
          if (!before.equals(after)) {
            values.add(
                Sentences.say("project.data.fromTo", label(field), dash(before), dash(after)));
          }
        });
    return values.isEmpty()
        ? null
        : Sentences.say(code + "changed", name, String.join("; ", values));
  }

  private String label(String field) {
    return Sentences.say(labels + field);
  }

  private static String dash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number
        ? number.stripTrailingZeros().toPlainString()
        : value instanceof LocalDate day
            ? Sentences.day(day)
            : value == null ? "" : value.toString().strip();
  }
}
