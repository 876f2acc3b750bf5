package dev.fairlead.shared;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a node of a newer release has changed the tables so that this one cannot work with them
 * any more. A migration says so by its name, which ends in {@code _ends_older_nodes}; other ones
 * only add what an older node need not know (docs/decisions/0039).
 */
@Component
public class NewerTables {
  private static final Logger LOG = LoggerFactory.getLogger(NewerTables.class);

  private final Supplier<Optional<String>> endedBy;
  private volatile String change;

  @Autowired
  NewerTables(JdbcClient jdbc) {
    this(ended(jdbc));
  }

  /**
   * @param endedBy the first migration since this node's start that ends older nodes
   */
  public NewerTables(Supplier<Optional<String>> endedBy) {
    this.endedBy = endedBy;
  }

  private static Supplier<Optional<String>> ended(JdbcClient jdbc) {
    int atStart =
        jdbc.sql("select max(\"installed_rank\") from \"flyway_schema_history\"")
            .query(Integer.class)
            .single();
    return () ->
        jdbc.sql(
                "select \"script\" from \"flyway_schema_history\" where \"installed_rank\" > ? and"
                    + " \"success\" and \"description\" like '%ends older nodes' order by"
                    + " \"installed_rank\" limit 1")
            .param(atStart)
            .query(String.class)
            .optional();
  }

  /** Asks the database, unless it has answered so before: there is no way back. */
  public void look() {
    if (change == null) {
      change = endedBy.get().orElse(null);
      if (change != null) {
        LOG.error(Sentences.say("shared.newerTables", change));
      }
    }
  }

  /** The migration that ended this node, as far as it has looked. */
  Optional<String> change() {
    return Optional.ofNullable(change);
  }
}
