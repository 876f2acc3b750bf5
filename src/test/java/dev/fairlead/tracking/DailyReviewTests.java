package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadTest;
import dev.fairlead.people.Absences;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The daily review reads and computes as little as it can. What it finds is what the whole
 * schedule, the whole earned value and every report, looked through one by one, lead to.
 */
@FairleadTest
class DailyReviewTests {
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Projects projects;
  @Autowired Baselines baselines;
  @Autowired LateTasks lateTasks;
  @Autowired Costs costs;
  @Autowired Absences absences;
  @Autowired FairleadClock clock;

  private int lateSeen;
  private int soonSeen;
  private int staleSeen;
  private int breachesSeen;

  @AfterEach
  void time() {
    clock.resume();
  }

  private void at(LocalDateTime moment) {
    clock.stopAt(moment.atZone(ZoneId.systemDefault()).toInstant());
  }

  @Test
  void theReviewFindsWhatAWholeLookAtTheProjectFinds() {
    at(LocalDateTime.of(2027, 2, 1, 10, 0));
    Map<Long, String> keys = new HashMap<>();
    for (long seed = 1; seed <= 12; seed++) {
      keys.put(seed, project(new Random(seed)));
    }
    for (int day : new int[] {0, 9, 16, 25, 40}) {
      LocalDateTime now = LocalDate.of(2027, 3, 1).plusDays(day).atTime(7, 0);
      at(now);
      keys.forEach(
          (seed, key) -> {
            carryOn(key, new Random(seed * 100 + day), now);
            compare(key, now, "seed " + seed + " on day " + day);
          });
    }
    assertThat(List.of(lateSeen, soonSeen, staleSeen, breachesSeen))
        .as("late, soon late, stale, breaches: the random projects have them all")
        .allMatch(seen -> seen > 10);
  }

  private String project(Random random) {
    String key = PlanFixture.project(jdbc);
    List<PlanEdit> edits = new ArrayList<>();
    edits.add(PlanEdit.of(Kind.ADD_TASK, -1, Map.of("name", "Phase")));
    for (int i = 2; i <= 25; i++) {
      Map<String, String> values = new HashMap<>();
      values.put("name", "Task " + i);
      values.put("durationDays", "" + (1 + random.nextInt(12)));
      if (i % 3 == 0) {
        values.put("parent", "-1");
      }
      if (random.nextInt(5) > 0) {
        values.put("owner", random.nextBoolean() ? "tom" : "tina");
      }
      edits.add(PlanEdit.of(Kind.ADD_TASK, -i, values));
      if (i > 3 && random.nextInt(3) > 0) {
        int before = 2 + random.nextInt(i - 2);
        edits.add(PlanEdit.of(Kind.ADD_LINK, -i, Map.of("predecessor", "-" + before)));
      }
    }
    plans.edit(key, 0, edits, "clara");
    baselines.freeze(key, "maria", "Approved");
    PlanFixture.phase(jdbc, key, "TRACKING");
    return key;
  }

  /** Some tasks go on, some are reported on, some are asked about, some money is spent. */
  private void carryOn(String key, Random random, LocalDateTime now) {
    Schedule schedule = plans.schedule(key);
    for (PlanTask task : plans.current(key).tasks()) {
      var dates = schedule.byNumber().get(task.number());
      if (dates.summary() || task.isDone()) {
        continue;
      }
      int what = random.nextInt(12);
      if (what < 2 && task.actualStart() == null) {
        jdbc.sql(
                "update plan_task set percent_complete = 40, actual_start = ? where project_key = ? and number = ?")
            .params(now.minusDays(1), key, task.number())
            .update();
      } else if (what == 2 && task.actualStart() != null) {
        jdbc.sql(
                "update plan_task set percent_complete = 100, actual_finish = ?, remaining_minutes = 0 where project_key = ? and number = ?")
            .params(now.minusHours(1), key, task.number())
            .update();
      } else if (what == 3) {
        jdbc.sql("update plan_task set forecast_finish = ? where project_key = ? and number = ?")
            .params(now.toLocalDate().plusDays(random.nextInt(20)), key, task.number())
            .update();
      } else if (what == 4) {
        jdbc.sql(
                "insert into progress_report (project_key, task, percent, reported_by, reported_at) values (?, ?, 10, 'tom', ?)")
            .params(key, task.number(), now.minusDays(random.nextInt(20)))
            .update();
      } else if (what == 5) {
        jdbc.sql(
                "insert into follow_up (project_key, task, open_mark, owner, opened_at, days_late, finish_slip_days,"
                    + " forecast_finish, closed_at) values (?, ?, ?, 'tom', ?, 1, 0, ?, ?)")
            .params(
                key,
                task.number(),
                mark(key, task.number(), random),
                now.minusDays(2),
                random.nextBoolean() ? now.toLocalDate().plusDays(random.nextInt(5) - 2) : null,
                null)
            .update();
      } else if (what == 6 && random.nextInt(3) == 0) {
        jdbc.sql(
                "insert into posting (project_key, posting_day, kind, amount, text, posted_by, posted_at, state)"
                    + " values (?, ?, 'EXPENSE', ?, 'Tea', 'clara', ?, 'APPROVED')")
            .params(key, now.toLocalDate(), 4_000 + random.nextInt(9_000), now)
            .update();
      } else if (what == 7) {
        jdbc.sql(
                "insert into task_warning (project_key, task, planned_finish, told_at)"
                    + " select project_key, number, finish_at, ? from plan_snapshot_task where project_key = ? and number = ?"
                    + " and kind = 'BASELINE' and not exists (select 1 from task_warning w"
                    + " where w.project_key = plan_snapshot_task.project_key and w.task = plan_snapshot_task.number)")
            .params(now, key, task.number())
            .update();
      }
    }
  }

