package dev.fairlead.workspace.web;

import dev.fairlead.change.Changes;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.report.Report;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.Pages;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Issues;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.Worklist;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Pauses, resumes and cancels a project. Each says first what will happen to whom, since all three
 * reach people who do not look at the page.
 */
@Controller
class StoppingPages {
  private final Projects projects;
  private final Pauses pauses;
  private final Plans plans;
  private final Changes changes;
  private final Issues issues;
  private final FollowUps followUps;
  private final Reports reports;
  private final Worklist worklist;
  private final Users users;

  StoppingPages(
      Projects projects,
      Pauses pauses,
      Plans plans,
      Changes changes,
      Issues issues,
      FollowUps followUps,
      Reports reports,
      Worklist worklist,
      Users users) {
    this.projects = projects;
    this.pauses = pauses;
    this.plans = plans;
    this.changes = changes;
    this.issues = issues;
    this.followUps = followUps;
    this.reports = reports;
    this.worklist = worklist;
    this.users = users;
  }

  /** Something that ends with a project that is cancelled. */
  public record Ending(String kind, String text, String link) {}

  @GetMapping("/projects/{key}/pause")
  String askPause(@PathVariable String key, Model model, Principal who) {
    Project project = mayPause(key, who);
    if (project.isPaused() || project.phase().isOver()) {
      return "redirect:/projects/{key}";
    }
    return pausePage(project, "", "", Map.of(), model);
  }

