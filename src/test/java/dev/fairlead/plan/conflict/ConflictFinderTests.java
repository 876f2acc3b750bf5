package dev.fairlead.plan.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.people.PersonalCalendar.Leave;
import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.conflict.Conflict.Kind;
import dev.fairlead.plan.conflict.Conflict.Side;
import dev.fairlead.plan.schedule.CriticalPathScheduler;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Conflicts on small plans; 1 March 2027 is a Monday and all plans begin on it. */
class ConflictFinderTests {
  private final List<PlannedProject> projects = new ArrayList<>();
  private final Map<String, PersonalCalendar> people = new TreeMap<>();
  private final List<Blackout> blackouts = new ArrayList<>();

  private List<Conflict> found() {
    return new ConflictFinder(projects, people, blackouts).find();
  }

  // ---- people

  @Test
  void anOverloadLastsAsLongAsTheDemandIsAboveTheShare() {
    // one works alone for two days, two of them together for three, then one again
    project("A", 100, task(1, "Long", 5, "tom"), from(task(2, "Short", 5, "tom"), 3));

    assertThat(found())
        .containsExactly(
            new Conflict(
                Kind.OVERLOAD,
                "tom",
                march(3),
                march(5),
                24,
                200,
                100,
                null,
                List.of(new Side("A", 1, "1 \"Long\""), new Side("A", 2, "2 \"Short\""))));
  }

  @Test
  void effortCountsInsteadOfTheWholeDay() {
    // 20 hours in five days are half a person, twice that is a whole one
    project("A", 100, effort(task(1, "One", 5, "tom"), 20), effort(task(2, "Two", 5, "tom"), 20));
    assertThat(found()).isEmpty();

    project("B", 100, effort(task(1, "Three", 5, "tom"), 10));
    assertThat(found())
        .singleElement()
        .returns(Kind.OVERLOAD_ACROSS, Conflict::kind)
        .returns(125, Conflict::share)
        .returns(10.0, Conflict::amount);
  }

  @Test
  void aShareInAProjectIsItsLimitThere() {
    project("A", 50, effort(task(1, "Work", 5, "tom"), 40));

    assertThat(found())
        .singleElement()
        .returns(Kind.OVERLOAD, Conflict::kind)
        .returns(100, Conflict::share)
        .returns(50, Conflict::limit)
        .returns(20.0, Conflict::amount);
  }

  @Test
  void twoProjectsThatEachAskForHalfAPersonAreNoConflict() {
    project("A", 50, task(1, "Work", 5, "tom"));
    project("B", 50, task(1, "Work", 5, "tom"));

    assertThat(found()).isEmpty();
  }

  @Test
  void tasksOneAfterTheOtherAndDoneOnesAreNoConflict() {
    project(
        "A",
        100,
        task(1, "First", 2, "tom"),
        from(task(2, "Second", 2, "tom"), 3),
        done(task(3, "Old", 4, "tom")));

    assertThat(found()).isEmpty();
  }

  @Test
  void aWeekendDoesNotCutAnOverload() {
    project("A", 100, task(1, "Long", 10, "tom"));
    project("B", 100, task(1, "Also", 5, "tom"), from(task(2, "More", 5, "tom"), 8));

    assertThat(found())
        .singleElement()
        .returns(march(1), Conflict::from)
        .returns(march(12), Conflict::until)
        .returns(80.0, Conflict::amount)
        .satisfies(c -> assertThat(c.sides()).hasSize(3));
  }

  @Test
  void whoIsBookedWhileAwayIsNamedWithTheWorkingDays() {
    project("A", 100, task(1, "Work", 5, "tom"));
    project("B", 100, from(task(1, "Later", 5, "tina"), 8));
    // Thursday to Tuesday
    away("tom", march(4), march(9));
    away("tina", march(20), march(25));

    assertThat(found())
        .containsExactly(
            new Conflict(
                Kind.ABSENCE,
                "tom",
                march(4),
                march(5),
                2,
                0,
                0,
                null,
                List.of(new Side("A", 1, "1 \"Work\""))));
  }

