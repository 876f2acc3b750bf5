package dev.fairlead.plan;

import dev.fairlead.people.Absences;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.conflict.Workload;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is asked for how much in which week, over all projects with work going on, for those who
 * share people out. Computed whenever somebody asks, of the people of one page alone.
 */
@Service
@Transactional(readOnly = true)
public class Workloads {
  private static final int PAGE = 50;
  private static final int WEEKS = 12;

  /** So many projects are found by words at once. */
  private static final int MOST_PROJECTS = 50;

  /** No plan reaches further. */
  private static final int LONGEST_YEARS = 50;

  /** Others than oneself are seen by whoever decides what people work on. */
  private static final Set<String> READERS =
      Set.of(Groups.COORDINATORS, Groups.MANAGERS, Groups.SPONSORS, Groups.STEERING_BOARD);

  /** Who belongs to a team or owns work that is left; # says of which projects. */
  private static final String PEOPLE =
      "(u.enabled = true and exists (select 1 from team_member m join project p on p.project_key = m.project_key"
          + " where m.username = u.username and #))"
          + " or exists (select 1 from plan_task t join project p on p.project_key = t.project_key"
          + " where t.owner = u.username and t.percent_complete < 100 and #)";

  private final JdbcClient jdbc;
  private final Portfolio portfolio;
  private final Projects projects;
  private final Users users;
  private final Absences absences;
  private final FairleadClock clock;

  Workloads(
      JdbcClient jdbc,
      Portfolio portfolio,
      Projects projects,
      Users users,
      Absences absences,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.portfolio = portfolio;
    this.projects = projects;
    this.users = users;
    this.absences = absences;
    this.clock = clock;
  }

  private record Person(String username, String name) {}

  /** A person with their weeks. */
  public record Row(String username, String name, Workload load) {}

  /**
   * A page of people in the order of their names.
   *
   * @param mondays the first days of the weeks
   * @param projectKnown false where a project was asked for that nobody can find
   * @param first whether the weeks begin with the present one
   * @param more whether there is a next page
   */
  public record Page(
      List<LocalDate> mondays,
      List<Row> people,
      boolean projectKnown,
      boolean first,
      int number,
      boolean more) {}

  /** Whether this person may look at others than themselves. */
  public boolean maySeeOthers(String person) {
    return users
        .find(person)
        .map(User::groups)
        .filter(groups -> groups.stream().anyMatch(READERS::contains))
        .isPresent();
  }

  /**
   * Whoever may not look at others gets themselves, whatever is asked for.
   *
   * @param by who asks
   * @param mine only the teams of the projects that they coordinate, and themselves
   * @param project key of a project or parts of the words of its name, or blank for all with work
   *     going on
   * @param from a day of the first week, or null; the present week is the earliest
   * @param number of the page, from 1; what is below is the first
   */
  public Page page(String by, boolean mine, String project, LocalDate from, int number) {
    int page = Math.max(1, Math.min(number, Integer.MAX_VALUE / PAGE - 1));
    LocalDate present = monday(clock.today());
    LocalDate first = from == null ? present : monday(within(from, present));
    List<LocalDate> mondays = IntStream.range(0, WEEKS).mapToObj(first::plusWeeks).toList();
    boolean others = maySeeOthers(by);
    List<String> keys = others && !project.isBlank() ? named(project.strip()) : null;
    boolean known = keys == null || !keys.isEmpty();
    String who = others ? condition(mine, keys) : "u.username = :by";
    List<Person> found = known ? people(who, by, keys, page) : List.of();
    List<Person> shown = found.subList(0, Math.min(PAGE, found.size()));
    return new Page(
        mondays,
        withLoads(shown, mondays),
        known,
        first.equals(present),
        page,
        found.size() > PAGE);
  }

  private static LocalDate monday(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  private static LocalDate within(LocalDate day, LocalDate present) {
    LocalDate latest = present.plusYears(LONGEST_YEARS);
    return day.isBefore(present) ? present : day.isAfter(latest) ? latest : day;
  }

  private List<String> named(String project) {
    return projects
        .find(project)
        .map(exact -> List.of(exact.key()))
        .orElseGet(
            () -> projects.page(null, project, MOST_PROJECTS).stream().map(Project::key).toList());
  }

  private static String condition(boolean mine, List<String> keys) {
    String which = keys == null ? "p.phase in (:active)" : "p.project_key in (:keys)";
    String people = PEOPLE.replace("#", mine ? which + " and p.coordinator = :by" : which);
    return mine && keys == null ? people + " or u.username = :by" : people;
  }

  private List<Person> people(String condition, String by, List<String> keys, int page) {
    return jdbc.sql(
            "select u.username, u.display_name from app_user u where "
                + condition
                + " order by u.display_name, u.username limit :shown offset :skipped")
        .param("by", by)
        .param("keys", keys)
        .param("active", Portfolio.ACTIVE.stream().map(Phase::name).toList())
        .param("shown", PAGE + 1)
        .param("skipped", (page - 1) * PAGE)
        .query((row, i) -> new Person(row.getString(1), row.getString(2)))
        .list();
  }

  private List<Row> withLoads(List<Person> people, List<LocalDate> mondays) {
    Set<String> names = people.stream().map(Person::username).collect(Collectors.toSet());
    Map<String, Workload> loads =
        Workload.of(
            names,
            portfolio.askingFor(names),
            absences.calendars(names),
            clock.statusMoment(),
            mondays);
    return people.stream()
        .map(person -> new Row(person.username(), person.name(), loads.get(person.username())))
        .toList();
  }
}
