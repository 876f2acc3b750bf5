package dev.fairlead.change.web;

import dev.fairlead.change.ChangeMerges;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.RefusedException;
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
  private final ChangeMerges merges;

  ChangeApi(Projects projects, Changes changes, ChangeMerges merges) {
    this.projects = projects;
    this.changes = changes;
    this.merges = merges;
  }

  /** Submits a change with its plan edits; answers it with the impact as computed. */
  @PostMapping("/api/projects/{key}/changes")
  ResponseEntity<ChangeRequest> submit(
      @PathVariable String key, @RequestBody NewChange wanted, Principal who) {
    ChangeRequest change = changes.submit(key, wanted, who.getName());
    return ResponseEntity.created(URI.create("/api/changes/" + change.id())).body(change);
  }

  /** All of the project, the newest first. */
  @GetMapping("/api/projects/{key}/changes")
  List<ChangeRequest> all(@PathVariable String key) {
    projects.get(key);
    return changes.all(key);
  }

  /**
   * Which request is merged into which, and whose wish counts where both clash: the id of one of
   * both, or nothing to be told where they do.
   */
  record Merge(String change, String into, String keep) {}

  /** Merges an undecided request into another one of the project; answers the one that goes on. */
  @PostMapping("/api/projects/{key}/changes/merges")
  ChangeRequest merge(@PathVariable String key, @RequestBody Merge wanted, Principal who) {
    String id = wanted.change() == null ? "" : wanted.change().strip();
    if (!changes.isOf(key, id)) {
      throw RefusedException.ofField("change", "change.unknown", id);
    }
    return merges.merge(id, wanted.into(), wanted.keep(), who.getName());
  }

  /** One change request with its impact and decision. */
  @GetMapping("/api/changes/{id}")
  ChangeRequest one(@PathVariable String id) {
    return changes.get(id);
  }
}
