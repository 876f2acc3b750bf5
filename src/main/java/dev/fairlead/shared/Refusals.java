package dev.fairlead.shared;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.springframework.ui.Model;

/**
 * Shows a form again with what was typed and the sentence beside the field, or above where it is
 * about the whole. The page shows the form named by {@code again} also to whoever may not send it
 * any more, since the project was paused or their right ended meanwhile: what they typed is theirs.
 */
public final class Refusals {
  /** The form that a page is about. */
  public static final String FORM = "form";

  private Refusals() {}

  /**
   * Does the work; where it is refused, puts the reason and the typed values into the model of a
   * page that shows its form to whoever looks.
   *
   * @return whether it was done
   */
  public static boolean done(
      Runnable work, Map<String, String> typed, Model model, HttpServletResponse response) {
    return done(null, work, typed, model, response);
  }

  /**
   * The same for a page that shows this form to those only who may send it.
   *
   * @param typed nothing where the form is a button only, which need not come back
   */
  public static boolean done(
      String form,
      Runnable work,
      Map<String, String> typed,
      Model model,
      HttpServletResponse response) {
    try {
      work.run();
      return true;
    } catch (RefusedException | ConflictException refused) {
      tell(refused, typed.isEmpty() ? null : form, model, response);
      model.addAttribute("form", new HashMap<>(typed));
      if (refused instanceof RefusedException rule) {
        model.addAttribute("errors", rule.fields());
        // whoever has no such field reads it above
        rule.fields().keySet().stream()
            .filter(field -> !typed.containsKey(field))
            .findFirst()
            .ifPresent(field -> model.addAttribute("problem", rule.fields().get(field)));
      }
      return false;
    }
  }

  /**
   * Puts the reason into the model of a page that shows what was typed by its own means.
   *
   * @param refused {@link RefusedException} or {@link ConflictException}
   * @param form which form of the page it was, or null where none need come back
   */
  public static void tell(
      RuntimeException refused, String form, Model model, HttpServletResponse response) {
    RefusedException rule = refused instanceof RefusedException one ? one : null;
    boolean forbidden = rule != null && rule.isForbidden();
    String field = rule == null ? null : rule.field();
    response.setStatus(rule == null ? 409 : forbidden ? 403 : 422);
    model.addAttribute("again", form);
    model.addAttribute("forbidden", forbidden);
    model.addAttribute("refusal", refused.getMessage());
    model.addAttribute("refusedField", field);
    if (field == null) {
      model.addAttribute("problem", refused.getMessage());
    }
  }

  /** Makes sure that a page has the two maps that its fields read. */
  public static void blank(Model model) {
    if (!model.containsAttribute("errors")) {
      model.addAttribute("errors", Map.of());
    }
    if (!model.containsAttribute("form")) {
      model.addAttribute("form", new HashMap<String, String>());
    }
  }
}
