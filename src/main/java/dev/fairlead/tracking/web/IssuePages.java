package dev.fairlead.tracking.web;

import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.Link;
import dev.fairlead.project.Links;
import dev.fairlead.project.NamesNear;
import dev.fairlead.project.Phase;
import dev.fairlead.project.PossibleOwners;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.RegisterPage;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.IssueChange;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.Issues.Order;
import dev.fairlead.tracking.Issues.Shown;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The issue log of a project, and each issue with solutions of the past. */
@Controller
class IssuePages {
  private final Projects projects;
  private final Plans plans;
  private final Registers registers;
  private final Issues issues;
  private final Actions actions;
  private final ProjectRights rights;
  private final PossibleOwners possible;
  private final Users users;
  private final Links links;
  private final FairleadClock clock;

  IssuePages(
      Projects projects,
      Plans plans,
      Registers registers,
      Issues issues,
      Actions actions,
      ProjectRights rights,
      PossibleOwners possible,
      Users users,
      Links links,
      FairleadClock clock) {
    this.projects = projects;
    this.plans = plans;
    this.registers = registers;
    this.issues = issues;
    this.actions = actions;
    this.rights = rights;
    this.possible = possible;
    this.users = users;
    this.links = links;
    this.clock = clock;
  }

  /**
   * Which part of the log is looked at, as addresses say it.
   *
   * @param words what is searched for, or null
   * @param show which of them: open, overdue, mine, all; a search looks at all
   * @param sort priority, target or newest; what a search finds best comes first
   * @param page from 1, or null
   */
  record View(String words, String show, String sort, Integer page) {
    Shown shown() {
      return RegisterPage.chosen(show, Shown.OPEN);
    }

    Order order() {
      return RegisterPage.chosen(sort, Order.PRIORITY);
    }

    String sought() {
      String sought = words == null ? "" : words.strip();
      return sought.substring(0, Math.min(sought.length(), 200));
    }

    int number() {
      return page == null ? 1 : page;
    }
  }

  @GetMapping("/projects/{key}/issues")
  String list(@PathVariable String key, View view, Principal who, Model model) {
    return page(
        key,
        view,
        Map.of("kind", "PROBLEM", "urgency", "MEDIUM", "impact", "MEDIUM"),
        who.getName(),
        model);
  }

