package dev.fairlead.plan.web;

import dev.fairlead.people.Users;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskColours;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.plan.ThreePointEstimate;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Numbers;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Systems, risks and budget lines: a list, and beside it the form for one line. */
@Controller
@RequestMapping("/projects/{key}")
class RegisterPages {
  /** What most risks are entered without; it stands folded until it holds something. */
  private static final List<String> RARE_OF_RISK =
      List.of(
          "residualLikelihood",
          "residualImpact",
          "category",
          "proximity",
          "cost",
          "delayLow",
          "delayLikely",
          "delayHigh",
          "delayTasks");

  /** So many entries of its history stand below a register. */
  private static final int LATELY = 5;

  private final PlanView view;
  private final Registers registers;
  private final Plans plans;
  private final RiskColours colours;
  private final RiskCards cards;
  private final Users users;
  private final History history;
  private final FairleadClock clock;

  RegisterPages(
      PlanView view,
      Registers registers,
      Plans plans,
      RiskColours colours,
      RiskCards cards,
      Users users,
      History history,
      FairleadClock clock) {
    this.view = view;
    this.registers = registers;
    this.plans = plans;
    this.colours = colours;
    this.cards = cards;
    this.users = users;
    this.history = history;
    this.clock = clock;
  }

  @GetMapping("/systems")
  String systems(
      @PathVariable String key,
      @RequestParam(required = false) Integer edit,
      Principal who,
      Model model) {
    view.project(key, who.getName(), model);
    List<PlanSystem> systems = registers.systems(key);
    model.addAttribute("systems", systems);
    model.addAttribute("actions", SystemAction.values());
    model.addAttribute("criticalities", Criticality.values());
    lately(key, History.Register.SYSTEM, model);
    if (edit != null && !model.containsAttribute("form")) {
      systems.stream()
          .filter(s -> s.number() == edit)
          .findFirst()
          .ifPresent(
              s ->
                  model.addAttribute(
                      "form",
                      form(
                          "number", s.number(),
                          "seen", s.seen(),
                          "name", s.name(),
                          "action", s.action(),
                          "owner", s.owner(),
                          "environment", s.environment(),
                          "criticality", s.criticality(),
                          "maintenanceWindow", s.maintenanceWindow(),
                          "blackoutFrom", s.blackoutFrom(),
                          "blackoutUntil", s.blackoutUntil())));
    }
    Refusals.blank(model);
    model.addAttribute("format", new PlanPages.Format());
    return "plan/systems";
  }

