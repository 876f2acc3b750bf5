package dev.fairlead.tracking.process;

import dev.fairlead.engine.TaskHandover;
import dev.fairlead.project.CoordinatorReplaced;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What the coordinator is asked where nobody else is there goes along to the next one. */
@Component
class TasksOfCoordinator {
  private final FollowUps followUps;
  private final Issues issues;
  private final TaskHandover handover;

  TasksOfCoordinator(FollowUps followUps, Issues issues, TaskHandover handover) {
    this.followUps = followUps;
    this.issues = issues;
    this.handover = handover;
  }

  @EventListener
  void on(CoordinatorReplaced replaced) {
    for (int task : followUps.handOver(replaced)) {
      handover.give(
          FollowUpTaskProcess.ID,
          replaced.projectKey(),
          Map.of(FollowUpTaskProcess.TASK_NUMBER, task),
          FollowUpTaskProcess.OWNER,
          replaced.former(),
          replaced.next());
    }
    for (Issue issue : issues.open(replaced.projectKey())) {
      // whoever reported it verifies it themselves
      if (issue.owner() != null && !replaced.former().equals(issue.reporter())) {
        handover.give(
            ResolveIssueProcess.ID,
            issue.id(),
            Map.of(),
            ResolveIssueProcess.VERIFIER,
            replaced.former(),
            issues.verifier(issue.id(), replaced.next()));
      }
    }
  }
}
