package dev.fairlead.tracking.web;

import dev.fairlead.shared.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.ui.Model;

/** Puts a refusal beside its field, or on top of the page where it is about the whole. */
final class Refusal {
  private Refusal() {}

  static void show(RefusedException refused, Model model, HttpServletResponse response) {
    response.setStatus(refused.isForbidden() ? 403 : 422);
    model.addAttribute("refusal", refused.getMessage());
    model.addAttribute("refusedField", refused.field());
    if (refused.field() == null) {
      model.addAttribute("problem", refused.getMessage());
    }
  }
}
