package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
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
    corrective.whoConfirmsNow(replaced.projectKey()).ifPresent(asked -> askAnew(replaced, asked));
    // what somebody has added to the diagram, or where nobody else is left to be asked
    handover.free(TrackProjectProcess.ID, replaced.projectKey(), replaced.next());
  }

  private void askAnew(CoordinatorReplaced replaced, CorrectiveActions.Asked asked) {
    if (handover.askAnew(
        TrackProjectProcess.ID,
        replaced.projectKey(),
        TrackProjectProcess.TASK_CONFIRM_DEVIATION,
        TrackProjectProcess.APPROVER_GROUP,
        asked.group(),
        Map.of(TrackProjectProcess.CORRECTIVE_UNTIL, Answers.date(asked.until())))) {
      corrective.askedAnew(replaced.projectKey(), asked);
    }
  }
}
