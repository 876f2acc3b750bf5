package dev.fairlead.shared;

import java.sql.SQLException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** A start whose database does not let it in ends with a sentence instead of a stack trace. */
class DatabaseClosed extends AbstractFailureAnalyzer<SQLException> {
  private final Environment environment;

  DatabaseClosed(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable start, SQLException problem) {
    // no connection, no such account, no such database, H2's file open in another process
    if (problem.getSQLState() == null
        || !problem.getSQLState().matches("08.*|28.*|3D.*|90020|90149")) {
      return null;
    }
    return new FailureAnalysis(
        Sentences.say(
            "shared.databaseClosed",
            environment.getProperty("spring.datasource.url"),
            problem.getMessage()),
        Sentences.say("shared.databaseClosedAction"),
        problem);
  }
}
