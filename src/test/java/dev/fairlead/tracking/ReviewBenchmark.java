package dev.fairlead.tracking;

import dev.fairlead.change.Changes;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Plans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the daily review of many projects costs, as a ratio to one indexed query for each project's
 * tasks, and what the impact of a change on a large plan costs. Prints, asserts nothing.
 */
@SpringBootTest(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:review;DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "fairlead.demo-world=false"
    })
class ReviewBenchmark {
  private static final int TASKS = 100;
  private static final int MOST = 1_000;
  private static final int ROUNDS = 7;

  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Baselines baselines;
  @Autowired Tracking tracking;
  @Autowired Changes changes;
  @Autowired TransactionTemplate transaction;

  @Test
  void theDailyReviewOfManyProjects() {
    String first = project(TASKS);
    for (int i = 1; i < MOST; i++) {
      copy(first, i);
    }
    List<String> keys =
        jdbc.sql("select project_key from project order by project_key").query(String.class).list();
    for (int count : new int[] {100, 1_000}) {
      List<String> some = keys.subList(0, count);
      double[][] seconds = new double[2][ROUNDS];
      for (int round = -3; round < ROUNDS; round++) {
        int at = Math.max(0, round);
        seconds[0][at] = time(() -> some.stream().mapToInt(this::query).sum());
        seconds[1][at] = time(() -> some.stream().mapToInt(this::review).sum());
      }
      print(
          count + " indexed queries, each for the tasks of a project",
          seconds[0],
          seconds[0],
          count);
      print("daily review of " + count + " projects with 100 tasks", seconds[1], seconds[0], count);
    }
  }

  @Test
  void theImpactOfAChange() {
    String key = project(1_000);
    List<PlanEdit> edits = List.of(PlanEdit.of(Kind.SET, 500, Map.of("durationDays", "9")));
    double[] seconds = new double[ROUNDS];
    for (int round = -3; round < ROUNDS; round++) {
      seconds[Math.max(0, round)] = time(() -> changes.preview(key, edits));
    }
    print("impact of a change on a plan of 1,000 tasks", seconds, seconds, 1);
  }

  private int query(String key) {
    return jdbc.sql(
            "select number, percent_complete, duration_minutes, owner, deadline from plan_task where project_key = ?")
        .param(key)
        .query((row, i) -> row.getString(4) + row.getLong(3) + row.getObject(5))
        .list()
        .size();
  }

  private int review(String key) {
    return transaction.execute(
        status -> {
          status.setRollbackOnly();
          return tracking.review(key).toFollowUp().size();
        });
  }

  private String project(int tasks) {
    String key = PlanFixture.project(jdbc);
    List<PlanEdit> edits = new ArrayList<>();
    for (int i = 1; i <= tasks; i++) {
      edits.add(
          PlanEdit.of(
              Kind.ADD_TASK,
              -i,
              Map.of(
                  "name",
                  "Task " + i,
                  "durationDays",
                  "" + (i % 4 + 1),
                  "owner",
                  i % 2 == 0 ? "tom" : "tina",
                  "optimisticDays",
                  "1",
                  "mostLikelyDays",
                  "2",
                  "pessimisticDays",
                  "4")));
      if (i % 10 != 1) {
        edits.add(PlanEdit.of(Kind.ADD_LINK, -i, Map.of("predecessor", "-" + (i - 1))));
      }
    }
    plans.edit(key, 0, edits, "clara");
    baselines.freeze(key, "maria", "Approved");
    PlanFixture.phase(jdbc, key, "TRACKING");
    return key;
  }

  /** The same project once more, by copying its rows; four projects share their people. */
  private void copy(String key, int number) {
    Map<String, String> people = new HashMap<>();
    for (String person : List.of("tom", "tina")) {
      String name = person + "-" + number / 4;
      people.put(person, name);
      jdbc.sql(
              "insert into app_user (username, display_name, email, password_hash, enabled) select ?, ?, ?, password_hash, true from app_user where username = ? and not exists (select 1 from app_user where username = ?)")
          .params(name, name, name + "@example.org", person, name)
          .update();
    }
    String other = String.format(Locale.ROOT, "COPY-%04d", number);
    for (String table :
        List.of(
            "project",
            "team_member",
            "work_plan",
            "plan_task",
            "plan_link",
            "plan_snapshot",
            "plan_snapshot_task")) {
      List<String> columns =
          jdbc.sql(
                  "select column_name from information_schema.columns where lower(table_name) = ? order by ordinal_position")
              .param(table)
              .query(String.class)
              .list();
      String list = String.join(", ", columns);
      String values =
          list.replaceFirst("(?i)\\bproject_key\\b", "'" + other + "'")
              .replaceFirst(
                  "(?i)\\b(owner|username)\\b",
                  "case $1 when 'tom' then '%s' when 'tina' then '%s' end"
                      .formatted(people.get("tom"), people.get("tina")));
      jdbc.sql(
              "insert into "
                  + table
                  + " ("
                  + list
                  + ") select "
                  + values
                  + " from "
                  + table
                  + " where project_key = ?")
          .param(key)
          .update();
    }
  }

  private static double time(Supplier<?> work) {
    long begin = System.nanoTime();
    work.get();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void print(String what, double[] seconds, double[] floor, int each) {
    double[] ratios = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      ratios[i] = seconds[i] / floor[i];
    }
    Arrays.sort(ratios);
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "BENCH %-66s %9.2f ms, %7.3f ms each, ratio %6.1f%n",
        what,
        sorted[ROUNDS / 2] * 1000,
        sorted[ROUNDS / 2] * 1000 / each,
        ratios[ROUNDS / 2]);
  }
}
