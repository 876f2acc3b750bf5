package dev.fairlead.shared;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * This node's clock beside the database's, which all nodes share. Jobs are locked until a moment by
 * the clock of the node that took them, and mails, reminders and deletions are due by it, so a node
 * whose clock is wrong does nothing of its own accord: it would take what others are working on, or
 * have its own taken, and do early what is due later.
 */
@Component
public class NodeClock {
  private static final Logger LOG = LoggerFactory.getLogger(NodeClock.class);

  private final Supplier<Instant> database;
  private final Supplier<Instant> node;
  private final Duration tolerance;
  private volatile boolean wasRight = true;

  @Autowired
  NodeClock(JdbcClient jdbc, @Value("${fairlead.nodes.clock-tolerance:PT10S}") Duration tolerance) {
    this(
        () ->
            jdbc.sql("select current_timestamp")
                .query((row, i) -> row.getObject(1, OffsetDateTime.class))
                .single()
                .toInstant(),
        Instant::now,
        tolerance);
  }

  public NodeClock(Supplier<Instant> database, Supplier<Instant> node, Duration tolerance) {
    this.database = database;
    this.node = node;
    this.tolerance = tolerance;
  }

  Duration tolerance() {
    return tolerance;
  }

  /** How far it is from the database's, at least. */
  Duration apart() {
    Instant asked = node.get();
    Instant there = database.get();
    Instant answered = node.get();
    // the answer was given at some moment between the two, so it need not be wrong by what it took
    return there.isBefore(asked)
        ? Duration.between(there, asked)
        : there.isAfter(answered) ? Duration.between(answered, there) : Duration.ZERO;
  }

  /** Whether it is close enough to the database's, at this moment. */
  public boolean isRight() {
    Duration apart = apart();
    boolean right = apart.compareTo(tolerance) <= 0;
    if (right != wasRight) {
      wasRight = right;
      if (right) {
        LOG.info("The clocks of this node and of the database agree again; it works on");
      } else {
        LOG.error(Sentences.say("shared.clocksApart", apart.toSeconds(), tolerance.toSeconds()));
      }
    }
    return right;
  }
}
