package dev.fairlead.communication;

import dev.fairlead.project.ArchivedRecords;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The communication plan, and what external parties said, for the archive. */
@Component
class CommunicationRecords implements ArchivedRecords {
  private final CommunicationPlan plan;
  private final OutsideFeedbacks feedback;

  CommunicationRecords(CommunicationPlan plan, OutsideFeedbacks feedback) {
    this.plan = plan;
    this.feedback = feedback;
  }

  @Override
  public Map<String, Object> of(String projectKey) {
    return Map.of(
        "communications/plan", plan.rows(projectKey),
        "communications/feedback", feedback.all(projectKey));
  }
}
