package dev.fairlead.tracking;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.FieldChanges;
import dev.fairlead.project.History;
import dev.fairlead.project.Links;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectStopped;
import dev.fairlead.project.Projects;
import dev.fairlead.project.Promised;
import dev.fairlead.project.ToldOnce;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Seen;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who has to do what by when, as meetings and decisions leave it. The coordinator keeps the
 * register until the project is closed; whoever is responsible says that theirs is done.
 */
@Service
@Transactional
public class Actions implements Promised {
  /** So many lines of a register are shown; those that are open come first. */
  private static final int MOST = 1000;

  private static final int MOST_OF_PERSON = 100;
  private static final LocalDate LAST_DAY = LocalDate.of(2100, 12, 31);
  private static final FieldChanges CHANGES = new FieldChanges("tracking.action.field.");

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final ProjectRights rights;
  private final Users users;
  private final Links links;
  private final History history;
  private final ToldOnce told;
  private final FairleadClock clock;

  Actions(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      ProjectRights rights,
      Users users,
      Links links,
      History history,
      ToldOnce told,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.rights = rights;
    this.users = users;
    this.links = links;
    this.history = history;
    this.told = told;
    this.clock = clock;
  }

  /** Whether this person may keep the register now. */
  @Transactional(readOnly = true)
  public boolean mayKeep(Project project, String by) {
    return rights.coordinates(project, by) && !project.phase().isOver() && !project.isPaused();
  }

  /** The numbers of those actions of the project that this person may say to be done now. */
  @Transactional(readOnly = true)
  public Set<Integer> toEnd(Project project, Collection<Action> some, String by) {
    if (project.phase().isOver() || project.isPaused()) {
      return Set.of();
    }
    Set<String> people = people(by);
    return some.stream()
        .filter(Action::isOpen)
        .filter(
            action ->
                people.contains(project.coordinator()) || people.contains(action.responsible()))
        .map(Action::number)
        .collect(Collectors.toSet());
  }

  /** They themselves, and whom they stand in for in everything today. */
  private Set<String> people(String by) {
    Set<String> people = new HashSet<>(users.actsFor(by, clock.today()));
    people.add(by);
    return people;
  }

  /** Enters an action; whoever is responsible finds it in their list of work. */
  public Action add(String projectKey, NewAction wanted, String by) {
    keep(projectKey, by);
    // its row is the lock for the next number too
    Project project = projects.running(projectKey);
    Action checked = checked(project, wanted, null);
    int number =
        jdbc.sql("select coalesce(max(number), 0) + 1 from action_item where project_key = ?")
            .param(projectKey)
            .query(Integer.class)
            .single();
    String id = projectKey + "-A" + number;
    jdbc.sql(
            "insert into action_item (id, project_key, number, title, description, origin, about,"
                + " responsible, due, priority, on_report, status, created_by, created_at) values"
                + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?)")
        .params(
            id,
            projectKey,
            number,
            checked.title(),
            checked.description(),
            checked.origin(),
            checked.about(),
            checked.responsible(),
            checked.due(),
            checked.priority().name(),
            checked.onReport(),
            by,
            clock.now())
        .update();
    Action made = get(id);
    note(null, made, by);
    return made;
  }

  /**
   * Changes an open action from a form.
   *
   * @param seen {@link Action#seen()} of what the form showed
   * @throws ConflictException when somebody changed or ended it meanwhile
   */
  public Action change(String id, NewAction wanted, String seen, String by) {
    Action was = locked(id);
    Project project = keep(was.projectKey(), by);
    project.mustRun();
    mustBeSeen(was, seen, wanted);
    mustBeOpen(was);
    Action checked = checked(project, wanted, was);
    jdbc.sql(
            "update action_item set title = ?, description = ?, origin = ?, about = ?,"
                + " told_for = case when responsible = ? then told_for end,"
                + " responsible = ?, due = ?, priority = ?, on_report = ? where id = ?")
        .params(
            checked.title(),
            checked.description(),
            checked.origin(),
            checked.about(),
            checked.responsible(),
            checked.responsible(),
            checked.due(),
            checked.priority().name(),
            checked.onReport(),
            id)
        .update();
    Action is = get(id);
    note(was, is, by);
    return is;
  }

  /**
   * The responsible or the coordinator says that it is done, and what came of it.
   *
   * @param seen {@link Action#seen()} of what the form showed
   */
  public void done(String id, String result, String seen, String by) {
    Action action = locked(id);
    Project project = projects.get(action.projectKey());
    if (!rights.coordinates(project, by) && !rights.stands(action.responsible(), by)) {
      throw RefusedException.forbidden(
          "tracking.action.notYours",
          users.nameOf(action.responsible()),
          users.nameOf(project.coordinator()));
    }
    end(action, project, Action.Status.DONE, result, seen, by);
  }

  /** The coordinator says that it is not needed any more, and why. */
  public void cancel(String id, String reason, String seen, String by) {
    Action action = locked(id);
    end(action, keep(action.projectKey(), by), Action.Status.CANCELLED, reason, seen, by);
  }

