package dev.fairlead.closure.web;

import dev.fairlead.closure.ArchiveSupplement;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.EarlySupport;
import dev.fairlead.closure.EvaluationSummary;
import dev.fairlead.closure.FollowOnActions;
import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.closure.Handovers;
import dev.fairlead.closure.Lessons;
import dev.fairlead.closure.NewLesson;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.OpenPoint;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Closing a project: readiness, goals, deliverables, handover, evaluations, lessons. The same forms
 * work on the page and inside the frames of task forms; the hidden field {@code view} says where to
 * go back to.
 */
@Controller
class ClosingPages {
  private static final String TICK = "met-\\d{1,3}";

  /** So many open points of a kind are in sight. */
  private static final int OF_EACH_KIND = 10;

  private final Projects projects;
  private final Closing closing;
  private final Deliverables deliverables;
  private final Handovers handovers;
  private final FollowOnActions actions;
  private final EarlySupport support;
  private final ArchiveSupplement supplement;
  private final Registers registers;
  private final Lessons lessons;
  private final ProjectRights rights;
  private final Users users;

  ClosingPages(
      Projects projects,
      Closing closing,
      Deliverables deliverables,
      Handovers handovers,
      FollowOnActions actions,
      EarlySupport support,
      ArchiveSupplement supplement,
      Registers registers,
      Lessons lessons,
      ProjectRights rights,
      Users users) {
    this.projects = projects;
    this.closing = closing;
    this.deliverables = deliverables;
    this.handovers = handovers;
    this.actions = actions;
    this.support = support;
    this.supplement = supplement;
    this.registers = registers;
    this.lessons = lessons;
    this.rights = rights;
    this.users = users;
  }

  @GetMapping("/projects/{key}/closing")
  String show(@PathVariable String key, Principal who, Model model) {
    return page(key, "page", Map.of(), who, model);
  }

  @GetMapping(
      "/projects/{key}/frame/{view:readiness|goals|handover|deliverables|evaluation|support}")
  String frame(@PathVariable String key, @PathVariable String view, Principal who, Model model) {
    return page(key, view, Map.of(), who, model);
  }

  @PostMapping("/projects/{key}/closing/goals/{number}")
  String rate(
      @PathVariable String key,
      @PathVariable int number,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return act(
        key,
        "goal-" + number,
        form,
        who,
        model,
        response,
        redirect,
        typed ->
            closing.rateGoal(
                key,
                number,
                typed.choice("rating", GoalRating.class),
                typed.text("evidence"),
                form.get("seen"),
                who.getName()));
  }

  @PostMapping("/projects/{key}/closing/deliverables")
  String add(
      @PathVariable String key,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return act(
        key,
        "deliverable",
        form,
        who,
        model,
        response,
        redirect,
        typed ->
            deliverables.add(
                key,
                typed.text("name"),
                typed.text("criteria"),
                users.named(typed.text("acceptor")),
                who.getName()));
  }

  @PostMapping("/projects/{key}/closing/deliverables/{number}")
  String accept(
      @PathVariable String key,
      @PathVariable int number,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return act(
        key,
        "deliverable-" + number,
        form,
        who,
        model,
        response,
        redirect,
        typed -> {
          String seen = form.getOrDefault("seen", "");
          if (form.containsKey("remove")) {
            deliverables.remove(key, number, seen, who.getName());
          } else if (form.containsKey("change")) {
            deliverables.change(
                key,
                number,
                typed.text("name"),
                typed.text("criteria"),
                users.named(typed.text("acceptor")),
                seen,
                who.getName());
          } else {
            deliverables.accept(
                key,
                number,
                typed.choice("acceptance", Deliverable.Acceptance.class),
                ticked(form),
                typed.text("condition"),
                seen,
                who.getName());
          }
        });
  }

  @PostMapping("/projects/{key}/closing/handover/{system}")
  String handOver(
      @PathVariable String key,
      @PathVariable int system,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return act(
        key,
        "handover-" + system,
        form,
        who,
        model,
        response,
        redirect,
        typed -> {
          if (form.containsKey("refuse")) {
            handovers.refuse(key, system, typed.text("refusal"), who.getName());
            return;
          }
          List<HandoverChecklist.Line> lines = lines(key, system, form, "");
          handovers.answer(key, system, lines, lines(key, system, form, "was-"), who.getName());
          if (form.containsKey("sign")) {
            handovers.sign(key, system, lines, who.getName());
          }
        });
  }

