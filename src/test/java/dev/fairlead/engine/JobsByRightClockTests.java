package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.shared.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.junit.jupiter.api.Test;

class JobsByRightClockTests {
  private final Instant noon = Instant.parse("2027-01-04T12:00:00Z");
  private final AtomicReference<Instant> node = new AtomicReference<>(noon);
  private final NodeClock clock = new NodeClock(() -> noon, node::get, Duration.ofSeconds(10));
  private final JobsByRightClock jobs =
      new JobsByRightClock(
          many ->
              context -> {
                AcquiredJobs one = new AcquiredJobs(many);
                one.addJobIdBatch("job");
                return one;
              },
          clock);

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
}