  private void end(
      Action action,
      Project project,
      Action.Status status,
      String outcome,
      String seen,
      String by) {
    ProjectRights.mustBeOpen(project);
    project.mustRun();
    mustBeOpen(action);
    mustBeSeen(action, seen, null);
    String text =
        Texts.needed("outcome", Sentences.say("tracking.action.needed." + status), outcome, 2000);
    write(action.id(), status, text, by);
    note(action, get(action.id()), by);
  }

  /** The coordinator opens one again that was done or cancelled. */
  public void reopen(String id, String seen, String by) {
    Action action = locked(id);
    keep(action.projectKey(), by).mustRun();
    if (action.isOpen()) {
      throw ConflictException.because("tracking.action.openAlready", id);
    }
    mustBeSeen(action, seen, null);
    jdbc.sql(
            "update action_item set status = 'OPEN', outcome = null, ended_by = null, ended_on ="
                + " null where id = ?")
        .param(id)
        .update();
    note(action, get(id), by);
  }

  /** Until the end of the transaction nobody else changes or ends it, nor pauses the project. */
  private Action locked(String id) {
    projects.lock(get(id).projectKey());
    return get(id);
  }

  private void write(String id, Action.Status status, String outcome, String by) {
    jdbc.sql(
            "update action_item set status = ?, outcome = ?, ended_by = ?, ended_on = ? where id ="
                + " ?")
        .params(status.name(), outcome, by, clock.today(), id)
        .update();
  }

  /** Nobody does what a project wanted that is not carried out. */
  @EventListener
  public void on(ProjectStopped stopped) {
    for (Action action : all(stopped.projectKey())) {
      if (action.isOpen()) {
        write(action.id(), Action.Status.CANCELLED, Sentences.say("tracking.action.stopped"), null);
        note(action, get(action.id()), null);
      }
    }
  }

  private Project keep(String projectKey, String by) {
    Project project = rights.mustCoordinate(projectKey, by);
    ProjectRights.mustBeOpen(project);
    return project;
  }

  private static void mustBeOpen(Action action) {
    if (!action.isOpen()) {
      throw ConflictException.because(
          "tracking.action.over",
          action.id(),
          Sentences.say("tracking.screen.action.status." + action.status()));
    }
  }

  /**
   * @param typed what stands in the form, or null where it holds no more than the outcome
   */
  private void mustBeSeen(Action now, String seen, NewAction typed) {
    Seen.mustBe(
        now.seen(),
        seen,
        "tracking.action.meanwhile",
        now.id(),
        typed == null ? said(now) : CHANGES.otherwise(now, withTyped(now, typed), fields()));
  }

  private String said(Action action) {
    return Sentences.say(
        "tracking.action.now",
        action.title(),
        users.nameOf(action.responsible()),
        action.due(),
        Sentences.say("tracking.screen.action.status." + action.status()));
  }

  /** What was typed beside what the form leaves as it is, for comparing only. */
  private static Action withTyped(Action now, NewAction typed) {
    return new Action(
        now.id(),
        now.projectKey(),
        now.number(),
        typed.title(),
        typed.description(),
        typed.origin(),
        typed.about(),
        typed.responsible(),
        typed.due(),
        typed.priority(),
        typed.onReport(),
        now.status(),
        now.outcome(),
        now.createdBy(),
        now.createdAt(),
        now.endedBy(),
        now.endedOn());
  }

  /**
   * What was typed, as it is kept.
   *
   * @param was the action as it is, or null where it is new; what a form leaves as it is need not
   *     hold any more
   */
  private Action checked(Project project, NewAction wanted, Action was) {
    String title = Texts.needed("title", label("name"), oneLine(wanted.title()), 200);
    String description =
        Texts.optional("description", label("description"), wanted.description(), 2000);
    String origin = Texts.optional("origin", label("origin"), oneLine(wanted.origin()), 200);
    String about = about(project.key(), wanted.about(), was);
    String responsible =
        Texts.needed("responsible", label("responsible"), wanted.responsible(), 200);
    if ((was == null || !responsible.equals(was.responsible()))
        && users.find(responsible).filter(User::enabled).isEmpty()) {
      throw RefusedException.ofField("responsible", "tracking.personUnknown", responsible);
    }
    if (wanted.due() == null) {
      throw RefusedException.ofField("due", "tracking.missing", label("due"));
    }
    if (was == null || !wanted.due().equals(was.due())) {
      due(project, wanted.due());
    }
    if (wanted.priority() == null) {
      throw RefusedException.ofField("priority", "tracking.missing", label("priority"));
    }
    return new Action(
        null,
        project.key(),
        0,
        title,
        description == null ? "" : description.replace("\r\n", "\n"),
        origin == null ? "" : origin,
        about,
        responsible,
        wanted.due(),
        wanted.priority(),
        wanted.onReport(),
        Action.Status.OPEN,
        null,
        null,
        null,
        null,
        null);
  }

  /** What an action was about stays, also where it is gone from its register since. */
  private String about(String projectKey, String typed, Action was) {
    return was != null && typed != null && typed.strip().equals(was.about())
        ? was.about()
        : links.read(projectKey, "about", typed);
  }

