package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.demo.WholeDatabase;
import dev.fairlead.shared.EmbeddedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * {@code kill -9} of the packaged application while it makes the demo world, some times in a row;
 * the start that nobody disturbs finishes it. What it has then is compared with a demo world that
 * was made in one go. Writes what it saw to {@code target/faults/demo.md}; {@code -Dfaults.demo}
 * says how many kills.
 */
class DemoKillFaults {
  private static final int KILLS = Integer.getInteger("faults.demo", 3);
  private static final String READY = "The demo world is ready";
  private static final Pattern BEGUN =
      Pattern.compile(
          "Making the demo world: |before the demo world was finished; it goes on after (\\d+) of (\\d+) steps");

  /** Long enough to be in the middle of it, and too short for all kills to see its end. */
  private static final int LONGEST_MILLIS = 12_000;

  @TempDir Path folder;

  /** What somebody would miss or find twice, beside the rows of all tables. */
  private record World(List<String> projects, List<String> people, Map<String, Integer> rows) {}

  @Test
  void aDemoWorldIsWholeHoweverOftenItsMakingIsKilled() throws Exception {
    long seed = Long.getLong("faults.seed", System.nanoTime());
    Random random = new Random(seed);
    Instant begin = Instant.now();
    Path training = Files.createDirectory(folder.resolve("training"));
    QuickStart application = QuickStart.prepare(training, EmbeddedKills.ENVIRONMENT);

    Path killed = Files.createDirectory(folder.resolve("killed"));
    List<Integer> stepsDone = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (Jar jar = application.start(killed, Map.of())) {
        int done = awaitMaking(jar);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
        jar.kill();
        assertThat(jar.output()).as("void: the demo world was ready before").doesNotContain(READY);
        if (kill > 0) {
          assertThat(jar.output()).contains("was written anew");
          stepsDone.add(done);
        }
      }
    }
    try (Jar jar = application.start(killed, Map.of())) {
      stepsDone.add(awaitMaking(jar));
      finish(jar);
    }
    System.out.printf("KILLED after %s steps%n", stepsDone);
    assertThat(stepsDone).as("the next start goes on").isSorted();
    assertThat(stepsDone.get(stepsDone.size() - 1)).as("void: no step was done").isPositive();

    Path undisturbed = Files.createDirectory(folder.resolve("undisturbed"));
    try (Jar jar = application.start(undisturbed, Map.of())) {
      finish(jar);
    }
    World whole = read(undisturbed);
    World made = read(killed);

    FaultReport report =
        new FaultReport("The making of the demo world, killed again and again", seed, begin);
    report.row("kills (kill -9) while it was made", KILLS);
    report.row("steps that were done when the next start went on", stepsDone);
    report.row("projects and people", made.projects().size() + " and " + made.people().size());
    report.row("rows of all tables", made.rows().values().stream().mapToInt(i -> i).sum());
    report.row("**tables with other numbers of rows**", differing(whole, made).size());
    report.write("demo.md");

    assertThat(made.projects()).isEqualTo(whole.projects()).doesNotHaveDuplicates();
    assertThat(made.people()).isEqualTo(whole.people()).doesNotHaveDuplicates();
    assertThat(differing(whole, made)).as("undisturbed = killed").isEmpty();
  }

  /** How many steps were done before. */
  private static int awaitMaking(Jar jar) {
    await("the demo world is being made")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> BEGUN.matcher(jar.output()).find());
    Matcher begun = BEGUN.matcher(jar.output());
    return begun.find() && begun.group(1) != null ? Integer.parseInt(begun.group(1)) : 0;
  }

  private static void finish(Jar jar) {
    await("the demo world is ready")
        .atMost(Duration.ofMinutes(8))
        .until(() -> jar.output().contains(READY));
    jar.awaitReady().end();
  }

  private static List<String> differing(World one, World other) {
    Map<String, String> all = new TreeMap<>();
    one.rows().forEach((table, rows) -> all.put(table, rows + " = " + other.rows().get(table)));
    return all.entrySet().stream()
        .filter(table -> !one.rows().get(table.getKey()).equals(other.rows().get(table.getKey())))
        .map(table -> table.getKey() + ": " + table.getValue())
        .toList();
  }

  private static World read(Path folder) throws Exception {
    String file = "jdbc:h2:file:" + folder.resolve("data/fairlead").toAbsolutePath();
    assertThat(EmbeddedDatabase.at(file, "fairlead", "").orElseThrow().wasKilled()).isFalse();
    try (var connection = DriverManager.getConnection(file + ";IFEXISTS=TRUE", "fairlead", "")) {
      JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      Map<String, Integer> rows = new TreeMap<>();
      WholeDatabase.of(jdbc).forEach((table, all) -> rows.put(table, all.size()));
      return new World(
          jdbc.sql("select concat(name, ' ', phase) from project order by project_key")
              .query(String.class)
              .list(),
          jdbc.sql("select display_name from app_user order by username")
              .query(String.class)
              .list(),
          rows);
    }
  }
}
