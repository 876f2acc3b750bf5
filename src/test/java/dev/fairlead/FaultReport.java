package dev.fairlead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/** What a suite of faults saw, as a page in {@code target/faults}. */
public final class FaultReport {
  private final StringBuilder text = new StringBuilder();
  private boolean table;

  FaultReport(String title, long seed, Instant begin) {
    this(title, "./mvnw -Pfaults verify", begin);
    line("Seed %d", seed);
  }

  /**
   * @param command that does it once more
   */
  public FaultReport(String title, String command, Instant begin) {
    text.append("# ").append(title).append("\n\n");
    line(
        "`%s`, %s, %d s",
        command, LocalDate.now(), Duration.between(begin, Instant.now()).toSeconds());
    line("%s", BenchReport.machine());
  }

  private void line(String line, Object... values) {
    text.append(String.format(Locale.ROOT, line, values)).append("  \n");
  }

  public void row(String what, Object value) {
    if (!table) {
      text.append("\n| what | how often |\n| --- | --- |\n");
      table = true;
    }
    text.append("| ").append(what).append(" | ").append(value).append(" |\n");
  }

  public void write(String file) throws IOException {
    Files.writeString(
        Files.createDirectories(Path.of("target", "faults")).resolve(file), text.toString());
    System.out.println(text);
  }
}
