package dev.fairlead.workspace.web;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.closure.EarlySupport;
import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.closure.Handovers;
import dev.fairlead.closure.SupportProblem;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.plan.Systems;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Pages;
import dev.fairlead.tracking.Issues;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What happened to a system over all projects: who worked on it and when, its issues with their
 * solutions, the changes that touched it, and who took it over. The name stands in the query, since
 * names may hold slashes.
 */
@Controller
class SystemPages {
  private final Systems systems;
  private final Projects projects;
  private final Plans plans;
  private final Issues issues;
  private final Changes changes;
  private final Handovers handovers;
  private final EarlySupport support;
  private final Users users;

  SystemPages(
      Systems systems,
      Projects projects,
      Plans plans,
      Issues issues,
      Changes changes,
      Handovers handovers,
      EarlySupport support,
      Users users) {
    this.systems = systems;
    this.projects = projects;
    this.plans = plans;
    this.issues = issues;
    this.changes = changes;
    this.handovers = handovers;
    this.support = support;
    this.users = users;
  }

  /**
   * One project's work on the system.
   *
   * @param planned whether the days are those of tasks on the system, not of the whole project
   */
  public record Work(
      Project project,
      SystemAction action,
      String owner,
      LocalDate from,
      LocalDate until,
      boolean planned,
      String signedBy,
      LocalDateTime signedAt) {}

  @GetMapping("/systems")
  String systems(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(name = "issues", defaultValue = "1") int issuePage,
      @RequestParam(name = "changes", defaultValue = "1") int changePage,
      Model model) {
    if (name.isBlank()) {
      model.addAttribute("systems", systems.all());
      return "workspace/systems";
    }
    List<Systems.Use> uses = systems.uses(name);
    if (uses.isEmpty()) {
      throw NotFoundException.because("workspace.system.unknown", name.strip());
    }
    String spelled = systems.spelling(name);
    Map<String, Project> byKey =
        projects.withKeys(uses.stream().map(Systems.Use::projectKey).toList()).stream()
            .collect(Collectors.toMap(Project::key, Function.identity()));
    List<ChangeRequest> touching = new ArrayList<>();
    List<SupportProblem> problems = new ArrayList<>();
    for (Systems.Use use : uses) {
      changes.all(use.projectKey()).stream().filter(c -> touches(c, name)).forEach(touching::add);
      support.problems(use.projectKey()).stream()
          .filter(problem -> Objects.equals(problem.system(), use.number()))
          .forEach(problems::add);
    }
    problems.sort(Comparator.comparing(SupportProblem::reportedAt, Comparator.reverseOrder()));
    touching.sort(Comparator.comparing(ChangeRequest::requestedAt, Comparator.reverseOrder()));
    model.addAttribute("name", spelled);
    model.addAttribute(
        "works",
        uses.stream()
            .map(use -> work(use, byKey.get(use.projectKey())))
            .sorted(Comparator.comparing(Work::from, Comparator.reverseOrder()))
            .toList());
    model.addAttribute("issues", issues.ofSystem(name, issuePage));
    model.addAttribute("changes", Pages.of(touching, changePage));
    model.addAttribute("problems", problems);
    model.addAttribute("projects", byKey);
    return "workspace/system";
  }

  private static boolean touches(ChangeRequest change, String name) {
    return change.impact() != null
        && change.impact().systems().stream()
            .anyMatch(touched -> Systems.key(touched).equals(Systems.key(name)));
  }

  private Work work(Systems.Use use, Project project) {
    List<ScheduledTask> tasks = tasks(use);
    LocalDate from =
        tasks.stream()
            .map(task -> task.start().toLocalDate())
            .min(Comparator.naturalOrder())
            .orElse(project.start());
    LocalDate until =
        tasks.stream()
            .map(task -> task.finish().toLocalDate())
            .max(Comparator.naturalOrder())
            .orElseGet(
                () ->
                    project.closedOn() == null
                        ? plans.current(project).deadline()
                        : project.closedOn());
    HandoverChecklist handover =
        handovers.of(project.key()).stream()
            .filter(list -> list.system().number() == use.number())
            .findFirst()
            .orElse(null);
    return new Work(
        project,
        use.action(),
        name(use.owner()),
        from,
        until,
        !tasks.isEmpty(),
        handover == null ? null : name(handover.signedBy()),
        handover == null ? null : handover.signedAt());
  }

  private List<ScheduledTask> tasks(Systems.Use use) {
    WorkPlan plan = plans.current(use.projectKey());
    List<Integer> numbers =
        plan.tasks().stream()
            .filter(task -> Objects.equals(task.system(), use.number()))
            .map(PlanTask::number)
            .toList();
    if (numbers.isEmpty()) {
      return List.of();
    }
    Map<Integer, ScheduledTask> scheduled = plans.schedule(use.projectKey()).byNumber();
    return numbers.stream().map(scheduled::get).filter(Objects::nonNull).toList();
  }

  private String name(String username) {
    return username == null ? null : users.nameOf(username);
  }
}
