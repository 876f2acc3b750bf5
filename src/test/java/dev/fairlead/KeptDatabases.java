package dev.fairlead;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The database that a benchmark fills, and what it was on the way there: a copy of it can be kept
 * under a name, on the same PostgreSQL, and the application be told to look at it. So the same
 * application opens the same page with few projects and with many, one right after the other, and
 * what the machine does meanwhile meets both.
 */
public final class KeptDatabases extends DelegatingDataSource {
  private final HikariDataSource filled;
  private final Map<String, HikariDataSource> kept = new HashMap<>();

  private KeptDatabases(HikariDataSource filled) {
    super(filled);
    this.filled = filled;
  }

  /** Puts itself in place of the application's own data source. */
  public static BeanPostProcessor inPlaceOfTheOnly() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource only ? new KeptDatabases(only) : bean;
      }
    };
  }

  /** Keeps a copy of what is there now. Nothing may be under way: all connections are ended. */
  public void keep(String name) throws SQLException {
    String database;
    try (Connection connection = filled.getConnection()) {
      database = connection.getCatalog();
    }
    try (Connection elsewhere =
            DriverManager.getConnection(TestDatabase.urlOf("elsewhere"), "postgres", "");
        Statement statement = elsewhere.createStatement()) {
      // the pool would connect again at once, and a database in use cannot be copied
      statement.execute("alter database " + database + " allow_connections false");
      statement.execute(
          "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '"
              + database
              + "'");
      statement.execute("create database " + name + " template " + database);
      statement.execute("alter database " + database + " allow_connections true");
    }
    filled.getHikariPoolMXBean().softEvictConnections();
    HikariConfig same = new HikariConfig();
    filled.copyStateTo(same);
    same.setPoolName(name);
    same.setJdbcUrl(TestDatabase.urlOf(name));
    kept.put(name, new HikariDataSource(same));
  }

  /** From now on the application looks at what was kept under this name. */
  public void lookAt(String name) {
    setTargetDataSource(kept.get(name));
  }

  /** From now on it looks at the database that is filled. */
  public void lookAtTheFilled() {
    setTargetDataSource(filled);
  }

  public void close() {
    kept.values().forEach(HikariDataSource::close);
  }
}
