package dev.fairlead.report;

import dev.fairlead.project.ArchivedRecords;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What readers said of reports, and what reports asked to be decided, for the archive. */
@Component
class ReportRecords implements ArchivedRecords {
  private final Reports reports;
  private final DecisionRequests asked;

  ReportRecords(Reports reports, DecisionRequests asked) {
    this.reports = reports;
    this.asked = asked;
  }

  @Override
  public Map<String, Object> of(String projectKey) {
    List<Report> all = reports.all(projectKey);
    return Map.of(
        "reports/feedback",
        all.stream().flatMap(report -> reports.feedback(report.id()).stream()).toList(),
        "reports/decisions-asked-for",
        all.stream().flatMap(report -> asked.of(report.id()).stream()).toList());
  }
}
