package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many kills of the application on its embedded default, all on one file. Writes what it saw to
 * {@code target/faults/embedded.md}; {@code -Dfaults.embedded} says how many kills.
 */
class EmbeddedKillFaults {
  private static final int KILLS = Integer.getInteger("faults.embedded", 10);

  @TempDir Path folder;

  @Test
  void manyKillsOfOneFileLoseNothing() throws Exception {
    long seed = Long.getLong("faults.seed", System.nanoTime());
    Instant begin = Instant.now();
    Path training = Files.createDirectory(folder.resolve("training"));
    QuickStart application = QuickStart.prepare(training, EmbeddedKills.ENVIRONMENT);
    Path work = Files.createDirectory(folder.resolve("work"));
    EmbeddedKills kills =
        new EmbeddedKills(
            work, () -> application.start(work, EmbeddedKills.ENVIRONMENT), new Random(seed));
    while (kills.kills() < KILLS && kills.lost().isEmpty()) {
      kills.killOnce();
      System.out.printf(
          "KILL %d %s: %d acknowledged, %d lost%n",
          kills.kills(), Instant.now(), kills.acknowledged(), kills.lost().size());
    }
    FaultReport report =
        new FaultReport("The embedded database, killed again and again", seed, begin);
    report.row("kills (kill -9) while four people wrote", kills.kills());
    report.row("starts that wrote the file anew", kills.kills() - 1);
    report.row("acknowledged writings", kills.acknowledged());
    report.row("**acknowledged and lost**", kills.lost().size());
    kills.wrong().forEach((what, found) -> report.row("**" + what + "**", found.size()));
    report.write("embedded.md");

    assertThat(kills.lost()).as("acknowledged but lost, seed %d", seed).isEmpty();
    kills.wrong().forEach((what, found) -> assertThat(found).as(what).isEmpty());
  }
}
