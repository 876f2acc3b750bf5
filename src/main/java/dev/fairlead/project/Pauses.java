package dev.fairlead.project;

import dev.fairlead.people.Users;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets a project stand still for a while, and go on where it was. */
@Service
@Transactional
public class Pauses {
  static final String PAUSE_COLUMNS =
      "s.id as pause_id, s.paused_at, s.paused_by, b.display_name as paused_by_name, s.reason as"
          + " pause_reason, s.expected_on, s.ended_at, s.ended_by, s.ending";

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Concerned concerned;
  private final ObjectProvider<Standstill> standstill;
  private final Users users;
  private final History history;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;

  Pauses(
      JdbcClient jdbc,
      Projects projects,
      Concerned concerned,
      ObjectProvider<Standstill> standstill,
      Users users,
      History history,
      FairleadClock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.concerned = concerned;
    this.standstill = standstill;
    this.users = users;
    this.history = history;
    this.clock = clock;
    this.events = events;
  }

  /** Its coordinator, who stands in for them in everything today, or its sponsor. */
  @Transactional(readOnly = true)
  public boolean mayPause(Project project, String by) {
    return by.equals(project.coordinator())
        || by.equals(project.sponsor())
        || users.actsFor(by, clock.today()).contains(project.coordinator());
  }

  /**
   * @throws RefusedException naming those who may, where this person may not
   */
  public void mustMayPause(Project project, String by) {
    if (!mayPause(project, by)) {
      throw RefusedException.forbidden(
          "project.pauseNotAllowed",
          users.nameOf(project.coordinator()),
          users.nameOf(project.sponsor()),
          project.key());
    }
  }

  /** Login names of those who are told when the project is paused, goes on or is cancelled. */
  @Transactional(readOnly = true)
  public Set<String> concerned(Project project) {
    return concerned.of(project).keySet();
  }

  /**
   * Pauses the project: nothing in it is due or can be done until it is resumed.
   *
   * @param until the day on which it is expected to go on, or null where nobody knows
   */
  public void pause(String key, String reason, LocalDate until, String by) {
    Project project = toChange(key, by);
    if (project.phase().isOver()) {
      throw ConflictException.because("project.pauseOver", key);
    }
    if (project.isPaused()) {
      throw ConflictException.because("project.pausedAlready", project.pause().sentence(key));
    }
    if (reason == null || reason.isBlank()) {
      throw RefusedException.ofField("reason", "project.pauseReasonMissing");
    }
    if (reason.strip().length() > 1000) {
      throw RefusedException.ofField("reason", "project.pauseReasonLong");
    }
    check(until);
    Map<String, List<String>> people = concerned.of(project);
    jdbc.sql(
            "insert into project_pause (project_key, open_mark, paused_at, paused_by, reason,"
                + " expected_on) values (?, 0, ?, ?, ?, ?)")
        .params(key, clock.now(), by, reason.strip(), until)
        .update();
    projects.changed(key);
    standstill.getObject().begin(key);
    Pause pause = projects.get(key).pause();
    history.note(
        key,
        by,
        until == null
            ? Sentences.say("project.history.paused", pause.reason())
            : Sentences.say("project.history.pausedUntil", pause.reason(), DAY.format(until)));
    history.decided(
        Decided.on(key, Decided.Kind.PROJECT, key, "PAUSE", by)
            .named(project.name())
            .saying(pause.reason()));
    concerned.tell(
        project,
        people,
        "pause/" + pause.id(),
        "paused",
        Map.of(
            "person", pause.byName(),
            "reason", pause.reason(),
            "until",
                until == null
                    ? Sentences.say("project.untilOpen")
                    : Sentences.say("project.untilDay", DAY.format(until))));
  }

  private void check(LocalDate until) {
    if (until != null && !until.isAfter(clock.today())) {
      throw RefusedException.ofField("until", "project.pauseUntilPast");
    }
    if (until != null && until.isAfter(clock.today().plusYears(10))) {
      throw RefusedException.ofField("until", "project.pauseUntilFar");
    }
  }

