package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.shared.Fingerprint;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * The restore drill of docs/operations.md, step by step with the commands that stand there: all
 * that was there comes back, the decision log with the head that it had, documents byte by byte;
 * what had left between the backup and the restore does not leave again; and work goes on. The
 * backup holds mails that wait, timers that come due right after it, and a project that stands
 * still. Writes what it saw to {@code target/faults}.
 */
class RestoreFaults {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Moves all timers of projects to the time right after the backup. */
  private static final String TIMERS_SOON =
      "update act_ru_job set duedate_ = localtimestamp + interval '"
          + SOON.toSeconds()
          + "' second where type_ = 'timer' and process_instance_id_ is not null";

  private static final String TIMERS_STANDING_STILL =
      "select count(*) from act_ru_job where duedate_ < localtimestamp and suspension_state_ = 2";
  private static final String WAITING = "select count(*) from outbox_mail where status = 'WAITING'";

  @TempDir Path folder;

  private final Instant begin = Instant.now();
  private final Runbook runbook = Runbook.read();
  private final GreenMail mails =
      new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
  private final RestPeople people = new RestPeople(() -> this.node.url());
  private final WritingPeople writing = new WritingPeople(() -> this.node.url(), () -> {});
  private Jar node;

  @BeforeEach
  void startMails() {
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
    mails.start();
  }

  @AfterEach
  void end() {
    if (node != null) {
      node.close();
    }
    mails.stop();
  }

  // ---- the two drills

  @Test
  void postgresComesBackFromADumpThatWasTakenWhilePeopleWrote() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      Programs programs = new Programs(folder, postgres);
      JdbcClient server = JdbcClient.create(postgres.getPostgresDatabase());
      server.sql("create role fairlead login").update();
      server.sql("create database fairlead owner fairlead").update();
      JdbcClient jdbc = JdbcClient.create(postgres.getDatabase("fairlead", "fairlead"));
      Map<String, String> environment =
          new HashMap<>(Jar.demoNode(postgres, mails.getSmtp().getPort()));
      environment.put("FAIRLEAD_DB_URL", postgres.getJdbcUrl("fairlead", "fairlead"));
      environment.put("FAIRLEAD_DB_USERNAME", "fairlead");
      Map<String, String> withoutMail = new HashMap<>(environment);
      withoutMail.put("FAIRLEAD_MAIL_HOST", "");

      start(withoutMail);
      work();
      assertThat(jdbc.sql(TIMERS_SOON).update()).as("timers").isPositive();
      Instant due = Instant.now().plus(SOON);
      assertThat(number(jdbc, WAITING)).as("mails that wait").isPositive();
      AtomicInteger meanwhile = new AtomicInteger();
      Map<String, String> tables = new TreeMap<>();
      Instant dumping = Instant.now();
      Kept kept = dumpWhilePeopleWrite(postgres, programs, meanwhile, tables);
      long dumped = millisSince(dumping);
      assertThat(Instant.now()).as("the dump was made before timers came due").isBefore(due);
      node.end();

