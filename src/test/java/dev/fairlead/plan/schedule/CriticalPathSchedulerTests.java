package dev.fairlead.plan.schedule;

import static dev.fairlead.plan.schedule.PlanBuilder.DAY;
import static dev.fairlead.plan.schedule.PlanBuilder.MONDAY;
import static dev.fairlead.plan.schedule.PlanBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.LinkType;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CriticalPathSchedulerTests {
  private static final LocalDate FRIDAY = MONDAY.plusDays(4);

  /**
   * Source: Wikipedia, "Program evaluation and review technique", section "Example": activities a
   * to g with expected times 4, 5.33, 5.17, 6.33, 5.17, 4.5, 5.17 days; critical path a-c-e-g of
   * 19.51 days, slack of b 3.84 and of d and f 4.68 days. Days of ten hours make the hundredths
   * whole minutes.
   */
  @Test
  void workedExampleOfThePertArticle() {
    PlanBuilder plan = new PlanBuilder();
    Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      week.put(day, List.of(new Shift(LocalTime.of(8, 0), LocalTime.of(18, 0))));
    }
    plan.calendar = new WorkingCalendar(week, new TreeMap<>());
    long[] minutes = {2400, 3198, 3102, 3798, 3102, 2700, 3102};
    for (int i = 0; i < 7; i++) {
      plan.add(i + 1, null, "" + (char) ('a' + i), minutes[i]);
    }
    plan.link(1, 3).link(1, 4).link(2, 5).link(3, 5).link(4, 6).link(5, 7);

    Schedule schedule = plan.schedule();

    assertThat(schedule.tasks())
        .extracting(ScheduledTask::totalSlack)
        .containsExactly(0L, 2304L, 0L, 2808L, 0L, 2808L, 0L);
    assertThat(schedule.tasks())
        .extracting(ScheduledTask::freeSlack)
        .containsExactly(0L, 2304L, 0L, 0L, 0L, 2808L, 0L);
    assertThat(schedule.tasks())
        .extracting(ScheduledTask::critical)
        .containsExactly(true, false, true, false, true, false, true);
    assertThat(plan.calendar.workingMinutes(schedule.start(), schedule.finish()))
        .isEqualTo(11706); // 19.51 days
    assertThat(
            plan.calendar.workingMinutes(schedule.start(), schedule.byNumber().get(6).lateStart()))
        .isEqualTo(9006); // 15.01 days
  }

  @Test
  void aTaskEndsAtTheEndOfTheDayAndItsSuccessorBeginsTheNextMorning() {
    Schedule schedule =
        new PlanBuilder()
            .task(1, "Design", 5)
            .task(2, "Build", 1)
            .task(3, "Done", 0)
            .link(1, 2)
            .link(2, 3)
            .schedule();

    Map<Integer, ScheduledTask> dates = schedule.byNumber();
    assertThat(dates.get(1).finish()).isEqualTo(FRIDAY.atTime(17, 0));
    assertThat(dates.get(2).start()).isEqualTo(MONDAY.plusDays(7).atTime(8, 0));
    assertThat(dates.get(2).finish()).isEqualTo(MONDAY.plusDays(7).atTime(17, 0));
    assertThat(dates.get(3).start()).isEqualTo(MONDAY.plusDays(7).atTime(17, 0));
    assertThat(dates.get(3).finish()).isEqualTo(dates.get(3).start());
  }

  @Test
  void aMilestoneWithoutPredecessorStandsAtTheProjectsBeginning() {
    Schedule schedule =
        new PlanBuilder().task(1, "Kick-off", 0).task(2, "Work", 1).link(1, 2).schedule();

    assertThat(schedule.byNumber().get(1).start()).isEqualTo(MONDAY.atTime(8, 0));
    assertThat(schedule.byNumber().get(2).start()).isEqualTo(MONDAY.atTime(8, 0));
  }

  @Test
  void holidaysAndShortDaysAreKept() {
    PlanBuilder plan = new PlanBuilder().task(1, "Work", 3);
    TreeMap<LocalDate, List<Shift>> exceptions = new TreeMap<>();
    exceptions.put(MONDAY.plusDays(1), List.of());
    exceptions.put(MONDAY.plusDays(2), List.of(new Shift(LocalTime.of(8, 0), LocalTime.of(12, 0))));
    plan.calendar = new WorkingCalendar(plan.calendar.week(), exceptions);

    assertThat(plan.schedule().finish()).isEqualTo(FRIDAY.atTime(12, 0));
  }

  @Test
  void lagAndLeadCountInWorkingTime() {
    Schedule schedule =
        new PlanBuilder()
            .task(1, "A", 4)
            .task(2, "Two days later", 1)
            .task(3, "A day before its end", 1)
            .task(4, "With it", 2)
            .task(5, "Ends with it", 1)
            .task(6, "Ends a day after its start", 1)
            .link(1, 2, LinkType.FS, 2)
            .link(1, 3, LinkType.FS, -1)
            .link(1, 4, LinkType.SS, 1)
            .link(1, 5, LinkType.FF, 0)
            .link(2, 6, LinkType.SF, 1)
            .schedule();
    Map<Integer, ScheduledTask> dates = schedule.byNumber();

    assertThat(dates.get(2).start()).isEqualTo(MONDAY.plusDays(8).atTime(8, 0));
    assertThat(dates.get(3).start()).isEqualTo(MONDAY.plusDays(3).atTime(8, 0));
    assertThat(dates.get(4).start()).isEqualTo(MONDAY.plusDays(1).atTime(8, 0));
    assertThat(dates.get(5).finish()).isEqualTo(MONDAY.plusDays(3).atTime(17, 0));
    assertThat(dates.get(6).finish()).isEqualTo(MONDAY.plusDays(8).atTime(17, 0));
  }

  @Test
  void aLeadDoesNotPullATaskBeforeTheProject() {
    Schedule schedule =
        new PlanBuilder().task(1, "A", 1).task(2, "B", 1).link(1, 2, LinkType.FS, -30).schedule();

    assertThat(schedule.byNumber().get(2).start()).isEqualTo(MONDAY.atTime(8, 0));
  }

  @Test
  void everyKindOfConstraintMovesOrBoundsItsTask() {
    Schedule schedule =
        new PlanBuilder()
            .task(1, "Free", 10)
            .task(2, "Not before", 1)
            .constraint(ConstraintType.START_NO_EARLIER_THAN, at("2027-03-03T00:00"))
            .task(3, "Not done before", 1)
            .constraint(ConstraintType.FINISH_NO_EARLIER_THAN, at("2027-03-04T00:00"))
            .task(4, "Starts on", 1)
            .constraint(ConstraintType.MUST_START_ON, at("2027-03-05T00:00"))
            .task(5, "Ends on", 2)
            .constraint(ConstraintType.MUST_FINISH_ON, at("2027-03-05T00:00"))
            .task(6, "Late", 1)
            .constraint(ConstraintType.AS_LATE_AS_POSSIBLE, null)
            .task(7, "Starts by", 1)
            .constraint(ConstraintType.START_NO_LATER_THAN, at("2027-03-03T00:00"))
            .task(8, "Ends by", 1)
            .constraint(ConstraintType.FINISH_NO_LATER_THAN, at("2027-03-03T00:00"))
            .schedule();
    Map<Integer, ScheduledTask> dates = schedule.byNumber();

    assertThat(schedule.warnings()).isEmpty();
    assertThat(dates.get(2).start()).isEqualTo(at("2027-03-03T08:00"));
    assertThat(dates.get(3).finish()).isEqualTo(at("2027-03-04T17:00"));
    assertThat(dates.get(4).start()).isEqualTo(at("2027-03-05T08:00"));
    assertThat(dates.get(4).critical()).isTrue();
    assertThat(dates.get(5).start()).isEqualTo(at("2027-03-04T08:00"));
    assertThat(dates.get(5).totalSlack()).isZero();
    assertThat(dates.get(6).finish()).isEqualTo(at("2027-03-12T17:00"));
    assertThat(dates.get(7).totalSlack()).isEqualTo(2 * DAY);
    assertThat(dates.get(8).totalSlack()).isEqualTo(2 * DAY);
  }

  @Test
  void aConstraintThatItsPredecessorsForbidGivesNegativeSlackAndAWarning() {
    Schedule schedule =
        new PlanBuilder()
            .task(1, "Build", 5)
            .task(2, "Go live", 1)
            .constraint(ConstraintType.MUST_START_ON, at("2027-03-04T08:00"))
            .link(1, 2)
            .schedule();

    assertThat(schedule.byNumber().get(2).start()).isEqualTo(at("2027-03-08T08:00"));
    assertThat(schedule.byNumber().get(1).totalSlack()).isEqualTo(-2 * DAY);
    assertThat(schedule.byNumber().get(1).critical()).isTrue();
    assertThat(schedule.warnings())
        .extracting(ScheduleWarning::sentence)
        .containsExactly(
            "Task 2 Go live must start on 4 Mar 2027, but is scheduled to start on 8 Mar 2027.");
  }

  @Test
  void missedDeadlinesAreTold() {
    PlanBuilder plan = new PlanBuilder().task(1, "Build", 5).deadline(MONDAY.plusDays(2));
    plan.deadline = MONDAY.plusDays(3);
    Schedule schedule = plan.schedule();

    assertThat(schedule.warnings())
        .extracting(ScheduleWarning::sentence)
        .containsExactly(
            "The project finishes on 5 Mar 2027, one working day after its deadline 4 Mar 2027.",
            "Task 1 Build finishes on 5 Mar 2027, 2 working days after its deadline 3 Mar 2027.");
    assertThat(schedule.byNumber().get(1).totalSlack()).isEqualTo(-2 * DAY);
  }

  @Test
  void summariesRollUpAndCarryTheOutline() {
    PlanBuilder plan =
        new PlanBuilder()
            .task(1, "Phase", 0)
            .child(1, 2, "Part", 0)
            .child(2, 3, "A", 2)
            .progress(50, null, null, null)
            .child(1, 4, "B", 6)
            .task(5, "End", 1)
            .link(1, 5);
    Schedule schedule = plan.schedule();
    Map<Integer, ScheduledTask> dates = schedule.byNumber();

    assertThat(schedule.tasks())
        .extracting(ScheduledTask::wbs)
        .containsExactly("1", "1.1", "1.1.1", "1.2", "2");
    assertThat(schedule.tasks()).extracting(ScheduledTask::level).containsExactly(1, 2, 3, 2, 1);
    assertThat(dates.get(1).summary()).isTrue();
    assertThat(dates.get(1).start()).isEqualTo(MONDAY.atTime(8, 0));
    assertThat(dates.get(1).finish()).isEqualTo(dates.get(4).finish());
    assertThat(dates.get(1).percentComplete()).isEqualTo(12); // 1 of 8 days
    assertThat(dates.get(1).critical()).isTrue();
    assertThat(dates.get(2).critical()).isFalse();
    assertThat(dates.get(3).totalSlack()).isEqualTo(4 * DAY);
    assertThat(dates.get(3).freeSlack()).isEqualTo(4 * DAY);
    assertThat(dates.get(5).start()).isEqualTo(MONDAY.plusDays(8).atTime(8, 0));
  }

  @Test
  void aLinkToASummaryHoldsForEveryTaskBelowIt() {
    Schedule schedule =
        new PlanBuilder()
            .task(1, "Before", 3)
            .task(2, "Phase", 0)
            .child(2, 3, "A", 1)
            .child(2, 4, "Part", 0)
            .child(4, 5, "B", 1)
            .link(1, 2)
            .schedule();

    assertThat(schedule.byNumber().get(3).start()).isEqualTo(MONDAY.plusDays(3).atTime(8, 0));
    assertThat(schedule.byNumber().get(5).start()).isEqualTo(MONDAY.plusDays(3).atTime(8, 0));
  }

  @Test
  void aConstraintOnASummaryHoldsBelowIt() {
    Schedule schedule =
        new PlanBuilder()
            .task(1, "Phase", 0)
            .constraint(ConstraintType.START_NO_EARLIER_THAN, at("2027-03-03T00:00"))
            .child(1, 2, "A", 1)
            .schedule();

    assertThat(schedule.byNumber().get(2).start()).isEqualTo(at("2027-03-03T08:00"));
  }

  @Test
  void workLeftIsMovedBehindTheStatusDate() {
    Schedule schedule =
        new PlanBuilder()
            .task(1, "Done", 2)
            .progress(100, at("2027-03-01T08:00"), at("2027-03-03T17:00"), null)
            .task(2, "Running", 4)
            .progress(25, at("2027-03-02T08:00"), null, null)
            .task(3, "Never begun", 1)
            .task(4, "Longer than thought", 2)
            .progress(50, at("2027-03-01T08:00"), null, 5 * DAY)
            .task(5, "After the done one", 1)
            .link(1, 5)
            .schedule("2027-03-05T17:00");
    Map<Integer, ScheduledTask> dates = schedule.byNumber();

    assertThat(dates.get(1).finish()).isEqualTo(at("2027-03-03T17:00"));
    assertThat(dates.get(1).critical()).isFalse();
    assertThat(dates.get(2).start()).isEqualTo(at("2027-03-02T08:00"));
    assertThat(dates.get(2).finish()).isEqualTo(at("2027-03-10T17:00"));
    assertThat(dates.get(3).start()).isEqualTo(at("2027-03-08T08:00"));
    assertThat(dates.get(4).finish()).isEqualTo(at("2027-03-12T17:00"));
    assertThat(dates.get(4).critical()).isTrue();
    assertThat(dates.get(5).start()).isEqualTo(at("2027-03-08T08:00"));
  }

  /** Of a task of four days that began on Tuesday at 8:00, on the morning of Wednesday. */
  @Test
  void whatWasDoneOnTheDayOfTheStatusDateDoesNotLeaveThatDayToTheRest() {
    assertThat(finishOnWednesday(25)).as("as planned").isEqualTo(at("2027-03-05T17:00"));
    assertThat(finishOnWednesday(50)).as("Wednesday done").isEqualTo(at("2027-03-05T17:00"));
    assertThat(finishOnWednesday(40)).as("some of it").isEqualTo(at("2027-03-05T17:00"));
    assertThat(finishOnWednesday(75)).as("Thursday, too").isEqualTo(at("2027-03-04T17:00"));
    assertThat(finishOnWednesday(5)).as("behind: 30.4 h left").isEqualTo(at("2027-03-08T15:24"));
  }

  private static LocalDateTime finishOnWednesday(int percent) {
    return new PlanBuilder()
        .task(1, "Running", 4)
        .progress(percent, at("2027-03-02T08:00"), null, null)
        .schedule("2027-03-03T00:00")
        .finish();
  }

  @Test
  void workThatIsSaidToBeLeftBeginsWhereTheWorkDoneTodayEnds() {
    PlanBuilder plan =
        new PlanBuilder()
            .task(1, "Longer than thought", 2)
            .progress(50, at("2027-03-03T08:00"), null, 3 * DAY);
    assertThat(plan.schedule("2027-03-03T00:00").finish()).isEqualTo(at("2027-03-08T17:00"));
    assertThat(plan.schedule("2027-03-04T00:00").finish()).isEqualTo(at("2027-03-08T17:00"));
    assertThat(plan.schedule("2027-03-05T00:00").finish()).isEqualTo(at("2027-03-09T17:00"));
  }

  @Test
  void workBegunTooEarlyWaitsForItsUnfinishedPredecessor() {
    Schedule schedule =
        new PlanBuilder()
            .task(1, "Build", 5)
            .task(2, "Test", 2)
            .progress(50, at("2027-03-01T08:00"), null, null)
            .link(1, 2)
            .schedule("2027-03-02T08:00");

    assertThat(schedule.byNumber().get(2).start()).isEqualTo(at("2027-03-01T08:00"));
    assertThat(schedule.byNumber().get(2).finish()).isEqualTo(at("2027-03-09T17:00"));
    assertThat(schedule.byNumber().get(1).totalSlack()).isZero();
  }

  @Test
  void withoutAStatusDateProgressMovesNothing() {
    Schedule schedule =
        new PlanBuilder()
            .task(1, "Late", 2)
            .progress(50, at("2027-03-10T08:00"), null, 99 * DAY)
            .schedule();

    assertThat(schedule.finish()).isEqualTo(at("2027-03-02T17:00"));
  }

  @Test
  void workDoneBeforeTheProjectIsTold() {
    Schedule schedule =
        new PlanBuilder()
            .task(1, "Early bird", 1)
            .progress(100, at("2027-02-25T08:00"), at("2027-02-27T12:00"), null)
            .schedule("2027-03-02T08:00");

    assertThat(schedule.byNumber().get(1).finish()).isEqualTo(at("2027-02-27T12:00")); // a Saturday
    assertThat(schedule.warnings())
        .extracting(ScheduleWarning::code)
        .containsExactly("plan.schedule.beforeProjectStart");
  }

  @Test
  void aCycleIsNamedTaskByTask() {
    PlanBuilder plan =
        new PlanBuilder()
            .task(1, "Plan", 1)
            .task(3, "Build", 1)
            .task(5, "Test", 1)
            .link(1, 3)
            .link(3, 5)
            .link(5, 3);

    assertThatThrownBy(plan::schedule)
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "These tasks wait for each other in a circle: 3 Build -> 5 Test -> 3 Build. Remove one of the"
                + " dependencies between them.");
  }

  @Test
  void aTaskThatWaitsForItselfOrItsOwnSummaryIsACycle() {
    assertThatThrownBy(() -> new PlanBuilder().task(1, "A", 1).link(1, 1).schedule())
        .hasMessageContaining("1 A -> 1 A.");
    assertThatThrownBy(
            () ->
                new PlanBuilder()
                    .task(1, "Phase", 0)
                    .child(1, 2, "A", 1)
                    .child(1, 3, "B", 1)
                    .link(1, 3)
                    .schedule())
        .hasMessageContaining("1 Phase -> 3 B -> 1 Phase.");
    assertThatThrownBy(
            () -> new PlanBuilder().task(1, "Phase", 0).child(1, 2, "A", 1).link(2, 1).schedule())
        .hasMessageContaining("1 Phase -> 2 A -> 1 Phase.");
  }

  @Test
  void summariesThatWaitForEachOtherAreACycle() {
    PlanBuilder plan =
        new PlanBuilder()
            .task(1, "Phase 1", 0)
            .child(1, 2, "A", 1)
            .task(3, "Phase 2", 0)
            .child(3, 4, "B", 1)
            .link(1, 3)
            .link(4, 2);

    assertThatThrownBy(plan::schedule)
        .hasMessageContaining("1 Phase 1 -> 3 Phase 2 -> 4 B -> 2 A -> 1 Phase 1.");
  }

  @Test
  void aTaskBelowItselfIsACycle() {
    PlanBuilder plan = new PlanBuilder().child(2, 1, "A", 1).child(1, 2, "B", 1);

    assertThatThrownBy(plan::schedule).hasMessageContaining("1 A -> 2 B -> 1 A.");
  }

  @Test
  void aChainOfFiftyThousandTasksIsScheduledQuickly() {
    PlanBuilder plan = new PlanBuilder();
    for (int i = 1; i <= 50_000; i++) {
      plan.add(i, null, "Task", 60);
      if (i > 1) {
        plan.link(i - 1, i);
      }
    }
    long begin = System.nanoTime();
    Schedule schedule = plan.schedule();

    assertThat(schedule.tasks()).allMatch(ScheduledTask::critical);
    assertThat(plan.calendar.workingMinutes(schedule.start(), schedule.finish()))
        .isEqualTo(50_000L * 60);
    assertThat((System.nanoTime() - begin) / 1_000_000_000.0).isLessThan(10);
  }

  @Test
  void aCycleOfFiftyThousandTasksIsToldInAShortSentence() {
    PlanBuilder plan = new PlanBuilder();
    for (int i = 1; i <= 50_000; i++) {
      plan.add(i, null, "T", 60).link(i, i % 50_000 + 1);
    }

    assertThatThrownBy(plan::schedule)
        .hasMessageContaining("1 T -> 2 T -> 3 T")
        .hasMessageContaining("(49988 more) -> 1 T");
  }

  @Test
  void absurdPlansAreRefusedInAWholeSentence() {
    assertThatThrownBy(() -> new PlanBuilder().add(1, null, "For ever", 5_000_000_000L).schedule())
        .hasMessageContaining("3,000 years");
    assertThatThrownBy(() -> new PlanBuilder().task(1, "A", 1).link(1, 7).schedule())
        .hasMessageContaining("from task 1 to task 7");
    PlanBuilder free = new PlanBuilder().task(1, "A", 1);
    free.calendar = new WorkingCalendar(Map.of(), new TreeMap<>());
    assertThatThrownBy(free::schedule).hasMessageContaining("no working time");
    PlanBuilder deep = new PlanBuilder().task(1, "A", 1);
    for (int i = 2; i < 200; i++) {
      deep.child(i - 1, i, "A", 1);
    }
    assertThatThrownBy(deep::schedule).hasMessageContaining("deeper than 100 levels");
  }

  @Test
  void anEmptyPlanHasNoLength() {
    Schedule schedule = new PlanBuilder().schedule();

    assertThat(schedule.tasks()).isEmpty();
    assertThat(schedule.finish()).isEqualTo(schedule.start());
  }
}
