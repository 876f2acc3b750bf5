package dev.fairlead.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

class ClockHealthTests {
  private static final Instant NOON = Instant.parse("2027-01-04T12:00:00Z");

  private static Health health(Duration ahead) {
    return new ClockHealth(
            new NodeClock(() -> NOON.plus(ahead), () -> NOON, Duration.ofSeconds(10)))
        .health();
  }

  @Test
  void clocksThatSayTheSameAreWell() {
    assertThat(health(Duration.ZERO).getStatus()).isEqualTo(Status.UP);
    assertThat(health(Duration.ofSeconds(-10)).getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void clocksThatAreApartAreNamed() {
    for (int seconds : new int[] {-11, 11}) {
      Health health = health(Duration.ofSeconds(seconds));
      assertThat(health.getStatus()).isEqualTo(Status.DOWN);
      assertThat(health.getDetails().get("problem").toString())
          .contains("11 seconds apart, more than the 10 that are allowed");
    }
  }

  @Test
  void aSlowAnswerIsNotAWrongClock() {
    Instant[] node = {NOON, NOON.plusSeconds(30)};
    int[] asked = {0};
    Health health =
        new ClockHealth(
                new NodeClock(
                    () -> NOON.plusSeconds(15), () -> node[asked[0]++], Duration.ofSeconds(1)))
            .health();
    assertThat(health.getStatus()).isEqualTo(Status.UP);
  }
}
