package dev.fairlead.shared;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What waits in a table to be sent to another machine, taken by one node at a time. A node claims a
 * row before it sends it: the row counts as not due for a while, whatever becomes of the node and
 * its connection to the database. The table has the columns {@code id}, {@code status} (of which
 * {@code WAITING} is looked for) and {@code next_attempt_at}.
 */
public final class Claims {
  /** Almost four days in all, so that what waits outlives the longest weekend of a server. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(1),
          Duration.ofDays(1));

  private final JdbcClient jdbc;
  private final FairleadClock clock;
  private final String table;
  private final Duration lease;

  /**
   * @param lease how long nobody else takes what was claimed
   */
  public Claims(JdbcClient jdbc, FairleadClock clock, String table, Duration lease) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.table = table;
    this.lease = lease;
  }

  /**
   * The oldest row that is due, which no other node looks at for a while; or null where none is.
   * Wants a transaction, and holds from its commit on.
   */
  public Long next() {
    return next("");
  }

  /**
   * The same among those rows only.
   *
   * @param which further condition in SQL, such as {@code and webhook_id = ?}
   */
  public Long next(String which, Object... values) {
    List<Long> next =
        jdbc.sql(
                "select id from "
                    + table
                    + " where status = 'WAITING' and next_attempt_at <= ? "
                    + which
                    + " order by id limit 1 for update skip locked")
            .param(clock.now())
            .params(values)
            .query(Long.class)
            .list();
    if (next.isEmpty()) {
      return null;
    }
    jdbc.sql("update " + table + " set next_attempt_at = ? where id = ?")
        .params(clock.now().plus(lease), next.get(0))
        .update();
    return next.get(0);
  }

  /** Whether it is not tried again after this try. */
  public static boolean isLast(int triesBefore) {
    return triesBefore >= PAUSES.size();
  }

  /** How long to wait after a try that failed, longer each time. */
  public static Duration pause(int triesBefore) {
    return PAUSES.get(Math.min(triesBefore, PAUSES.size() - 1));
  }
}
