package dev.fairlead.shared;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether this node's clock and the database's say the same. Jobs are locked until a moment by the
 * clock of the node that took them, so nodes whose clocks are apart take each other's.
 */
@Component("clockHealthIndicator")
class ClockHealth extends AbstractHealthIndicator {
  private final Supplier<Instant> database;
  private final Supplier<Instant> node;
  private final Duration tolerance;

  @Autowired
  ClockHealth(
      JdbcClient jdbc, @Value("${fairlead.nodes.clock-tolerance:PT10S}") Duration tolerance) {
    this(
        () ->
            jdbc.sql("select current_timestamp")
                .query((row, i) -> row.getObject(1, OffsetDateTime.class))
                .single()
                .toInstant(),
        Instant::now,
        tolerance);
  }

  ClockHealth(Supplier<Instant> database, Supplier<Instant> node, Duration tolerance) {
    this.database = database;
    this.node = node;
    this.tolerance = tolerance;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Instant asked = node.get();
    Instant there = database.get();
    Instant answered = node.get();
    // the answer was given at some moment between the two, so it need not be wrong by what it took
    Duration apart =
        there.isBefore(asked)
            ? Duration.between(there, asked)
            : there.isAfter(answered) ? Duration.between(answered, there) : Duration.ZERO;
    health.up().withDetail("millisecondsApart", apart.toMillis());
    if (apart.compareTo(tolerance) > 0) {
      health
          .down()
          .withDetail(
              "problem",
              Sentences.say("shared.clocksApart", apart.toSeconds(), tolerance.toSeconds()));
    }
  }
}