  /**
   * The points of a checklist as a form sends them.
   *
   * @param was blank as they are filled in, {@code was-} as they were shown
   */
  private List<HandoverChecklist.Line> lines(
      String key, int system, Map<String, String> form, String was) {
    Typed typed = new Typed(form);
    return handovers.of(key).stream()
        .filter(list -> list.system().number() == system)
        .flatMap(list -> list.points().stream())
        .filter(point -> form.containsKey(was + "answer-" + point.point()))
        .map(
            point ->
                new HandoverChecklist.Line(
                    point.point(),
                    point.label(),
                    typed.choice(was + "answer-" + point.point(), HandoverChecklist.Answer.class),
                    typed.text(was + "note-" + point.point())))
        .toList();
  }

  @PostMapping("/projects/{key}/closing/lessons")
  String lesson(
      @PathVariable String key,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return act(
        key,
        "lesson",
        form,
        who,
        model,
        response,
        redirect,
        typed ->
            lessons.record(
                key,
                new NewLesson(
                    typed.text("category"),
                    typed.text("situation"),
                    "yes".equals(form.get("wentWell")),
                    typed.text("recommendation"),
                    typed.text("appliesTo")),
                who.getName()));
  }

  @PostMapping("/projects/{key}/closing/actions/{number}")
  String actionDone(
      @PathVariable String key,
      @PathVariable int number,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return act(
        key,
        "action-" + number,
        form,
        who,
        model,
        response,
        redirect,
        typed -> actions.done(key, number, typed.text("note"), who.getName()));
  }

  @PostMapping("/projects/{key}/closing/support")
  String chooseSupport(
      @PathVariable String key,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return act(
        key,
        "support",
        form,
        who,
        model,
        response,
        redirect,
        typed -> support.choose(key, typed.whole("days", "the number of days"), who.getName()));
  }

  @PostMapping("/projects/{key}/closing/support/problems")
  String reportProblem(
      @PathVariable String key,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return act(
        key,
        "problem",
        form,
        who,
        model,
        response,
        redirect,
        typed ->
            support.report(
                key,
                typed.whole("system", "the system"),
                typed.text("title"),
                typed.text("description"),
                who.getName()));
  }

  /** Places of the criteria that are ticked, such as {@code met-2}. */
  private static Set<Integer> ticked(Map<String, String> form) {
    return form.keySet().stream()
        .filter(name -> name.matches(TICK))
        .map(name -> Integer.valueOf(name.substring(4)))
        .collect(Collectors.toSet());
  }

  /** What was typed; where nothing was, people see what stands there now. */
  private static Map<String, String> own(Map<String, String> form) {
    Typed typed = new Typed(form);
    Map<String, String> own = new HashMap<>(form);
    own.keySet().removeIf(name -> form.containsKey("was-" + name) && !typed.isChanged(name));
    return own;
  }

  private interface Act {
    void on(Typed typed);
  }

  private String act(
      String key,
      String formName,
      Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect,
      Act act) {
    String view = form.getOrDefault("view", "page");
    try {
      act.on(new Typed(form));
    } catch (RefusedException refused) {
      response.setStatus(refused.isForbidden() ? 403 : 422);
      model.addAttribute("problem", refused.getMessage());
      model.addAttribute("refusedForm", formName);
      return page(key, view, own(form), who, model);
    } catch (ConflictException meanwhile) {
      response.setStatus(409);
      model.addAttribute("problem", meanwhile.getMessage());
      model.addAttribute("refusedForm", formName);
      Map<String, String> again = own(form);
      // ticks belong to the criteria beside which they were set
      again.keySet().removeIf(name -> name.matches(TICK));
      return page(key, view, again, who, model);
    }
    redirect.addFlashAttribute("message", Sentences.say("closure.screen.saved"));
    return view.matches("readiness|goals|handover|deliverables|evaluation|support")
        ? "redirect:/projects/{key}/frame/" + view
        : "redirect:/projects/{key}/closing";
  }

  /** What is open of one kind; the rest is folded. */
  record Kind(String kind, List<OpenPoint> first, List<OpenPoint> rest) {}

