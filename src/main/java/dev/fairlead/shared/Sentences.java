package dev.fairlead.shared;

import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Supplier;

/**
 * The sentences that people read, from one bundle per room: {@code plan.cycle} stands in {@code
 * messages/plan.properties}.
 */
public final class Sentences {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

  private static final ResourceBundle.Control AS_WRITTEN =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private static final ThreadLocal<Locale> LANGUAGE = ThreadLocal.withInitial(() -> Locale.ENGLISH);

  private Sentences() {}

  /**
   * Speaks another language for as long as this work takes, for a report that is not English; the
   * pages are. A sentence that {@code reports/sentences_<language>.properties} lacks stays English.
   */
  public static <T> T in(Locale language, Supplier<T> work) {
    Locale before = LANGUAGE.get();
    LANGUAGE.set(language);
    try {
      return work.get();
    } finally {
      LANGUAGE.set(before);
    }
  }

  /**
   * Formats one sentence; days and moments among the arguments as people write them.
   *
   * @param code the room, a dot, and the sentence's name
   * @return the sentence, or the code itself where the bundle lacks it (a test fails on such a
   *     code)
   */
  public static String say(String code, Object... arguments) {
    return find(code.substring(0, Math.max(0, code.indexOf('.'))), code)
        .map(pattern -> new MessageFormat(pattern, LANGUAGE.get()).format(spoken(arguments)))
        .orElse(code);
  }

  /** A day as the pages write it, such as "5 Jan 2027". */
  public static String day(LocalDate day) {
    return LANGUAGE.get().equals(Locale.ENGLISH)
        ? DAY.format(day)
        : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
            .withLocale(LANGUAGE.get())
            .format(day);
  }

  /** A moment as the pages write it, such as "5 Jan 2027, 09:30". */
  public static String moment(LocalDateTime moment) {
    return MOMENT.format(moment);
  }

  private static Object[] spoken(Object[] arguments) {
    return Arrays.stream(arguments)
        .map(
            argument ->
                argument instanceof LocalDate day
                    ? day(day)
                    : argument instanceof LocalDateTime moment ? MOMENT.format(moment) : argument)
        .toArray();
  }

  /** The raw text of a mail, whose names in braces the outbox fills in. */
  public static String pattern(String code) {
    return find("communication", code).orElse(code);
  }

  private static Optional<String> find(String room, String code) {
    return translated(LANGUAGE.get(), code).or(() -> read("messages/" + room, Locale.ROOT, code));
  }

  private static Optional<String> translated(Locale language, String code) {
    return language.equals(Locale.ENGLISH)
        ? Optional.empty()
        : read("reports/sentences", language, code);
  }

  private static Optional<String> read(String bundle, Locale language, String code) {
    try {
      return Optional.of(ResourceBundle.getBundle(bundle, language, AS_WRITTEN).getString(code));
    } catch (MissingResourceException missing) {
      return Optional.empty();
    }
  }
}
