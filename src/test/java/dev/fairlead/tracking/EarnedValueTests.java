package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarnedValueTests {
  private static final WorkingCalendar STANDARD = WorkingCalendar.standard();

  /** Monday. */
  private static final LocalDate START = LocalDate.of(2027, 3, 1);

  private static final long DAY = 480;

  private static EarnedValue.Work side(int day, int percent) {
    return side(day, percent, "1000", null);
  }

  private static EarnedValue.Work side(int day, int percent, String cost, LocalDate finished) {
    return new EarnedValue.Work(
        START.plusDays(day).atTime(8, 0),
        START.plusDays(day).atTime(17, 0),
        new BigDecimal(cost),
        percent,
        finished);
  }

  private static EarnedValue fence(
      LocalDate day, int first, int second, int third, int fourth, String spent) {
    return EarnedValue.of(
        day,
        STANDARD,
        List.of(side(0, first), side(1, second), side(2, third), side(3, fourth)),
        new BigDecimal(spent),
        DAY,
        List.of());
  }

  /**
   * The fence exercise: four sides, one day and 1,000 each, one after the other; at the end of day
   * three two sides are done, the third half, and 1,000 + 1,200 + 600 are spent. Source: Rita
   * Mulcahy, PMP Exam Prep, p. 210 (also studylib.net/doc/5898152, "Earned Value Exercise"): PV
   * 3,000, EV 2,500, AC 2,800, BAC 4,000, CV -300, CPI 0.893, SV -500, SPI 0.833, EAC 4,479, ETC
   * 1,679, VAC -479. The book divides by the rounded CPI; exactly it is 4,480.
   */
  @Test
  void theFenceOfMulcahy() {
    EarnedValue figures = fence(START.plusDays(2), 100, 100, 50, 0, "2800");
    assertThat(figures.pv()).isEqualByComparingTo("3000");
    assertThat(figures.ev()).isEqualByComparingTo("2500");
    assertThat(figures.ac()).isEqualByComparingTo("2800");
    assertThat(figures.bac()).isEqualByComparingTo("4000");
    assertThat(figures.cv()).isEqualByComparingTo("-300");
    assertThat(figures.cpi()).isEqualByComparingTo("0.8929");
    assertThat(figures.sv()).isEqualByComparingTo("-500");
    assertThat(figures.spi()).isEqualByComparingTo("0.8333");
    assertThat(figures.eac()).isEqualByComparingTo("4480");
    assertThat(figures.method()).isEqualTo(EarnedValue.Method.TYPICAL);
    assertThat(figures.etc()).isEqualByComparingTo("1680");
    assertThat(figures.vac()).isEqualByComparingTo("-480");
  }

  /**
   * The same fence by the other formulas: AC + BAC - EV, AC + (BAC - EV) / (CPI x SPI), both TCPI.
   */
  @Test
  void theFenceByTheOtherForecasts() {
    EarnedValue figures = fence(START.plusDays(2), 100, 100, 50, 0, "2800");
    assertThat(figures.eacOneOff()).isEqualByComparingTo("4300");
    // 2800 + 1500 / (2500/2800 x 2500/3000) = 2800 + 2016
    assertThat(figures.eacCombined()).isEqualByComparingTo("4816");
    assertThat(figures.tcpiBudget()).isEqualByComparingTo("1.25");
    // to the forecast the index to reach is the one so far
    assertThat(figures.tcpiForecast()).isEqualByComparingTo("0.8929");
  }

  /**
   * Earned schedule of the same fence by the definition of Walt Lipke, "Schedule is Different"
   * (2003): two whole periods are earned, and half of the third, so ES = 2 + (2,500 - 2,000) /
   * (3,000 - 2,000) = 2.5 at AT = 3.
   */
  @Test
  void theFenceInEarnedSchedule() {
    EarnedValue figures = fence(START.plusDays(2), 100, 100, 50, 0, "2800");
    assertThat(figures.earnedSchedule()).isEqualByComparingTo("2.5");
    assertThat(figures.actualTime()).isEqualByComparingTo("3");
    assertThat(figures.spiTime()).isEqualByComparingTo("0.8333");
    assertThat(figures.plannedDuration()).isEqualByComparingTo("4");
    assertThat(figures.forecastDuration()).isEqualByComparingTo("4.8");
    // 4.8 days from Monday morning: Friday, 6.4 hours into the day
    assertThat(figures.forecastFinish()).isEqualTo(LocalDateTime.of(2027, 3, 5, 15, 24));
  }

  @Test
  void beforeTheStartQuotientsAreUndefined() {
    EarnedValue figures = fence(START.minusDays(3), 0, 0, 0, 0, "0");
    assertThat(figures.pv()).isEqualByComparingTo("0");
    assertThat(figures.cpi()).isNull();
    assertThat(figures.spi()).isNull();
    assertThat(figures.eacTypical()).isNull();
    assertThat(figures.eacCombined()).isNull();
    assertThat(figures.eac()).isEqualByComparingTo("4000");
    assertThat(figures.method()).isEqualTo(EarnedValue.Method.ONE_OFF);
    assertThat(figures.spiTime()).isNull();
    assertThat(figures.forecastFinish()).isNull();
  }

  @Test
  void spentWithoutAnythingEarnedForecastsNoEndlessCost() {
    EarnedValue figures = fence(START, 0, 0, 0, 0, "700");
    assertThat(figures.cpi()).isEqualByComparingTo("0");
    assertThat(figures.eacTypical()).isNull();
    assertThat(figures.eac()).isEqualByComparingTo("4700");
    assertThat(figures.spiTime()).isEqualByComparingTo("0");
    assertThat(figures.forecastFinish()).isNull();
  }

  @Test
  void aBudgetThatIsUsedUpLeavesNoIndexToReach() {
    EarnedValue figures = fence(START.plusDays(3), 100, 100, 100, 50, "4100");
    assertThat(figures.tcpiBudget()).isNull();
    assertThat(figures.tcpiForecast()).isNotNull();
  }

  /** The fence, its last side finished on this day of March. */
  private static EarnedValue finished(LocalDate statusDate, int lastFinish) {
    return EarnedValue.of(
        statusDate,
        STANDARD,
        List.of(
            side(0, 100, "1000", LocalDate.of(2027, 3, 1)),
            side(1, 100, "1000", LocalDate.of(2027, 3, 2)),
            side(3, 100, "1000", LocalDate.of(2027, 3, lastFinish)),
            side(2, 100, "1000", LocalDate.of(2027, 3, 3))),
        new BigDecimal("4000"),
        DAY,
        List.of());
  }

  @Test
  void whatIsFinishedEarnedTheWholeSchedule() {
    EarnedValue figures = finished(START.plusDays(7), 8);
    assertThat(figures.earnedSchedule()).isEqualByComparingTo("4");
    assertThat(figures.spi()).isEqualByComparingTo("1");
    // finished late, on Monday: unlike SPI, SPI(t) still says so
    assertThat(figures.spiTime()).isEqualByComparingTo("0.6667");
    assertThat(figures.tcpiForecast()).isNull();
  }

  /** A finished project is no slower for being closed later. */
  @Test
  void theTimeOfFinishedWorkEndsWithItsLastFinish() {
    for (int week = 0; week < 6; week++) {
      assertThat(finished(LocalDate.of(2027, 3, 4).plusWeeks(week), 4))
          .as("%d weeks after the finish", week)
          .returns(new BigDecimal("4.0000"), EarnedValue::actualTime)
          .returns(new BigDecimal("1.0000"), EarnedValue::spiTime)
          .returns(LocalDateTime.of(2027, 3, 4, 17, 0), EarnedValue::forecastFinish)
          .returns(LocalDate.of(2027, 3, 4), EarnedValue::actualFinish);
    }
    assertThat(finished(LocalDate.of(2027, 4, 30), 3).spiTime())
        .as("finished a day before the plan's last")
        .isEqualByComparingTo("1.3333");
    assertThat(finished(LocalDate.of(2027, 4, 30), 7))
        .as("finished on a Sunday, when no time goes by")
        .returns(new BigDecimal("5.0000"), EarnedValue::actualTime)
        .returns(LocalDate.of(2027, 3, 7), EarnedValue::actualFinish);
  }

  @Test
  void workOfWhichNobodySaidWhenItWasFinishedHasNoActualTime() {
    EarnedValue figures = fence(START.plusDays(30), 100, 100, 100, 100, "4000");
    assertThat(figures.earnedSchedule()).isEqualByComparingTo("4");
    assertThat(figures.actualTime()).isNull();
    assertThat(figures.spiTime()).isNull();
    assertThat(figures.forecastFinish()).isNull();
    assertThat(figures.actualFinish()).isNull();
  }

  @Test
  void timeGoesOnWhileWorkIsLeftThoughItCostsNothing() {
    EarnedValue figures =
        EarnedValue.of(
            START.plusDays(7),
            STANDARD,
            List.of(side(0, 100, "1000", START), side(1, 0, "0", null)),
            BigDecimal.ZERO,
            DAY,
            List.of());
    assertThat(figures.ev()).isEqualByComparingTo(figures.bac());
    assertThat(figures.actualFinish()).isNull();
    assertThat(figures.actualTime()).isEqualByComparingTo("6");
  }

  @Test
  void aBaselineWithoutCostEarnsNoSchedule() {
    for (int percent : new int[] {0, 50, 100}) {
      LocalDate finish = percent == 100 ? START.plusDays(1) : null;
      EarnedValue figures =
          EarnedValue.of(
              START.plusDays(1),
              STANDARD,
              List.of(side(0, percent, "0", finish), side(1, percent, "0", finish)),
              new BigDecimal("300"),
              DAY,
              List.of());
      assertThat(figures)
          .as("%d percent", percent)
          .returns(null, EarnedValue::earnedSchedule)
          .returns(null, EarnedValue::spiTime)
          .returns(null, EarnedValue::forecastDuration)
          .returns(null, EarnedValue::forecastFinish)
          .returns(null, EarnedValue::percentComplete)
          .returns(new BigDecimal("2.0000"), EarnedValue::plannedDuration)
          .returns(finish, EarnedValue::actualFinish);
    }
  }

  @Test
  void withoutBaselineOnlyActualCostIsKnown() {
    EarnedValue figures =
        EarnedValue.of(START, STANDARD, List.of(), new BigDecimal("12"), DAY, List.of(3));
    assertThat(figures.isMeasured()).isFalse();
    assertThat(figures.ac()).isEqualByComparingTo("12");
    assertThat(figures.bac()).isNull();
    assertThat(figures.percentComplete()).isNull();
  }

  @Test
  void plannedValueGrowsOverWorkingTimeOnly() {
    // Thursday to Tuesday, four working days
    EarnedValue.Work task =
        new EarnedValue.Work(
            LocalDateTime.of(2027, 3, 4, 8, 0),
            LocalDateTime.of(2027, 3, 9, 17, 0),
            new BigDecimal("400"),
            0,
            null);
    for (int day = 5; day <= 7; day++) {
      EarnedValue figures =
          EarnedValue.of(
              LocalDate.of(2027, 3, day),
              STANDARD,
              List.of(task),
              BigDecimal.ZERO,
              5 * DAY,
              List.of());
      assertThat(figures.pv()).as("March %d", day).isEqualByComparingTo("200");
    }
  }

  @Test
  void theLastPeriodMayBeShort() {
    // six working days in weeks of five: PD 1.2, and two thirds earned is four days
    EarnedValue.Work task =
        new EarnedValue.Work(
            LocalDateTime.of(2027, 3, 1, 8, 0),
            LocalDateTime.of(2027, 3, 8, 17, 0),
            new BigDecimal("600"),
            95,
            null);
    EarnedValue figures =
        EarnedValue.of(
            LocalDate.of(2027, 3, 8), STANDARD, List.of(task), BigDecimal.TEN, 5 * DAY, List.of());
    assertThat(figures.plannedDuration()).isEqualByComparingTo("1.2");
    // 570 of 600: 1 + 70/100 of a period of 0.2
    assertThat(figures.earnedSchedule()).isEqualByComparingTo("1.14");
    assertThat(figures.spiTime()).isEqualByComparingTo("0.95");
  }
}
