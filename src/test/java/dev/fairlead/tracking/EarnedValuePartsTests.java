package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.tracking.EarnedValueParts.Part;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/**
 * Reckoned by hand: on Wednesday evening of the first week, three fifths of the first task's five
 * days are over.
 */
class EarnedValuePartsTests {
  private static final LocalDate WEDNESDAY = LocalDate.of(2027, 1, 6);

  private static BaselineTask task(
      int number, String wbs, boolean summary, int from, int to, String cost, Integer line) {
    return new BaselineTask(
        number,
        wbs,
        "Task " + number,
        false,
        summary,
        LocalDateTime.of(2027, 1, from, 8, 0),
        LocalDateTime.of(2027, 1, to, 17, 0),
        new BigDecimal(cost),
        line,
        null);
  }

  /** 1 (2: 1000 on line 1, 3: 600 on no line), 4 (5: 400 on line 2, in the second week). */
  private static final Baseline BASELINE =
      new Baseline(
          "KEY",
          1,
          LocalDateTime.of(2027, 1, 1, 8, 0),
          "maria",
          "",
          "",
          LocalDateTime.of(2027, 1, 4, 8, 0),
          LocalDateTime.of(2027, 1, 15, 17, 0),
          new BigDecimal("2000"),
          new BigDecimal("2500"),
          List.of(
              task(1, "1", true, 4, 8, "0", null),
              task(2, "1.1", false, 4, 8, "1000", 1),
              task(3, "1.2", false, 4, 4, "600", null),
              task(4, "2", true, 11, 15, "0", null),
              task(5, "2.1", false, 11, 15, "400", 2)),
          null);

  private static EarnedValueParts parts() {
    return EarnedValueParts.of(
        WEDNESDAY,
        WEDNESDAY.plusDays(1).atStartOfDay(),
        WorkingCalendar.standard(),
        BASELINE,
        Map.of(2, new Standing(50, null), 3, new Standing(100, LocalDate.of(2027, 1, 5))),
        Map.of(
            2,
            new BigDecimal("650"),
            1,
            new BigDecimal("30"),
            0,
            new BigDecimal("20"),
            99,
            new BigDecimal("5")),
        Map.of(1, new BigDecimal("690"), 0, new BigDecimal("15")),
        Map.of(1, "Labour", 2, "Hardware"));
  }

  @Test
  void eachTaskSaysWhatItGivesToTheSums() {
    assertThat(parts().tasks())
        .extracting(
            t -> t.number(), t -> t.planned(), t -> t.done(), t -> t.pv(), t -> t.ev(), t -> t.ac())
        .containsExactly(
            row(2, "60", 50, "600.00", "500.00", "650.00"),
            row(3, "100", 100, "600.00", "600.00", "0.00"),
            row(5, "0", 0, "0.00", "0.00", "0.00"));
  }

  private static Tuple row(int number, String planned, int done, String pv, String ev, String ac) {
    return Tuple.tuple(
        number,
        new BigDecimal(planned),
        done,
        new BigDecimal(pv),
        new BigDecimal(ev),
        new BigDecimal(ac));
  }

  @Test
  void branchesSumTheirTasksAndWhatWasPostedOnTheBranchItself() {
    List<Part> branches = parts().branches();
    assertThat(branches)
        .extracting(Part::name)
        .containsExactly("1 Task 1", "2 Task 4", "On no task of the baseline");
    assertThat(branches.get(0).figures())
        .returns(new BigDecimal("1600.00"), EarnedValue::bac)
        .returns(new BigDecimal("1200.00"), EarnedValue::pv)
        .returns(new BigDecimal("1100.00"), EarnedValue::ev)
        .returns(new BigDecimal("680.00"), EarnedValue::ac)
        .returns(new BigDecimal("420.00"), EarnedValue::cv)
        .returns(new BigDecimal("-100.00"), EarnedValue::sv)
        .returns(new BigDecimal("1.6176"), EarnedValue::cpi)
        .returns(new BigDecimal("0.9167"), EarnedValue::spi)
        .returns(new BigDecimal("989.09"), EarnedValue::eac);
    EarnedValue later = branches.get(1).figures();
    assertThat(later.cpi()).as("nothing spent").isNull();
    assertThat(later.spi()).as("nothing planned yet").isNull();
    assertThat(branches.get(2).figures().ac()).isEqualByComparingTo("25");
    assertThat(branches.get(2).figures().isMeasured()).isFalse();
  }

  /** A table of branches that holds nothing but what belongs to none would say the wrong thing. */
  @Test
  void aPlanWithoutSummariesHasNoBranches() {
    Baseline flat =
        new Baseline(
            "KEY",
            1,
            BASELINE.frozenAt(),
            "maria",
            "",
            "",
            BASELINE.start(),
            BASELINE.finish(),
            new BigDecimal("1000"),
            new BigDecimal("2500"),
            List.of(task(1, "1", false, 4, 8, "1000", 1)),
            null);
    EarnedValueParts parts =
        EarnedValueParts.of(
            WEDNESDAY,
            WEDNESDAY.plusDays(1).atStartOfDay(),
            WorkingCalendar.standard(),
            flat,
            Map.of(),
            Map.of(0, new BigDecimal("20")),
            Map.of(1, new BigDecimal("20")),
            Map.of(1, "Labour"));
    assertThat(parts.branches()).isEmpty();
    assertThat(parts.lines()).extracting(Part::name).containsExactly("Labour");
  }

