package dev.fairlead.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which budget lines call themselves contingency. */
class ReserveSectionTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Contingency",
        "Schedule contingencies",
        "Management reserve",
        "RESERVES",
        "Management buffer",
        "For the unforeseen",
        "Risk budget",
        "Risikoreserve",
        "Reserven",
        "Zeitpuffer",
        "Unvorhergesehenes",
        "RÜCKSTELLUNG für Risiken",
        "Rückstellungen",
        "Risikobudget",
        "Staff (reserve)"
      })
  void linesThatAreKeptForTheUnforeseen(String words) {
    assertThat(ReserveSection.isReserve(words)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS reserved instances",
        "Reservation system",
        "Raumreservierung",
        "Data preservation",
        "Preserve old mails",
        "Contingent workers",
        "Buffered storage",
        "Licences"
      })
  void linesThatOnlySoundLikeIt(String words) {
    assertThat(ReserveSection.isReserve(words)).isFalse();
  }
}
