package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.PlanTaskBuilder;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.tracking.HoursTable.Booked;
import dev.fairlead.tracking.HoursTable.Kind;
import dev.fairlead.tracking.HoursTable.Person;
import dev.fairlead.tracking.HoursTable.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Reckoned by hand. */
class HoursTableTests {
  private static final LocalDate DAY = LocalDate.of(2027, 1, 8);
  private static final LocalDateTime NOW = LocalDateTime.of(2027, 1, 9, 0, 0);

  private static PlanTaskBuilder task(int number, Integer parent, String owner, int hours) {
    return PlanTask.named(number, "Task " + number)
        .parent(parent)
        .position(number)
        .owner(owner)
        .durationMinutes(hours * 60L);
  }

  private static WorkPlan plan(PlanTaskBuilder... tasks) {
    return new WorkPlan(
        "KEY",
        1,
        LocalDate.of(2027, 1, 4),
        null,
        null,
        Stream.of(tasks).map(PlanTaskBuilder::build).toList(),
        List.of());
  }

  private static BaselineTask approved(int number, String hours) {
    LocalDateTime start = LocalDateTime.of(2027, 1, 4, 8, 0);
    return new BaselineTask(
        number,
        "" + number,
        "Was " + number,
        false,
        false,
        start,
        start,
        BigDecimal.ZERO,
        null,
        hours == null ? null : new BigDecimal(hours));
  }

  private static Baseline baseline(BaselineTask... tasks) {
    LocalDateTime start = LocalDateTime.of(2027, 1, 4, 8, 0);
    return new Baseline(
        "KEY",
        3,
        start,
        "maria",
        "",
        "",
        start,
        start,
        BigDecimal.ZERO,
        null,
        List.of(tasks),
        null);
  }

  private static Booked booked(Integer task, String person, boolean approved, String hours) {
    return new Booked(task, person, approved, new BigDecimal(hours));
  }

  private static Tuple figures(Hours hours) {
    return Tuple.tuple(
        said(hours.planned()),
        said(hours.current()),
        said(hours.posted()),
        said(hours.waiting()),
        said(hours.remaining()),
        said(hours.atCompletion()),
        said(hours.difference()));
  }

  private static String said(BigDecimal hours) {
    return hours == null ? "-" : hours.stripTrailingZeros().toPlainString();
  }

  private static Tuple figures(String... said) {
    return Tuple.tuple((Object[]) said);
  }

  @Test
  void everyFigureOfATaskIsReckonedByItsFormula() {
    HoursTable table =
        HoursTable.of(
            DAY,
            NOW,
            plan(task(1, null, "tom", 50).percentComplete(40)),
            baseline(approved(1, "40")),
            List.of(
                booked(1, "tom", true, "22.5"),
                booked(1, "tina", true, "-2.5"),
                booked(1, "tom", false, "3")));
    assertThat(table.baseline()).isEqualTo(3);
    Row row = table.tasks().get(0);
    // 60 percent of 50 are left; 20 + 30 - 40
    assertThat(figures(row.hours())).isEqualTo(figures("40", "50", "20", "3", "30", "50", "10"));
    assertThat(row.hours().over()).isTrue();
    assertThat(row.hours().replanned()).isTrue();
    assertThat(figures(table.total())).isEqualTo(figures(row.hours()));
    assertThat(table.people())
        .extracting(Person::person, person -> figures(person.hours()))
        .containsExactly(
            Tuple.tuple("tina", figures("-", "-", "-2.5", "0", "-", "-", "-")),
            Tuple.tuple("tom", figures("40", "50", "22.5", "3", "30", "52.5", "12.5")));
  }

