package dev.fairlead.change.web;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.project.Projects;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Change requests for other programs. */
@RestController
@Tag(name = "Change requests")
class ChangeApi {
  private final Projects projects;
  private final Changes changes;

  ChangeApi(Projects projects, Changes changes) {
    this.projects = projects;
    this.changes = changes;
  }

  /** Submits a change with its plan edits; answers it with the impact as computed. */
  @PostMapping("/api/projects/{key}/changes")
  ResponseEntity<ChangeRequest> submit(
      @PathVariable String key, @RequestBody NewChange wanted, Principal who) {
    ChangeRequest change = changes.submit(key, wanted, who.getName());
    return ResponseEntity.created(URI.create("/api/changes/" + change.id())).body(change);
  }

  /** The newest first, at most 500. */
  @GetMapping("/api/projects/{key}/changes")
  List<ChangeRequest> all(@PathVariable String key) {
    projects.get(key);
    return changes.all(key);
  }

  /** One change request with its impact and decision. */
  @GetMapping("/api/changes/{id}")
  ChangeRequest one(@PathVariable String id) {
    return changes.get(id);
  }
}
