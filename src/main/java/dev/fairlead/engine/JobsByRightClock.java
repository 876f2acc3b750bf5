package dev.fairlead.engine;

import dev.fairlead.shared.NodeClock;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.AcquireJobsCommandFactory;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;

/**
 * Takes jobs only while this node's clock is right. A fast one sees the locks of other nodes as
 * lapsed and takes jobs that they are working on, and timers before they are due; a slow one locks
 * until a moment that is past for the others, who take its jobs. It asks right before each look.
 */
record JobsByRightClock(AcquireJobsCommandFactory jobs, NodeClock clock)
    implements AcquireJobsCommandFactory {

  @Override
  public Command<AcquiredJobs> getCommand(int many) {
    Command<AcquiredJobs> take = jobs.getCommand(many);
    return context -> clock.isRight() ? take.execute(context) : new AcquiredJobs(many);
  }
}
