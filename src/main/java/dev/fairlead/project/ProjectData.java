package dev.fairlead.project;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes what was stated when a project began. What managers approve with the plan is open while
 * the project is planned; later a change request is the way. Who coordinates and who sponsors it
 * can be replaced until it is closed.
 */
@Service
@Transactional
public class ProjectData {
  private static final int LONGEST_VALUE = 300;

  /** Parts of the data, each with those who may change it and a time in which it is open. */
  public enum Part {
    /** Name and summary. */
    WORDS,
    /** Sponsor and coordinator. */
    PEOPLE,
    /** Dates, budget, tolerances and goals: what is approved. */
    FRAME
  }

  /** A field that is changed. */
  private record Edit(Part part, String field, Object before, Object after) {}

  private final JdbcClient jdbc;
  private final Projects projects;
  private final ProjectRules rules;
  private final Users users;
  private final History history;
  private final ObjectProvider<CarriedData> carried;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;

  ProjectData(
      JdbcClient jdbc,
      Projects projects,
      ProjectRules rules,
      Users users,
      History history,
      ObjectProvider<CarriedData> carried,
      FairleadClock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.rules = rules;
    this.users = users;
    this.history = history;
    this.carried = carried;
    this.clock = clock;
    this.events = events;
  }

  /** Whether this person may change the part now. */
  @Transactional(readOnly = true)
  public boolean mayChange(Part part, Project project, String by) {
    return isAllowed(part, project, by) && whyLocked(part, project) == null;
  }

  /** Why nobody can change the part now, in a sentence, or null where it is open. */
  @Transactional(readOnly = true)
  public String whyLocked(Part part, Project project) {
    Phase phase = project.phase();
    if (phase.isOver()) {
      return Sentences.say("project.data.over", project.name());
    }
    return switch (part) {
      case PEOPLE -> null;
      case WORDS ->
          phase == Phase.APPROVAL
              ? Sentences.say("project.data.locked.APPROVAL", project.name())
              : null;
      case FRAME ->
          phase != Phase.PLANNING
              ? Sentences.say("project.data.locked." + phase, project.name())
              : project.isPaused()
                  ? Sentences.say("project.onHold", project.pause().sentence(project.key()))
                  : null;
    };
  }

  /** Its coordinator, or who stands in for them in everything; people also by those above. */
  private boolean isAllowed(Part part, Project project, String by) {
    boolean coordinates =
        by.equals(project.coordinator())
            || users.actsFor(by, clock.today()).contains(project.coordinator());
    return part == Part.PEOPLE
        ? by.equals(project.sponsor())
            || users.get(by).isIn(Groups.MANAGERS)
            || users.get(by).isIn(Groups.ADMINISTRATORS)
            || coordinates && project.phase() == Phase.PLANNING
        : coordinates;
  }

  /**
   * Puts these data in the place of those that the project has, all or nothing. Its key and its
   * team stay as they are.
   *
   * @param version that the person saw
   * @throws RefusedException where somebody else would have to do it, where it is too late, or
   *     naming every field that is wrong
   * @throws ConflictException when somebody else changed the data meanwhile
   */
  public Project change(int version, NewProject wanted, String by) {
    return change(version, wanted, by, new Checks());
  }

  /**
   * As {@link #change(int, NewProject, String)}.
   *
   * @param checks what was found wrong while the form was read
   */
  public Project change(int version, NewProject wanted, String by, Checks checks) {
    String key = wanted.key();
    // who changed the dates meanwhile has changed the version, too
    if (isDated(edits(projects.get(key), wanted))) {
      events.publishEvent(new ProjectToBeDated(key));
    }
    Project before = projects.locked(key);
    List<Edit> edits = edits(before, wanted);
    if (edits.isEmpty()) {
      checks.done();
      return before;
    }
    Set<Part> parts = EnumSet.noneOf(Part.class);
    edits.forEach(edit -> parts.add(edit.part()));
    parts.forEach(part -> mustBeAllowed(part, before, by));
    parts.forEach(part -> mustBeOpen(part, before));
    rules.check(wanted, before, checks);
    checks.done();
    if (before.version() != version) {
      throw ConflictException.because("project.data.stale", before.name());
    }
    write(wanted, edits);
    Project after = projects.get(key);
    if (has(edits, "name")) {
      carried.getObject().rename(key, after.name());
    }
    if (isDated(edits)) {
      events.publishEvent(new ProjectDated(key, has(edits, "start"), by));
    }
    tell(before, after, edits, by);
    replace(before, after, by);
    return projects.get(key);
  }

