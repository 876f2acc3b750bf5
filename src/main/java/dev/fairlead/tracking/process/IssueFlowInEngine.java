package dev.fairlead.tracking.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.engine.TaskHandover;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.IssueFlow;
import dev.fairlead.tracking.Issues;
import java.util.Collections;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.TaskService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Carries an issue by the process {@code resolveIssue}. */
@Component
class IssueFlowInEngine implements IssueFlow {
  private final EngineGateway engine;
  private final TaskService tasks;
  private final TaskHandover handover;
  private final ObjectProvider<Issues> issues;

  IssueFlowInEngine(
      EngineGateway engine,
      @Lazy TaskService tasks,
      TaskHandover handover,
      ObjectProvider<Issues> issues) {
    this.engine = engine;
    this.tasks = tasks;
    this.handover = handover;
    this.issues = issues;
  }

  @Override
  public void begin(Issue issue, String coordinator) {
    engine.start(
        ResolveIssueProcess.ID,
        issue.id(),
        Map.of(
            ResolveIssueProcess.PROJECT_KEY, issue.projectKey(),
            ResolveIssueProcess.COORDINATOR, coordinator,
            ResolveIssueProcess.REPORTER, issue.reporter()));
  }

  @Override
  public void changed(Issue before, Issue now) {
    if (before.owner() != null && !before.owner().equals(now.owner())) {
      handover.give(
          ResolveIssueProcess.ID,
          now.id(),
          Map.of(),
          ResolveIssueProcess.ISSUE_OWNER,
          before.owner(),
          now.owner());
    }
    if (Objects.equals(before.targetDate(), now.targetDate())) {
      return;
    }
    Date until = ResolveIssueProcess.date(issues.getObject().solveUntil(now.id()));
    // asked again for the solution, it is due then too
    engine.set(
        ResolveIssueProcess.ID,
        now.id(),
        Collections.singletonMap(ResolveIssueProcess.ISSUE_UNTIL, until));
    engine.asSystem(
        () -> {
          tasks
              .createTaskQuery()
              .processDefinitionKey(ResolveIssueProcess.ID)
              .processInstanceBusinessKey(now.id())
              .taskDefinitionKey(ResolveIssueProcess.TASK_FIND_SOLUTION)
              .list()
              .forEach(task -> tasks.setDueDate(task.getId(), until));
          return null;
        });
  }

  @Override
  public void end(Issue issue) {
    engine.end(ResolveIssueProcess.ID, issue.id(), "project stopped");
  }
}
