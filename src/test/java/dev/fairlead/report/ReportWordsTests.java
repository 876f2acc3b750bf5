package dev.fairlead.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.people.Groups;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.Phase;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Issue;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every word that a report prints is there in both languages, and none is left over. */
class ReportWordsTests {
  private static final Path REPORTS = Path.of("reports");
  private static final Path JAVA = Path.of("src/main/java/dev/fairlead/report");

  @Test
  void bothLanguagesHaveTheSameKeysAndTheSamePlaceholders() throws IOException {
    Properties english = properties("messages.properties");
    Properties german = properties("messages_de.properties");

    assertThat(german.keySet()).isEqualTo(english.keySet());
    for (String key : english.stringPropertyNames()) {
      assertThat(placeholders(german.getProperty(key)))
          .as(key)
          .isEqualTo(placeholders(english.getProperty(key)));
    }
  }

  @Test
  void theSectionsOfEachReportAreNumberedInTheirOrder() throws IOException {
    Pattern numbered = Pattern.compile("\"(\\d+) {2}\" \\+ \\$R\\{");
    for (String report : List.of("plan", "interimReport", "finalReport", "portfolio")) {
      List<Integer> numbers =
          numbered
              .matcher(Files.readString(REPORTS.resolve(report + ".jrxml")))
              .results()
              .map(number -> Integer.valueOf(number.group(1)))
              .toList();
      assertThat(numbers)
          .as(report)
          .isNotEmpty()
          .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
    }
  }

  @Test
  void germanIsTranslatedAndNotCopied() throws IOException {
    Properties english = properties("messages.properties");
    Properties german = properties("messages_de.properties");
    List<String> same =
        english.stringPropertyNames().stream()
            .filter(key -> english.getProperty(key).matches(".*[a-z]{4,} .*[a-z]{4,}.*"))
            .filter(key -> english.getProperty(key).equals(german.getProperty(key)))
            .toList();
    assertThat(same).isEmpty();
  }

  @Test
  void whatShippedDiagramsAndTablesSayHasItsGerman() throws IOException {
    Properties english = properties("shipped.properties");
    Properties german = properties("shipped_de.properties");
    assertThat(german.keySet()).isEqualTo(english.keySet());

    Set<String> said = new TreeSet<>();
    for (String table : List.of("projectHealth", "approvalLevels", "changeRoute")) {
      said.addAll(all(table(table), "<text>\"([A-Z][^\"]* [^\"]*)\"</text>"));
    }
    said.addAll(
        all(table("handoverPoints"), "<text>\"([A-Z][^\"]*)\"</text>").stream()
            .filter(text -> !text.matches("[A-Z_]+"))
            .toList());
    said.addAll(all(text(Path.of("processes"), ".bpmn"), "<bpmn:userTask [^>]*?name=\"([^\"]*)\""));
    assertThat(said).hasSizeGreaterThan(80);
    assertThat(Set.copyOf(english.values()))
        .as("nothing lacks, nothing is left over")
        .isEqualTo(said);
  }

  @Test
  void whatIsShippedIsSaidInEitherLanguageAndWhatIsOnesOwnStays() {
    String green = "At most one change waits for a decision.";
    String gruen = "Höchstens eine Änderung wartet auf eine Entscheidung.";

    assertThat(Words.in("de").shipped(green)).isEqualTo(gruen);
    assertThat(Words.in("en").shipped(gruen)).isEqualTo(green);
    assertThat(Words.in("de").shipped("Our board wants red.")).isEqualTo("Our board wants red.");
    assertThat(Words.in("de").shipped(null)).isNull();
    assertThat(Words.in("de").dimension("Schedule")).isEqualTo("Termine");
    assertThat(Words.in("en").dimension("Termine")).isEqualTo("Schedule");
    assertThat(Words.in("de").dimension("Beauty")).isEqualTo("Beauty");
  }

  /**
   * The plan check's sentences are those of the pages; a German report says all of them in German.
   */
  @Test
  void germanReportsSayTheFindingsOfTheirPlanInGerman() throws IOException {
    Properties german = properties("sentences_de.properties");
    Properties english = new Properties();
    for (String room : List.of("plan", "people", "workspace")) {
      try (Reader reader =
          Files.newBufferedReader(Path.of("src/main/resources/messages", room + ".properties"))) {
        english.load(reader);
      }
    }
    for (String key : german.stringPropertyNames()) {
      assertThat(english.getProperty(key)).as(key).isNotNull();
      assertThat(placeholders(german.getProperty(key)))
          .as(key)
          .isEqualTo(placeholders(english.getProperty(key)));
    }
    Set<String> refusals =
        Set.of("tooLong", "tooDeep", "unknownTask", "unknownParent").stream()
            .map(name -> "plan.schedule." + name)
            .collect(Collectors.toSet());
    assertThat(german.stringPropertyNames())
        .containsAll(
            english.stringPropertyNames().stream()
                .filter(
                    key ->
                        key.startsWith("plan.find.") && !key.endsWith(".of")
                            || key.startsWith("plan.schedule.") && !refusals.contains(key)
                            || key.startsWith("people.group."))
                .toList());
  }

