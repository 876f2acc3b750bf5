package dev.fairlead.tracking.web;

import dev.fairlead.people.Users;
import dev.fairlead.project.History;
import dev.fairlead.project.Links;
import dev.fairlead.project.NamesNear;
import dev.fairlead.project.PossibleOwners;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.RegisterPage;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Action;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.Actions.Order;
import dev.fairlead.tracking.Actions.Shown;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.NewAction;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The actions of a project: a list, and beside it the form for one of them. */
@Controller
@RequestMapping("/projects/{key}/actions")
class ActionPages {
  /** So many entries of its history stand below the register. */
  private static final int LATELY = 5;

  private final Projects projects;
  private final Actions actions;
  private final Links links;
  private final PossibleOwners possible;
  private final Users users;
  private final History history;
  private final FairleadClock clock;

  ActionPages(
      Projects projects,
      Actions actions,
      Links links,
      PossibleOwners possible,
      Users users,
      History history,
      FairleadClock clock) {
    this.projects = projects;
    this.actions = actions;
    this.links = links;
    this.possible = possible;
    this.users = users;
    this.history = history;
    this.clock = clock;
  }

  /**
   * How the register is looked at, as addresses say it.
   *
   * @param show which of them: open, overdue, mine, all
   * @param sort due, priority or newest
   * @param page from 1
   */
  record View(String show, String sort, Integer page) {
    Shown shown() {
      return RegisterPage.chosen(show, Shown.OPEN);
    }

    Order order() {
      return RegisterPage.chosen(sort, Order.DUE);
    }

    int number() {
      return page == null ? 1 : page;
    }
  }

  /**
   * @param only the number of one, wherever it stands
   * @param from what a new action comes from, such as D3
   */
  @GetMapping
  String list(
      @PathVariable String key,
      View view,
      @RequestParam(required = false) Integer only,
      @RequestParam(required = false) Integer edit,
      @RequestParam(defaultValue = "") String from,
      Principal who,
      Model model) {
    if (!model.containsAttribute("form")) {
      Map<String, String> form = blank();
      if (from.matches("[A-Z]\\d{1,9}")) {
        form.put("about", from);
      }
      if (edit != null) {
        actions
            .find(key + "-A" + edit)
            .filter(Action::isOpen)
            .ifPresent(action -> form.putAll(form(action)));
      }
      model.addAttribute("form", form);
    }
    if (only != null) {
      model.addAttribute("only", actions.get(key + "-A" + only));
    }
    return page(key, view, who.getName(), model);
  }

  private static Map<String, String> blank() {
    return new HashMap<>(Map.of("priority", "MEDIUM", "onReport", "true"));
  }

  private static Map<String, String> form(Action action) {
    Map<String, String> form = new HashMap<>();
    form.put("number", String.valueOf(action.number()));
    form.put("seen", action.seen());
    form.put("title", action.title());
    form.put("description", action.description());
    form.put("origin", action.origin());
    form.put("about", Objects.toString(action.about(), ""));
    form.put("responsible", action.responsible());
    form.put("due", action.due().toString());
    form.put("priority", action.priority().name());
    form.put("onReport", String.valueOf(action.onReport()));
    return form;
  }

