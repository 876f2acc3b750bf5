package dev.fairlead.plan;

import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Plans as they once stood: submitted or approved. Rows are only ever added. */
@Repository
class Snapshots {
  /** Why a plan was kept. */
  enum Kind {
    SUBMISSION,
    BASELINE
  }

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final PlanStore store;
  private final Plans plans;
  private final Registers registers;
  private final Projects projects;
  private final FairleadClock clock;

  Snapshots(
      JdbcClient jdbc,
      JdbcTemplate template,
      PlanStore store,
      Plans plans,
      Registers registers,
      Projects projects,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.template = template;
    this.store = store;
    this.plans = plans;
    this.registers = registers;
    this.projects = projects;
    this.clock = clock;
  }

  /** Keeps the current plan, which the caller has locked, with its dates and costs. */
  Baseline take(Kind kind, String projectKey, String by, String reason) {
    Project project = projects.get(projectKey);
    WorkPlan plan = store.load(project);
    return keep(kind, present(project, plan), plan.version(), null, by, reason);
  }

  /**
   * Keeps what was submitted last as the next baseline; the current plan where nothing was, or by a
   * release that did not keep all of it.
   */
  Baseline takeSubmitted(String projectKey, String by, String reason) {
    Baseline submitted = last(Kind.SUBMISSION, projectKey).orElse(null);
    if (submitted == null || submitted.budgetLines() == null) {
      return take(Kind.BASELINE, projectKey, by, reason);
    }
    int version = planVersion(Kind.SUBMISSION, projectKey, submitted.number());
    return keep(Kind.BASELINE, submitted, version, submitted.number(), by, reason);
  }

  /**
   * @param submission whose systems they are, or null for those of the present
   */
  private Baseline keep(
      Kind kind, Baseline content, int planVersion, Integer submission, String by, String reason) {
    String projectKey = content.projectKey();
    int number =
        jdbc.sql(
                    "select coalesce(max(number), 0) from plan_snapshot where project_key = ? and"
                        + " kind = ?")
                .params(projectKey, kind.name())
                .query(Integer.class)
                .single()
            + 1;
    Baseline unsealed = content.frozen(number, clock.now(), by, cut(reason), null);
    Baseline taken =
        content.frozen(number, unsealed.frozenAt(), by, unsealed.reason(), hash(unsealed));
    jdbc.sql(
            "insert into plan_snapshot (project_key, kind, number, plan_version, frozen_at,"
                + " frozen_by, reason, hash, start_at, finish_at, cost, budget, keeps_systems,"
                + " keeps_lines) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true, true)")
        .params(
            projectKey,
            kind.name(),
            number,
            planVersion,
            taken.frozenAt(),
            by,
            taken.reason(),
            taken.hash(),
            taken.start(),
            taken.finish(),
            taken.cost(),
            taken.budget())
        .update();
    jdbc.sql(
            "insert into plan_snapshot_system (project_key, kind, snapshot, number, name, action,"
                + " criticality) select project_key, cast(? as varchar(12)), cast(? as integer),"
                + " number, name, action, criticality from "
                + (submission == null
                    ? "plan_system where project_key = ?"
                    : "plan_snapshot_system where project_key = ? and kind = 'SUBMISSION' and"
                        + " snapshot = ?"))
        .params(
            submission == null
                ? List.of(kind.name(), number, projectKey)
                : List.of(kind.name(), number, projectKey, submission))
        .update();
    template.batchUpdate(
        "insert into plan_snapshot_line (project_key, kind, snapshot, number, name, category,"
            + " amount) values (?, ?, ?, ?, ?, ?, ?)",
        taken.budgetLines().stream()
            .map(
                line ->
                    new Object[] {
                      projectKey,
                      kind.name(),
                      number,
                      line.number(),
                      line.name(),
                      line.category(),
                      line.amount()
                    })
            .toList());
    List<Object[]> rows = new ArrayList<>();
    for (BaselineTask task : taken.tasks()) {
      rows.add(
          new Object[] {
            projectKey,
            kind.name(),
            number,
            rows.size() + 1,
            task.number(),
            task.wbs(),
            task.name(),
            task.milestone(),
            task.summary(),
            task.start(),
            task.finish(),
            task.cost(),
            task.budgetLine(),
            task.hours()
          });
    }
    for (int from = 0; from < rows.size(); from += 500) {
      template.batchUpdate(
          "insert into plan_snapshot_task (project_key, kind, snapshot, row_order, number, wbs,"
              + " name, milestone, summary, start_at, finish_at, cost, budget_line, hours) values (?,"
              + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          rows.subList(from, Math.min(from + 500, rows.size())));
    }
    if (kind == Kind.BASELINE) {
      store.promise(projectKey, number);
    }
    return taken;
  }

