package dev.fairlead.engine;

import dev.fairlead.shared.OwnAccord;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.AcquireJobsCommandFactory;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;

/**
 * Takes jobs only while this node's clock is right and the tables are such as it knows. A fast
 * clock sees the locks of other nodes as lapsed and takes jobs that they are working on, and timers
 * before they are due; a slow one locks until a moment that is past for the others, who take its
 * jobs; and a node of an older release would fail at tables that are no longer there. It asks right
 * before each look.
 */
record JobsOfOwnAccord(AcquireJobsCommandFactory jobs, OwnAccord accord)
    implements AcquireJobsCommandFactory {

  @Override
  public Command<AcquiredJobs> getCommand(int many) {
    Command<AcquiredJobs> take = jobs.getCommand(many);
    return context -> accord.isGiven() ? take.execute(context) : new AcquiredJobs(many);
  }
}
