package dev.fairlead.engine;

import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * When a node ends, it stops to look for jobs before anything else, so that it takes none that it
 * will not do; those under way are finished.
 */
@Component
class JobsEndFirst {
  private final ObjectProvider<JobExecutor> executor;

  JobsEndFirst(ObjectProvider<JobExecutor> executor) {
    this.executor = executor;
  }

  @Order(0)
  @EventListener(ContextClosedEvent.class)
  void end() {
    executor.ifAvailable(JobExecutor::shutdown);
  }
}