  @Test
  void whatIsLeftKeepsTheProportionOfEffortToDuration() {
    PlanTaskBuilder halfTime = task(1, null, "tom", 80).effortHours(new BigDecimal("40"));
    assertThat(remaining(halfTime)).isEqualTo("40");
    assertThat(remaining(halfTime.percentComplete(25))).isEqualTo("30");
    assertThat(remaining(halfTime.remainingMinutes(96 * 60L))).as("96 of 80 h").isEqualTo("48");
    assertThat(remaining(halfTime.percentComplete(100))).isEqualTo("0");
    PlanTaskBuilder nobodys = task(2, null, null, 80);
    assertThat(remaining(nobodys)).as("nobody's time is planned").isEqualTo("-");
    assertThat(remaining(nobodys.remainingMinutes(90L))).isEqualTo("1.5");
    assertThat(remaining(nobodys.percentComplete(100))).isEqualTo("0");
    assertThat(remaining(task(3, null, "tom", 0).effortHours(BigDecimal.TEN).percentComplete(10)))
        .as("no duration to be in proportion to")
        .isEqualTo("9");
    assertThat(remaining(task(4, null, "tom", 0).milestone(true))).isEqualTo("-");
  }

  private static String remaining(PlanTaskBuilder task) {
    return said(HoursTable.remaining(task.build()));
  }

  @Test
  void branchesAddUpAndWhatIsInNoPlanHasRowsOfItsOwn() {
    HoursTable table =
        HoursTable.of(
            DAY,
            NOW,
            plan(
                task(1, null, null, 0),
                task(2, 1, "tom", 8),
                task(3, 1, null, 0),
                task(4, 3, "tina", 16).percentComplete(100),
                task(5, 3, null, 24),
                task(6, null, null, 8),
                task(7, null, "tom", 6)),
            baseline(approved(2, "8"), approved(4, "12"), approved(9, "5"), approved(10, null)),
            List.of(
                booked(3, "tina", true, "1"),
                booked(4, "tina", true, "10"),
                booked(5, "tom", true, "2"),
                booked(9, "tom", true, "4"),
                booked(11, "tom", false, "7"),
                booked(null, "tom", true, "3")));
    assertThat(table.tasks())
        .extracting(Row::kind, Row::number, Row::wbs, Row::level, row -> figures(row.hours()))
        .containsExactly(
            row(Kind.BRANCH, 1, "1", 1, "20", "24", "13", "0", "8", "21", "1"),
            row(Kind.TASK, 2, "1.1", 2, "8", "8", "0", "0", "8", "8", "0"),
            row(Kind.BRANCH, 3, "1.2", 2, "12", "16", "13", "0", "0", "13", "1"),
            row(Kind.BRANCH_ITSELF, 3, "1.2", 3, "-", "-", "1", "0", "-", "-", "-"),
            row(Kind.TASK, 4, "1.2.1", 3, "12", "16", "10", "0", "0", "10", "-2"),
            row(Kind.TASK, 5, "1.2.2", 3, "-", "-", "2", "0", "-", "-", "-"),
            row(Kind.TASK, 7, "3", 1, "-", "6", "0", "0", "6", "6", "-"),
            row(Kind.DROPPED, 9, "", 1, "5", "-", "4", "0", "0", "4", "-1"),
            row(Kind.DROPPED, 11, "", 1, "-", "-", "0", "7", "0", "0", "-"),
            row(Kind.NO_TASK, null, "", 1, "-", "-", "3", "0", "-", "-", "-"));
    assertThat(table.tasks().get(7).name()).isEqualTo("Was 9");
    assertThat(figures(table.total())).isEqualTo(figures("25", "30", "20", "7", "14", "34", "9"));
    assertThat(table.tasksWithoutHours()).as("5 and 6").isEqualTo(2);
    assertThat(table.people())
        .extracting(Person::person, person -> figures(person.hours()))
        .containsExactly(
            Tuple.tuple("tina", figures("12", "16", "11", "0", "0", "11", "-1")),
            Tuple.tuple("tom", figures("8", "14", "9", "7", "14", "23", "15")),
            Tuple.tuple(null, figures("5", "-", "0", "0", "0", "0", "-5")));
    assertThat(sum(table.people().stream().map(person -> person.hours().planned()).toList()))
        .as("both tables have the same total")
        .isEqualByComparingTo(table.total().planned());
  }

