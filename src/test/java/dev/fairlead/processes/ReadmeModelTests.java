package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of the folder's README is the folder. */
class ReadmeModelTests {
  @Test
  void theReadmeListsEveryFileAndNothingElse() {
    List<String> files =
        Stream.of(ProcessFiles.diagrams(), ProcessFiles.decisions(), ProcessFiles.forms())
            .flatMap(List::stream)
            .map(file -> ProcessFiles.FOLDER.relativize(file).toString())
            .toList();
    List<String> listed =
        Pattern.compile("\\| \\[`([^`]+)`]\\(([^)]+)\\) \\| \\S.*\\|")
            .matcher(ProcessFiles.text(Path.of("processes/README.md")))
            .results()
            .map(row -> row.group(1).equals(row.group(2)) ? row.group(1) : row.group())
            .toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(files);
  }
}
