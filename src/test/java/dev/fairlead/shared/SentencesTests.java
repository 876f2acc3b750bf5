package dev.fairlead.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text that code and pages name exists and can be formatted. */
class SentencesTests {
  private static final Path BUNDLES = Path.of("src/main/resources/messages");
  private static final Pattern CODE =
      Pattern.compile(
          "(?:because|say)\\(\\s*\"([a-z]\\w*\\.[\\w.]*\\w)\"|ofField\\(\\s*\"\\w+\",\\s*\"([a-z]\\w*\\.[\\w.]*\\w)\"");
  private static final Pattern TEXT = Pattern.compile("#\\{([a-z]\\w*\\.[\\w.]*\\w)[(}]");

  @Test
  void daysAndMomentsAreWrittenAsOnThePages() {
    assertThat(
            Sentences.say("plan.diff.finish", LocalDate.of(2027, 1, 5), LocalDate.of(2027, 2, 11)))
        .isEqualTo("The finish moved from 5 Jan 2027 to 11 Feb 2027.");
    assertThat(Sentences.say("plan.diff.finish", LocalDateTime.of(2027, 1, 5, 9, 30), "later"))
        .isEqualTo("The finish moved from 5 Jan 2027, 09:30 to later.");
  }

  @Test
  void everySentenceCanBeFormattedWithNoneOneAndMany() throws Exception {
    for (var entry : texts().entrySet()) {
      String code = entry.getKey().toString();
      if (code.startsWith("mail.")) {
        continue;
      }
      for (Integer number : new Integer[] {0, 1, 2, 1234}) {
        Object[] numbers = {number, number, number, number, number, number, number, number};
        assertThatCode(
                () ->
                    new MessageFormat(entry.getValue().toString(), Locale.ENGLISH).format(numbers))
            .as(code)
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void everyTextNamedInJavaAndOnPagesExists() throws Exception {
    Set<String> known = texts().stringPropertyNames();
    Set<String> spoken = new HashSet<>(known);
    // what reports say of themselves stands with their templates
    spoken.addAll(read(Path.of("reports/messages.properties")).stringPropertyNames());
    assertThat(named("src/main/java", ".java", CODE)).as("in Java").isSubsetOf(spoken);
    assertThat(named("src/main/resources/templates", ".html", TEXT))
        .as("on pages")
        .isSubsetOf(known);
  }

  /** The files of the reports are read by the library, to which the later text is the only one. */
  @Test
  void noTextOfReportsStandsTwice() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("reports"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".properties")).toList()) {
        assertThat(read(file)).as(file.toString()).isNotEmpty();
      }
    }
  }

  private static Set<String> named(String folder, String ending, Pattern pattern) throws Exception {
    Set<String> codes = new HashSet<>();
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      for (Path file : files.filter(f -> f.toString().endsWith(ending)).toList()) {
        Matcher matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
          codes.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
      }
    }
    assertThat(codes).isNotEmpty();
    return codes;
  }

  private static Properties texts() throws Exception {
    Properties texts = new Properties();
    try (Stream<Path> files = Files.list(BUNDLES)) {
      for (Path file : files.toList()) {
        read(file).forEach((code, text) -> once(texts, code, text));
      }
    }
    return texts;
  }

  /** Of two texts with one key, the later would stand for both, and fail where it wants others. */
  private static void once(Properties texts, Object code, Object text) {
    assertThat(texts.put(code, text)).as("the other text of " + code).isNull();
  }

  private static Properties read(Path file) throws Exception {
    Properties texts =
        new Properties() {
          @Override
          public synchronized Object put(Object code, Object text) {
            assertThat(get(code)).as("the first text of " + code + " in " + file).isNull();
            return super.put(code, text);
          }
        };
    try (Reader reader = Files.newBufferedReader(file)) {
      texts.load(reader);
    }
    return texts;
  }
}
