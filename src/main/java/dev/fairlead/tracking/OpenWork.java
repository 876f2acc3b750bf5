package dev.fairlead.tracking;

import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tasks, issues, actions and follow-ups that are not settled. */
@Component
class OpenWork implements OpenPoints {
  private final Plans plans;
  private final Issues issues;
  private final Actions actions;
  private final FollowUps followUps;

  OpenWork(Plans plans, Issues issues, Actions actions, FollowUps followUps) {
    this.plans = plans;
    this.issues = issues;
    this.actions = actions;
    this.followUps = followUps;
  }

  @Override
  public List<OpenPoint> of(String projectKey) {
    List<OpenPoint> points = new ArrayList<>();
    WorkPlan plan = plans.current(projectKey);
    for (PlanTask task : undone(plan)) {
      points.add(
          new OpenPoint(
              "task",
              task.name() + ", " + task.percentComplete() + " %",
              "/projects/" + projectKey + "/progress"));
    }
    for (Issue issue : issues.open(projectKey)) {
      points.add(new OpenPoint("issue", issue.id() + " " + issue.title(), "/issues/" + issue.id()));
    }
    actions
        .open(projectKey)
        .forEach(
            action ->
                points.add(
                    new OpenPoint("action", action.id() + " " + action.title(), action.path())));
    for (FollowUp followUp : followUps.open(projectKey)) {
      PlanTask task = plan.task(followUp.task());
      points.add(
          new OpenPoint(
              "followUp",
              task == null ? "" + followUp.task() : task.name(),
              "/projects/" + projectKey + "/progress"));
    }
    return points;
  }

  static List<PlanTask> undone(WorkPlan plan) {
    return plan.tasks().stream()
        .filter(task -> !task.isDone() && !plan.isSummary(task.number()))
        .toList();
  }
}
