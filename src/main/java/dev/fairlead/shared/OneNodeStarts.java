package dev.fairlead.shared;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * Lets one node after the other start on a shared database: migrations, the engine's tables, the
 * deployment of the diagrams, the first users and the demo world are each made once. The lock is
 * PostgreSQL's own and goes with its connection, so a node that is killed leaves none behind. The
 * embedded database belongs to one process anyway.
 */
@Configuration(proxyBeanMethods = false)
class OneNodeStarts implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(OneNodeStarts.class);

  /** "Fairlead" as a number; nobody else on this database uses it. */
  private static final long LOCK = 0x466169726c656164L;

  private static final Set<MigrationState> NEWER =
      EnumSet.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

  private final DataSource database;
  private final Duration longestWait;
  private Connection holding;

  OneNodeStarts(
      DataSource database, @Value("${fairlead.nodes.longest-wait:PT10M}") Duration longestWait) {
    this.database = database;
    this.longestWait = longestWait;
  }

  /** The migrations are the first that a node does to the database. */
  @Bean
  FlywayMigrationStrategy oneAfterTheOther() {
    return flyway -> {
      begin();
      refuseNewerTables(flyway);
      flyway.migrate();
    };
  }

  /** A node of an older release would deploy its older diagrams as the newest. */
  static void refuseNewerTables(Flyway flyway) {
    Stream.of(flyway.info().all())
        .filter(migration -> NEWER.contains(migration.getState()))
        .findFirst()
        .ifPresent(
            migration -> {
              throw RefusedException.because("shared.tablesOfNewerRelease", migration.getScript());
            });
  }

  private synchronized void begin() {
    try {
      Connection connection = database.getConnection();
      if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
        connection.close();
        return;
      }
      holding = connection;
      long until = System.nanoTime() + longestWait.toNanos();
      boolean told = false;
      while (!ask("select pg_try_advisory_lock(" + LOCK + ")")) {
        if (System.nanoTime() > until) {
          end();
          throw RefusedException.because("shared.otherNodeStarts", longestWait.toSeconds());
        }
        if (!told) {
          LOG.info("Another node is starting on this database; this one waits for it");
          told = true;
        }
        Thread.sleep(250);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** After the last runner, so that what those make is made once as well. */
  @EventListener(ApplicationReadyEvent.class)
  synchronized void end() {
    if (holding == null) {
      return;
    }
    try (Connection connection = holding) {
      ask("select pg_advisory_unlock(" + LOCK + ")");
    } catch (SQLException e) {
      LOG.warn("The lock of the start could not be given back: {}", e.getMessage());
    } finally {
      holding = null;
    }
  }

  private boolean ask(String question) throws SQLException {
    try (Statement statement = holding.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  @Override
  public void destroy() {
    end();
  }
}