  /**
   * A week has five days. The first branch is planned to earn 200 a day and 600 more on the first:
   * 1100 is what it would have earned after 2.5 of the week's days if that went evenly, so
   * 1100/1600 of its only period; three of five days are over.
   */
  @Test
  void branchesAndLinesHaveAnEarnedScheduleOfTheirOwn() {
    EarnedValue branch = parts().branches().get(0).figures();
    assertThat(branch)
        .returns(new BigDecimal("1.0000"), EarnedValue::plannedDuration)
        .returns(new BigDecimal("0.6875"), EarnedValue::earnedSchedule)
        .returns(new BigDecimal("0.6000"), EarnedValue::actualTime)
        .returns(new BigDecimal("1.1458"), EarnedValue::spiTime)
        .returns(new BigDecimal("0.8727"), EarnedValue::forecastDuration);
    assertThat(
            parts().lines().stream()
                .filter(line -> line.name().equals("Labour"))
                .findFirst()
                .orElseThrow()
                .figures())
        .as("half of the labour in three of five days")
        .returns(new BigDecimal("0.5000"), EarnedValue::earnedSchedule)
        .returns(new BigDecimal("0.8333"), EarnedValue::spiTime)
        .returns(LocalDateTime.of(2027, 1, 11, 17, 0), EarnedValue::forecastFinish);
    assertThat(parts().lines())
        .filteredOn(Part::isDone)
        .as("all of what is on no line is earned, a day later than planned; its time has ended")
        .extracting(p -> p.figures().actualFinish(), p -> p.figures().spiTime())
        .containsExactly(Tuple.tuple(LocalDate.of(2027, 1, 5), new BigDecimal("0.5000")));
    assertThat(parts().branches()).noneMatch(Part::isDone);
    assertThat(parts().branches().get(1).figures())
        .as("its week has not begun")
        .returns(new BigDecimal("0.0000"), EarnedValue::actualTime)
        .returns(null, EarnedValue::spiTime);
  }

  @Test
  void aBranchAndALineWithoutCostEarnNoSchedule() {
    Baseline free =
        new Baseline(
            "KEY",
            1,
            LocalDateTime.of(2027, 1, 1, 8, 0),
            "maria",
            "",
            "",
            LocalDateTime.of(2027, 1, 4, 8, 0),
            LocalDateTime.of(2027, 1, 8, 17, 0),
            new BigDecimal("1000"),
            null,
            List.of(
                task(1, "1", true, 4, 8, "0", null),
                task(2, "1.1", false, 4, 8, "1000", 1),
                task(3, "2", true, 4, 8, "0", null),
                task(4, "2.1", false, 4, 8, "0", 2)),
            null);
    EarnedValueParts parts =
        EarnedValueParts.of(
            WEDNESDAY,
            WEDNESDAY.plusDays(1).atStartOfDay(),
            WorkingCalendar.standard(),
            free,
            Map.of(2, new Standing(60, null)),
            Map.of(),
            Map.of(),
            Map.of(1, "Labour", 2, "Volunteers"));
    assertThat(parts.branches())
        .extracting(p -> p.figures().earnedSchedule(), p -> p.figures().spiTime())
        .containsExactly(
            Tuple.tuple(new BigDecimal("0.6000"), new BigDecimal("1.0000")),
            Tuple.tuple(null, null));
    assertThat(parts.lines())
        .filteredOn(line -> line.name().equals("Volunteers"))
        .singleElement()
        .returns(null, line -> line.figures().earnedSchedule())
        .returns(null, line -> line.figures().forecastFinish())
        .returns(false, Part::isDone);
  }

  @Test
  void budgetLinesTakeWhatWasPostedOnThem() {
    List<Part> lines = parts().lines();
    assertThat(lines)
        .extracting(
            Part::name, p -> p.figures().bac(), p -> p.figures().ev(), p -> p.figures().ac())
        .contains(
            Tuple.tuple(
                "Labour",
                new BigDecimal("1000.00"),
                new BigDecimal("500.00"),
                new BigDecimal("690.00")),
            Tuple.tuple(
                "Hardware",
                new BigDecimal("400.00"),
                new BigDecimal("0.00"),
                new BigDecimal("0.00")));
    assertThat(lines).hasSize(3);
  }

  @Test
  void thePartsSumUpToTheWhole() {
    EarnedValue whole =
        EarnedValue.of(
            WEDNESDAY,
            WorkingCalendar.standard(),
            List.of(work(2, 50), work(3, 100), work(5, 0)),
            new BigDecimal("705"),
            2400,
            List.of());
    EarnedValueParts parts = parts();
    assertThat(sum(parts.branches(), EarnedValue::pv)).isEqualByComparingTo(whole.pv());
    assertThat(sum(parts.branches(), EarnedValue::ev)).isEqualByComparingTo(whole.ev());
    assertThat(sum(parts.branches(), EarnedValue::ac)).isEqualByComparingTo(whole.ac());
    assertThat(sum(parts.lines(), EarnedValue::bac)).isEqualByComparingTo(whole.bac());
    assertThat(sum(parts.lines(), EarnedValue::pv)).isEqualByComparingTo(whole.pv());
    assertThat(sum(parts.lines(), EarnedValue::ac)).isEqualByComparingTo(whole.ac());
  }

  private static EarnedValue.Work work(int number, int percent) {
    BaselineTask task = BASELINE.task(number);
    return new EarnedValue.Work(task.start(), task.finish(), task.cost(), percent, null);
  }

  private static BigDecimal sum(List<Part> parts, Function<EarnedValue, BigDecimal> value) {
    return parts.stream()
        .map(Part::figures)
        .map(value)
        .filter(Objects::nonNull)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
