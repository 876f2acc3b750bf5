package dev.fairlead.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.shared.WorkingCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations as planners type them; a working day has 480 minutes. */
class PlanNotationTests {
  private static final WorkingCalendar CALENDAR = WorkingCalendar.standard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | 1440",
        "2.5d | 1200",
        "2,5 | 1200",
        "2,5 d | 1200",
        "0,5w | 1200",
        "1,250 | 600000",
        "1,250.50h | 75030",
        "1 250 | 600000",
        "90m | 90",
        "2w | 4800",
        "3d? | 1440",
        "4 H | 240"
      })
  void aDurationIsReadAsItIsShown(String typed, long minutes) {
    assertThat(PlanNotation.minutes(typed, CALENDAR)).isEqualTo(minutes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "d", "-1", "0,125", "1,2,3", "1.2.3", "3 5 x", "1e3", "12,34567"})
  void whatIsNoDurationIsNone(String typed) {
    assertThat(PlanNotation.minutes(typed, CALENDAR)).isNull();
  }

  @Test
  void aCommaBetweenPredecessorsIsNoDecimalComma() {
    assertThat(PlanNotation.predecessors(null, "2,3FS+1.5d", CALENDAR))
        .containsExactly(
            new PlanNotation.Predecessor(2, LinkType.FS, 0),
            new PlanNotation.Predecessor(3, LinkType.FS, 720));
  }
}
