package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.BenchReport;
import dev.fairlead.Visitor;
import dev.fairlead.plan.PlanEdit.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What it costs to save one task of a large plan and to get the new dates, as a ratio to the same
 * in a small plan, in rounds that take turns. Prints, asserts nothing.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "fairlead.demo-world=false"
    })
class PlanEditBenchmark {
  private static final int ROUNDS = 60;

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired ObjectMapper json;

  private Visitor clara;
  private String token;

  @Test
  void savingOneTask() throws Exception {
    clara = new Visitor("http://localhost:" + port);
    clara.logIn("clara", "fairlead-demo");
    token = clara.scriptToken("/");
    String small = plan(100);
    String large = plan(10_000);
    double[][] seconds = new double[4][ROUNDS];
    for (int round = -20; round < ROUNDS; round++) {
      int at = Math.max(0, round);
      seconds[0][at] = save(small, 100, round);
      seconds[1][at] = save(large, 10_000, round);
      if (round % 10 == 0) {
        seconds[2][at / 10] = open(small);
        seconds[3][at / 10] = open(large);
      }
    }
    print("saving one of 100 tasks, with the new dates", seconds[0], seconds[0], ROUNDS);
    print("saving one of 10,000 tasks, with the new dates", seconds[1], seconds[0], ROUNDS);
    print("opening a plan of 100 tasks", seconds[2], seconds[2], ROUNDS / 10);
    print("opening a plan of 10,000 tasks", seconds[3], seconds[2], ROUNDS / 10);
    int bytes = clara.get("/api/projects/" + large + "/plan").page().length();
    BenchReport.say(
        PlanEditBenchmark.class, "%-66s %9d characters", "what opening them sends", bytes);
  }

  /** Groups of ten tasks in a row, five of which wait for the group before. */
  private String plan(int tasks) {
    String key = PlanFixture.project(jdbc);
    List<PlanEdit> edits = new ArrayList<>();
    int version = 0;
    for (int i = 1; i <= tasks; i++) {
      edits.add(edit(Kind.ADD_TASK, -i, "name", "Task " + i, "durationDays", "" + (i % 4 + 1)));
      if (i % 10 != 1) {
        edits.add(edit(Kind.ADD_LINK, -i, "predecessor", "-" + (i - 1)));
      }
      if (i == tasks || edits.size() > 1_500 && i % 10 == 0) {
        version = plans.edit(key, version, edits, "clara");
        edits.clear();
      }
    }
    return key;
  }

  private double save(String key, int tasks, int round) throws Exception {
    int version = plans.current(key).version();
    PlanEdit edit = edit(Kind.SET, tasks / 2, "durationDays", round % 2 == 0 ? "3" : "4");
    String body =
        json.writeValueAsString(
            Map.of("version", version, "known", version, "edits", List.of(edit)));
    long begin = System.nanoTime();
    Visitor.Answer answer = clara.post(token, "/api/projects/" + key + "/plan/edits", body);
    double took = (System.nanoTime() - begin) / 1e9;
    if (answer.status() != 200) {
      throw new IllegalStateException("saving answered " + answer);
    }
    return took;
  }

  private double open(String key) {
    long begin = System.nanoTime();
    clara.get("/api/projects/" + key + "/plan");
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void print(String what, double[] seconds, double[] floor, int rounds) {
    BenchReport.say(
        PlanEditBenchmark.class,
        "%-66s %9.2f ms, ratio %6.1f",
        what,
        median(seconds, rounds) * 1000,
        median(seconds, rounds) / median(floor, rounds));
  }

  private static double median(double[] values, int count) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[count / 2];
  }
}
