package dev.fairlead.plan.web;

import dev.fairlead.people.Users;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanImports;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.PublicHolidays;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.ThreePointEstimate;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.Project;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The plan: its editor, import, baselines; and as a list with forms, which asks for no script and
 * can be printed.
 */
@Controller
@RequestMapping("/projects/{key}/plan")
class PlanPages {
  private static final List<String> FIELDS =
      List.of(
          "name",
          "durationDays",
          "optimisticDays",
          "mostLikelyDays",
          "pessimisticDays",
          "effortHours",
          "owner",
          "constraint",
          "constraintDate",
          "deadline",
          "system",
          "budgetLine",
          "fixedCost");

  private final EditorTexts texts;
  private final PlanView view;
  private final Plans plans;
  private final PlanImports imports;
  private final Registers registers;
  private final Baselines baselines;
  private final PublicHolidays holidays;
  private final Users users;

  PlanPages(
      PlanView view,
      Plans plans,
      PlanImports imports,
      Registers registers,
      Baselines baselines,
      PublicHolidays holidays,
      Users users,
      EditorTexts texts) {
    this.texts = texts;
    this.view = view;
    this.plans = plans;
    this.imports = imports;
    this.registers = registers;
    this.baselines = baselines;
    this.holidays = holidays;
    this.users = users;
  }

  @GetMapping
  String open(
      @PathVariable String key,
      @RequestParam(required = false) Integer task,
      Principal who,
      Model model) {
    Project project = view.project(key, who.getName(), model);
    WorkPlan plan = plans.current(key);
    model.addAttribute("plan", plan);
    model.addAttribute("task", task);
    model.addAttribute("texts", texts.json());
    view.findings(project, model);
    around(key, plan, model);
    return "plan/editor";
  }

  @GetMapping(params = "view=list")
  String show(
      @PathVariable String key,
      @RequestParam(required = false) Integer task,
      Principal who,
      Model model) {
    Project project = view.project(key, who.getName(), model);
    view.plan(project, model);
    view.findings(project, model);
    WorkPlan plan = (WorkPlan) model.getAttribute("plan");
    if (task != null) {
      PlanTask selected = plan.task(task);
      if (selected == null) {
        throw NotFoundException.because("plan.taskUnknown", String.valueOf(task));
      }
      model.addAttribute("selected", selected);
      model.addAttribute("selectedIsSummary", plan.isSummary(task));
      model.addAttribute(
          "selectedLinks", plan.links().stream().filter(link -> link.successor() == task).toList());
      Map<Integer, String> taskNames = new HashMap<>();
      plan.tasks().forEach(t -> taskNames.put(t.number(), t.name()));
      model.addAttribute("taskNames", taskNames);
      ThreePointEstimate estimate = selected.estimate();
      if (estimate != null) {
        model.addAttribute("estimateMean", PlanView.days(Math.round(estimate.meanMinutes()), plan));
        model.addAttribute(
            "estimateDeviation",
            PlanView.days(Math.round(estimate.standardDeviationMinutes()), plan));
      }
      if (!model.containsAttribute("form")) {
        model.addAttribute("form", values(selected, plan));
      }
    }
    model.addAttribute("constraints", ConstraintType.values());
    model.addAttribute("linkTypes", LinkType.values());
    model.addAttribute("systems", registers.systems(key));
    model.addAttribute("budgetLines", registers.budgetLines(key));
    model.addAttribute("holidays", plan.calendar().exceptions().keySet());
    model.addAttribute("listed", true);
    around(key, plan, model);
    return "plan/plan";
  }

  /** The page again from which a form below the plan was sent: the list, or the editor. */
  String again(String view, String key, Principal who, Model model) {
    return isList(view) ? show(key, null, who, model) : open(key, null, who, model);
  }

  static String address(String view) {
    return isList(view) ? "?view=list" : "";
  }

  private static boolean isList(String view) {
    return "list".equals(view);
  }

  /** What stands below the plan: import, giving out tasks, decisions, baselines. */
  private void around(String key, WorkPlan plan, Model model) {
    model.addAttribute(
        "labels",
        plan.tasks().stream()
            .filter(t -> t.owner() == null && t.ownerLabel() != null)
            .map(PlanTask::ownerLabel)
            .distinct()
            .sorted()
            .toList());
    Refusals.blank(model);
    model.addAttribute("baselines", baselines.all(key));
    model.addAttribute("imports", imports.all(key));
    model.addAttribute("approvals", view.approvals(key));
    model.addAttribute("format", new Format());
    model.addAttribute("countries", holidays.countries());
    model.addAttribute("holidayYear", plan.start().getYear());
  }

