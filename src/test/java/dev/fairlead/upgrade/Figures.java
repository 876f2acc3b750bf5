package dev.fairlead.upgrade;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.Baselines;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.report.Archive;
import dev.fairlead.report.Report;
import dev.fairlead.report.ReportFormat;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.EarnedValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;

/** What people read before an upgrade and must read after it, one sentence a line. */
final class Figures {
  @Autowired private Projects projects;
  @Autowired private Baselines baselines;
  @Autowired private Costs costs;
  @Autowired private Reports reports;
  @Autowired private Archive archive;
  @Autowired private DecisionLog decisions;

  List<String> of(LocalDate day) {
    List<String> lines = new ArrayList<>();
    DecisionLog.Head head = decisions.head();
    lines.add("decision log: " + head.number() + " entries, " + head.hash());
    for (Project project : projects.page(null, null, 100)) {
      String key = project.key();
      lines.add(key + ": " + project.phase());
      EarnedValue value = costs.figures(key, day);
      lines.add(
          key
              + " earned value: BAC "
              + number(value.bac())
              + ", PV "
              + number(value.pv())
              + ", EV "
              + number(value.ev())
              + ", AC "
              + number(value.ac())
              + ", EAC "
              + number(value.eac())
              + ", finish "
              + value.forecastFinish());
      for (Baseline baseline : baselines.all(key)) {
        lines.add(key + " baseline " + baseline.number() + ": " + baseline.hash());
        for (BaselineTask task : baseline.tasks()) {
          lines.add(
              key
                  + " baseline "
                  + baseline.number()
                  + ", task "
                  + task.number()
                  + ": "
                  + task.start()
                  + " to "
                  + task.finish()
                  + ", "
                  + number(task.cost()));
        }
      }
      for (Report report : reports.all(key)) {
        lines.add(report.id() + ": " + report.status());
        if (report.status() == Report.Status.PUBLISHED) {
          lines.add(
              report.id() + " PDF: " + Fingerprint.of(reports.file(report.id(), ReportFormat.PDF)));
        }
      }
      archive
          .made(key)
          .ifPresent(
              made ->
                  lines.add(
                      key
                          + " archive: "
                          + made.sha256()
                          + ", "
                          + Fingerprint.of(archive.of(key, project.coordinator()))));
    }
    return lines;
  }

  private static String number(BigDecimal value) {
    return value == null ? "-" : value.stripTrailingZeros().toPlainString();
  }
}
