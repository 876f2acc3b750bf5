package dev.fairlead.report;

import dev.fairlead.BenchReport;
import dev.fairlead.RunningFairlead;
import dev.fairlead.Visitor;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long a person waits for a page while ten others ask for a report, as a ratio to the same page
 * when nobody does. Prints, asserts nothing.
 */
@RunningFairlead
class ReportsAtOnceBenchmark {
  private static final int ROUNDS = 5;
  private static final int TASKS = 500;

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;

  @Test
  void tenReportsAtOnceAndAPage() throws Exception {
    String key = project();
    String page = "/projects/" + key;
    String report = page + "/plan-report";
    Visitor reader = clara();
    List<Visitor> askers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      askers.add(clara());
    }
    ExecutorService others = Executors.newFixedThreadPool(askers.size());
    List<Double> alone = new ArrayList<>();
    List<Double> amongReports = new ArrayList<>();
    List<Double> one = new ArrayList<>();
    List<Double> ten = new ArrayList<>();
    for (int round = -2; round < ROUNDS; round++) {
      if (round == 0) {
        List.of(alone, amongReports, one, ten).forEach(List::clear);
      }
      one.add(seconds(reader, report));
      for (int i = 0; i < 20; i++) {
        alone.add(seconds(reader, page));
      }
      long begin = System.nanoTime();
      List<CompletableFuture<Void>> asked =
          askers.stream()
              .map(asker -> CompletableFuture.runAsync(() -> seconds(asker, report), others))
              .toList();
      CompletableFuture<Void> all =
          CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
      while (!all.isDone()) {
        amongReports.add(seconds(reader, page));
      }
      all.get();
      ten.add((System.nanoTime() - begin) / 1e9);
    }
    others.shutdown();
    BenchReport.say(
        ReportsAtOnceBenchmark.class,
        "a report of %d tasks: %.0f ms; ten asked for at once: %.0f ms, ratio %.1f",
        TASKS,
        share(one, 0.5) * 1000,
        share(ten, 0.5) * 1000,
        share(ten, 0.5) / share(one, 0.5));
    BenchReport.say(
        ReportsAtOnceBenchmark.class,
        "the project's page alone: %.0f ms; while ten reports are made: median %.0f ms, ratio"
            + " %.1f, 95 of 100 in %.0f ms, longest %.0f ms, of %d",
        share(alone, 0.5) * 1000,
        share(amongReports, 0.5) * 1000,
        share(amongReports, 0.5) / share(alone, 0.5),
        share(amongReports, 0.95) * 1000,
        share(amongReports, 1) * 1000,
        amongReports.size());
  }

  private String project() {
    String key = PlanFixture.project(jdbc);
    List<PlanEdit> edits = new ArrayList<>();
    for (int i = 1; i <= TASKS; i++) {
      edits.add(
          PlanEdit.of(
              Kind.ADD_TASK,
              -i,
              Map.of(
                  "name", "Task " + i, "durationDays", "2", "owner", i % 2 == 0 ? "tom" : "tina")));
    }
    plans.edit(key, 0, edits, "clara");
    return key;
  }

  private Visitor clara() {
    Visitor clara = new Visitor("http://localhost:" + port);
    if (!clara.logIn("clara", "fairlead-demo")) {
      throw new IllegalStateException("clara cannot log in");
    }
    return clara;
  }

  private static double seconds(Visitor who, String path) {
    long begin = System.nanoTime();
    Visitor.Answer answer = who.get(path);
    if (answer.status() != 200) {
      throw new IllegalStateException(path + " answered " + answer.status());
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static double share(List<Double> seconds, double share) {
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