  /** Formats of moments and amounts for templates. */
  public static class Format {
    public String moment(java.time.LocalDateTime moment) {
      return PlanView.moment(moment);
    }

    public String day(java.time.LocalDate day) {
      return PlanView.day(day);
    }

    public String money(java.math.BigDecimal amount) {
      return PlanView.money(amount);
    }
  }

  private static Map<String, String> values(PlanTask task, WorkPlan plan) {
    Map<String, String> values = new HashMap<>();
    values.put("name", task.name());
    values.put("durationDays", PlanView.exactDays(task.durationMinutes(), plan));
    ThreePointEstimate estimate = task.estimate();
    if (estimate != null) {
      values.put("optimisticDays", PlanView.exactDays(estimate.optimisticMinutes(), plan));
      values.put("mostLikelyDays", PlanView.exactDays(estimate.mostLikelyMinutes(), plan));
      values.put("pessimisticDays", PlanView.exactDays(estimate.pessimisticMinutes(), plan));
    }
    values.put(
        "effortHours",
        text(
            task.effortHours() == null
                ? null
                : task.effortHours().stripTrailingZeros().toPlainString()));
    values.put("owner", text(task.owner()));
    values.put("constraint", task.constraint().name());
    values.put(
        "constraintDate",
        text(task.constraintDate() == null ? null : task.constraintDate().toLocalDate()));
    values.put("deadline", text(task.deadline()));
    values.put("system", text(task.system()));
    values.put("budgetLine", text(task.budgetLine()));
    values.put("fixedCost", task.fixedCost().stripTrailingZeros().toPlainString());
    values.put("milestone", String.valueOf(task.milestone()));
    return values;
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  /**
   * Adds a task; the number of the task before it comes as {@code after}, that of the summary above
   * as {@code parent}.
   */
  @PostMapping("/tasks")
  String add(
      @PathVariable String key,
      @RequestParam int version,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Map<String, String> values = fields(typed);
    for (String where : List.of("after", "parent")) {
      if (!typed.getOrDefault(where, "").isBlank()) {
        values.put(where, typed.get(where));
      }
    }
    values.values().removeIf(String::isBlank);
    return edit(
        key,
        version,
        List.of(new PlanEdit(Kind.ADD_TASK, null, values)),
        null,
        "?view=list#work",
        typed,
        who,
        model,
        response,
        flash);
  }

  @PostMapping("/tasks/{task}")
  String set(
      @PathVariable String key,
      @PathVariable int task,
      @RequestParam int version,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    List<PlanEdit> edits = List.of(new PlanEdit(Kind.SET, task, fields(typed)));
    return edit(
        key,
        version,
        edits,
        task,
        "?view=list&task=" + task + "#edit",
        typed,
        who,
        model,
        response,
        flash);
  }

  /** Indents, outdents, moves up or down, or removes a task. */
  @PostMapping("/tasks/{task}/{step:indent|outdent|up|down|remove}")
  String move(
      @PathVariable String key,
      @PathVariable int task,
      @PathVariable String step,
      @RequestParam int version,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    PlanEdit edit =
        switch (step) {
          case "indent" -> new PlanEdit(Kind.INDENT, task, Map.of());
          case "outdent" -> new PlanEdit(Kind.OUTDENT, task, Map.of());
          case "remove" -> new PlanEdit(Kind.REMOVE_TASK, task, Map.of());
          default -> new PlanEdit(Kind.MOVE, task, Map.of("direction", step));
        };
    String back = step.equals("remove") ? "?view=list#work" : "?view=list&task=" + task + "#edit";
    return edit(key, version, List.of(edit), task, back, null, who, model, response, flash);
  }

  @PostMapping("/tasks/{task}/links")
  String link(
      @PathVariable String key,
      @PathVariable int task,
      @RequestParam int version,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Map<String, String> values = new HashMap<>(typed);
    values.keySet().retainAll(List.of("predecessor", "type", "lagDays"));
    List<PlanEdit> edits = List.of(new PlanEdit(Kind.ADD_LINK, task, values));
    return edit(
        key,
        version,
        edits,
        task,
        "?view=list&task=" + task + "#edit",
        typed,
        who,
        model,
        response,
        flash);
  }

  @PostMapping("/tasks/{task}/links/{predecessor}/remove")
  String unlink(
      @PathVariable String key,
      @PathVariable int task,
      @PathVariable int predecessor,
      @RequestParam int version,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    PlanEdit edit =
        new PlanEdit(Kind.REMOVE_LINK, task, Map.of("predecessor", String.valueOf(predecessor)));
    return edit(
        key,
        version,
        List.of(edit),
        task,
        "?view=list&task=" + task + "#edit",
        null,
        who,
        model,
        response,
        flash);
  }

  /** Gives all tasks without an owner to one person. */
  @PostMapping("/owners")
  String owners(
      @PathVariable String key,
      @RequestParam int version,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    WorkPlan plan = plans.current(key);
    String label = typed.getOrDefault("ownerLabel", "");
    String owner = users.named(typed.getOrDefault("owner", ""));
    List<PlanEdit> edits = new ArrayList<>();
    for (PlanTask task : plan.tasks()) {
      boolean meant = label.isBlank() ? task.ownerLabel() == null : label.equals(task.ownerLabel());
      if (task.owner() == null && meant && !task.milestone() && !plan.isSummary(task.number())) {
        edits.add(new PlanEdit(Kind.SET, task.number(), Map.of("owner", owner)));
      }
    }
    String view = typed.get("view");
    if (!Refusals.done(
        () -> plans.edit(key, version, edits, who.getName()), typed, model, response)) {
      return again(view, key, who, model);
    }
    flash.addFlashAttribute("message", Sentences.say("plan.screen.saved"));
    return "redirect:/projects/" + key + "/plan" + address(view);
  }

  /** Sets the deadline or a day off. */
  @PostMapping("/dates")
  String dates(
      @PathVariable String key,
      @RequestParam int version,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    List<PlanEdit> edits = new ArrayList<>();
    if (typed.containsKey("projectDeadline")) {
      edits.add(
          new PlanEdit(
              Kind.SET_PROJECT_DEADLINE, null, Map.of("deadline", typed.get("projectDeadline"))));
    }
    if (typed.containsKey("day")) {
      edits.add(
          new PlanEdit(
              Kind.SET_CALENDAR_HOLIDAY,
              null,
              Map.of("day", typed.get("day"), "working", typed.getOrDefault("working", "false"))));
    }
    return edit(key, version, edits, null, "?view=list#dates", typed, who, model, response, flash);
  }

  /** Makes the public holidays of a country's year days off. */
  @PostMapping("/holidays")
  String holidays(
      @PathVariable String key,
      @RequestParam int version,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    WorkPlan plan = plans.current(key);
    Map<LocalDate, String> added = new TreeMap<>();
    boolean known =
        Refusals.done(
            () -> {
              plans.toEdit(key, who.getName());
              holidays
                  .of(typed.getOrDefault("country", ""), typed.getOrDefault("year", ""))
                  .forEach(
                      (day, name) -> {
                        if (plan.calendar().isWorkingDay(day)) {
                          added.put(day, name);
                        }
                      });
            },
            typed,
            model,
            response);
    if (!known) {
      return again(typed.get("view"), key, who, model);
    }
    List<PlanEdit> edits =
        added.keySet().stream()
            .map(
                day -> new PlanEdit(Kind.SET_CALENDAR_HOLIDAY, null, Map.of("day", day.toString())))
            .toList();
    if (!edits.isEmpty()
        && !Refusals.done(
            () -> plans.edit(key, version, edits, who.getName()), typed, model, response)) {
      return again(typed.get("view"), key, who, model);
    }
    flash.addFlashAttribute(
        "message",
        Sentences.say(
            "plan.holidays.added",
            edits.size(),
            added.entrySet().stream()
                .map(day -> PlanView.day(day.getKey()) + " " + day.getValue())
                .collect(Collectors.joining(", "))));
    return "redirect:/projects/{key}/plan" + address(typed.get("view"));
  }

  private String edit(
      String key,
      int version,
      List<PlanEdit> edits,
      Integer task,
      String back,
      Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Map<String, String> form = typed == null ? Map.of() : typed;
    if (!Refusals.done(
        () -> plans.edit(key, version, edits, who.getName()), form, model, response)) {
      if (typed == null) {
        model.asMap().remove("form");
      }
      boolean still = task != null && plans.current(key).task(task) != null;
      return show(key, still ? task : null, who, model);
    }
    flash.addFlashAttribute("message", Sentences.say("plan.screen.saved"));
    return "redirect:/projects/" + key + "/plan" + back;
  }

  private Map<String, String> fields(Map<String, String> typed) {
    Map<String, String> values = new TreeMap<>();
    for (String field : FIELDS) {
      if (typed.containsKey(field)) {
        values.put(field, typed.get(field));
      }
    }
    values.computeIfPresent("owner", (field, name) -> users.named(name));
    values.put("milestone", String.valueOf(typed.containsKey("milestone")));
    return values;
  }
}