  private static void listed(String name, List<OpenPoint> points, Model model) {
    Map<String, List<OpenPoint>> kinds =
        points.stream()
            .collect(
                Collectors.groupingBy(OpenPoint::kind, LinkedHashMap::new, Collectors.toList()));
    model.addAttribute(name, points);
    model.addAttribute(
        name + "ByKind",
        kinds.entrySet().stream()
            .map(
                of -> {
                  List<OpenPoint> all = of.getValue();
                  int first = Math.min(OF_EACH_KIND, all.size());
                  return new Kind(
                      of.getKey(), all.subList(0, first), all.subList(first, all.size()));
                })
            .toList());
  }

  private String page(
      String key, String view, Map<String, String> form, Principal who, Model model) {
    Project project = projects.get(key);
    String by = who.getName();
    boolean open = project.phase() == Phase.CLOSING && !project.isPaused();
    model.addAttribute("project", project);
    model.addAttribute("view", view);
    model.addAttribute("form", form);
    boolean over = project.phase().isOver();
    listed("readiness", over ? List.of() : closing.readiness(key), model);
    listed("hints", over ? List.of() : closing.hints(key), model);
    model.addAttribute("deliverables", deliverables.of(key));
    model.addAttribute("handovers", handovers.of(key));
    model.addAttribute("evaluation", closing.summary(key));
    model.addAttribute("leastAnswers", EvaluationSummary.LEAST_ANSWERS);
    model.addAttribute("actions", actions.of(key));
    model.addAttribute("support", support.of(key));
    model.addAttribute("supplement", supplement.isComplete(key));
    model.addAttribute("problems", support.problems(key));
    listed(
        "unfinished",
        project.phase() == Phase.CLOSING ? closing.unfinished(key) : List.of(),
        model);
    model.addAttribute("systems", registers.systems(key));
    model.addAttribute(
        "people",
        users.offered(List.of()).without(project.coordinator()).without(project.sponsor()));
    model.addAttribute("results", closing.results(key));
    model.addAttribute("lessons", lessons.of(key));
    model.addAttribute("coordinates", open && rights.coordinates(project, by));
    model.addAttribute(
        "accepts",
        open
            ? deliverables.of(key).stream()
                .filter(
                    d ->
                        rights.stands(Deliverables.acceptor(project, d), by)
                            && !by.equals(project.coordinator()))
                .map(Deliverable::number)
                .toList()
            : List.of());
    model.addAttribute("formerly", rights.coordinates(project, by));
    model.addAttribute("mayTeach", !project.phase().isOver() && rights.belongs(project, by));
    model.addAttribute("closing", open);
    model.addAttribute("me", by);
    model.addAttribute("rights", rights);
    model.addAttribute("users", users);
    return view.matches("readiness|goals|handover|deliverables|evaluation|support")
        ? "closure/frame"
        : "closure/closing";
  }

  @GetMapping("/lessons")
  String search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String project,
      Model model) {
    String words = q.length() > 200 ? q.substring(0, 200) : q;
    model.addAttribute("words", words);
    model.addAttribute("key", project);
    model.addAttribute("project", project.isBlank() ? null : projects.find(project).orElse(null));
    model.addAttribute("lessons", lessons.search(words, 100));
    return "closure/lessons";
  }

  /**
   * Lessons that fit what is being typed, as a piece of the page on which it is: the title and
   * description of an issue, or the title, cause, event and effect of a risk.
   */
  @GetMapping("/lessons/fitting")
  String fitting(
      @RequestParam(defaultValue = "") String title,
      @RequestParam(defaultValue = "") String description,
      @RequestParam(defaultValue = "") String cause,
      @RequestParam(defaultValue = "") String event,
      @RequestParam(defaultValue = "") String effect,
      Model model) {
    String text = String.join(" ", title, description, cause, event, effect);
    model.addAttribute(
        "fitting", lessons.fitting(text.substring(0, Math.min(text.length(), 2000)), 3));
    return "closure/parts :: fitting";
  }

  @PostMapping("/lessons/{id}/use")
  String use(
      @PathVariable long id,
      @RequestParam String project,
      @RequestParam(defaultValue = "true") boolean applies,
      @RequestParam(defaultValue = "false") boolean planning,
      Principal who,
      RedirectAttributes redirect) {
    lessons.judge(id, project, applies, who.getName());
    redirect.addFlashAttribute(
        "message",
        Sentences.say(applies ? "closure.screen.used" : "closure.screen.notUsed", project));
    if (planning) {
      redirect.addAttribute("key", project);
      return "redirect:/projects/{key}";
    }
    redirect.addAttribute("project", project);
    return "redirect:/lessons";
  }
}
