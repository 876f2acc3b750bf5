package dev.fairlead.plan;

import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which simulations are under way on any node. The node that runs one beats; what has not beaten
 * for half a minute died with its node.
 */
@Component
class RiskRuns {
  private static final String ALIVE = " beat_at > localtimestamp - interval '30' second";

  private final String node = UUID.randomUUID().toString();
  private final JdbcClient jdbc;

  RiskRuns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Takes the project's turn; false while one is under way somewhere. */
  boolean begin(String projectKey) {
    jdbc.sql("delete from risk_run where project_key = ? and not" + ALIVE)
        .param(projectKey)
        .update();
    try {
      jdbc.sql(
              "insert into risk_run (project_key, node, percent, stop, beat_at)"
                  + " values (?, ?, 0, false, localtimestamp)")
          .params(projectKey, node)
          .update();
      return true;
    } catch (DuplicateKeyException underWay) {
      return false;
    }
  }

  /** Notes how far ours is; answers whether somebody wants it stopped. */
  boolean beat(String projectKey, int percent) {
    jdbc.sql(
            "update risk_run set percent = ?, beat_at = localtimestamp where project_key = ? and node = ?")
        .params(percent, projectKey, node)
        .update();
    return jdbc.sql("select stop from risk_run where project_key = ? and node = ?")
        .params(projectKey, node)
        .query(Boolean.class)
        .optional()
        .orElse(true);
  }

  void stop(String projectKey) {
    jdbc.sql("update risk_run set stop = true where project_key = ?").param(projectKey).update();
  }

  void end(String projectKey) {
    jdbc.sql("delete from risk_run where project_key = ? and node = ?")
        .params(projectKey, node)
        .update();
  }

  /** How far the one on another node is, in percent. */
  Optional<Integer> elsewhere(String projectKey) {
    return jdbc.sql("select percent from risk_run where project_key = ? and node <> ? and" + ALIVE)
        .params(projectKey, node)
        .query(Integer.class)
        .optional();
  }
}
