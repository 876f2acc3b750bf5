package dev.fairlead.communication.web;

import dev.fairlead.communication.Attitude;
import dev.fairlead.communication.Audience;
import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.Engagement;
import dev.fairlead.communication.NewStakeholder;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.communication.OutsideParty;
import dev.fairlead.communication.Reach;
import dev.fairlead.communication.Stakeholder;
import dev.fairlead.communication.StakeholderRights;
import dev.fairlead.communication.Stakeholders;
import dev.fairlead.communication.Stakeholders.Order;
import dev.fairlead.communication.Stakeholders.Shown;
import dev.fairlead.people.Users;
import dev.fairlead.project.History;
import dev.fairlead.project.NamesNear;
import dev.fairlead.project.PossibleOwners;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.RegisterPage;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The stakeholders of a project: the grid, a list, and beside it the form for one of them. */
@Controller
@RequestMapping("/projects/{key}/communication/stakeholders")
class StakeholderPages {
  /** So many entries of its history stand below the register. */
  private static final int LATELY = 5;

  /** And so many below one of them. */
  private static final int ALL = 100;

  private final Stakeholders stakeholders;
  private final StakeholderRights rights;
  private final Reach reach;
  private final CommunicationPlan plan;
  private final OutsideParties parties;
  private final Projects projects;
  private final PossibleOwners possible;
  private final Users users;
  private final FairleadClock clock;

  StakeholderPages(
      Stakeholders stakeholders,
      StakeholderRights rights,
      Reach reach,
      CommunicationPlan plan,
      OutsideParties parties,
      Projects projects,
      PossibleOwners possible,
      Users users,
      FairleadClock clock) {
    this.stakeholders = stakeholders;
    this.rights = rights;
    this.reach = reach;
    this.plan = plan;
    this.parties = parties;
    this.projects = projects;
    this.possible = possible;
    this.users = users;
    this.clock = clock;
  }

  /**
   * How the register is looked at, as addresses say it.
   *
   * @param show which of them: active, review, mine, former, all
   * @param sort name, influence or review
   * @param page from 1
   */
  record View(String show, String sort, Integer page) {
    Shown shown() {
      return RegisterPage.chosen(show, Shown.ACTIVE);
    }

    Order order() {
      return RegisterPage.chosen(sort, Order.INFLUENCE);
    }

    int number() {
      return page == null ? 1 : page;
    }
  }

  /**
   * A place in the grid.
   *
   * @param engagement what it proposes
   * @param named whether its name stands here, as it does once in each quarter
   */
  public record Cell(
      int influence,
      int interest,
      Engagement engagement,
      boolean named,
      List<Stakeholder> stakeholders) {}

  /**
   * @param only the number of one, wherever it stands
   * @param edit the number of the one that the form is about
   */
  @GetMapping
  String list(
      @PathVariable String key,
      View view,
      @RequestParam(required = false) Integer only,
      @RequestParam(required = false) Integer edit,
      Principal who,
      Model model) {
    Map<String, String> form = blank();
    if (edit != null) {
      Stakeholder one = stakeholders.get(key, edit, who.getName());
      if (one.isActive() && one.isAssessed()) {
        form.putAll(form(one));
      }
    }
    model.addAttribute("form", form);
    if (only != null) {
      model.addAttribute("only", stakeholders.get(key, only, who.getName()));
    }
    return page(key, view, who.getName(), model);
  }

  private static Map<String, String> blank() {
    return new HashMap<>(
        Map.of(
            "interest",
            "3",
            "influence",
            "3",
            "attitude",
            Attitude.UNKNOWN.name(),
            "wantedAttitude",
            Attitude.SUPPORTIVE.name()));
  }

