package dev.fairlead.report;

import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/**
 * Every word that a report prints of itself, in one language, with that language's way of writing
 * numbers and dates: {@code reports/messages*.properties}.
 */
public final class Words {
  /** The languages that reports are written in. */
  public static final List<String> LANGUAGES = List.of("en", "de");

  /** The key of each sentence that a shipped diagram or table says, whatever its language. */
  private static final Map<String, String> SHIPPED = shippedKeys();

  private final Locale locale;
  private final ResourceBundle bundle;

  private Words(Locale locale) {
    this.locale = locale;
    this.bundle = bundle("reports/messages", locale);
  }

  private static ResourceBundle bundle(String name, Locale locale) {
    return ResourceBundle.getBundle(
        name,
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  private static Map<String, String> shippedKeys() {
    Map<String, String> keys = new HashMap<>();
    for (String language : LANGUAGES) {
      ResourceBundle shipped = bundle("reports/shipped", Locale.forLanguageTag(language));
      shipped.keySet().forEach(key -> keys.putIfAbsent(shipped.getString(key), key));
    }
    return Map.copyOf(keys);
  }

  /**
   * The words of a language.
   *
   * @param language null or unknown is English, as in reports from before there was a choice
   */
  public static Words in(String language) {
    return new Words(
        language != null && LANGUAGES.contains(language)
            ? Locale.forLanguageTag(language)
            : Locale.ENGLISH);
  }

  Locale locale() {
    return locale;
  }

  String language() {
    return locale.getLanguage();
  }

  ResourceBundle bundle() {
    return bundle;
  }

  /** A word or sentence as it stands in the file. */
  String get(String key) {
    return bundle.getString(key);
  }

  /** A sentence with its arguments, numbers and days written as the language does. */
  String say(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale)
        .format(
            Arrays.stream(arguments)
                .map(argument -> argument instanceof LocalDate day ? day(day) : argument)
                .toArray());
  }

  /** The constant of an enumeration as a word for people. */
  String word(Enum<?> constant) {
    return constant == null
        ? null
        : bundle.getString("word." + constant.getDeclaringClass().getSimpleName() + "." + constant);
  }

  /**
   * What a diagram or a decision table says, in this language where it is what we ship ({@code
   * reports/shipped*.properties}); what process owners wrote themselves stays as they wrote it. A
   * sentence that another report froze in its language is found as well.
   */
  String shipped(String text) {
    String key = text == null ? null : SHIPPED.get(text);
    return key == null ? text : bundle("reports/shipped", locale).getString(key);
  }

  /** A dimension of health as a report in any language froze it, in this language. */
  String dimension(String frozen) {
    return LANGUAGES.stream()
        .map(Words::in)
        .flatMap(
            words -> words.keys("said.dimension.").filter(key -> words.get(key).equals(frozen)))
        .findFirst()
        .map(this::get)
        .orElse(frozen);
  }

  /** A group's name; a group that only the process owners know is shown by its id. */
  String group(String id) {
    try {
      return bundle.getString("group." + id);
    } catch (MissingResourceException unknown) {
      String words = id.replace('-', ' ');
      return words.isEmpty() ? id : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
  }

  String day(LocalDate day) {
    return DateTimeFormatter.ofPattern(get("format.day"), locale).format(day);
  }

  String minute(LocalDateTime moment) {
    return DateTimeFormatter.ofPattern(get("format.minute"), locale).format(moment);
  }

  /** All keys that begin like this. */
  Stream<String> keys(String beginning) {
    return bundle.keySet().stream().filter(key -> key.startsWith(beginning));
  }
}
