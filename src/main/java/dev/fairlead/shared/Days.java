package dev.fairlead.shared;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.springframework.boot.jackson.JsonComponent;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/**
 * Days as people write them, yyyy-MM-dd. Java would read years of nine digits as well, which
 * neither databases nor calendars can count with.
 */
public final class Days {
  private Days() {}

  /**
   * @throws DateTimeParseException where the text is no such day
   */
  public static LocalDate parse(String text) {
    if (!text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      throw new DateTimeParseException("yyyy-MM-dd expected", text, 0);
    }
    return LocalDate.parse(text);
  }

  /**
   * The day in a field of a form, or null where it is blank.
   *
   * @throws RefusedException where it holds something else
   */
  public static LocalDate typed(Map<String, String> form, String field) {
    String text = form.getOrDefault(field, "").strip();
    try {
      return text.isEmpty() ? null : parse(text);
    } catch (DateTimeParseException wrong) {
      throw RefusedException.ofField(field, "shared.date", text);
    }
  }

  /** The same in addresses; an empty text is no day. */
  @Component
  static class Words implements Converter<String, LocalDate> {
    @Override
    public LocalDate convert(String text) {
      return text.isBlank() ? null : parse(text.strip());
    }
  }

  /** The same in JSON. */
  @JsonComponent
  static class Reader extends StdScalarDeserializer<LocalDate> {
    Reader() {
      super(LocalDate.class);
    }

    @Override
    public LocalDate deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getValueAsString("");
      try {
        return parse(text);
      } catch (DateTimeParseException wrong) {
        return (LocalDate)
            context.handleWeirdStringValue(LocalDate.class, text, "yyyy-MM-dd expected");
      }
    }
  }
}