  private static Map<String, String> form(Stakeholder one) {
    Map<String, String> form = new HashMap<>();
    form.put("number", String.valueOf(one.number()));
    form.put("seen", one.seen());
    form.put("name", one.name());
    form.put("organisation", one.organisation());
    form.put("role", one.role());
    form.put("person", Objects.toString(one.person(), ""));
    form.put(
        "known",
        one.audienceRole() == null
            ? Objects.toString(one.partyId(), "")
            : one.audienceRole().name());
    form.put("interest", String.valueOf(one.interest()));
    form.put("influence", String.valueOf(one.influence()));
    form.put("attitude", one.attitude().name());
    form.put("wantedAttitude", one.wantedAttitude().name());
    form.put("expectations", one.expectations());
    form.put("approach", one.approach());
    form.put("responsible", one.responsible());
    form.put("nextReview", Objects.toString(one.nextReview(), ""));
    return form;
  }

  private String page(String key, View view, String by, Model model) {
    Project project = projects.get(key);
    RegisterPage<Shown, Stakeholder> register =
        stakeholders.register(key, view.shown(), view.order(), by, view.number());
    boolean everything = rights.sight(project, by).everything();
    boolean mayKeep = rights.mayKeep(project, by);
    Reach.Rows rows = reach.of(project);
    Stakeholder only = (Stakeholder) model.getAttribute("only");
    List<Stakeholder> listed = only == null ? register.page().getContent() : List.of(only);
    List<Stakeholder> active =
        everything
            ? stakeholders.all(key, by).stream().filter(Stakeholder::isActive).toList()
            : List.of();
    model.addAttribute("project", project);
    model.addAttribute("stakeholders", listed);
    model.addAttribute("everything", everything);
    model.addAttribute("mayKeep", mayKeep);
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
    model.addAttribute("grid", grid(active));
    model.addAttribute("rows", rows);
    model.addAttribute(
        "missed",
        project.phase().isOver() ? List.of() : active.stream().filter(rows::misses).toList());
    model.addAttribute("known", known(listed));
    form(project, mayKeep || Refusals.FORM.equals(model.getAttribute("again")), model);
    model.addAttribute("names", new NamesNear(users, project));
    model.addAttribute("today", clock.today());
    history(key, only, by, model);
    Refusals.blank(model);
    return "communication/stakeholders";
  }

  /** From the highest influence down, as the grid is drawn. */
  private static List<List<Cell>> grid(List<Stakeholder> active) {
    return IntStream.of(5, 4, 3, 2, 1)
        .mapToObj(
            influence ->
                IntStream.rangeClosed(1, 5)
                    .mapToObj(interest -> cell(influence, interest, active))
                    .toList())
        .toList();
  }

  private static Cell cell(int influence, int interest, List<Stakeholder> active) {
    return new Cell(
        influence,
        interest,
        Engagement.of(influence, interest),
        (influence == 5 || influence == 3) && (interest == 1 || interest == 4),
        active.stream()
            .filter(one -> one.influence() == influence && one.interest() == interest)
            .toList());
  }

  /** As whom the communication plan knows them, by their numbers. */
  private Map<Integer, String> known(List<Stakeholder> listed) {
    Map<Integer, String> known = new HashMap<>();
    for (Stakeholder one : listed) {
      if (one.audienceRole() != null) {
        known.put(one.number(), Sentences.say("communication.role." + one.audienceRole()));
      } else if (one.partyId() != null) {
        parties
            .find(one.partyId())
            .map(OutsideParty::called)
            .ifPresent(party -> known.put(one.number(), party));
      }
    }
    return known;
  }

  private void form(Project project, boolean asks, Model model) {
    model.addAttribute("asks", asks);
    if (asks) {
      model.addAttribute("owners", possible.of(project, Set.of()));
      model.addAttribute("parties", parties.of(project.key()));
      model.addAttribute("roles", Audience.Role.values());
      model.addAttribute("candidates", plan.candidates(project));
      model.addAttribute("attitudes", Attitude.values());
    }
  }

