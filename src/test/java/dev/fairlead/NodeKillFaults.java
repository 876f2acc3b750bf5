package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills of nodes ({@code kill -9}) at any moment, one as soon as the victim of the last is back and
 * people write to both. Writes what it saw to {@code target/faults/kills.md};
 * docs/figures/faults.md adds up what all runs saw.
 *
 * <p>{@code -Dfaults.kills} says how many, {@code -Dfaults.minutes} when to stop before. As they
 * are the nodes have never done starting and the processors are the limit; {@code -Dfaults.peace}
 * (the longest time from one kill to the next, in ms) and {@code -Dfaults.pause} (how long people
 * think after each writing, in ms) leave room.
 */
class NodeKillFaults {
  private static final int KILLS = Integer.getInteger("faults.kills", 20);
  private static final Duration LONGEST =
      Duration.ofMinutes(Integer.getInteger("faults.minutes", 15));
  private static final int LONGEST_PEACE = Integer.getInteger("faults.peace", 3000);
  private static final long PAUSE = Long.getLong("faults.pause", 0);

  @TempDir java.nio.file.Path folder;

  @Test
  void manyKillsLoseNothingAndDoNothingTwice() throws Exception {
    long seed = Long.getLong("faults.seed", System.nanoTime());
    Random random = new Random(seed);
    Instant begin = Instant.now();
    List<Long> goesOn = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    Set<String> inTheMoment = new HashSet<>();
    try (NodesUnderLoad nodes = new NodesUnderLoad(folder, PAUSE, false);
        TakeOvers takeOvers = new TakeOvers(nodes::lockedJobs)) {
      int mailsBefore = nodes.mailsReceived();
      int kills = 0;
      int hit = 0;
      while (kills < KILLS && Instant.now().isBefore(begin.plus(LONGEST))) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PEACE));
        int victim = random.nextInt(2);
        int broken = nodes.broken();
        takeOvers.killed();
        goesOn.add(nodes.kill(victim));
        inTheMoment.addAll(nodes.mailsTakenAndNotRecorded());
        starts.add(nodes.startAgain(victim));
        nodes.write(10);
        nodes.checkPeople();
        kills++;
        hit += nodes.broken() > broken ? 1 : 0;
        System.out.printf(
            "KILL %d %s node %d: goes on after %d ms, back after %d ms, %d mails twice%n",
            kills, Instant.now(), victim, last(goesOn), last(starts), nodes.mailsRepeated().size());
      }
      int lastVictim = random.nextInt(2);
      nodes.node(lastVictim).kill();
      inTheMoment.addAll(nodes.mailsTakenAndNotRecorded());
      long lastWork = nodes.end(lastVictim);
      kills++;
      List<WritingPeople.Acknowledged> lost = nodes.people().lost(nodes.jdbc());
      Map<String, List<String>> wrong = nodes.wrong();
      Set<String> repeated = nodes.mailsRepeated();
      long unsent = nodes.waitingMails();
      Set<String> neverCame = nodes.mailsRecordedAndNotTaken();

      FaultReport report = new FaultReport("Nodes killed one after the other", seed, begin);
      report.row("nodes killed (kill -9)", kills);
      report.row("of them while calls broke", hit);
      report.row(
          "milliseconds from one kill to the next at most, besides the start", LONGEST_PEACE);
      report.row("milliseconds that people thought after each writing", PAUSE);
      report.row("acknowledged writings", nodes.people().acknowledged());
      report.row(
          "of them plans approved and reported from beginning to end", nodes.people().approved());
      report.row("calls that broke, whose outcome nobody was told", nodes.broken());
      report.row("**acknowledged and lost**", lost.size());
      wrong.forEach((what, found) -> report.row("**" + what + "**", found.size()));
      report.row("mails received", nodes.mailsReceived() - mailsBefore);
      report.row("**mails transmitted twice** (same Message-ID)", repeated.size());
      report.row(
          "of them mails that the server had and the database did not when their sender was killed",
          repeated.stream().filter(inTheMoment::contains).count());
      report.row("**mails that were never sent**", unsent);
      report.row("**mails on record as sent that never came**", neverCame.size());
      report.row("mails that came, whose node ended before it heard so", nodes.mailsUnanswered());
      report.row("milliseconds from a kill to the next acknowledged writing", spread(goesOn));
      report.row("milliseconds until the node was back", spread(starts));
      report.row("jobs that were locked when a node was killed", takeOvers.seen());
      report.row(
          "milliseconds until the last of them was done or taken over (lock "
              + NodesUnderLoad.LOCK.toSeconds()
              + " s, taken for dead after "
              + NodesUnderLoad.DEAD_AFTER.toSeconds()
              + " s)",
          takeOvers.longest());
      report.row("seconds from the last kill until nothing was due any more", lastWork);
      report.write("kills.md");

      assertThat(lost).as("acknowledged and lost, seed %d", seed).isEmpty();
      wrong.forEach((what, found) -> assertThat(found).as(what).isEmpty());
      assertThat(hit).as("kills that hit, else the run is void").isPositive();
      assertThat(inTheMoment)
          .as("mails transmitted twice are those whose sender was killed in that very moment")
          .containsAll(repeated);
      assertThat(unsent).as("mails that were never sent").isZero();
      assertThat(neverCame).as("mails on record as sent that never came").isEmpty();
      assertThat(takeOvers.longest())
          .as("milliseconds until jobs were done or taken over")
          .isLessThan(NodesUnderLoad.LOCK.toMillis());
    }
  }

  private static long last(List<Long> numbers) {
    return numbers.get(numbers.size() - 1);
  }

  private static String spread(List<Long> numbers) {
    LongSummaryStatistics all = numbers.stream().mapToLong(Long::longValue).summaryStatistics();
    long median = numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElse(0L);
    return "median %d, from %d to %d".formatted(median, all.getMin(), all.getMax());
  }
}