  @Test
  void anotherLanguageIsSpokenForAsLongAsTheWorkTakes() {
    LocalDate day = LocalDate.of(2027, 1, 5);
    String said =
        Sentences.in(
            Locale.GERMAN, () -> Sentences.say("plan.schedule.ownerAway", "3", "Tom", day, day));

    assertThat(said)
        .isEqualTo(
            "Vorgang 3 wartet oder pausiert, solange Tom vom 05.01.2027 bis zum 05.01.2027 abwesend"
                + " ist.");
    assertThat(Sentences.in(Locale.GERMAN, () -> Sentences.say("plan.cycleMore", 2)))
        .as("not translated")
        .isEqualTo("(2 more)");
    assertThat(Sentences.day(day)).isEqualTo("5 Jan 2027");
  }

  @Test
  void everyPatternCanBeFormatted() throws IOException {
    for (String file : List.of("messages.properties", "messages_de.properties")) {
      Properties words = properties(file);
      for (String key : words.stringPropertyNames()) {
        if (words.getProperty(key).contains("{0")) {
          assertThat(new MessageFormat(words.getProperty(key), Locale.GERMAN).getFormats())
              .as(key)
              .isNotEmpty();
        }
      }
    }
  }

  @Test
  void everyWordOfTemplatesAndJavaStandsInTheFileAndNoneIsLeftOver() throws IOException {
    Set<String> known = properties("messages.properties").stringPropertyNames();
    Set<String> used = new TreeSet<>(all(text(REPORTS, ".jrxml"), "\\$R\\{([^}]+)}"));
    String code = text(JAVA, ".java");
    used.addAll(all(code, "\"([a-z][A-Za-z]*(?:\\.[A-Za-z.]+)?)\""));
    // keys that are put together: a beginning in the code, and the rest from a name
    Set<String> beginnings =
        all(code, "\"((?:said|word|light|sheet|group|gantt|chart|docx|picture)\\.[A-Za-z.]*)\"")
            .stream()
            .filter(key -> key.endsWith("."))
            .collect(Collectors.toSet());
    beginnings.addAll(List.of("word.", "light.", "sheet.", "group.", "gantt.", "chart."));

    assertThat(all(text(REPORTS, ".jrxml"), "\\$R\\{([^}]+)}")).isSubsetOf(known);
    assertThat(
            all(code, "words(?:\\(\\))?\\s*\\.(?:say|get)\\(\\s*\"([a-zA-Z.]+[a-zA-Z])\"").stream()
                .filter(key -> !known.contains(key)))
        .isEmpty();
    assertThat(
            known.stream()
                .filter(key -> !used.contains(key))
                .filter(key -> beginnings.stream().noneMatch(key::startsWith)))
        .isEmpty();
  }

  @Test
  void everyConstantThatAReportCanShowHasItsWord() {
    for (String language : Words.LANGUAGES) {
      Words words = Words.in(language);
      Stream.<Class<? extends Enum<?>>>of(
              Phase.class,
              GoalRating.class,
              SystemAction.class,
              Criticality.class,
              Risk.Response.class,
              Risk.RiskStatus.class,
              Issue.Kind.class,
              Issue.Level.class,
              Issue.Status.class,
              ChangeRequest.Type.class,
              ChangeRequest.Status.class,
              ChangeRequest.Decision.class,
              HandoverChecklist.Answer.class,
              Deliverable.Acceptance.class,
              Closing.ResultDecision.class)
          .flatMap(type -> Stream.of(type.getEnumConstants()))
          .forEach(constant -> assertThat(words.word(constant)).isNotBlank());
      Groups.ALL.forEach(group -> assertThat(words.get("group." + group)).isNotBlank());
    }
    assertThat(Words.in("de").word(Phase.TRACKING)).isEqualTo("Durchführung");
  }

  @Test
  void numbersAndDaysAreWrittenAsTheLanguageDoes() {
    LocalDate day = LocalDate.of(2027, 3, 5);
    assertThat(Words.in("de").day(day)).isEqualTo("05.03.2027");
    assertThat(Words.in("de").say("said.amount", 1234.5)).isEqualTo("1.234,50");
    assertThat(Words.in("en").day(day)).isEqualTo("2027-03-05");
    assertThat(Words.in("en").say("said.amount", 1234.5)).isEqualTo("1,234.50");
    assertThat(Words.in(null).language()).isEqualTo("en");
    assertThat(Words.in("xx").language()).isEqualTo("en");
    assertThat(Words.in("de").group("quality-board")).isEqualTo("Quality board");
  }

  private static Set<String> placeholders(String pattern) {
    return new TreeSet<>(all(pattern, "\\{(\\d)"));
  }

  private static Set<String> all(String text, String pattern) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static Properties properties(String file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(REPORTS.resolve(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }

  private static String table(String id) throws IOException {
    return Files.readString(Path.of("processes/decisions", id + ".dmn"));
  }

  private static String text(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.filter(f -> f.toString().endsWith(end)).toList()) {
        text.append(Files.readString(file));
      }
      return text.toString();
    }
  }
}