  private void history(String key, Stakeholder only, String by, Model model) {
    List<History.Entry> changes =
        only == null
            ? stakeholders.history(key, null, LATELY, by)
            : stakeholders.history(key, only.number(), ALL, by);
    model.addAttribute("changes", changes);
    model.addAttribute(
        "changedBy",
        users.namesOf(
            changes.stream()
                .map(History.Entry::by)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet())));
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
    projects.get(key);
    String number = typed.getOrDefault("number", "");
    boolean done =
        Refusals.done(
            Refusals.FORM,
            () -> {
              Checks checks = new Checks();
              NewStakeholder wanted = read(typed, checks);
              Stakeholder saved =
                  number.isBlank()
                      ? stakeholders.add(key, wanted, who.getName(), checks)
                      : stakeholders.change(
                          key, number(number), wanted, typed.get("seen"), who.getName(), checks);
              flash.addFlashAttribute(
                  "message", Sentences.say("communication.stakeholder.saved", saved.called()));
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
      again.put("seen", stakeholders.get(key, number(number), who.getName()).seen());
      model.addAttribute("form", again);
    }
    return page(key, view, who.getName(), model);
  }

  private NewStakeholder read(Map<String, String> typed, Checks checks) {
    String known = typed.getOrDefault("known", "").strip();
    boolean party = known.matches("\\d{1,18}");
    return new NewStakeholder(
        typed.get("name"),
        typed.get("organisation"),
        typed.get("role"),
        users.named(typed.get("person")),
        party ? Long.valueOf(known) : null,
        party ? null : choice("known", known, Audience.Role.class, checks),
        grade("interest", typed, checks),
        grade("influence", typed, checks),
        choice("attitude", typed.get("attitude"), Attitude.class, checks),
        choice("wantedAttitude", typed.get("wantedAttitude"), Attitude.class, checks),
        typed.get("expectations"),
        typed.get("approach"),
        typed.get("responsible"),
        checks.value(() -> Days.typed(typed, "nextReview")));
  }

  private static Integer grade(String field, Map<String, String> typed, Checks checks) {
    return checks.value(
        () ->
            new Typed(typed)
                .whole(field, Sentences.say("communication.stakeholder.field." + field)));
  }

  private static <E extends Enum<E>> E choice(
      String field, String value, Class<E> type, Checks checks) {
    if (value == null || value.isBlank()) {
      return null;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> one.name().equals(value))
        .findFirst()
        .orElseGet(
            () -> {
              checks.refuse(field, "communication.choose");
              return null;
            });
  }

  /** A number that no stakeholder has where it is none. */
  private static int number(String number) {
    return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
  }

  @PostMapping("/{number}/retire")
  String retire(
      @PathVariable String key,
      @PathVariable int number,
      View view,
      @RequestParam(defaultValue = "") String seen,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return end(
        () -> stakeholders.retire(key, number, seen, who.getName()),
        "retired",
        key,
        view,
        who,
        model,
        response,
        flash);
  }

  @PostMapping("/{number}/restore")
  String restore(
      @PathVariable String key,
      @PathVariable int number,
      View view,
      @RequestParam(defaultValue = "") String seen,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return end(
        () -> stakeholders.restore(key, number, seen, who.getName()),
        "restored",
        key,
        view,
        who,
        model,
        response,
        flash);
  }

  private String end(
      Supplier<Stakeholder> work,
      String how,
      String key,
      View view,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    projects.get(key);
    List<Stakeholder> done = new ArrayList<>();
    if (Refusals.done(null, () -> done.add(work.get()), Map.of(), model, response)) {
      flash.addFlashAttribute(
          "message", Sentences.say("communication.stakeholder." + how, done.get(0).called()));
      return back(view, flash);
    }
    model.addAttribute("form", blank());
    return page(key, view, who.getName(), model);
  }

  private static String back(View view, RedirectAttributes flash) {
    flash.addAttribute("show", RegisterPage.name(view.shown()));
    flash.addAttribute("sort", RegisterPage.name(view.order()));
    flash.addAttribute("page", view.number());
    return "redirect:/projects/{key}/communication/stakeholders";
  }
}
