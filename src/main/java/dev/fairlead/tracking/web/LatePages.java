package dev.fairlead.tracking.web;

import dev.fairlead.people.Users;
import dev.fairlead.tracking.LateEverywhere;
import dev.fairlead.tracking.LateEverywhere.Overdue;
import dev.fairlead.tracking.LateEverywhere.Whose;
import java.security.Principal;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is late in all projects, or in those that one looks after. */
@Controller
class LatePages {
  private final LateEverywhere late;
  private final Users users;

  LatePages(LateEverywhere late, Users users) {
    this.late = late;
    this.users = users;
  }

  @GetMapping("/late")
  String late(
      @RequestParam(defaultValue = "false") boolean mine,
      @RequestParam(defaultValue = "1") int page,
      Model model,
      Principal who) {
    LateEverywhere.Page found = late.page(mine ? Whose.MINE : Whose.ALL, who.getName(), page);
    model.addAttribute("mine", mine);
    model.addAttribute("page", found);
    model.addAttribute(
        "names",
        users.namesOf(
            found.tasks().stream()
                .map(Overdue::owner)
                .filter(Objects::nonNull)
                .distinct()
                .toList()));
    return "tracking/late";
  }
}
