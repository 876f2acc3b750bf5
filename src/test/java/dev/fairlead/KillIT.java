package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.shared.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * {@code kill -9} of the packaged application on its embedded default while people write: whatever
 * was acknowledged is there afterwards, and nothing is half done. Without {@code WRITE_DELAY=0} in
 * application.yaml it fails.
 */
class KillIT {
  private static final int KILLS = 2;

  @TempDir Path folder;

  private volatile String url;
  private volatile CountDownLatch untilKill;
  private volatile boolean killed;
  private final WritingPeople people = new WritingPeople(() -> url, () -> untilKill.countDown());

  @Test
  void whatWasAcknowledgedIsThereAfterAKillAndNothingIsHalfDone() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      try (Jar jar = start()) {
        if (kill == 0) {
          people.beginTracking();
        } else {
          assertThat(jar.output()).contains("was written anew");
          people.goOnWithTheLast();
        }
        writeAndKill(jar, 20 + random.nextInt(60));
      }
      lookInside(seed);
    }
  }

  private Jar start() {
    Jar jar = Jar.start(folder, Map.of("FAIRLEAD_DEMO_WORLD", "false")).awaitReady();
    url = jar.url();
    return jar;
  }

  /** Several people write without a pause; the kill comes right after one of their answers. */
  private void writeAndKill(Jar jar, int answers) throws Exception {
    untilKill = new CountDownLatch(answers);
    killed = false;
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> writing =
          List.of(
              threads.submit(() -> writing(people::project)),
              threads.submit(() -> writing(people::project)),
              threads.submit(() -> writing(people::progress)),
              threads.submit(() -> writing(people::change)));
      assertThat(untilKill.await(60, TimeUnit.SECONDS)).as("people can write").isTrue();
      killed = true;
      jar.kill();
      for (Future<?> writer : writing) {
        writer.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Void writing(WritingPeople.Write write) throws Exception {
    while (true) {
      try {
        write.once();
      } catch (IOException gone) {
        assertThat(killed).as("the connection broke although nobody killed: " + gone).isTrue();
        return null;
      }
    }
  }

  // ---- what is in the database after a kill

  private void lookInside(long seed) throws Exception {
    String file = "jdbc:h2:file:" + folder.resolve("data/fairlead").toAbsolutePath();
    // as the next start does
    assertThat(EmbeddedDatabase.at(file, "fairlead", "").orElseThrow().rebuild()).isTrue();
    try (var connection = DriverManager.getConnection(file + ";IFEXISTS=TRUE", "fairlead", "")) {
      JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      assertThat(people.lost(jdbc))
          .as("acknowledged but lost, of %d, seed %d", people.acknowledged(), seed)
          .isEmpty();
      WritingPeople.HALF_DONE.forEach(
          (what, question) ->
              assertThat(jdbc.sql(question).query(String.class).list()).as(what).isEmpty());
    }
  }
}
