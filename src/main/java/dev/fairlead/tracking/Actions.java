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
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Pages;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.RegisterPage;
import dev.fairlead.shared.Seen;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
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

  /** As {@link #add(String, NewAction, String, Checks)} for what came from no form. */
  public Action add(String projectKey, NewAction wanted, String by) {
    return add(projectKey, wanted, by, new Checks());
  }

  /**
   * Enters an action; whoever is responsible finds it in their list of work.
   *
   * @param checks what was found wrong while the form was read
   * @throws RefusedException naming every field that is wrong
   */
  public Action add(String projectKey, NewAction wanted, String by, Checks checks) {
    keep(projectKey, by);
    // its row is the lock for the next number too
    Project project = projects.running(projectKey);
    Action checked = checked(project, wanted, null, checks);
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

  /** As {@link #change(String, NewAction, String, String, Checks)} for what came from no form. */
  public Action change(String id, NewAction wanted, String seen, String by) {
    return change(id, wanted, seen, by, new Checks());
  }

  /**
   * Changes an open action from a form.
   *
   * @param seen {@link Action#seen()} of what the form showed
   * @param checks what was found wrong while the form was read
   * @throws ConflictException when somebody changed or ended it meanwhile
   * @throws RefusedException naming every field that is wrong
   */
  public Action change(String id, NewAction wanted, String seen, String by, Checks checks) {
    Action was = locked(id);
    Project project = keep(was.projectKey(), by);
    project.mustRun();
    mustBeSeen(was, seen, wanted);
    mustBeOpen(was);
    Action checked = checked(project, wanted, was, checks);
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
    for (Action action : open(stopped.projectKey())) {
      write(action.id(), Action.Status.CANCELLED, Sentences.say("tracking.action.stopped"), null);
      note(action, get(action.id()), null);
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
   * @throws RefusedException naming every field that is wrong
   */
  private Action checked(Project project, NewAction wanted, Action was, Checks checks) {
    String title =
        checks.value(() -> Texts.needed("title", label("name"), oneLine(wanted.title()), 200));
    String description =
        checks.value(
            () -> Texts.optional("description", label("description"), wanted.description(), 2000));
    String origin =
        checks.value(
            () -> Texts.optional("origin", label("origin"), oneLine(wanted.origin()), 200));
    String about = checks.value(() -> about(project.key(), wanted.about(), was));
    String responsible =
        checks.value(
            () -> Texts.needed("responsible", label("responsible"), wanted.responsible(), 200));
    if (responsible != null
        && (was == null || !responsible.equals(was.responsible()))
        && users.find(responsible).filter(User::enabled).isEmpty()) {
      checks.refuse("responsible", "tracking.personUnknown", responsible);
    }
    if (wanted.due() == null) {
      checks.refuse("due", "tracking.missing", label("due"));
    } else if (was == null || !wanted.due().equals(was.due())) {
      due(project, wanted.due(), checks);
    }
    if (wanted.priority() == null) {
      checks.refuse("priority", "tracking.missing", label("priority"));
    }
    checks.done();
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
  private void due(Project project, LocalDate day, Checks checks) {
    if (day.isBefore(clock.today())) {
      checks.refuse("due", "tracking.action.past", day);
    } else if (day.isAfter(LAST_DAY)) {
      checks.refuse("due", "tracking.action.far", day.toString());
    } else {
      WorkingCalendar calendar = plans.current(project).calendar();
      if (!calendar.isWorkingDay(day)) {
        checks.refuse(
            "due", "tracking.action.free", day, project.key(), calendar.nextWorkingDay(day));
      }
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
    return find(id).orElseThrow(() -> NotFoundException.because("tracking.action.unknown", id));
  }

  @Transactional(readOnly = true)
  public Optional<Action> find(String id) {
    return jdbc.sql("select * from action_item where id = ?")
        .param(id)
        .query(Action.class)
        .optional();
  }

  /** Which actions of a project are looked at. */
  public enum Shown implements RegisterPage.Part {
    OPEN("status = 'OPEN'"),
    OVERDUE("status = 'OPEN' and due < :today"),
    /** What the one who looks has to do. */
    MINE("status = 'OPEN' and responsible = :by"),
    ALL("1 = 1");

    private final String condition;

    Shown(String condition) {
      this.condition = condition;
    }

    @Override
    public String condition() {
      return condition;
    }
  }

  /** In which order; what is open comes before the rest, unless the newest come first. */
  public enum Order {
    DUE("case when status = 'OPEN' then 0 else 1 end, due, number"),
    PRIORITY(
        "case when status = 'OPEN' then 0 else 1 end,"
            + " case priority when 'HIGH' then 0 when 'MEDIUM' then 1 else 2 end, due, number"),
    NEWEST("number desc");

    private final String columns;

    Order(String columns) {
      this.columns = columns;
    }
  }

  /**
   * A page of the actions of a project.
   *
   * @param by who looks
   * @param number of the page from 1; the last one where there are not so many
   */
  @Transactional(readOnly = true)
  public RegisterPage<Shown, Action> register(
      String projectKey, Shown shown, Order order, String by, int number) {
    return RegisterPage.read(
        jdbc,
        "action_item where project_key = :key",
        shown,
        order.columns,
        Map.of("key", projectKey, "today", clock.today(), "by", by),
        number,
        new SimplePropertyRowMapper<>(Action.class));
  }

  /** Whatever became of them, by their numbers. */
  @Transactional(readOnly = true)
  public List<Action> all(String projectKey) {
    return jdbc.sql("select * from action_item where project_key = ? order by number")
        .param(projectKey)
        .query(Action.class)
        .list();
  }

  /**
   * Those about these lines of other registers, by their numbers.
   *
   * @param refs see {@link dev.fairlead.project.Link#ref()}
   */
  @Transactional(readOnly = true)
  public List<Action> about(String projectKey, Collection<String> refs) {
    return jdbc.sql(
            "select * from action_item where project_key = :key and about in (:refs) order by"
                + " number")
        .param("key", projectKey)
        .param("refs", refs)
        .query(Action.class)
        .list();
  }

  /** All that are open, by their days. */
  @Transactional(readOnly = true)
  public List<Action> open(String projectKey) {
    return jdbc.sql(
            "select * from action_item where project_key = ? and status = 'OPEN' order by due,"
                + " number")
        .param(projectKey)
        .query(Action.class)
        .list();
  }

  /**
   * An open action in somebody's list of work.
   *
   * @param action in a project that is carried on
   * @param responsibleName what people call whoever is responsible
   */
  public record Waiting(Action action, String projectName, String responsibleName) {}

  /** Of whom, and not in projects that are paused or closed. */
  private static final String WAITING =
      " from action_item a join project p on p.project_key = a.project_key where a.responsible in"
          + " (:people) and a.status = 'OPEN' and p.phase <> 'CLOSED' and not exists (select 1 from"
          + " project_pause s where s.project_key = a.project_key and s.open_mark = 0)";

  /**
   * A page of what waits for a person, and for those whom they stand in for in everything today, by
   * days; nothing of projects that are paused or closed.
   *
   * @param number of the page from 1; the last one where there are not so many
   */
  @Transactional(readOnly = true)
  public Page<Waiting> waitingFor(String by, int number) {
    Set<String> people = people(by);
    Page<Action> page =
        Pages.read(
            number,
            part -> waiting(people, part),
            () ->
                jdbc.sql("select count(*)" + WAITING)
                    .param("people", people)
                    .query(Long.class)
                    .single());
    return new PageImpl<>(named(page.getContent()), page.getPageable(), page.getTotalElements());
  }

  private List<Action> waiting(Set<String> people, Pageable part) {
    return jdbc.sql("select a.*" + WAITING + " order by a.due, a.id limit :most offset :skipped")
        .param("people", people)
        .param("most", part.getPageSize())
        .param("skipped", part.getOffset())
        .query(Action.class)
        .list();
  }

  /** One of them, also where it does not wait any more. */
  @Transactional(readOnly = true)
  public Waiting waiting(String id) {
    return named(List.of(get(id))).get(0);
  }

  private List<Waiting> named(List<Action> actions) {
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
