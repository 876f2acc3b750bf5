package dev.fairlead.plan.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.people.PersonalCalendar.Leave;
import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.conflict.Conflict.Kind;
import dev.fairlead.plan.conflict.Levelling.Delay;
import dev.fairlead.plan.conflict.Levelling.Left;
import dev.fairlead.plan.conflict.Levelling.Levelled;
import dev.fairlead.plan.conflict.Levelling.Question;
import dev.fairlead.plan.conflict.Levelling.Reason;
import dev.fairlead.plan.conflict.Levelling.Stays;
import dev.fairlead.plan.schedule.CriticalPathScheduler;
import dev.fairlead.plan.schedule.RandomPlans;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduleWarning;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Levelling of small plans and of random ones; 1 March 2027 is a Monday, all plans begin on it. */
class LevellingTests {
  private static final CriticalPathScheduler SCHEDULER = new CriticalPathScheduler();

  private final List<PlanTask> tasks = new ArrayList<>();
  private final List<TaskLink> links = new ArrayList<>();
  private final List<PlannedProject> others = new ArrayList<>();
  private final Map<String, PersonalCalendar> people = new TreeMap<>();
  private int share = 100;
  private LocalDate today = march(1);

  // ---- who moves

  @Test
  void theTaskWithMoreSlackMovesBehindTheOther() {
    task(1, "Long", 10, "tina");
    task(2, "Tight", 5, "tom");
    task(3, "Behind", 4, "tina");
    task(4, "Loose", 3, "tom");
    link(2, 3);

    Levelled levelled = level(true);

    assertThat(levelled.delays())
        .containsExactly(new Delay(4, at(8, 8), at(1, 8), at(8, 8), at(3, 17), at(10, 17), 5, 0));
    assertThat(levelled.solved()).extracting(Conflict::subject).contains("tom");
    assertThat(levelled.schedule().finish()).isEqualTo(at(12, 17));
  }

  @Test
  void withoutSlackATaskMovesOnlyWhereTheFinishMay() {
    task(1, "One", 5, "tom");
    task(2, "Two", 5, "tom");

    Levelled kept = level(true);
    assertThat(kept.delays()).isEmpty();
    assertThat(kept.left())
        .singleElement()
        .returns(List.of(new Stays(2, Reason.SLACK)), Left::why)
        .satisfies(left -> assertThat(left.overload().amount()).isEqualTo(40));

    Levelled later = level(false);
    assertThat(later.delays())
        .singleElement()
        .returns(2, Delay::task)
        .returns(at(8, 8), Delay::startNoEarlier)
        .returns(5.0, Delay::days)
        .returns(5.0, Delay::daysBeyond);
    assertThat(later.solved()).hasSize(1);
    assertThat(later.left()).isEmpty();
    assertThat(later.schedule().finish()).isEqualTo(at(12, 17));
  }

  @Test
  void halfDaysFollowEachOtherOnTheSameDay() {
    for (int i = 1; i <= 4; i++) {
      task(i, "Half " + i, 0.5, "tom");
    }

    Levelled levelled = level(false);

    assertThat(levelled.schedule().finish()).isEqualTo(at(2, 17));
    assertThat(levelled.delays())
        .extracting(Delay::newStart)
        .containsExactly(at(1, 13), at(2, 8), at(2, 13));
  }

  @Test
  void whatFollowsADelayedTaskIsNamedToo() {
    task(1, "One", 2, "tom");
    task(2, "Two", 2, "tom");
    task(3, "After two", 1, "tina");
    link(2, 3);
    constrain(1, ConstraintType.MUST_START_ON, 1);

    assertThat(level(false).delays())
        .extracting(Delay::task, Delay::startNoEarlier, Delay::days, Delay::daysBeyond)
        .containsExactly(tuple(2, at(3, 8), 2.0, 2.0), tuple(3, null, 2.0, 2.0));
  }

  @Test
  void effortAndShareCountAndNotOnlyDates() {
    share = 50;
    // a quarter of a person each: two of them have room at the same time
    effort(task(1, "A", 5, "tom"), 10);
    effort(task(2, "B", 5, "tom"), 10);
    effort(task(3, "C", 5, "tom"), 10);

    assertThat(level(false).delays()).extracting(Delay::task).containsExactly(3);
  }

