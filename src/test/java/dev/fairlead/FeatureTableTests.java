package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's feature table has a row for each part of the mission and names tests that exist. */
class FeatureTableTests {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([A-Z]\\d) \\| (.+?) \\| (.+?) \\| (.*?) ?\\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+)`");

  @Test
  void eachRowNamesATestThatExists() throws IOException {
    List<MatchResult> rows = ROW.matcher(Files.readString(Path.of("README.md"))).results().toList();
    assertThat(rows)
        .extracting(row -> row.group(1))
        .containsExactly(
            "P1", "P2", "P3", "P4", "P5", "T1", "T2", "T3", "T4", "R1", "R2", "A1", "A2", "A3",
            "A4", "O1", "O2");
    Set<String> tests = tests();
    for (MatchResult row : rows) {
      List<String> named =
          TEST.matcher(row.group(3)).results().map(match -> match.group(1)).toList();
      assertThat(named).as(row.group(1)).isNotEmpty();
      assertThat(tests).as(row.group(1)).containsAll(named);
    }
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\w+(Tests|IT)\\.java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }
}
