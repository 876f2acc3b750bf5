package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A node of this release joins one of an older release while people write: the older one steps
 * aside where a migration says that it must, people go on at the new one, and nothing is lost or
 * done twice. {@code -Dfaults.older} names the packaged application of the older release; without
 * it this is skipped. People go to nodes that say that they are ready, as a proxy sends them, and
 * wait while there is none. Writes what it saw to {@code target/faults/upgrade.md}.
 */
class UpgradeFaults {
  private static final String OLDER = System.getProperty("faults.older", "");
  private static final String ENDS_OLDER_NODES = "%_ends_older_nodes.sql";
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final List<Jar> nodes = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  @Test
  void anOlderReleaseStepsAsideForThisOne(@TempDir Path folder) throws Exception {
    assumeThat(OLDER).as("-Dfaults.older=the jar of the release before").isNotBlank();
    Instant begin = Instant.now();
    GreenMail mails = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
    mails.start();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("postgres"))
            .setServerConfig("synchronous_commit", "on")
            .start()) {
      JdbcClient jdbc = JdbcClient.create(postgres.getPostgresDatabase());
      Map<String, String> environment =
          new HashMap<>(Jar.demoNode(postgres, mails.getSmtp().getPort()));
      Jar older = Jar.start(Path.of(OLDER), folder, environment);
      nodes.add(older.awaitReady());
      int before = since(jdbc, 0, "%").size();
      WritingPeople people = new WritingPeople(this::ready, done::incrementAndGet);
      people.beginTracking();
      List<Future<?>> writing = new ArrayList<>();
      for (WritingPeople.Write write :
          List.<WritingPeople.Write>of(
              people::project,
              people::progress,
              people::change,
              () -> people.approval(task -> isDone(jdbc, task)))) {
        writing.add(threads.submit(() -> write(write)));
      }
      write(60);

      Jar now = Jar.start(folder, environment);
      nodes.add(now);
      long changed = momentOf(() -> !since(jdbc, before, ENDS_OLDER_NODES).isEmpty());
      long aside = momentOf(() -> !older.isReady());
      long open = momentOf(now::isReady);
      int atOpening = done.get();
      write(100);
      older.end();
      nodes.remove(older);
      write(40);
      over = true;
      for (Future<?> writer : writing) {
        writer.get(6, TimeUnit.MINUTES);
      }
      await("all that is due is done")
          .atMost(LONGEST)
          .until(() -> jdbc.sql(NodesUnderLoad.DUE).query(Long.class).single() == 0);
      await("all mails have left").atMost(LONGEST).until(() -> waiting(jdbc) == 0);

      List<WritingPeople.Acknowledged> lost = people.lost(jdbc);
      Map<String, List<String>> wrong = NodesUnderLoad.wrong(jdbc);
      long repeated = repeated(mails);
      List<String> ended = since(jdbc, before, ENDS_OLDER_NODES);
      FaultReport report =
          new FaultReport(
              "A release beside the one before",
              "./mvnw -Pfaults verify -Dit.test=UpgradeFaults -Dfaults.older=...",
              begin);
      report.row("migrations that the new node made", since(jdbc, before, "%").size());
      report.row("of them such that end older nodes", ended);
      report.row(
          "milliseconds from the first of them until the old node stepped aside", aside - changed);
      report.row("milliseconds from then until the new node was ready", open - aside);
      report.row("acknowledged writings", people.acknowledged());
      report.row(
          "of them while both nodes ran, after the new one was ready", done.get() - atOpening);
      report.row("of them plans approved and reported from beginning to end", people.approved());
      report.row("calls that broke or were refused", refused.get() + people.broken());
      report.row("**acknowledged and lost**", lost.size());
      wrong.forEach((what, found) -> report.row("**" + what + "**", found.size()));
      report.row("mails received", mails.getReceivedMessages().length);
      report.row("**mails transmitted twice** (same Message-ID)", repeated);
      report.write("upgrade.md");

      assertThat(ended).as("a migration that ends older nodes, else the run is void").isNotEmpty();
      assertThat(lost).as("acknowledged and lost").isEmpty();
      wrong.forEach((what, found) -> assertThat(found).as(what).isEmpty());
      assertThat(repeated).as("mails transmitted twice").isZero();
      assertThat(aside)
          .as("the old node stepped aside before the new one was ready")
          .isLessThan(open);
    } finally {
      over = true;
      nodes.forEach(Jar::kill);
      threads.shutdownNow();
      mails.stop();
    }
  }

  /** A node that says that it is ready, once there is one. */
  private String ready() {
    return await("a node that is ready")
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> nodes.stream().filter(Jar::isReady).map(Jar::url).findAny(), Optional::isPresent)
        .orElseThrow();
  }

  private Void write(WritingPeople.Write write) throws Exception {
    while (!over) {
      try {
        write.once();
      } catch (IOException | AssertionError unknown) {
        // nobody was told that it was done; a node that steps aside refuses what is on its way
        refused.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    return null;
  }

  private void write(int more) {
    int until = done.get() + more;
    await("people can write").atMost(LONGEST).until(() -> done.get() >= until);
  }

  private static long momentOf(Callable<Boolean> condition) {
    await().atMost(LONGEST).pollInterval(Duration.ofMillis(50)).until(condition);
    return System.currentTimeMillis();
  }

  private static boolean isDone(JdbcClient jdbc, String task) {
    return jdbc.sql("select count(*) from act_hi_taskinst where end_time_ is not null and id_ = ?")
            .param(task)
            .query(Long.class)
            .single()
        > 0;
  }

  private static List<String> since(JdbcClient jdbc, int rank, String like) {
    return jdbc.sql(
            "select \"script\" from \"flyway_schema_history\" where \"success\" and"
                + " \"installed_rank\" > ? and \"script\" like ? order by \"installed_rank\"")
        .params(rank, like)
        .query(String.class)
        .list();
  }

  private static long waiting(JdbcClient jdbc) {
    return jdbc.sql("select count(*) from outbox_mail where status in ('WAITING', 'HANDED')")
        .query(Long.class)
        .single();
  }

  private static long repeated(GreenMail mails) throws Exception {
    List<String> ids = new ArrayList<>();
    for (MimeMessage mail : mails.getReceivedMessages()) {
      ids.add(mail.getMessageID());
    }
    return ids.size() - ids.stream().distinct().count();
  }
}
