package dev.fairlead.tracking;

import dev.fairlead.plan.Plans;
import dev.fairlead.project.Phase;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Pages;
import dev.fairlead.shared.WorkingCalendar;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.domain.Page;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The late tasks of all projects, for those who look after more than one: what the baseline in
 * force promised for a day that is over and that is not done. Paused projects are left out, since
 * nothing of them is due.
 */
@Service
@Transactional(readOnly = true)
public class LateEverywhere {
  private static final int PAGE = Pages.SIZE;

  private final JdbcClient jdbc;
  private final Plans plans;
  private final FairleadClock clock;

  LateEverywhere(JdbcClient jdbc, Plans plans, FairleadClock clock) {
    this.jdbc = jdbc;
    this.plans = plans;
    this.clock = clock;
  }

  /**
   * Those of one kind, as many as a page may need. Each kind is read by an index of its own, which
   * one condition for both would not allow.
   */
  private static final String LATE =
      "(select t.project_key, p.name as project_name, t.number, t.name, t.owner, t.percent_complete,"
          + " t.promised_finish, f.opened_at from plan_task t join project p on p.project_key = t.project_key"
          + " left join follow_up f on f.project_key = t.project_key and f.task = t.number and f.open_mark = 0"
          + " where t.promised_finish < :now and t.percent_complete < 100 and p.phase = :tracking#"
          + " and not exists (select 1 from plan_task c where c.project_key = t.project_key and c.parent = t.number)"
          + " and not exists (select 1 from project_pause s where s.project_key = t.project_key and s.open_mark = 0)"
          + " order by t.promised_finish, t.project_key, t.number limit $)";

  /** Whose late tasks are asked for. */
  public enum Whose {
    /** Of all projects. */
    ALL,
    /** Of the projects that the person coordinates, and their own in others. */
    MINE
  }

  /**
   * A task that should be done.
   *
   * @param daysOverdue working days of its project after the day of its planned finish, today
   *     counted
   * @param askedAt when its owner was asked about it, or null where nobody has been asked yet
   */
  public record Overdue(
      String projectKey,
      String projectName,
      int number,
      String name,
      String owner,
      int percentComplete,
      LocalDateTime plannedFinish,
      int daysOverdue,
      LocalDateTime askedAt) {}

  /**
   * A page of them, the longest overdue first.
   *
   * @param more whether there is a next page
   */
  public record Tasks(List<Overdue> tasks, int number, boolean more) {}

  /**
   * What somebody had to do by a day that has passed: a measure on an open risk, an action, or an
   * issue that should be solved.
   *
   * @param link path of where it stands, within its project but for issues
   * @param about what it is about or its number, in words
   */
  public record OverduePromise(
      String projectKey,
      String projectName,
      String link,
      String about,
      String text,
      String responsible,
      LocalDate due) {}

  private record Row(
      String projectKey,
      String projectName,
      int number,
      String name,
      String owner,
      int percentComplete,
      LocalDateTime plannedFinish,
      LocalDateTime askedAt) {}

  /**
   * @param person who asks
   * @param number of the page, from 1; what is below is the first
   */
  public Tasks page(Whose whose, String person, int number) {
    int page = Math.max(1, Math.min(number, Integer.MAX_VALUE / PAGE - 1));
    LocalDate today = clock.today();
    int skipped = (page - 1) * PAGE;
    int most = skipped + PAGE + 1;
    List<Row> rows =
        jdbc.sql(
                "select * from ("
                    + branches(whose, person).stream()
                        // a number, since H2 remembers the first value of a limit within a query
                        .map(branch -> LATE.replace("#", branch).replace("$", "" + most))
                        .collect(Collectors.joining(" union "))
                    + ") late order by promised_finish, project_key, number limit :shown offset :skipped")
            .param("now", clock.statusMoment())
            .param("tracking", Phase.TRACKING.name())
            .param("person", person)
            .param("shown", PAGE + 1)
            .param("skipped", skipped)
            .query((row, i) -> toRow(row))
            .list();
    List<Row> shown = rows.subList(0, Math.min(PAGE, rows.size()));
    Set<String> keys = shown.stream().map(Row::projectKey).collect(Collectors.toSet());
    Map<String, WorkingCalendar> calendars = plans.calendars(keys);
    return new Tasks(
        shown.stream().map(row -> overdue(row, calendars.get(row.projectKey()), today)).toList(),
        page,
        rows.size() > PAGE);
  }

