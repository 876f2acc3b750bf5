package dev.fairlead;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Counts the SQL statements of the application and of the engine while something is done, and its
 * commits. Only those of the thread that does it: what runs by the clock in this application, or in
 * another one that the tests keep, would come and go.
 */
public final class SqlStatements {
  private static final String ENGINE = "org.camunda.bpm.engine.impl.persistence.entity";

  private SqlStatements() {}

  /** The texts of all statements, in their order. */
  public static List<String> of(Callable<?> work) throws Exception {
    return said(work, JdbcTemplate.class.getName(), ENGINE)
        .filter(
            line ->
                line.startsWith("==>  Preparing:")
                    || line.startsWith("Executing") && line.contains("["))
        // a batch is announced and then prepared, but sent once
        .filter(line -> !line.startsWith("Executing SQL batch update"))
        .toList();
  }

  public static int count(Callable<?> work) throws Exception {
    return of(work).size();
  }

  /** How many transactions were committed. */
  public static int commits(Callable<?> work) throws Exception {
    return (int)
        said(work, JdbcTransactionManager.class.getName())
            .filter(line -> line.startsWith("Initiating transaction commit"))
            .count();
  }

  private static Stream<String> said(Callable<?> work, String... names) throws Exception {
    List<Logger> loggers =
        Stream.of(names).map(name -> (Logger) LoggerFactory.getLogger(name)).toList();
    Thread own = Thread.currentThread();
    ListAppender<ILoggingEvent> lines =
        new ListAppender<>() {
          @Override
          protected void append(ILoggingEvent line) {
            // now, since a line that is asked later for its thread tells who asks
            if (Thread.currentThread() == own) {
              super.append(line);
            }
          }
        };
    lines.start();
    for (Logger logger : loggers) {
      logger.addAppender(lines);
      logger.setAdditive(false);
      logger.setLevel(Level.DEBUG);
    }
    try {
      work.call();
    } finally {
      for (Logger logger : loggers) {
        logger.setLevel(null);
        logger.setAdditive(true);
        logger.detachAppender(lines);
      }
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage);
  }
}