  /**
   * Says anew when the paused project is expected to go on; the coordinator is reminded on that
   * day.
   *
   * @param until the day, or null where nobody knows any more
   */
  public void expect(String key, LocalDate until, String by) {
    Project project = toChange(key, by);
    if (!project.isPaused()) {
      throw notPaused(key);
    }
    check(until);
    LocalDate before = project.pause().until();
    if (Objects.equals(before, until)) {
      return;
    }
    jdbc.sql("update project_pause set expected_on = ?, reminded_at = null where id = ?")
        .params(until, project.pause().id())
        .update();
    projects.changed(key);
    history.note(
        key,
        by,
        until == null
            ? Sentences.say("project.history.expectedOpen")
            : Sentences.say("project.history.expected", DAY.format(until)));
    concerned.tell(
        project,
        concerned.of(project),
        "expected/" + project.pause().id() + "/" + until + "/" + clock.now(),
        "expected",
        Map.of(
            "person",
            users.nameOf(by),
            "until",
            until == null
                ? Sentences.say("project.untilOpen")
                : Sentences.say("project.untilDay", DAY.format(until))));
  }

  /** Lets the paused project go on. Who comes second reads who was first. */
  public void resume(String key, String by) {
    Project project = toChange(key, by);
    if (!project.isPaused()) {
      throw notPaused(key);
    }
    close(key, Pause.Ending.RESUMED, by);
    Pause pause = all(key).get(0);
    standstill.getObject().end(key, pause);
    events.publishEvent(new ProjectResumed(key, pause));
    history.note(key, by, Sentences.say("project.history.resumed", DAY.format(pause.since())));
    history.decided(Decided.on(key, Decided.Kind.PROJECT, key, "RESUME", by).named(project.name()));
    concerned.tell(
        project,
        concerned.of(project),
        "resume/" + pause.id(),
        "resumed",
        Map.of("person", users.nameOf(by), "since", DAY.format(pause.since())));
  }

  /** All pauses of the project, the newest first. */
  @Transactional(readOnly = true)
  public List<Pause> all(String key) {
    return jdbc.sql(
            "select "
                + PAUSE_COLUMNS
                + ", e.display_name as ended_by_name from project_pause s"
                + " join app_user b on b.username = s.paused_by"
                + " left join app_user e on e.username = s.ended_by"
                + " where s.project_key = ? order by s.id desc")
        .param(key)
        .query((row, i) -> read(row, row.getString("ended_by_name")))
        .list();
  }

  /** The project as it is once nobody else pauses, resumes or cancels it at the same moment. */
  private Project toChange(String key, String by) {
    Project project = projects.get(key);
    mustMayPause(project, by);
    return projects.locked(key);
  }

  private ConflictException notPaused(String key) {
    List<Pause> before = all(key);
    return before.isEmpty()
        ? ConflictException.because("project.notPaused", key)
        : ConflictException.because(
            "project.notPausedSince." + before.get(0).ending(),
            key,
            before.get(0).endedByName(),
            MOMENT.format(before.get(0).endedAt()));
  }

  private void close(String key, Pause.Ending ending, String by) {
    close(jdbc, key, ending, by, clock.now());
    projects.changed(key);
  }

  static void close(
      JdbcClient jdbc, String key, Pause.Ending ending, String by, LocalDateTime now) {
    jdbc.sql(
            "update project_pause set open_mark = id, ended_at = ?, ended_by = ?, ending = ?"
                + " where project_key = ? and open_mark = 0")
        .params(now, by, ending.name(), key)
        .update();
  }

  /** The pause in a row that holds the columns of {@link #PAUSE_COLUMNS}, or null. */
  static Pause read(ResultSet row, String endedByName) throws SQLException {
    long id = row.getLong("pause_id");
    return row.wasNull()
        ? null
        : new Pause(
            id,
            row.getObject("paused_at", LocalDateTime.class),
            row.getString("paused_by"),
            row.getString("paused_by_name"),
            row.getString("pause_reason"),
            row.getObject("expected_on", LocalDate.class),
            row.getObject("ended_at", LocalDateTime.class),
            row.getString("ended_by"),
            endedByName,
            row.getString("ending") == null ? null : Pause.Ending.valueOf(row.getString("ending")));
  }
}
