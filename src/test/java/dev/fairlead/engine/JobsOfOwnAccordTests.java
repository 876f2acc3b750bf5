package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.shared.NewerTables;
import dev.fairlead.shared.NodeClock;
import dev.fairlead.shared.OwnAccord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.junit.jupiter.api.Test;

class JobsOfOwnAccordTests {
  private final Instant noon = Instant.parse("2027-01-04T12:00:00Z");
  private final AtomicReference<Instant> node = new AtomicReference<>(noon);
  private final NodeClock clock = new NodeClock(() -> noon, node::get, Duration.ofSeconds(10));
  private final List<String> migrations = new ArrayList<>();
  private final NewerTables tables = new NewerTables(() -> migrations, () -> {});
  private final JobsOfOwnAccord jobs =
      new JobsOfOwnAccord(
          many ->
              context -> {
                AcquiredJobs one = new AcquiredJobs(many);
                one.addJobIdBatch("job");
                return one;
              },
          new OwnAccord(clock, tables));

  private int taken() {
    return jobs.getCommand(3).execute(null).size();
  }

  @Test
  void aNodeWhoseClockIsWrongTakesNoJobsUntilItIsRightAgain() {
    assertThat(taken()).isOne();
    for (int seconds : new int[] {11, -11}) {
      node.set(noon.plusSeconds(seconds));
      assertThat(taken()).as("a clock that is %d s apart", seconds).isZero();
    }
    node.set(noon.plusSeconds(10));
    assertThat(taken()).isOne();
  }

  @Test
  void aNodeWhoseTablesAreThoseOfANewerReleaseTakesNoJobsEverAgain() {
    tables.look();
    assertThat(taken()).isOne();
    migrations.add("V999__all_is_new_ends_older_nodes.sql");
    tables.look();
    assertThat(taken()).isZero();
    migrations.clear();
    tables.look();
    assertThat(taken()).isZero();
  }
}