  @Test
  void aTaskGoesBackBehindALeaveAndWhatOthersAskFor() {
    task(1, "One", 2, "tom");
    task(2, "Two", 2, "tom");
    away("tom", march(3), march(5));
    other("OTHER", 3, "tom", 8);

    Levelled levelled = level(false);

    assertThat(levelled.delays())
        .singleElement()
        .returns(2, Delay::task)
        .returns(at(11, 8), Delay::newStart);
    assertThat(levelled.solved()).hasSize(1);
  }

  @Test
  void anOverloadTogetherWithAnotherProjectIsSolvedByMovingOnesOwn() {
    task(1, "Mine", 3, "tom");
    other("OTHER", 5, "tom", 1);

    Levelled levelled = level(false);

    assertThat(levelled.solved()).singleElement().returns(Kind.OVERLOAD_ACROSS, Conflict::kind);
    assertThat(levelled.delays()).singleElement().returns(at(8, 8), Delay::newStart);
  }

  /** Two moves that are fine by themselves, since the task that they meet is placed after them. */
  @Test
  void whatWasMovedOntoATaskThatCannotMoveStaysWhereItWas() {
    movedOntoATaskThatCannotMove();
    task(6, "D", 3, "tina");
    task(7, "E", 3, "tina");
    task(8, "Long", 20, null);

    Levelled levelled = level(false);

    assertThat(levelled.delays()).extracting(Delay::task).containsExactly(7);
    assertThat(levelled.solved()).extracting(Conflict::subject).containsExactly("tina");
    assertThat(levelled.left())
        .singleElement()
        .returns(
            List.of(new Stays(1, Reason.ELSEWHERE), new Stays(2, Reason.ELSEWHERE)), Left::why);
  }

  @Test
  void howeverMuchFollowsWhatWasInTheWayItIsDone() {
    movedOntoATaskThatCannotMove();
    task(6, "Long", 30, null);
    for (int i = 0; i < 30; i++) {
      task(7 + 2 * i, "One", 2, "person" + i);
      task(8 + 2 * i, "Two", 2, "person" + i);
    }

    Levelled levelled = level(false);

    assertThat(levelled.solved()).hasSize(30);
    assertThat(levelled.left())
        .extracting(left -> left.overload().subject())
        .containsExactly("tom");
    assertThat(levelled.cut()).isFalse();
  }

  /** A and B of tom at once, and C of his behind them that must not wait. */
  private void movedOntoATaskThatCannotMove() {
    task(1, "A", 5, "tom");
    task(2, "B", 5, "tom");
    replace(1, t -> t.withDeadline(march(5)));
    replace(2, t -> t.withDeadline(march(5)));
    task(3, "P", 5, "tim");
    task(4, "C", 5, "tom");
    task(5, "S", 5, "tim");
    link(3, 4);
    link(4, 5);
    constrain(5, ConstraintType.START_NO_LATER_THAN, 15);
  }

  /** It is pushed onto what cannot move, by one that could. */
  @Test
  void whatPushesATaskOntoOneThatCannotMoveStaysWhereItWas() {
    task(1, "A", 5, "tom");
    task(2, "B", 5, "tom");
    replace(1, t -> t.withDeadline(march(5)));
    replace(2, t -> t.withDeadline(march(5)));
    task(3, "Behind", 5, "tina");
    link(2, 3);
    task(4, "Last", 1, "tim");
    link(3, 4);
    constrain(4, ConstraintType.START_NO_LATER_THAN, 22);
    task(5, "Fixed", 5, "tina");
    constrain(5, ConstraintType.MUST_START_ON, 15);
    task(6, "D", 3, "tarek");
    task(7, "E", 3, "tarek");

    Levelled levelled = level(false);

    assertThat(levelled.solved()).extracting(Conflict::subject).contains("tarek");
    assertThat(levelled.left())
        .extracting(left -> left.overload().subject())
        .doesNotContain("tina");
  }

