package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.BenchReport;
import dev.fairlead.FairleadTest;
import dev.fairlead.ManyProjects;
import dev.fairlead.OnPostgres;
import dev.fairlead.SqlStatements;
import dev.fairlead.TestDatabase;
import dev.fairlead.studio.BareEngine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What a project's whole life costs, as a ratio to the same diagrams with empty steps on the engine
 * alone, on PostgreSQL; rounds alternate. Then the same among thousands of projects, and lives one
 * after the other for {@code -Dbench.soak.minutes} (two, unless told), with the memory that stays.
 * Prints, asserts no time.
 */
@FairleadTest
@ContextConfiguration(initializers = OnPostgres.class)
class LifecycleBenchmark extends WholeLife {
  private static final int ROUNDS = 15;
  private static final int WARM_UP = 60;
  private static final int OTHERS = 5_000;

  /** What a person does to a task. */
  private record Act(String who, String task, Map<String, Object> answers) {}

  @Autowired ApplicationContext spring;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  private final List<Act> acts = new ArrayList<>();
  private int lives;

  /** Seconds of the latest life in which its jobs ran, which make its documents. */
  private double jobs;

  @Override
  void act(String username, String businessKey, String taskKey, String... answers) {
    super.act(username, businessKey, taskKey, answers);
    Map<String, Object> given = new HashMap<>();
    for (int i = 0; i < answers.length; i += 2) {
      given.put(answers[i], answers[i + 1]);
    }
    acts.add(new Act(username, taskKey, given));
  }

  @Test
  void aLifeBesideItsFloor() throws Exception {
    life();
    List<Act> recorded = List.copyOf(acts);
    try (BareEngine bare = new BareEngine(spring, TestDatabase.urlOf("bare"), "postgres")) {
      Callable<?> floor = () -> floor(bare, recorded);
      BenchReport.say(
          LifecycleBenchmark.class,
          "statements of a life %d, of its floor %d; commits of a life %d",
          SqlStatements.count(this::life),
          SqlStatements.count(floor),
          SqlStatements.commits(this::life));
      for (int i = 0; i < WARM_UP; i++) {
        life();
        floor.call();
      }
      jdbc.sql("vacuum analyze").update();
      bare.analyze();
      double[] ours = new double[ROUNDS];
      double[] people = new double[ROUNDS];
      double[] least = new double[ROUNDS];
      double[] ratio = new double[ROUNDS];
      double[] leastOfPeople = new double[ROUNDS];
      double[] ratioOfPeople = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        least[round] = time(floor);
        leastOfPeople[round] = least[round] - bare.jobs();
        ours[round] = time(this::life);
        people[round] = ours[round] - jobs;
        ratio[round] = ours[round] / least[round];
        ratioOfPeople[round] = people[round] / leastOfPeople[round];
      }
      print("a life on the bare engine", least, "ms", 1000);
      print("a life in Fairlead", ours, "ms", 1000);
      print("ratio", ratio, "", 1);
      print("the floor without its jobs", leastOfPeople, "ms", 1000);
      print("ours without its jobs", people, "ms", 1000);
      print("ratio without jobs", ratioOfPeople, "", 1);
    }
    amongMany();
    soak();
  }

  /**
   * The same life while thousands of other projects are on their way, and how many rows of theirs
   * are read because no index leads to what is looked for.
   */
  private void amongMany() throws Exception {
    track("OTHER");
    system("OTHER");
    double[] alone = lives();
    new ManyProjects(jdbc, transactions, List.of("OTHER")).copy(1, OTHERS);
    life();
    Map<String, Long> before = rowsReadInARow();
    double[] among = lives();
    print("a life alone", alone, "ms", 1000);
    print("among %,d projects".formatted(OTHERS), among, "ms", 1000);
    Map<String, Long> read = rowsReadInARow();
    read.replaceAll((table, rows) -> (rows - before.getOrDefault(table, 0L)) / ROUNDS);
    read.values().removeIf(rows -> rows < OTHERS);
    BenchReport.say(
        LifecycleBenchmark.class, "rows of others read by a life without an index: %s", read);
  }

  private double[] lives() throws Exception {
    double[] seconds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      seconds[round] = time(this::life);
    }
    return seconds;
  }

  /** By table, as PostgreSQL counts them, which it tells a little later. */
  private Map<String, Long> rowsReadInARow() throws InterruptedException {
    Thread.sleep(2_000);
    Map<String, Long> rows = new TreeMap<>();
    jdbc.sql("select relname, seq_tup_read from pg_stat_user_tables")
        .query(
            row -> {
              rows.put(row.getString(1), row.getLong(2));
            });
    return rows;
  }

  private void soak() {
    long end =
        System.nanoTime()
            + (long) (Double.parseDouble(System.getProperty("bench.soak.minutes", "2")) * 60e9);
    int before = lives;
    List<Long> memory = new ArrayList<>();
    for (long next = 0; System.nanoTime() < end; ) {
      life();
      if (System.nanoTime() > next) {
        memory.add(megabytesInUse());
        next = System.nanoTime() + (long) 20e9;
      }
    }
    BenchReport.say(
        LifecycleBenchmark.class,
        "%d lives one after the other, MB in use every 20 s: %s",
        lives - before,
        memory);
  }

  /**
   * The final report and the archive with its files are made while nobody waits; on the bare engine
   * the same jobs make nothing.
   */
  @Override
  void runWaiting() {
    long begin = System.nanoTime();
    super.runWaiting();
    jobs += (System.nanoTime() - begin) / 1e9;
  }

  private Object life() {
    acts.clear();
    jobs = 0;
    driver.setTime(MONDAY);
    return wholeLife("LIFE-" + ++lives);
  }

  private Object floor(BareEngine bare, List<Act> recorded) {
    String key = "LIFE-" + ++lives;
    bare.start("projectLifecycle", key);
    recorded.forEach(act -> bare.act(act.who(), key, act.task(), act.answers()));
    bare.runWaiting();
    assertThat(bare.isRunning(key)).isFalse();
    return key;
  }

  private static long megabytesInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (1 << 20);
  }

  private static double time(Callable<?> work) throws Exception {
    long begin = System.nanoTime();
    work.call();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void print(String what, double[] values, String unit, double factor) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    BenchReport.say(
        LifecycleBenchmark.class,
        "%-28s median %8.2f %s, from %.2f to %.2f",
        what,
        sorted[ROUNDS / 2] * factor,
        unit,
        sorted[0] * factor,
        sorted[ROUNDS - 1] * factor);
  }
}
