package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.shared.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * {@code kill -9} of the application on its embedded default while people write, again and again on
 * the same file: after each kill somebody looks inside, and the next start goes on with it.
 */
final class EmbeddedKills {
  static final Map<String, String> ENVIRONMENT = Map.of("FAIRLEAD_DEMO_WORLD", "false");

  private final Path folder;
  private final Supplier<Jar> start;
  private final Random random;
  private final Map<String, List<String>> wrong = new LinkedHashMap<>();
  private volatile String url;
  private volatile CountDownLatch untilKill;
  private volatile boolean killed;
  private final WritingPeople people = new WritingPeople(() -> url, () -> untilKill.countDown());
  private List<WritingPeople.Acknowledged> lost = List.of();
  private int kills;

  /**
   * @param folder in which the application runs
   */
  EmbeddedKills(Path folder, Supplier<Jar> start, Random random) {
    this.folder = folder;
    this.start = start;
    this.random = random;
  }

  void killOnce() throws Exception {
    try (Jar jar = start.get().awaitReady()) {
      url = jar.url();
      if (kills == 0) {
        people.beginTracking();
      } else {
        assertThat(jar.output()).contains("was written anew");
        people.goOnWithTheLast();
      }
      writeAndKill(jar, 20 + random.nextInt(60));
    }
    kills++;
    lookInside();
  }

  int kills() {
    return kills;
  }

  int acknowledged() {
    return people.acknowledged();
  }

  /** What was acknowledged and was not there after the last kill. */
  List<WritingPeople.Acknowledged> lost() {
    return lost;
  }

  /** What was half done after any kill, by what it is called. */
  Map<String, List<String>> wrong() {
    return wrong;
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

  private void lookInside() throws Exception {
    String file = "jdbc:h2:file:" + folder.resolve("data/fairlead").toAbsolutePath();
    // as the next start does
    assertThat(EmbeddedDatabase.at(file, "fairlead", "").orElseThrow().rebuild()).isTrue();
    try (var connection = DriverManager.getConnection(file + ";IFEXISTS=TRUE", "fairlead", "")) {
      JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      lost = people.lost(jdbc);
      WritingPeople.HALF_DONE.forEach(
          (what, question) ->
              wrong
                  .computeIfAbsent(what, none -> new ArrayList<>())
                  .addAll(jdbc.sql(question).query(String.class).list()));
    }
  }
}