  @Test
  void aTaskThatAsksForMoreThanItsShareStillMakesRoomForOtherProjects() {
    share = 50;
    effort(task(1, "Sixty percent", 5, "tom"), 24);
    other("OTHER", 5, "tom", 1, 45);

    Levelled levelled = level(false);

    assertThat(levelled.solved()).extracting(Conflict::kind).containsExactly(Kind.OVERLOAD_ACROSS);
    assertThat(levelled.delays()).singleElement().returns(at(8, 8), Delay::newStart);
    assertThat(levelled.left())
        .singleElement()
        .returns(List.of(new Stays(1, Reason.ALONE)), Left::why)
        .returns(Kind.OVERLOAD, left -> left.overload().kind());
  }

  @Test
  void onlyWhatATaskAloneAsksTooMuchForIsSaidToBeItsOwnDoing() {
    share = 50;
    effort(task(1, "Sixty percent", 5, "tom"), 24);
    constrain(1, ConstraintType.MUST_START_ON, 1);
    other("OTHER", 5, "tom", 1, 45);

    assertThat(level(false).left())
        .extracting(left -> left.overload().kind(), Left::why)
        .containsExactlyInAnyOrder(
            tuple(Kind.OVERLOAD, List.of(new Stays(1, Reason.ALONE))),
            tuple(Kind.OVERLOAD_ACROSS, List.of(new Stays(1, Reason.CONSTRAINT))));
  }

  /**
   * Its latest finish lies before the finish that it has: what was late already is not said again.
   */
  @Test
  void daysBeyondTheSlackOfATaskThatIsLateAlreadyAreThoseOfTheDelay() {
    task(1, "One", 5, "tom");
    task(2, "Two", 5, "tom");
    replace(1, t -> t.withDeadline(march(2)));
    replace(2, t -> t.withDeadline(march(3)));
    assertThat(schedule(mine().plan()).byNumber().get(2).totalSlack()).isNegative();

    assertThat(level(false).delays())
        .singleElement()
        .returns(2, Delay::task)
        .returns(5.0, Delay::days)
        .returns(5.0, Delay::daysBeyond);
    assertThat(level(true).left().get(0).why()).containsExactly(new Stays(2, Reason.SLACK));
  }

  /** Mondays to Wednesdays only: days without work are no days with time. */
  @Test
  void aTaskOfSomebodyWhoWorksPartOfTheWeekGoesToTheDaysOnWhichTheyWork() {
    people.put(
        "tom",
        new PersonalCalendar(
            "tom",
            Stream.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY)
                .collect(Collectors.toMap(day -> day, WorkingCalendar.standard().week()::get)),
            List.of()));
    task(1, "One", 2, "tom");
    task(2, "Two", 2, "tom");

    Levelled levelled = level(false);

