package dev.fairlead.shared;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * The sentences that people read, from one bundle per room: {@code plan.cycle} stands in {@code
 * messages/plan.properties}.
 */
public final class Sentences {
  private Sentences() {}

  /**
   * Formats one sentence.
   *
   * @param code the room, a dot, and the sentence's name
   * @return the sentence, or the code itself where the bundle lacks it (a test fails on such a
   *     code)
   */
  public static String say(String code, Object... arguments) {
    String room = code.substring(0, Math.max(0, code.indexOf('.')));
    try {
      String pattern = ResourceBundle.getBundle("messages/" + room, Locale.ROOT).getString(code);
      return new MessageFormat(pattern, Locale.ENGLISH).format(arguments);
    } catch (MissingResourceException missing) {
      return code;
    }
  }
}
