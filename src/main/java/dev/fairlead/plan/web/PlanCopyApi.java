package dev.fairlead.plan.web;

import dev.fairlead.plan.PlanCopies;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEditor;
import dev.fairlead.plan.PlanLevelling;
import dev.fairlead.shared.ConflictException;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * One's own copy of an approved plan for the editor, with the calls and answers of {@link
 * PlanEditorApi}; what is edited here becomes a change request.
 */
@RestController
@Tag(name = "Plans")
@RequestMapping("/api/projects/{key}/plan/copy")
class PlanCopyApi {
  private final PlanCopies copies;
  private final EditorState state;
  private final PlanLevelling levelling;

  PlanCopyApi(PlanCopies copies, EditorState state, PlanLevelling levelling) {
    this.copies = copies;
    this.state = state;
    this.levelling = levelling;
  }

  /** The copy with its computed dates; the plan's own dates stand where baselines do otherwise. */
  @GetMapping
  EditorState.State copy(@PathVariable String key, Principal who) {
    return state.copy(key, who.getName());
  }

  /** Applies edits to the copy, all or none, and answers what changed. */
  @PostMapping("/edits")
  EditorState.Delta edit(
      @PathVariable String key, @RequestBody PlanEditorApi.Edits wish, Principal who) {
    List<PlanEdit> edits = wish.edits() == null ? List.of() : wish.edits();
    int known = wish.known() == null ? wish.version() : wish.known();
    return answer(key, copies.edit(key, known, edits, who.getName()), who);
  }

  /** Takes the last step back. */
  @PostMapping("/undo")
  EditorState.Delta undo(
      @PathVariable String key, @RequestBody PlanEditorApi.Step step, Principal who) {
    return answer(key, copies.undo(key, step.version(), who.getName()), who);
  }

  /** Does again what was taken back last. */
  @PostMapping("/redo")
  EditorState.Delta redo(
      @PathVariable String key, @RequestBody PlanEditorApi.Step step, Principal who) {
    return answer(key, copies.redo(key, step.version(), who.getName()), who);
  }

  private EditorState.Delta answer(String key, PlanEditor.Outcome outcome, Principal who) {
    return state.deltaOfCopy(key, outcome, who.getName());
  }

  /**
   * No content while the copy is the one that the screen shows.
   *
   * @throws ConflictException (409) when it is to be loaded anew, for example since the plan itself
   *     was changed
   */
  @GetMapping("/changes")
  ResponseEntity<Void> changes(@PathVariable String key, @RequestParam int since, Principal who) {
    if (copies.open(key, who.getName()).version() != since) {
      throw ConflictException.because("plan.copy.stale");
    }
    return ResponseEntity.noContent().build();
  }

  /**
   * Which tasks of the copy would have to be delayed so that nobody is overloaded any more, and the
   * edits that do it; nothing is saved.
   */
  @GetMapping("/levelling")
  PlanLevelling.Proposal levelling(
      @PathVariable String key,
      @RequestParam(defaultValue = "true") boolean keepFinish,
      Principal who) {
    return levelling.ofCopy(key, keepFinish, who.getName());
  }
}