    assertThat(levelled.delays())
        .singleElement()
        .returns(2, Delay::task)
        .returns(at(3, 8), Delay::newStart)
        .returns(at(8, 17), Delay::newFinish);
    assertThat(levelled.left()).isEmpty();
  }

  @Test
  void whatIsBelowASummaryAsLateAsPossibleStays() {
    task(1, "One", 5, "tom");
    task(2, "Summary", 0, null);
    constrain(2, ConstraintType.AS_LATE_AS_POSSIBLE, 0);
    task(3, "Two", 5, "tom");
    replace(3, t -> t.with().parent(2).build());
    replace(1, t -> t.withDeadline(march(5)));

    assertThat(level(false).delays()).isEmpty();
    assertThat(level(false).left())
        .singleElement()
        .satisfies(left -> assertThat(left.why()).contains(new Stays(3, Reason.CONSTRAINT)));
  }

  // ---- who stays

  @Test
  void whatBeganOrIsConstrainedOrLiesBeforeTodayStaysAndIsNamed() {
    task(1, "Begun", 5, "tom");
    replace(1, t -> t.with().percentComplete(10).build());
    task(2, "Fixed", 5, "tom");
    constrain(2, ConstraintType.START_NO_LATER_THAN, 2);
    task(3, "Late", 5, "tom");
    constrain(3, ConstraintType.AS_LATE_AS_POSSIBLE, 0);

    Levelled levelled = level(false);

    assertThat(levelled.delays()).isEmpty();
    assertThat(levelled.left())
        .singleElement()
        .satisfies(
            left ->
                assertThat(left.why())
                    .containsExactly(
                        new Stays(1, Reason.BEGUN),
                        new Stays(2, Reason.CONSTRAINT),
                        new Stays(3, Reason.CONSTRAINT)));
  }

  @Test
  void whatLiesBeforeTodayIsNotLevelled() {
    task(1, "One", 3, "tom");
    task(2, "Two", 3, "tom");
    today = march(8);
    assertThat(level(false).overloads()).isZero();

    today = march(2);
    Levelled levelled = level(false);
    assertThat(levelled.delays()).isEmpty();
    assertThat(levelled.left())
        .singleElement()
        .satisfies(
            left ->
                assertThat(left.why())
                    .containsExactly(new Stays(1, Reason.PAST), new Stays(2, Reason.PAST)));
  }

  @Test
  void whoIsAskedForTooMuchByOneTaskAloneStaysSo() {
    share = 50;
    effort(task(1, "Too much", 5, "tom"), 40);
    effort(task(2, "More", 5, "tom"), 10);

    Levelled levelled = level(false);

    assertThat(levelled.delays()).extracting(Delay::task).containsExactly(2);
    assertThat(levelled.left())
        .singleElement()
        .returns(List.of(new Stays(1, Reason.ALONE)), Left::why)
        .satisfies(left -> assertThat(left.overload().amount()).isEqualTo(20));
  }

  @Test
  void noTaskIsMovedThatWouldBreakTheConstraintOfAnotherBehindIt() {
    task(1, "One", 3, "tom");
    task(2, "Two", 3, "tom");
    task(3, "Show", 1, "tina");
    task(4, "Fair", 1, "tina");
    link(1, 3);
    link(2, 4);
    constrain(3, ConstraintType.MUST_START_ON, 4);
    constrain(4, ConstraintType.MUST_START_ON, 4);
    tasks.remove(3);
    links.remove(1);

    Levelled one = level(false);
    assertThat(one.delays()).extracting(Delay::task).containsExactly(2);

    task(4, "Fair", 1, "tim");
    link(2, 4);
    constrain(4, ConstraintType.MUST_START_ON, 4);
    Levelled none = level(false);
    assertThat(none.delays()).isEmpty();
    assertThat(none.left().get(0).why()).containsExactly(new Stays(2, Reason.BREAKS));
  }

  @Test
  void aDeadlineIsMissedOnlyWhereTheFinishMayMoveAndIsSaid() {
    task(1, "One", 5, "tom");
    task(2, "Two", 5, "tom");
    task(3, "Long", 20, "tina");
    replace(1, t -> t.withDeadline(march(5)));
    replace(2, t -> t.withDeadline(march(9)));

    assertThat(level(true).left().get(0).why()).containsExactly(new Stays(2, Reason.SLACK));
    assertThat(level(false).warnings())
        .singleElement()
        .returns(2, ScheduleWarning::task)
        .returns("plan.schedule.deadlineMissed", ScheduleWarning::code);
  }

  @Test
  void aMoveIntoALeaveIsSaid() {
    task(1, "One", 5, "tom");
    task(2, "Two", 5, "tom");
    away("tom", march(10), march(11));

    Levelled levelled = level(false);

    assertThat(levelled.arising())
        .singleElement()
        .returns(Kind.ABSENCE, Conflict::kind)
        .returns(2.0, Conflict::amount);
    assertThat(levelled.warnings()).isEmpty();
  }

  @Test
  void aPlanWithoutOverloadsIsLeftAlone() {
    task(1, "One", 5, "tom");
    task(2, "Two", 5, "tina");

    Levelled levelled = level(false);

    assertThat(levelled.overloads()).isZero();
    assertThat(levelled.delays()).isEmpty();
    assertThat(levelled.reschedules()).isZero();
  }

  // ---- random plans

  @Test
  void randomPlansKeepWhatTheyMustKeep() {
    int solved = 0;
    int found = 0;
    for (long seed = 1; seed <= 160; seed++) {
      random(seed);
      int kept = 0;
      for (boolean keepFinish : new boolean[] {true, false}) {
        Levelled levelled = level(keepFinish);
        holds(levelled, keepFinish, "seed " + seed + (keepFinish ? ", finish kept" : ""));
        if (keepFinish) {
          kept = levelled.solved().size();
        } else {
          solved += levelled.solved().size();
          found += levelled.overloads();
          assertThat(levelled.solved().size()).as("seed " + seed).isGreaterThanOrEqualTo(kept);
        }
      }
    }
    // most of these plans have no constraint that forbids it
    assertThat(found).isGreaterThan(300);
    assertThat(solved).isGreaterThan(found * 8 / 10);
  }

  /** A plan whose tasks have owners, some with an effort, some begun, and others beside it. */
  private void random(long seed) {
    Random random = new Random(seed);
    tasks.clear();
    links.clear();
    others.clear();
    people.clear();
    today = march(seed % 5 == 0 ? 4 : 1);
    share = random.nextBoolean() ? 100 : 60;
    WorkPlan plan = RandomPlans.plan(seed, seed % 3 == 0, seed % 2 == 0);
    for (PlanTask task : plan.tasks()) {
      boolean owned = task.durationMinutes() > 0 && random.nextInt(6) > 0;
      tasks.add(
          task.with()
              .owner(owned ? List.of("tom", "tina", "tarek").get(random.nextInt(3)) : null)
              .effortHours(owned && random.nextInt(3) == 0 ? part(task, random) : null)
              .percentComplete(owned && random.nextInt(15) == 0 ? 20 : 0)
              .build());
    }
    links.addAll(plan.links());
    if (random.nextBoolean()) {
      away("tom", march(8), march(8 + random.nextInt(9)));
    }
    if (random.nextBoolean()) {
      other("OTHER", 1 + random.nextInt(20), "tina", 1 + random.nextInt(20));
    }
  }

  /** Hours of a task that its owner does beside other work. */
  private static BigDecimal part(PlanTask task, Random random) {
    return BigDecimal.valueOf(task.durationMinutes() * (20 + random.nextInt(40)) / 6000.0);
  }

  private void holds(Levelled levelled, boolean keepFinish, String which) {
    PlannedProject before = mine();
    Schedule was = schedule(before.plan());
    Schedule is = schedule(levelled.plan());
    Map<Integer, ScheduledTask> dates = is.byNumber();
    assertThat(is).as(which).isEqualTo(levelled.schedule());
    for (ScheduledTask task : was.tasks()) {
      assertThat(dates.get(task.number()).start()).as(which).isAfterOrEqualTo(task.start());
      assertThat(dates.get(task.number()).finish()).as(which).isAfterOrEqualTo(task.finish());
    }
    if (keepFinish) {
      assertThat(is.finish()).as(which).isEqualTo(was.finish());
      assertThat(levelled.delays()).as(which).allMatch(delay -> delay.daysBeyond() == 0);
    }
    // the scheduler keeps to the links; that it may, they must still all be there
    assertThat(levelled.plan().links()).isEqualTo(before.plan().links());
    for (PlanTask task : levelled.plan().tasks()) {
      PlanTask old = before.plan().task(task.number());
      boolean delayed = !task.equals(old);
      if (delayed) {
        assertThat(task)
            .as(which)
            .isEqualTo(
                old.with()
                    .constraint(ConstraintType.START_NO_EARLIER_THAN)
                    .constraintDate(task.constraintDate())
                    .build());
        assertThat(old.percentComplete()).as(which).isZero();
        assertThat(old.constraint())
            .as(which)
            .isIn(ConstraintType.AS_SOON_AS_POSSIBLE, ConstraintType.START_NO_EARLIER_THAN);
        assertThat(was.byNumber().get(task.number()).start())
            .isAfterOrEqualTo(today.atStartOfDay());
      }
    }
    assertThat(levelled.left())
        .as(which)
        .allSatisfy(left -> assertThat(left.why()).as("%s, %s", which, left).isNotEmpty());
    Set<String> overloaded =
        overloads(before).stream()
            .map(overload -> overload.kind() + overload.subject())
            .collect(Collectors.toSet());
    assertThat(overloaded)
        .as(which)
        .containsAll(
            levelled.left().stream()
                .map(left -> left.overload().kind() + left.overload().subject())
                .toList());
    Map<String, Double> hoursBefore = hours(before);
    hours(PlannedProject.of(before.project(), levelled.plan(), is, List.of()))
        .forEach(
            (who, hours) ->
                assertThat(hours)
                    .as(which + ", " + who)
                    .isLessThanOrEqualTo(hoursBefore.getOrDefault(who, 0.0) + 0.6));
    assertThat(level(keepFinish)).as(which).isEqualTo(levelled);
  }

  /** Hours too many by kind and person. */
  private Map<String, Double> hours(PlannedProject project) {
    return overloads(project).stream()
        .collect(
            Collectors.groupingBy(
                c -> c.kind() + " " + c.subject(), Collectors.summingDouble(Conflict::amount)));
  }

  private List<Conflict> overloads(PlannedProject project) {
    List<PlannedProject> all = new ArrayList<>(others);
    all.add(project);
    return new ConflictFinder(all, people, List.of())
        .find(today.atStartOfDay()).stream()
            .filter(c -> c.kind() == Kind.OVERLOAD || c.kind() == Kind.OVERLOAD_ACROSS)
            .filter(c -> c.concerns("MINE"))
            .toList();
  }

  // ---- helpers

  private Levelled level(boolean keepFinish) {
    PlannedProject mine = mine();
    return Levelling.level(
        new Question(mine, schedule(mine.plan()), others, people, List.of(), today, keepFinish),
        this::schedule);
  }

  private PlannedProject mine() {
    WorkPlan plan = plan("MINE", tasks, links);
    return PlannedProject.of(project("MINE", share), plan, schedule(plan), List.of());
  }

  private Schedule schedule(WorkPlan plan) {
    return SCHEDULER.schedule(plan, null, people);
  }

  private static WorkPlan plan(String key, List<PlanTask> tasks, List<TaskLink> links) {
    return new WorkPlan(
        key, 1, march(1), null, WorkingCalendar.standard(), List.copyOf(tasks), List.copyOf(links));
  }

  private static Project project(String key, int share) {
    return new Project(
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
        List.of(new TeamMember("tom", "Developer", share, BigDecimal.TEN)),
        0);
  }

  private PlanTask task(int number, String name, double days, String owner) {
    PlanTask task =
        PlanTask.named(number, name)
            .position(number)
            .durationMinutes(Math.round(days * 480))
            .owner(owner)
            .build();
    tasks.add(task);
    return task;
  }

  private void replace(int number, java.util.function.UnaryOperator<PlanTask> change) {
    tasks.replaceAll(task -> task.number() == number ? change.apply(task) : task);
  }

  private void effort(PlanTask task, int hours) {
    replace(task.number(), t -> t.withEffortHours(BigDecimal.valueOf(hours)));
  }

  private void constrain(int number, ConstraintType type, int day) {
    replace(
        number,
        t ->
            t.with()
                .constraint(type)
                .constraintDate(day == 0 ? null : march(day).atTime(8, 0))
                .build());
  }

  private void link(int predecessor, int successor) {
    links.add(new TaskLink(predecessor, successor, LinkType.FS, 0));
  }

  private void away(String person, LocalDate from, LocalDate until) {
    people.put(
        person, new PersonalCalendar(person, Map.of(), List.of(new Leave(1, from, until, ""))));
  }

  /** Another project with one task of a person from a day of March on. */
  private void other(String key, int days, String owner, int from) {
    other(key, days, owner, from, 100);
  }

  private void other(String key, int days, String owner, int from, int percent) {
    PlanTask task =
        PlanTask.named(1, "Theirs")
            .position(1)
            .durationMinutes(days * 480L)
            .owner(owner)
            .effortHours(BigDecimal.valueOf(days * 8L * percent).movePointLeft(2))
            .constraint(ConstraintType.START_NO_EARLIER_THAN)
            .constraintDate(march(from).atTime(8, 0))
            .build();
    WorkPlan plan = plan(key, List.of(task), List.of());
    others.add(PlannedProject.of(project(key, 100), plan, schedule(plan), List.of()));
  }

  private static LocalDate march(int day) {
    return LocalDate.of(2027, 3, day);
  }

  private static LocalDateTime at(int day, int hour) {
    return march(day).atTime(hour, 0);
  }
}
