package dev.fairlead.tracking.web;

import dev.fairlead.people.Users;
import dev.fairlead.project.History;
import dev.fairlead.project.Links;
import dev.fairlead.project.NamesNear;
import dev.fairlead.project.PossibleOwners;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Action;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.NewAction;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
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

  /** The orders in which they may stand. */
  private static final Map<String, Comparator<Action>> ORDERS = new LinkedHashMap<>();

  static {
    Comparator<Action> due = Comparator.comparing(Action::due).thenComparing(Action::number);
    ORDERS.put("due", Comparator.comparing((Action a) -> !a.isOpen()).thenComparing(due));
    ORDERS.put(
        "priority",
        Comparator.comparing((Action a) -> !a.isOpen())
            .thenComparing(Action::priority, Comparator.reverseOrder())
            .thenComparing(due));
    ORDERS.put("newest", Comparator.comparing(Action::number).reversed());
  }

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
   * @param show which of them: open, overdue, mine, all
   * @param from what a new action comes from, such as D3
   */
  @GetMapping
  String list(
      @PathVariable String key,
      @RequestParam(defaultValue = "open") String show,
      @RequestParam(defaultValue = "due") String sort,
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
        actions.all(key).stream()
            .filter(action -> action.number() == edit && action.isOpen())
            .findFirst()
            .ifPresent(action -> form.putAll(form(action)));
      }
      model.addAttribute("form", form);
    }
    return page(key, show, sort, who.getName(), model);
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

  private String page(String key, String show, String sort, String by, Model model) {
    Project project = projects.get(key);
    List<Action> all = actions.all(project.key());
    LocalDate today = clock.today();
    Map<String, Predicate<Action>> shown = new LinkedHashMap<>();
    shown.put("open", Action::isOpen);
    shown.put("overdue", action -> action.isOverdue(today));
    shown.put("mine", action -> by.equals(action.responsible()));
    shown.put("all", action -> true);
    String chosen = shown.containsKey(show) ? show : "open";
    String order = ORDERS.containsKey(sort) ? sort : "due";
    Map<String, Long> counts = new LinkedHashMap<>();
    shown.forEach((name, which) -> counts.put(name, all.stream().filter(which).count()));
    List<Action> listed = all.stream().filter(shown.get(chosen)).sorted(ORDERS.get(order)).toList();
    model.addAttribute("project", project);
    model.addAttribute("actions", listed);
    model.addAttribute("counts", counts);
    model.addAttribute("show", chosen);
    model.addAttribute("sort", order);
    model.addAttribute("orders", ORDERS.keySet());
    model.addAttribute("query", "?show=" + chosen + "&sort=" + order);
    boolean mayKeep = actions.mayKeep(project, by);
    model.addAttribute("mayKeep", mayKeep);
    model.addAttribute("mayEnd", actions.toEnd(project, listed, by));
    model.addAttribute(
        "links",
        links.of(
            key, listed.stream().map(Action::about).filter(Objects::nonNull).distinct().toList()));
    model.addAttribute("offered", mayKeep ? links.offered(key) : List.of());
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
      @RequestParam(defaultValue = "open") String show,
      @RequestParam(defaultValue = "due") String sort,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Project project = projects.get(key);
    boolean done =
        Refusals.done(
            () -> {
              String number = typed.getOrDefault("number", "");
              NewAction wanted = read(typed);
              Action saved =
                  number.isBlank()
                      ? actions.add(project.key(), wanted, who.getName())
                      : actions.change(
                          id(project.key(), number), wanted, typed.get("seen"), who.getName());
              flash.addFlashAttribute(
                  "message", Sentences.say("tracking.screen.actions.saved", saved.id()));
            },
            typed,
            model,
            response);
    if (done) {
      return back(show, sort, flash);
    }
    if (response.getStatus() == HttpServletResponse.SC_CONFLICT
        && model.getAttribute("form") instanceof Map<?, ?> form) {
      // what others did is told above it; whoever saves once more has seen that
      Map<String, Object> again = new HashMap<>();
      form.forEach((field, value) -> again.put((String) field, value));
      actions.all(key).stream()
          .filter(action -> String.valueOf(action.number()).equals(typed.get("number")))
          .findFirst()
          .ifPresent(action -> again.put("seen", action.seen()));
      model.addAttribute("form", again);
    }
    return page(key, show, sort, who.getName(), model);
  }

  private NewAction read(Map<String, String> typed) {
    return new NewAction(
        typed.get("title"),
        typed.get("description"),
        typed.get("origin"),
        typed.get("about"),
        users.named(typed.get("responsible")),
        Days.typed(typed, "due"),
        new Typed(typed).choice("priority", Issue.Level.class),
        "true".equals(typed.get("onReport")));
  }

  private static String id(String key, String number) {
    if (!number.matches("\\d{1,9}")) {
      throw NotFoundException.because("tracking.action.unknown", number);
    }
    return key + "-A" + number;
  }

  @PostMapping("/{number}/done")
  String done(
      @PathVariable String key,
      @PathVariable int number,
      @RequestParam(defaultValue = "open") String show,
      @RequestParam(defaultValue = "due") String sort,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return end(
        () ->
            actions.done(
                key + "-A" + number, typed.get("outcome"), typed.get("seen"), who.getName()),
        "done",
        new Place(key, number, show, sort, typed, who.getName()),
        model,
        response,
        flash);
  }

  @PostMapping("/{number}/cancel")
  String cancel(
      @PathVariable String key,
      @PathVariable int number,
      @RequestParam(defaultValue = "open") String show,
      @RequestParam(defaultValue = "due") String sort,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return end(
        () ->
            actions.cancel(
                key + "-A" + number, typed.get("outcome"), typed.get("seen"), who.getName()),
        "cancel",
        new Place(key, number, show, sort, typed, who.getName()),
        model,
        response,
        flash);
  }

  @PostMapping("/{number}/reopen")
  String reopen(
      @PathVariable String key,
      @PathVariable int number,
      @RequestParam(defaultValue = "open") String show,
      @RequestParam(defaultValue = "due") String sort,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return end(
        () -> actions.reopen(key + "-A" + number, typed.get("seen"), who.getName()),
        "reopen",
        new Place(key, number, show, sort, typed, who.getName()),
        model,
        response,
        flash);
  }

  private record Place(
      String key, int number, String show, String sort, Map<String, String> typed, String by) {}

  private String end(
      Runnable work,
      String how,
      Place place,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    projects.get(place.key());
    if (Refusals.done(work, place.typed(), model, response)) {
      flash.addFlashAttribute(
          "message",
          Sentences.say(
              "tracking.screen.actions.ended." + how, place.key() + "-A" + place.number()));
      return back(place.show(), place.sort(), flash);
    }
    // what was typed belongs to this action, not to the form beside the list
    Map<String, String> form = blank();
    form.put("outcome", place.typed().get("outcome"));
    model.addAttribute("form", form);
    model.addAttribute("ending", how + place.number());
    return page(place.key(), place.show(), place.sort(), place.by(), model);
  }

  private static String back(String show, String sort, RedirectAttributes flash) {
    flash.addAttribute("show", show);
    flash.addAttribute("sort", sort);
    return "redirect:/projects/{key}/actions";
  }
}
