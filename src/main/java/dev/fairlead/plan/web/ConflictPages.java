package dev.fairlead.plan.web;

import dev.fairlead.plan.Conflicts;
import dev.fairlead.plan.Conflicts.Line;
import dev.fairlead.plan.conflict.Conflict.Kind;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All conflicts of the portfolio, to be narrowed to a kind, a person, a system or a project. */
@Controller
class ConflictPages {
  private static final int MOST_SHOWN = 200;

  private final Conflicts conflicts;

  ConflictPages(Conflicts conflicts) {
    this.conflicts = conflicts;
  }

  @GetMapping("/conflicts")
  String conflicts(
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String of,
      Model model) {
    String wanted = of.strip().toLowerCase(Locale.ROOT);
    List<Line> found =
        conflicts.all().stream()
            .filter(line -> kind.isEmpty() || line.conflict().kind().name().equals(kind))
            .filter(line -> wanted.isEmpty() || isAbout(line, wanted))
            .toList();
    model.addAttribute("lines", found.subList(0, Math.min(MOST_SHOWN, found.size())));
    model.addAttribute("more", Math.max(0, found.size() - MOST_SHOWN));
    model.addAttribute("kinds", Kind.values());
    model.addAttribute("kind", kind);
    model.addAttribute("of", of);
    model.addAttribute("format", new PlanPages.Format());
    return "plan/conflicts";
  }

  private static boolean isAbout(Line line, String wanted) {
    return line.who().toLowerCase(Locale.ROOT).contains(wanted)
        || line.conflict().sides().stream()
            .anyMatch(
                side ->
                    side.projectKey().toLowerCase(Locale.ROOT).contains(wanted)
                        || side.label().toLowerCase(Locale.ROOT).contains(wanted));
  }
}
