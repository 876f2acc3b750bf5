package dev.fairlead.shared;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Whether this node can work with the tables as they are now. */
@Component("tablesHealthIndicator")
class TablesHealth extends AbstractHealthIndicator {
  private final NewerTables tables;

  TablesHealth(NewerTables tables) {
    this.tables = tables;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.up();
    tables
        .change()
        .ifPresent(
            change ->
                health.down().withDetail("problem", Sentences.say("shared.newerTables", change)));
  }
}
