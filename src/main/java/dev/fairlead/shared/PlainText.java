package dev.fairlead.shared;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.boot.jackson.JsonComponent;

/**
 * Texts that people can read: of the control characters only line breaks and tabs. Others have no
 * meaning in any of our fields, and PostgreSQL cannot keep all of them.
 */
public final class PlainText {
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

  private PlainText() {}

  public static boolean isPlain(String text) {
    return text.chars().noneMatch(c -> Character.isISOControl(c) && "\t\n\r".indexOf(c) < 0);
  }

  /** Without line breaks, which would be lost where a text is edited in a field of one line. */
  public static String oneLine(String text) {
    return text == null ? null : BREAKS.matcher(text).replaceAll(" ").strip();
  }

  /** Refuses other texts in JSON. */
  @JsonComponent
  static class Reader extends StdScalarDeserializer<String> {
    Reader() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = StringDeserializer.instance.deserialize(parser, context);
      if (text != null && !isPlain(text)) {
        throw RefusedException.ofField(parser.currentName(), "shared.control");
      }
      return text;
    }
  }
}
