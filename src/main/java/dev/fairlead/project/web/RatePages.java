package dev.fairlead.project.web;

import dev.fairlead.people.Users;
import dev.fairlead.project.MemberRate;
import dev.fairlead.project.MemberRates;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an hour of a team member costs from a later day on; shown on the page of the team. */
@Controller
@RequestMapping("/projects/{key}/team/rates")
class RatePages {
  private final ProjectPages pages;
  private final Projects projects;
  private final MemberRates rates;
  private final Users users;

  RatePages(ProjectPages pages, Projects projects, MemberRates rates, Users users) {
    this.pages = pages;
    this.projects = projects;
    this.rates = rates;
    this.users = users;
  }

  @PostMapping
  String set(
      @PathVariable String key,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    projects.get(key);
    String member = form.getOrDefault("member", "").strip();
    try {
      Checks checks = new Checks();
      LocalDate from = ProjectForm.date(form.getOrDefault("validFrom", ""), "validFrom", checks);
      rates.set(
          key,
          new MemberRate(
              member, from, ProjectForm.number(form.getOrDefault("rate", ""), "rate", checks)),
          who.getName(),
          checks);
      flash.addFlashAttribute(
          "message", Sentences.say("project.screen.rateSaved", users.nameOf(member), from));
      return "redirect:/projects/{key}/team";
    } catch (RefusedException refused) {
      response.setStatus(refused.isForbidden() ? 403 : 422);
      if (refused.field() == null) {
        model.addAttribute("problem", refused.getMessage());
      } else {
        model.addAttribute("rateErrors", refused.fields());
      }
      model.addAttribute("rateForm", form);
      return pages.team(key, null, model, who);
    }
  }

  @PostMapping("/remove")
  String remove(
      @PathVariable String key,
      @RequestParam String member,
      @RequestParam LocalDate validFrom,
      Principal who,
      RedirectAttributes flash) {
    rates.remove(key, member, validFrom, who.getName());
    flash.addFlashAttribute(
        "message", Sentences.say("project.screen.rateRemoved", users.nameOf(member), validFrom));
    return "redirect:/projects/{key}/team";
  }
}
