package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.shared.NewerTables;
import dev.fairlead.shared.NodeClock;
import dev.fairlead.shared.OwnAccord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.actuate.health.Status;

class JobExecutorHealthTests {
  private static JobExecutorHealth health(JobExecutor executor, Duration longestSilence) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    if (executor != null) {
      beans.addBean("jobExecutor", executor);
    }
    ObjectProvider<JobExecutor> provider = beans.getBeanProvider(JobExecutor.class);
    NodeClock clock = new NodeClock(Instant::now, Instant::now, Duration.ofSeconds(10));
    OwnAccord accord = new OwnAccord(clock, new NewerTables(List::of, () -> {}));
    return new JobExecutorHealth(provider, accord, longestSilence);
  }

  @Test
  void aNodeThatNoLongerLooksForJobsIsDown() throws Exception {
    JobExecutor executor = new DefaultJobExecutor();
    JobExecutorHealth health = health(executor, Duration.ofMillis(50));
    assertThat(health.health().getStatus()).as("it has not begun").isEqualTo(Status.UP);
    health.begin();
    Thread.sleep(80);
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().get("problem").toString())
        .contains("has not looked for jobs");
    executor.getAcquireJobsCmd(3);
    assertThat(health.health().getStatus()).as("it looked again").isEqualTo(Status.UP);
  }

  @Test
  void aNodeThatTakesNoJobsAtAllIsWell() {
    JobExecutorHealth health = health(null, Duration.ZERO);
    health.begin();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }
}
