package dev.fairlead.tracking;

import dev.fairlead.shared.Days;
import dev.fairlead.shared.Numbers;
import dev.fairlead.shared.RefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;

/**
 * Reads what people typed into a page's form; what cannot be read is refused with the field's name
 * in a sentence.
 */
public final class Typed {
  private final Map<String, String> form;

  public Typed(Map<String, String> form) {
    this.form = form;
  }

  /** The text, or null where it is blank. */
  public String text(String field) {
    String value = form.get(field);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * Whether it says something else than the form showed, which the form sends along as {@code
   * was-…}.
   */
  public boolean isChanged(String field) {
    return !Objects.equals(text(field), text("was-" + field));
  }

  public BigDecimal number(String field, String label) {
    String text = text(field);
    BigDecimal number = text == null ? null : Numbers.parse(text);
    if (text != null && number == null) {
      throw RefusedException.ofField(field, "tracking.number", label);
    }
    return number;
  }

  public Integer whole(String field, String label) {
    String text = text(field);
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw RefusedException.ofField(field, "tracking.number", label);
    }
  }

  public LocalDate day(String field, String label) {
    String text = text(field);
    try {
      return text == null ? null : Days.parse(text);
    } catch (DateTimeParseException e) {
      throw RefusedException.ofField(field, "tracking.date", label);
    }
  }

  /** The constant of this name, or null where it is blank or unknown. */
  public <E extends Enum<E>> E choice(String field, Class<E> type) {
    String text = text(field);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    return null;
  }
}
