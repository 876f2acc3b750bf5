package dev.fairlead.plan.schedule;

import static dev.fairlead.plan.schedule.PlanBuilder.DAY;
import static dev.fairlead.plan.schedule.PlanBuilder.MONDAY;
import static dev.fairlead.plan.schedule.PlanBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.people.PersonalCalendar.Leave;
import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tasks are done when both their project and their owner work. */
class PersonalCalendarTests {
  private static final Shift MORNING = new Shift(LocalTime.of(8, 0), LocalTime.of(12, 0));

  private static Map<String, PersonalCalendar> away(LocalDate from, LocalDate until) {
    return Map.of(
        "tom",
        new PersonalCalendar("Tom Eriksen", Map.of(), List.of(new Leave(1, from, until, ""))));
  }

  private static Map<String, PersonalCalendar> partTime(Map<DayOfWeek, List<Shift>> week) {
    return Map.of("tom", new PersonalCalendar("Tom Eriksen", week, List.of()));
  }

  private static Schedule schedule(PlanBuilder plan, Map<String, PersonalCalendar> people) {
    return new CriticalPathScheduler().schedule(plan.plan(), null, people);
  }

  @Test
  void aTaskPausesWhileItsOwnerIsAwayAndThePauseIsTold() {
    PlanBuilder plan = new PlanBuilder().task(1, "A", 5).owner("tom");

    Schedule schedule = schedule(plan, away(MONDAY.plusDays(2), MONDAY.plusDays(8)));

    // Monday, Tuesday, then Wednesday to Friday of the week after
    assertThat(schedule.tasks().get(0).start()).isEqualTo(at("2027-03-01T08:00"));
    assertThat(schedule.finish()).isEqualTo(at("2027-03-12T17:00"));
    assertThat(schedule.warnings())
        .extracting(ScheduleWarning::sentence)
        .containsExactly(
            "Task 1 A waits or pauses while its owner Tom Eriksen is away from 3 Mar 2027 to 9 Mar 2027.");
  }

  @Test
  void aTaskWaitsUntilItsOwnerIsBackAndThatIsTold() {
    PlanBuilder plan =
        new PlanBuilder().task(1, "A", 2).task(2, "B", 1).owner("tom").task(3, "C", 1).link(1, 2);
    plan.link(1, 3);

    Schedule schedule = schedule(plan, away(MONDAY.plusDays(2), MONDAY.plusDays(3)));

    assertThat(schedule.byNumber().get(2).start()).isEqualTo(at("2027-03-05T08:00"));
    assertThat(schedule.byNumber().get(3).start()).isEqualTo(at("2027-03-03T08:00"));
    // B decides the finish, but A may slip into the time that B waits anyway
    assertThat(schedule.byNumber().get(2).critical()).isTrue();
    assertThat(schedule.byNumber().get(1).totalSlack()).isEqualTo(2 * DAY);
    assertThat(schedule.byNumber().get(1).lateFinish()).isEqualTo(at("2027-03-04T17:00"));
    assertThat(schedule.warnings()).extracting(ScheduleWarning::task).containsExactly(2);
  }

  @Test
  void aTaskThatEndsJustBeforeItsOwnersLeaveHasNoSlackOfDaysOff() {
    PlanBuilder plan =
        new PlanBuilder().task(1, "A", 2).owner("tom").task(2, "B", 1).task(3, "C", 4).link(1, 2);

    Schedule schedule = schedule(plan, away(MONDAY.plusDays(2), MONDAY.plusDays(2)));

    // B may begin on Thursday, but on Wednesday nobody does anything for A
    assertThat(schedule.byNumber().get(1).critical()).isTrue();
    assertThat(schedule.byNumber().get(1).totalSlack()).isZero();
    assertThat(schedule.byNumber().get(1).lateFinish()).isEqualTo(at("2027-03-02T17:00"));
    assertThat(schedule.byNumber().get(2).totalSlack()).isEqualTo(DAY);
  }

  @Test
  void halfDaysTakeTwiceAsLong() {
    Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      week.put(day, List.of(MORNING));
    }
    PlanBuilder plan = new PlanBuilder().task(1, "A", 5).owner("tom").task(2, "B", 1).link(1, 2);

    Schedule schedule = schedule(plan, partTime(week));

