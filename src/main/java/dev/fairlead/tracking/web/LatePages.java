package dev.fairlead.tracking.web;

import dev.fairlead.people.Users;
import dev.fairlead.tracking.LateEverywhere;
import dev.fairlead.tracking.LateEverywhere.Overdue;
import dev.fairlead.tracking.LateEverywhere.OverduePromise;
import dev.fairlead.tracking.LateEverywhere.Whose;
import java.security.Principal;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
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
      @RequestParam(name = "actions", defaultValue = "1") int actionPage,
      @RequestParam(name = "measures", defaultValue = "1") int measurePage,
      @RequestParam(name = "issues", defaultValue = "1") int issuePage,
      Model model,
      Principal who) {
    Whose whose = mine ? Whose.MINE : Whose.ALL;
    LateEverywhere.Tasks found = late.page(whose, who.getName(), page);
    Page<OverduePromise> measures = late.measures(whose, who.getName(), measurePage);
    Page<OverduePromise> actions = late.actions(whose, who.getName(), actionPage);
    Page<OverduePromise> issues = late.issues(whose, who.getName(), issuePage);
    model.addAttribute("issues", issues);
    model.addAttribute("measures", measures);
    model.addAttribute("actions", actions);
    model.addAttribute("mine", mine);
    model.addAttribute("page", found);
    model.addAttribute(
        "names",
        users.namesOf(
            Stream.concat(
                    found.tasks().stream().map(Overdue::owner),
                    Stream.of(measures, actions, issues)
                        .flatMap(Page::stream)
                        .map(OverduePromise::responsible))
                .filter(Objects::nonNull)
                .distinct()
                .toList()));
    return "tracking/late";
  }
}
