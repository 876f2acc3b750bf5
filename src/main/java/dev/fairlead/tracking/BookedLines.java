package dev.fairlead.tracking;

import dev.fairlead.plan.LineUses;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what is booked on budget lines, whatever became of it: its history names the line. */
@Component
class BookedLines implements LineUses {
  private final JdbcClient jdbc;

  BookedLines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public long of(String projectKey, int line) {
    return jdbc.sql(
            "select (select count(*) from posting where project_key = :key and budget_line = :line)"
                + " + (select count(*) from commitment where project_key = :key and budget_line ="
                + " :line)")
        .param("key", projectKey)
        .param("line", line)
        .query(Long.class)
        .single();
  }
}
