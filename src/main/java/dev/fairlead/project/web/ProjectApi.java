package dev.fairlead.project.web;

import dev.fairlead.people.Groups;
import dev.fairlead.people.Users;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
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
  private final Users users;

  ProjectApi(Projects projects, Users users) {
    this.projects = projects;
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
