package dev.fairlead.tracking.process;

import dev.fairlead.engine.TaskHandover;
import dev.fairlead.project.CoordinatorReplaced;
import dev.fairlead.tracking.CorrectiveActions;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What the coordinator is asked where nobody else is there goes along to the next one, and what the
 * next one may not agree to goes to others.
 */
@Component
class TasksOfCoordinator {
  private final FollowUps followUps;
  private final Issues issues;
  private final CorrectiveActions corrective;
  private final TaskHandover handover;

  TasksOfCoordinator(
      FollowUps followUps, Issues issues, CorrectiveActions corrective, TaskHandover handover) {
    this.followUps = followUps;
    this.issues = issues;
    this.corrective = corrective;
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
    corrective
        .askAnother(replaced.projectKey())
        .ifPresent(
            group ->
                handover.ask(
                    TrackProjectProcess.ID,
                    replaced.projectKey(),
                    TrackProjectProcess.TASK_CONFIRM_DEVIATION,
                    TrackProjectProcess.APPROVER_GROUP,
                    group));
  }
}
