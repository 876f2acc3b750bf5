package dev.fairlead.report;

import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

  private final Locale locale;
  private final ResourceBundle bundle;

  private Words(Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(
            "reports/messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
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
