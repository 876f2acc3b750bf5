package dev.fairlead.shared;

import java.time.Duration;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Whether this node's clock and the database's say the same. */
@Component("clockHealthIndicator")
class ClockHealth extends AbstractHealthIndicator {
  private final NodeClock clock;

  ClockHealth(NodeClock clock) {
    this.clock = clock;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Duration apart = clock.apart();
    health.up().withDetail("millisecondsApart", apart.toMillis());
    if (apart.compareTo(clock.tolerance()) > 0) {
      health
          .down()
          .withDetail(
              "problem",
              Sentences.say(
                  "shared.clocksApart", apart.toSeconds(), clock.tolerance().toSeconds()));
    }
  }
}
