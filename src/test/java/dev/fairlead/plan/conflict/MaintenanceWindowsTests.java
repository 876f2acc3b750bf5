package dev.fairlead.plan.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenanceWindowsTests {
  /** 1 March 2027 is a Monday. */
  private static LocalDateTime march(int day, int hour) {
    return LocalDateTime.of(2027, 3, day, hour, 0);
  }

  private static boolean meets(String text, LocalDateTime from, LocalDateTime to) {
    return MaintenanceWindows.read(text).orElseThrow().anyBetween(from, to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sundays 20:00 to 24:00     | false | true",
        "sun 20-24                  | false | true",
        "Saturdays and Sundays      | false | true",
        "Sat-Sun 8:00–12:00         | false | true",
        "weekends                   | false | true",
        "Every Wednesday from 22:00 until 4:00 | true | false",
        "Mon to Fri 18:00 to 22:00  | true  | false",
        "daily 1:00 to 3:00         | true  | true",
        "Tuesdays; Saturdays 10 to 12 | true | true"
      })
  void whatPeopleWriteIsRead(String text, boolean duringTheWeek, boolean atTheWeekend) {
    assertThat(meets(text, march(1, 8), march(5, 17))).isEqualTo(duringTheWeek);
    assertThat(meets(text, march(6, 8), march(7, 23))).isEqualTo(atTheWeekend);
    assertThat(meets(text, march(1, 8), march(30, 17))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "as agreed", "first Sunday of the month", "Sundays 99:00 to 1:00"})
  void whatCannotBeReadIsNoWindow(String text) {
    assertThat(MaintenanceWindows.read(text)).isEmpty();
  }

  @Test
  void aWindowOverMidnightReachesIntoTheNextDay() {
    assertThat(meets("Sundays 22:00 to 6:00", march(1, 5), march(1, 7))).isTrue();
    assertThat(meets("Sundays 22:00 to 6:00", march(1, 6), march(1, 7))).isFalse();
  }
}
