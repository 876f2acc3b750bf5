package dev.fairlead.plan;

import dev.fairlead.project.ArchivedRecords;
import dev.fairlead.project.MemberRates;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What was said and decided about the plan, for the archive. */
@Component
class PlanningRecords implements ArchivedRecords {
  private final PlanApprovals approvals;
  private final TeamFeedback feedback;
  private final ReworkPoints rework;
  private final RiskAnalyses analyses;
  private final MemberRates rates;
  private final PlanImports imports;

  PlanningRecords(
      PlanApprovals approvals,
      TeamFeedback feedback,
      ReworkPoints rework,
      RiskAnalyses analyses,
      MemberRates rates,
      PlanImports imports) {
    this.approvals = approvals;
    this.feedback = feedback;
    this.rework = rework;
    this.analyses = analyses;
    this.rates = rates;
    this.imports = imports;
  }

  @Override
  public Map<String, Object> of(String projectKey) {
    Map<String, Object> records = new LinkedHashMap<>();
    records.put("plan/approvals", approvals.list(projectKey));
    records.put("plan/feedback", feedback.all(projectKey));
    records.put("plan/estimates", feedback.estimates(projectKey));
    records.put("plan/rework", rework.all(projectKey));
    records.put("plan/rates", rates.later(projectKey));
    records.put("plan/imports", imports.all(projectKey));
    analyses.atSubmission(projectKey).ifPresent(odds -> records.put("plan/odds", odds));
    return records;
  }
}
