package dev.fairlead.demo;

import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far the demo world is, in the database, while it is being made: a start that was ended or
 * killed meanwhile is gone on with by the next one. Without a record it is whole, or nobody has
 * begun it.
 */
@Component
class DemoRecord {
  private final JdbcClient jdbc;

  DemoRecord(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A demo world that is not whole yet.
   *
   * @param beganAt the moment of the first start, up to which the history goes
   * @param steps how many there are
   * @param done how many of them are in the database
   * @param clock where the clock of the demo world stands
   */
  record Unfinished(LocalDateTime beganAt, int steps, int done, LocalDateTime clock) {}

  Optional<Unfinished> unfinished() {
    return jdbc.sql("select began_at, steps, done, clock from demo_making")
        .query(Unfinished.class)
        .optional();
  }

  Unfinished begin(LocalDateTime beganAt, int steps, LocalDateTime clock) {
    jdbc.sql("insert into demo_making (id, began_at, steps, done, clock) values (1, ?, ?, 0, ?)")
        .params(beganAt, steps, clock)
        .update();
    return new Unfinished(beganAt, steps, 0, clock);
  }

  /** Belongs into the transaction of the step, so that it is never done twice. */
  void done(int steps) {
    jdbc.sql("update demo_making set done = ?").param(steps).update();
  }

  /** Belongs before whatever happens at that moment. */
  void clockIsAt(LocalDateTime moment) {
    jdbc.sql("update demo_making set clock = ?").param(moment).update();
  }

  void end() {
    jdbc.sql("delete from demo_making").update();
  }
}
