package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad days of two nodes on one PostgreSQL, while people write over HTTP and keep what was
 * acknowledged to them: {@code kill -9} of a node at any moment, inside a commit, inside the
 * sending of a mail and inside a job; a node that is ended in order and started again; a crash, a
 * loss of power and a restart of the database; a node that stands still until it is taken for dead,
 * and beyond the lock of its job; clocks that jump; a mail server that refuses or is slow.
 * Afterwards nothing is lost, nothing is done twice, and nothing hangs. Writes what it saw to
 * {@code target/faults/nodes.md}.
 *
 * <p>{@code ./mvnw -Pfaults verify}; {@code -Dfaults.rounds} says how many rounds of all of them,
 * {@code -Dfaults.without=CLOCK_FAST,CLOCK_SLOW} leaves kinds out.
 */
class NodeFaults {
  private static final int ROUNDS = Integer.getInteger("faults.rounds", 2);
  private static final Duration LOCK = NodesUnderLoad.LOCK;
  private static final Duration DEAD_AFTER = NodesUnderLoad.DEAD_AFTER;
  private static final Duration STANDS_STILL = DEAD_AFTER.plusSeconds(8);

  /** Beyond its own lock, and beyond that of whoever took its job over. */
  private static final Duration OUTLIVES_LOCKS = LOCK.plus(DEAD_AFTER).plusSeconds(15);

  private static final Duration APART = LOCK.plusMinutes(1);
  private static final Duration SLOW = NodesUnderLoad.CLAIM.plusSeconds(2);
  private static final Duration WATCHED = Duration.ofSeconds(6);

  /** All kinds but those that {@code -Dfaults.without} names. */
  private static List<Fault> kinds() {
    List<String> without = List.of(System.getProperty("faults.without", "").split(","));
    return Stream.of(Fault.values()).filter(kind -> !without.contains(kind.name())).toList();
  }

  enum Fault {
    NODE_KILLED("a node killed (kill -9) while calls broke"),
    KILLED_IN_COMMIT("a node killed while a commit of its had been written and not been confirmed"),
    KILLED_IN_MAIL("a node killed after the mail server took a mail and before the node was told"),
    KILLED_IN_JOB("a node killed in the middle of a job"),
    ENDED_IN_JOB(
        "a node ended in order in the middle of a job, which it finishes, and started again"),
    DATABASE_CRASHED("the database crashed (kill -9 of one of its processes) while calls broke"),
    DATABASE_KILLED("all processes of the database killed at once (kill -9) while calls broke"),
    DATABASE_RESTARTED("the database ended in order and started again while calls broke"),
    NODE_FROZEN(
        "a node frozen for %d s in the middle of a job, and taken for dead after %d s"
            .formatted(STANDS_STILL.toSeconds(), DEAD_AFTER.toSeconds())),
    LOCK_OUTLIVED(
        "a node frozen for %d s in the middle of a job, longer than its lock of %d s"
            .formatted(OUTLIVES_LOCKS.toSeconds(), LOCK.toSeconds())),
    CLOCK_FAST(
        "a running node's clock put %d s ahead while the other was in the middle of a job"
            .formatted(APART.toSeconds())),
    CLOCK_SLOW("a running node's clock put %d s back".formatted(APART.toSeconds())),
    MAIL_REFUSED("the mail server refused connections while mails waited, then took them"),
    MAIL_SLOW(
        "the mail server needed %d s to confirm a mail, whose claim is %d s"
            .formatted(SLOW.toSeconds(), NodesUnderLoad.CLAIM.toSeconds()));

    private final String words;

    Fault(String words) {
      this.words = words;
    }
  }

  @TempDir java.nio.file.Path folder;

