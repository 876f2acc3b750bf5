package dev.fairlead.communication.web;

import dev.fairlead.communication.ContractorReport;
import dev.fairlead.communication.ContractorReports;
import dev.fairlead.communication.ContractorStatus;
import dev.fairlead.people.Users;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where a contractor gives a status report, for whoever has its address: without a login. An
 * address that never was is answered as not found; one whose report is finished or was withdrawn as
 * gone.
 */
@Controller
@RequestMapping("/shared/status/{token}")
class ContractorStatusPages {
  private static final String PAGE = "communication.statusPage";

  private final ContractorReports reports;
  private final Projects projects;
  private final Users users;
  private final OutsideDoor door;

  ContractorStatusPages(
      ContractorReports reports, Projects projects, Users users, OutsideDoor door) {
    this.reports = reports;
    this.projects = projects;
    this.users = users;
    this.door = door;
  }

  @GetMapping
  String show(
      @PathVariable String token,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    return look(token, request, response, model)
        .map(report -> page(report, token, said(report), Map.of(), model))
        .orElse("communication/sharedGone");
  }

  /**
   * @param typed with {@code website}, a field that people do not see; whatever fills it is no
   *     person
   */
  @PostMapping
  String give(
      @PathVariable String token,
      @RequestParam Map<String, String> typed,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<ContractorReport> found = look(token, request, response, model);
    if (found.isEmpty()) {
      return "communication/sharedGone";
    }
    ContractorReport report = found.get();
    if (typed.getOrDefault("website", "").isBlank()) {
      try {
        Checks checks = new Checks();
        reports.give(report, read(report, typed, checks), checks);
      } catch (RefusedException refused) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return refused(report, token, typed, refused, model);
      }
    }
    return "redirect:/shared/status/" + token;
  }

  private String refused(
      ContractorReport report,
      String token,
      Map<String, String> typed,
      RefusedException refused,
      Model model) {
    OutsideDoor.Words words = door.words(report.partyId(), PAGE);
    Map<String, String> errors = new HashMap<>();
    refused.codes().forEach((field, code) -> errors.put(field, words.code(code)));
    if (errors.isEmpty()) {
      model.addAttribute("problem", words.code(refused.code()));
    }
    return page(report, token, typed, errors, model);
  }

  private ContractorStatus read(ContractorReport report, Map<String, String> typed, Checks checks) {
    Map<Integer, ContractorStatus.TaskStatus> tasks = new HashMap<>();
    for (ContractorReport.Line line : report.tasks()) {
      String percent = typed.getOrDefault("percent" + line.task(), "").replace("%", "").strip();
      boolean number = percent.matches("\\d{1,3}");
      if (!percent.isEmpty() && !number) {
        checks.refuse("percent" + line.task(), PAGE + ".percent.wrong");
      }
      tasks.put(
          line.task(),
          new ContractorStatus.TaskStatus(
              number ? Integer.valueOf(percent) : null,
              day(typed, "finish" + line.task(), checks),
              typed.get("remark" + line.task())));
    }
    return new ContractorStatus(
        rating(typed.get("rating")),
        typed.get("workDone"),
        typed.get("workNext"),
        typed.get("problems"),
        tasks);
  }

  private static LocalDate day(Map<String, String> typed, String field, Checks checks) {
    try {
      return Days.typed(typed, field);
    } catch (RefusedException wrong) {
      checks.refuse(field, PAGE + ".day");
      return null;
    }
  }

  private static ContractorReport.Rating rating(String typed) {
    for (ContractorReport.Rating one : ContractorReport.Rating.values()) {
      if (one.name().equals(typed)) {
        return one;
      }
    }
    return null;
  }

  /** What was said already, as a report that was returned begins with it. */
  private static Map<String, String> said(ContractorReport report) {
    Map<String, String> form = new HashMap<>();
    if (report.rating() != null) {
      form.put("rating", report.rating().name());
    }
    form.put("workDone", report.workDone());
    form.put("workNext", report.workNext());
    form.put("problems", report.problems());
    for (ContractorReport.Line line : report.tasks()) {
      form.put("percent" + line.task(), line.percent() == null ? "" : line.percent().toString());
      form.put(
          "finish" + line.task(),
          line.forecastFinish() == null ? "" : line.forecastFinish().toString());
      form.put("remark" + line.task(), line.remark());
    }
    return form;
  }

  /** The report behind an open address; otherwise status and sentence are set. */
  private Optional<ContractorReport> look(
      String token, HttpServletRequest request, HttpServletResponse response, Model model) {
    return door.open(
        () -> reports.find(token),
        report -> report.status().isOpen(),
        PAGE + ".over",
        request,
        response,
        model);
  }

  private String page(
      ContractorReport report,
      String token,
      Map<String, String> form,
      Map<String, String> errors,
      Model model) {
    Project project = projects.get(report.projectKey());
    OutsideDoor.Words words = door.words(report.partyId(), PAGE);
    model.addAttribute("token", token);
    model.addAttribute("report", report);
    model.addAttribute("projectName", project.name());
    model.addAttribute("takesReports", !project.isPaused());
    model.addAttribute("coordinator", users.nameOf(project.coordinator()));
    model.addAttribute("ratings", ContractorReport.Rating.values());
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("words", words);
    model.addAttribute("language", words.language());
    return "communication/status";
  }
}