  @PostMapping("/projects/{key}/pause")
  String pause(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String until,
      Model model,
      Principal who,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Project project = mayPause(key, who);
    Map<String, String> errors = new LinkedHashMap<>();
    LocalDate day = null;
    try {
      day = until.isBlank() ? null : Days.parse(until.strip());
    } catch (DateTimeParseException wrong) {
      errors.put("until", Sentences.say("project.screen.noDate", until));
    }
    if (errors.isEmpty()) {
      try {
        pauses.pause(key, reason, day, who.getName());
        flash.addFlashAttribute(
            "message", Sentences.say("project.screen.pausedNow", project.name()));
        return "redirect:/projects/{key}";
      } catch (RefusedException refused) {
        if (refused.field() == null) {
          throw refused;
        }
        errors.put(refused.field(), refused.getMessage());
      }
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
    return pausePage(project, reason, until, errors, model);
  }

  @PostMapping("/projects/{key}/pause/expected")
  String expect(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String until,
      Model model,
      Principal who,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Project project = mayPause(key, who);
    String wrong;
    try {
      pauses.expect(key, until.isBlank() ? null : Days.parse(until.strip()), who.getName());
      flash.addFlashAttribute(
          "message", Sentences.say("project.screen.expectedNow", project.name()));
      return "redirect:/projects/{key}";
    } catch (DateTimeParseException noDate) {
      wrong = Sentences.say("project.screen.noDate", until);
    } catch (RefusedException refused) {
      if (refused.field() == null) {
        throw refused;
      }
      wrong = refused.getMessage();
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
    model.addAttribute("errors", Map.of("until", wrong));
    model.addAttribute("until", until);
    return askResume(key, model, who);
  }

  @GetMapping("/projects/{key}/resume")
  String askResume(@PathVariable String key, Model model, Principal who) {
    Project project = mayPause(key, who);
    if (!project.isPaused()) {
      return "redirect:/projects/{key}";
    }
    people(project, model);
    return "project/resume";
  }

  @PostMapping("/projects/{key}/resume")
  String resume(@PathVariable String key, Principal who, RedirectAttributes flash) {
    Project project = projects.get(key);
    pauses.resume(key, who.getName());
    flash.addFlashAttribute("message", Sentences.say("project.screen.resumedNow", project.name()));
    return "redirect:/projects/{key}";
  }

  @GetMapping("/projects/{key}/cancel")
  String askCancel(@PathVariable String key, Model model, Principal who, RedirectAttributes flash) {
    Project project = mayCancel(key, who);
    if (project.phase().isOver() || project.phase() == Phase.CLOSING) {
      flash.addFlashAttribute(
          "problem", Sentences.say("project.cancel." + project.phase(), project.name()));
      return "redirect:/projects/{key}";
    }
    return cancelPage(project, "", Map.of(), model);
  }

  @PostMapping("/projects/{key}/cancel")
  String cancel(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String reason,
      Model model,
      Principal who,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Project project = mayCancel(key, who);
    try {
      projects.cancel(key, reason, who.getName());
    } catch (RefusedException refused) {
      if (refused.field() == null) {
        throw refused;
      }
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      return cancelPage(project, reason, Map.of(refused.field(), refused.getMessage()), model);
    }
    flash.addFlashAttribute("message", Sentences.say("project.screen.cancelled", project.name()));
    return "redirect:/projects/{key}";
  }

  private String pausePage(
      Project project, String reason, String until, Map<String, String> errors, Model model) {
    people(project, model);
    model.addAttribute("reason", reason);
    model.addAttribute("until", until);
    model.addAttribute("errors", errors);
    return "project/pause";
  }

  private String cancelPage(
      Project project, String reason, Map<String, String> errors, Model model) {
    people(project, model);
    model.addAttribute("endings", endings(project));
    model.addAttribute("reason", reason);
    model.addAttribute("errors", errors);
    return "project/cancel";
  }

  /** The open tasks with those on whom they wait, and who is told. */
  private void people(Project project, Model model) {
    List<OpenTask> open =
        worklist.ofProjects(List.of(project.key())).getOrDefault(project.key(), List.of());
    model.addAttribute("project", project);
    model.addAttribute("open", open);
    model.addAttribute("waitsOn", worklist.waitsOn(open));
    model.addAttribute(
        "told",
        pauses.concerned(project).stream()
            .map(users::nameOf)
            .sorted()
            .collect(Collectors.joining(", ")));
  }

  /** What the rooms end when they hear that the project is not carried out. */
  private List<Ending> endings(Project project) {
    String key = project.key();
    List<Ending> endings = new ArrayList<>();
    firstOf(
        changes.open(key).stream()
            .map(
                change ->
                    new Ending(
                        change.isPending() ? "change" : "review",
                        change.id() + " " + change.title(),
                        "/changes/" + change.id()))
            .toList(),
        "/projects/" + key + "/changes",
        endings);
    firstOf(
        issues.open(key).stream()
            .map(
                issue ->
                    new Ending("issue", issue.id() + " " + issue.title(), "/issues/" + issue.id()))
            .toList(),
        "/projects/" + key + "/issues",
        endings);
    WorkPlan plan = plans.current(key);
    followUps
        .open(key)
        .forEach(
            followUp -> {
              PlanTask task = plan.task(followUp.task());
              endings.add(
                  new Ending(
                      "followUp",
                      Sentences.say(
                          "project.screen.followUpOf",
                          task == null ? "" + followUp.task() : task.name(),
                          users.nameOf(followUp.owner())),
                      "/projects/" + key + "/progress"));
            });
    for (Report report : reports.all(key)) {
      if (report.status() == Report.Status.DRAFT || report.status() == Report.Status.RELEASED) {
        endings.add(new Ending("report", report.id(), "/reports/" + report.id()));
      }
    }
    return endings;
  }

  /**
   * Names as many as stand on a page of their register, and says how many end besides.
   *
   * @param register path of it
   */
  private static void firstOf(List<Ending> all, String register, List<Ending> endings) {
    endings.addAll(all.subList(0, Math.min(all.size(), Pages.SIZE)));
    if (all.size() > Pages.SIZE) {
      endings.add(
          new Ending(
              all.get(Pages.SIZE).kind(),
              Sentences.say("project.screen.endsMore", all.size() - Pages.SIZE),
              register));
    }
  }

  private Project mayPause(String key, Principal who) {
    Project project = projects.get(key);
    pauses.mustMayPause(project, who.getName());
    return project;
  }

  private Project mayCancel(String key, Principal who) {
    Project project = projects.get(key);
    if (!who.getName().equals(project.coordinator()) && !who.getName().equals(project.sponsor())) {
      throw RefusedException.forbidden("project.notAllowed", key);
    }
    return project;
  }
}