  private void mustBeAllowed(Part part, Project project, String by) {
    if (!isAllowed(part, project, by)) {
      throw RefusedException.forbidden(
          part == Part.PEOPLE ? "project.data.whoReplaces" : "project.data.whoEdits",
          project.name(),
          users.nameOf(project.coordinator()),
          users.nameOf(project.sponsor()));
    }
  }

  private void mustBeOpen(Part part, Project project) {
    String why = whyLocked(part, project);
    if (why != null) {
      throw RefusedException.because("project.data.closed", why);
    }
  }

  private void write(NewProject wanted, List<Edit> edits) {
    String key = wanted.key();
    jdbc.sql(
            "update project set name = ?, summary = ?, sponsor = ?, coordinator = ?, start_date ="
                + " ?, deadline = ?, budget = ?, time_tolerance = ?, cost_tolerance = ?, version ="
                + " version + 1 where project_key = ?")
        .params(
            plain(wanted.name()),
            plain(wanted.summary()),
            wanted.sponsor(),
            wanted.coordinator(),
            wanted.start(),
            wanted.deadline(),
            wanted.budget(),
            wanted.timeTolerance(),
            wanted.costTolerance(),
            key)
        .update();
    if (has(edits, "goals")) {
      jdbc.sql("delete from goal where project_key = ?").param(key).update();
      projects.addGoals(key, wanted.goals());
    }
    projects.renamed(key);
  }

  /** What was changed in words and frame, in one sentence of the history and of the log. */
  private void tell(Project before, Project after, List<Edit> edits, String by) {
    String said =
        edits.stream()
            .filter(edit -> edit.part() != Part.PEOPLE)
            .map(
                edit ->
                    Sentences.say(
                        "project.data.fromTo",
                        Sentences.say("project.data.field." + edit.field()),
                        said(edit, edit.before()),
                        said(edit, edit.after())))
            .collect(Collectors.joining("; "));
    if (!said.isEmpty()) {
      // whoever stands in for the coordinator acts in their name
      String deputyOf = by.equals(before.coordinator()) ? null : before.coordinator();
      keep(after, Sentences.say("project.history.data", said), "EDIT", by, deputyOf);
    }
  }

  private void keep(
      Project project, String sentence, String decision, String by, String onBehalfOf) {
    history.note(project.key(), by, sentence);
    history.decided(
        Decided.on(project.key(), Decided.Kind.PROJECT, project.key(), decision, by)
            .named(project.name())
            .insteadOf(onBehalfOf)
            .saying(sentence));
  }

  private void replace(Project before, Project after, String by) {
    if (!before.sponsor().equals(after.sponsor())) {
      replace(after, CarriedData.Role.SPONSOR, before.sponsor(), after.sponsor(), by);
    }
    if (!before.coordinator().equals(after.coordinator())) {
      replace(after, CarriedData.Role.COORDINATOR, before.coordinator(), after.coordinator(), by);
      events.publishEvent(
          new CoordinatorReplaced(after.key(), before.coordinator(), after.coordinator()));
    }
  }

