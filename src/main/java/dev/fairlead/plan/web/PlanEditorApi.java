package dev.fairlead.plan.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fairlead.plan.PlanClashException;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEditor;
import dev.fairlead.plan.PlanLevelling;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The plan for its editor: the whole, edits, undo and redo, what others changed, the history. */
@RestController
@Tag(name = "Plans")
@RequestMapping("/api/projects/{key}/plan")
class PlanEditorApi {
  private final PlanEditor editor;
  private final EditorState state;
  private final PlanLevelling levelling;

  PlanEditorApi(PlanEditor editor, EditorState state, PlanLevelling levelling) {
    this.editor = editor;
    this.state = state;
    this.levelling = levelling;
  }

  /**
   * @param version the version that the person saw when they began to type
   * @param known the version that their screen shows by now; the same where it is left out
   */
  record Edits(@JsonProperty(required = true) int version, Integer known, List<PlanEdit> edits) {}

  /**
   * @param confirmed undoes also what others have changed since
   */
  record Step(@JsonProperty(required = true) int version, boolean confirmed) {}

  /** The whole plan with its computed dates, as the editor shows it. */
  @GetMapping
  EditorState.State plan(@PathVariable String key, Principal who) {
    return state.state(key, who.getName());
  }

  /**
   * Applies edits, all or none, and answers what changed. Where others saved meanwhile, both stand
   * side by side, or a conflict (409) names who changed what.
   */
  @PostMapping("/edits")
  EditorState.Delta edit(@PathVariable String key, @RequestBody Edits wish, Principal who) {
    List<PlanEdit> edits = wish.edits() == null ? List.of() : wish.edits();
    int known = wish.known() == null ? wish.version() : wish.known();
    return state.delta(
        key, editor.edit(key, wish.version(), known, edits, who.getName()), who.getName());
  }

  /** Takes back the last edits of the person who asks. */
  @PostMapping("/undo")
  EditorState.Delta undo(@PathVariable String key, @RequestBody Step step, Principal who) {
    return state.delta(
        key, editor.undo(key, step.version(), step.confirmed(), who.getName()), who.getName());
  }

  /** Does again what the person took back last. */
  @PostMapping("/redo")
  EditorState.Delta redo(@PathVariable String key, @RequestBody Step step, Principal who) {
    return state.delta(
        key, editor.redo(key, step.version(), step.confirmed(), who.getName()), who.getName());
  }

  /** What was saved after a version; no content while nothing was. */
  @GetMapping("/changes")
  ResponseEntity<EditorState.Delta> changes(
      @PathVariable String key, @RequestParam int since, Principal who) {
    return editor.version(key) == since
        ? ResponseEntity.noContent().build()
        : ResponseEntity.ok(state.delta(key, editor.since(key, since), who.getName()));
  }

  /** The changes before a version, the latest first, a page at a time. */
  @GetMapping("/history")
  List<PlanEditor.Change> history(
      @PathVariable String key, @RequestParam(defaultValue = "" + Integer.MAX_VALUE) int before) {
    return editor.history(key, before);
  }

  /**
   * Which tasks would have to be delayed so that nobody is overloaded any more, and the edits that
   * do it; nothing is saved.
   */
  @GetMapping("/levelling")
  PlanLevelling.Proposal levelling(
      @PathVariable String key,
      @RequestParam(defaultValue = "true") boolean keepFinish,
      Principal who) {
    return levelling.ofPlan(key, keepFinish, who.getName());
  }

  @ExceptionHandler
  ProblemDetail clash(PlanClashException clash) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, clash.getMessage());
    problem.setProperty("clashes", clash.clashes());
    return problem;
  }
}