  private final long seed = Long.getLong("faults.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<Fault, Integer> hits = new LinkedHashMap<>();
  private final Map<Fault, Long> repeatedAfter = new LinkedHashMap<>();
  private final List<Long> goesOnAfter = new ArrayList<>();
  private final List<Long> takenOverAfter = new ArrayList<>();
  private final Set<String> takenFromTheirHolder = new LinkedHashSet<>();
  private long alreadyRepeated;
  private NodesUnderLoad both;

  @Test
  void nothingIsLostAndNothingIsDoneTwice() throws Exception {
    Instant begin = Instant.now();
    try (NodesUnderLoad nodes = new NodesUnderLoad(folder, 0, true)) {
      both = nodes;
      for (int round = 0; round < ROUNDS; round++) {
        for (Fault fault : kinds()) {
          strike(fault);
          nodes.checkPeople();
        }
      }
      judge(begin, nodes.end(random.nextInt(2)));
    }
  }

  /**
   * One fault in the middle of the writing, tried again where it did not hit what it was meant for.
   */
  private void strike(Fault fault) throws Exception {
    boolean hit = false;
    for (int tries = 0; tries < 3 && !hit; tries++) {
      System.out.printf("FAULT %s %s%n", Instant.now(), fault);
      both.write(20 + random.nextInt(40));
      hit = hits(fault, random.nextInt(2));
    }
    if (hit) {
      hits.merge(fault, 1, Integer::sum);
    }
    both.write(20);
    long now = both.mailsRepeated().size();
    repeatedAfter.merge(fault, now - alreadyRepeated, Long::sum);
    alreadyRepeated = now;
  }

  private boolean hits(Fault fault, int node) throws Exception {
    return switch (fault) {
      case NODE_KILLED -> breaksCalls(() -> kill(node));
      case KILLED_IN_COMMIT -> breaksCalls(() -> killInCommit(node));
      case KILLED_IN_MAIL -> killInMail(node);
      case KILLED_IN_JOB -> killInJob();
      case ENDED_IN_JOB -> endInJob();
      case DATABASE_CRASHED -> breaksCalls(this::crashDatabase);
      case DATABASE_KILLED -> breaksCalls(this::killDatabase);
      case DATABASE_RESTARTED -> breaksCalls(this::restartDatabase);
      case NODE_FROZEN -> freezeInJob();
      case LOCK_OUTLIVED -> outliveLocks();
      case CLOCK_FAST -> putClockAhead();
      case CLOCK_SLOW -> putClockBack(node);
      case MAIL_REFUSED -> refuseMails();
      case MAIL_SLOW -> takeMailsSlowly();
    };
  }

  private boolean breaksCalls(Callable<Boolean> fault) throws Exception {
    int before = both.broken();
    return fault.call() && both.broken() > before;
  }

  private void startAgain(int node) {
    both.write(20);
    both.startAgain(node);
  }

  // ---- nodes that are killed

  private boolean kill(int node) {
    goesOnAfter.add(both.kill(node));
    startAgain(node);
    return true;
  }

  /** Commits are written to the disk, and then wait for a second database that does not exist. */
  private boolean killInCommit(int node) {
    waitForSecondDatabase(true);
    await("commits wait").atMost(Duration.ofMinutes(1)).until(() -> waitingCommits() >= 3);
    both.node(node).kill();
    long left = waitingCommits();
    waitForSecondDatabase(false);
    startAgain(node);
    return left > 0;
  }

  private void waitForSecondDatabase(boolean wait) {
    both.jdbc()
        .sql("alter system set synchronous_standby_names = '" + (wait ? "nobody" : "") + "'")
        .update();
    both.jdbc().sql("select pg_reload_conf()").query(Boolean.class).single();
  }

  private long waitingCommits() {
    return both.number("select count(*) from pg_stat_activity where wait_event = 'SyncRep'");
  }

  private boolean killInMail(int node) throws Exception {
    boolean taken = both.gate(node).hold().await(1, TimeUnit.MINUTES);
    both.node(node).kill();
    both.gate(node).letThrough();
    startAgain(node);
    return taken;
  }

  private boolean killInJob() throws Exception {
    int node;
    List<NodesUnderLoad.Locked> locked;
    long killed;
    try (HeldReports held = new HeldReports(both)) {
      node = held.awaitJob();
      locked = both.lockedJobs();
      both.node(node).kill();
      killed = System.nanoTime();
    }
    await("the other node takes over")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> both.lockedJobs().stream().noneMatch(locked::contains));
    takenOverAfter.add(NodesUnderLoad.millisSince(killed));
    startAgain(node);
    return !locked.isEmpty();
  }

