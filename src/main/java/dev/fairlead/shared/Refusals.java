package dev.fairlead.shared;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.springframework.ui.Model;

/**
 * Shows a form again with what was typed and the sentence beside the field, or above where it is
 * about the whole.
 */
public final class Refusals {
  private Refusals() {}

  /**
   * Does the work; where it is refused, puts the reason and the typed values into the model.
   *
   * @return whether it was done
   */
  public static boolean done(
      Runnable work, Map<String, String> typed, Model model, HttpServletResponse response) {
    try {
      work.run();
      return true;
    } catch (RefusedException refused) {
      Map<String, String> errors = new HashMap<>();
      if (refused.field() == null) {
        model.addAttribute("problem", refused.getMessage());
      } else {
        errors.putAll(refused.fields());
        model.addAttribute("refusedField", refused.field());
        if (!typed.containsKey(refused.field())) {
          model.addAttribute("problem", refused.getMessage());
        }
      }
      model.addAttribute("errors", errors);
      model.addAttribute("form", new HashMap<>(typed));
      response.setStatus(refused.isForbidden() ? 403 : 422);
      return false;
    } catch (ConflictException conflict) {
      model.addAttribute("problem", conflict.getMessage());
      model.addAttribute("form", new HashMap<>(typed));
      response.setStatus(409);
      return false;
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
