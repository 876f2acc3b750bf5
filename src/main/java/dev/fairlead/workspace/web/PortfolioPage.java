package dev.fairlead.workspace.web;

import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.report.PortfolioReports;
import dev.fairlead.report.Reports;
import dev.fairlead.report.Words;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.Worklist;
import java.security.Principal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All projects, each with its health, where it waits, on whom and since when. Pages by key. */
@Controller
class PortfolioPage {
  private static final int SIZE = 25;

  private final Projects projects;
  private final Plans plans;
  private final Worklist worklist;
  private final Reports reports;
  private final Users users;
  private final FairleadClock clock;
  private final PortfolioReports portfolio;

  PortfolioPage(
      Projects projects,
      Plans plans,
      Worklist worklist,
      Reports reports,
      Users users,
      FairleadClock clock,
      PortfolioReports portfolio) {
    this.projects = projects;
    this.plans = plans;
    this.worklist = worklist;
    this.reports = reports;
    this.users = users;
    this.clock = clock;
    this.portfolio = portfolio;
  }

  /** One step that a project waits in. */
  public record Wait(String name, String who, LocalDateTime since, int times) {}

  @GetMapping("/")
  String portfolio(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String after,
      Model model,
      Principal who) {
    List<Project> found = projects.page(after, q, SIZE + 1);
    List<Project> page = found.subList(0, Math.min(SIZE, found.size()));
    Map<String, List<OpenTask>> open =
        worklist.ofProjects(page.stream().map(Project::key).toList());
    Map<String, List<Wait>> waits = new HashMap<>();
    Map<String, Integer> held = new HashMap<>();
    Map<String, String> whom =
        worklist.waitsOn(open.values().stream().flatMap(List::stream).toList());
    for (Project project : page) {
      held.put(project.key(), open.getOrDefault(project.key(), List.of()).size());
      waits.put(project.key(), waits(open.getOrDefault(project.key(), List.of()), whom));
    }
    model.addAttribute("q", q);
    model.addAttribute("after", after);
    model.addAttribute("projects", page);
    model.addAttribute("deadlines", plans.deadlines(page));
    model.addAttribute("next", found.size() > SIZE ? page.get(SIZE - 1).key() : null);
    model.addAttribute("waits", waits);
    model.addAttribute("held", held);
    model.addAttribute("reports", reports.latest(open(page)));
    model.addAttribute(
        "names", users.namesOf(page.stream().map(Project::coordinator).distinct().toList()));
    model.addAttribute("mayReport", portfolio.mayRead(who.getName()));
    model.addAttribute("reportLanguages", Words.LANGUAGES);
    model.addAttribute("today", clock.today());
    model.addAttribute("load", worklist.load(who.getName()));
    return "workspace/portfolio";
  }

  /** A closed project's health is history. */
  private static List<String> open(List<Project> page) {
    return page.stream().filter(p -> !p.phase().isOver()).map(Project::key).toList();
  }

  /**
   * The open tasks by step: five team members asked for feedback are one step that waits on five.
   */
  private static List<Wait> waits(List<OpenTask> tasks, Map<String, String> whom) {
    Map<String, List<OpenTask>> steps = new java.util.LinkedHashMap<>();
    tasks.forEach(
        task ->
            steps
                .computeIfAbsent(
                    task.processKey() + "/" + task.taskKey() + "/" + task.businessKey(),
                    key -> new ArrayList<>())
                .add(task));
    List<Wait> waits = new ArrayList<>();
    for (List<OpenTask> step : steps.values()) {
      List<String> who = step.stream().map(task -> whom.get(task.id())).distinct().toList();
      String words =
          who.size() <= 3
              ? String.join(", ", who)
              : String.join(", ", who.subList(0, 3)) + " + " + (who.size() - 3);
      waits.add(new Wait(step.get(0).name(), words, step.get(0).created(), step.size()));
    }
    return waits;
  }
}
