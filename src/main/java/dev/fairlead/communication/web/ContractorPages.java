package dev.fairlead.communication.web;

import dev.fairlead.communication.ContractorReport;
import dev.fairlead.communication.ContractorReports;
import dev.fairlead.communication.NewContractorReport;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.communication.Rights;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Below the tab Communication: the status reports that contractors are asked for. */
@Controller
@RequestMapping("/projects/{key}")
class ContractorPages {
  /** A report is due so many days after it was asked for, unless somebody says otherwise. */
  private static final int USUAL_DAYS = 7;

  private final ContractorReports reports;
  private final OutsideParties parties;
  private final Plans plans;
  private final Projects projects;
  private final Rights rights;
  private final Users users;
  private final FairleadClock clock;
  private final String url;

  ContractorPages(
      ContractorReports reports,
      OutsideParties parties,
      Plans plans,
      Projects projects,
      Rights rights,
      Users users,
      FairleadClock clock,
      @Value("${fairlead.url}") String url) {
    this.reports = reports;
    this.parties = parties;
    this.plans = plans;
    this.projects = projects;
    this.rights = rights;
    this.users = users;
    this.clock = clock;
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** What the plan says of a task today. */
  public record Now(int percent, LocalDate finish) {}

  @GetMapping("/communication/contractors")
  String list(
      @PathVariable String key,
      @RequestParam(defaultValue = "1") int page,
      Principal who,
      Model model) {
    Map<String, String> usual = new HashMap<>();
    LocalDate today = clock.today();
    usual.put("periodStart", today.minusMonths(1).plusDays(1).toString());
    usual.put("periodEnd", today.toString());
    usual.put("dueOn", today.plusDays(USUAL_DAYS).toString());
    model.addAttribute("form", usual);
    return list(key, page, List.of(), who, model);
  }

  private String list(String key, int page, List<Integer> chosen, Principal who, Model model) {
    Project project = put(key, who, model);
    Refusals.blank(model);
    model.addAttribute("reports", reports.page(key, page));
    model.addAttribute("parties", parties.of(key));
    model.addAttribute("tasks", reports.askable(key));
    model.addAttribute("chosen", chosen);
    model.addAttribute(
        "asks",
        rights.coordinates(project, who.getName())
            && project.phase() == Phase.TRACKING
            && !project.isPaused());
    return "communication/contractors";
  }

  private Project put(String key, Principal who, Model model) {
    Project project = projects.get(key);
    boolean keeps = rights.coordinates(project, who.getName());
    model.addAttribute("project", project);
    model.addAttribute("keeps", keeps);
    model.addAttribute("changes", keeps && !project.isPaused());
    model.addAttribute("names", new CommunicationPages.Names(users));
    model.addAttribute("today", clock.today());
    return project;
  }

  @PostMapping("/communication/contractors")
  String ask(
      @PathVariable String key,
      @RequestParam MultiValueMap<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Map<String, String> form = typed.toSingleValueMap();
    List<Integer> chosen =
        typed.getOrDefault("task", List.of()).stream()
            .filter(task -> task.matches("\\d{1,9}"))
            .map(Integer::valueOf)
            .toList();
    if (!Refusals.done(
        Refusals.FORM,
        () -> reports.ask(key, read(form, chosen), who.getName()),
        form,
        model,
        response)) {
      return list(key, 1, chosen, who, model);
    }
    flash.addFlashAttribute("message", Sentences.say("communication.done.contractorAsked"));
    return "redirect:/projects/" + key + "/communication/contractors";
  }

  private static NewContractorReport read(Map<String, String> form, List<Integer> chosen) {
    Checks checks = new Checks();
    LocalDate from = checks.value(() -> Days.typed(form, "periodStart"));
    LocalDate until = checks.value(() -> Days.typed(form, "periodEnd"));
    LocalDate due = checks.value(() -> Days.typed(form, "dueOn"));
    checks.done();
    String party = form.getOrDefault("party", "");
    return new NewContractorReport(
        party.matches("\\d{1,15}") ? Long.valueOf(party) : null,
        from,
        until,
        due,
        form.get("words"),
        chosen);
  }

  @GetMapping("/communication/contractors/{id}")
  String show(@PathVariable String key, @PathVariable long id, Principal who, Model model) {
    put(key, who, model);
    report(key, id, model);
    return "communication/contractor";
  }

  private void report(String key, long id, Model model) {
    ContractorReport report = reports.get(key, id);
    model.addAttribute("report", report);
    model.addAttribute("now", report.tasks().isEmpty() ? Map.of() : now(key));
  }

  private Map<Integer, Now> now(String key) {
    WorkPlan plan = plans.current(key);
    Schedule schedule = plans.schedule(plan, projects.get(key));
    Map<Integer, Now> now = new HashMap<>();
    for (PlanTask task : plan.tasks()) {
      now.put(
          task.number(),
          new Now(
              task.percentComplete(),
              schedule.byNumber().get(task.number()).finish().toLocalDate()));
    }
    return now;
  }

  @PostMapping("/communication/contractors/{id}/address")
  String address(
      @PathVariable String key, @PathVariable long id, Principal who, RedirectAttributes flash) {
    flash.addFlashAttribute("address", url + reports.address(key, id, who.getName()));
    return back(key, id);
  }

  @PostMapping("/communication/contractors/{id}/withdraw")
  String withdraw(
      @PathVariable String key, @PathVariable long id, Principal who, RedirectAttributes flash) {
    reports.withdraw(key, id, who.getName());
    flash.addFlashAttribute("message", Sentences.say("communication.done.contractorWithdrawn"));
    return back(key, id);
  }

  private static String back(String key, long id) {
    return "redirect:/projects/" + key + "/communication/contractors/" + id;
  }

  /** What stands in the frame of the task in which a report is reviewed. */
  @GetMapping("/frame/contractorReport")
  String frame(@PathVariable String key, @RequestParam long contractorReportId, Model model) {
    projects.get(key);
    report(key, contractorReportId, model);
    return "communication/contractorFrame";
  }
}
