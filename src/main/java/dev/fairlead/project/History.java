package dev.fairlead.project;

import dev.fairlead.shared.FairleadClock;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What happened in a project, who did it and when. Rows are only ever added. */
@Service
@Transactional
public class History {
  /**
   * One thing that happened.
   *
   * @param by login name, or null where Fairlead did it by itself
   */
  public record Entry(long id, String projectKey, LocalDateTime at, String by, String sentence) {}

  private final JdbcClient jdbc;
  private final DecisionLog decisions;
  private final FairleadClock clock;

  History(JdbcClient jdbc, DecisionLog decisions, FairleadClock clock) {
    this.jdbc = jdbc;
    this.decisions = decisions;
    this.clock = clock;
  }

  /** Keeps a decision in the log that nobody can change, beside the sentence that tells of it. */
  public void decided(Decided decision) {
    decisions.keep(decision);
  }

  /** Notes a finished sentence, such as one from {@link dev.fairlead.shared.Sentences}. */
  public void note(String projectKey, String by, String sentence) {
    String cut = sentence.length() > 2000 ? sentence.substring(0, 1999) + "…" : sentence;
    jdbc.sql(
            "insert into project_history (project_key, happened_at, by_user, sentence) values (?,"
                + " ?, ?, ?)")
        .params(projectKey, clock.now(), by, cut)
        .update();
  }

  /** The newest entries before the given id (0 for the newest of all). */
  @Transactional(readOnly = true)
  public List<Entry> page(String projectKey, long beforeId, int size) {
    return jdbc.sql(
            "select id, project_key, happened_at, by_user, sentence from project_history"
                + " where project_key = ? and id < ? order by id desc limit "
                + Math.min(Math.max(size, 1), 500))
        .params(projectKey, beforeId <= 0 ? Long.MAX_VALUE : beforeId)
        .query(
            (row, i) ->
                new Entry(
                    row.getLong("id"),
                    row.getString("project_key"),
                    row.getObject("happened_at", LocalDateTime.class),
                    row.getString("by_user"),
                    row.getString("sentence")))
        .list();
  }
}
