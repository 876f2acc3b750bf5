package dev.fairlead.report.web;

import dev.fairlead.people.Users;
import dev.fairlead.project.OpenTasks;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.report.Archive;
import dev.fairlead.report.DecisionRequest;
import dev.fairlead.report.DecisionRequests;
import dev.fairlead.report.Light;
import dev.fairlead.report.PortfolioReports;
import dev.fairlead.report.Report;
import dev.fairlead.report.ReportFlow;
import dev.fairlead.report.ReportFormat;
import dev.fairlead.report.ReportLanguages;
import dev.fairlead.report.ReportRenderer;
import dev.fairlead.report.Reports;
import dev.fairlead.report.Words;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.security.Principal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
  private final ReportLanguages languages;
  private final DecisionRequests requests;
  private final PortfolioReports portfolio;
  private final ReportRenderer renderer;
  private final ReportFlow flow;
  private final OpenTasks openTasks;
  private final FairleadClock clock;

  ReportPages(
      Reports reports,
      Projects projects,
      Users users,
      Archive archive,
      ReportLanguages languages,
      DecisionRequests requests,
      PortfolioReports portfolio,
      ReportRenderer renderer,
      ReportFlow flow,
      OpenTasks openTasks,
      FairleadClock clock) {
    this.flow = flow;
    this.openTasks = openTasks;
    this.clock = clock;
    this.archive = archive;
    this.languages = languages;
    this.requests = requests;
    this.portfolio = portfolio;
    this.renderer = renderer;
    this.reports = reports;
    this.projects = projects;
    this.users = users;
  }

  @GetMapping("/projects/{key}/reports")
  String list(@PathVariable String key, Principal who, Model model) {
    Project project = projects.get(key);
    model.addAttribute("project", project);
    model.addAttribute("reports", reports.all(key));
    model.addAttribute("language", languages.of(key));
    model.addAttribute("languages", Words.LANGUAGES);
    model.addAttribute(
        "mayChoose",
        who.getName().equals(project.coordinator())
            && !project.phase().isOver()
            && !project.isPaused());
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

  /** Chooses the language of the reports that come. */
  @PostMapping("/projects/{key}/reports/language")
  String language(
      @PathVariable String key,
      @RequestParam String language,
      Principal who,
      RedirectAttributes flash) {
    languages.choose(key, language, who.getName());
    flash.addFlashAttribute(
        "message",
        Sentences.say("report.screen.languageSaved", Sentences.say("report.language." + language)));
    return "redirect:/projects/" + key + "/reports";
  }

  /** The portfolio of this moment, for management. */
  @GetMapping("/reports/portfolio")
  ResponseEntity<byte[]> portfolio(
      @RequestParam(defaultValue = "pdf") String format,
      @RequestParam(defaultValue = "en") String language,
      Principal who) {
    ReportFormat wanted = format(format);
    return file(
        renderer.render(portfolio.portfolio(language, who.getName()), wanted), "portfolio", wanted);
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
    return zip(archive.of(projects.get(key).key(), who.getName()), key + "-archive");
  }

  /** What happened in the early support after it. */
  @GetMapping("/projects/{key}/archive/supplement")
  ResponseEntity<byte[]> supplement(@PathVariable String key, Principal who) {
    return zip(archive.supplementOf(projects.get(key).key(), who.getName()), key + "-supplement");
  }

  private static ResponseEntity<byte[]> zip(byte[] content, String name) {
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name + ".zip").build().toString())
        .contentType(MediaType.parseMediaType("application/zip"))
        .body(content);
  }

  @GetMapping("/reports/{id}")
  String show(@PathVariable String id, Principal who, Model model) {
    Report report = reports.get(id);
    put(report, model);
    draft(report, who, model);
    return "report/page";
  }

  /** What the coordinator may still do with a draft. */
  private void draft(Report report, Principal who, Model model) {
    Project project = projects.get(report.projectKey());
    boolean coordinator = who.getName().equals(project.coordinator());
    model.addAttribute("mayPreview", coordinator);
    model.addAttribute(
        "mayEdit", coordinator && report.status() == Report.Status.DRAFT && !project.isPaused());
    model.addAttribute("dimensions", Reports.DIMENSIONS);
    model.addAttribute("deciders", DecisionRequests.DECIDERS);
    model.addAttribute("asked", requests.of(report.id()));
    Set<String> tasks =
        report.kind() == Report.Kind.INTERIM && !project.phase().isOver()
            ? flow.tasks(report)
            : Set.of();
    model.addAttribute(
        "waiting",
        tasks.isEmpty()
            ? List.of()
            : openTasks.about(project.key(), project.key()).stream()
                .filter(task -> tasks.contains(task.id()))
                .toList());
    model.addAttribute("now", clock.now());
  }

  /** Sets a dimension of a draft's health. */
  @PostMapping("/reports/{id}/health")
  String health(
      @PathVariable String id,
      @RequestParam String dimension,
      @RequestParam String health,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      Model model,
      RedirectAttributes flash) {
    try {
      reports.override(id, dimension, light(health), reason, who.getName());
    } catch (RefusedException refused) {
      return again(id, refused, who, model, Map.of("reason", reason, "dimension", dimension));
    }
    flash.addFlashAttribute("message", Sentences.say("report.screen.healthSaved"));
    return "redirect:/reports/" + id;
  }

  private static Light light(String name) {
    return switch (name) {
      case "rule" -> null;
      case "green" -> Light.GREEN;
      case "amber" -> Light.AMBER;
      case "red" -> Light.RED;
      default -> throw RefusedException.ofField("health", "report.lightUnknown");
    };
  }

  /** Writes down a decision that a draft asks for. */
  @PostMapping("/reports/{id}/decisions")
  String ask(
      @PathVariable String id,
      @RequestParam String question,
      @RequestParam String group,
      @RequestParam String neededBy,
      @RequestParam String consequence,
      Principal who,
      Model model,
      RedirectAttributes flash) {
    try {
      reports.askFor(id, question, group, day(neededBy), consequence, who.getName());
    } catch (RefusedException refused) {
      return again(
          id,
          refused,
          who,
          model,
          Map.of(
              "question", question,
              "group", group,
              "neededBy", neededBy,
              "consequence", consequence));
    }
    flash.addFlashAttribute("message", Sentences.say("report.screen.asked"));
    return "redirect:/reports/" + id;
  }

  private static LocalDate day(String typed) {
    try {
      return typed.isBlank() ? null : Days.parse(typed.strip());
    } catch (DateTimeParseException e) {
      throw RefusedException.ofField("neededBy", "report.decision.day");
    }
  }

  @PostMapping("/reports/{id}/decisions/{request}/remove")
  String doNotAsk(
      @PathVariable String id,
      @PathVariable long request,
      Principal who,
      RedirectAttributes flash) {
    reports.doNotAskFor(id, request, who.getName());
    flash.addFlashAttribute("message", Sentences.say("report.screen.removed"));
    return "redirect:/reports/" + id;
  }

  /** The page with what was typed and the sentence that says what is wrong with it. */
  private String again(
      String id, RefusedException refused, Principal who, Model model, Map<String, String> typed) {
    if (refused.isForbidden()) {
      throw refused;
    }
    Report report = reports.get(id);
    put(report, model);
    draft(report, who, model);
    model.addAllAttributes(typed);
    model.addAttribute("problem", refused.getMessage());
    return "report/page";
  }

  /** The decision that a task asks for, with its report. */
  @GetMapping("/projects/{key}/frame/decisionRequest")
  String decisionFrame(@PathVariable String key, @RequestParam long requestId, Model model) {
    DecisionRequest request = requests.get(requestId);
    Report report = reports.get(request.reportId());
    if (!report.projectKey().equals(key)) {
      throw NotFoundException.because("report.decision.unknown", requestId);
    }
    model.addAttribute("request", request);
    model.addAttribute("project", projects.get(key));
    put(report, model);
    return "report/frame";
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
      return again(id, refused, who, model, Map.of("text", text));
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
