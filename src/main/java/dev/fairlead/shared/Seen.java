package dev.fairlead.shared;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a form showed when it was opened, as a fingerprint that travels with it in the hidden field
 * {@code seen}: whoever sends it later decides on nothing that they did not see, and takes back
 * nothing that others changed meanwhile.
 */
public final class Seen {
  private Seen() {}

  /** Of the parts in their order, each told from the next. */
  public static String of(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      String said = String.valueOf(part);
      text.append(said.length()).append(':').append(said);
    }
    return Fingerprint.of(text.toString());
  }

  /**
   * Of all components of a record.
   *
   * @param instead what counts in the place of some of them, by their names
   */
  public static String ofRecord(Record record, Map<String, ?> instead) {
    List<Object> parts = new ArrayList<>();
    Set<String> left = new HashSet<>(instead.keySet());
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      parts.add(
          left.remove(component.getName())
              ? instead.get(component.getName())
              : valueOf(component, record));
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(record.getClass() + " has no " + left);
    }
    return of(parts.toArray());
  }

  private static Object valueOf(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /**
   * Refuses a form that showed something else than what stands there now.
   *
   * @param seen what the form sent; a form that does not say what it showed is refused as well
   * @throws ConflictException with this sentence
   */
  public static void mustBe(String now, String seen, String code, Object... arguments) {
    if (!now.equals(seen)) {
      throw ConflictException.because(code, arguments);
    }
  }
}
