package dev.fairlead.plan.web;

import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.ReworkPoints;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.TeamFeedback;
import dev.fairlead.project.Project;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Findings, feedback with objections, and the same without the page around it for the frames of
 * task forms.
 */
@Controller
@RequestMapping("/projects/{key}")
class FeedbackPages {
  private final PlanView view;
  private final TeamFeedback feedback;
  private final ReworkPoints reworkPoints;
  private final Plans plans;
  private final Registers registers;
  private final RiskCards cards;

  FeedbackPages(
      PlanView view,
      TeamFeedback feedback,
      ReworkPoints reworkPoints,
      Plans plans,
      Registers registers,
      RiskCards cards) {
    this.view = view;
    this.feedback = feedback;
    this.reworkPoints = reworkPoints;
    this.plans = plans;
    this.registers = registers;
    this.cards = cards;
  }

  /** The findings as they stand beside the plan's editor, which asks again after every change. */
  @GetMapping("/findings/live")
  String liveFindings(@PathVariable String key, Principal who, Model model) {
    view.findings(view.project(key, who.getName(), model), model);
    return "plan/conflicts :: live";
  }

  @GetMapping("/findings")
  String findings(@PathVariable String key, Principal who, Model model) {
    view.findings(view.project(key, who.getName(), model), model);
    return "plan/findings";
  }

  @GetMapping("/feedback")
  String feedback(@PathVariable String key, Principal who, Model model) {
    view.feedback(view.project(key, who.getName(), model), model);
    Refusals.blank(model);
    model.addAttribute("format", new PlanPages.Format());
    return "plan/feedback";
  }

  /** Answers an objection; from the frame of a task form back to the frame. */
  @PostMapping("/feedback/{id}/answer")
  String answer(
      @PathVariable String key,
      @PathVariable long id,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return answered(
        () -> feedback.answer(key, id, typed.get("answer"), who.getName()),
        key,
        "feedback" + id,
        typed,
        who,
        model,
        response,
        flash);
  }

  /** Answers a reason for rework; from the frame of a task form back to the frame. */
  @PostMapping("/rework/{id}/answer")
  String answerRework(
      @PathVariable String key,
      @PathVariable long id,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return answered(
        () -> reworkPoints.answer(key, id, typed.get("answer"), who.getName()),
        key,
        "rework" + id,
        typed,
        who,
        model,
        response,
        flash);
  }

  /**
   * @param answering tells the page beside which point a refusal belongs
   */
  private String answered(
      Runnable work,
      String key,
      String answering,
      Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean framed = typed.containsKey("framed");
    if (!Refusals.done(work, typed, model, response)) {
      model.addAttribute("answering", answering);
      return framed ? frame(key, "objections", who, model) : feedback(key, who, model);
    }
    flash.addFlashAttribute("message", Sentences.say("plan.screen.saved"));
    return framed
        ? "redirect:/projects/{key}/frame/objections"
        : "redirect:/projects/{key}/feedback";
  }

  /** The risk that is reviewed. */
  @GetMapping("/frame/risk")
  String risk(@PathVariable String key, @RequestParam int riskNumber, Principal who, Model model) {
    Project project = view.project(key, who.getName(), model);
    List<Risk> risks =
        registers.risks(key).stream().filter(risk -> risk.number() == riskNumber).toList();
    model.addAttribute("risks", risks);
    cards.show(project, risks, model);
    model.addAttribute("framed", true);
    model.addAttribute("view", "risk");
    model.addAttribute("format", new PlanPages.Format());
    return "plan/frame";
  }

  /** Keeps how long a member says that their own tasks take. */
  @PostMapping("/feedback/estimates")
  String estimate(
      @PathVariable String key,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Map<Integer, List<String>> days = new TreeMap<>();
    typed.forEach(
        (name, value) -> {
          if (name.matches("likely-\\d{1,9}")) {
            String task = name.substring("likely-".length());
            days.put(
                Integer.valueOf(task),
                List.of(
                    typed.getOrDefault("optimistic-" + task, ""),
                    value,
                    typed.getOrDefault("pessimistic-" + task, "")));
          }
        });
    boolean done =
        Refusals.done(() -> feedback.estimate(key, days, who.getName()), typed, model, response);
    if (!done) {
      return frame(key, "plan", who, model);
    }
    flash.addFlashAttribute("message", Sentences.say("plan.screen.saved"));
    return "redirect:/projects/{key}/frame/plan";
  }

  /** Takes a member's estimate into the plan. */
  @PostMapping("/feedback/estimates/{task}/take")
  String take(
      @PathVariable String key,
      @PathVariable int task,
      @RequestParam int version,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean framed = typed.containsKey("framed");
    boolean done =
        Refusals.done(
            () ->
                plans.edit(
                    key,
                    version,
                    List.of(feedback.takeOver(key, task, typed.getOrDefault("member", ""))),
                    who.getName()),
            typed,
            model,
            response);
    if (!done) {
      return framed ? frame(key, "objections", who, model) : feedback(key, who, model);
    }
    flash.addFlashAttribute("message", Sentences.say("plan.screen.saved"));
    return framed
        ? "redirect:/projects/{key}/frame/objections"
        : "redirect:/projects/{key}/feedback";
  }

  /** What a task form embeds: plan, objections, findings or approval. */
  @GetMapping("/frame/{view:plan|objections|findings|approval}")
  String frame(
      @PathVariable String key, @PathVariable("view") String what, Principal who, Model model) {
    Project project = view.project(key, who.getName(), model);
    switch (what) {
      case "plan" -> {
        view.plan(project, model);
        view.myTasks(project, who.getName(), model);
      }
      case "objections" -> view.feedback(project, model);
      case "findings" -> view.findings(project, model);
      case "approval" -> view.approval(project, model);
      default -> throw NotFoundException.because("project.unknown", key);
    }
    Refusals.blank(model);
    model.addAttribute("framed", true);
    model.addAttribute("view", what);
    model.addAttribute("format", new PlanPages.Format());
    return "plan/frame";
  }
}
