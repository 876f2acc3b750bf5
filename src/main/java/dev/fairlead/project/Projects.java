package dev.fairlead.project;

import dev.fairlead.people.Users;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.ReadOnce;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Begins projects, reads them, and moves them through their phases. */
@Service
@Transactional
public class Projects {
  private static final String COLUMNS =
      "project_key, name, summary, sponsor, coordinator, start_date, deadline, budget,"
          + " time_tolerance, cost_tolerance, phase, outcome, closed_on, version";

  private static final String GOAL_COLUMNS =
      "number, statement, measure, target, weight, rating, evidence, original_statement,"
          + " original_measure, original_target, original_weight, added_by_change,"
          + " changed_by_changes, dropped_by_change";

  /** With the pause that lasts. */
  private static final String SELECT =
      "select "
          + COLUMNS.replaceAll("(\\w+)", "p.$1")
          + ", "
          + Pauses.PAUSE_COLUMNS
          + " from project p left join project_pause s on s.project_key = p.project_key and"
          + " s.open_mark = 0 left join app_user b on b.username = s.paused_by ";

  private final ReadOnce<String, Project> read = new ReadOnce<>();
  private final JdbcClient jdbc;
  private final ProjectSearch search;
  private final ProjectRules rules;
  private final Users users;
  private final History history;
  private final ObjectProvider<ProjectLife> life;
  private final ObjectProvider<Standstill> standstill;
  private final Concerned concerned;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;

