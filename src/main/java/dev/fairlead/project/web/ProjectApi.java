package dev.fairlead.project.web;

import dev.fairlead.people.Groups;
import dev.fairlead.people.Users;
import dev.fairlead.project.Goal;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectData;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.RefusedException;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.net.URI;
import java.security.Principal;
import java.time.LocalDate;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Projects for other programs. Pages by key: ask again with {@code after} set to the last key. */
@RestController
@Tag(name = "Projects")
@RequestMapping("/api/projects")
class ProjectApi {
  private final Projects projects;
  private final ProjectData data;
  private final Pauses pauses;
  private final Users users;

  ProjectApi(Projects projects, ProjectData data, Pauses pauses, Users users) {
    this.projects = projects;
    this.data = data;
    this.pauses = pauses;
    this.users = users;
  }

  /** Begins a project; its planning starts at once. Only coordinators may. */
  @PostMapping
  ResponseEntity<Project> create(@RequestBody NewProject wanted, Principal who) {
    if (!users.get(who.getName()).isIn(Groups.COORDINATORS)) {
      throw new AccessDeniedException("only coordinators begin projects");
    }
    NewProject whole =
        new NewProject(
            wanted.key(),
            wanted.name(),
            wanted.summary(),
            wanted.sponsor(),
            wanted.coordinator() == null ? who.getName() : wanted.coordinator(),
            wanted.start(),
            wanted.deadline(),
            wanted.budget(),
            wanted.timeTolerance(),
            wanted.costTolerance(),
            wanted.goals() == null ? List.of() : wanted.goals(),
            wanted.team() == null ? List.of() : wanted.team());
    Project made = projects.create(whole);
    return ResponseEntity.created(URI.create("/api/projects/" + made.key())).body(made);
  }

  /**
   * Other data of a project; what is left out stays as it is.
   *
   * @param version of the project that was read before
   */
  record ChangedData(
      Integer version,
      String name,
      String summary,
      String sponsor,
      String coordinator,
      LocalDate start,
      LocalDate deadline,
      BigDecimal budget,
      Integer timeTolerance,
      BigDecimal costTolerance,
      List<Goal> goals) {
    NewProject of(Project project) {
      return new NewProject(
          project.key(),
          or(name, project.name()),
          or(summary, project.summary()),
          or(sponsor, project.sponsor()),
          or(coordinator, project.coordinator()),
          or(start, project.start()),
          or(deadline, project.deadline()),
          or(budget, project.budget()),
          or(timeTolerance, project.timeTolerance()),
          or(costTolerance, project.costTolerance()),
          or(goals, project.goals()),
          project.team());
    }

    private static <T> T or(T wanted, T now) {
      return wanted == null ? now : wanted;
    }
  }

  /**
   * Changes the data of the project: dates, budget, tolerances and goals while it is planned, its
   * name and summary until it is closed, by its coordinator; its sponsor and coordinator until it
   * is closed, by its sponsor, a manager or an administrator. Answers it as it is now.
   */
  @PostMapping("/{key}/data")
  Project change(@PathVariable String key, @RequestBody ChangedData wanted, Principal who) {
    if (wanted.version() == null) {
      throw RefusedException.ofField("version", "project.data.versionMissing");
    }
    return data.change(wanted.version(), wanted.of(projects.get(key)), who.getName());
  }

  /** What is done with the whole project. */
  enum Action {
    /** It stands still until it is resumed. */
    PAUSE,
    /** While it is paused: another day on which it is expected to go on, or none. */
    EXPECT,
    /** It goes on where it was. */
    RESUME,
    /** It ends before its time, which cannot be taken back. */
    CANCEL
  }

  /**
   * An action on the whole project.
   *
   * @param reason needed to pause and to cancel
   * @param until the day on which it is expected to go on, where it is paused
   */
  record Acted(Action action, String reason, LocalDate until) {}

  /** Pauses, resumes or cancels the project; answers it as it is now. */
  @PostMapping("/{key}/actions")
  Project act(@PathVariable String key, @RequestBody Acted wanted, Principal who) {
    if (wanted.action() == null) {
      throw RefusedException.ofField("action", "project.actionMissing");
    }
    String by = who.getName();
    switch (wanted.action()) {
      case PAUSE -> pauses.pause(key, wanted.reason(), wanted.until(), by);
      case EXPECT -> pauses.expect(key, wanted.until(), by);
      case RESUME -> pauses.resume(key, by);
      case CANCEL -> projects.cancel(key, wanted.reason(), by);
    }
    return projects.get(key);
  }

  /** One project with its goals, team, phase and tolerances. */
  @GetMapping("/{key}")
  Project one(@PathVariable String key) {
    return projects.get(key);
  }

  /** Projects by key, whose key or name holds the words of {@code q}. */
  @GetMapping
  List<Project> page(
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "50") int size) {
    return projects.page(after, q, size);
  }
}