  /** Whoever leaves, whoever comes and those who work with them are told. */
  private void replace(
      Project project, CarriedData.Role role, String former, String next, String by) {
    Set<String> tasks =
        new LinkedHashSet<>(carried.getObject().replace(project.key(), role, former, next));
    String what = Sentences.say("project.data.role." + role);
    String along = tasks.isEmpty() ? Sentences.say("project.noTasks") : String.join(", ", tasks);
    keep(
        project,
        Sentences.say(
            "project.history.replaced", what, users.nameOf(former), users.nameOf(next), along),
        "REPLACE",
        by,
        null);
    List<String> told =
        new LinkedHashSet<>(List.of(former, next, project.sponsor(), project.coordinator()))
            .stream()
                .filter(person -> users.find(person).filter(User::enabled).isPresent())
                .toList();
    events.publishEvent(
        new Notice(
            "replaced/" + project.key() + "/" + project.version() + "/" + role,
            project.key(),
            told,
            "replaced",
            Map.of(
                "projectKey", project.key(),
                "projectName", project.name(),
                "person", users.nameOf(by),
                "role", what,
                "former", users.nameOf(former),
                "next", users.nameOf(next),
                "tasks", along),
            "/projects/" + project.key()));
  }

  private static List<Edit> edits(Project was, NewProject is) {
    List<Edit> edits =
        new ArrayList<>(
            List.of(
                new Edit(Part.WORDS, "name", plain(was.name()), plain(is.name())),
                new Edit(Part.WORDS, "summary", plain(was.summary()), plain(is.summary())),
                new Edit(Part.PEOPLE, "sponsor", was.sponsor(), plain(is.sponsor())),
                new Edit(Part.PEOPLE, "coordinator", was.coordinator(), plain(is.coordinator())),
                new Edit(Part.FRAME, "start", was.start(), is.start()),
                new Edit(Part.FRAME, "deadline", was.deadline(), is.deadline()),
                new Edit(Part.FRAME, "budget", was.budget(), is.budget()),
                new Edit(Part.FRAME, "timeTolerance", was.timeTolerance(), is.timeTolerance()),
                new Edit(Part.FRAME, "costTolerance", was.costTolerance(), is.costTolerance()),
                new Edit(Part.FRAME, "goals", was.goals(), is.goals())));
    edits.removeIf(edit -> isSame(edit.before(), edit.after()));
    return edits;
  }

  private static boolean isDated(List<Edit> edits) {
    return has(edits, "start") || has(edits, "deadline");
  }

  private static boolean has(List<Edit> edits, String field) {
    return edits.stream().anyMatch(edit -> edit.field().equals(field));
  }

  /** Browsers send other line breaks than programs. */
  private static String plain(String text) {
    return text == null ? "" : text.replace("\r\n", "\n").strip();
  }

  private static boolean isSame(Object one, Object other) {
    if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
      return a.compareTo(b) == 0;
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      return a.size() == b.size()
          && IntStream.range(0, a.size()).allMatch(i -> isSame(a.get(i), b.get(i)));
    }
    return one instanceof Goal a && other instanceof Goal b
        ? plain(a.statement()).equals(plain(b.statement()))
            && plain(a.measure()).equals(plain(b.measure()))
            && plain(a.target()).equals(plain(b.target()))
            && isSame(a.weight(), b.weight())
        : Objects.equals(one, other);
  }

  private static String said(Edit edit, Object value) {
    return edit.field().equals("budget") ? Amounts.plain((BigDecimal) value) : said(value);
  }

  /** As people read it, short enough for a list of what happened. */
  private static String said(Object value) {
    String said =
        value instanceof BigDecimal number
            ? new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(Locale.ENGLISH))
                .format(number)
            : value instanceof LocalDate day
                ? Sentences.day(day)
                : value instanceof Goal goal
                    ? Sentences.say(
                        "project.data.goal",
                        goal.statement(),
                        goal.measure(),
                        goal.target(),
                        said(goal.weight()))
                    : value instanceof List<?> list
                        ? list.stream().map(ProjectData::said).collect(Collectors.joining(" / "))
                        : String.valueOf(value);
    return said.length() <= LONGEST_VALUE ? said : said.substring(0, LONGEST_VALUE - 1) + "…";
  }
}