  /** The sweep against a count hour by hour. */
  @Test
  void theHoursTooMuchAreThoseThatACountOfEveryHourFinds() {
    for (long seed = 1; seed <= 60; seed++) {
      projects.clear();
      Random random = new Random(seed);
      List<PlanTask> tasks = new ArrayList<>();
      for (int i = 1; i <= 12; i++) {
        PlanTask task = task(i, "T" + i, 1 + random.nextInt(6), "tom");
        tasks.add(from(effort(task, 4 + random.nextInt(40)), 1 + random.nextInt(5)));
      }
      project("A", 100, tasks.toArray(PlanTask[]::new));
      Map<String, Double> hours = new TreeMap<>();
      PlannedProject only = projects.get(0);
      for (PlanTask task : tasks) {
        double demand = task.effortHours().doubleValue() * 60 / task.durationMinutes();
        var dates = only.dates().get(task.number());
        for (var at = dates.start(); at.isBefore(dates.finish()); at = at.plusHours(1)) {
          if (only.plan().calendar().workingMinutes(at, at.plusHours(1)) == 60) {
            hours.merge(at.toString(), demand, Double::sum);
          }
        }
      }
      double expected = hours.values().stream().mapToDouble(d -> d > 1.005 ? d - 1 : 0).sum();

      double sum = found().stream().mapToDouble(Conflict::amount).sum();

      assertThat(sum)
          .as("seed " + seed)
          .isCloseTo(expected, org.assertj.core.data.Offset.offset(0.5));
    }
  }

  // ---- systems

  @Test
  void aSystemChangedByTwoProjectsAtTheSameTimeIsNamedWithTheDays() {
    project(
        "A", 100, List.of(system("CRM", Criticality.MEDIUM, "")), on(task(1, "Change", 5, null)));
    project(
        "B",
        100,
        List.of(system(" crm ", Criticality.HIGH, "")),
        on(from(task(1, "Replace", 5, null), 4)));

    assertThat(found())
        .containsExactly(
            new Conflict(
                Kind.SYSTEM,
                "CRM",
                march(4),
                march(5),
                2,
                0,
                0,
                Criticality.HIGH,
                List.of(new Side("A", null, "Project A"), new Side("B", null, "Project B"))));
  }

  @Test
  void aSystemThatIsOnlyUsedOrChangedLaterIsNoConflict() {
    project("A", 100, List.of(system("CRM", Criticality.HIGH, "")), on(task(1, "Change", 5, null)));
    project(
        "B",
        100,
        List.of(system("CRM", Criticality.HIGH, "")),
        on(from(task(1, "Later", 5, null), 8)));
    PlanSystem used =
        new PlanSystem(1, "CRM", SystemAction.USE, null, "", Criticality.HIGH, "", null, null);
    project("C", 100, List.of(used), on(task(1, "Use", 5, null)));

    assertThat(found()).isEmpty();
  }