    // ten mornings; mornings on Saturdays are not the project's
    assertThat(schedule.byNumber().get(1).finish()).isEqualTo(at("2027-03-12T12:00"));
    assertThat(schedule.byNumber().get(2).start()).isEqualTo(at("2027-03-12T13:00"));
    assertThat(schedule.byNumber().get(1).totalSlack()).isZero();
  }

  @Test
  void aThreeDayWeekIsKeptForYears() {
    WorkingCalendar standard = WorkingCalendar.standard();
    Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY)) {
      week.put(day, standard.week().get(day));
    }
    PlanBuilder plan = new PlanBuilder().task(1, "A", 600).owner("tom");

    // 200 weeks of three days
    assertThat(schedule(plan, partTime(week)).finish())
        .isEqualTo(MONDAY.plusWeeks(199).plusDays(2).atTime(17, 0));
  }

  @Test
  void somebodyWhoNeverWorksWhenTheProjectDoesIsScheduledAsTheProjectIs() {
    PlanBuilder plan = new PlanBuilder().task(1, "A", 2).owner("tom");

    assertThat(schedule(plan, partTime(Map.of(DayOfWeek.SUNDAY, List.of(MORNING)))).finish())
        .isEqualTo(at("2027-03-02T17:00"));
  }

  @Test
  void remainingWorkWaitsForTheOwnerToo() {
    PlanBuilder plan =
        new PlanBuilder()
            .task(1, "A", 4)
            .progress(50, at("2027-03-01T08:00"), null, null)
            .owner("tom");

    Schedule schedule =
        new CriticalPathScheduler()
            .schedule(
                plan.plan(), at("2027-03-02T17:00"), away(MONDAY.plusDays(2), MONDAY.plusDays(4)));

    assertThat(schedule.byNumber().get(1).start()).isEqualTo(at("2027-03-01T08:00"));
    assertThat(schedule.finish()).isEqualTo(at("2027-03-09T17:00"));
  }

  @Test
  void aDateThatItsOwnerCannotKeepIsTold() {
    PlanBuilder plan =
        new PlanBuilder()
            .task(1, "A", 1)
            .constraint(ConstraintType.MUST_START_ON, at("2027-03-03T08:00"))
            .owner("tom");

    assertThat(schedule(plan, away(MONDAY.plusDays(2), MONDAY.plusDays(2))).warnings())
        .extracting(ScheduleWarning::code)
        .containsExactly("plan.schedule.ownerAway", "plan.schedule.startsOnOtherDay");
  }

  /** Where everybody is away at once, that is the same as a holiday of the project. */
  @Test
  void leaveOfEverybodyIsAHoliday() {
    int moved = 0;
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      WorkPlan plan = everythingOfTom(RandomPlans.plan(seed, false, seed % 2 == 0));
      LocalDate from = plan.start().plusDays(1 + random.nextInt(30));
      LocalDate until = from.plusDays(random.nextInt(14));
      TreeMap<LocalDate, List<Shift>> holidays = new TreeMap<>(plan.calendar().exceptions());
      for (LocalDate day = from; !day.isAfter(until); day = day.plusDays(1)) {
        holidays.put(day, List.of());
      }
      Schedule expected =
          new CriticalPathScheduler()
              .schedule(
                  new WorkPlan(
                      "T",
                      1,
                      plan.start(),
                      null,
                      new WorkingCalendar(plan.calendar().week(), holidays),
                      plan.tasks(),
                      plan.links()),
                  null);
      Schedule actual = new CriticalPathScheduler().schedule(plan, null, away(from, until));

      for (ScheduledTask task : actual.tasks()) {
        ScheduledTask other = expected.byNumber().get(task.number());
        if (plan.task(task.number()).durationMinutes() > 0) {
          assertThat(task).as("seed " + seed).isEqualTo(other);
        }
      }
      if (actual.warnings().stream().anyMatch(w -> w.code().endsWith("ownerAway"))) {
        moved++;
      }
    }
    assertThat(moved).isGreaterThan(100);
  }

  /** Lags count in the project's time, so they are left out. */
  private static WorkPlan everythingOfTom(WorkPlan plan) {
    return new WorkPlan(
        "T",
        1,
        plan.start(),
        null,
        plan.calendar(),
        plan.tasks().stream().map(task -> task.withOwner("tom")).toList(),
        plan.links().stream()
            .map(link -> new TaskLink(link.predecessor(), link.successor(), link.type(), 0))
            .toList());
  }
}
