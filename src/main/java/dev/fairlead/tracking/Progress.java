package dev.fairlead.tracking;

import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Pages;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.domain.Page;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How far the tasks are, and every report that was ever given on them. */
@Service
@Transactional
public class Progress {
  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final ProjectRights rights;
  private final History history;
  private final FairleadClock clock;
  private final ObjectProvider<FollowUpFlow> flow;

  Progress(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      ProjectRights rights,
      History history,
      FairleadClock clock,
      ObjectProvider<FollowUpFlow> flow) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.rights = rights;
    this.history = history;
    this.clock = clock;
    this.flow = flow;
  }

  /**
   * Takes a report on a task from its owner, their deputy, or the coordinator; updates the plan and
   * keeps the report.
   *
   * @throws RefusedException naming the field that cannot be
   */
  public void report(String projectKey, NewProgress wanted, String by) {
    report(projectKey, wanted, by, null);
  }

  /**
   * The same as an answer in a task of the engine.
   *
   * @param onBehalfOf for whom a substitute answers, which the engine has seen to it that they may,
   *     or null
   */
  public void report(String projectKey, NewProgress wanted, String by, String onBehalfOf) {
    keep(projectKey, wanted, by, onBehalfOf);
    if (wanted.percent() == 100) {
      flow.ifAvailable(running -> running.taskDone(projectKey, wanted.task()));
    }
  }

  /** The same for the running follow-up itself, which knows already. */
  void keep(String projectKey, NewProgress wanted, String by, String onBehalfOf) {
    Project project = projects.get(projectKey);
    ProjectRights.mustBeTracked(project, "tracking.progressPhase");
    WorkPlan plan = plans.current(projectKey);
    PlanTask task = plan.task(wanted.task());
    if (task == null) {
      throw RefusedException.ofField("task", "tracking.taskUnknown", wanted.task(), projectKey);
    }
    if (plan.isSummary(task.number())) {
      throw RefusedException.ofField("task", "tracking.summary", task.name());
    }
    String right = mayReport(project, task, by) ? by : onBehalfOf;
    if (!mayReport(project, task, right)) {
      throw RefusedException.forbidden("tracking.notYourTask", task.name());
    }
    LocalDate today = clock.today();
    int percent = percent(wanted);
    if (percent < 100 && wanted.actualFinish() != null) {
      throw RefusedException.ofField("actualFinish", "tracking.finishedButNotDone", percent);
    }
    LocalDate finish = percent < 100 ? null : finish(wanted, task, today);
    LocalDate start = wanted.actualStart();
    if (start == null && task.actualStart() != null) {
      start = task.actualStart().toLocalDate();
    }
    if (start == null && percent > 0) {
      start = earlier(finish, today);
      if (start.isBefore(project.start())) {
        throw RefusedException.ofField(
            finish == null ? "percent" : "actualFinish", "tracking.notBegun", project.start());
      }
    }
    dates(project, start, finish, today);
    if (wanted.forecastFinish() != null) {
      if (percent == 100) {
        throw RefusedException.ofField("forecastFinish", "tracking.forecastDone");
      }
      if (wanted.forecastFinish().isBefore(today)) {
        throw RefusedException.ofField("forecastFinish", "tracking.forecastPast");
      }
      if (wanted.forecastFinish().isAfter(today.plusYears(30))) {
        throw RefusedException.ofField("forecastFinish", "tracking.dateFar");
      }
    }
    Long remaining = remaining(wanted, task, percent);
    LocalDate forecast = forecast(wanted, task, percent, today);
    String note = Texts.optional("note", "the note", wanted.note(), 2000);
    plans.recordProgress(
        projectKey,
        task.number(),
        percent,
        start,
        finish,
        remaining,
        remaining == null ? forecast : null,
        right);
    jdbc.sql(
            "insert into progress_report (project_key, task, percent, remaining_minutes, actual_start, actual_finish,"
                + " forecast_finish, note, reported_by, reported_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            projectKey,
            task.number(),
            percent,
            remaining,
            start,
            finish,
            forecast,
            note,
            by,
            clock.now())
        .update();
    history.note(projectKey, by, Sentences.say("tracking.history.progress", task.name(), percent));
  }

  private boolean mayReport(Project project, PlanTask task, String person) {
    return rights.coordinates(project, person) || rights.stands(task.owner(), person);
  }

  private static int percent(NewProgress wanted) {
    if (wanted.percent() == null || wanted.percent() < 0 || wanted.percent() > 100) {
      throw RefusedException.ofField("percent", "tracking.percent");
    }
    return wanted.percent();
  }

  /** Whoever reports again on what is done does not move the day on which it was done. */
  private static LocalDate finish(NewProgress wanted, PlanTask task, LocalDate today) {
    if (wanted.actualFinish() != null) {
      return wanted.actualFinish();
    }
    return task.isDone() && task.actualFinish() != null ? task.actualFinish().toLocalDate() : today;
  }

  /** A forecast holds until it is replaced or withdrawn, its day is over, or the task is done. */
  private static LocalDate forecast(
      NewProgress wanted, PlanTask task, int percent, LocalDate today) {
    if (wanted.forecastFinish() != null) {
      return wanted.forecastFinish();
    }
    boolean holds =
        percent < 100
            && wanted.remainingHours() == null
            && !wanted.withdrawForecast()
            && task.forecastFinish() != null
            && !task.forecastFinish().isBefore(today);
    return holds ? task.forecastFinish() : null;
  }

  private static LocalDate earlier(LocalDate day, LocalDate today) {
    return day != null && day.isBefore(today) ? day : today;
  }

  private static void dates(Project project, LocalDate start, LocalDate finish, LocalDate today) {
    if (start != null && start.isAfter(today)) {
      throw RefusedException.ofField("actualStart", "tracking.startFuture");
    }
    if (start != null && start.isBefore(project.start())) {
      throw RefusedException.ofField("actualStart", "tracking.beforeProject", project.start());
    }
    if (finish != null && finish.isAfter(today)) {
      throw RefusedException.ofField("actualFinish", "tracking.finishFuture");
    }
    if (finish != null && start != null && finish.isBefore(start)) {
      throw RefusedException.ofField("actualFinish", "tracking.finishBeforeStart");
    }
  }

  /**
   * Hours typed win over a forecast day, which the schedule keeps to otherwise. They hold while
   * nobody reports another percentage or a day.
   */
  private static Long remaining(NewProgress wanted, PlanTask task, int percent) {
    BigDecimal hours = wanted.remainingHours();
    if (hours != null) {
      if (hours.signum() < 0 || hours.compareTo(BigDecimal.valueOf(100_000)) > 0) {
        throw RefusedException.ofField("remainingHours", "tracking.remaining");
      }
      if (percent == 100 && hours.signum() > 0) {
        throw RefusedException.ofField("remainingHours", "tracking.remainingDone");
      }
      return hours
          .multiply(BigDecimal.valueOf(60))
          .setScale(0, RoundingMode.HALF_UP)
          .longValueExact();
    }
    boolean holds =
        percent < 100
            && percent == task.percentComplete()
            && wanted.forecastFinish() == null
            && task.remainingMinutes() != null
            && task.remainingMinutes() > 0;
    return holds ? task.remainingMinutes() : null;
  }

  /**
   * A page of the reports on a task, the newest first.
   *
   * @param number of the page, from 1
   */
  @Transactional(readOnly = true)
  public Page<ProgressReport> reportPage(String projectKey, int task, int number) {
    return Pages.read(
        number,
        part ->
            jdbc.sql(
                    "select * from progress_report where project_key = :key and task = :task"
                        + " order by id desc limit :most offset :skipped")
                .param("key", projectKey)
                .param("task", task)
                .param("most", part.getPageSize())
                .param("skipped", part.getOffset())
                .query(ProgressReport.class)
                .list(),
        () ->
            jdbc.sql("select count(*) from progress_report where project_key = ? and task = ?")
                .params(projectKey, task)
                .query(Long.class)
                .single());
  }

  /** Every report, the oldest first. */
  @Transactional(readOnly = true)
  List<ProgressReport> all(String projectKey) {
    return jdbc.sql("select * from progress_report where project_key = ? order by id")
        .param(projectKey)
        .query(ProgressReport.class)
        .list();
  }

  /** The newest report of each task. */
  @Transactional(readOnly = true)
  public Map<Integer, ProgressReport> latest(String projectKey) {
    Map<Integer, ProgressReport> latest = new HashMap<>();
    jdbc.sql(
            "select p.* from progress_report p where p.project_key = ?"
                + " and p.id = (select max(q.id) from progress_report q where q.project_key = p.project_key"
                + " and q.task = p.task)")
        .param(projectKey)
        .query(ProgressReport.class)
        .list()
        .forEach(report -> latest.put(report.task(), report));
    return latest;
  }

  /**
   * How far each task was, as it was known at the end of a day. For today and later the plan itself
   * is asked, so that percentages of an imported plan count.
   */
  @Transactional(readOnly = true)
  Map<Integer, Standing> standingAt(String projectKey, LocalDate day, WorkPlan plan) {
    Map<Integer, Standing> standings = new HashMap<>();
    if (!day.isBefore(clock.today())) {
      plan.tasks().forEach(task -> standings.put(task.number(), standing(task)));
      return standings;
    }
    jdbc.sql(
            "select p.task, p.percent, p.actual_finish from progress_report p"
                + " where p.project_key = ? and p.reported_at < ? order by p.id")
        .params(projectKey, day.plusDays(1).atStartOfDay())
        .query(
            row -> {
              standings.put(
                  row.getInt("task"),
                  new Standing(
                      row.getInt("percent"), row.getObject("actual_finish", LocalDate.class)));
            });
    return standings;
  }

  private static Standing standing(PlanTask task) {
    return new Standing(
        task.percentComplete(),
        task.actualFinish() == null ? null : task.actualFinish().toLocalDate());
  }
}
