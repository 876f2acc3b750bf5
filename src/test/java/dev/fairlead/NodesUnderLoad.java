package dev.fairlead;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two nodes on one PostgreSQL with a mail server, and five people who write over HTTP to either of
 * them and keep what was acknowledged; for tests that break one thing or another meanwhile.
 */
final class NodesUnderLoad implements AutoCloseable {
  /** How long a node locks a job, and after how long a silence it is taken for dead. */
  static final Duration LOCK = Duration.ofMinutes(2);

  static final Duration DEAD_AFTER = Duration.ofSeconds(10);

  /** For the sending of a mail; in place of two minutes, so that a round does not wait so long. */
  static final Duration CLAIM = Duration.ofSeconds(10);

  /** Where an instance is, and neither person nor clock nor message will ever move it on. */
  private static final String STUCK =
      "select e.act_id_ from act_ru_execution e where e.is_active_ and not exists (select 1 from"
          + " act_ru_execution c where e.id_ in (c.parent_id_, c.super_exec_)) and not exists"
          + " (select 1 from act_ru_task t where t.execution_id_ = e.id_) and not exists (select 1"
          + " from act_ru_job j where j.execution_id_ = e.id_) and not exists (select 1 from"
          + " act_ru_event_subscr s where s.execution_id_ = e.id_)";

  /** How many jobs wait for a node. */
  static final String DUE =
      "select count(*) from act_ru_job where retries_ > 0 and suspension_state_ = 1"
          + " and (duedate_ is null or duedate_ <= localtimestamp)";

  private final Path folder;
  private final long pause;
  private final List<Jar> nodes = new CopyOnWriteArrayList<>();
  private final List<MailGate> gates = new ArrayList<>();
  private final List<MovableClock> clocks = new ArrayList<>();
  private final List<Map<String, String>> environments = new ArrayList<>();
  private final AtomicInteger broken = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final WritingPeople people = new WritingPeople(this::anyNode, done::incrementAndGet);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final QuickStart application;
  private final JdbcClient jdbc;
  private List<Future<?>> writing = List.of();
  private final int mailPort;
  private EmbeddedPostgres postgres;
  private GreenMail mails;
  private Map<String, Integer> received = Map.of();
  private volatile boolean over;

  /**
   * @param pause milliseconds that a person thinks after each writing
   * @param throughGates whether nodes reach the mail server through gates, which make the moment
   *     longer in which only the server knows that it took a mail
   */
  NodesUnderLoad(Path folder, long pause, boolean throughGates) throws Exception {
    // the mail server's threads complain where a node that is killed leaves them
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
    this.folder = folder;
    this.pause = pause;
    postgres = startPostgres(freePort());
    jdbc = JdbcClient.create(postgres.getPostgresDatabase());
    mailPort = freePort();
    mails = mailServer(mailPort);
    for (int i = 0; i < 2; i++) {
      gates.add(new MailGate(mailPort));
      clocks.add(new MovableClock(folder.resolve("clock-" + i)));
      environments.add(environment(i, throughGates ? gates.get(i).port() : mailPort));
    }
    application = QuickStart.prepare(folder, environments.get(0));
    environments.forEach(environment -> nodes.add(application.start(folder, environment)));
    nodes.forEach(Jar::awaitReady);
    people.beginTracking();
    writing =
        List.of(
            threads.submit(() -> writing(people::project)),
            threads.submit(() -> writing(people::progress)),
            threads.submit(() -> writing(people::change)),
            threads.submit(() -> writing(() -> people.approval(this::isDone))),
            threads.submit(() -> writing(() -> people.approval(this::isDone))));
  }

  private Map<String, String> environment(int node, int mailPort) {
    Map<String, String> environment = new HashMap<>(Jar.demoNode(postgres, mailPort));
    environment.computeIfPresent(
        "FAIRLEAD_DB_URL", (name, url) -> url + "&ApplicationName=" + name(node));
    environment.put("CAMUNDA_BPM_JOBEXECUTION_LOCKTIMEINMILLIS", String.valueOf(LOCK.toMillis()));
    environment.put("FAIRLEAD_NODES_DEADAFTER", DEAD_AFTER.toString());
    environment.put("FAIRLEAD_MAIL_CLAIM", CLAIM.toString());
    environment.putAll(clocks.get(node).environment());
    return environment;
  }

