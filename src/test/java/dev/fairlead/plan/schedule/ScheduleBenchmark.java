package dev.fairlead.plan.schedule;

import dev.fairlead.BenchReport;
import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What scheduling and simulating cost, as ratios to a bare critical path on integer arrays measured
 * in the same rounds. Prints, asserts nothing: a ratio says something, a time says what machine it
 * was.
 *
 * <p>The floor is the same critical path method on nothing but arrays: both passes, four link types
 * with lag, one calendar without nights. It knows no constraint, no progress, no summary and no
 * date.
 */
class ScheduleBenchmark {
  private static final int RUNS = 10_000;
  private static final int ROUNDS = 15;

  @Test
  void schedulingTenThousandTasks() {
    WorkPlan plan = plan(10_000, 1);
    PlanNetwork network = new PlanNetwork(plan, null, Map.of());
    measure(
        new Work("critical path of 10,000 tasks on arrays", new Floor(plan)::run),
        new Work("passes over a plan of 10,000 tasks", network::schedule),
        new Work(
            "schedule of a plan of 10,000 tasks, read, computed and written",
            () -> new CriticalPathScheduler().schedule(plan, null)),
        new Work("schedule of the same plan by MPXJ's scheduler", () -> mpxj(plan)));
  }

  @Test
  void simulatingAThousandTasks() {
    WorkPlan plan = plan(1_000, 2);
    Floor floor = new Floor(plan);
    RiskQuestion question =
        new RiskQuestion(plan, null, Map.of(), List.of(), Map.of(), Map.of(), null, RUNS, 1);
    measure(
        new Work(
            "10,000 critical paths of 1,000 tasks on arrays",
            () -> {
              long last = 0;
              for (int run = 0; run < RUNS; run++) {
                last += floor.run();
              }
              return last;
            }),
        new Work(
            "Monte Carlo of 10,000 runs of 1,000 tasks",
            () -> ScheduleRisk.simulate(question, done -> {})));
  }

  private record Work(String what, Supplier<?> run) {}

  /** Rounds of all works in turn, so that a slow moment of the machine meets each; medians. */
  private static void measure(Work... works) {
    double[][] seconds = new double[works.length][ROUNDS];
    int[] times = new int[works.length];
    for (int work = 0; work < works.length; work++) {
      double once = warmUp(works[work]);
      times[work] = (int) Math.max(1, 0.02 / once);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int work = 0; work < works.length; work++) {
        long begin = System.nanoTime();
        for (int i = 0; i < times[work]; i++) {
          works[work].run().get();
        }
        seconds[work][round] = (System.nanoTime() - begin) / 1e9 / times[work];
      }
    }
    for (int work = 0; work < works.length; work++) {
      double[] sorted = seconds[work].clone();
      Arrays.sort(sorted);
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        ratios[round] = seconds[work][round] / seconds[0][round];
      }
      Arrays.sort(ratios);
      BenchReport.say(
          ScheduleBenchmark.class,
          "%-66s %9.3f ms, ratio %6.1f (%.1f to %.1f)",
          works[work].what,
          sorted[ROUNDS / 2] * 1000,
          ratios[ROUNDS / 2],
          ratios[0],
          ratios[ROUNDS - 1]);
    }
  }

  /** Seconds of the last of the runs within two seconds, at least three. */
  private static double warmUp(Work work) {
    long end = System.nanoTime() + 2_000_000_000L;
    double last = 0;
    for (int run = 0; run < 3 || System.nanoTime() < end; run++) {
      long begin = System.nanoTime();
      work.run().get();
      last = (System.nanoTime() - begin) / 1e9;
    }
    return last;
  }

  private static Object mpxj(WorkPlan plan) {
    try {
      return OracleTests.scheduled(plan);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Tasks with about two predecessors each, all with estimates; seven of ten links are
   * finish-to-start, three of ten have a lag.
   */
  private static WorkPlan plan(int tasks, long seed) {
    Random random = new Random(seed);
    PlanBuilder plan = new PlanBuilder();
    for (int i = 1; i <= tasks; i++) {
      double days = 1 + random.nextInt(10);
      plan.task(i, "Task " + i, days).estimate(days * 0.7, days, days * 1.8 + random.nextInt(5));
      int before = 0;
      for (int link = 0; link < 2 && i > 1; link++) {
        int predecessor = Math.max(1, i - 1 - random.nextInt(50));
        if (predecessor != before) {
          int kind = random.nextInt(10);
          LinkType type =
              kind < 7
                  ? LinkType.FS
                  : kind == 7 ? LinkType.SS : kind == 8 ? LinkType.FF : LinkType.SF;
          plan.link(predecessor, i, type, random.nextInt(10) < 3 ? 1 + random.nextInt(3) : 0);
        }
        before = predecessor;
      }
    }
    return plan.plan();
  }

  /** Forward and backward pass over a plan whose links all lead forwards. */
  private static final class Floor {
    private final int count;
    private final int[] duration;
    private final int[] first;
    private final int[] from;
    private final int[] type;
    private final int[] lag;
    private final int[] early;
    private final int[] late;

    Floor(WorkPlan plan) {
      count = plan.tasks().size();
      duration = plan.tasks().stream().mapToInt(task -> (int) task.durationMinutes()).toArray();
      List<TaskLink> links = new ArrayList<>(plan.links());
      links.sort(java.util.Comparator.comparingInt(TaskLink::successor));
      first = new int[count + 1];
      links.forEach(link -> first[link.successor()]++);
      for (int i = 0; i < count; i++) {
        first[i + 1] += first[i];
      }
      from = links.stream().mapToInt(link -> link.predecessor() - 1).toArray();
      type = links.stream().mapToInt(link -> link.type().ordinal()).toArray();
      lag = links.stream().mapToInt(link -> (int) link.lagMinutes()).toArray();
      early = new int[count];
      late = new int[count];
    }

    Integer run() {
      int last = 0;
      for (int i = 0; i < count; i++) {
        int start = 0;
        for (int e = first[i]; e < first[i + 1]; e++) {
          int p = from[e];
          int finish = early[p] + lag[e];
          start =
              Math.max(
                  start,
                  switch (type[e]) {
                    case 0 -> finish;
                    case 1 -> finish - duration[p];
                    case 2 -> finish - duration[i];
                    default -> finish - duration[p] - duration[i];
                  });
        }
        early[i] = start + duration[i];
        last = Math.max(last, early[i]);
      }
      Arrays.fill(late, last);
      for (int i = count - 1; i >= 0; i--) {
        int finish = late[i];
        for (int e = first[i]; e < first[i + 1]; e++) {
          int p = from[e];
          int latest = finish - lag[e];
          late[p] =
              Math.min(
                  late[p],
                  switch (type[e]) {
                    case 0 -> latest - duration[i];
                    case 1 -> latest - duration[i] + duration[p];
                    case 2 -> latest;
                    default -> latest + duration[p];
                  });
        }
      }
      return late[0];
    }
  }
}
