package dev.fairlead.plan;

import dev.fairlead.plan.PromisedPlan.Promise;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.ReadOnce;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tables of plans. A task is a row of its own; the number of statements does not depend on the
 * number of tasks.
 */
@Repository
class PlanStore {
  private static final int BATCH = 500;
  private static final String TASK_COLUMNS =
      "number, parent, position, name, milestone, duration_minutes, effort_hours, owner, owner_label, constraint_type,"
          + " constraint_date, deadline, system_number, budget_line, fixed_cost, percent_complete, actual_start,"
          + " actual_finish, remaining_minutes, optimistic_minutes, most_likely_minutes, pessimistic_minutes,"
          + " forecast_finish";
  private static final int TASK_WIDTH = TASK_COLUMNS.split(",").length;

  private final ReadOnce<String, WorkPlan> read = new ReadOnce<>();
  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final Projects projects;

  PlanStore(JdbcClient jdbc, JdbcTemplate template, Projects projects) {
    this.jdbc = jdbc;
    this.template = template;
    this.projects = projects;
  }

  /** What the plan's own row holds. */
  record Head(int version, LocalDate start, LocalDate deadline, String calendar, int nextTask) {}

  /** The plan's row, or that of a plan nobody has touched yet. */
  private Head head(Project project) {
    return jdbc.sql(
            "select version, start_date, deadline, calendar, next_task from work_plan where project_key = ?")
        .param(project.key())
        .query((row, i) -> toHead(row))
        .optional()
        .orElseGet(() -> untouched(project));
  }

  private static Head untouched(Project project) {
    return new Head(
        0, project.start(), project.deadline(), CalendarText.write(WorkingCalendar.standard()), 1);
  }

  private static TaskLink toLink(ResultSet row, int before) throws SQLException {
    return new TaskLink(
        row.getInt(before + 1),
        row.getInt(before + 2),
        LinkType.valueOf(row.getString(before + 3)),
        row.getLong(before + 4));
  }

  int version(Project project) {
    return head(project).version();
  }

  /** The number that the next new task gets. */
  int nextTask(Project project) {
    return head(project).nextTask();
  }

  WorkPlan load(Project project) {
    return read.find(project.key(), key -> Optional.of(plan(project, head(project), tasks(key))))
        .orElseThrow();
  }

  private WorkPlan plan(Project project, Head head, List<PlanTask> tasks) {
    return new WorkPlan(
        project.key(),
        head.version(),
        head.start(),
        head.deadline() == null ? project.deadline() : head.deadline(),
        CalendarText.read(head.calendar()),
        tasks,
        // the key stands first in the order, so that H2 too sees that its index is in that order
        jdbc.sql(
                "select predecessor, successor, link_type, lag_minutes from plan_link where project_key = ?"
                    + " order by project_key, successor, predecessor")
            .param(project.key())
            .query((row, i) -> toLink(row, 0))
            .list(),
        project.budget(),
        null,
        new Tolerances(project.timeTolerance(), project.costTolerance()),
        PlanGoals.of(project));
  }

  /** A plan's own row beside that of its latest baseline. */
  private record Promised(Head head, LocalDateTime finish, BigDecimal cost) {}

  /** The plan beside what its latest baseline promises; empty where none was approved. */
  Optional<PromisedPlan> promised(Project project) {
    return jdbc.sql(
            "select w.version, w.start_date, w.deadline, w.calendar, w.next_task, s.finish_at, s.cost"
                + " from plan_snapshot s join work_plan w on w.project_key = s.project_key"
                + " where s.project_key = ? and s.kind = 'BASELINE' order by s.number desc limit 1")
        .param(project.key())
        .query(
            (row, i) ->
                new Promised(
                    toHead(row), row.getObject(6, LocalDateTime.class), row.getBigDecimal(7)))
        .optional()
        .map(promised -> promised(project, promised));
  }

