package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.FairleadTest;
import dev.fairlead.TestDatabase;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is asked at each step has an index, however many projects there are. */
@FairleadTest
class EngineIndexTests {
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transactions;

  @ParameterizedTest
  @CsvSource({
    "fairlead_sub_task, select * from ACT_RU_TASK where PARENT_TASK_ID_ = 'x'",
    "fairlead_job_due, select ID_ from ACT_RU_JOB where DUEDATE_ <= timestamp '2027-01-04 07:00:00'",
    "plan_system_name, select project_key from plan_system where name_key = 'x'"
  })
  void whatIsAskedAtEachStepIsFoundByAnIndex(String index, String statement) {
    assertThat(way(statement)).contains(index);
  }

  /** H2 leaves it to the number of rows. */
  @Test
  void theFewBlackoutsAreFoundByAnIndex() {
    assumeTrue(TestDatabase.isPostgres());
    assertThat(way("select name_key from plan_system where blackout_from is not null"))
        .contains("plan_system_blackout");
  }

  private String way(String statement) {
    String way =
        transactions.execute(
            status -> {
              if (TestDatabase.isPostgres()) { // which reads a table of a few rows as it stands
                jdbc.sql("set local enable_seqscan = off").update();
              }
              return String.join("\n", jdbc.sql("explain " + statement).query(String.class).list());
            });
    return way.toLowerCase(Locale.ROOT);
  }
}