  /** Whoever is asked to end finishes what they do, and nobody takes it from them meanwhile. */
  private boolean endInJob() throws Exception {
    int node;
    List<NodesUnderLoad.Locked> locked;
    try (HeldReports held = new HeldReports(both)) {
      node = held.awaitJob();
      locked = both.lockedJobs();
      both.node(node).askToEnd();
      watch(locked);
    }
    both.node(node).awaitEnd();
    startAgain(node);
    return !locked.isEmpty();
  }

  // ---- a database that is gone

  private boolean crashDatabase() {
    long process =
        both.number(
            "select pid from pg_stat_activity where backend_type = 'client backend' and pid <>"
                + " pg_backend_pid() limit 1");
    ProcessHandle.of(process).orElseThrow().destroyForcibly();
    both.write(20);
    return true;
  }

  private boolean killDatabase() throws Exception {
    both.killDatabase();
    both.write(20);
    return true;
  }

  private boolean restartDatabase() throws Exception {
    both.restartDatabase();
    both.write(20);
    return true;
  }

  // ---- time

  /** Meanwhile the other takes it for dead, and its jobs. */
  private boolean freezeInJob() throws Exception {
    return freezeInJob(STANDS_STILL, false);
  }

  /**
   * The other has taken the job over and waits in the middle of it for the row that the frozen one
   * has written and not committed, until the locks of both have lapsed.
   */
  private boolean outliveLocks() throws Exception {
    return freezeInJob(OUTLIVES_LOCKS, true);
  }

  private boolean freezeInJob(Duration howLong, boolean beyondLock) throws Exception {
    int node;
    List<NodesUnderLoad.Locked> locked;
    LocalDateTime until;
    try (HeldReports held = new HeldReports(both)) {
      node = held.awaitJob();
      both.node(node).freeze();
      locked = both.lockedJobs();
      until = both.lockedUntil();
    }
    TimeUnit.MILLISECONDS.sleep(howLong.toMillis());
    boolean takenOver = both.lockedJobs().stream().noneMatch(locked::contains);
    boolean lapsed = both.now().isAfter(until);
    both.node(node).thaw();
    return !locked.isEmpty() && takenOver && lapsed == beyondLock;
  }

  /** It would see the other's locks as lapsed, if it did not see that its clock is wrong. */
  private boolean putClockAhead() throws Exception {
    int wrong;
    try (HeldReports held = new HeldReports(both)) {
      wrong = 1 - held.awaitJob();
      List<NodesUnderLoad.Locked> locked = both.lockedJobs();
      both.clock(wrong).move(APART);
      awaitNotReady(wrong);
      watch(locked);
    }
    return setRight(wrong);
  }

  /** Its own locks would be lapsed from the beginning. */
  private boolean putClockBack(int wrong) throws Exception {
    both.clock(wrong).move(APART.negated());
    awaitNotReady(wrong);
    TimeUnit.SECONDS.sleep(2); // what it had taken before is done
    try (HeldReports held = new HeldReports(both)) {
      int right = held.awaitJob();
      assertThat(right).as("the node that still takes jobs").isEqualTo(1 - wrong);
      watch(both.lockedJobs());
      assertThat(both.nodesInJobs()).doesNotContain(wrong);
    }
    return setRight(wrong);
  }

  private void awaitNotReady(int node) {
    if (!MovableClock.isAvailable()) {
      return;
    }
    await("it says itself that its clock is wrong, and a proxy sends it no visitors")
        .atMost(Duration.ofSeconds(5))
        .until(() -> !both.node(node).isReady());
  }

