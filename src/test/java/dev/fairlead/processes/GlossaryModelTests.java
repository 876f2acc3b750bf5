package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.people.Groups;
import dev.fairlead.project.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The glossary names all that it promises, and nothing that is gone. */
class GlossaryModelTests {
  private static final String GLOSSARY = ProcessFiles.text(Path.of("docs/glossary.md"));

  @Test
  void everyProcessDecisionPhaseAndGroupIsNamed() {
    assertThat(ids("Processes")).containsExactlyInAnyOrderElementsOf(ids(ProcessFiles.diagrams()));
    assertThat(ids("Decision tables"))
        .containsExactlyInAnyOrderElementsOf(ids(ProcessFiles.decisions()));
    assertThat(ids("Phases"))
        .containsExactlyElementsOf(Stream.of(Phase.values()).map(Enum::name).toList());
    assertThat(ids("Groups")).containsExactlyInAnyOrderElementsOf(Groups.ALL);
  }

  @Test
  void theWordsStandInTheirOrderEachWithItsMeaning() {
    List<String> words = rows("Words").stream().map(row -> row.split("\\|")[1].strip()).toList();
    assertThat(words).hasSizeGreaterThan(30).isSorted().doesNotHaveDuplicates();
    assertThat(rows("Words")).allMatch(row -> row.matches("\\| [^|]+ \\| [^|]{10,} \\|"));
  }

  private static List<String> ids(List<Path> files) {
    return files.stream().map(ProcessFiles::id).toList();
  }

  private static List<String> ids(String chapter) {
    return Pattern.compile("(?m)^\\| `([^`]+)` \\|")
        .matcher(String.join("\n", rows(chapter)))
        .results()
        .map(row -> row.group(1))
        .toList();
  }

  private static List<String> rows(String chapter) {
    String text = GLOSSARY.split("(?m)^## " + chapter + "$")[1].split("(?m)^## ")[0];
    return text.lines().filter(line -> line.startsWith("| ")).skip(2).toList();
  }
}
