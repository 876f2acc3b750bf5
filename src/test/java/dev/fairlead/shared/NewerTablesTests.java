package dev.fairlead.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a node does whose tables a newer release has changed; {@code NodesIT} shows real ones. */
@FairleadTest
class NewerTablesTests {
  /** The last that was written before there was a name for it; it drops columns. */
  private static final int BEFORE = 148;

  private static final Pattern NAME = Pattern.compile("V(\\d+)__(\\w+)\\.sql");

  /**
   * What an older node does not live with: it reads what is gone, or does not write what must be.
   */
  private static final Pattern ENDS_OLDER_NODES =
      Pattern.compile(
          "drop (column|table|view)|\\brename\\b|set not null|set data type|alter column \\w+ type"
              + "|add column (?!.*\\bdefault\\b).*not null|add (constraint|unique|foreign|check)"
              + "|create unique index");

  @Autowired JdbcClient jdbc;
  @Autowired DataSource database;
  @Autowired TransactionTemplate transactions;
  @Autowired Flyway flyway;

  @AfterEach
  void asBefore() {
    jdbc.sql("delete from \"flyway_schema_history\" where \"installed_rank\" > 9000").update();
  }

  private void migrated(int number, String words) {
    jdbc.sql(
            "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\","
                + " \"type\", \"script\", \"checksum\", \"installed_by\", \"execution_time\","
                + " \"success\") values (?, ?, ?, 'SQL', ?, 1, 'newer', 1, true)")
        .params(number, "" + number, words, "V" + number + "__" + words.replace(' ', '_') + ".sql")
        .update();
  }

  @Test
  void aNodeGoesOnBesideWhatIsOnlyAddedAndStepsAsideWhereItIsToldTo() {
    NewerTables tables = new NewerTables(jdbc, database);
    TablesHealth health = new TablesHealth(tables);
    migrated(9001, "a new column");
    tables.look();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    migrated(9002, "measures are rows ends older nodes");
    assertThat(health.health().getStatus()).as("it has not looked").isEqualTo(Status.UP);
    tables.look();
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().get("problem").toString())
        .contains("V9002__measures_are_rows_ends_older_nodes.sql", "start the new release");

    NewerTables started = new NewerTables(jdbc, database);
    started.look();
    assertThat(started.change()).as("of a node that was started afterwards").isEmpty();
  }

  /** PostgreSQL refuses it in the middle of a transaction; H2 plans it anew. */
  @Test
  void whatWasPreparedBeforeAColumnWasAddedIsPreparedAnew() {
    jdbc.sql("create table newer (a integer)").update();
    try {
      NewerTables tables = new NewerTables(jdbc, database);
      for (int i = 0; i < 20; i++) {
        assertThat(newer()).isEmpty();
      }
      jdbc.sql("alter table newer add column b integer").update();
      migrated(9001, "a new column");
      tables.look();
      assertThat(newer()).isEmpty();
    } finally {
      jdbc.sql("drop table newer").update();
    }
  }

  private List<Map<String, Object>> newer() {
    return transactions.execute(
        status -> {
          jdbc.sql("select 1").query().singleValue();
          return jdbc.sql("select * from newer").query().listOfRows();
        });
  }

  @Test
  void anOlderReleaseDoesNotStartOnNewerTables() {
    assertThatCode(() -> OneNodeStarts.refuseNewerTables(flyway)).doesNotThrowAnyException();
    migrated(9001, "a new column");
    assertThatThrownBy(() -> OneNodeStarts.refuseNewerTables(flyway))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll("newer release (V9001__a_new_column.sql)", "restore the backup");
  }

  @Test
  void aMigrationThatOlderNodesDoNotLiveWithSaysSoByItsName() throws IOException {
    assertThat("alter table risk drop column measures").matches(this::endsOlderNodes);
    assertThat("alter table risk add column chance boolean not null").matches(this::endsOlderNodes);
    assertThat("alter table risk add column chance boolean default false not null")
        .matches(statement -> !endsOlderNodes(statement));
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "resources", "db"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        assertThat(name.matches()).as(file.toString()).isTrue();
        if (Integer.parseInt(name.group(1)) > BEFORE
            && statements(Files.readString(file)).stream().anyMatch(this::endsOlderNodes)) {
          assertThat(name.group(2)).as(file.toString()).endsWith("_ends_older_nodes");
        }
      }
    }
  }

  private boolean endsOlderNodes(String statement) {
    return ENDS_OLDER_NODES.matcher(statement).find();
  }

  private static List<String> statements(String sql) {
    String said = sql.replaceAll("--.*", "").toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    return List.of(said.split(";"));
  }
}
