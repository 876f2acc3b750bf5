package dev.fairlead.tracking;

import dev.fairlead.BenchReport;
import dev.fairlead.change.Changes;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Plans;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDateTime;
import java.time.ZoneId;
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
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the daily review of many projects costs, as a ratio to one indexed query for each project,
 * and what the impact of a change on a large plan costs. Prints, asserts nothing.
 *
 * <p>The query is the one that no review can do without: all columns of the project's tasks by the
 * index, mapped to the tasks of its plan. The projects are on their way: a third of the work is
 * done, the owners of what is late are asked about it, and there are reports on all that was begun.
 */
@SpringBootTest(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:review;DB_CLOSE_DELAY=-1;QUERY_CACHE_SIZE=256",
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
  @Autowired LateTasks lateTasks;
  @Autowired Changes changes;
  @Autowired ApplicationContext spring;
  @Autowired FairleadClock clock;

  @Test
  void theDailyReviewOfManyProjects() {
    String first = project(TASKS);
    for (int i = 1; i < MOST; i++) {
      copy(first, i);
    }
    onTheirWay();
    List<String> keys =
        jdbc.sql("select project_key from project order by project_key").query(String.class).list();
    // until both are compiled: the first count would be charged for it
    for (int i = 0; i < 15; i++) {
      keys.forEach(this::query);
      keys.forEach(this::review);
    }
    for (int count : new int[] {100, 1_000}) {
      List<String> some = keys.subList(0, count);
      double[][] seconds = new double[2][ROUNDS];
      for (int round = -3; round < ROUNDS; round++) {
        int at = Math.max(0, round);
        seconds[0][at] = time(() -> some.stream().mapToInt(this::query).sum());
        seconds[1][at] = time(() -> some.stream().mapToInt(this::review).sum());
      }
      print(
          count + " indexed queries, each for the 100 tasks of a project",
          seconds[0],
          seconds[0],
          count);
      print("daily review of " + count + " projects with 100 tasks", seconds[1], seconds[0], count);
    }
    BenchReport.say(ReviewBenchmark.class, "found by one review: %s", lateTasks.review(first));
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
    return PlanFixture.readTasks(spring, key);
  }

  /** In a transaction of its own, as the step of the process. */
  private int review(String key) {
    return tracking.review(key).toFollowUp().size();
  }

  /** Two weeks and a half later, with what people do in that time. */
  private void onTheirWay() {
    LocalDateTime now = LocalDateTime.of(2027, 3, 18, 7, 0);
    clock.stopAt(now.atZone(ZoneId.systemDefault()).toInstant());
    String promise =
        " from plan_snapshot_task s where s.project_key = plan_task.project_key and s.kind = 'BASELINE'"
            + " and s.snapshot = 1 and s.number = plan_task.number";
    jdbc.sql(
            "update plan_task set actual_start = (select s.start_at"
                + promise
                + " and s.start_at < ?)")
        .param(now)
        .update();
    jdbc.sql(
            "update plan_task set actual_finish = (select s.finish_at"
                + promise
                + " and s.finish_at < ?) where mod(number, 10) <> 5")
        .param(now)
        .update();
    jdbc.sql("update plan_task set percent_complete = 60 where actual_start is not null").update();
    jdbc.sql(
            "update plan_task set percent_complete = 100, remaining_minutes = 0 where actual_finish is not null")
        .update();
    jdbc.sql(
            "insert into progress_report (project_key, task, percent, reported_by, reported_at)"
                + " select project_key, number, percent_complete, 'tom', ? from plan_task where actual_start is not null")
        .param(now.minusDays(2))
        .update();
    jdbc.sql(
            "insert into follow_up (project_key, task, open_mark, owner, opened_at, days_late, finish_slip_days)"
                + " select project_key, number, 0, owner, ?, 1, 0 from plan_task"
                + " where actual_start is not null and percent_complete < 100 and mod(number, 10) = 5")
        .param(now.minusDays(1))
        .update();
    jdbc.sql(
            "insert into posting (project_key, posting_day, kind, amount, text, posted_by, posted_at, state)"
                + " select project_key, ?, 'TIME', 400, 'Work', 'tom', ?, 'APPROVED' from plan_task"
                + " where actual_finish is not null")
        .params(now.minusDays(3).toLocalDate(), now.minusDays(2))
        .update();
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
    BenchReport.say(
        ReviewBenchmark.class,
        "%-66s %9.2f ms, %7.3f ms each, ratio %6.1f",
        what,
        sorted[ROUNDS / 2] * 1000,
        sorted[ROUNDS / 2] * 1000 / each,
        ratios[ROUNDS / 2]);
  }
}
