package dev.fairlead.report;

import dev.fairlead.closure.FinalReports;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Names the final report on which the result of a project is decided. */
@Component
class FinalReportReference implements FinalReports {
  private final Reports reports;

  FinalReportReference(@Lazy Reports reports) {
    this.reports = reports;
  }

  @Override
  public Optional<Reference> newest(String projectKey) {
    return reports.all(projectKey).stream()
        .filter(report -> report.kind() == Report.Kind.FINAL)
        .findFirst()
        .map(report -> new Reference(report.id(), reports.fingerprint(report.id()).orElse(null)));
  }
}
