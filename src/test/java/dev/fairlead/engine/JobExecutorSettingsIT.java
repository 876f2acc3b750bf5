package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.RunningFairlead;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What decision 0028 says of the job executor is what it runs with. */
@RunningFairlead
class JobExecutorSettingsIT {
  @Autowired ProcessEngine engine;

  @Test
  void jobsAreLockedAndLookedForAsDecided() {
    var settings = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    JobExecutor executor = settings.getJobExecutor();
    assertThat(executor.getLockTimeInMillis()).isEqualTo(120_000);
    assertThat(executor.getBackoffTimeInMillis()).isEqualTo(25);
    assertThat(executor.getMaxBackoff()).isEqualTo(200);
    assertThat(settings.isJobExecutorPreferTimerJobs()).isTrue();
    assertThat(settings.isJobExecutorAcquireByDueDate()).isTrue();
  }
}