  private static String oneLine(String text) {
    return text == null ? null : text.replaceAll("\\p{Cntrl}+", " ");
  }

  private static String label(String field) {
    return Sentences.say("tracking.action.field." + field);
  }

  /** A day to come on which the project works. */
  private void due(Project project, LocalDate day) {
    if (day.isBefore(clock.today())) {
      throw RefusedException.ofField("due", "tracking.action.past", day);
    }
    if (day.isAfter(LAST_DAY)) {
      throw RefusedException.ofField("due", "tracking.action.far", day.toString());
    }
    WorkingCalendar calendar = plans.current(project).calendar();
    if (!calendar.isWorkingDay(day)) {
      throw RefusedException.ofField(
          "due", "tracking.action.free", day, project.key(), calendar.nextWorkingDay(day));
    }
  }

  /** What people see of an action, by the names of the fields. */
  private Map<String, Function<Action, Object>> fields() {
    Map<String, Function<Action, Object>> fields = new LinkedHashMap<>();
    fields.put("name", Action::title);
    fields.put("status", one -> Sentences.say("tracking.screen.action.status." + one.status()));
    fields.put("outcome", Action::outcome);
    fields.put(
        "responsible", one -> one.responsible() == null ? "" : users.nameOf(one.responsible()));
    fields.put("due", Action::due);
    fields.put(
        "priority",
        one ->
            one.priority() == null ? "" : Sentences.say("tracking.screen.level." + one.priority()));
    fields.put("description", Action::description);
    fields.put("origin", Action::origin);
    fields.put("about", Action::about);
    fields.put("onReport", one -> Sentences.say("tracking.action.onReport." + one.onReport()));
    return fields;
  }

  private void note(Action was, Action is, String by) {
    String said =
        CHANGES.told(
            "tracking.action.history.", is.id() + " \"" + is.title() + "\"", was, is, fields());
    if (said != null) {
      History.About about = new History.About(History.Register.ACTION, is.number(), null);
      history.note(is.projectKey(), by, List.of(new History.Told(about, said)));
    }
  }

  /**
   * @throws NotFoundException when there is no such action
   */
  @Transactional(readOnly = true)
  public Action get(String id) {
    return jdbc.sql("select * from action_item where id = ?")
        .param(id)
        .query(Action.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("tracking.action.unknown", id));
  }

  /** Open ones first by their days, then the newest; at most 1,000. */
  @Transactional(readOnly = true)
  public List<Action> all(String projectKey) {
    return jdbc.sql(
            "select * from action_item where project_key = ? order by case when status = 'OPEN'"
                + " then 0 else 1 end, case when status = 'OPEN' then due end, number desc limit "
                + MOST)
        .param(projectKey)
        .query(Action.class)
        .list();
  }

  /** By their days. */
  @Transactional(readOnly = true)
  public List<Action> open(String projectKey) {
    return all(projectKey).stream().filter(Action::isOpen).toList();
  }

  /**
   * An open action in somebody's list of work.
   *
   * @param action in a project that is carried on
   * @param responsibleName what people call whoever is responsible
   */
  public record Waiting(Action action, String projectName, String responsibleName) {}

  /**
   * What waits for a person, and for those whom they stand in for in everything today, by days; at
   * most 100, and nothing of projects that are paused or closed.
   */
  @Transactional(readOnly = true)
  public List<Waiting> waitingFor(String by) {
    Set<String> people = people(by);
    List<Action> actions =
        jdbc.sql(
                "select a.* from action_item a join project p on p.project_key = a.project_key"
                    + " where a.responsible in (:people) and a.status = 'OPEN' and p.phase <>"
                    + " 'CLOSED' and not exists (select 1 from project_pause s where s.project_key ="
                    + " a.project_key and s.open_mark = 0) order by a.due, a.id limit "
                    + MOST_OF_PERSON)
            .param("people", people)
            .query(Action.class)
            .list();
    Map<String, String> names = new LinkedHashMap<>();
    projects
        .withKeys(actions.stream().map(Action::projectKey).distinct().toList())
        .forEach(project -> names.put(project.key(), project.name()));
    Map<String, String> responsible =
        users.namesOf(actions.stream().map(Action::responsible).distinct().toList());
    return actions.stream()
        .map(
            action ->
                new Waiting(
                    action, names.get(action.projectKey()), responsible.get(action.responsible())))
        .toList();
  }

  record Come(String id, String title, String responsible, LocalDate due) {}

  /** Open actions whose day has come. */
  @Override
  public List<Due> tell(String projectKey) {
    return told
        .now(
            projectKey,
            "action_item",
            "select x.id, x.title, x.responsible, x.due from action_item x"
                + " where x.project_key = :key and x.status = 'OPEN'",
            Come.class,
            Come::id)
        .stream()
        .map(Actions::due)
        .toList();
  }

  private static Due due(Come action) {
    return new Due(
        "actionDue-" + action.id() + "-" + action.due() + "-" + action.responsible(),
        action.responsible(),
        action.due(),
        "actionDue",
        Map.of("action", action.title(), "number", action.id()),
        "/work#actions",
        Sentences.say("tracking.action.said", action.id(), action.title()));
  }
}
