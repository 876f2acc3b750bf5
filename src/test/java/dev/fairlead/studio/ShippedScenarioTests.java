package dev.fairlead.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.studio.Trial.Fate;
import dev.fairlead.studio.Trial.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios beside the diagrams go through them, each as it says. */
class ShippedScenarioTests {
  private static final Path PROCESSES = Path.of("processes");
  private static final Path SCENARIOS = PROCESSES.resolve("scenarios");

  @ParameterizedTest
  @MethodSource("folders")
  void everyScenarioGoesThroughItsDiagram(String key) throws IOException {
    List<Scenario> scenarios = scenarios(key);
    assertThat(scenarios).as(key).hasSizeGreaterThanOrEqualTo(2);
    Trial trial = new TrialRun(key, files(key), Duration.ofMinutes(1)).through(scenarios);
    assertThat(trial.outcomes())
        .allSatisfy(
            outcome -> assertThat(outcome.fate()).as(outcome.toString()).isEqualTo(Fate.THROUGH));
    assertThat(trial.outcomes())
        .extracting(Outcome::name)
        .containsExactlyElementsOf(scenarios.stream().map(Scenario::name).toList());
    assertThat(scenarios).allSatisfy(s -> assertThat(s.passes()).isNotEmpty());
  }

  static Stream<String> folders() throws IOException {
    return Files.list(SCENARIOS).map(folder -> folder.getFileName().toString()).sorted();
  }

  static List<Scenario> scenarios(String key) throws IOException {
    try (Stream<Path> found = Files.list(SCENARIOS.resolve(key))) {
      ObjectMapper json = new ObjectMapper().findAndRegisterModules();
      List<Scenario> scenarios = new java.util.ArrayList<>();
      for (Path file : found.sorted().toList()) {
        scenarios.add(json.readValue(file.toFile(), Scenario.class));
      }
      return scenarios;
    }
  }

  static Map<String, byte[]> files(String key) throws IOException {
    String diagram = Files.readString(PROCESSES.resolve(key + ".bpmn"));
    Map<String, byte[]> files = new HashMap<>();
    files.put(key + ".bpmn", diagram.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (Matcher table = Pattern.compile("decisionRef=\"(\\w+)\"").matcher(diagram);
        table.find(); ) {
      files.put(
          table.group(1) + ".dmn",
          Files.readAllBytes(PROCESSES.resolve("decisions/" + table.group(1) + ".dmn")));
    }
    return files;
  }
}