  /** Nobody else takes a job, or locks it until another moment, while its holder works. */
  private void watch(List<NodesUnderLoad.Locked> locked) throws Exception {
    long begin = System.nanoTime();
    while (NodesUnderLoad.millisSince(begin) < WATCHED.toMillis()) {
      for (NodesUnderLoad.Locked now : both.lockedJobs()) {
        locked.stream()
            .filter(one -> one.job().equals(now.job()) && !one.owner().equals(now.owner()))
            .forEach(one -> takenFromTheirHolder.add(one.job()));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private boolean setRight(int node) {
    boolean wrong = !both.node(node).isReady();
    both.clock(node).move(Duration.ZERO);
    both.node(node).awaitReady();
    return wrong;
  }

  // ---- the mail server

  private boolean refuseMails() throws Exception {
    both.gate(0).shut();
    both.gate(1).shut();
    both.stopMailServer();
    both.write(20);
    boolean waiting = both.waitingMails() > 0;
    both.startMailServer();
    both.gate(0).openAgain();
    both.gate(1).openAgain();
    return waiting;
  }

  private boolean takeMailsSlowly() {
    both.gate(0).slow(SLOW);
    both.gate(1).slow(SLOW);
    int before = both.gate(0).slowAnswers() + both.gate(1).slowAnswers();
    await("mails are taken slowly")
        .atMost(SLOW.multipliedBy(5))
        .until(() -> both.gate(0).slowAnswers() + both.gate(1).slowAnswers() >= before + 2);
    both.gate(0).slow(Duration.ZERO);
    both.gate(1).slow(Duration.ZERO);
    return true;
  }

  // ---- what is left of it

  private void judge(Instant begin, long lastWork) throws Exception {
    List<WritingPeople.Acknowledged> lost = both.people().lost(both.jdbc());
    Map<String, List<String>> wrong = both.wrong();
    wrong.put("jobs that were taken while their holder worked", List.copyOf(takenFromTheirHolder));
    long repeated = both.mailsRepeated().size();
    long inMail = repeatedAfter.getOrDefault(Fault.KILLED_IN_MAIL, 0L);
    long unsent = both.waitingMails();
    Set<String> neverCame = both.mailsRecordedAndNotTaken();

    FaultReport report = new FaultReport("Bad days of two nodes on one PostgreSQL", seed, begin);
    for (Fault fault : kinds()) {
      report.row(fault.words, hits.getOrDefault(fault, 0) + " of " + ROUNDS);
    }
    report.row("acknowledged writings", both.people().acknowledged());
    report.row("of them plans approved from beginning to end", both.people().approved());
    report.row("calls that broke, whose outcome nobody was told", both.broken());
    report.row("**acknowledged and lost**", lost.size());
    wrong.forEach((what, found) -> report.row("**" + what + "**", found.size()));
    report.row("mails received", both.mailsReceived());
    report.row("**mails transmitted twice** (same Message-ID)", repeated);
    repeatedAfter.forEach(
        (fault, times) -> {
          if (times > 0) {
            report.row("of them after " + fault.words, times);
          }
        });
    report.row("**mails that were never sent**", unsent);
    report.row("**mails on record as sent that never came**", neverCame.size());
    report.row("mails that came, whose node ended before it heard so", both.mailsUnanswered());
    report.row("milliseconds from a kill to the next acknowledged writing", list(goesOnAfter));
    report.row(
        "milliseconds from a kill in a job until the other node has taken its jobs over (lock "
            + LOCK.toSeconds()
            + " s, taken for dead after "
            + DEAD_AFTER.toSeconds()
            + " s)",
        list(takenOverAfter));
    report.row("seconds from the last kill until nothing was due any more", lastWork);
    report.write("nodes.md");

    assertThat(lost).as("acknowledged and lost, seed %d", seed).isEmpty();
    wrong.forEach((what, found) -> assertThat(found).as(what).isEmpty());
    assertThat(hits)
        .as("every fault hit in every round, else the run is void")
        .containsOnlyKeys(kinds())
        .allSatisfy((kind, times) -> assertThat(times).isEqualTo(ROUNDS));
    assertThat(inMail).as("mails transmitted twice whose sender did not hear the answer").isZero();
    if (kinds().contains(Fault.KILLED_IN_MAIL)) {
      assertThat(both.mailsUnanswered()).as("mails left to people").isGreaterThanOrEqualTo(ROUNDS);
    }
    assertThat(repeated).as("mails transmitted twice").isLessThanOrEqualTo(1 + ROUNDS / 100);
    assertThat(unsent).as("mails that were never sent").isZero();
    assertThat(neverCame).as("mails on record as sent that never came").isEmpty();
    assertThat(takenOverAfter)
        .as("milliseconds until jobs were taken over")
        .allMatch(millis -> millis < LOCK.toMillis());
  }

  private static String list(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
