package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bad days of two nodes on one PostgreSQL, while people write over HTTP and keep what was
 * acknowledged to them: {@code kill -9} of a node at any moment, inside a commit, and inside the
 * sending of a mail; a crash of the database; a node that stands still beyond the lock of its jobs;
 * a clock that is wrong; a mail server that is gone. Afterwards nothing is lost, nothing is done
 * twice, and nothing hangs. Writes what it saw to {@code target/faults/nodes.md}.
 *
 * <p>{@code ./mvnw -Pfaults verify}; {@code -Dfaults.rounds} says how many rounds of all of them,
 * {@code -Dfaults.without=CLOCKS_APART} leaves kinds out.
 */
class NodeFaults {
  private static final int ROUNDS = Integer.getInteger("faults.rounds", 2);
  private static final Duration LOCK = Duration.ofSeconds(10);
  private static final Duration STANDS_STILL = LOCK.plusSeconds(5);

  private static final Duration APART = Duration.ofSeconds(40);

  /** All kinds but those that {@code -Dfaults.without} names. */
  private static List<Fault> kinds() {
    List<String> without = List.of(System.getProperty("faults.without", "").split(","));
    return Stream.of(Fault.values()).filter(kind -> !without.contains(kind.name())).toList();
  }

  private enum Fault {
    NODE_KILLED("a node killed (kill -9)"),
    KILLED_IN_COMMIT("a node killed while a commit of its had been written and not been confirmed"),
    KILLED_IN_MAIL("a node killed after the mail server took a mail and before the node was told"),
    DATABASE_CRASHED("the database crashed (kill -9 of one of its processes)"),
    NODE_FROZEN(
        "a node frozen for "
            + STANDS_STILL.toSeconds()
            + " s, its jobs' lock is "
            + LOCK.toSeconds()
            + " s"),
    CLOCKS_APART(
        "a node whose clock is "
            + APART.toSeconds()
            + " s fast, so that it sees every lock of the other as lapsed"),
    MAIL_GONE("the mail server gone, then back");

    private final String words;

    Fault(String words) {
      this.words = words;
    }
  }