  @Test
  void workInABlackoutIsNamedOnceByTheProjectsOwnWord() {
    project("A", 100, List.of(system("CRM", Criticality.HIGH, "")), on(task(1, "Change", 5, null)));
    blackouts.add(new Blackout("B", "crm", march(4), march(10)));
    blackouts.add(new Blackout("A", "crm", march(4), march(10)));
    blackouts.add(new Blackout("B", "crm", march(2), march(2)));
    blackouts.add(new Blackout("B", "other", march(1), march(30)));

    assertThat(found())
        .extracting(Conflict::kind, Conflict::from, Conflict::amount)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.BLACKOUT_OTHER, march(2), 1.0),
            org.assertj.core.groups.Tuple.tuple(Kind.BLACKOUT, march(4), 2.0));
  }

  @Test
  void workThatNeverMeetsAMaintenanceWindowIsNamed() {
    PlanSystem sundays = system("CRM", Criticality.HIGH, "Sundays 20:00 to 24:00");
    project("A", 100, List.of(sundays), on(task(1, "Within the week", 5, null)));
    project("B", 100, List.of(sundays), on(from(task(1, "Over a Sunday", 8, null), 15)));

    assertThat(found())
        .singleElement()
        .returns(Kind.MAINTENANCE, Conflict::kind)
        .returns(Criticality.HIGH, Conflict::criticality)
        .returns("A", c -> c.sides().get(0).projectKey());
  }

  @Test
  void nobodyIsOverloadedWhileAway() {
    project("A", 100, task(1, "One", 5, "tom"), task(2, "Two", 5, "tom"));
    away("tom", march(3), march(4));

    assertThat(found())
        .filteredOn(c -> c.kind() == Kind.OVERLOAD)
        .singleElement()
        .returns(24.0, Conflict::amount);
  }

  // ---- helpers

  private void away(String person, LocalDate from, LocalDate until) {
    people.put(
        person, new PersonalCalendar(person, Map.of(), List.of(new Leave(1, from, until, ""))));
  }

  private static LocalDate march(int day) {
    return LocalDate.of(2027, 3, day);
  }

  private void project(String key, int availability, PlanTask... tasks) {
    project(key, availability, List.of(), tasks);
  }

  private void project(String key, int availability, List<PlanSystem> systems, PlanTask... tasks) {
    Project project =
        new Project(
            key,
            "Project " + key,
            "",
            "sofia",
            "clara",
            march(1),
            march(31),
            BigDecimal.TEN,
            0,
            BigDecimal.ZERO,
            Phase.PLANNING,
            null,
            null,
            null,
            List.of(),
            List.of(new TeamMember("tom", "Developer", availability, BigDecimal.TEN)),
            0);
    WorkPlan plan =
        new WorkPlan(key, 1, march(1), null, WorkingCalendar.standard(), List.of(tasks), List.of());
    projects.add(
        PlannedProject.of(
            project, plan, new CriticalPathScheduler().schedule(plan, null), systems));
  }

  private static PlanSystem system(String name, Criticality criticality, String window) {
    return new PlanSystem(1, name, SystemAction.CHANGE, null, "", criticality, window, null, null);
  }

  private static PlanTask task(int number, String name, int days, String owner) {
    return task(number, name, days, owner, null, null, null, 0);
  }

  /** Begins on this day of March at the earliest. */
  private static PlanTask from(PlanTask t, int day) {
    return task(
        t.number(),
        t.name(),
        (int) (t.durationMinutes() / 480),
        t.owner(),
        t.effortHours(),
        march(day),
        t.system(),
        0);
  }

  private static PlanTask effort(PlanTask t, int hours) {
    return task(
        t.number(),
        t.name(),
        (int) (t.durationMinutes() / 480),
        t.owner(),
        new BigDecimal(hours),
        null,
        t.system(),
        0);
  }

  private static PlanTask on(PlanTask t) {
    return task(
        t.number(),
        t.name(),
        (int) (t.durationMinutes() / 480),
        t.owner(),
        t.effortHours(),
        t.constraintDate() == null ? null : t.constraintDate().toLocalDate(),
        1,
        0);
  }

  private static PlanTask done(PlanTask t) {
    return task(
        t.number(), t.name(), (int) (t.durationMinutes() / 480), t.owner(), null, null, null, 100);
  }

  private static PlanTask task(
      int number,
      String name,
      int days,
      String owner,
      BigDecimal effort,
      LocalDate from,
      Integer system,
      int percent) {
    return new PlanTask(
        number,
        null,
        number - 1,
        name,
        false,
        days * 480L,
        effort,
        owner,
        null,
        from == null ? ConstraintType.AS_SOON_AS_POSSIBLE : ConstraintType.START_NO_EARLIER_THAN,
        from == null ? null : from.atStartOfDay(),
        null,
        system,
        null,
        BigDecimal.ZERO,
        percent,
        null,
        null,
        null);
  }
}