  /** The plan as it stands, unkept: number 0, by nobody, without a fingerprint. */
  Baseline present(Project project, WorkPlan plan) {
    Schedule schedule = plans.schedule(plan, project);
    Map<Integer, BigDecimal> costs = plans.plannedCosts(plan, project, schedule);
    Map<Integer, ScheduledTask> dates = schedule.byNumber();
    List<BaselineTask> tasks = new ArrayList<>();
    BigDecimal cost = BigDecimal.ZERO.setScale(2);
    for (PlanTask task : plan.tasks()) {
      ScheduledTask date = dates.get(task.number());
      tasks.add(
          new BaselineTask(
              task.number(),
              date.wbs(),
              task.name(),
              task.milestone(),
              date.summary(),
              date.start(),
              date.finish(),
              costs.get(task.number()),
              task.budgetLine(),
              date.summary() ? null : task.plannedHours()));
      cost = cost.add(costs.get(task.number()));
    }
    LocalDateTime start = schedule.start() == null ? plan.start().atStartOfDay() : schedule.start();
    LocalDateTime finish = schedule.finish() == null ? start : schedule.finish();
    return new Baseline(
        project.key(),
        0,
        clock.now(),
        null,
        null,
        null,
        start,
        finish,
        cost,
        plan.budget(),
        List.copyOf(tasks),
        List.copyOf(registers.budgetLines(project.key())));
  }

  /** The snapshots of a kind in their order; all of them when number is null. */
  List<Baseline> find(Kind kind, String projectKey, Integer number) {
    return find(kind, projectKey, number == null ? "" : "= :number", number);
  }

  /** The latest snapshot of a kind. */
  Optional<Baseline> last(Kind kind, String projectKey) {
    return find(
            kind,
            projectKey,
            "= (select max(l.number) from plan_snapshot l where l.project_key = :key and l.kind ="
                + " :kind)",
            null)
        .stream()
        .findFirst();
  }

  /**
   * @param which condition on the number of a snapshot, or empty for all
   */
  private List<Baseline> find(Kind kind, String projectKey, String which, Integer number) {
    String one = which.isEmpty() ? "" : " and s.number " + which;
    String ofOne = which.isEmpty() ? "" : " and snapshot " + which;
    Map<Integer, List<BaselineTask>> tasks = new HashMap<>();
    jdbc.sql(
            "select * from plan_snapshot_task where project_key = :key and kind = :kind"
                + ofOne
                + " order by snapshot, row_order")
        .param("key", projectKey)
        .param("kind", kind.name())
        .param("number", number)
        .query(
            (row, i) -> {
              tasks
                  .computeIfAbsent(row.getInt("snapshot"), key -> new ArrayList<>())
                  .add(toTask(row));
              return null;
            })
        .list();
    return jdbc.sql(
            "select s.project_key, s.number, s.frozen_at, s.frozen_by, s.reason, s.hash, s.start_at,"
                + " s.finish_at, s.cost, s.budget, s.keeps_lines, l.number as line, l.name,"
                + " l.category, l.amount from plan_snapshot s left join plan_snapshot_line l on l.project_key ="
                + " s.project_key and l.kind = s.kind and l.snapshot = s.number"
                + " where s.project_key = :key and s.kind = :kind"
                + one
                + " order by s.number, l.number")
        .param("key", projectKey)
        .param("kind", kind.name())
        .param("number", number)
        .query((ResultSetExtractor<List<Baseline>>) rows -> toSnapshots(rows, tasks));
  }

  /** A row for each line of the budget, and one for a snapshot without any. */
  private static List<Baseline> toSnapshots(ResultSet rows, Map<Integer, List<BaselineTask>> tasks)
      throws SQLException {
    List<Baseline> found = new ArrayList<>();
    List<BudgetLine> lines = List.of();
    int number = 0;
    while (rows.next()) {
      if (found.isEmpty() || rows.getInt("number") != number) {
        number = rows.getInt("number");
        lines = new ArrayList<>();
        found.add(
            new Baseline(
                rows.getString("project_key"),
                number,
                rows.getObject("frozen_at", LocalDateTime.class),
                rows.getString("frozen_by"),
                rows.getString("reason"),
                rows.getString("hash"),
                rows.getObject("start_at", LocalDateTime.class),
                rows.getObject("finish_at", LocalDateTime.class),
                rows.getBigDecimal("cost"),
                rows.getBigDecimal("budget"),
                List.copyOf(tasks.getOrDefault(number, List.of())),
                rows.getBoolean("keeps_lines") ? Collections.unmodifiableList(lines) : null));
      }
      if (rows.getObject("line") != null) {
        lines.add(
            new BudgetLine(
                rows.getInt("line"),
                rows.getString("name"),
                rows.getString("category"),
                rows.getBigDecimal("amount")));
      }
    }
    return found;
  }