      start(environment);
      await("what waits and what comes due leaves")
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> Instant.now().isAfter(due) && due(runbook) == 0 && number(jdbc, WAITING) == 0);
      node.end();
      Set<String> left = new HashSet<>(subjects().keySet());
      assertThat(left).isNotEmpty();

      Instant restoring = Instant.now();
      for (List<String> command : runbook.restoring()) {
        programs.run(command);
      }
      long restored = millisSince(restoring);
      assertThat(fingerprints(jdbc)).as("rows of all tables").isEqualTo(tables);
      assertThat(Kept.in(jdbc)).isEqualTo(kept);
      WritingPeople.HALF_DONE.forEach(
          (what, question) ->
              assertThat(jdbc.sql(question).query(String.class).list()).as(what).isEmpty());
      assertThat(writing.lost(jdbc)).isEmpty();
      assertThat(number(jdbc, WAITING)).isPositive();
      assertThat(number(jdbc, TIMERS_STANDING_STILL))
          .as("due timers of a project that is paused")
          .isPositive();
      runbook.statements().forEach(statement -> jdbc.sql(statement).update());
      start(withoutMail);
      awaitNothingDue();
      assertThat(number(jdbc, WAITING)).as("written once more by timers").isPositive();
      checkDecisions(kept);
      node.end();
      runbook.statements().forEach(statement -> jdbc.sql(statement).update());
      start(environment);
      int again = checkThatWorkGoesOn(left, kept);

      FaultReport report =
          new FaultReport(
              "The restore drill on PostgreSQL by pg_dump and pg_restore",
              "./mvnw -Pfaults verify -Dit.test=RestoreFaults",
              begin);
      report.row("milliseconds of `pg_dump`, while people wrote", dumped);
      report.row("projects that were begun while it ran", meanwhile);
      report.row("milliseconds of " + String.join(", ", runbook.programs()), restored);
      report.row("tables whose rows are those of the backup", tables.size());
      report.row(
          "of them with rows", tables.values().stream().filter(has -> !isEmpty(has)).count());
      report.row("acknowledged writings before it", writing.acknowledged());
      report.row("**of them lost**", 0);
      kept.report(report);
      report.row("mails that left between backup and restore", left.size());
      report.row("mails that left afterwards", again);
      report.row("**mails that left twice**", 0);
      report.write("restore-postgres.md");
    }
  }

  @Test
  void theEmbeddedDatabaseComesBackFromACopyOfItsFolder() throws Exception {
    Path data = folder.resolve("data");
    Path backup = folder.resolve("backup");
    Map<String, String> withoutMail = Map.of("FAIRLEAD_DEMO_WORLD", "false");
    Map<String, String> environment = new HashMap<>(withoutMail);
    environment.put("FAIRLEAD_MAIL_HOST", "localhost");
    environment.put("FAIRLEAD_MAIL_PORT", "" + mails.getSmtp().getPort());

    start(withoutMail);
    work();
    node.end();
    long waiting;
    Kept kept;
    try (Connection file = open(data)) {
      JdbcClient jdbc = client(file);
      assertThat(jdbc.sql(TIMERS_SOON).update()).as("timers").isPositive();
      waiting = number(jdbc, WAITING);
      kept = Kept.in(jdbc);
    }
    Instant due = Instant.now().plus(SOON);
    assertThat(waiting).as("mails that wait").isPositive();
    FileSystemUtils.copyRecursively(data, backup);

    start(environment);
    await("what waits and what comes due is done")
        .atMost(Duration.ofMinutes(2))
        .until(() -> Instant.now().isAfter(due) && due(runbook) == 0);
    awaitMailsLeft(waiting);
    node.end();
    try (Connection file = open(data)) {
      assertThat(number(client(file), WAITING)).as("mails that did not leave").isZero();
    }
    Set<String> left = new HashSet<>(subjects().keySet());

    Instant restoring = Instant.now();
    FileSystemUtils.deleteRecursively(data);
    FileSystemUtils.copyRecursively(backup, data);
    long restored = millisSince(restoring);
    byH2Shell(String.join("; ", runbook.statements()));
    try (Connection file = open(data)) {
      assertThat(number(client(file), WAITING)).as("mails that are kept from leaving").isZero();
      assertThat(Kept.in(client(file))).isEqualTo(kept);
      assertThat(writing.lost(client(file))).isEmpty();
      assertThat(number(client(file), TIMERS_STANDING_STILL)).isPositive();
    }
    start(withoutMail);
    awaitNothingDue();
    checkDecisions(kept);
    node.end();
    try (Connection file = open(data)) {
      assertThat(number(client(file), WAITING)).as("written once more by timers").isPositive();
    }
    byH2Shell(String.join("; ", runbook.statements()));
    start(environment);
    int again = checkThatWorkGoesOn(left, kept);

    FaultReport report =
        new FaultReport(
            "The restore drill of the embedded database by a copy of its folder",
            "./mvnw -Pfaults verify -Dit.test=RestoreFaults",
            begin);
    report.row("milliseconds of the copy back", restored);
    report.row("acknowledged writings before the backup", writing.acknowledged());
    report.row("**of them lost**", 0);
    kept.report(report);
    report.row("mails that left between backup and restore", left.size());
    report.row("mails that left afterwards", again);
    report.row("**mails that left twice**", 0);
    report.write("restore-embedded.md");
  }

  // ---- before

  private void start(Map<String, String> environment) {
    node = Jar.start(folder, environment);
    node.awaitReady();
  }

  /** A report that is published, work that waits for people, and a project that stands still. */
  private void work() throws Exception {
    writing.approval(task -> false);
    people.create("DRILL");
    people.importPlan("DRILL");
    people.complete("clara", "DRILL", Map.of());
    people.create("PAUSED");
    people.importPlan("PAUSED");
    people.complete("clara", "PAUSED", Map.of());
    Visitor clara = new Visitor(node.url());
    assertThat(clara.logIn("clara", "fairlead-demo")).isTrue();
    String pause = "/projects/PAUSED/pause";
    assertThat(clara.submit(pause, pause, "reason", "The vendor is late", "until", "").at())
        .isEqualTo("/projects/PAUSED");
    await("the report is published")
        .atMost(Duration.ofMinutes(1))
        .until(() -> clara.get("/projects/A-1/reports").page().contains("/file\""));
  }

  /**
   * Of one moment of the database are the dump and what it is compared with afterwards.
   *
   * @param meanwhile counts what people have begun while it was made
   * @param tables get the fingerprint of each table's rows
   */
  private Kept dumpWhilePeopleWrite(
      EmbeddedPostgres postgres,
      Programs programs,
      AtomicInteger meanwhile,
      Map<String, String> tables)
      throws Exception {
    AtomicInteger until = new AtomicInteger(Integer.MAX_VALUE);
    CompletableFuture<Void> others =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; meanwhile.get() < until.get(); i++) {
                try {
                  people.create("MEANWHILE-" + i);
                  people.importPlan("MEANWHILE-" + i);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                meanwhile.incrementAndGet();
              }
            });
    try (Connection snapshot = postgres.getDatabase("fairlead", "fairlead").getConnection()) {
      await("people write").atMost(Duration.ofMinutes(1)).until(() -> meanwhile.get() > 0);
      snapshot.setAutoCommit(false);
      snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      JdbcClient jdbc = client(snapshot);
      String name = jdbc.sql("select pg_export_snapshot()").query(String.class).single();
      Kept kept = Kept.in(jdbc);
      tables.putAll(fingerprints(jdbc));
      int before = meanwhile.get();
      List<String> command = new ArrayList<>(runbook.dumping());
      command.add(1, "--snapshot=" + name);
      programs.run(command);
      snapshot.rollback();
      until.set(0);
      others.join();
      assertThat(meanwhile.get()).as("people wrote while it was dumped").isGreaterThan(before);
      meanwhile.addAndGet(-before);
      return kept;
    }
  }

  // ---- afterwards

  private void awaitNothingDue() {
    await("what is due is done").atMost(Duration.ofMinutes(2)).until(() -> due(runbook) == 0);
  }

  /** Nobody but the node can look into the embedded database while it runs. */
  private void awaitMailsLeft(long atLeast) {
    AtomicInteger received = new AtomicInteger();
    AtomicLong since = new AtomicLong(System.nanoTime());
    await("mails leave, and then no more of them")
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              int now = mails.getReceivedMessages().length;
              if (received.getAndSet(now) != now) {
                since.set(System.nanoTime());
              }
              return now > atLeast && NodesUnderLoad.millisSince(since.get()) > 12_000;
            });
  }

  /** By docs/verify-decisions.py, by the page, and by the head that the backup had. */
  private void checkDecisions(Kept kept) throws Exception {
    Path file = folder.resolve("fairlead-decisions.jsonl");
    Files.write(file, people.download("admin", "/decisions.jsonl"));
    String said =
        Programs.run(
            folder,
            Map.of(),
            List.of(
                Programs.find("python3").toString(),
                Path.of("docs", "verify-decisions.py").toAbsolutePath().toString(),
                file.toString()));
    assertThat(said).startsWith("Intact: ");
    assertThat(Jsoup.parse(text("admin", "/decisions?verify=true")).select(".alert-success").text())
        .startsWith("The log is intact");
    JsonNode entry =
        JSON.readTree(Files.readAllLines(file).get((int) kept.decisions().number() - 1));
    assertThat(new DecisionLog.Head(entry.get("number").asLong(), entry.get("hash").asText()))
        .as("what was the newest entry when the backup was made")
        .isEqualTo(kept.decisions());
  }

  /**
   * Documents are what they were, new mail leaves and old mail does not, and what waited goes on.
   *
   * @return how many mails have left since
   */
  private int checkThatWorkGoesOn(Set<String> left, Kept kept) throws Exception {
    Map<String, String> reports = new TreeMap<>();
    for (Element link :
        Jsoup.parse(text("clara", "/projects/A-1/reports")).select("a[href$=/file]")) {
      String path = link.attr("href");
      reports.put(path.split("/")[2], Fingerprint.of(people.download("clara", path)));
    }
    assertThat(reports).isNotEmpty().isEqualTo(kept.reports());

    people.create("AFTER");
    await("the mail of new work leaves")
        .atMost(Duration.ofMinutes(1))
        .until(() -> mails.getReceivedMessages().length > left.size());
    Map<String, String> all = subjects();
    assertThat(all).as("each mail left once").hasSize(mails.getReceivedMessages().length);
    all.keySet().removeAll(left);
    assertThat(all.values()).isNotEmpty().allMatch(subject -> subject.startsWith("AFTER"));

    for (String member : List.of("tom", "tina")) {
      // unless the time for their estimates is over
      if (people.task(member, "DRILL").isPresent()) {
        people.complete(member, "DRILL", Map.of());
      }
    }
    people.complete("clara", "DRILL", Map.of("nextStep", "submit"));
    people.complete("maria", "DRILL", Map.of("decision", "approve"));
    assertThat(
            RestPeople.read(people.call("clara", "GET", "/api/projects/DRILL", null)).get("phase"))
        .hasToString("\"TRACKING\"");
    assertThat(Jsoup.parse(text("admin", "/decisions?verify=true")).select(".alert-success").text())
        .startsWith("The log is intact");
    node.end();
    assertThat(subjects()).as("each mail left once").hasSize(mails.getReceivedMessages().length);
    return all.size();
  }

  private String text(String person, String path) throws Exception {
    return new String(people.download(person, path), StandardCharsets.UTF_8);
  }

  /** By Message-ID. */
  private Map<String, String> subjects() throws MessagingException {
    Map<String, String> subjects = new HashMap<>();
    for (MimeMessage mail : mails.getReceivedMessages()) {
      subjects.put(mail.getMessageID(), mail.getSubject());
    }
    return subjects;
  }

  /** What the runbook asks the running node for. */
  private long due(Runbook runbook) throws Exception {
    return RestPeople.read(people.call("admin", "GET", runbook.due(), null)).get("count").asLong();
  }

  // ---- the databases

  private static long number(JdbcClient jdbc, String question) {
    return jdbc.sql(question).query(Long.class).single();
  }

  private static JdbcClient client(Connection connection) {
    return JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }

  private static Connection open(Path data) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:file:" + data.resolve("fairlead") + ";IFEXISTS=TRUE", "fairlead", "");
  }

  /** Number and fingerprint of the rows of each table. */
  private static Map<String, String> fingerprints(JdbcClient jdbc) {
    Map<String, String> tables = new TreeMap<>();
    jdbc.sql(
            "select table_name from information_schema.tables where table_schema = 'public' and"
                + " table_type = 'BASE TABLE'")
        .query(String.class)
        .list()
        .forEach(
            table ->
                tables.put(
                    table,
                    jdbc.sql(
                            "select count(*) || ' ' || coalesce(md5(string_agg(cast(t as text), ';'"
                                + " order by cast(t as text) collate \"C\")), '-') from "
                                + table
                                + " t")
                        .query(String.class)
                        .single()));
    return tables;
  }

  private static boolean isEmpty(String fingerprint) {
    return fingerprint.startsWith("0 ");
  }

  private void byH2Shell(String statement) throws IOException {
    List<String> options = new ArrayList<>();
    for (String word : runbook.h2Shell()) {
      options.add(
          word.equals("fairlead.jar")
              ? Jar.packaged().toAbsolutePath().toString()
              : word.equals("...") ? statement : word);
    }
    Jar shell = Jar.command(options, folder, Map.of());
    assertThat(shell.awaitEnd()).as(shell.output()).isZero();
  }

  private static long millisSince(Instant then) {
    return Duration.between(then, Instant.now()).toMillis();
  }

  /**
   * What a backup must bring back unchanged.
   *
   * @param reports SHA-256 of each published report's PDF, by its number
   */
  private record Kept(DecisionLog.Head decisions, Map<String, String> reports) {
    static Kept in(JdbcClient jdbc) {
      Map<String, String> reports = new TreeMap<>();
      jdbc.sql("select report_id, sha256 from report_file")
          .query((row, i) -> reports.put(row.getString(1), row.getString(2)))
          .list();
      return new Kept(
          jdbc.sql("select number, hash from decision_head").query(DecisionLog.Head.class).single(),
          reports);
    }

    void report(FaultReport report) {
      report.row(
          "entries of the decision log, verified, the newest that of the backup",
          decisions.number());
      report.row("published reports whose PDF is the same byte by byte", reports.size());
    }
  }

  /** The commands of docs/operations.md. */
  private record Runbook(
      List<List<String>> commands, List<String> h2Shell, List<String> statements, String due) {
    private static final Pattern COMMAND =
        Pattern.compile("`((?:pg_dump|dropdb|createdb|pg_restore|vacuumdb) [^`]+)`");

    static Runbook read() {
      try {
        String chapter =
            Files.readString(Path.of("docs", "operations.md"))
                .split("## Backup and restore")[1]
                .split("\n## ")[0];
        List<List<String>> commands =
            all(COMMAND, chapter).map(command -> List.of(command.split(" "))).toList();
        assertThat(commands)
            .extracting(command -> command.get(0))
            .containsExactly("pg_dump", "dropdb", "createdb", "pg_restore", "vacuumdb");
        String shell = only(Pattern.compile("\njava (-Dloader[^`]+)"), chapter);
        return new Runbook(
            commands,
            List.of(shell.replace("\\\n", " ").replace("\"", "").strip().split("\\s+")),
            all(Pattern.compile("`(update [^`]+?);?`"), chapter).toList(),
            only(Pattern.compile("localhost:8080(/engine-rest/[^'`]+)"), chapter));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Stream<String> all(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(text);
      return matcher.results().map(found -> found.group(1));
    }

    private static String only(Pattern pattern, String text) {
      List<String> found = all(pattern, text).toList();
      assertThat(found).as(pattern.pattern()).hasSize(1);
      return found.get(0);
    }

    List<String> dumping() {
      return commands.get(0);
    }

    List<List<String>> restoring() {
      return commands.subList(1, commands.size());
    }

    List<String> programs() {
      return restoring().stream().map(command -> "`" + command.get(0) + "`").toList();
    }
  }

  /** PostgreSQL's own programs, which the tests' embedded server does not have. */
  private static final class Programs {
    private final Path folder;
    private final Map<String, String> server;

    Programs(Path folder, EmbeddedPostgres postgres) {
      this.folder = folder;
      server =
          Map.of("PGHOST", "localhost", "PGPORT", "" + postgres.getPort(), "PGUSER", "postgres");
    }

    void run(List<String> command) throws Exception {
      List<String> words = new ArrayList<>(command);
      words.set(0, find(words.get(0)).toString());
      run(folder, server, words);
    }

    static String run(Path folder, Map<String, String> environment, List<String> command)
        throws Exception {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + said).isZero();
      return said;
    }

    /** On the PATH, or where Debian has it; of PostgreSQL the newest. */
    static Path find(String program) throws IOException {
      List<Path> folders =
          new ArrayList<>(
              Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList());
      Path debian = Path.of("/usr/lib/postgresql");
      if (Files.isDirectory(debian)) {
        try (Stream<Path> releases = Files.list(debian)) {
          releases
              .sorted((one, other) -> release(other) - release(one))
              .forEach(release -> folders.add(release.resolve("bin")));
        }
      }
      return folders.stream()
          .map(place -> place.resolve(program))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(
              () ->
                  new AssertionError(
                      "The restore drill needs the program "
                          + program
                          + ", which is neither on the PATH nor under /usr/lib/postgresql. On"
                          + " Debian: apt-get install postgresql-client python3"));
    }

    private static int release(Path folder) {
      String name = folder.getFileName().toString();
      return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
    }
  }
}