  /**
   * A page of the measures on risks that are overdue, the longest first.
   *
   * @param person who asks
   * @param number of the page, from 1
   */
  public Page<OverduePromise> measures(Whose whose, String person, int number) {
    return promises(
        whose,
        person,
        number,
        "select x.project_key, p.name as project_name, concat('/risks#r', x.risk) as link,"
            + " concat(x.risk, ' ', r.title) as about, x.text, x.responsible, x.due",
        " from risk_measure x join project p on p.project_key = x.project_key"
            + " join risk r on r.project_key = x.project_key and r.number = x.risk"
            + " where x.done_on is null and r.status not in ('OCCURRED', 'CLOSED')");
  }

  /** The same of the actions. */
  public Page<OverduePromise> actions(Whose whose, String person, int number) {
    return promises(
        whose,
        person,
        number,
        "select x.project_key, p.name as project_name, concat('/actions?only=', x.number) as link,"
            + " x.id as about, x.title as text, x.responsible, x.due",
        " from action_item x join project p on p.project_key = x.project_key"
            + " where x.status = 'OPEN'");
  }

  /** The same of the issues that should be solved; postponed and solved ones rest. */
  public Page<OverduePromise> issues(Whose whose, String person, int number) {
    return promises(
        whose,
        person,
        number,
        "select x.project_key, p.name as project_name, concat('/issues/', x.id) as link,"
            + " x.id as about, x.title as text, x.owner as responsible, x.target_date as due",
        " from issue x join project p on p.project_key = x.project_key where x.status = 'OPEN'"
            + " and x.resolved_at is null",
        "target_date",
        "owner");
  }

  /**
   * @param open what is open, x, with its project p, without an order
   */
  private Page<OverduePromise> promises(
      Whose whose, String person, int number, String select, String open) {
    return promises(whose, person, number, select, open, "due", "responsible");
  }

  private Page<OverduePromise> promises(
      Whose whose,
      String person,
      int number,
      String select,
      String open,
      String due,
      String responsible) {
    String overdue =
        open
            + " and x."
            + due
            + " < :today and p.phase = :tracking"
            + (whose == Whose.ALL
                ? ""
                : " and (x." + responsible + " = :person or p.coordinator = :person)")
            + " and not exists (select 1 from project_pause s where s.project_key = x.project_key and s.open_mark = 0)";
    return Pages.read(
        number,
        part ->
            promised(
                    // a number, so that PostgreSQL knows that few are wanted
                    select
                        + overdue
                        + " order by x."
                        + due
                        + ", x.id limit "
                        + part.getPageSize()
                        + " offset :skipped",
                    person)
                .param("skipped", part.getOffset())
                .query(OverduePromise.class)
                .list(),
        () -> promised("select count(*)" + overdue, person).query(Long.class).single());
  }

  private JdbcClient.StatementSpec promised(String sql, String person) {
    return jdbc.sql(sql)
        .param("today", clock.today())
        .param("tracking", Phase.TRACKING.name())
        .param("person", person);
  }

  private List<String> branches(Whose whose, String person) {
    if (whose == Whose.ALL) {
      return List.of("");
    }
    // whoever coordinates nothing is not looked for in the tasks of all projects
    boolean coordinates =
        jdbc.sql("select count(*) from (select 1 from project where coordinator = ? limit 1) one")
                .param(person)
                .query(Integer.class)
                .single()
            > 0;
    return coordinates
        ? List.of(" and t.owner = :person", " and p.coordinator = :person")
        : List.of(" and t.owner = :person");
  }

  private static Overdue overdue(Row row, WorkingCalendar calendar, LocalDate today) {
    LocalDateTime planned = row.plannedFinish().toLocalDate().plusDays(1).atStartOfDay();
    long minutes = calendar.workingMinutes(planned, today.plusDays(1).atStartOfDay());
    return new Overdue(
        row.projectKey(),
        row.projectName(),
        row.number(),
        row.name(),
        row.owner(),
        row.percentComplete(),
        row.plannedFinish(),
        Math.max(1, LateTasks.days(minutes, calendar.minutesPerDay())),
        row.askedAt());
  }

  private static Row toRow(ResultSet row) throws SQLException {
    return new Row(
        row.getString(1),
        row.getString(2),
        row.getInt(3),
        row.getString(4),
        row.getString(5),
        row.getInt(6),
        row.getObject(7, LocalDateTime.class),
        row.getObject(8, LocalDateTime.class));
  }
}