  private static BigDecimal sum(List<BigDecimal> all) {
    return all.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Tuple row(Kind kind, Integer number, String wbs, int level, String... said) {
    List<Object> all = new ArrayList<>();
    all.add(kind);
    all.add(number);
    all.add(wbs);
    all.add(level);
    all.add(figures(said));
    return Tuple.tuple(all.toArray());
  }

  @Test
  void withoutABaselineThatKeptHoursThePlanIsWhatWasPlanned() {
    WorkPlan plan = plan(task(1, null, "tom", 8));
    for (Baseline none : new Baseline[] {null, baseline(approved(1, null), approved(2, null))}) {
      HoursTable table = HoursTable.of(DAY, NOW, plan, none, List.of());
      assertThat(table.baseline()).isNull();
      assertThat(table.tasks())
          .extracting(row -> figures(row.hours()))
          .containsExactly(figures("8", "8", "0", "0", "8", "8", "0"));
      assertThat(table.tasks().get(0).hours().replanned()).isFalse();
    }
  }

  @Test
  void whatIsPlannedToDateIsSpreadOverTheWorkingTimeOfEachTask() {
    LocalDateTime monday = LocalDateTime.of(2027, 1, 4, 8, 0);
    WorkPlan plan =
        plan(
            task(1, null, null, 0),
            task(2, 1, "tom", 8),
            task(3, 1, "tina", 8),
            task(4, 1, "tina", 8),
            task(5, 1, null, 8));
    HoursTable table =
        HoursTable.of(
            DAY,
            NOW,
            new WorkPlan(
                "KEY", 1, plan.start(), null, WorkingCalendar.standard(), plan.tasks(), List.of()),
            baseline(
                promised(2, monday, 4, "24"),
                // two weeks, of which one is over on Saturday; the week-end is no work
                promised(3, monday, 11, "30"),
                promised(4, monday.plusDays(7), 4, "8"),
                promised(5, monday, 11, null),
                promised(9, monday, 11, "10")),
            List.of());
    assertThat(table.tasks())
        .extracting(Row::number, row -> said(row.hours().plannedToDate()))
        .containsExactly(
            Tuple.tuple(1, "39"),
            Tuple.tuple(2, "24"),
            Tuple.tuple(3, "15"),
            Tuple.tuple(4, "0"),
            Tuple.tuple(9, "5"));
    assertThat(said(table.total().plannedToDate())).isEqualTo("44");
    assertThat(table.people())
        .extracting(Person::person, person -> said(person.hours().plannedToDate()))
        .containsExactly(
            Tuple.tuple("tina", "15"), Tuple.tuple("tom", "24"), Tuple.tuple(null, "5"));

    HoursTable before = HoursTable.of(DAY, NOW, plan(task(1, null, "tom", 8)), null, List.of());
    assertThat(before.total().plannedToDate())
        .as("no baseline has dates to spread it over")
        .isNull();
  }

  private static BaselineTask promised(int number, LocalDateTime from, int days, String hours) {
    BaselineTask some = approved(number, hours);
    return new BaselineTask(
        number,
        some.wbs(),
        some.name(),
        false,
        false,
        from,
        from.toLocalDate().plusDays(days).atTime(17, 0),
        some.cost(),
        null,
        some.hours());
  }

  @Test
  void nothingIsUndefinedAndNotZero() {
    HoursTable table = HoursTable.of(DAY, NOW, plan(), null, List.of());
    assertThat(table.tasks()).isEmpty();
    assertThat(table.people()).isEmpty();
    assertThat(figures(table.total())).isEqualTo(figures("-", "-", "0", "0", "-", "-", "-"));
    assertThat(table.total().over()).isFalse();
  }
}
