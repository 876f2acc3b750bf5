package dev.fairlead.plan.schedule;

import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.WorkPlan;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What scheduling and simulating cost, as ratios to a bare critical path on integer arrays measured
 * in the same run. Prints, asserts nothing: a ratio says something, a time says what machine it
 * was.
 */
class ScheduleBenchmark {
  private static final int RUNS = 10_000;

  @Test
  void schedulingTenThousandTasks() throws Exception {
    WorkPlan plan = plan(10_000, 1);
    double bare = bare(plan);
    double ours = best(() -> new CriticalPathScheduler().schedule(plan, null));
    double passes = best(new PlanNetwork(plan, null, Map.of())::schedule);
    double theirs = best(() -> OracleTests.scheduled(plan));
    print("critical path of 10,000 tasks on arrays", bare, bare);
    print("passes over a plan of 10,000 tasks", passes, bare);
    print("schedule of a plan of 10,000 tasks, read, computed and written", ours, bare);
    print("schedule of the same plan by MPXJ's scheduler", theirs, bare);
  }

  @Test
  void simulatingAThousandTasks() {
    WorkPlan plan = plan(1_000, 2);
    double bare = bare(plan);
    double simulation =
        best(
            () ->
                ScheduleRisk.simulate(
                    new RiskQuestion(
                        plan,
                        null,
                        Map.of(),
                        java.util.List.of(),
                        Map.of(),
                        Map.of(),
                        null,
                        RUNS,
                        1),
                    done -> {}));
    print("10,000 critical paths of 1,000 tasks on arrays", bare * RUNS, bare * RUNS);
    print("Monte Carlo of 10,000 runs of 1,000 tasks", simulation, bare * RUNS);
  }

  private static void print(String what, double seconds, double floor) {
    System.out.printf(
        Locale.ROOT, "BENCH %-66s %9.2f ms, ratio %6.1f%n", what, seconds * 1000, seconds / floor);
  }

  /** A chain with about two predecessors each, all with estimates. */
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
          plan.link(predecessor, i, LinkType.FS, 0);
        }
        before = predecessor;
      }
    }
    return plan.plan();
  }

  /** Forward and backward pass on arrays, nothing else. */
  private static double bare(WorkPlan plan) {
    int count = plan.tasks().size();
    int[] duration = plan.tasks().stream().mapToInt(task -> (int) task.durationMinutes()).toArray();
    int[] first = new int[count + 1];
    int[] from = plan.links().stream().mapToInt(link -> link.predecessor() - 1).toArray();
    plan.links().forEach(link -> first[link.successor()]++);
    for (int i = 0; i < count; i++) {
      first[i + 1] += first[i];
    }
    int[] early = new int[count];
    int[] late = new int[count];
    return best(
        () -> {
          int last = 0;
          for (int i = 0; i < count; i++) {
            int start = 0;
            for (int e = first[i]; e < first[i + 1]; e++) {
              start = Math.max(start, early[from[e]]);
            }
            early[i] = start + duration[i];
            last = Math.max(last, early[i]);
          }
          Arrays.fill(late, last);
          for (int i = count - 1; i >= 0; i--) {
            int begin = late[i] - duration[i];
            for (int e = first[i]; e < first[i + 1]; e++) {
              late[from[e]] = Math.min(late[from[e]], begin);
            }
          }
          return late[0];
        });
  }

  /** Seconds of the fastest of several rounds, after warming up; short work is repeated. */
  private static double best(Supplier<?> work) {
    long end = System.nanoTime() + 1_500_000_000L;
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 7 || System.nanoTime() < end; round++) {
      int times = best < 0.001 ? 100 : 1;
      long begin = System.nanoTime();
      for (int i = 0; i < times; i++) {
        if (work.get() == null) {
          throw new IllegalStateException();
        }
      }
      best = Math.min(best, (System.nanoTime() - begin) / 1e9 / times);
    }
    return best;
  }
}
