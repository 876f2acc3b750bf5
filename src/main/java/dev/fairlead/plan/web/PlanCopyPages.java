package dev.fairlead.plan.web;

import dev.fairlead.plan.PlanCopies;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The editor on one's own copy of a plan, from which a change request is made. */
@Controller
@RequestMapping("/projects/{key}/plan/copy")
class PlanCopyPages {
  private final PlanCopies copies;
  private final Projects projects;
  private final EditorTexts texts;

  PlanCopyPages(PlanCopies copies, Projects projects, EditorTexts texts) {
    this.copies = copies;
    this.projects = projects;
    this.texts = texts;
  }

  @GetMapping
  String open(@PathVariable String key, Principal who, Model model) {
    Project project = projects.get(key);
    model.addAttribute("project", project);
    model.addAttribute("texts", texts.json());
    model.addAttribute("discardable", true);
    model.addAttribute("usable", false);
    try {
      copies.open(key, who.getName());
      model.addAttribute("usable", true);
    } catch (ConflictException overtaken) {
      model.addAttribute("problem", overtaken.getMessage());
    } catch (RefusedException refused) {
      if (refused.isForbidden()) {
        throw refused;
      }
      model.addAttribute("problem", refused.getMessage());
      model.addAttribute("discardable", false);
    }
    return "plan/copy";
  }

  @PostMapping("/discard")
  String discard(@PathVariable String key, Principal who, RedirectAttributes redirect) {
    copies.discard(projects.get(key).key(), who.getName());
    redirect.addFlashAttribute("message", Sentences.say("plan.copy.discarded"));
    return "redirect:/projects/{key}/changes";
  }
}
