package dev.fairlead.report.web;

import dev.fairlead.people.Users;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.report.Archive;
import dev.fairlead.report.Report;
import dev.fairlead.report.ReportFormat;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The reports of a project, one report, its files and its feedback. */
@Controller
class ReportPages {
  private final Reports reports;
  private final Projects projects;
  private final Users users;
  private final Archive archive;

  ReportPages(Reports reports, Projects projects, Users users, Archive archive) {
    this.archive = archive;
    this.reports = reports;
    this.projects = projects;
    this.users = users;
  }

  @GetMapping("/projects/{key}/reports")
  String list(@PathVariable String key, Principal who, Model model) {
    Project project = projects.get(key);
    model.addAttribute("project", project);
    model.addAttribute("reports", reports.all(key));
    model.addAttribute(
        "mayRequest",
        who.getName().equals(project.coordinator())
            && project.phase() == Phase.TRACKING
            && !project.isPaused());
    return "report/list";
  }

  @PostMapping("/projects/{key}/reports")
  String request(@PathVariable String key, Principal who, RedirectAttributes flash) {
    reports.request(key, who.getName());
    flash.addFlashAttribute("message", Sentences.say("report.screen.requested"));
    return "redirect:/projects/" + key + "/reports";
  }

  @GetMapping("/projects/{key}/plan-report")
  ResponseEntity<byte[]> plan(
      @PathVariable String key, @RequestParam(defaultValue = "pdf") String format, Principal who) {
    ReportFormat wanted = format(format);
    return file(
        reports.plan(projects.get(key).key(), wanted, who.getName()), key + "-plan", wanted);
  }

  /** The closed project as one file. */
  @GetMapping("/projects/{key}/archive")
  ResponseEntity<byte[]> archive(@PathVariable String key, Principal who) {
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(key + "-archive.zip").build().toString())
        .contentType(MediaType.parseMediaType("application/zip"))
        .body(archive.of(projects.get(key).key(), who.getName()));
  }

  @GetMapping("/reports/{id}")
  String show(@PathVariable String id, Principal who, Model model) {
    Report report = reports.get(id);
    put(report, model);
    model.addAttribute(
        "mayPreview", who.getName().equals(projects.get(report.projectKey()).coordinator()));
    return "report/page";
  }

  @GetMapping("/reports/{id}/file")
  ResponseEntity<byte[]> file(
      @PathVariable String id, @RequestParam(defaultValue = "pdf") String format) {
    ReportFormat wanted = format(format);
    return file(reports.file(id, wanted), id, wanted);
  }

  @GetMapping("/reports/{id}/preview")
  ResponseEntity<byte[]> preview(@PathVariable String id, Principal who) {
    return file(reports.preview(id, who.getName()), id + "-preview", ReportFormat.PDF);
  }

  @PostMapping("/reports/{id}/feedback")
  String feedback(
      @PathVariable String id,
      @RequestParam String text,
      Principal who,
      Model model,
      RedirectAttributes flash) {
    try {
      reports.giveFeedback(id, text, who.getName());
    } catch (RefusedException refused) {
      put(reports.get(id), model);
      model.addAttribute("text", text);
      model.addAttribute("problem", refused.getMessage());
      return "report/page";
    }
    flash.addFlashAttribute("message", Sentences.say("report.screen.sent"));
    return "redirect:/reports/" + id;
  }

  /**
   * The draft that waits for the coordinator's words, or the newest report, inside a task's form.
   */
  @GetMapping("/projects/{key}/frame/report")
  String frame(@PathVariable String key, Model model) {
    return framed(
        reports.all(key).stream().filter(r -> r.kind() == Report.Kind.INTERIM).toList(),
        projects.get(key),
        model);
  }

  @GetMapping("/projects/{key}/frame/finalReport")
  String finalFrame(@PathVariable String key, Model model) {
    return framed(
        reports.all(key).stream().filter(r -> r.kind() == Report.Kind.FINAL).toList(),
        projects.get(key),
        model);
  }

  private String framed(List<Report> found, Project project, Model model) {
    model.addAttribute("project", project);
    found.stream()
        .filter(r -> r.status() == Report.Status.DRAFT)
        .findFirst()
        .or(() -> found.stream().findFirst())
        .ifPresent(report -> put(report, model));
    return "report/frame";
  }

  private void put(Report report, Model model) {
    model.addAttribute("report", report);
    model.addAttribute("project", projects.get(report.projectKey()));
    model.addAttribute("feedback", reports.feedback(report.id()));
    model.addAttribute("fingerprint", reports.fingerprint(report.id()).orElse(null));
    model.addAttribute("names", new Names(users));
    if (report.kind() == Report.Kind.FINAL) {
      model.addAttribute("result", reports.finalData(report.id()));
    } else {
      model.addAttribute("figures", reports.interim(report.id()));
    }
  }

  /** Lets a template turn login names into names. */
  public record Names(Users users) {
    public String of(String username) {
      return users.nameOf(username);
    }
  }

  static ReportFormat format(String name) {
    try {
      return ReportFormat.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw RefusedException.ofField("format", "report.format", name);
    }
  }

  static ResponseEntity<byte[]> file(byte[] content, String name, ReportFormat format) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(format.mediaType()))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            (format == ReportFormat.PDF
                    ? ContentDisposition.inline()
                    : ContentDisposition.attachment())
                .filename(name + format.suffix())
                .build()
                .toString())
        .body(content);
  }
}
