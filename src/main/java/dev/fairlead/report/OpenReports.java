package dev.fairlead.report;

import dev.fairlead.tracking.OpenPoint;
import dev.fairlead.tracking.OpenPoints;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reports that wait for their release, and feedback that nobody has answered. */
@Component
class OpenReports implements OpenPoints {
  private final Reports reports;

  OpenReports(@Lazy Reports reports) {
    this.reports = reports;
  }

  @Override
  public List<OpenPoint> of(String projectKey) {
    List<OpenPoint> points = new ArrayList<>();
    for (Report report : reports.all(projectKey)) {
      String page = "/reports/" + report.id();
      if (report.kind() == Report.Kind.INTERIM
          && (report.status() == Report.Status.DRAFT
              || report.status() == Report.Status.RELEASED)) {
        points.add(new OpenPoint("report", report.id(), page));
      }
      reports.feedback(report.id()).stream()
          .filter(feedback -> feedback.answer() == null)
          .forEach(
              feedback ->
                  points.add(
                      new OpenPoint("feedback", report.id() + ": " + cut(feedback.text()), page)));
    }
    return points;
  }

  private static String cut(String text) {
    return text.length() > 80 ? text.substring(0, 79) + "…" : text;
  }
}