  @PostMapping("/projects/{key}/issues")
  String file(
      @PathVariable String key,
      View view,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    if (form.containsKey("look")) {
      model.addAttribute("again", Refusals.FORM);
      return page(key, view, form, who.getName(), model);
    }
    Issue issue;
    try {
      Typed typed = new Typed(form);
      issue =
          issues.file(
              key,
              new NewIssue(
                  typed.choice("kind", Issue.Kind.class),
                  typed.text("title"),
                  typed.text("description"),
                  typed.whole("system", "the system"),
                  typed.whole("task", "the task"),
                  typed.choice("urgency", Issue.Level.class),
                  typed.choice("impact", Issue.Level.class),
                  typed.day("targetDate", "the target date")),
              who.getName());
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, Refusals.FORM, model, response);
      return page(key, view, form, who.getName(), model);
    }
    redirect.addFlashAttribute("message", Sentences.say("tracking.screen.filed", issue.id()));
    return "redirect:/issues/" + issue.id();
  }

  /** Solutions of the past while an issue is typed, as a piece of the page. */
  @GetMapping("/projects/{key}/issues/similar")
  String similar(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String title,
      @RequestParam(defaultValue = "") String description,
      Model model) {
    projects.get(key);
    String text = title + " " + description;
    model.addAttribute(
        "similar", issues.similar(text.substring(0, Math.min(text.length(), 2000)), null, 5));
    return "tracking/parts :: similar";
  }

  private String page(String key, View view, Map<String, String> form, String by, Model model) {
    Project project = projects.get(key);
    model.addAttribute("project", project);
    model.addAttribute("form", form);
    model.addAttribute(
        "mayFile",
        project.phase() == Phase.TRACKING && !project.isPaused() && rights.belongs(project, by));
    model.addAttribute("words", view.sought());
    RegisterPage<Shown, Issue> register =
        issues.register(key, view.shown(), view.order(), by, view.number());
    model.addAttribute(
        "issues",
        view.sought().isEmpty()
            ? register.page()
            : issues.search(key, view.sought(), view.number()));
    model.addAttribute("counts", register.named());
    model.addAttribute("show", RegisterPage.name(view.shown()));
    model.addAttribute("sort", RegisterPage.name(view.order()));
    model.addAttribute("orders", RegisterPage.names(Order.class));
    model.addAttribute("today", clock.today());
    model.addAttribute("systems", registers.systems(key));
    model.addAttribute("plan", plans.current(key));
    model.addAttribute("users", users);
    String text = form.getOrDefault("title", "") + " " + form.getOrDefault("description", "");
    model.addAttribute(
        "similar", issues.similar(text.substring(0, Math.min(text.length(), 2000)), null, 5));
    return "tracking/issues";
  }

  @GetMapping("/issues/{id}")
  String show(@PathVariable String id, Principal who, Model model) {
    Issue issue = issues.get(id);
    Map<String, String> form = new HashMap<>();
    show(form, "owner", issue.owner());
    show(form, "urgency", issue.urgency());
    show(form, "impact", issue.impact());
    show(form, "targetDate", issue.targetDate());
    return detail(id, form, who.getName(), model);
  }

  /** Every value twice: as it is typed, and hidden as it was shown. */
  private static void show(Map<String, String> form, String field, Object value) {
    String text = value == null ? "" : value.toString();
    form.put(field, text);
    form.put("was-" + field, text);
  }

  /**
   * Only what was changed in the form, so that it takes nothing back that somebody else changed.
   */
  @PostMapping("/issues/{id}")
  String change(
      @PathVariable String id,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    boolean changed =
        Refusals.done(
            Refusals.FORM,
            () -> issues.change(id, now -> change(new Typed(form), now), who.getName()),
            form,
            model,
            response);
    if (!changed) {
      return detail(id, form, who.getName(), model);
    }
    redirect.addFlashAttribute("message", Sentences.say("tracking.screen.issueChanged", id));
    return "redirect:/issues/{id}";
  }

  /** What is not changed in the form stays, also where somebody else has changed it since. */
  private static IssueChange change(Typed typed, Issue now) {
    return new IssueChange(
        typed.isChanged("owner") ? typed.text("owner") : now.owner(),
        level(typed, "urgency", now.urgency()),
        level(typed, "impact", now.impact()),
        typed.isChanged("targetDate")
            ? typed.day("targetDate", "the target date")
            : now.targetDate());
  }

  /** Null where the form does not say it at all. */
  private static Issue.Level level(Typed typed, String field, Issue.Level now) {
    return typed.text(field) != null && !typed.isChanged(field)
        ? now
        : typed.choice(field, Issue.Level.class);
  }

  private String detail(String id, Map<String, String> form, String by, Model model) {
    Project project = detail(id, model);
    Issue issue = (Issue) model.getAttribute("issue");
    model.addAttribute("form", form);
    Refusals.blank(model);
    model.addAttribute("names", new NamesNear(users, project));
    model.addAttribute("owners", possible.of(project, Set.of()));
    model.addAttribute("mayAct", actions.mayKeep(project, by));
    model.addAttribute(
        "mayChange",
        issue.isOpen()
            && project.phase() == Phase.TRACKING
            && !project.isPaused()
            && rights.coordinates(project, by));
    return "tracking/issue";
  }

  @GetMapping("/issues/{id}/frame")
  String frame(@PathVariable String id, Model model) {
    detail(id, model);
    return "tracking/frame-issue";
  }

  private Project detail(String id, Model model) {
    Issue issue = issues.get(id);
    Project project = projects.get(issue.projectKey());
    model.addAttribute("issue", issue);
    model.addAttribute("project", project);
    model.addAttribute("systemName", issues.systemName(issue));
    model.addAttribute("plan", plans.current(issue.projectKey()));
    model.addAttribute("users", users);
    String ref = Link.Kind.ISSUE.ref(issue.number());
    model.addAttribute("about", links.to(project.key(), List.of(ref)).getOrDefault(ref, List.of()));
    String risk = issue.risk() == null ? null : Link.Kind.RISK.ref(issue.risk());
    model.addAttribute(
        "ofRisk", risk == null ? null : links.of(project.key(), List.of(risk)).get(risk));
    model.addAttribute("similar", issues.similar(issue.title() + " " + issue.description(), id, 5));
    return project;
  }
}
