package dev.fairlead.engine;

import dev.fairlead.shared.OwnAccord;
import dev.fairlead.shared.Sentences;
import java.time.Duration;
import org.camunda.bpm.engine.impl.jobexecutor.AcquireJobsCommandFactory;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultAcquireJobsCommandFactory;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whether this node still looks for jobs. The thread that does outlives exceptions but not errors;
 * after one the engine calls itself active and no timer fires any more. In place of the engine's
 * own indicator of this name, which asks the engine.
 */
@Component("jobExecutorHealthIndicator")
class JobExecutorHealth extends AbstractHealthIndicator {
  private final boolean on;
  private final Duration longestSilence;
  private volatile boolean started;
  private volatile long beat;

  JobExecutorHealth(
      ObjectProvider<JobExecutor> executor,
      OwnAccord accord,
      @Value("${fairlead.nodes.longest-silence:PT1M}") Duration longestSilence) {
    JobExecutor jobs = executor.getIfAvailable();
    this.on = jobs != null;
    this.longestSilence = longestSilence;
    if (on) {
      AcquireJobsCommandFactory command =
          new JobsOfOwnAccord(new DefaultAcquireJobsCommandFactory(jobs), accord);
      jobs.setAcquireJobsCmdFactory(
          many -> {
            beat = System.nanoTime();
            return command.getCommand(many);
          });
    }
  }

  /** Before, the demo world may be in the making, which lets no other job run. */
  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    beat = System.nanoTime();
    started = true;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Duration silence = Duration.ofNanos(started ? System.nanoTime() - beat : 0);
    health.up();
    if (on && silence.compareTo(longestSilence) > 0) {
      health.down().withDetail("problem", Sentences.say("engine.noHeartbeat", silence.toSeconds()));
    }
    health.withDetail("on", on).withDetail("secondsSinceLastLook", silence.toSeconds());
  }
}
