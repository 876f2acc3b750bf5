package dev.fairlead.shared;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a node of a newer release has changed the tables so that this one cannot work with them
 * any more. A migration says so by its name, which ends in {@code _ends_older_nodes}; other ones
 * only add what an older node need not know (docs/decisions/0041).
 */
@Component
public class NewerTables {
  private static final Logger LOG = LoggerFactory.getLogger(NewerTables.class);
  private static final String MARK = "_ends_older_nodes.sql";

  private final Supplier<List<String>> migrations;
  private final Runnable forgetPlans;
  private int known;
  private volatile String change;

  @Autowired
  NewerTables(JdbcClient jdbc, DataSource database) {
    this(sinceNow(jdbc), () -> renewConnections(database));
  }

  /**
   * @param migrations the files of those since this node's start, in their order
   * @param forgetPlans called where there is one more; PostgreSQL refuses a statement that a
   *     connection has prepared before its table got another column
   */
  public NewerTables(Supplier<List<String>> migrations, Runnable forgetPlans) {
    this.migrations = migrations;
    this.forgetPlans = forgetPlans;
  }

  private static Supplier<List<String>> sinceNow(JdbcClient jdbc) {
    int newest =
        jdbc.sql("select max(\"installed_rank\") from \"flyway_schema_history\"")
            .query(Integer.class)
            .single();
    return () ->
        jdbc.sql(
                "select \"script\" from \"flyway_schema_history\" where \"installed_rank\" > ? and"
                    + " \"success\" order by \"installed_rank\"")
            .param(newest)
            .query(String.class)
            .list();
  }

  private static void renewConnections(DataSource database) {
    HikariDataSource pool =
        DataSourceUnwrapper.unwrap(database, HikariConfigMXBean.class, HikariDataSource.class);
    if (pool != null && pool.getHikariPoolMXBean() != null) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
  }

  /** Asks the database, unless it has ended this node before: there is no way back. */
  public synchronized void look() {
    if (change != null) {
      return;
    }
    List<String> since = migrations.get();
    if (since.size() > known) {
      LOG.info("A newer release has changed the tables: {}", since.subList(known, since.size()));
      known = since.size();
      forgetPlans.run();
    }
    change = since.stream().filter(file -> file.endsWith(MARK)).findFirst().orElse(null);
    if (change != null) {
      LOG.error(Sentences.say("shared.newerTables", change));
    }
  }

  /** The migration that ended this node, as far as it has looked. */
  Optional<String> change() {
    return Optional.ofNullable(change);
  }
}
