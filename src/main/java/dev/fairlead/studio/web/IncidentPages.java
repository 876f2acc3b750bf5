package dev.fairlead.studio.web;

import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.Incidents;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Steps that failed, and the button that lets them be tried again. */
@Controller
class IncidentPages {
  private final Incidents incidents;

  IncidentPages(Incidents incidents) {
    this.incidents = incidents;
  }

  @GetMapping("/incidents")
  String incidents(Model model) {
    model.addAttribute("incidents", incidents.all());
    model.addAttribute("most", Incidents.MOST);
    return "studio/incidents";
  }

  @PostMapping("/incidents/{job}/retry")
  String retry(@PathVariable String job, Principal who, RedirectAttributes next) {
    incidents.retry(job, who.getName());
    next.addFlashAttribute("message", Sentences.say("studio.incident.retried"));
    return "redirect:/incidents";
  }
}
