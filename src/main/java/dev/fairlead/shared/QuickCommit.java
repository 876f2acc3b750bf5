package dev.fairlead.shared;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Lets PostgreSQL confirm a commit before it is on the disk. It is visible to everybody and
 * outlives its node; only a crash of the database within the next moments loses it, so whoever asks
 * for it writes once more what must last. The embedded database has nothing to be asked.
 */
@Component
public class QuickCommit {
  private final JdbcClient jdbc;
  private final boolean postgres;

  QuickCommit(JdbcClient jdbc, DataSource database) throws MetaDataAccessException {
    this.jdbc = jdbc;
    this.postgres =
        JdbcUtils.<String>extractDatabaseMetaData(database, data -> data.getDatabaseProductName())
            .equals("PostgreSQL");
  }

  /** For the transaction in which this is called. */
  public void ask() {
    if (postgres) {
      jdbc.sql("set local synchronous_commit = off").update();
    }
  }
}