  private static String name(int node) {
    return "node-" + node;
  }

  private EmbeddedPostgres startPostgres(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(folder.resolve("postgres"))
        .setCleanDataDirectory(false)
        // its own default would let a crash of the database lose what was acknowledged
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  // ---- what is there

  JdbcClient jdbc() {
    return jdbc;
  }

  Connection connect() throws SQLException {
    return postgres.getPostgresDatabase().getConnection();
  }

  Jar node(int node) {
    return nodes.get(node);
  }

  MailGate gate(int node) {
    return gates.get(node);
  }

  MovableClock clock(int node) {
    return clocks.get(node);
  }

  WritingPeople people() {
    return people;
  }

  private String anyNode() {
    List<Jar> now = List.copyOf(nodes);
    return now.get(ThreadLocalRandom.current().nextInt(now.size())).url();
  }

  // ---- people at work

  private Void writing(WritingPeople.Write write) throws Exception {
    while (!over) {
      try {
        write.once();
        TimeUnit.MILLISECONDS.sleep(pause);
      } catch (IOException unknown) {
        // whether it was done is not known, so it counts as not acknowledged
        broken.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    return null;
  }

  /** Until so many more writings were acknowledged. */
  void write(int more) {
    int until = done.get() + more;
    await("people can write").atMost(Duration.ofMinutes(3)).until(() -> done.get() >= until);
  }

  /** Calls that broke, whose outcome nobody was told. */
  int broken() {
    return broken.get() + people.broken();
  }

  /** Nobody has been told anything that should not be. */
  void checkPeople() throws Exception {
    for (Future<?> writer : writing) {
      if (writer.isDone()) {
        writer.get();
      }
    }
  }

  /** Whether a task that somebody tried to complete is completed; the database may be away. */
  private boolean isDone(String task) {
    try {
      return number(
              "select count(*) from act_hi_taskinst where end_time_ is not null and id_ = '"
                  + task
                  + "'")
          > 0;
    } catch (RuntimeException away) {
      return false;
    }
  }

  // ---- what befalls them

  /** Kills it and answers how many milliseconds later the next writing was acknowledged. */
  long kill(int node) {
    nodes.get(node).kill();
    long killed = System.nanoTime();
    write(1);
    return millisSince(killed);
  }

  /** Answers how many milliseconds it needed. */
  long startAgain(int node) {
    long begin = System.nanoTime();
    nodes.set(node, application.start(folder, environments.get(node)).awaitReady());
    return millisSince(begin);
  }

  static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  /** Ends the database in order and starts it again. */
  void restartDatabase() throws IOException {
    int port = postgres.getPort();
    postgres.close();
    postgres = startPostgres(port);
  }

  /** {@code kill -9} of all its processes at once, as when its machine loses its power. */
  void killDatabase() throws IOException {
    int port = postgres.getPort();
    String first = Files.readAllLines(folder.resolve("postgres").resolve("postmaster.pid")).get(0);
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(first.strip())).orElseThrow();
    List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.children()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    postgres.close();
    postgres = startPostgres(port);
  }

  void stopMailServer() throws Exception {
    received = receivedUntilNow(); // a server that is stopped has forgotten what it received
    mails.stop();
  }

  void startMailServer() {
    mails = mailServer(mailPort);
  }

  // ---- jobs

  /** A job and the node that has locked it. */
  record Locked(String job, String owner) {}

  List<Locked> lockedJobs() {
    return jdbc.sql(
            "select id_ as job, lock_owner_ as owner from act_ru_job where lock_owner_ is not null")
        .query(Locked.class)
        .list();
  }

  /**
   * When the last of the locks that there are now lapses, by the clock of the node that took it.
   */
  LocalDateTime lockedUntil() {
    return jdbc.sql("select max(lock_exp_time_) from act_ru_job where lock_owner_ is not null")
        .query(LocalDateTime.class)
        .single();
  }

  LocalDateTime now() {
    return jdbc.sql("select localtimestamp").query(LocalDateTime.class).single();
  }

  /** The nodes that are in the middle of a job that waits for its turn at the reports' files. */
  List<Integer> nodesInJobs() {
    return jdbc
        .sql(
            "select distinct application_name from pg_stat_activity where wait_event_type = 'Lock'"
                + " and query ilike 'insert into report_file%' and application_name like 'node-%'")
        .query(String.class)
        .list()
        .stream()
        .map(name -> Integer.valueOf(name.substring("node-".length())))
        .toList();
  }

  // ---- what is left of it

  /**
   * Kills a node for the last time, lets people go home, and answers how many seconds it takes
   * until the other one has done all that is due.
   */
  long end(int lastVictim) throws Exception {
    nodes.remove(lastVictim).kill();
    long killed = System.nanoTime();
    over = true;
    for (Future<?> writer : writing) {
      writer.get(6, TimeUnit.MINUTES);
    }
    await("all that is due is done by the node that is left")
        .atMost(Duration.ofMinutes(5))
        .until(() -> due() == 0);
    return millisSince(killed) / 1000;
  }

  Map<String, List<String>> wrong() {
    return wrong(jdbc);
  }

  /** What must be empty, by what it is called. */
  static Map<String, List<String>> wrong(JdbcClient jdbc) {
    Map<String, List<String>> wrong = new LinkedHashMap<>();
    WritingPeople.HALF_DONE.forEach((what, question) -> wrong.put(what, list(jdbc, question)));
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
    wrong.put(
        "reports that were released twice",
        list(
            jdbc,
            "select subject from decision_log where kind = 'REPORT' group by subject having count(*) > 1"));
    wrong.put(
        "steps of reports that were taken twice",
        list(
            jdbc,
            "select proc_inst_id_ from act_hi_actinst where act_id_ in ('serviceTask_renderReport',"
                + " 'serviceTask_distributeReport') and end_time_ is not null"
                + " group by proc_inst_id_, act_id_ having count(*) > 1"));
    wrong.put("failed steps", list(jdbc, "select incident_msg_ from act_ru_incident"));
    wrong.put("instances that wait for nothing", list(jdbc, STUCK));
    return wrong;
  }

  private long due() {
    return number(DUE) + waitingMails();
  }

  long waitingMails() {
    return number("select count(*) from outbox_mail where status = 'WAITING'");
  }

  long number(String question) {
    return jdbc.sql(question).query(Long.class).single();
  }

  private List<String> list(String question) {
    return list(jdbc, question);
  }

  private static List<String> list(JdbcClient jdbc, String question) {
    return jdbc.sql(question).query(String.class).list();
  }

  // ---- mails

  int mailsReceived() throws Exception {
    return receivedUntilNow().values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The Message-IDs of those that came more than once. */
  Set<String> mailsRepeated() throws Exception {
    Set<String> repeated = new HashSet<>();
    receivedUntilNow()
        .forEach(
            (id, times) -> {
              if (times > 1) {
                repeated.add(id);
              }
            });
    return repeated;
  }

  /** The Message-IDs of those that the server took and that the database does not know as sent. */
  Set<String> mailsTakenAndNotRecorded() throws Exception {
    Set<String> taken = new HashSet<>(receivedUntilNow().keySet());
    recordedMails().forEach(taken::remove);
    return taken;
  }

  /** The Message-IDs of those that the database knows as sent and that the server never took. */
  Set<String> mailsRecordedAndNotTaken() throws Exception {
    Set<String> recorded = new HashSet<>(recordedMails());
    recorded.removeAll(receivedUntilNow().keySet());
    return recorded;
  }

  private List<String> recordedMails() {
    return list(
        "select message_id from outbox_mail where status in ('SENT', 'HANDED', 'UNANSWERED')");
  }

  /** How many were with the server when their node ended before it heard the answer. */
  long mailsUnanswered() {
    return number("select count(*) from outbox_mail where status in ('HANDED', 'UNANSWERED')");
  }

  private Map<String, Integer> receivedUntilNow() throws Exception {
    Map<String, Integer> all = new LinkedHashMap<>(received);
    for (MimeMessage mail : mails.getReceivedMessages()) {
      all.merge(mail.getMessageID(), 1, Integer::sum);
    }
    return all;
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

  @Override
  public void close() throws IOException {
    over = true;
    threads.shutdownNow();
    nodes.forEach(Jar::close);
    gates.forEach(MailGate::close);
    mails.stop();
    postgres.close();
  }
}