  private String page(String key, View view, String by, Model model) {
    Project project = projects.get(key);
    RegisterPage<Shown, Action> register =
        actions.register(project.key(), view.shown(), view.order(), by, view.number());
    List<Action> listed = new ArrayList<>(register.page().getContent());
    if (model.getAttribute("only") instanceof Action only) {
      listed = List.of(only);
    } else if (model.getAttribute("refused") instanceof Action refused
        && listed.stream().noneMatch(action -> action.id().equals(refused.id()))) {
      // what was typed into its form comes back, wherever it stands by now
      listed.add(0, refused);
    }
    LocalDate today = clock.today();
    model.addAttribute("project", project);
    model.addAttribute("actions", listed);
    model.addAttribute("counts", register.named());
    model.addAttribute("page", register.page());
    model.addAttribute("show", RegisterPage.name(view.shown()));
    model.addAttribute("sort", RegisterPage.name(view.order()));
    model.addAttribute("orders", RegisterPage.names(Order.class));
    model.addAttribute(
        "query",
        "?show="
            + RegisterPage.name(view.shown())
            + "&sort="
            + RegisterPage.name(view.order())
            + "&page="
            + (register.page().getNumber() + 1));
    boolean mayKeep = actions.mayKeep(project, by);
    model.addAttribute("mayKeep", mayKeep);
    model.addAttribute("mayEnd", actions.toEnd(project, listed, by));
    model.addAttribute(
        "links",
        links.of(
            key, listed.stream().map(Action::about).filter(Objects::nonNull).distinct().toList()));
    boolean asks = mayKeep || Refusals.FORM.equals(model.getAttribute("again"));
    model.addAttribute("offered", asks ? links.offered(key) : List.of());
    model.addAttribute("names", new NamesNear(users, project));
    model.addAttribute("owners", possible.of(project, Set.of()));
    model.addAttribute("priorities", Issue.Level.values());
    model.addAttribute("today", today);
    List<History.Entry> changes = history.page(key, History.Register.ACTION, null, 0, LATELY);
    model.addAttribute("changes", changes);
    model.addAttribute(
        "changedBy",
        users.namesOf(
            changes.stream()
                .map(History.Entry::by)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet())));
    Refusals.blank(model);
    return "tracking/actions";
  }

  @PostMapping
  String save(
      @PathVariable String key,
      View view,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Project project = projects.get(key);
    boolean done =
        Refusals.done(
            Refusals.FORM,
            () -> {
              String number = typed.getOrDefault("number", "");
              Checks checks = new Checks();
              NewAction wanted = read(typed, checks);
              Action saved =
                  number.isBlank()
                      ? actions.add(project.key(), wanted, who.getName(), checks)
                      : actions.change(
                          id(project.key(), number),
                          wanted,
                          typed.get("seen"),
                          who.getName(),
                          checks);
              flash.addFlashAttribute(
                  "message", Sentences.say("tracking.screen.actions.saved", saved.id()));
            },
            typed,
            model,
            response);
    if (done) {
      return back(view, flash);
    }
    if (response.getStatus() == HttpServletResponse.SC_CONFLICT
        && model.getAttribute("form") instanceof Map<?, ?> form) {
      // what others did is told above it; whoever saves once more has seen that
      Map<String, Object> again = new HashMap<>();
      form.forEach((field, value) -> again.put((String) field, value));
      actions
          .find(key + "-A" + typed.get("number"))
          .ifPresent(action -> again.put("seen", action.seen()));
      model.addAttribute("form", again);
    }
    return page(key, view, who.getName(), model);
  }

  private NewAction read(Map<String, String> typed, Checks checks) {
    return new NewAction(
        typed.get("title"),
        typed.get("description"),
        typed.get("origin"),
        typed.get("about"),
        users.named(typed.get("responsible")),
        checks.value(() -> Days.typed(typed, "due")),
        new Typed(typed).choice("priority", Issue.Level.class),
        "true".equals(typed.get("onReport")));
  }

  private static String id(String key, String number) {
    if (!number.matches("\\d{1,9}")) {
      throw NotFoundException.because("tracking.action.unknown", number);
    }
    return key + "-A" + number;
  }

  /**
   * How an action ends or begins anew, as it is sent from its place in the register.
   *
   * @param number of the action, as its address says
   * @param seen {@link Action#seen()}
   */
  record Sent(
      String key, int number, String show, String sort, Integer page, String outcome, String seen) {
    String id() {
      return key + "-A" + number;
    }

    View view() {
      return new View(show, sort, page);
    }
  }

  @PostMapping("/{number}/done")
  String done(
      Sent sent,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return end(
        "done",
        by -> actions.done(sent.id(), sent.outcome(), sent.seen(), by),
        sent,
        who,
        model,
        response,
        flash);
  }

  @PostMapping("/{number}/cancel")
  String cancel(
      Sent sent,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return end(
        "cancel",
        by -> actions.cancel(sent.id(), sent.outcome(), sent.seen(), by),
        sent,
        who,
        model,
        response,
        flash);
  }

  @PostMapping("/{number}/reopen")
  String reopen(
      Sent sent,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return end(
        "reopen",
        by -> actions.reopen(sent.id(), sent.seen(), by),
        sent,
        who,
        model,
        response,
        flash);
  }

  private String end(
      String how,
      Consumer<String> work,
      Sent sent,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    projects.get(sent.key());
    Map<String, String> typed =
        sent.outcome() == null ? Map.of() : Map.of("outcome", sent.outcome());
    if (Refusals.done(
        how + sent.number(), () -> work.accept(who.getName()), typed, model, response)) {
      flash.addFlashAttribute(
          "message", Sentences.say("tracking.screen.actions.ended." + how, sent.id()));
      return back(sent.view(), flash);
    }
    // what was typed belongs to this action, not to the form beside the list
    Map<String, String> form = blank();
    form.putAll(typed);
    model.addAttribute("form", form);
    model.addAttribute("refused", actions.get(sent.id()));
    return page(sent.key(), sent.view(), who.getName(), model);
  }

  private static String back(View view, RedirectAttributes flash) {
    flash.addAttribute("show", RegisterPage.name(view.shown()));
    flash.addAttribute("sort", RegisterPage.name(view.order()));
    flash.addAttribute("page", view.number());
    return "redirect:/projects/{key}/actions";
  }
}
