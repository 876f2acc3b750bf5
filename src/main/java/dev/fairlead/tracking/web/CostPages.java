package dev.fairlead.tracking.web;

import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What was spent: postings and budget lines. */
@Controller
class CostPages {
  private static final int PAGE = 50;

  private final Projects projects;
  private final Plans plans;
  private final Registers registers;
  private final Costs costs;
  private final ProjectRights rights;
  private final Users users;
  private final FairleadClock clock;

  CostPages(
      Projects projects,
      Plans plans,
      Registers registers,
      Costs costs,
      ProjectRights rights,
      Users users,
      FairleadClock clock) {
    this.projects = projects;
    this.plans = plans;
    this.registers = registers;
    this.costs = costs;
    this.rights = rights;
    this.users = users;
    this.clock = clock;
  }

  @GetMapping("/projects/{key}/costs")
  String show(@PathVariable String key, @RequestParam(required = false) Long before, Principal who, Model model) {
    return page(
        key,
        before,
        Map.of("day", clock.today().toString(), "kind", "TIME", "person", who.getName()),
        who.getName(),
        model);
  }

  @PostMapping("/projects/{key}/costs")
  String post(
      @PathVariable String key,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    try {
      Typed typed = new Typed(form);
      costs.post(
          key,
          new NewPosting(
              typed.day("day", "the day"),
              typed.choice("kind", Posting.Kind.class),
              typed.number("amount", "the amount"),
              typed.number("hours", "the hours"),
              typed.text("person"),
              typed.whole("task", "the task"),
              typed.whole("budgetLine", "the budget line"),
              typed.text("text")),
          who.getName());
    } catch (RefusedException refused) {
      Refusal.show(refused, model, response);
      return page(key, null, form, who.getName(), model);
    }
    redirect.addFlashAttribute("message", Sentences.say("tracking.screen.posted"));
    return "redirect:/projects/{key}/costs";
  }

  @PostMapping("/projects/{key}/costs/{posting}/take-back")
  String takeBack(
      @PathVariable String key,
      @PathVariable long posting,
      @RequestParam(required = false) String reason,
      Principal who,
      RedirectAttributes redirect) {
    costs.takeBack(key, posting, reason, who.getName());
    redirect.addFlashAttribute("message", Sentences.say("tracking.screen.takenBack"));
    return "redirect:/projects/{key}/costs";
  }

  private String page(String key, Long before, Map<String, String> form, String by, Model model) {
    Project project = projects.get(key);
    List<Posting> postings = costs.page(key, before, PAGE);
    boolean open = project.phase() == Phase.TRACKING || project.phase() == Phase.CLOSING;
    model.addAttribute("project", project);
    model.addAttribute("form", form);
    model.addAttribute("coordinates", rights.coordinates(project, by));
    model.addAttribute("mayPost", open && rights.belongs(project, by));
    model.addAttribute("postings", postings);
    model.addAttribute("older", postings.size() == PAGE ? postings.get(PAGE - 1).id() : null);
    model.addAttribute("lines", costs.byLine(key, clock.today()));
    model.addAttribute("budgetLines", registers.budgetLines(key));
    model.addAttribute("plan", plans.current(key));
    model.addAttribute("users", users);
    model.addAttribute("figures", costs.figures(key, clock.today()));
    return "tracking/costs";
  }
}
