package dev.fairlead.tracking.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.IssueFlow;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Carries an issue by the process {@code resolveIssue}. */
@Component
class IssueFlowInEngine implements IssueFlow {
  private final EngineGateway engine;

  IssueFlowInEngine(EngineGateway engine) {
    this.engine = engine;
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
  public void end(Issue issue) {
    engine.end(ResolveIssueProcess.ID, issue.id(), "project stopped");
  }
}
