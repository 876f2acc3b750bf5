package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the packaged application on its embedded default while people write: whatever
 * was acknowledged is there afterwards, and nothing is half done. Without {@code WRITE_DELAY=0} in
 * application.yaml it fails. Many more kills are in {@link EmbeddedKillFaults}.
 */
class KillIT {
  private static final int KILLS = 2;

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsThereAfterAKillAndNothingIsHalfDone() throws Exception {
    long seed = System.nanoTime();
    EmbeddedKills kills =
        new EmbeddedKills(
            folder, () -> Jar.start(folder, EmbeddedKills.ENVIRONMENT), new Random(seed));
    for (int i = 0; i < KILLS; i++) {
      kills.killOnce();
      assertThat(kills.lost())
          .as("acknowledged but lost, of %d, seed %d", kills.acknowledged(), seed)
          .isEmpty();
      kills.wrong().forEach((what, found) -> assertThat(found).as(what).isEmpty());
    }
  }
}
