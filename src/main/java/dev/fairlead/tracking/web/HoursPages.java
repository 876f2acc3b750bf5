package dev.fairlead.tracking.web;

import dev.fairlead.people.Users;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Pages;
import dev.fairlead.tracking.HoursTable;
import dev.fairlead.tracking.PostedHours;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Planned, posted and remaining hours, by task and by person; seen by whoever sees the costs. */
@Controller
class HoursPages {
  private final Projects projects;
  private final PostedHours hours;
  private final Users users;

  HoursPages(Projects projects, PostedHours hours, Users users) {
    this.projects = projects;
    this.hours = hours;
    this.users = users;
  }

  @GetMapping("/projects/{key}/costs/hours")
  String show(
      @PathVariable String key,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(defaultValue = "false") boolean over,
      Model model) {
    model.addAttribute("project", projects.get(key));
    HoursTable table = hours.of(key);
    List<HoursTable.Row> beyond = table.tasks().stream().filter(HoursPages::isBeyondPlan).toList();
    model.addAttribute("table", table);
    model.addAttribute("over", over);
    model.addAttribute("beyond", beyond.size());
    model.addAttribute("rows", Pages.of(over ? beyond : table.tasks(), page));
    model.addAttribute(
        "names",
        users.namesOf(
            Stream.concat(
                    table.people().stream().map(HoursTable.Person::person),
                    table.tasks().stream().map(HoursTable.Row::owner))
                .filter(Objects::nonNull)
                .distinct()
                .toList()));
    return "tracking/hours";
  }

  /** Branches are left out: they hold what is below them. */
  private static boolean isBeyondPlan(HoursTable.Row row) {
    return row.kind() != HoursTable.Kind.BRANCH && (row.hours().over() || row.hours().unplanned());
  }
}
