package dev.fairlead.tracking.web;

import dev.fairlead.project.Project;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.ClosedLines;
import dev.fairlead.tracking.ClosedPeriods;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What was spent: postings from submission to approval and correction, and budget lines. */
@Controller
@RequestMapping("/projects/{key}/costs")
class CostPages {
  private static final String BACK = "redirect:/projects/{key}/costs";

  /** The form below what waits for approval, whichever of its buttons is pressed. */
  private static final String WAITING = "waiting";

  private final CostView view;
  private final Postings postings;
  private final ClosedLines closedLines;
  private final ClosedPeriods closedPeriods;

  CostPages(
      CostView view, Postings postings, ClosedLines closedLines, ClosedPeriods closedPeriods) {
    this.view = view;
    this.postings = postings;
    this.closedLines = closedLines;
    this.closedPeriods = closedPeriods;
  }

  @GetMapping
  String show(
      @PathVariable String key,
      @RequestParam(required = false) Long before,
      Principal who,
      Model model) {
    return view.costs(key, before, view.blank(key, who.getName()), who.getName(), model);
  }

  @PostMapping
  String post(
      @PathVariable String key,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    try {
      long id = postings.post(key, PostingForm.read(form), who.getName());
      redirect.addFlashAttribute("message", posted(postings.get(key, id)));
      return BACK;
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, Refusals.FORM, model, response);
      return view.costs(key, null, form, who.getName(), model);
    }
  }

  private static String posted(Posting posting) {
    return Sentences.say(
        posting.state() == Posting.State.APPROVED
            ? "tracking.screen.posted"
            : "tracking.screen.submitted");
  }

  // ---- approval

  @PostMapping("/approve")
  String approve(
      @PathVariable String key,
      @RequestParam(name = "posting", required = false) List<Long> chosen,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return decided(
        key,
        WAITING,
        "tracking.screen.approved",
        () -> postings.approve(key, chosen, who.getName()),
        Map.of("chosen", chosen == null ? List.of() : chosen, "reason", reason),
        who,
        model,
        response,
        redirect);
  }

  @PostMapping("/return")
  String sendBack(
      @PathVariable String key,
      @RequestParam(name = "posting", required = false) List<Long> chosen,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return decided(
        key,
        WAITING,
        "tracking.screen.returned",
        () -> postings.sendBack(key, chosen, reason, who.getName()),
        Map.of("chosen", chosen == null ? List.of() : chosen, "reason", reason),
        who,
        model,
        response,
        redirect);
  }

  /**
   * @param form which one it is, see {@link Refusals}; null where it need not come back
   * @param typed what the page shows in it again
   */
  private String decided(
      String key,
      String form,
      String message,
      IntSupplier decision,
      Map<String, Object> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    try {
      redirect.addFlashAttribute("message", Sentences.say(message, decision.getAsInt()));
      return BACK;
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, form, model, response);
      model.addAllAttributes(typed);
      return view.costs(key, null, view.blank(key, who.getName()), who.getName(), model);
    }
  }

  @PostMapping("/{posting}/withdraw")
  String withdraw(
      @PathVariable String key,
      @PathVariable long posting,
      Principal who,
      RedirectAttributes redirect) {
    postings.withdraw(key, posting, who.getName());
    redirect.addFlashAttribute("message", Sentences.say("tracking.screen.withdrawn"));
    return BACK;
  }

  // ---- correction

  @GetMapping("/{posting}/correct")
  String correction(
      @PathVariable String key, @PathVariable long posting, Principal who, Model model) {
    Posting old = postings.get(key, posting);
    return correction(
        key, old, PostingForm.of(old, postings.followsFromRate(old)), who.getName(), model);
  }

  private String correction(
      String key, Posting old, Map<String, String> form, String by, Model model) {
    Project project = view.project(key, by, model);
    view.fields(project, by, form, model);
    model.addAttribute("old", old);
    return "tracking/correct";
  }

  @PostMapping("/{posting}/correct")
  String correct(
      @PathVariable String key,
      @PathVariable long posting,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Posting old = postings.get(key, posting);
    try {
      long id =
          postings.correct(key, posting, PostingForm.read(form), form.get("reason"), who.getName());
      redirect.addFlashAttribute("message", posted(postings.get(key, id)));
      return BACK;
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, Refusals.FORM, model, response);
      return correction(key, old, new HashMap<>(form), who.getName(), model);
    }
  }

  @PostMapping("/{posting}/take-back")
  String takeBack(
      @PathVariable String key,
      @PathVariable long posting,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Posting refused = postings.get(key, posting);
    return decided(
        key,
        "takeBack" + posting,
        "tracking.screen.takenBack",
        () -> {
          postings.takeBack(key, posting, reason, who.getName());
          return 1;
        },
        Map.of("refused", refused, "reason", reason),
        who,
        model,
        response,
        redirect);
  }

  // ---- budget lines

  @PostMapping("/lines/{line}/close")
  String closeLine(
      @PathVariable String key,
      @PathVariable int line,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    // where it is gone, no page shows its form again
    closedLines.line(key, line);
    return decided(
        key,
        "line" + line,
        "tracking.screen.lineIsClosed",
        () -> {
          closedLines.close(key, line, reason, who.getName());
          return 1;
        },
        Map.of("reason", reason),
        who,
        model,
        response,
        redirect);
  }

  @PostMapping("/lines/{line}/reopen")
  String reopenLine(
      @PathVariable String key,
      @PathVariable int line,
      Principal who,
      RedirectAttributes redirect) {
    closedLines.reopen(key, line, who.getName());
    redirect.addFlashAttribute("message", Sentences.say("tracking.screen.lineIsOpen"));
    return BACK;
  }

  // ---- closed period

  @PostMapping("/period/close")
  String closePeriod(
      @PathVariable String key,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return decided(
        key,
        null,
        "tracking.screen.periodIsClosed",
        () -> {
          closedPeriods.close(key, new Typed(form).day("through", "day"), who.getName());
          return 1;
        },
        Map.of("through", form.getOrDefault("through", "")),
        who,
        model,
        response,
        redirect);
  }

  @PostMapping("/period/reopen")
  String reopenPeriod(
      @PathVariable String key,
      @RequestParam(required = false) String periodReason,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return decided(
        key,
        "periodReason",
        "tracking.screen.periodIsOpen",
        () -> {
          closedPeriods.reopen(key, periodReason, who.getName());
          return 1;
        },
        Map.of("periodReason", periodReason == null ? "" : periodReason),
        who,
        model,
        response,
        redirect);
  }
}
