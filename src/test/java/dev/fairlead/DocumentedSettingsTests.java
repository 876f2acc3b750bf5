package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever runs Fairlead finds each variable of the environment in what they read. */
class DocumentedSettingsTests {
  private static final Pattern VARIABLE = Pattern.compile("\\bFAIRLEAD_[A-Z_]*[A-Z]\\b");

  @Test
  void eachVariableIsExplainedAndEachThatIsExplainedIsThere() throws IOException {
    Set<String> settings =
        named(
            "src/main/resources/application.yaml", "src/main/resources/application-postgres.yaml");
    Set<String> explained =
        named("README.md", "docs/operations.md", "docs/mails.md", "reports/README.md");
    assertThat(explained).containsExactlyInAnyOrderElementsOf(settings);
  }

  private static Set<String> named(String... files) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String file : files) {
      VARIABLE
          .matcher(Files.readString(Path.of(file)))
          .results()
          .map(MatchResult::group)
          .forEach(names::add);
    }
    return names;
  }
}
