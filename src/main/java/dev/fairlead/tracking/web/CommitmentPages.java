package dev.fairlead.tracking.web;

import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Commitments;
import dev.fairlead.tracking.NewCommitment;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What was ordered and is still to be invoiced. */
@Controller
@RequestMapping("/projects/{key}/commitments")
class CommitmentPages {
  private final CostView view;
  private final Commitments commitments;
  private final FairleadClock clock;

  CommitmentPages(CostView view, Commitments commitments, FairleadClock clock) {
    this.view = view;
    this.commitments = commitments;
    this.clock = clock;
  }

  @GetMapping
  String show(@PathVariable String key, Principal who, Model model) {
    return view.commitments(key, blank(), who.getName(), model);
  }

  private Map<String, String> blank() {
    return Map.of("orderedOn", clock.today().toString());
  }

  @PostMapping
  String enter(
      @PathVariable String key,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    try {
      Typed typed = new Typed(form);
      commitments.enter(
          key,
          new NewCommitment(
              typed.whole("budgetLine", "the budget line"),
              typed.text("supplier"),
              typed.text("description"),
              typed.number("amount", "the amount"),
              typed.day("orderedOn", "the day of the order"),
              typed.day("expectedOn", "the expected day")),
          who.getName());
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, Refusals.FORM, model, response);
      return view.commitments(key, form, who.getName(), model);
    }
    redirect.addFlashAttribute("message", Sentences.say("tracking.screen.committed"));
    return "redirect:/projects/{key}/commitments";
  }

  @PostMapping("/{id}/close")
  String close(
      @PathVariable String key,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    // where it is gone, no page shows its form again
    commitments.get(key, id);
    boolean done =
        Refusals.done(
            "close" + id,
            () -> commitments.close(key, id, reason, who.getName()),
            Map.of("reason", reason),
            model,
            response);
    if (done) {
      redirect.addFlashAttribute("message", Sentences.say("tracking.screen.commitmentIsClosed"));
      return "redirect:/projects/{key}/commitments";
    }
    model.addAttribute("reason", reason);
    return view.commitments(key, blank(), who.getName(), model);
  }
}