  private PromisedPlan promised(Project project, Promised promised) {
    List<Promise> promises = new ArrayList<>();
    List<PlanTask> tasks =
        jdbc.sql(
                "select "
                    + TASK_COLUMNS
                    + ", promised_start, promised_finish, promised_cost from plan_task"
                    + " where project_key = ? order by position")
            .param(project.key())
            .query(
                (row, i) -> {
                  LocalDateTime start = row.getObject(TASK_WIDTH + 1, LocalDateTime.class);
                  promises.add(
                      start == null
                          ? null
                          : new Promise(
                              start,
                              row.getObject(TASK_WIDTH + 2, LocalDateTime.class),
                              row.getBigDecimal(TASK_WIDTH + 3)));
                  return toTask(row, 0);
                })
            .list();
    return new PromisedPlan(
        plan(project, promised.head(), tasks), promised.finish(), promised.cost(), promises);
  }

  /** Lets each task keep what this baseline promises of it. */
  void promise(String projectKey, int baseline) {
    jdbc.sql(
            "update plan_task set (promised_start, promised_finish, promised_cost) ="
                + " (select s.start_at, s.finish_at, s.cost from plan_snapshot_task s"
                + " where s.project_key = plan_task.project_key and s.kind = 'BASELINE'"
                + " and s.snapshot = ? and s.number = plan_task.number) where project_key = ?")
        .params(baseline, projectKey)
        .update();
  }

  /** The rows of a plan's tasks, in their order. */
  List<PlanTask> tasks(String projectKey) {
    return jdbc.sql(
            "select " + TASK_COLUMNS + " from plan_task where project_key = ? order by position")
        .param(projectKey)
        .query((row, i) -> toTask(row, 0))
        .list();
  }

  Map<String, WorkingCalendar> calendars(Collection<String> keys) {
    Map<String, WorkingCalendar> calendars = new HashMap<>();
    if (!keys.isEmpty()) {
      jdbc.sql("select project_key, calendar from work_plan where project_key in (:keys)")
          .param("keys", keys)
          .query(
              row -> {
                calendars.put(row.getString(1), CalendarText.read(row.getString(2)));
              });
    }
    return calendars;
  }

  /** What their plans say, or the projects themselves where nobody has planned them yet. */
  Map<String, LocalDate> deadlines(Collection<Project> projects) {
    Map<String, LocalDate> deadlines = new HashMap<>();
    projects.forEach(project -> deadlines.put(project.key(), project.deadline()));
    if (!projects.isEmpty()) {
      jdbc.sql(
              "select project_key, deadline from work_plan where project_key in (:keys) and"
                  + " deadline is not null")
          .param("keys", Set.copyOf(deadlines.keySet()))
          .query(
              row -> {
                deadlines.put(row.getString(1), row.getObject(2, LocalDate.class));
              });
    }
    return deadlines;
  }

  /** The plans of many projects by key, in three statements. */
  Map<String, WorkPlan> loadAll(Collection<Project> projects) {
    List<String> keys = projects.stream().map(Project::key).toList();
    if (keys.isEmpty()) {
      return Map.of();
    }
    Map<String, Head> heads = new HashMap<>();
    jdbc.sql(
            "select project_key, version, start_date, deadline, calendar, next_task from work_plan"
                + " where project_key in (:keys)")
        .param("keys", keys)
        .query(
            row -> {
              heads.put(row.getString("project_key"), toHead(row));
            });
    Map<String, List<PlanTask>> tasks = new HashMap<>();
    jdbc.sql(
            "select project_key, "
                + TASK_COLUMNS
                + " from plan_task where project_key in (:keys) order by project_key, position")
        .param("keys", keys)
        .query(
            row -> {
              tasks
                  .computeIfAbsent(row.getString("project_key"), key -> new ArrayList<>())
                  .add(toTask(row, 1));
            });
    Map<String, List<TaskLink>> links = new HashMap<>();
    jdbc.sql(
            "select project_key, predecessor, successor, link_type, lag_minutes from plan_link"
                + " where project_key in (:keys) order by project_key, successor, predecessor")
        .param("keys", keys)
        .query(
            row -> {
              links
                  .computeIfAbsent(row.getString("project_key"), key -> new ArrayList<>())
                  .add(toLink(row, 1));
            });
    Map<String, WorkPlan> plans = new HashMap<>();
    for (Project project : projects) {
      Head head = heads.getOrDefault(project.key(), untouched(project));
      plans.put(
          project.key(),
          new WorkPlan(
              project.key(),
              head.version(),
              head.start(),
              head.deadline() == null ? project.deadline() : head.deadline(),
              CalendarText.read(head.calendar()),
              tasks.getOrDefault(project.key(), List.of()),
              links.getOrDefault(project.key(), List.of()),
              project.budget(),
              null,
              new Tolerances(project.timeTolerance(), project.costTolerance()),
              PlanGoals.of(project)));
    }
    return plans;
  }