  /** Open, unless its owner is asked already. */
  private long mark(String key, int task, Random random) {
    boolean open =
        jdbc.sql(
                    "select count(*) from follow_up where project_key = ? and task = ? and open_mark = 0")
                .params(key, task)
                .query(Integer.class)
                .single()
            > 0;
    return open || random.nextBoolean() ? 100_000 + random.nextInt(1_000_000) : 0;
  }

  private void compare(String key, LocalDateTime now, String where) {
    LateTasks.Review review = lateTasks.review(key);
    List<LateTask> all = lateTasks.of(key);
    Set<Integer> quiet =
        new HashSet<>(
            jdbc.sql(
                    "select task from follow_up where project_key = ? and (open_mark = 0 or forecast_finish >= ?)")
                .params(key, now.toLocalDate())
                .query(Integer.class)
                .list());
    List<Integer> late = all.stream().filter(LateTask::late).map(LateTask::number).toList();
    assertThat(review.late()).as(where).isEqualTo(late);
    List<Integer> ask = new ArrayList<>(late);
    List<Integer> stale = stale(key, late, now);
    ask.addAll(stale);
    ask.removeAll(quiet);
    assertThat(review.toFollowUp()).as(where).isEqualTo(ask);
    Set<Integer> told =
        new HashSet<>(
            jdbc.sql("select task from task_warning where project_key = ?")
                .param(key)
                .query(Integer.class)
                .list());
    List<Integer> warn =
        all.stream()
            .filter(task -> !task.late())
            .map(LateTask::number)
            .filter(task -> !quiet.contains(task) && !told.contains(task))
            .toList();
    assertThat(review.toWarn()).as(where).isEqualTo(warn);
    Schedule schedule = plans.schedule(key);
    Baseline baseline = baselines.current(key).orElseThrow();
    assertThat(review.forecastFinish()).as(where).isEqualTo(schedule.finish());
    assertThat(review.baselineFinish()).as(where).isEqualTo(baseline.finish());
    WorkingCalendar calendar = plans.current(key).calendar();
    double slip = calendar.workingMinutes(baseline.finish(), schedule.finish()) / 480.0;
    assertThat(review.finishSlipDays())
        .as(where)
        .isEqualTo((int) (slip < 0 ? Math.floor(slip) : Math.ceil(slip)));
    EarnedValue figures = costs.figures(key, now.toLocalDate());
    assertThat(review.forecastCost()).as(where).isEqualTo(figures.eac());
    assertThat(review.breaches())
        .as(where)
        .isEqualTo(
            LateTasks.breaches(projects.get(key), review.finishSlipDays(), figures.costForecast()));
    lateSeen += late.size();
    soonSeen += warn.size();
    staleSeen += stale.size();
    breachesSeen += review.breaches().size();
  }

  /** Task by task: ten working days of the owner have passed since the last word on it. */
  private List<Integer> stale(String key, List<Integer> late, LocalDateTime now) {
    WorkPlan plan = plans.current(key);
    Baseline baseline = baselines.current(key).orElseThrow();
    List<Integer> stale = new ArrayList<>();
    for (PlanTask task : plan.tasks()) {
      if (plan.isSummary(task.number()) || task.isDone() || late.contains(task.number())) {
        continue;
      }
      LocalDateTime word =
          task.actualStart() != null
              ? task.actualStart()
              : baseline.tasks().stream()
                  .filter(promise -> promise.number() == task.number())
                  .map(BaselineTask::start)
                  .findFirst()
                  .orElseThrow();
      for (String statement :
          List.of(
              "select reported_at from progress_report where project_key = ? and task = ?",
              "select coalesce(closed_at, opened_at) from follow_up where project_key = ? and task = ?")) {
        for (LocalDateTime said :
            jdbc.sql(statement)
                .params(key, task.number())
                .query((row, i) -> row.getObject(1, LocalDateTime.class))
                .list()) {
          word = said.isAfter(word) ? said : word;
        }
      }
      WorkingCalendar calendar =
          task.owner() == null
              ? plan.calendar()
              : absences.of(task.owner()).sharedWith(plan.calendar());
      int passed = 0;
      for (LocalDate day = word.toLocalDate().plusDays(1);
          day.isBefore(now.toLocalDate());
          day = day.plusDays(1)) {
        passed += calendar.isWorkingDay(day) ? 1 : 0;
      }
      if (passed >= StaleTasks.SILENT_DAYS) {
        stale.add(task.number());
      }
    }
    return stale;
  }
}