  /** Who changed the lines of a register, below it. */
  private void lately(String key, History.Register register, Model model) {
    List<History.Entry> changes = history.page(key, register, null, 0, LATELY);
    model.addAttribute("changes", changes);
    model.addAttribute(
        "changedBy",
        users.namesOf(
            changes.stream()
                .map(History.Entry::by)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet())));
  }

  @PostMapping("/systems")
  String saveSystem(
      @PathVariable String key,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean done =
        Refusals.done(
            Refusals.FORM,
            () ->
                registers.saveSystem(
                    key,
                    new PlanSystem(
                        number(typed),
                        typed.get("name"),
                        choice(SystemAction.class, typed, "action"),
                        users.named(typed.get("owner")),
                        typed.get("environment"),
                        choice(Criticality.class, typed, "criticality"),
                        typed.get("maintenanceWindow"),
                        Days.typed(typed, "blackoutFrom"),
                        Days.typed(typed, "blackoutUntil")),
                    typed.get("seen"),
                    who.getName()),
            typed,
            model,
            response);
    return done ? saved(flash, "systems") : systems(key, null, who, model);
  }

  @PostMapping("/systems/{number}/remove")
  String removeSystem(
      @PathVariable String key,
      @PathVariable int number,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean done =
        Refusals.done(
            () -> registers.removeSystem(key, number, who.getName()), Map.of(), model, response);
    return done ? saved(flash, "systems") : systems(key, null, who, model);
  }

  @GetMapping("/risks")
  String risks(
      @PathVariable String key,
      @RequestParam(required = false) Integer edit,
      @RequestParam(defaultValue = "") String kind,
      Principal who,
      Model model) {
    Project project = view.project(key, who.getName(), model);
    List<Risk> all = registers.risks(key);
    long chances = all.stream().filter(Risk::chance).count();
    List<Risk> risks =
        kindQuery(kind).isEmpty()
            ? all
            : all.stream().filter(risk -> risk.chance() == kind.equals("chance")).toList();
    model.addAttribute("chances", chances);
    model.addAttribute("threats", all.size() - chances);
    model.addAttribute("kind", kindQuery(kind).isEmpty() ? "" : kind);
    model.addAttribute("kindQuery", kindQuery(kind));
    model.addAttribute("risks", risks);
    model.addAttribute("matrix", matrix(risks));
    long perDay = plans.current(key).calendar().minutesPerDay();
    cards.show(project, risks, model);
    model.addAttribute("threatResponses", Risk.Response.to(false));
    model.addAttribute("chanceResponses", Risk.Response.to(true));
    model.addAttribute("states", Risk.RiskStatus.values());
    lately(key, History.Register.RISK, model);
    model.addAttribute("toFinish", registers.measuresToFinish(project, risks, who.getName()));
    if (edit != null && !model.containsAttribute("form")) {
      all.stream()
          .filter(r -> r.number() == edit)
          .findFirst()
          .ifPresent(
              r -> {
                Map<String, String> form =
                    form(
                        "number", r.number(),
                        "seen", r.seen(),
                        "chance", r.chance(),
                        "title", r.title(),
                        "cause", r.cause(),
                        "event", r.event(),
                        "effect", r.effect(),
                        "category", r.category(),
                        "likelihood", r.likelihood(),
                        "impact", r.impact(),
                        "proximity", r.proximity(),
                        "owner", r.owner(),
                        "response", r.response(),
                        "residualLikelihood", r.residualLikelihood(),
                        "residualImpact", r.residualImpact(),
                        "cost", r.cost(),
                        "nextReview", r.nextReview(),
                        "status", r.status(),
                        "delayLow", r.delay() == null ? null : RiskCards.low(r, perDay),
                        "delayLikely", r.delay() == null ? null : RiskCards.likely(r, perDay),
                        "delayHigh", r.delay() == null ? null : RiskCards.high(r, perDay),
                        "delayTasks", r.delay() == null ? null : RiskCards.tasks(r));
                form.putAll(MeasureRows.of(r.measures()));
                model.addAttribute("form", form);
              });
    }
    Refusals.blank(model);
    Map<?, ?> form = (Map<?, ?>) model.getAttribute("form");
    Map<?, ?> errors = (Map<?, ?>) model.getAttribute("errors");
    model.addAttribute("measureRows", MeasureRows.shown(form));
    model.addAttribute(
        "moreOpen",
        RARE_OF_RISK.stream()
            .anyMatch(
                field ->
                    form.get(field) instanceof String text && !text.isBlank()
                        || errors.containsKey(field)));
    model.addAttribute("format", new PlanPages.Format());
    return "plan/risks";
  }

  /** What an address says where only threats or only chances are wanted; else nothing. */
  private static String kindQuery(String kind) {
    return kind.equals("threat") || kind.equals("chance") ? "?kind=" + kind : "";
  }

  /** One figure, or three; none where nothing was typed. */
  private static Risk.Delay delay(Map<String, String> typed, long perDay) {
    Long low = minutes(typed, "delayLow", perDay);
    Long likely = minutes(typed, "delayLikely", perDay);
    Long high = minutes(typed, "delayHigh", perDay);
    String named = typed.getOrDefault("delayTasks", "").strip();
    if (low == null && likely == null && high == null && named.isEmpty()) {
      return null;
    }
    if (likely == null || (low == null) != (high == null)) {
      throw RefusedException.ofField("delayLikely", "plan.riskDelay");
    }
    List<Integer> tasks = new ArrayList<>();
    for (String task : named.isEmpty() ? new String[0] : named.split("[,;\\s]+")) {
      if (!task.matches("#?\\d{1,9}")) {
        throw RefusedException.ofField("delayTasks", "plan.taskUnknown", task);
      }
      int number = Integer.parseInt(task.replace("#", ""));
      if (!tasks.contains(number)) {
        tasks.add(number);
      }
    }
    return new Risk.Delay(
        new ThreePointEstimate(low == null ? likely : low, likely, high == null ? likely : high),
        tasks);
  }

  private static Long minutes(Map<String, String> typed, String field, long perDay) {
    String text = typed.getOrDefault(field, "").strip();
    if (text.isEmpty()) {
      return null;
    }
    BigDecimal days = Numbers.parse(text);
    if (days == null || days.signum() < 0 || days.compareTo(BigDecimal.valueOf(99_999)) > 0) {
      throw RefusedException.ofField(field, "plan.riskDelay");
    }
    return days.multiply(BigDecimal.valueOf(perDay)).setScale(0, RoundingMode.HALF_UP).longValue();
  }

  /** One cell of the matrix; the level is likelihood x impact. */
  public record Cell(int likelihood, int impact, int level, String colour, List<Risk> risks) {}

  /** Rows from likelihood 5 down to 1, cells from impact 1 to 5; open risks only. */
  private List<List<Cell>> matrix(List<Risk> risks) {
    List<List<Cell>> rows = new ArrayList<>();
    for (int likelihood = 5; likelihood >= 1; likelihood--) {
      List<Cell> row = new ArrayList<>();
      for (int impact = 1; impact <= 5; impact++) {
        int l = likelihood;
        int i = impact;
        row.add(
            new Cell(
                l,
                i,
                l * i,
                colours.of(l * i),
                risks.stream()
                    .filter(r -> r.isOpen() && r.likelihood() == l && r.impact() == i)
                    .toList()));
      }
      rows.add(row);
    }
    return rows;
  }

  @PostMapping("/risks")
  String saveRisk(
      @PathVariable String key,
      @RequestParam Map<String, String> typed,
      @RequestParam(defaultValue = "") String kind,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    MeasureRows.closeGaps(typed);
    if (typed.containsKey("more")) {
      model.addAttribute("form", new HashMap<>(typed));
      model.addAttribute("again", Refusals.FORM);
      return risks(key, null, kind, who, model);
    }
    boolean done =
        Refusals.done(
            Refusals.FORM,
            () ->
                registers.saveRisk(
                    key, risk(key, typed, who.getName()), typed.get("seen"), who.getName()),
            typed,
            model,
            response);
    return done ? saved(flash, "risks") + kindQuery(kind) : risks(key, null, kind, who, model);
  }

  private Risk risk(String key, Map<String, String> typed, String by) {
    int number = number(typed);
    List<RiskMeasure> known =
        registers.risks(key).stream()
            .filter(risk -> risk.number() == number)
            .flatMap(risk -> risk.measures().stream())
            .toList();
    return new Risk(
        number,
        chance(typed),
        typed.get("title"),
        typed.get("cause"),
        typed.get("event"),
        typed.get("effect"),
        typed.get("category"),
        grade(typed, "likelihood", 0),
        grade(typed, "impact", 0),
        typed.get("proximity"),
        users.named(typed.get("owner")),
        choice(Risk.Response.class, typed, "response"),
        MeasureRows.read(
            typed, known, users::named, field -> Days.typed(typed, field), clock.today(), by),
        grade(typed, "residualLikelihood", null),
        grade(typed, "residualImpact", null),
        money(typed, "cost"),
        Days.typed(typed, "nextReview"),
        choice(Risk.RiskStatus.class, typed, "status"),
        delay(typed, plans.current(key).calendar().minutesPerDay()));
  }

  private static boolean chance(Map<String, String> typed) {
    String text = typed.getOrDefault("chance", "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw RefusedException.ofField("chance", "plan.threatOrChance");
    }
    return text.equals("true");
  }

  @PostMapping("/risks/{number}/measures/{measure}/done")
  String measureDone(
      @PathVariable String key,
      @PathVariable int number,
      @PathVariable long measure,
      @RequestParam(defaultValue = "") String kind,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean done =
        Refusals.done(
            () -> registers.measureDone(key, number, measure, who.getName()),
            Map.of(),
            model,
            response);
    return done ? saved(flash, "risks") + kindQuery(kind) : risks(key, null, kind, who, model);
  }

  @PostMapping("/risks/{number}/remove")
  String removeRisk(
      @PathVariable String key,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String kind,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean done =
        Refusals.done(
            () -> registers.removeRisk(key, number, who.getName()), Map.of(), model, response);
    return done ? saved(flash, "risks") + kindQuery(kind) : risks(key, null, kind, who, model);
  }

  @PostMapping("/risks/{number}/occurred")
  String occurred(
      @PathVariable String key,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String kind,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean done =
        Refusals.done(
            () -> registers.riskOccurred(key, number, who.getName()), Map.of(), model, response);
    if (done) {
      flash.addFlashAttribute(
          "message", Sentences.say("plan.screen.riskOccurred", String.valueOf(number)));
      return "redirect:/projects/{key}/risks" + kindQuery(kind);
    }
    return risks(key, null, kind, who, model);
  }

  @GetMapping("/budget")
  String budget(
      @PathVariable String key,
      @RequestParam(required = false) Integer edit,
      Principal who,
      Model model) {
    Project project = view.project(key, who.getName(), model);
    List<BudgetLine> lines = registers.budgetLines(key);
    Map<Integer, BigDecimal> planned = view.plannedByLine(project);
    model.addAttribute("lines", lines);
    model.addAttribute("planned", planned);
    model.addAttribute("unassigned", planned.getOrDefault(0, BigDecimal.ZERO));
    model.addAttribute("linesSum", BudgetLine.sum(lines));
    model.addAttribute(
        "plannedSum", planned.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    model.addAttribute("zero", BigDecimal.ZERO);
    lately(key, History.Register.BUDGET_LINE, model);
    if (edit != null && !model.containsAttribute("form")) {
      lines.stream()
          .filter(l -> l.number() == edit)
          .findFirst()
          .ifPresent(
              l ->
                  model.addAttribute(
                      "form",
                      form(
                          "number",
                          l.number(),
                          "seen",
                          l.seen(),
                          "name",
                          l.name(),
                          "category",
                          l.category(),
                          "amount",
                          l.amount())));
    }
    Refusals.blank(model);
    model.addAttribute("format", new PlanPages.Format());
    return "plan/budget";
  }

  @PostMapping("/budget")
  String saveLine(
      @PathVariable String key,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean done =
        Refusals.done(
            Refusals.FORM,
            () ->
                registers.saveBudgetLine(
                    key,
                    new BudgetLine(
                        number(typed),
                        typed.get("name"),
                        typed.get("category"),
                        money(typed, "amount")),
                    typed.get("seen"),
                    who.getName()),
            typed,
            model,
            response);
    return done ? saved(flash, "budget") : budget(key, null, who, model);
  }

  @PostMapping("/budget/{number}/remove")
  String removeLine(
      @PathVariable String key,
      @PathVariable int number,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean done =
        Refusals.done(
            () -> registers.removeBudgetLine(key, number, who.getName()),
            Map.of(),
            model,
            response);
    return done ? saved(flash, "budget") : budget(key, null, who, model);
  }

  private static String saved(RedirectAttributes flash, String page) {
    flash.addFlashAttribute("message", Sentences.say("plan.screen.saved"));
    return "redirect:/projects/{key}/" + page;
  }

  private static Map<String, String> form(Object... pairs) {
    Map<String, String> form = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      form.put((String) pairs[i], pairs[i + 1] == null ? "" : pairs[i + 1].toString());
    }
    return form;
  }

  private static int number(Map<String, String> typed) {
    String text = typed.getOrDefault("number", "");
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static Integer grade(Map<String, String> typed, String field, Integer otherwise) {
    String text = typed.getOrDefault(field, "").strip();
    return text.isEmpty()
        ? otherwise
        : text.matches("\\d") ? Integer.valueOf(text) : Integer.valueOf(0);
  }

  private static BigDecimal money(Map<String, String> typed, String field) {
    String text = typed.getOrDefault(field, "").strip();
    if (text.isEmpty()) {
      return null;
    }
    BigDecimal amount = Numbers.parse(text);
    if (amount == null || amount.scale() > 2) {
      throw RefusedException.ofField(field, "plan.money", Sentences.say("plan.field." + field));
    }
    return amount;
  }

  private static <E extends Enum<E>> E choice(
      Class<E> type, Map<String, String> typed, String field) {
    String text = typed.getOrDefault(field, "");
    return Arrays.stream(type.getEnumConstants())
        .filter(e -> e.name().equals(text))
        .findFirst()
        .orElse(null);
  }
}