  /**
   * Makes the plan's row if there is none, and keeps others from changing this plan until the
   * transaction ends. Whoever needs the project for themselves as well locks it after its plan.
   *
   * @throws NotFoundException when there is no project with this key
   */
  Head lock(String key) {
    read.forget(key);
    return locked(key).orElseGet(() -> begun(key));
  }

  private Optional<Head> locked(String key) {
    return jdbc.sql(
            "select version, start_date, deadline, calendar, next_task from work_plan where project_key = ? for update")
        .param(key)
        .query((row, i) -> toHead(row))
        .optional();
  }

  /** Of those who touch a plan first at the same time, one makes its row and the others find it. */
  private Head begun(String key) {
    Project project = projects.locked(key);
    return locked(key)
        .orElseGet(
            () -> {
              Head head = untouched(project);
              jdbc.sql(
                      "insert into work_plan (project_key, version, start_date, deadline, calendar, next_task,"
                          + " next_system, next_risk, next_line) values (?, ?, ?, ?, ?, 1, 1, 1, 1)")
                  .params(key, head.version(), head.start(), head.deadline(), head.calendar())
                  .update();
              return head;
            });
  }

  /**
   * Writes what differs between two states of a locked plan.
   *
   * @return the new version
   */
  int save(WorkPlan before, WorkPlan after, int nextTask) {
    String key = before.projectKey();
    int version = before.version() + 1;
    int updated =
        jdbc.sql(
                "update work_plan set version = ?, start_date = ?, deadline = ?, calendar = ?, next_task = ?"
                    + " where project_key = ? and version = ?")
            .params(
                version,
                after.start(),
                after.deadline(),
                CalendarText.write(after.calendar()),
                nextTask,
                key,
                before.version())
            .update();
    if (updated == 0) {
      throw ConflictException.because("plan.stale");
    }
    read.forget(key);
    Map<Integer, PlanTask> old = new HashMap<>();
    before.tasks().forEach(task -> old.put(task.number(), task));
    Set<Integer> kept = after.tasks().stream().map(PlanTask::number).collect(Collectors.toSet());
    Set<TaskLink> oldLinks = new HashSet<>(before.links());
    Set<TaskLink> newLinks = new HashSet<>(after.links());

    batch(
        "delete from plan_link where project_key = ? and predecessor = ? and successor = ?",
        before.links().stream()
            .filter(link -> !newLinks.contains(link))
            .map(link -> new Object[] {key, link.predecessor(), link.successor()})
            .toList());
    batch(
        "delete from plan_task where project_key = ? and number = ?",
        before.tasks().stream()
            .filter(task -> !kept.contains(task.number()))
            .map(task -> new Object[] {key, task.number()})
            .toList());
    List<Object[]> added = new ArrayList<>();
    List<Object[]> changed = new ArrayList<>();
    for (PlanTask task : after.tasks()) {
      PlanTask was = old.get(task.number());
      if (was == null) {
        added.add(values(key, task));
      } else if (!was.equals(task)) {
        changed.add(values(key, task));
      }
    }
    batch(
        "update plan_task set parent = ?, position = ?, name = ?, milestone = ?, duration_minutes = ?,"
            + " effort_hours = ?, owner = ?, owner_label = ?, constraint_type = ?, constraint_date = ?, deadline = ?,"
            + " system_number = ?, budget_line = ?, fixed_cost = ?, percent_complete = ?, actual_start = ?,"
            + " actual_finish = ?, remaining_minutes = ?, optimistic_minutes = ?, most_likely_minutes = ?,"
            + " pessimistic_minutes = ?, forecast_finish = ? where project_key = ? and number = ?",
        changed);
    batch(
        "insert into plan_task (parent, position, name, milestone, duration_minutes, effort_hours, owner, owner_label,"
            + " constraint_type, constraint_date, deadline, system_number, budget_line, fixed_cost, percent_complete,"
            + " actual_start, actual_finish, remaining_minutes, optimistic_minutes, most_likely_minutes,"
            + " pessimistic_minutes, forecast_finish, project_key, number)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        added);
    batch(
        "insert into plan_link (project_key, predecessor, successor, link_type, lag_minutes) values (?, ?, ?, ?, ?)",
        after.links().stream()
            .filter(link -> !oldLinks.contains(link))
            .map(
                link ->
                    new Object[] {
                      key,
                      link.predecessor(),
                      link.successor(),
                      link.type().name(),
                      link.lagMinutes()
                    })
            .toList());
    return version;
  }

  void saveProgress(
      String key,
      int task,
      int percent,
      LocalDateTime actualStart,
      LocalDateTime actualFinish,
      Long remaining,
      LocalDate forecast) {
    jdbc.sql(
            "update plan_task set percent_complete = ?, actual_start = ?, actual_finish = ?, remaining_minutes = ?,"
                + " forecast_finish = ? where project_key = ? and number = ?")
        .params(percent, actualStart, actualFinish, remaining, forecast, key, task)
        .update();
    read.forget(key);
  }

  private void batch(String sql, Collection<Object[]> rows) {
    List<Object[]> all = List.copyOf(rows);
    for (int from = 0; from < all.size(); from += BATCH) {
      template.batchUpdate(sql, all.subList(from, Math.min(from + BATCH, all.size())));
    }
  }

  private static Object[] values(String key, PlanTask task) {
    ThreePointEstimate estimate = task.estimate();
    return new Object[] {
      task.parent(),
      task.position(),
      task.name(),
      task.milestone(),
      task.durationMinutes(),
      task.effortHours(),
      task.owner(),
      task.ownerLabel(),
      task.constraint().name(),
      task.constraintDate(),
      task.deadline(),
      task.system(),
      task.budgetLine(),
      task.fixedCost(),
      task.percentComplete(),
      task.actualStart(),
      task.actualFinish(),
      task.remainingMinutes(),
      estimate == null ? null : estimate.optimisticMinutes(),
      estimate == null ? null : estimate.mostLikelyMinutes(),
      estimate == null ? null : estimate.pessimisticMinutes(),
      task.forecastFinish(),
      key,
      task.number()
    };
  }

  private static Head toHead(ResultSet row) throws SQLException {
    return new Head(
        row.getInt("version"),
        row.getObject("start_date", LocalDate.class),
        row.getObject("deadline", LocalDate.class),
        row.getString("calendar"),
        row.getInt("next_task"));
  }

  /**
   * Reads {@link #TASK_COLUMNS} by their places, since a driver takes longer to find names than to
   * read values.
   *
   * @param before number of columns that stand before them
   */
  private static PlanTask toTask(ResultSet row, int before) throws SQLException {
    int at = before;
    return new PlanTask(
        row.getInt(++at),
        row.getObject(++at, Integer.class),
        row.getInt(++at),
        row.getString(++at),
        row.getBoolean(++at),
        row.getLong(++at),
        row.getBigDecimal(++at),
        row.getString(++at),
        row.getString(++at),
        ConstraintType.valueOf(row.getString(++at)),
        row.getObject(++at, LocalDateTime.class),
        row.getObject(++at, LocalDate.class),
        row.getObject(++at, Integer.class),
        row.getObject(++at, Integer.class),
        row.getBigDecimal(++at),
        row.getInt(++at),
        row.getObject(++at, LocalDateTime.class),
        row.getObject(++at, LocalDateTime.class),
        row.getObject(++at, Long.class),
        toEstimate(row, at),
        row.getObject(at + 4, LocalDate.class));
  }

  private static ThreePointEstimate toEstimate(ResultSet row, int before) throws SQLException {
    Long mostLikely = row.getObject(before + 2, Long.class);
    return mostLikely == null
        ? null
        : new ThreePointEstimate(row.getLong(before + 1), mostLikely, row.getLong(before + 3));
  }
}
