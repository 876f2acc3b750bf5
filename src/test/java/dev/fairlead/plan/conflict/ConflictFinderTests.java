package dev.fairlead.plan.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conflicts on small plans; 1 March 2027 is a Monday and all plans begin on it. */
class ConflictFinderTests {
  private final List<PlannedProject> projects = new ArrayList<>();
  private final Map<String, PersonalCalendar> people = new TreeMap<>();
  private final List<Blackout> blackouts = new ArrayList<>();

  private List<Conflict> found() {
    return since(march(1));
  }

  private List<Conflict> since(LocalDate day) {
    return new ConflictFinder(projects, people, blackouts).find(day.atStartOfDay());
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

  @Test
  void whatIsPastIsNoConflict() {
    project("A", 100, task(1, "Long", 5, "tom"), task(2, "Short", 3, "tom"));
    project("B", 100, from(task(1, "Other", 1, "tom"), 5));
    away("tom", march(3), march(4));

    assertThat(since(march(3)))
        .as("one of three days and one of two days away are left: A asks twice until tonight")
        .extracting(Conflict::kind, Conflict::from, Conflict::until, Conflict::amount)
        .containsExactly(
            tuple(Kind.ABSENCE, march(3), march(4), 2.0),
            tuple(Kind.OVERLOAD_ACROSS, march(5), march(5), 8.0));
    people.clear();
    assertThat(since(march(3)))
        .extracting(Conflict::kind, Conflict::from, Conflict::until, Conflict::amount)
        .containsExactly(
            tuple(Kind.OVERLOAD, march(3), march(3), 8.0),
            tuple(Kind.OVERLOAD_ACROSS, march(5), march(5), 8.0));
    assertThat(since(march(4)))
        .as("over, and what has ended is not among those that meet")
        .extracting(Conflict::kind, c -> c.sides().size())
        .containsExactly(tuple(Kind.OVERLOAD_ACROSS, 2));
    away("tom", march(3), march(4));
    assertThat(since(march(4)))
        .filteredOn(c -> c.kind() == Kind.ABSENCE)
        .singleElement()
        .returns(march(4), Conflict::from)
        .returns(1.0, Conflict::amount);
    assertThat(since(march(6))).isEmpty();
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

  // ---- the highest load of a project, as its reports rate it

  @Test
  void whoIsPlannedForTheirShareIsFullyLoadedAndNoMore() {
    project("A", 50, task(1, "Work", 5, "tom"));

    assertThat(load()).isEqualTo(100);
    assertThat(found()).isEmpty();
  }

  @Test
  void anOverloadIsMeasuredByTheShare() {
    project("A", 50, effort(task(1, "Work", 5, "tom"), 40));

    assertThat(load()).isEqualTo(200);
    assertThat(found()).extracting(Conflict::kind).containsExactly(Kind.OVERLOAD);
  }

  @Test
  void twoTasksAtOnceAreAnOverloadUntilOneEnds() {
    project("A", 100, task(1, "Long", 5, "tom"), from(task(2, "Short", 1, "tom"), 3));

    assertThat(load()).isEqualTo(200);
    assertThat(load(march(4))).as("when the short one is done").isEqualTo(100);
    assertThat(load(march(6))).as("when all is over").isZero();
  }

  @Test
  void nobodyIsLoadedWhileAway() {
    project("A", 100, task(1, "One", 5, "tom"), from(task(2, "Two", 2, "tom"), 3));
    assertThat(load()).isEqualTo(200);

    away("tom", march(3), march(4));
    assertThat(load()).isEqualTo(100);
    assertThat(found()).extracting(Conflict::kind).containsExactly(Kind.ABSENCE);
  }

  @Test
  void nobodyIsLoadedInHoursInWhichTheyDoNotWork() {
    project("A", 100, task(1, "One", 5, "tom"), from(task(2, "Two", 2, "tom"), 4));
    assertThat(load()).isEqualTo(200);

    // Monday to Wednesday, while the second task lies on Thursday and Friday
    people.put("tom", mornings(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY));
    assertThat(load()).isEqualTo(100);
    assertThat(found()).isEmpty();
  }

  @Test
  void whoIsOverloadedByTwoProjectsTogetherIsSoInEachWhileBothAskForThem() {
    project("A", 60, task(1, "Work", 5, "tom"));
    project("B", 80, from(task(1, "Other", 2, "tom"), 3));
    project("C", 100, task(1, "Elsewhere", 5, "tina"));

    assertThat(loadOf("A", march(1)))
        .returns(140.0, ConflictFinder.Load::percent)
        .returns("tom", ConflictFinder.Load::person)
        .returns(List.of("B"), ConflictFinder.Load::others);
    assertThat(loadOf("B", march(1)).others()).containsExactly("A");
    assertThat(loadOf("A", march(5)))
        .as("when the other one is done")
        .returns(100.0, ConflictFinder.Load::percent)
        .returns(List.of(), ConflictFinder.Load::others);
    assertThat(loadOf("C", march(1)).percent()).as("of others' people").isEqualTo(100);
  }

  @Test
  void whoHasTimeForBothIsNotOverloaded() {
    project("A", 60, task(1, "Work", 5, "tom"));
    project("B", 40, task(1, "Other", 5, "tom"));

    assertThat(load()).isEqualTo(100);
    assertThat(found()).isEmpty();
  }

  /** The same rule as the list of conflicts, also between projects. */
  @Test
  void theLoadIsTooHighExactlyWhereThereIsAnOverloadOfItsOwnOrWithOthers() {
    int overloads = 0;
    for (long seed = 1; seed <= 200; seed++) {
      projects.clear();
      people.clear();
      Random random = new Random(seed);
      for (String key : List.of("A", "B")) {
        List<PlanTask> tasks = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
          PlanTask task =
              from(task(i, "T" + i, 1 + random.nextInt(2), "tom"), 1 + 7 * i + random.nextInt(6));
          tasks.add(random.nextBoolean() ? task : spread(task, random));
        }
        project(key, 40 + random.nextInt(31), tasks.toArray(PlanTask[]::new));
      }
      LocalDate today = march(1 + random.nextInt(10));
      boolean overload =
          since(today).stream()
              .anyMatch(
                  c ->
                      c.kind() == Kind.OVERLOAD && c.sides().get(0).projectKey().equals("A")
                          || c.kind() == Kind.OVERLOAD_ACROSS);
      assertThat(load(today) > 100).as("seed " + seed).isEqualTo(overload);
      overloads += overload ? 1 : 0;
    }
    assertThat(overloads).as("both happen").isBetween(40, 160);
  }

  /** The same rule as the list of conflicts: above 100 percent exactly where it has an overload. */
  @Test
  void theLoadIsTooHighExactlyWhereThereIsAnOverload() {
    int overloads = 0;
    for (long seed = 1; seed <= 200; seed++) {
      projects.clear();
      people.clear();
      Random random = new Random(seed);
      List<PlanTask> tasks = new ArrayList<>();
      for (int i = 1; i <= 3; i++) {
        PlanTask task = from(task(i, "T" + i, 1 + random.nextInt(3), "tom"), 1 + 4 * i);
        tasks.add(random.nextBoolean() ? task : spread(task, random));
      }
      project("A", 60 + random.nextInt(41), tasks.toArray(PlanTask[]::new));
      if (random.nextBoolean()) {
        int day = 1 + random.nextInt(20);
        away("tom", march(day), march(day + random.nextInt(6)));
      }
      boolean overload = found().stream().anyMatch(c -> c.kind() == Kind.OVERLOAD);
      assertThat(load() > 100).as("seed " + seed).isEqualTo(overload);
      overloads += overload ? 1 : 0;
    }
    assertThat(overloads).as("both happen").isBetween(40, 160);
  }

  /** Three to seven hours of effort for each day. */
  private static PlanTask spread(PlanTask t, Random random) {
    int days = (int) (t.durationMinutes() / 480);
    return task(
        t.number(),
        t.name(),
        days,
        t.owner(),
        new BigDecimal(days * (3 + random.nextInt(5))),
        t.constraintDate().toLocalDate(),
        null,
        0);
  }

  private double load() {
    return load(march(1));
  }

  private double load(LocalDate since) {
    return loadOf("A", since).percent();
  }

  private ConflictFinder.Load loadOf(String project, LocalDate since) {
    return new ConflictFinder(projects, people, blackouts)
        .highestLoad(project, since.atStartOfDay());
  }

  // ---- the workload of people

  @Test
  void theWorkloadIsWhatTasksAskForOfTheHoursThatOneWorks() {
    project("A", 50, task(1, "Work", 10, "tom"));
    project("B", 100, effort(task(1, "Other", 5, "tom"), 40));
    away("tom", march(11), march(12));

    Workload tom = workload("tom", march(1), 3);

    assertThat(tom.weeks())
        .containsExactly(
            new Workload.Week(march(1), 40, 60, false),
            new Workload.Week(march(8), 24, 12, true),
            new Workload.Week(march(15), 40, 0, false));
    assertThat(tom.weeks()).extracting(Workload.Week::percent).containsExactly(150, 50, 0);
    assertThat(tom.weeks())
        .extracting(Workload.Week::level)
        .containsExactly(Workload.Level.OVER, Workload.Level.SOME, Workload.Level.FREE);
    assertThat(tom.tasks())
        .containsExactly(
            new Workload.Task(
                "A",
                "Project A",
                1,
                "Work",
                march(1),
                march(12),
                50,
                List.of(new Workload.Share(march(1), 20), new Workload.Share(march(8), 12))),
            new Workload.Task(
                "B",
                "Project B",
                1,
                "Other",
                march(1),
                march(5),
                100,
                List.of(new Workload.Share(march(1), 40))));
  }

  @Test
  void theWeekOfWhoWorksPartTimeHasFewerHours() {
    project("A", 100, effort(task(1, "Work", 5, "tom"), 40));
    people.put("tom", mornings(DayOfWeek.MONDAY, DayOfWeek.TUESDAY));

    assertThat(workload("tom", march(1), 2).weeks())
        .containsExactly(
            new Workload.Week(march(1), 8, 8, false), new Workload.Week(march(8), 8, 0, false));
  }

  @Test
  void theDaysOfTheWeekThatAreOverDoNotCount() {
    project("A", 100, task(1, "Work", 4, "tom"));

    Workload tom =
        Workload.of(
                List.of("tom"),
                projects,
                people,
                march(4).atTime(13, 0),
                List.of(march(1), march(8)))
            .get("tom");

    assertThat(tom.weeks())
        .as("Thursday afternoon and Friday are left, and the task takes the afternoon")
        .containsExactly(
            new Workload.Week(march(1), 12, 4, false), new Workload.Week(march(8), 40, 0, false));
  }

  @Test
  void whoIsAwayOrAskedForNothingHasAWorkloadAsWell() {
    project("A", 100, from(task(1, "Far", 5, "tom"), 29));
    away("tom", march(1), march(7));

    Map<String, Workload> both =
        Workload.of(
            List.of("tom", "tina"),
            projects,
            people,
            march(1).atStartOfDay(),
            List.of(march(1), march(8)));

    assertThat(both.get("tom").weeks())
        .containsExactly(
            new Workload.Week(march(1), 0, 0, true), new Workload.Week(march(8), 40, 0, false));
    assertThat(both.get("tom").weeks().get(0))
        .returns(null, Workload.Week::percent)
        .returns(Workload.Level.FREE, Workload.Week::level);
    assertThat(both.get("tom").tasks()).as("later than what is looked at").isEmpty();
    assertThat(both.get("tina").weeks()).extracting(Workload.Week::available).containsOnly(40.0);
  }

  /** A holiday of one project is no holiday for the other. */
  @Test
  void eachDayHasTheHoursOfTheProjectThatWorksLongest() {
    project("A", 100, task(1, "Work", 10, "tom"));
    WorkingCalendar standard = WorkingCalendar.standard();
    TreeMap<LocalDate, List<Shift>> holiday = new TreeMap<>();
    holiday.put(march(3), List.of());
    project("B", 100, new WorkingCalendar(standard.week(), holiday), task(1, "Work", 3, "tom"));

    assertThat(workload("tom", march(1), 1).weeks())
        .containsExactly(new Workload.Week(march(1), 40, 64, false));
  }

  private Workload workload(String person, LocalDate monday, int weeks) {
    return Workload.of(
            List.of(person),
            projects,
            people,
            monday.atStartOfDay(),
            IntStream.range(0, weeks).mapToObj(monday::plusWeeks).toList())
        .get(person);
  }

  // ---- helpers

  private static PersonalCalendar mornings(DayOfWeek... days) {
    Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : days) {
      week.put(day, List.of(new Shift(LocalTime.of(8, 0), LocalTime.of(12, 0))));
    }
    return new PersonalCalendar("Tom", week, List.of());
  }

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

  private void project(String key, int availability, WorkingCalendar calendar, PlanTask... tasks) {
    project(key, availability, List.of(), calendar, tasks);
  }

  private void project(String key, int availability, List<PlanSystem> systems, PlanTask... tasks) {
    project(key, availability, systems, WorkingCalendar.standard(), tasks);
  }

  private void project(
      String key,
      int availability,
      List<PlanSystem> systems,
      WorkingCalendar calendar,
      PlanTask... tasks) {
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
            List.of(),
            List.of(new TeamMember("tom", "Developer", availability, BigDecimal.TEN)),
            0);
    WorkPlan plan = new WorkPlan(key, 1, march(1), null, calendar, List.of(tasks), List.of());
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
    return PlanTask.named(number, name)
        .position(number - 1)
        .durationMinutes(days * 480L)
        .effortHours(effort)
        .owner(owner)
        .constraint(
            from == null
                ? ConstraintType.AS_SOON_AS_POSSIBLE
                : ConstraintType.START_NO_EARLIER_THAN)
        .constraintDate(from == null ? null : from.atStartOfDay())
        .system(system)
        .percentComplete(percent)
        .build();
  }
}
