package dev.fairlead.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1250|1250",
        "1250.5|1250.5",
        "30,000|30000",
        "1,250.00|1250.00",
        "1 250.50|1250.50",
        "1\u00a0250|1250",
        "12,5|12.5",
        "6,50|6.50",
        "-3|-3",
        "-1,000|-1000",
        "0.125|0.125"
      })
  void whatPeopleWriteIsRead(String typed, String meant) {
    assertThat(Numbers.parse(typed)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "many",
        "1e9",
        "0,125",
        "1.200,50",
        "1,20,000",
        "1,2345",
        "12.",
        "1234567890123456",
        "0.1234567"
      })
  void whatIsNoNumberStaysAsTyped(String typed) {
    assertThat(Numbers.parse(typed)).isNull();
    assertThat(Numbers.plain(typed)).isEqualTo(typed);
  }
}
