package dev.fairlead.plan.web;

import dev.fairlead.plan.Workloads;
import java.security.Principal;
import java.time.LocalDate;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who is asked for how much in which week, over all projects. */
@Controller
class WorkloadPages {
  private final Workloads workloads;

  WorkloadPages(Workloads workloads) {
    this.workloads = workloads;
  }

  @GetMapping("/workload")
  String workload(
      @RequestParam(defaultValue = "false") boolean mine,
      @RequestParam(defaultValue = "") String project,
      @RequestParam(required = false) LocalDate from,
      @RequestParam(defaultValue = "1") int page,
      Model model,
      Principal who) {
    Workloads.Page found = workloads.page(who.getName(), mine, project, from, page);
    model.addAttribute("mine", mine);
    model.addAttribute("project", project.strip());
    model.addAttribute("page", found);
    LocalDate first = found.mondays().get(0);
    int weeks = found.mondays().size();
    model.addAttribute("from", first);
    model.addAttribute("earlier", found.first() ? null : first.minusWeeks(weeks));
    model.addAttribute("later", first.plusWeeks(weeks));
    model.addAttribute("others", workloads.maySeeOthers(who.getName()));
    return "plan/workload";
  }
}
