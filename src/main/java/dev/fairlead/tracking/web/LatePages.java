package dev.fairlead.tracking.web;

import dev.fairlead.people.Users;
import dev.fairlead.tracking.LateEverywhere;
import dev.fairlead.tracking.LateEverywhere.Overdue;
import dev.fairlead.tracking.LateEverywhere.OverduePromise;
import dev.fairlead.tracking.LateEverywhere.Whose;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
    Whose whose = mine ? Whose.MINE : Whose.ALL;
    LateEverywhere.Page found = late.page(whose, who.getName(), page);
    List<OverduePromise> measures =
        found.number() > 1 ? List.of() : late.measures(whose, who.getName());
    List<OverduePromise> actions =
        found.number() > 1 ? List.of() : late.actions(whose, who.getName());
    model.addAttribute("measures", measures);
    model.addAttribute("actions", actions);
    model.addAttribute("mine", mine);
    model.addAttribute("page", found);
    model.addAttribute(
        "names",
        users.namesOf(
            Stream.concat(
                    found.tasks().stream().map(Overdue::owner),
                    Stream.concat(measures.stream(), actions.stream())
                        .map(OverduePromise::responsible))
                .filter(Objects::nonNull)
                .distinct()
                .toList()));
    return "tracking/late";
  }
}