  /** The version of the plan that a snapshot keeps. */
  int planVersion(Kind kind, String projectKey, int number) {
    return jdbc.sql(
            "select plan_version from plan_snapshot where project_key = ? and kind = ? and number = ?")
        .params(projectKey, kind.name(), number)
        .query(Integer.class)
        .single();
  }

  /** The systems that a snapshot names; empty where it is too old to have kept them. */
  Optional<List<PlannedSystem>> systems(Kind kind, String projectKey, int number) {
    boolean kept =
        jdbc.sql(
                "select keeps_systems from plan_snapshot where project_key = ? and kind = ? and"
                    + " number = ?")
            .params(projectKey, kind.name(), number)
            .query(Boolean.class)
            .optional()
            .orElse(false);
    return !kept
        ? Optional.empty()
        : Optional.of(
            jdbc.sql(
                    "select number, name, action, criticality from plan_snapshot_system"
                        + " where project_key = ? and kind = ? and snapshot = ? order by number")
                .params(projectKey, kind.name(), number)
                .query(PlannedSystem.class)
                .list());
  }

  /** Gives a snapshot the fingerprint of what it says, since a person was erased from it. */
  String sealAnew(Kind kind, String projectKey, int number) {
    String hash = hash(find(kind, projectKey, number).get(0));
    jdbc.sql("update plan_snapshot set hash = ? where project_key = ? and kind = ? and number = ?")
        .params(hash, projectKey, kind.name(), number)
        .update();
    return hash;
  }

  /**
   * SHA-256 over the content as text, one line per task and one per line of the budget, so that
   * anybody can compute it again. Snapshots that did not keep the lines of their budget had neither
   * them nor the budget in it, and those that did not keep hours none, so that their fingerprints
   * still hold.
   */
  static String hash(Baseline baseline) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.join(
            "|",
            baseline.projectKey(),
            String.valueOf(baseline.number()),
            baseline.frozenAt().toString(),
            baseline.frozenBy(),
            escape(baseline.reason()),
            baseline.start().toString(),
            baseline.finish().toString(),
            money(baseline.cost())));
    for (BaselineTask task : baseline.tasks()) {
      text.append('\n')
          .append(
              String.join(
                  "|",
                  String.valueOf(task.number()),
                  task.wbs(),
                  escape(task.name()),
                  String.valueOf(task.milestone()),
                  String.valueOf(task.summary()),
                  task.start().toString(),
                  task.finish().toString(),
                  money(task.cost()),
                  task.budgetLine() == null ? "" : String.valueOf(task.budgetLine())));
      if (task.hours() != null) {
        text.append('|').append(money(task.hours()));
      }
    }
    if (baseline.budgetLines() != null) {
      // the heading tells a budget without lines from one that nobody kept
      text.append("\nbudget|").append(baseline.budget() == null ? "" : money(baseline.budget()));
      for (BudgetLine line : baseline.budgetLines()) {
        text.append('\n')
            .append(
                String.join(
                    "|",
                    "line",
                    String.valueOf(line.number()),
                    escape(line.name()),
                    escape(line.category()),
                    money(line.amount())));
      }
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String money(BigDecimal value) {
    return value.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n");
  }

  private static String cut(String reason) {
    String text = reason == null ? "" : reason.strip();
    return text.length() > 500 ? text.substring(0, 499) + "…" : text;
  }

  private static BaselineTask toTask(ResultSet row) throws SQLException {
    return new BaselineTask(
        row.getInt("number"),
        row.getString("wbs"),
        row.getString("name"),
        row.getBoolean("milestone"),
        row.getBoolean("summary"),
        row.getObject("start_at", LocalDateTime.class),
        row.getObject("finish_at", LocalDateTime.class),
        row.getBigDecimal("cost"),
        row.getObject("budget_line", Integer.class),
        row.getBigDecimal("hours"));
  }
}