  /** Gives a process a clock of its own; Debian's package libfaketime. */
  private static final Path FAKE_TIME =
      Path.of(
          "/usr/lib",
          (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64") + "-linux-gnu",
          "faketime/libfaketime.so.1");

  @TempDir Path folder;

  private final List<Jar> nodes = new CopyOnWriteArrayList<>();
  private final AtomicInteger broken = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final Map<Fault, Integer> hits = new LinkedHashMap<>();
  private Map<String, Integer> received = Map.of();
  private final WritingPeople people = new WritingPeople(this::anyNode, done::incrementAndGet);
  private final Map<Fault, Long> repeatedAfter = new LinkedHashMap<>();
  private final List<Long> goesOnAfter = new ArrayList<>();
  private long alreadyRepeated;
  private volatile boolean over;
  private GreenMail mails;
  private final List<MailGate> gates = new ArrayList<>();
  private List<Map<String, String>> environments;

  @Test
  void nothingIsLostAndNothingIsDoneTwice() throws Exception {
    long seed = Long.getLong("faults.seed", System.nanoTime());
    Instant begin = Instant.now();
    // its own default would let a crash of the database lose what was acknowledged
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start()) {
      JdbcClient jdbc = JdbcClient.create(postgres.getPostgresDatabase());
      mails = mailServer(freePort());
      for (int i = 0; i < 2; i++) {
        gates.add(new MailGate(mails.getSmtp().getPort()));
      }
      environments = gates.stream().map(gate -> environment(postgres, gate)).toList();
      environments.forEach(environment -> nodes.add(Jar.start(folder, environment)));
      nodes.forEach(Jar::awaitReady);
      try {
        people.beginTracking();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> writing =
            List.of(
                threads.submit(() -> writing(people::project)),
                threads.submit(() -> writing(people::progress)),
                threads.submit(() -> writing(people::change)),
                threads.submit(() -> writing(() -> people.approval(task -> isDone(jdbc, task)))),
                threads.submit(() -> writing(() -> people.approval(task -> isDone(jdbc, task)))));
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
          for (Fault fault : kinds()) {
            strike(fault, random, jdbc);
            for (Future<?> writer : writing) {
              if (writer.isDone()) {
                writer.get();
              }
            }
          }
        }
        nodes.remove(random.nextInt(2)).kill();
        Instant killed = Instant.now();
        over = true;
        for (Future<?> writer : writing) {
          writer.get(6, TimeUnit.MINUTES);
        }
        threads.shutdown();
        await("all that is due is done by the node that is left")
            .atMost(Duration.ofMinutes(5))
            .until(() -> due(jdbc) == 0);
        Duration lastWork = Duration.between(killed, Instant.now());
        count();
        judge(jdbc, seed, begin, lastWork);
      } finally {
        nodes.forEach(Jar::close);
        gates.forEach(MailGate::close);
        mails.stop();
      }
    }
  }

  /** One fault in the middle of the writing; it counts where a call broke or a mail waited. */
  private void strike(Fault fault, Random random, JdbcClient jdbc) throws Exception {
    write(20 + random.nextInt(40));
    int before = broken.get() + people.broken();
    boolean hit;
    switch (fault) {
      case NODE_KILLED -> {
        int node = random.nextInt(2);
        nodes.get(node).kill();
        Instant killed = Instant.now();
        write(1);
        goesOnAfter.add(Duration.between(killed, Instant.now()).toMillis());
        write(20);
        startAgain(node);
        hit = broken.get() + people.broken() > before;
      }
      case KILLED_IN_COMMIT -> {
        // commits are written to the disk, and then wait for a second database that does not exist
        int node = random.nextInt(2);
        waitForSecondDatabase(jdbc, true);
        await("commits wait").atMost(Duration.ofMinutes(1)).until(() -> waitingCommits(jdbc) >= 3);
        nodes.get(node).kill();
        long left = waitingCommits(jdbc);
        waitForSecondDatabase(jdbc, false);
        write(20);
        startAgain(node);
        hit = left > 0 && broken.get() + people.broken() > before;
      }
      case KILLED_IN_MAIL -> {
        int node = random.nextInt(2);
        hit = gates.get(node).hold().await(1, TimeUnit.MINUTES);
        nodes.get(node).kill();
        gates.get(node).letThrough();
        write(20);
        startAgain(node);
      }
      case CLOCKS_APART -> {
        int node = random.nextInt(2);
        hit = Files.exists(FAKE_TIME);
        if (hit) {
          nodes.get(node).end();
          Map<String, String> fast = new HashMap<>(environments.get(node));
          fast.put("LD_PRELOAD", FAKE_TIME.toString());
          fast.put("FAKETIME", "+" + APART.toSeconds() + "s");
          fast.put("DONT_FAKE_MONOTONIC", "1");
          Jar hasty = Jar.start(folder, fast).awaitAlive();
          nodes.set(node, hasty);
          write(60);
          hit = !hasty.isReady(); // it says so itself, and a proxy would send it no visitors
          hasty.end();
          startAgain(node);
        }
      }
      case DATABASE_CRASHED -> {
        long process =
            jdbc.sql(
                    "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1")
                .query(Long.class)
                .single();
        ProcessHandle.of(process).orElseThrow().destroyForcibly();
        write(20);
        hit = broken.get() + people.broken() > before;
      }
      case NODE_FROZEN -> {
        Jar node = nodes.get(random.nextInt(2));
        node.freeze();
        TimeUnit.MILLISECONDS.sleep(STANDS_STILL.toMillis());
        node.thaw();
        hit = true; // freeze() makes sure
      }
      case MAIL_GONE -> {
        int port = mails.getSmtp().getPort();
        count(); // a server that is stopped has forgotten what it received
        mails.stop();
        write(20);
        hit = waitingMails(jdbc) > 0;
        mails = mailServer(port);
      }
      default -> throw new IllegalStateException();
    }
    if (hit) {
      hits.merge(fault, 1, Integer::sum);
    }
    write(20);
    long now = repeated(receivedUntilNow());
    repeatedAfter.merge(fault, now - alreadyRepeated, Long::sum);
    alreadyRepeated = now;
  }

  private void startAgain(int node) {
    nodes.set(node, Jar.start(folder, environments.get(node)).awaitReady());
  }

  private static void waitForSecondDatabase(JdbcClient jdbc, boolean wait) {
    jdbc.sql("alter system set synchronous_standby_names = '" + (wait ? "nobody" : "") + "'")
        .update();
    jdbc.sql("select pg_reload_conf()").query(Boolean.class).single();
  }

  private static long waitingCommits(JdbcClient jdbc) {
    return number(jdbc, "select count(*) from pg_stat_activity where wait_event = 'SyncRep'");
  }

  /** Until so many more writings were acknowledged. */
  private void write(int more) {
    int until = done.get() + more;
    await("people can write").atMost(Duration.ofMinutes(3)).until(() -> done.get() >= until);
  }

  private Void writing(WritingPeople.Write write) throws Exception {
    while (!over) {
      try {
        write.once();
      } catch (IOException unknown) {
        // whether it was done is not known, so it counts as not acknowledged
        broken.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    return null;
  }

  private String anyNode() {
    List<Jar> now = List.copyOf(nodes);
    return now.get(ThreadLocalRandom.current().nextInt(now.size())).url();
  }

  /** Whether a task that somebody tried to complete is completed; the database may be away. */
  private static boolean isDone(JdbcClient jdbc, String task) {
    try {
      return number(
              jdbc,
              "select count(*) from act_hi_taskinst where end_time_ is not null and id_ = '"
                  + task
                  + "'")
          > 0;
    } catch (RuntimeException away) {
      return false;
    }
  }

  private void judge(JdbcClient jdbc, long seed, Instant begin, Duration lastWork)
      throws Exception {
    List<WritingPeople.Acknowledged> lost = people.lost(jdbc);
    Map<String, List<String>> wrong = new LinkedHashMap<>();
    WritingPeople.HALF_DONE.forEach(
        (what, question) -> wrong.put(what, jdbc.sql(question).query(String.class).list()));
    wrong.put(
        "projects with two baselines",
        list(
            jdbc,
            "select project_key from plan_snapshot where kind = 'BASELINE' group by project_key having count(*) > 1"));
    wrong.put(
        "plans that were approved twice",
        list(
            jdbc,
            "select project_key from decision_log where kind = 'PLAN' group by project_key having count(*) > 1"));
    wrong.put("failed steps", list(jdbc, "select incident_msg_ from act_ru_incident"));
    long repeated = repeated(received);
    long unsent = waitingMails(jdbc);
    int faults = hits.values().stream().mapToInt(Integer::intValue).sum();

    StringBuilder report = new StringBuilder("# Bad days of two nodes on one PostgreSQL\n\n");
    line(
        report,
        "`./mvnw -Pfaults verify`, %s, seed %d, %d s",
        LocalDate.now(),
        seed,
        Duration.between(begin, Instant.now()).toSeconds());
    line(
        report,
        "%s %s, %d processors, Java %s, all on one machine",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    report.append("\n| what | how often |\n| --- | --- |\n");
    for (Fault fault : kinds()) {
      row(
          report,
          fault.words + ", while calls broke or mails waited",
          hits.getOrDefault(fault, 0) + " of " + ROUNDS);
    }
    row(report, "acknowledged writings", people.acknowledged());
    row(report, "of them plans approved from beginning to end", people.approved());
    row(report, "calls that broke, whose outcome nobody was told", broken.get() + people.broken());
    row(report, "**acknowledged and lost**", lost.size());
    wrong.forEach((what, found) -> row(report, "**" + what + "**", found.size()));
    row(report, "mails received", received.values().stream().mapToInt(Integer::intValue).sum());
    row(report, "**mails transmitted twice** (same Message-ID)", repeated);
    repeatedAfter.forEach(
        (fault, times) -> {
          if (times > 0) {
            row(report, "of them after " + fault.words, times);
          }
        });
    row(report, "**mails that were never sent**", unsent);
    row(
        report,
        "milliseconds from a kill to the next acknowledged writing",
        goesOnAfter.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    row(report, "seconds from the last kill until nothing was due any more", lastWork.toSeconds());
    Path file = Files.createDirectories(Path.of("target", "faults")).resolve("nodes.md");
    Files.writeString(file, report);
    System.out.println(report);

    assertThat(lost).as("acknowledged and lost, seed %d", seed).isEmpty();
    wrong.forEach((what, found) -> assertThat(found).as(what).isEmpty());
    assertThat(hits).as("every fault hit, else the run is void").containsOnlyKeys(kinds());
    assertThat(repeated - repeatedAfter.getOrDefault(Fault.KILLED_IN_MAIL, 0L))
        .as("mails transmitted twice, besides those whose sender was killed in that very moment")
        .isLessThanOrEqualTo(1 + faults / 100);
    assertThat(unsent).as("mails that were never sent").isZero();
  }

  private static void line(StringBuilder report, String text, Object... values) {
    report.append(String.format(Locale.ROOT, text, values)).append("  \n");
  }

  private static void row(StringBuilder report, String what, Object value) {
    report.append("| ").append(what).append(" | ").append(value).append(" |\n");
  }

  private static long due(JdbcClient jdbc) {
    return number(
            jdbc,
            "select count(*) from act_ru_job where retries_ > 0 and suspension_state_ = 1"
                + " and (duedate_ is null or duedate_ <= localtimestamp)")
        + waitingMails(jdbc);
  }

  private static long waitingMails(JdbcClient jdbc) {
    return number(jdbc, "select count(*) from outbox_mail where status = 'WAITING'");
  }

  private static long number(JdbcClient jdbc, String question) {
    return jdbc.sql(question).query(Long.class).single();
  }

  private static List<String> list(JdbcClient jdbc, String question) {
    return jdbc.sql(question).query(String.class).list();
  }

  /** Notes which mails came, since a server that is started anew has forgotten them. */
  private void count() throws Exception {
    received = receivedUntilNow();
  }

  private Map<String, Integer> receivedUntilNow() throws Exception {
    Map<String, Integer> all = new LinkedHashMap<>(received);
    for (MimeMessage mail : mails.getReceivedMessages()) {
      all.merge(mail.getMessageID(), 1, Integer::sum);
    }
    return all;
  }

  private static long repeated(Map<String, Integer> received) {
    return received.values().stream().filter(times -> times > 1).count();
  }

  private static GreenMail mailServer(int port) {
    GreenMail server = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Map<String, String> environment(EmbeddedPostgres postgres, MailGate gate) {
    Map<String, String> environment = new HashMap<>(Jar.demoNode(postgres, gate.port()));
    environment.put("CAMUNDA_BPM_JOBEXECUTION_LOCKTIMEINMILLIS", String.valueOf(LOCK.toMillis()));
    environment.put("FAIRLEAD_MAIL_CLAIM", LOCK.toString());
    return environment;
  }
}
