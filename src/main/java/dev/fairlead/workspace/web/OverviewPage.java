package dev.fairlead.workspace.web;

import dev.fairlead.closure.Lessons;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.project.History;
import dev.fairlead.project.Outcome;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.report.Report;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Action;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.Postings;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.TaskDesk;
import dev.fairlead.workspace.Worklist;
import java.security.Principal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The first page of a project: where it stands, where it waits and on whom, and what it is for. */
@Controller
class OverviewPage {
  private static final int HISTORY = 50;

  private final Projects projects;
  private final Pauses pauses;
  private final Plans plans;
  private final Registers registers;
  private final History history;
  private final Reports reports;
  private final Postings postings;
  private final Lessons lessons;
  private final Actions actions;
  private final ProjectRights rights;
  private final Worklist worklist;
  private final TaskDesk desk;
  private final Users users;
  private final FairleadClock clock;

  OverviewPage(
      Projects projects,
      Pauses pauses,
      Plans plans,
      Registers registers,
      History history,
      Reports reports,
      Postings postings,
      Lessons lessons,
      Actions actions,
      ProjectRights rights,
      Worklist worklist,
      TaskDesk desk,
      Users users,
      FairleadClock clock) {
    this.projects = projects;
    this.pauses = pauses;
    this.plans = plans;
    this.registers = registers;
    this.history = history;
    this.reports = reports;
    this.postings = postings;
    this.lessons = lessons;
    this.actions = actions;
    this.rights = rights;
    this.worklist = worklist;
    this.desk = desk;
    this.users = users;
    this.clock = clock;
  }

  /** Of one that has ended since it was read, nothing is left to do. */
  private TaskDesk.Standing standing(OpenTask task, String who) {
    try {
      return desk.standing(task, who);
    } catch (ConflictException | NotFoundException ended) {
      return TaskDesk.Standing.OTHERS;
    }
  }

  /** One step of the project's life. */
  public record Step(Phase phase, String state) {}

  @GetMapping("/projects/{key}")
  String overview(@PathVariable String key, Model model, Principal who) {
    Project project = projects.get(key);
    List<OpenTask> open = worklist.ofProjects(List.of(key)).getOrDefault(key, List.of());
    Map<String, String> names = new HashMap<>();
    names.put(project.sponsor(), users.nameOf(project.sponsor()));
    names.put(project.coordinator(), users.nameOf(project.coordinator()));
    List<History.Entry> recent = history.page(key, 0, 6);
    recent.stream()
        .map(History.Entry::by)
        .filter(by -> by != null)
        .forEach(by -> names.computeIfAbsent(by, users::nameOf));
    Schedule schedule = plans.schedule(key);
    model.addAttribute("finish", schedule.tasks().isEmpty() ? null : schedule.finish());
    model.addAttribute("project", project);
    model.addAttribute("steps", steps(project));
    model.addAttribute("open", open);
    model.addAttribute("waitingPostings", postings.countWaiting(key));
    model.addAttribute("waitsOn", worklist.waitsOn(open));
    model.addAttribute(
        "standing",
        open.stream()
            .collect(Collectors.toMap(OpenTask::id, task -> standing(task, who.getName()).name())));
    if (project.phase() == Phase.PLANNING) {
      model.addAttribute("offered", lessons.offered(key, 3));
      model.addAttribute("mayJudge", rights.belongs(project, who.getName()));
    }
    Report latest = reports.latest(List.of(key)).get(key);
    if (latest != null) {
      model.addAttribute("latestReport", latest);
      model.addAttribute("health", reports.interim(latest.id()).health());
    }
    model.addAttribute("names", names);
    model.addAttribute("recent", recent);
    model.addAttribute("now", clock.now());
    LocalDate deadline = plans.current(project).deadline();
    model.addAttribute("deadline", deadline);
    model.addAttribute("daysLeft", ChronoUnit.DAYS.between(clock.today(), deadline));
    boolean mayPause = !project.phase().isOver() && pauses.mayPause(project, who.getName());
    model.addAttribute("mayPause", mayPause && !project.isPaused());
    model.addAttribute("mayResume", mayPause && project.isPaused());
    model.addAttribute(
        "mayCancel",
        !project.phase().isOver()
            && project.phase() != Phase.CLOSING
            && (who.getName().equals(project.coordinator())
                || who.getName().equals(project.sponsor())));
    return "project/overview";
  }

  @GetMapping("/projects/{key}/history")
  String history(
      @PathVariable String key,
      @RequestParam(defaultValue = "0") long before,
      @RequestParam(name = "of", required = false) History.Register wanted,
      @RequestParam(required = false) Integer number,
      Model model) {
    Project project = projects.get(key);
    // what few may read stands where it is asked who reads
    History.Register of = wanted == null || wanted.isGuarded() ? null : wanted;
    List<History.Entry> found = history.page(key, of, number, before, HISTORY + 1);
    List<History.Entry> page = found.subList(0, Math.min(HISTORY, found.size()));
    Map<String, String> names = new HashMap<>();
    page.stream()
        .map(History.Entry::by)
        .filter(by -> by != null)
        .forEach(by -> names.computeIfAbsent(by, users::nameOf));
    model.addAttribute("project", project);
    model.addAttribute("of", of);
    model.addAttribute("heading", of == null ? null : heading(key, of, number));
    model.addAttribute("pauses", before > 0 || of != null ? List.of() : pauses.all(key));
    model.addAttribute("entries", page);
    model.addAttribute("names", names);
    UriComponentsBuilder here =
        UriComponentsBuilder.fromPath("/projects/" + project.key() + "/history")
            .queryParamIfPresent("of", Optional.ofNullable(of))
            .queryParamIfPresent("number", Optional.ofNullable(of == null ? null : number));
    model.addAttribute("newest", before > 0 ? here.toUriString() : null);
    model.addAttribute(
        "older",
        found.size() > HISTORY
            ? here.queryParam("before", page.get(HISTORY - 1).id()).toUriString()
            : null);
    return "project/history";
  }

  /**
   * Which register it is the history of, or which line of it; one that is gone has a number only.
   */
  private String heading(String key, History.Register of, Integer number) {
    if (number == null) {
      return Sentences.say("project.screen.historyOfAll." + of);
    }
    String one = Sentences.say("project.screen.historyOfOne." + of, String.valueOf(number));
    Optional<String> called =
        of == History.Register.ACTION
            ? actions.find(key + "-A" + number).map(Action::title)
            : registers.nameOf(key, of, number);
    return called
        .map(name -> Sentences.say("project.screen.historyOfNamed", one, name))
        .orElse(one);
  }

  /** A project that was rejected or cancelled did not go through all steps before closing. */
  private static List<Step> steps(Project project) {
    Phase now = project.phase();
    Phase last =
        project.outcome() == Outcome.REJECTED
            ? Phase.APPROVAL
            : project.outcome() == Outcome.CANCELLED ? Phase.PLANNING : Phase.CLOSING;
    return List.of(Phase.PLANNING, Phase.APPROVAL, Phase.TRACKING, Phase.CLOSING).stream()
        .map(
            phase -> {
              boolean passed =
                  phase.compareTo(now) < 0
                      && (phase.compareTo(last) <= 0 || phase == Phase.CLOSING);
              return new Step(phase, phase == now ? "now" : passed ? "done" : "ahead");
            })
        .toList();
  }
}
