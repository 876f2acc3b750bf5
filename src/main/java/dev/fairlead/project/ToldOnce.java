package dev.fairlead.project;

import dev.fairlead.shared.FairleadClock;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps of which day somebody was told, in the columns due and told_for of a register. */
@Component
public class ToldOnce {
  private final JdbcClient jdbc;
  private final FairleadClock clock;

  ToldOnce(JdbcClient jdbc, FairleadClock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * What is due and was not told of; from now on it was.
   *
   * @param table with the columns id, due and told_for
   * @param open query for what is open in the project {@code :key}, with the table as x, without an
   *     order
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public <T> List<T> now(
      String projectKey, String table, String open, Class<T> type, Function<T, ?> id) {
    List<T> due =
        jdbc.sql(
                open
                    + " and x.due <= :today and (x.told_for is null or x.told_for <> x.due)"
                    + " order by x.due, x.id")
            .param("key", projectKey)
            .param("today", clock.today())
            .query(type)
            .list();
    if (!due.isEmpty()) {
      jdbc.sql("update " + table + " set told_for = due where id in (:due)")
          .param("due", due.stream().map(id).toList())
          .update();
    }
    return due;
  }
}
