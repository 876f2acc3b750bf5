package dev.fairlead.report.web;

import dev.fairlead.project.Projects;
import dev.fairlead.report.Report;
import dev.fairlead.report.ReportFormat;
import dev.fairlead.report.Reports;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reports for programs. */
@RestController
@Tag(name = "Reports")
@RequestMapping("/api")
class ReportApi {
  private final Reports reports;
  private final Projects projects;

  ReportApi(Reports reports, Projects projects) {
    this.reports = reports;
    this.projects = projects;
  }

  /** All reports of a project, the newest first. */
  @GetMapping("/projects/{key}/reports")
  List<Report> list(@PathVariable String key) {
    return reports.all(projects.get(key).key());
  }

  /** Freezes the figures of today; the report then waits for the coordinator's words. */
  @PostMapping("/projects/{key}/reports")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void request(@PathVariable String key, Principal who) {
    reports.request(key, who.getName());
  }

  /** The PDF of a published report, as it was published. */
  @GetMapping("/reports/{id}.pdf")
  ResponseEntity<byte[]> pdf(@PathVariable String id) {
    return ReportPages.file(reports.file(id, ReportFormat.PDF), id, ReportFormat.PDF);
  }
}
