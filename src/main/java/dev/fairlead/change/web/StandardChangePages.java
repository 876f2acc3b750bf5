package dev.fairlead.change.web;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.StandardChanges;
import dev.fairlead.people.Users;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The catalogue of standard changes: everybody reads it, managers keep it. */
@Controller
@RequestMapping("/changes/catalogue")
class StandardChangePages {
  private final StandardChanges standards;
  private final Users users;

  StandardChangePages(StandardChanges standards, Users users) {
    this.standards = standards;
    this.users = users;
  }

  @GetMapping
  String catalogue(Principal who, Model model) {
    return page(Map.of(), who, model);
  }

  private String page(Map<String, String> form, Principal who, Model model) {
    model.addAttribute("entries", standards.all());
    model.addAttribute("mayKeep", standards.mayKeep(who.getName()));
    model.addAttribute("form", form);
    model.addAttribute("users", users);
    return "change/catalogue";
  }

  @PostMapping
  String add(
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Typed typed = new Typed(form);
    try {
      standards.add(
          typed.text("title"),
          typed.choice("category", ChangeRequest.Category.class),
          typed.text("description"),
          typed.text("implementationPlan"),
          typed.text("backoutPlan"),
          who.getName());
    } catch (RefusedException refused) {
      response.setStatus(refused.isForbidden() ? 403 : 422);
      model.addAttribute("refusal", refused.getMessage());
      model.addAttribute("refusedField", refused.field());
      if (refused.field() == null) {
        model.addAttribute("problem", refused.getMessage());
      }
      return page(form, who, model);
    }
    redirect.addFlashAttribute(
        "message", Sentences.say("change.standard.added", typed.text("title").strip()));
    return "redirect:/changes/catalogue";
  }

  @PostMapping("/{entry}/retire")
  String retire(@PathVariable long entry, Principal who, RedirectAttributes redirect) {
    standards.retire(entry, who.getName());
    redirect.addFlashAttribute("message", Sentences.say("change.standard.retired"));
    return "redirect:/changes/catalogue";
  }
}
