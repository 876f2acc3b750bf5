package dev.fairlead.report;

import static dev.fairlead.report.ReportRows.rows;

import dev.fairlead.report.ReportRows.ProjectRow;
import dev.fairlead.report.ReportRows.ReasonRow;
import dev.fairlead.report.ReportRows.WaitRow;
import java.util.List;

/**
 * Everything that the portfolio report says. It is made when asked for and not kept: phase and
 * waits are those of its moment, health and figures those of each project's last published report,
 * whose day stands beside them.
 */
public record PortfolioReportData(
    ReportHead head,
    String summary,
    List<ProjectRow> projects,
    List<ReasonRow> rules,
    List<WaitRow> waits) {
  public PortfolioReportData {
    projects = rows(projects);
    rules = rows(rules);
    waits = rows(waits);
  }
}
