package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sums in docs/figures/faults.md are the sums of the runs above them, and the kinds all. */
class FaultFiguresTests {
  private static final Path FIGURES = Path.of("docs", "figures", "faults.md");
  private static final String TOTAL = "| **all runs** |";

  @Test
  void asManyKindsAreToldAsThereAre() throws Exception {
    assertThat(Files.readString(FIGURES))
        .contains("rounds of %d kinds of faults".formatted(NodeFaults.Fault.values().length));
  }

  @Test
  void theTotalsAddUp() throws Exception {
    int totals = 0;
    long[] sums = {};
    for (String line : Files.readAllLines(FIGURES)) {
      if (!line.startsWith("| ")) {
        sums = new long[] {};
      } else if (line.startsWith(TOTAL)) {
        assertThat(numbers(line)).as(line).containsExactly(sums);
        totals++;
      } else if (line.startsWith("| 20")) {
        sums = sum(sums, numbers(line));
      }
    }
    assertThat(totals).isEqualTo(2);
  }

  /** What stands in the cells behind the first. */
  private static long[] numbers(String line) {
    List<String> cells = Arrays.asList(line.split("\\|"));
    return cells.subList(2, cells.size()).stream()
        .map(cell -> cell.replaceAll("[^0-9]", ""))
        .mapToLong(cell -> cell.isEmpty() ? 0 : Long.parseLong(cell))
        .toArray();
  }

  private static long[] sum(long[] one, long[] other) {
    if (one.length == 0) {
      return other;
    }
    long[] both = new long[one.length];
    Arrays.setAll(both, i -> one[i] + other[i]);
    return both;
  }
}
