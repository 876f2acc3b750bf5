package dev.fairlead.communication;

import dev.fairlead.project.ArchivedRecords;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The communication plan, what external parties said, and whom the project concerned, for the
 * archive.
 */
@Component
class CommunicationRecords implements ArchivedRecords {
  private final CommunicationPlan plan;
  private final OutsideFeedbacks feedback;
  private final StakeholderRecords stakeholders;

  CommunicationRecords(
      CommunicationPlan plan, OutsideFeedbacks feedback, StakeholderRecords stakeholders) {
    this.plan = plan;
    this.feedback = feedback;
    this.stakeholders = stakeholders;
  }

  @Override
  public Map<String, Object> of(String projectKey) {
    List<CommunicationRow> rows = plan.rows(projectKey);
    return Map.of(
        "communications/plan", rows,
        "communications/feedback", feedback.all(projectKey),
        "registers/stakeholders", stakeholders.of(projectKey, rows));
  }
}
