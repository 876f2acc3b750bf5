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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bad days of two nodes on one PostgreSQL, while people write over HTTP and keep what was
 * acknowledged to them: {@code kill -9} of a node, a crash of the database, a node that stands
 * still beyond the lock of its jobs, a mail server that is gone. Afterwards nothing is lost,
 * nothing is done twice, and nothing hangs. Writes what it saw to {@code target/faults/nodes.md}.
 *
 * <p>{@code ./mvnw -Pfaults verify}; {@code -Dfaults.rounds} says how many rounds of all four.
 */
class NodeFaults {
  private static final int ROUNDS = Integer.getInteger("faults.rounds", 2);
  private static final Duration LOCK = Duration.ofSeconds(10);
  private static final Duration STANDS_STILL = LOCK.plusSeconds(5);

  private enum Fault {
    NODE_KILLED("a node killed (kill -9)"),
    DATABASE_CRASHED("the database crashed (kill -9 of one of its processes)"),
    NODE_FROZEN(
        "a node frozen for "
            + STANDS_STILL.toSeconds()
            + " s, its jobs' lock is "
            + LOCK.toSeconds()
            + " s"),
    MAIL_GONE("the mail server gone, then back");

    private final String words;

    Fault(String words) {
      this.words = words;
    }
  }

  @TempDir Path folder;

  private final List<Jar> nodes = new CopyOnWriteArrayList<>();
  private final AtomicInteger broken = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final Map<Fault, Integer> hits = new LinkedHashMap<>();
  private final Map<String, Integer> received = new LinkedHashMap<>();
  private final WritingPeople people = new WritingPeople(this::anyNode, done::incrementAndGet);
  private final List<Long> goesOnAfter = new ArrayList<>();
  private volatile boolean over;
  private GreenMail mails;
  private Map<String, String> environment;

  @Test
  void nothingIsLostAndNothingIsDoneTwice() throws Exception {
    long seed = Long.getLong("faults.seed", System.nanoTime());
    Instant begin = Instant.now();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      JdbcClient jdbc = JdbcClient.create(postgres.getPostgresDatabase());
      mails = mailServer(freePort());
      environment = environment(postgres);
      for (int i = 0; i < 2; i++) {
        nodes.add(Jar.start(folder, environment));
      }
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
          for (Fault fault : Fault.values()) {
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
        Jar node = nodes.get(random.nextInt(2));
        node.kill();
        Instant killed = Instant.now();
        write(1);
        goesOnAfter.add(Duration.between(killed, Instant.now()).toMillis());
        write(20);
        nodes.set(nodes.indexOf(node), Jar.start(folder, environment).awaitReady());
        hit = broken.get() + people.broken() > before;
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
        count();
        int port = mails.getSmtp().getPort();
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
    long repeated = received.values().stream().filter(times -> times > 1).count();
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
    for (Fault fault : Fault.values()) {
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
    assertThat(hits).as("every fault hit, else the run is void").containsOnlyKeys(Fault.values());
    assertThat(repeated).as("mails transmitted twice").isLessThanOrEqualTo(1 + faults / 100);
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
    for (MimeMessage mail : mails.getReceivedMessages()) {
      received.merge(mail.getMessageID(), 1, Integer::sum);
    }
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

  private Map<String, String> environment(EmbeddedPostgres postgres) {
    return Map.of(
        "SPRING_PROFILES_ACTIVE",
        "postgres",
        "FAIRLEAD_DB_URL",
        postgres.getJdbcUrl("postgres", "postgres"),
        "FAIRLEAD_DB_USERNAME",
        "postgres",
        "FAIRLEAD_DEMO",
        "true",
        "FAIRLEAD_DEMO_WORLD",
        "false",
        "FAIRLEAD_MAIL_HOST",
        "localhost",
        "FAIRLEAD_MAIL_PORT",
        String.valueOf(mails.getSmtp().getPort()),
        "CAMUNDA_BPM_JOBEXECUTION_LOCKTIMEINMILLIS",
        String.valueOf(LOCK.toMillis()));
  }
}