  Projects(
      JdbcClient jdbc,
      ProjectSearch search,
      ProjectRules rules,
      Users users,
      History history,
      ObjectProvider<ProjectLife> life,
      ObjectProvider<Standstill> standstill,
      Concerned concerned,
      FairleadClock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.search = search;
    this.rules = rules;
    this.users = users;
    this.history = history;
    this.life = life;
    this.standstill = standstill;
    this.concerned = concerned;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Makes the project and begins its life, both or neither.
   *
   * @throws RefusedException naming every field that is wrong
   */
  public Project create(NewProject wanted) {
    return create(wanted, new Checks());
  }

  /**
   * As {@link #create(NewProject)}.
   *
   * @param checks what was found wrong while the form was read
   */
  public Project create(NewProject wanted, Checks checks) {
    rules.check(wanted, null, checks);
    if (!checks.refuses("key") && find(wanted.key()).isPresent()) {
      checks.refuse("key", "project.keyTaken", wanted.key());
    }
    checks.done();
    jdbc.sql(
            "insert into project ("
                + COLUMNS
                + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PLANNING', null, null, 0)")
        .params(
            wanted.key(),
            wanted.name().strip(),
            wanted.summary() == null ? "" : wanted.summary().strip(),
            wanted.sponsor(),
            wanted.coordinator(),
            wanted.start(),
            wanted.deadline(),
            wanted.budget(),
            wanted.timeTolerance(),
            wanted.costTolerance())
        .update();
    search.put(wanted.key(), wanted.name().strip());
    changed(wanted.key());
    addGoals(wanted.key(), wanted.goals());
    for (TeamMember member : wanted.team()) {
      put(wanted.key(), member);
    }
    Project project = get(wanted.key());
    history.note(project.key(), project.coordinator(), Sentences.say("project.created"));
    life.getObject().begin(project);
    return project;
  }

  /** Gives these goals, counted from one, to a project that has none. */
  void addGoals(String key, List<Goal> goals) {
    int number = 0;
    for (Goal goal : goals) {
      jdbc.sql(
              "insert into goal (project_key, number, statement, measure, target, weight) values"
                  + " (?, ?, ?, ?, ?, ?)")
          .params(key, ++number, goal.statement(), goal.measure(), goal.target(), goal.weight())
          .update();
    }
  }

  /**
   * Ends the project before its time, by its coordinator or sponsor, with a reason that is kept.
   * Whoever has an open task is told that it ends. A paused project can be cancelled too.
   */
  public void cancel(String key, String reason, String by) {
    Project project = get(key);
    if (!by.equals(project.coordinator()) && !by.equals(project.sponsor())) {
      throw RefusedException.forbidden("project.notAllowed", key);
    }
    // its life may go on with early support, but there is nothing left to cancel
    if (project.phase().isOver()) {
      throw ConflictException.because("project.lifeOver", key);
    }
    if (reason == null || reason.isBlank()) {
      throw RefusedException.ofField("reason", "project.reasonMissing");
    }
    ProjectRules.text("reason", reason, 1000);
    Phase phase = locked(key).phase();
    if (phase == Phase.CLOSING || phase.isOver()) {
      throw ConflictException.because("project.cancel." + phase, project.name());
    }
    Map<String, List<String>> people = concerned.of(project);
    if (get(key).isPaused()) {
      Pauses.close(jdbc, key, Pause.Ending.CANCELLED, by, clock.now());
      changed(key);
      standstill.getObject().lift(key);
    }
    history.note(key, by, Sentences.say("project.cancelled", reason.strip()));
    history.decided(
        Decided.on(key, Decided.Kind.PROJECT, key, "CANCEL", by)
            .named(project.name())
            .ofVersion("phase " + project.phase().name().toLowerCase(Locale.ROOT), null)
            .saying(reason.strip()));
    life.getObject().cancel(key, reason.strip());
    concerned.tell(
        project,
        people,
        "cancelled/" + key,
        "cancelled",
        Map.of("person", users.nameOf(by), "reason", reason.strip()));
  }

  /**
   * The project, which nobody can pause before the end of the transaction; for those who begin
   * something new in it.
   *
   * @throws RefusedException naming the pause, while it is paused
   */
  public Project running(String key) {
    Project project = locked(key);
    project.mustRun();
    return project;
  }

  /**
   * Until the end of the transaction nobody else who locks it first pauses, resumes or cancels this
   * project, changes its data, team or rates, posts on it, closes what is posted, or submits its
   * plan. Whoever writes its plan as well locks that first.
   *
   * @throws NotFoundException when there is no project with this key
   */
  public void lock(String key) {
    jdbc.sql("select project_key from project where project_key = ? for update")
        .param(key)
        .query(String.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("project.unknown", key));
    changed(key);
  }

  /** As {@link #lock}, and the project as it is from then on. */
  public Project locked(String key) {
    lock(key);
    return get(key);
  }

  /** For whoever writes what belongs to a project, or locks it: it is read anew. */
  public void changed(String key) {
    read.forget(key);
  }

  /** For whoever writes into names of projects: they are found by how they are called now. */
  public void renamed(String key) {
    changed(key);
    search.put(key, get(key).name());
  }

  @Transactional(readOnly = true)
  public Optional<Project> find(String key) {
    return read.find(key, this::read);
  }

  private Optional<Project> read(String key) {
    List<Goal> goals = new ArrayList<>();
    List<TeamMember> team = new ArrayList<>();
    readParts(key, goals, team);
    return jdbc.sql(SELECT + "where p.project_key = ?")
        .param(key)
        .query((row, i) -> toProject(row, List.copyOf(goals), List.copyOf(team)))
        .optional();
  }

  /**
   * The project without its goals and team, for those who look at many.
   *
   * @throws NotFoundException when there is no project with this key
   */
  @Transactional(readOnly = true)
  public Project withoutTeam(String key) {
    return jdbc.sql(SELECT + "where p.project_key = ?")
        .param(key)
        .query((row, i) -> toProject(row, List.of(), List.of()))
        .optional()
        .orElseThrow(() -> NotFoundException.because("project.unknown", key));
  }

  /**
   * @throws NotFoundException when there is no project with this key
   */
  @Transactional(readOnly = true)
  public Project get(String key) {
    return find(key).orElseThrow(() -> NotFoundException.because("project.unknown", key));
  }

  /**
   * A page of projects after the given key, without goals and team, in the order of their keys.
   *
   * @param search parts of words of their keys and names, each of which must be there
   */
  @Transactional(readOnly = true)
  public List<Project> page(String afterKey, String search, int size) {
    Map<String, Object> values = new HashMap<>();
    values.put("after", afterKey == null ? "" : afterKey);
    return jdbc.sql(
            SELECT
                + "where p.project_key > :after"
                + ProjectSearch.condition("p", search, values)
                + " order by p.project_key limit "
                + Math.min(Math.max(size, 1), 200))
        .params(values)
        .query((row, i) -> toProject(row, List.of(), List.of()))
        .list();
  }

  /**
   * Keys of projects in their order.
   *
   * @param search as for {@link #page}; blank for none
   * @param most no more than these
   */
  @Transactional(readOnly = true)
  public List<String> keysOf(String search, int most) {
    Map<String, Object> values = new HashMap<>();
    String condition = ProjectSearch.condition("p", search, values);
    return condition.isEmpty()
        ? List.of()
        : jdbc.sql(
                "select p.project_key from project p where 1 = 1"
                    + condition
                    + " order by p.project_key limit "
                    + most)
            .params(values)
            .query(String.class)
            .list();
  }

  /** Those with work going on, for the daily review and the conflict list. */
  @Transactional(readOnly = true)
  public List<String> keysIn(Phase phase) {
    return jdbc.sql("select project_key from project where phase = ? order by project_key")
        .param(phase.name())
        .query(String.class)
        .list();
  }

  /** The projects in these phases with their teams and goals, in three statements. */
  @Transactional(readOnly = true)
  public List<Project> inPhases(Set<Phase> phases) {
    return withKeys(
        jdbc.sql("select project_key from project where phase in (:phases)")
            .param("phases", phases.stream().map(Phase::name).toList())
            .query(String.class)
            .list());
  }

  /**
   * These projects with their teams and goals in the order of their keys; unknown keys are left
   * out.
   */
  @Transactional(readOnly = true)
  public List<Project> withKeys(Collection<String> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    Map<String, List<Goal>> goals = new HashMap<>();
    jdbc.sql(
            "select project_key, "
                + GOAL_COLUMNS
                + " from goal where project_key in (:keys) order by project_key, number")
        .param("keys", keys)
        .query(
            row -> {
              goals
                  .computeIfAbsent(row.getString("project_key"), key -> new ArrayList<>())
                  .add(toGoal(row));
            });
    Map<String, List<TeamMember>> teams = new HashMap<>();
    RowMapper<TeamMember> member = new DataClassRowMapper<>(TeamMember.class);
    jdbc.sql(
            "select project_key, username, role, availability, hourly_rate from team_member"
                + " where project_key in (:keys) order by project_key, username")
        .param("keys", keys)
        .query(
            row -> {
              teams
                  .computeIfAbsent(row.getString("project_key"), key -> new ArrayList<>())
                  .add(member.mapRow(row, 0));
            });
    return jdbc.sql(SELECT + "where p.project_key in (:keys) order by p.project_key")
        .param("keys", keys)
        .query(
            (row, i) -> {
              String key = row.getString("project_key");
              return toProject(
                  row, goals.getOrDefault(key, List.of()), teams.getOrDefault(key, List.of()));
            })
        .list();
  }

  /** Adds the person to the team, or replaces their role, availability and rate. */
  public void saveMember(String key, TeamMember member) {
    saveMember(key, member, new Checks());
  }

  /**
   * As {@link #saveMember(String, TeamMember)}.
   *
   * @param checks what was found wrong while the form was read
   */
  public void saveMember(String key, TeamMember member, Checks checks) {
    lock(key);
    if (team(key).stream().noneMatch(known -> known.username().equals(member.username()))) {
      rules.person("username", member.username(), checks);
    }
    rules.member("", member, checks);
    checks.done();
    put(key, member);
  }

  private void put(String key, TeamMember member) {
    jdbc.sql("delete from team_member where project_key = ? and username = ?")
        .params(key, member.username())
        .update();
    jdbc.sql(
            "insert into team_member (project_key, username, role, availability, hourly_rate)"
                + " values (?, ?, ?, ?, ?)")
        .params(key, member.username(), member.role(), member.availability(), member.hourlyRate())
        .update();
    changed(key);
  }

  public void removeMember(String key, String username) {
    lock(key);
    jdbc.sql("delete from member_rate where project_key = ? and username = ?")
        .params(key, username)
        .update();
    jdbc.sql("delete from team_member where project_key = ? and username = ?")
        .params(key, username)
        .update();
    changed(key);
  }

  /**
   * Moves the project on. Called by delegates of the life cycle only; refuses a move that the life
   * does not know.
   */
  public void moveTo(String key, Phase phase) {
    Phase now = get(key).phase();
    boolean lawful =
        switch (phase) {
          case PLANNING -> now == Phase.PLANNING || now == Phase.APPROVAL;
          case APPROVAL -> now == Phase.PLANNING || now == Phase.APPROVAL;
          case TRACKING -> now == Phase.APPROVAL || now == Phase.TRACKING;
          case CLOSING -> now != Phase.CLOSED;
          case CLOSED -> now == Phase.CLOSING || now == Phase.CLOSED;
        };
    if (!lawful) {
      throw ConflictException.because("project.phase", key, now, phase);
    }
    jdbc.sql("update project set phase = ? where project_key = ?")
        .params(phase.name(), key)
        .update();
    changed(key);
  }

  /**
   * Notes why the project closes, when it is known; {@link ProjectStopped} tells the other rooms
   * where it is not done.
   */
  public void setOutcome(String key, Outcome outcome) {
    jdbc.sql("update project set outcome = ? where project_key = ?")
        .params(outcome.name(), key)
        .update();
    changed(key);
    if (outcome != Outcome.COMPLETED) {
      events.publishEvent(new ProjectStopped(key));
    }
  }

  /** Closes the project for good. */
  public void close(String key, LocalDate day) {
    moveTo(key, Phase.CLOSED);
    jdbc.sql("update project set closed_on = ? where project_key = ?").params(day, key).update();
    changed(key);
    events.publishEvent(new ProjectClosed(key));
  }

  /** Gives the project another budget, as an approved change of its plan asked for. */
  public void grant(String key, BigDecimal budget) {
    jdbc.sql("update project set budget = ?, version = version + 1 where project_key = ?")
        .params(budget, key)
        .update();
    changed(key);
  }

  /**
   * Gives the project other tolerances, as an approved change of its plan asked for.
   *
   * @param days working days that the finish may slip
   * @param percent that the forecast cost may exceed the budget
   */
  public void tolerate(String key, int days, BigDecimal percent) {
    jdbc.sql(
            "update project set time_tolerance = ?, cost_tolerance = ?, version = version + 1 where"
                + " project_key = ?")
        .params(days, percent, key)
        .update();
    changed(key);
  }

  /**
   * Gives the project other goals, as an approved change of its plan asked for. What a goal said
   * first is kept, and a goal that goes stays readable.
   *
   * @param goals those that change, by number; null for one that is dropped
   * @param change id of the change request
   * @return those that had a rating, which was given for what they said before and is taken away
   */
  public List<Goal> setGoals(String key, Map<Integer, GoalTerms> goals, String change) {
    Project project = get(key);
    Map<Integer, Goal> known = new HashMap<>();
    Stream.concat(project.goals().stream(), project.droppedGoals().stream())
        .forEach(goal -> known.put(goal.number(), goal));
    goals.forEach(
        (number, terms) -> {
          if (terms == null) {
            jdbc.sql(
                    "update goal set dropped_by_change = ?, rating = null, evidence = null where"
                        + " project_key = ? and number = ?")
                .params(change, key, number)
                .update();
          } else if (known.containsKey(number)) {
            set(key, known.get(number), terms, change);
          } else {
            jdbc.sql(
                    "insert into goal (project_key, number, statement, measure, target, weight,"
                        + " added_by_change) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                    key,
                    number,
                    terms.statement(),
                    terms.measure(),
                    terms.target(),
                    terms.weight(),
                    change)
                .update();
          }
        });
    jdbc.sql("update project set version = version + 1 where project_key = ?").param(key).update();
    changed(key);
    return project.goals().stream()
        .filter(goal -> goals.containsKey(goal.number()) && goal.rating() != null)
        .toList();
  }

  /** One that was dropped is in force again. */
  private void set(String key, Goal goal, GoalTerms terms, String change) {
    List<String> changes = new ArrayList<>(goal.changedBy());
    changes.remove(change);
    changes.add(change);
    GoalTerms first = goal.first();
    jdbc.sql(
            "update goal set statement = ?, measure = ?, target = ?, weight = ?,"
                + " original_statement = ?, original_measure = ?, original_target = ?,"
                + " original_weight = ?, changed_by_changes = ?, rating = null, evidence = null,"
                + " dropped_by_change = null"
                + " where project_key = ? and number = ?")
        .params(
            terms.statement(),
            terms.measure(),
            terms.target(),
            terms.weight(),
            first.statement(),
            first.measure(),
            first.target(),
            first.weight(),
            String.join(",", changes),
            key,
            goal.number())
        .update();
  }

  /**
   * The deadline that the plan has now is the project's own as long as nothing is approved; later
   * the project keeps what was approved first.
   */
  public void deadlinePlanned(String key, LocalDate deadline) {
    jdbc.sql(
            "update project set deadline = ?, version = version + 1 where project_key = ? and"
                + " phase = 'PLANNING' and deadline <> ?")
        .params(deadline, key, deadline)
        .update();
    changed(key);
  }

  /** Says how far a goal was reached, and by what that is shown. */
  public void rateGoal(String key, int number, GoalRating rating, String evidence) {
    ProjectRules.text("evidence", evidence, 2000);
    int changed =
        jdbc.sql(
                "update goal set rating = ?, evidence = ? where project_key = ? and number = ?"
                    + " and dropped_by_change is null")
            .params(rating.name(), evidence.strip(), key, number)
            .update();
    changed(key);
    if (changed == 0) {
      throw NotFoundException.because("project.goalUnknown", number, key);
    }
  }

  /** Both in one statement, whose rows are goals or members; it is asked all the time. */
  private void readParts(String key, List<Goal> goals, List<TeamMember> team) {
    RowMapper<TeamMember> member = new DataClassRowMapper<>(TeamMember.class);
    jdbc.sql(
            "select "
                + GOAL_COLUMNS
                + ", null as username, null as role, null as availability, null as hourly_rate from"
                + " goal where project_key = :key union all select "
                + GOAL_COLUMNS.replaceAll("\\w+", "null")
                + ", username, role, availability, hourly_rate from team_member"
                + " where project_key = :key"
                + " order by number, username")
        .param("key", key)
        .query(
            row -> {
              if (row.getString("username") == null) {
                goals.add(toGoal(row));
              } else {
                team.add(member.mapRow(row, 0));
              }
            });
  }

  private static Goal toGoal(ResultSet row) throws SQLException {
    String rating = row.getString("rating");
    String original = row.getString("original_statement");
    String changes = row.getString("changed_by_changes");
    return new Goal(
        row.getInt("number"),
        row.getString("statement"),
        row.getString("measure"),
        row.getString("target"),
        row.getBigDecimal("weight"),
        rating == null ? null : GoalRating.valueOf(rating),
        row.getString("evidence"),
        original == null
            ? null
            : new GoalTerms(
                original,
                row.getString("original_measure"),
                row.getString("original_target"),
                row.getBigDecimal("original_weight")),
        row.getString("added_by_change"),
        changes == null ? List.of() : List.of(changes.split(",")),
        row.getString("dropped_by_change"));
  }

  private List<TeamMember> team(String key) {
    return jdbc.sql(
            "select username, role, availability, hourly_rate from team_member where project_key ="
                + " ? order by username")
        .param(key)
        .query(TeamMember.class)
        .list();
  }

  /**
   * @param goals also those that were dropped
   */
  private static Project toProject(ResultSet row, List<Goal> goals, List<TeamMember> team)
      throws SQLException {
    return new Project(
        row.getString("project_key"),
        row.getString("name"),
        row.getString("summary"),
        row.getString("sponsor"),
        row.getString("coordinator"),
        row.getObject("start_date", LocalDate.class),
        row.getObject("deadline", LocalDate.class),
        row.getBigDecimal("budget"),
        row.getInt("time_tolerance"),
        row.getBigDecimal("cost_tolerance"),
        Phase.valueOf(row.getString("phase")),
        row.getString("outcome") == null ? null : Outcome.valueOf(row.getString("outcome")),
        row.getObject("closed_on", LocalDate.class),
        Pauses.read(row, null),
        goals.stream().filter(goal -> goal.droppedBy() == null).toList(),
        goals.stream().filter(goal -> goal.droppedBy() != null).toList(),
        team,
        row.getInt("version"));
  }
}
