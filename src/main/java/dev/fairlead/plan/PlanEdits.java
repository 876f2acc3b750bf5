package dev.fairlead.plan;

import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.Numbers;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Applies wishes to a plan without touching any table: used for saving, for a change's what-if, and
 * in tests.
 */
public final class PlanEdits {
  private static final int MOST_EDITS = 2_000;
  private static final Set<String> TASK_VALUES =
      Set.of(
          "name",
          "durationDays",
          "optimisticDays",
          "mostLikelyDays",
          "pessimisticDays",
          "effortHours",
          "owner",
          "predecessors",
          "constraint",
          "constraintDate",
          "deadline",
          "system",
          "budgetLine",
          "fixedCost",
          "milestone",
          "parent",
          "position");

  /** Fields with money in them. */
  private static final Set<String> AMOUNTS = Set.of("amount", "fixedCost");

  private static final Set<String> LINE_VALUES = Set.of("line", "name", "category", "amount");

  private static final List<String> ESTIMATE_VALUES =
      List.of("optimisticDays", "mostLikelyDays", "pessimisticDays");

  private PlanEdits() {}

  /**
   * The plan after all edits, in their order. Numbers of new tasks follow the highest in the plan.
   *
   * @throws RefusedException naming the edit that cannot be, for example one of a missing task
   */
  public static WorkPlan apply(WorkPlan plan, List<PlanEdit> edits) {
    int highest = plan.tasks().stream().mapToInt(PlanTask::number).max().orElse(0);
    return apply(plan, edits, highest + 1);
  }

  /**
   * The same, with the number that the next new task gets, so that the numbers of removed tasks are
   * not used again.
   */
  static WorkPlan apply(WorkPlan plan, List<PlanEdit> edits, int nextNumber) {
    return applied(plan, edits, nextNumber).plan();
  }

  /**
   * A plan after edits, and the way back.
   *
   * @param inverse edits that lead from the plan after to the plan before
   * @param numbers the numbers that new tasks got, by their placeholder
   */
  record Applied(WorkPlan plan, List<PlanEdit> inverse, Map<Integer, Integer> numbers) {}

  /** The same with the way back. */
  static Applied applied(WorkPlan plan, List<PlanEdit> edits, int nextNumber) {
    if (edits.size() > MOST_EDITS) {
      throw RefusedException.because("plan.tooManyEdits", MOST_EDITS);
    }
    if (edits.stream()
        .anyMatch(
            edit ->
                edit == null || edit.kind() == null || edit.kind() == PlanEdit.Kind.RESTORE_TASK)) {
      throw RefusedException.because("plan.editKind");
    }
    return run(new Draft(plan, nextNumber, false), edits);
  }

  /**
   * The same where each new task gets the number that its placeholder says, so that a plan can be
   * built again from {@link PlanDifference} and keep all its numbers.
   */
  static Applied keepingNumbers(WorkPlan plan, List<PlanEdit> edits) {
    Draft draft = new Draft(plan, 0, false);
    draft.keepsNumbers = true;
    return run(draft, edits);
  }

  /** Applies edits that were computed as an inverse, and may restore what a person cannot state. */
  static Applied restored(WorkPlan plan, List<PlanEdit> inverse, int nextNumber) {
    return run(new Draft(plan, nextNumber, true), inverse);
  }

  private static Applied run(Draft draft, List<PlanEdit> edits) {
    edits.forEach(draft::apply);
    WorkPlan after = draft.toPlan();
    PlanRules.check(after);
    linesLeft(draft.before, after);
    return new Applied(after, draft.inverse(), Map.copyOf(draft.placeholders));
  }

  /** Refuses to drop a line of the budget that carries the cost of tasks. */
  private static void linesLeft(WorkPlan before, WorkPlan after) {
    if (before.lines() == null || before.lines().equals(after.lines())) {
      return;
    }
    for (BudgetLine line : before.lines().all()) {
      if (after.lines().line(line.number()) == null) {
        long tasks =
            after.tasks().stream()
                .filter(task -> Objects.equals(task.budgetLine(), line.number()))
                .count();
        if (tasks > 0) {
          throw RefusedException.ofField("line", "plan.lineUsed", label(line), tasks);
        }
      }
    }
  }

  private static String label(BudgetLine line) {
    return line.number() + " \"" + line.name() + "\"";
  }

  /** Whether these edits need the lines of the budget beside the plan. */
  static boolean nameLines(List<PlanEdit> edits) {
    return edits.stream()
        .anyMatch(edit -> edit != null && edit.kind() != null && edit.kind().isOfLine());
  }

  /** Refuses edits that only a change request may ask for. */
  static void mustBeOfPlanning(List<PlanEdit> edits) {
    if (nameLines(edits)) {
      throw RefusedException.because("plan.linesByChange");
    }
    if (edits.stream().anyMatch(edit -> edit != null && edit.kind() == PlanEdit.Kind.SET_BUDGET)) {
      throw RefusedException.because("plan.budgetByChange");
    }
  }

  /** A sentence for each edit; later ones call the new tasks of earlier ones by their names. */
  public static List<String> describe(List<PlanEdit> edits, WorkPlan plan) {
    Map<Integer, String> labels = new HashMap<>();
    plan.tasks().forEach(task -> labels.put(task.number(), PlanRules.label(task)));
    Map<Integer, PlanTask> tasks = new HashMap<>();
    plan.tasks().forEach(task -> tasks.put(task.number(), task));
    Map<String, BudgetLine> lines = new HashMap<>();
    if (plan.lines() != null) {
      plan.lines().all().forEach(line -> lines.put(text(line.number()), line));
    }
    List<String> sentences = new ArrayList<>();
    for (PlanEdit edit : edits) {
      if (edit.kind() == PlanEdit.Kind.ADD_BUDGET_LINE && edit.values().containsKey("line")) {
        lines.put(
            edit.values().get("line"),
            new BudgetLine(0, edit.values().getOrDefault("name", ""), "", null));
      }
      if (edit.kind() == PlanEdit.Kind.ADD_TASK && edit.task() != null) {
        labels.put(
            edit.task(),
            Sentences.say("plan.edit.newTaskNamed", edit.values().getOrDefault("name", "")));
      }
      sentences.add(describe(edit, tasks.get(edit.task()), labels, lines, plan));
    }
    return sentences;
  }

  private static String describe(
      PlanEdit edit,
      PlanTask task,
      Map<Integer, String> labels,
      Map<String, BudgetLine> lines,
      WorkPlan plan) {
    String label = labels.getOrDefault(edit.task(), Sentences.say("plan.edit.newTask"));
    Map<String, String> values = edit.values();
    return switch (edit.kind()) {
      case ADD_TASK -> {
        String parent = named(labels, values.get("parent"));
        String details =
            details(values, null, lines, plan, Set.of("name", "parent", "position", "after"));
        yield Sentences.say(
            "plan.edit.addTask",
            values.getOrDefault("name", ""),
            parent == null ? "" : Sentences.say("plan.edit.below", parent),
            details.isEmpty() ? "" : ": " + details);
      }
      case REMOVE_TASK -> Sentences.say("plan.edit.removeTask", label);
      case RESTORE_TASK -> Sentences.say("plan.edit.restoreTask", label);
      case SET ->
          Sentences.say("plan.edit.set", label, details(values, task, lines, plan, Set.of()));
      case INDENT -> Sentences.say("plan.edit.indent", label);
      case OUTDENT -> Sentences.say("plan.edit.outdent", label);
      case MOVE -> {
        String parent = named(labels, values.get("parent"));
        yield values.containsKey("direction")
            ? Sentences.say("plan.edit.moveBy", label, values.get("direction"))
            : Sentences.say(
                "plan.edit.move",
                label,
                parent == null ? "" : Sentences.say("plan.edit.below", parent));
      }
      case ADD_LINK -> {
        String predecessor = named(labels, values.get("predecessor"));
        String lag = values.getOrDefault("lagDays", "");
        yield Sentences.say(
            "plan.edit.addLink",
            label,
            predecessor == null ? values.getOrDefault("predecessor", "") : predecessor,
            values.getOrDefault("type", "FS"),
            lag.isBlank() || lag.equals("0") ? "" : Sentences.say("plan.edit.lag", lag));
      }
      case REMOVE_LINK -> {
        String predecessor = named(labels, values.get("predecessor"));
        yield Sentences.say(
            "plan.edit.removeLink",
            label,
            predecessor == null ? values.getOrDefault("predecessor", "") : predecessor);
      }
      case SET_PROJECT_DEADLINE ->
          Sentences.say(
              "plan.edit.projectDeadline",
              String.valueOf(plan.deadline() == null ? "-" : plan.deadline()),
              values.getOrDefault("deadline", ""));
      case SET_BUDGET ->
          Sentences.say(
              "plan.edit.budget",
              Amounts.plain(plan.budget()),
              amountSaid(values.getOrDefault("budget", "")));
      case ADD_BUDGET_LINE ->
          Sentences.say(
              "plan.edit.addLine",
              values.getOrDefault("name", ""),
              amountSaid(values.getOrDefault("amount", "-")));
      case SET_BUDGET_LINE ->
          Sentences.say("plan.edit.setLine", lineLabel(lines, values), lineDetails(lines, values));
      case REMOVE_BUDGET_LINE -> Sentences.say("plan.edit.removeLine", lineLabel(lines, values));
      case SET_CALENDAR_HOLIDAY ->
          Sentences.say(
              Boolean.parseBoolean(values.get("working"))
                  ? "plan.edit.workingDay"
                  : "plan.edit.holiday",
              values.getOrDefault("day", ""));
    };
  }

  private static String lineLabel(Map<String, BudgetLine> lines, Map<String, String> values) {
    String named = values.getOrDefault("line", "").strip();
    BudgetLine line = lines.get(named);
    return line == null ? named : line.number() == 0 ? '"' + line.name() + '"' : label(line);
  }

  private static String lineDetails(Map<String, BudgetLine> lines, Map<String, String> values) {
    BudgetLine line = lines.get(values.getOrDefault("line", "").strip());
    return Stream.of("name", "category", "amount")
        .filter(values::containsKey)
        .map(
            field -> {
              String was =
                  line == null || line.number() == 0
                      ? ""
                      : switch (field) {
                        case "name" -> line.name();
                        case "category" -> line.category();
                        default -> plain(line.amount());
                      };
              return changed(field, was, values.get(field));
            })
        .collect(Collectors.joining(", "));
  }

  private static String changed(String field, String before, String after) {
    String name = Sentences.say("plan.field." + field);
    String was = said(field, before);
    String now = said(field, after);
    return was.isEmpty() || was.equals(now)
        ? Sentences.say("plan.edit.to", name, now)
        : Sentences.say("plan.edit.fromTo", name, was, now);
  }

  private static String details(
      Map<String, String> values,
      PlanTask task,
      Map<String, BudgetLine> lines,
      WorkPlan plan,
      Set<String> without) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .filter(
                value -> TASK_VALUES.contains(value.getKey()) && !without.contains(value.getKey()))
            .map(
                value -> {
                  String was = task == null ? "" : valueOf(task, value.getKey(), plan.calendar());
                  String now =
                      value.getValue() == null || value.getValue().isBlank()
                          ? "-"
                          : value.getValue();
                  if (value.getKey().equals("constraint")) {
                    was = constraintName(was);
                    now = constraintName(now);
                  }
                  if (value.getKey().equals("budgetLine")) {
                    was = lines.containsKey(was) ? lines.get(was).name() : was;
                    now = lines.containsKey(now) ? lines.get(now).name() : now;
                  }
                  return changed(value.getKey(), was, now);
                })
            .collect(Collectors.joining(", "));
  }

  /** A value in the words of an edit, as people read it. */
  static String said(String field, String value) {
    return AMOUNTS.contains(field) ? amountSaid(value) : value;
  }

  /** As pages write amounts; a text that is none stays as it is. */
  private static String amountSaid(String text) {
    BigDecimal amount = text == null ? null : Numbers.parse(text);
    return amount == null ? text : Amounts.plain(amount);
  }

  /** What people call a constraint; a text that is none stays as it is. */
  private static String constraintName(String type) {
    return Arrays.stream(ConstraintType.values())
        .filter(
            known ->
                known.name().equals(type)
                    || type.equals("-") && known == ConstraintType.AS_SOON_AS_POSSIBLE)
        .findFirst()
        .map(known -> Sentences.say("plan.screen.constraint." + known))
        .orElse(type);
  }

  /** A task's present value in the words of an edit; "-" where it has none. */
  static String valueOf(PlanTask task, String field, WorkingCalendar calendar) {
    Object value =
        switch (field) {
          case "name" -> task.name();
          case "durationDays" -> days(task.durationMinutes(), calendar);
          case "optimisticDays" ->
              task.estimate() == null ? null : days(task.estimate().optimisticMinutes(), calendar);
          case "mostLikelyDays" ->
              task.estimate() == null ? null : days(task.estimate().mostLikelyMinutes(), calendar);
          case "pessimisticDays" ->
              task.estimate() == null ? null : days(task.estimate().pessimisticMinutes(), calendar);
          case "effortHours" -> task.effortHours() == null ? null : plain(task.effortHours());
          case "owner" -> task.owner();
          case "constraint" -> task.constraint();
          case "constraintDate" ->
              task.constraintDate() == null ? null : task.constraintDate().toLocalDate();
          case "deadline" -> task.deadline();
          case "system" -> task.system();
          case "budgetLine" -> task.budgetLine();
          case "fixedCost" -> plain(task.fixedCost());
          case "milestone" -> task.milestone();
          case "parent" -> task.parent();
          default -> "";
        };
    return value == null ? "-" : value.toString();
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** Working minutes as days, such as "2.5". */
  static String days(long minutes, WorkingCalendar calendar) {
    return BigDecimal.valueOf(minutes)
        .divide(BigDecimal.valueOf(calendar.minutesPerDay()), 2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String named(Map<Integer, String> labels, String number) {
    return number != null && number.matches("-?\\d{1,9}")
        ? labels.get(Integer.valueOf(number))
        : null;
  }

  /** A plan while it is being changed: rows by number, children in order (0 holds the top). */
  private static final class Draft {
    private final WorkPlan before;
    private final Map<Integer, PlanTask> tasks = new HashMap<>();
    private final Map<Integer, List<Integer>> children = new HashMap<>();
    private final Map<Integer, Integer> placeholders = new HashMap<>();
    private final Map<Long, TaskLink> links = new LinkedHashMap<>();
    private WorkingCalendar calendar;
    private LocalDate deadline;
    private BigDecimal budget;
    private int next;

    /** The lines of the budget by number; null where nobody asked for them. */
    private final NavigableMap<Integer, BudgetLine> lines;

    private int nextLine;
    private final Map<Integer, Integer> newLines = new HashMap<>();
    private final boolean restoring;
    private boolean keepsNumbers;

    /** The way back of each edit, in the order of the edits. */
    private final List<List<PlanEdit>> ways = new ArrayList<>();

    private List<PlanEdit> back;

    Draft(WorkPlan plan, int next, boolean restoring) {
      this.before = plan;
      this.next = next;
      this.restoring = restoring;
      this.calendar = plan.calendar();
      this.deadline = plan.deadline();
      this.budget = plan.budget();
      this.lines = plan.lines() == null ? null : new TreeMap<>();
      if (plan.lines() != null) {
        plan.lines().all().forEach(line -> lines.put(line.number(), line));
        nextLine = plan.lines().next();
      }
      children.put(0, new ArrayList<>());
      for (PlanTask task : plan.tasks()) {
        tasks.put(task.number(), task);
        childrenOf(task.parent()).add(task.number());
      }
      plan.links().forEach(link -> links.put(id(link.predecessor(), link.successor()), link));
    }

    void apply(PlanEdit edit) {
      if (edit.kind() == null) {
        throw RefusedException.because("plan.editKind");
      }
      back = new ArrayList<>();
      ways.add(back);
      switch (edit.kind()) {
        case ADD_TASK -> add(edit);
        case REMOVE_TASK -> remove(task(edit.task()));
        case RESTORE_TASK -> restore(edit.task(), edit.values());
        case SET -> set(task(edit.task()), edit.values());
        case INDENT -> indent(task(edit.task()));
        case OUTDENT -> outdent(task(edit.task()));
        case MOVE -> move(task(edit.task()), edit.values());
        case ADD_LINK -> addLink(task(edit.task()), edit.values());
        case REMOVE_LINK -> {
          PlanTask task = task(edit.task());
          PlanTask predecessor = taskNamed("predecessor", edit.values());
          TaskLink link = links.remove(id(predecessor.number(), task.number()));
          if (link == null) {
            throw RefusedException.ofField(
                "predecessor",
                "plan.linkMissing",
                PlanRules.label(task),
                PlanRules.label(predecessor));
          }
          back.add(adding(link));
        }
        case SET_PROJECT_DEADLINE -> {
          LocalDate day = day("deadline", edit.values().get("deadline"));
          if (!restoring && (day == null || day.isBefore(before.start()))) {
            throw RefusedException.ofField(
                "deadline", "plan.projectDeadline", String.valueOf(before.start()));
          }
          back.add(
              new PlanEdit(
                  PlanEdit.Kind.SET_PROJECT_DEADLINE, null, Map.of("deadline", text(deadline))));
          deadline = day;
        }
        case SET_BUDGET -> {
          BigDecimal granted = budget(edit.values().get("budget"));
          back.add(new PlanEdit(PlanEdit.Kind.SET_BUDGET, null, Map.of("budget", text(budget))));
          budget = granted;
        }
        case ADD_BUDGET_LINE -> addLine(edit.values());
        case SET_BUDGET_LINE -> setLine(line(edit.values()), edit.values());
        case REMOVE_BUDGET_LINE -> {
          BudgetLine gone = line(edit.values());
          lines.remove(gone.number());
          back.add(new PlanEdit(PlanEdit.Kind.ADD_BUDGET_LINE, null, values(gone)));
        }
        case SET_CALENDAR_HOLIDAY -> holiday(edit.values());
      }
    }

    private void addLine(Map<String, String> values) {
      String named = values.getOrDefault("line", "").strip();
      // only what was dropped comes back by its number
      if (!named.matches(restoring ? "\\d{1,9}" : "(-\\d{1,9})?")) {
        throw RefusedException.ofField("line", "plan.lineNumbered", named);
      }
      int number =
          restoring
              ? Integer.parseInt(named)
              : keepsNumbers ? -Integer.parseInt(named) : nextLine++;
      nextLine = Math.max(nextLine, number + 1);
      if (!restoring && !named.isEmpty()) {
        newLines.put(Integer.valueOf(named), number);
      }
      lines().put(number, changed(new BudgetLine(number, "", "", null), values));
      back.add(new PlanEdit(PlanEdit.Kind.REMOVE_BUDGET_LINE, null, Map.of("line", text(number))));
    }

    private void setLine(BudgetLine line, Map<String, String> values) {
      BudgetLine changed = changed(line, values);
      lines.put(line.number(), changed);
      Map<String, String> was = new TreeMap<>(values(line));
      was.entrySet().removeAll(values(changed).entrySet());
      if (!was.isEmpty()) {
        was.put("line", text(line.number()));
        back.add(new PlanEdit(PlanEdit.Kind.SET_BUDGET_LINE, null, was));
      }
    }

    private static BudgetLine changed(BudgetLine line, Map<String, String> values) {
      for (String field : values.keySet()) {
        if (!LINE_VALUES.contains(field)) {
          throw RefusedException.because("plan.fieldUnknown", field);
        }
      }
      BudgetLine changed =
          new BudgetLine(
              line.number(),
              oneLine(values.getOrDefault("name", line.name())),
              oneLine(values.getOrDefault("category", line.category())),
              values.containsKey("amount") ? amount(values.get("amount")) : line.amount());
      Registers.check(changed);
      return changed;
    }

    private static Map<String, String> values(BudgetLine line) {
      return Map.of(
          "line", text(line.number()),
          "name", line.name(),
          "category", line.category(),
          "amount", line.amount().toPlainString());
    }

    private BudgetLine line(Map<String, String> values) {
      Integer number = lineNamed(values.getOrDefault("line", "").strip());
      BudgetLine line = number == null ? null : lines().get(number);
      if (line == null) {
        throw RefusedException.ofField("line", "plan.lineMissing", values.getOrDefault("line", ""));
      }
      return line;
    }

    private NavigableMap<Integer, BudgetLine> lines() {
      if (lines == null) {
        throw new IllegalStateException("the plan was read without the lines of its budget");
      }
      return lines;
    }

    /** The number that is meant, also by the placeholder of a new line; null where it is none. */
    private Integer lineNamed(String text) {
      if (!text.matches("-?\\d{1,9}")) {
        return null;
      }
      int number = Integer.parseInt(text);
      return number < 0 ? newLines.get(number) : Integer.valueOf(number);
    }

    WorkPlan toPlan() {
      List<PlanTask> rows = new ArrayList<>(tasks.size());
      collect(rows);
      return new WorkPlan(
          before.projectKey(),
          before.version(),
          before.start(),
          deadline,
          calendar,
          List.copyOf(rows),
          List.copyOf(links.values()),
          budget,
          lines == null ? null : new BudgetLines(List.copyOf(lines.values()), nextLine));
    }

    /** All ways back, the last one first. */
    List<PlanEdit> inverse() {
      List<PlanEdit> inverse = new ArrayList<>();
      for (int i = ways.size() - 1; i >= 0; i--) {
        inverse.addAll(ways.get(i));
      }
      return List.copyOf(inverse);
    }

    /** Rows from top to bottom, without recursion, so that no depth can overflow the stack. */
    private void collect(List<PlanTask> rows) {
      List<Integer> open = new ArrayList<>();
      List<Integer> top = children.get(0);
      for (int i = top.size() - 1; i >= 0; i--) {
        open.add(top.get(i));
      }
      while (!open.isEmpty()) {
        int number = open.remove(open.size() - 1);
        rows.add(copy(tasks.get(number), Map.of("position", rows.size() + 1)));
        List<Integer> below = children.getOrDefault(number, List.of());
        for (int i = below.size() - 1; i >= 0; i--) {
          open.add(below.get(i));
        }
      }
    }

    private void add(PlanEdit edit) {
      if (edit.task() != null && edit.task() >= 0) {
        throw RefusedException.because("plan.addNumbered", String.valueOf(edit.task()));
      }
      int number = keepsNumbers ? -edit.task() : next++;
      if (edit.task() != null) {
        placeholders.put(edit.task(), number);
      }
      Map<String, String> values = new HashMap<>(edit.values());
      Integer parent = null;
      int at = -1;
      if (given(values, "after")) {
        PlanTask after = taskNamed("after", values);
        parent = after.parent();
        at = childrenOf(parent).indexOf(after.number()) + 1;
      } else if (given(values, "parent")) {
        parent = taskNamed("parent", values).number();
      }
      if (given(values, "position")) {
        at = whole("position", values.get("position"), 1, PlanRules.MOST_TASKS) - 1;
      }
      values.keySet().removeAll(Set.of("after", "parent", "position"));
      boolean milestone = Boolean.parseBoolean(values.get("milestone"));
      PlanTask task =
          new PlanTask(
              number,
              parent,
              0,
              "",
              milestone,
              milestone ? 0 : calendar.minutesPerDay(),
              null,
              null,
              null,
              ConstraintType.AS_SOON_AS_POSSIBLE,
              null,
              null,
              null,
              null,
              BigDecimal.ZERO,
              0,
              null,
              null,
              null);
      tasks.put(number, task);
      List<Integer> siblings = childrenOf(parent);
      siblings.add(at < 0 || at > siblings.size() ? siblings.size() : at, number);
      if (!given(values, "name")) {
        throw RefusedException.ofField("name", "plan.nameMissing", String.valueOf(number));
      }
      set(task, values);
      back.clear();
      back.add(new PlanEdit(PlanEdit.Kind.REMOVE_TASK, number, Map.of()));
    }

    private void remove(PlanTask task) {
      List<Integer> gone = new ArrayList<>(List.of(task.number()));
      for (int i = 0; i < gone.size(); i++) {
        gone.addAll(children.getOrDefault(gone.get(i), List.of()));
      }
      for (int number : gone) {
        back.add(restoring(tasks.get(number)));
      }
      childrenOf(task.parent()).remove((Integer) task.number());
      Set<Integer> numbers = Set.copyOf(gone);
      links.values().stream()
          .filter(
              link -> numbers.contains(link.predecessor()) || numbers.contains(link.successor()))
          .forEach(link -> back.add(adding(link)));
      numbers.forEach(tasks::remove);
      numbers.forEach(children::remove);
      links
          .values()
          .removeIf(
              link -> numbers.contains(link.predecessor()) || numbers.contains(link.successor()));
    }

    private void set(PlanTask task, Map<String, String> values) {
      Map<String, Object> changes = new HashMap<>();
      for (Map.Entry<String, String> value : values.entrySet()) {
        String text = value.getValue() == null ? "" : value.getValue().strip();
        String field = value.getKey();
        if (!TASK_VALUES.contains(field)) {
          throw RefusedException.because("plan.fieldUnknown", field);
        }
        switch (field) {
          case "name" -> changes.put("name", oneLine(text));
          case "durationDays" -> {
            Long minutes = minutes(field, text, "plan.duration", PlanRules.label(task), calendar);
            if (minutes == null) {
              throw RefusedException.ofField(field, "plan.duration", PlanRules.label(task));
            }
            changes.put("durationMinutes", minutes);
          }
          case "predecessors" -> predecessors(task, text);
          case "effortHours" ->
              changes.put(field, scaled(number(field, text, "plan.effort", task)));
          case "fixedCost" -> {
            BigDecimal cost = number(field, text, "plan.fixedCost", task);
            changes.put(field, cost == null ? BigDecimal.ZERO : scaled(cost));
          }
          case "owner" -> {
            changes.put("owner", text.isEmpty() ? null : text);
            if (!text.isEmpty()) {
              changes.put("ownerLabel", null);
            }
          }
          case "constraint" -> changes.put("constraint", constraint(text));
          case "deadline" -> changes.put("deadline", day(field, text));
          case "system" ->
              changes.put(field, text.isEmpty() ? null : whole(field, text, 1, Integer.MAX_VALUE));
          case "budgetLine" -> {
            Integer line = text.startsWith("-") ? lineNamed(text) : null;
            if (line == null && !text.isEmpty()) {
              line = whole(field, text, 1, Integer.MAX_VALUE);
            }
            changes.put(field, line);
          }
          case "milestone" ->
              changes.put("milestone", Boolean.parseBoolean(text) || text.equals("on"));
          default -> {
            // parent, position, constraintDate and estimates depend on the other values, come last
          }
        }
      }
      if (values.keySet().stream().anyMatch(ESTIMATE_VALUES::contains)) {
        changes.put("estimate", estimate(values, task, calendar));
      }
      ConstraintType constraint =
          (ConstraintType) changes.getOrDefault("constraint", task.constraint());
      if (!PlanRules.needsDate(constraint)) {
        changes.put("constraintDate", null);
      } else if (values.containsKey("constraintDate")) {
        changes.put("constraintDate", constraintDate(values.get("constraintDate"), constraint));
      }
      if (Boolean.TRUE.equals(changes.getOrDefault("milestone", task.milestone()))) {
        if (changes.get("durationMinutes") instanceof Long minutes
            && minutes > 0
            && !changes.containsKey("milestone")) {
          changes.put("milestone", false);
        } else {
          changes.put("durationMinutes", 0L);
          changes.put("estimate", null);
        }
      }
      if (task.remainingMinutes() != null
          && changes.get("durationMinutes") instanceof Long minutes) {
        // work added to or taken from a task that is under way is still to do
        changes.put(
            "remainingMinutes",
            Math.max(0, task.remainingMinutes() + minutes - task.durationMinutes()));
      }
      PlanTask changed = copy(task, changes);
      PlanRules.check(changed);
      tasks.put(task.number(), changed);
      Map<String, String> was = TaskText.write(task);
      was.entrySet().removeAll(TaskText.write(changed).entrySet());
      if (!was.isEmpty()) {
        back.add(new PlanEdit(PlanEdit.Kind.RESTORE_TASK, task.number(), was));
      }
      if (values.containsKey("parent") || values.containsKey("position")) {
        move(changed, values);
      }
    }

    /** Sets again what {@link #set} or {@link #remove} took, without asking whether it may be. */
    private void restore(Integer number, Map<String, String> values) {
      PlanTask task = tasks.get(number);
      if (task != null) {
        PlanTask changed = TaskText.read(task, values);
        Map<String, String> was = TaskText.write(task);
        was.entrySet().removeAll(TaskText.write(changed).entrySet());
        back.add(new PlanEdit(PlanEdit.Kind.RESTORE_TASK, number, was));
        tasks.put(number, changed);
        return;
      }
      if (!given(values, "position")) {
        throw RefusedException.because("plan.taskUnknown", String.valueOf(number));
      }
      Integer parent = given(values, "parent") ? taskNamed("parent", values).number() : null;
      tasks.put(number, TaskText.read(number, parent, values));
      List<Integer> siblings = childrenOf(parent);
      int at = whole("position", values.get("position"), 1, Integer.MAX_VALUE) - 1;
      siblings.add(Math.min(at, siblings.size()), number);
      back.add(new PlanEdit(PlanEdit.Kind.REMOVE_TASK, number, Map.of()));
    }

    private PlanEdit restoring(PlanTask task) {
      Map<String, String> values = TaskText.write(task);
      values.putAll(place(task));
      return new PlanEdit(PlanEdit.Kind.RESTORE_TASK, task.number(), values);
    }

    /** Where the task stands now. */
    private Map<String, String> place(PlanTask task) {
      return Map.of(
          "parent",
          text(task.parent()),
          "position",
          String.valueOf(childrenOf(task.parent()).indexOf(task.number()) + 1));
    }

    private void comeBack(PlanTask task) {
      back.add(new PlanEdit(PlanEdit.Kind.MOVE, task.number(), place(task)));
    }

    /** Makes the task wait for exactly these. */
    private void predecessors(PlanTask task, String text) {
      Map<Long, TaskLink> wanted = new LinkedHashMap<>();
      for (PlanNotation.Predecessor named : PlanNotation.predecessors(task, text, calendar)) {
        PlanTask predecessor = tasks.get(named.number());
        if (predecessor == null) {
          throw RefusedException.ofField(
              "predecessors",
              "plan.predecessorUnknown",
              PlanRules.label(task),
              String.valueOf(named.number()));
        }
        wanted.put(
            id(named.number(), task.number()),
            new TaskLink(named.number(), task.number(), named.type(), named.lagMinutes()));
      }
      for (TaskLink link : List.copyOf(links.values())) {
        if (link.successor() == task.number()
            && !wanted.containsKey(id(link.predecessor(), task.number()))) {
          links.remove(id(link.predecessor(), task.number()));
          back.add(adding(link));
        }
      }
      wanted.values().forEach(this::put);
    }

    private void put(TaskLink link) {
      TaskLink was = links.put(id(link.predecessor(), link.successor()), link);
      back.add(
          was != null
              ? adding(was)
              : new PlanEdit(
                  PlanEdit.Kind.REMOVE_LINK,
                  link.successor(),
                  Map.of("predecessor", String.valueOf(link.predecessor()))));
    }

    private static PlanEdit adding(TaskLink link) {
      return new PlanEdit(
          PlanEdit.Kind.ADD_LINK,
          link.successor(),
          Map.of(
              "predecessor",
              String.valueOf(link.predecessor()),
              "type",
              link.type().name(),
              "lagMinutes",
              String.valueOf(link.lagMinutes())));
    }

    private void indent(PlanTask task) {
      List<Integer> siblings = childrenOf(task.parent());
      int at = siblings.indexOf(task.number());
      if (at == 0) {
        throw RefusedException.because("plan.indentFirst", PlanRules.label(task));
      }
      comeBack(task);
      int above = siblings.get(at - 1);
      siblings.remove(at);
      childrenOf(above).add(task.number());
      tasks.put(task.number(), reparent(task, above));
    }

    private void outdent(PlanTask task) {
      if (task.parent() == null) {
        throw RefusedException.because("plan.outdentTop", PlanRules.label(task));
      }
      comeBack(task);
      PlanTask parent = tasks.get(task.parent());
      childrenOf(task.parent()).remove((Integer) task.number());
      List<Integer> level = childrenOf(parent.parent());
      level.add(level.indexOf(parent.number()) + 1, task.number());
      tasks.put(task.number(), reparent(task, parent.parent()));
    }

    private void move(PlanTask task, Map<String, String> values) {
      List<Integer> siblings = childrenOf(task.parent());
      int at = siblings.indexOf(task.number());
      if (given(values, "direction")) {
        int to = values.get("direction").equals("up") ? at - 1 : at + 1;
        if (to < 0 || to >= siblings.size()) {
          throw RefusedException.because("plan.moveEnd", PlanRules.label(task));
        }
        comeBack(task);
        siblings.remove(at);
        siblings.add(to, task.number());
        return;
      }
      Integer parent = task.parent();
      if (values.containsKey("parent")) {
        parent = given(values, "parent") ? taskNamed("parent", values).number() : null;
        for (Integer above = parent; above != null; above = tasks.get(above).parent()) {
          if (above == task.number()) {
            throw RefusedException.ofField("parent", "plan.parentBelow", PlanRules.label(task));
          }
        }
      }
      comeBack(task);
      siblings.remove(at);
      List<Integer> target = childrenOf(parent);
      int to =
          given(values, "position")
              ? whole("position", values.get("position"), 1, PlanRules.MOST_TASKS) - 1
              : Objects.equals(parent, task.parent()) ? at : target.size();
      target.add(Math.min(to, target.size()), task.number());
      tasks.put(task.number(), reparent(task, parent));
    }

    private void addLink(PlanTask task, Map<String, String> values) {
      PlanTask predecessor = taskNamed("predecessor", values);
      LinkType type;
      try {
        type =
            given(values, "type")
                ? LinkType.valueOf(values.get("type").strip().toUpperCase(Locale.ROOT))
                : LinkType.FS;
      } catch (IllegalArgumentException unknown) {
        throw RefusedException.ofField("type", "plan.linkType", values.get("type"));
      }
      long minutes;
      if (given(values, "lagMinutes")) {
        minutes = number("lagDays", values.get("lagMinutes"), "plan.lag", task).longValue();
      } else {
        BigDecimal lag =
            given(values, "lagDays")
                ? number("lagDays", values.get("lagDays"), "plan.lag", task)
                : BigDecimal.ZERO;
        if (lag.abs().compareTo(BigDecimal.valueOf(2_600)) > 0) {
          throw RefusedException.ofField("lagDays", "plan.lag", PlanRules.label(task));
        }
        minutes =
            lag.multiply(BigDecimal.valueOf(calendar.minutesPerDay()))
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
      }
      put(new TaskLink(predecessor.number(), task.number(), type, minutes));
    }

    private void holiday(Map<String, String> values) {
      LocalDate day = day("day", values.get("day"));
      if (day == null) {
        throw RefusedException.ofField("day", "plan.date", "");
      }
      PlanRules.day("day", "", day);
      NavigableMap<LocalDate, List<Shift>> exceptions = new TreeMap<>(calendar.exceptions());
      List<Shift> was = exceptions.get(day);
      back.add(
          new PlanEdit(
              PlanEdit.Kind.SET_CALENDAR_HOLIDAY,
              null,
              was == null
                  ? Map.of("day", day.toString(), "working", "true")
                  : Map.of("day", day.toString(), "shifts", CalendarText.shifts(was))));
      if (given(values, "shifts")) {
        exceptions.put(day, shifts(values.get("shifts")));
      } else if (Boolean.parseBoolean(values.get("working"))) {
        exceptions.remove(day);
      } else {
        exceptions.put(day, List.of());
      }
      calendar = new WorkingCalendar(calendar.week(), exceptions);
    }

    private List<Integer> childrenOf(Integer parent) {
      return children.computeIfAbsent(parent == null ? 0 : parent, key -> new ArrayList<>());
    }

    private PlanTask task(Integer number) {
      Integer real = number == null ? null : number < 0 ? placeholders.get(number) : number;
      PlanTask task = real == null ? null : tasks.get(real);
      if (task == null) {
        throw RefusedException.because(
            "plan.taskUnknown", String.valueOf(number == null ? "" : number));
      }
      return task;
    }

    private PlanTask taskNamed(String field, Map<String, String> values) {
      String text = values.getOrDefault(field, "").strip();
      if (!text.matches("-?\\d{1,9}")) {
        throw RefusedException.ofField(field, "plan.taskUnknown", text);
      }
      try {
        return task(Integer.valueOf(text));
      } catch (RefusedException missing) {
        throw RefusedException.ofField(field, "plan.taskUnknown", text);
      }
    }

    private LocalDateTime constraintDate(String text, ConstraintType constraint) {
      if (text == null || text.isBlank()) {
        return null;
      }
      if (text.contains("T")) {
        day("constraintDate", text.substring(0, text.indexOf('T')));
        try {
          return LocalDateTime.parse(text.strip());
        } catch (DateTimeParseException wrong) {
          throw RefusedException.ofField("constraintDate", "plan.date", text);
        }
      }
      LocalDate day = day("constraintDate", text);
      boolean finish =
          switch (constraint) {
            case FINISH_NO_EARLIER_THAN, FINISH_NO_LATER_THAN, MUST_FINISH_ON -> true;
            default -> false;
          };
      return finish ? PlanRules.endOf(day, calendar) : PlanRules.startOf(day, calendar);
    }
  }

  private static List<Shift> shifts(String text) {
    try {
      return CalendarText.shifts(text.strip());
    } catch (RuntimeException wrong) {
      throw RefusedException.ofField("shifts", "plan.shifts", text);
    }
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  private static long id(int predecessor, int successor) {
    return (long) predecessor << 32 | successor;
  }

  private static boolean given(Map<String, String> values, String name) {
    return values.get(name) != null && !values.get(name).isBlank();
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }

  private static ConstraintType constraint(String text) {
    if (text.isEmpty()) {
      return ConstraintType.AS_SOON_AS_POSSIBLE;
    }
    return Arrays.stream(ConstraintType.values())
        .filter(type -> type.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> RefusedException.ofField("constraint", "plan.constraint", text));
  }

  private static BigDecimal number(String field, String text, String code, PlanTask task) {
    if (text.isBlank()) {
      return null;
    }
    BigDecimal number = Numbers.parse(text);
    if (number == null) {
      throw RefusedException.ofField(field, code, PlanRules.label(task));
    }
    return number;
  }

  /** Working days as minutes, null for an empty text. */
  private static Long minutes(
      String field, String text, String code, String label, WorkingCalendar calendar) {
    if (text == null || text.isBlank()) {
      return null;
    }
    Long minutes = PlanNotation.minutes(text, calendar);
    if (minutes == null || minutes < 0 || minutes > 2_600 * Math.max(calendar.minutesPerDay(), 1)) {
      throw RefusedException.ofField(field, code, label);
    }
    return minutes;
  }

  /** The estimate after setting some of its three values; null when all are cleared. */
  private static ThreePointEstimate estimate(
      Map<String, String> values, PlanTask task, WorkingCalendar calendar) {
    ThreePointEstimate was = task.estimate();
    Long[] minutes = {
      was == null ? null : was.optimisticMinutes(),
      was == null ? null : was.mostLikelyMinutes(),
      was == null ? null : was.pessimisticMinutes()
    };
    for (int i = 0; i < minutes.length; i++) {
      String field = ESTIMATE_VALUES.get(i);
      if (values.containsKey(field)) {
        minutes[i] =
            minutes(field, values.get(field), "plan.estimate", PlanRules.label(task), calendar);
      }
    }
    return estimate(minutes[0], minutes[1], minutes[2], PlanRules.label(task));
  }

  /** An estimate from three texts in their order; null where all are empty. */
  static ThreePointEstimate estimate(List<String> days, String label, WorkingCalendar calendar) {
    Long[] minutes = new Long[3];
    for (int i = 0; i < minutes.length; i++) {
      String text = i < days.size() ? days.get(i) : "";
      minutes[i] = minutes(ESTIMATE_VALUES.get(i), text, "plan.estimate", label, calendar);
    }
    return estimate(minutes[0], minutes[1], minutes[2], label);
  }

  /** An estimate as the values of an edit. */
  static Map<String, String> values(ThreePointEstimate estimate) {
    return Map.of(
        "optimisticDays", estimate.optimisticMinutes() + "m",
        "mostLikelyDays", estimate.mostLikelyMinutes() + "m",
        "pessimisticDays", estimate.pessimisticMinutes() + "m");
  }

  /** All three values or none. */
  static ThreePointEstimate estimate(
      Long optimistic, Long mostLikely, Long pessimistic, String label) {
    if (optimistic == null && mostLikely == null && pessimistic == null) {
      return null;
    }
    if (optimistic == null || mostLikely == null || pessimistic == null) {
      String missing =
          optimistic == null
              ? "optimisticDays"
              : mostLikely == null ? "mostLikelyDays" : "pessimisticDays";
      throw RefusedException.ofField(missing, "plan.estimateAll", label);
    }
    ThreePointEstimate estimate = new ThreePointEstimate(optimistic, mostLikely, pessimistic);
    PlanRules.check(estimate, label);
    return estimate;
  }

  private static BigDecimal budget(String text) {
    String typed = text == null ? "" : text;
    BigDecimal budget = amount(typed);
    if (budget == null || budget.signum() == 0 || budget.compareTo(PlanRules.MOST_MONEY) > 0) {
      throw RefusedException.ofField("budget", "plan.projectBudget", typed);
    }
    return budget;
  }

  /** The amount of a budget line; null where it is none, which the rules of the register tell. */
  private static BigDecimal amount(String text) {
    String typed = text.strip();
    return typed.matches("\\d{1,13}(\\.\\d{1,2})?") ? scaled(new BigDecimal(typed)) : null;
  }

  private static BigDecimal scaled(BigDecimal value) {
    return value == null ? null : value.setScale(2, RoundingMode.HALF_UP);
  }

  private static int whole(String field, String text, int least, int most) {
    if (!text.strip().matches("\\d{1,9}")
        || Integer.parseInt(text.strip()) < least
        || Integer.parseInt(text.strip()) > most) {
      throw RefusedException.ofField(
          field, "plan.whole", Sentences.say("plan.field." + field), text);
    }
    return Integer.parseInt(text.strip());
  }

  private static LocalDate day(String field, String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return Days.parse(text.strip());
    } catch (DateTimeParseException wrong) {
      throw RefusedException.ofField(field, "plan.date", text);
    }
  }

  private static PlanTask reparent(PlanTask task, Integer parent) {
    Map<String, Object> changes = new HashMap<>();
    changes.put("parent", parent);
    return copy(task, changes);
  }

  /** The task with some of its values replaced, by component name. */
  private static PlanTask copy(PlanTask task, Map<String, Object> changes) {
    return new PlanTask(
        task.number(),
        changes.containsKey("parent") ? (Integer) changes.get("parent") : task.parent(),
        (Integer) changes.getOrDefault("position", task.position()),
        (String) changes.getOrDefault("name", task.name()),
        (Boolean) changes.getOrDefault("milestone", task.milestone()),
        (Long) changes.getOrDefault("durationMinutes", task.durationMinutes()),
        changes.containsKey("effortHours")
            ? (BigDecimal) changes.get("effortHours")
            : task.effortHours(),
        changes.containsKey("owner") ? (String) changes.get("owner") : task.owner(),
        changes.containsKey("ownerLabel") ? (String) changes.get("ownerLabel") : task.ownerLabel(),
        (ConstraintType) changes.getOrDefault("constraint", task.constraint()),
        changes.containsKey("constraintDate")
            ? (LocalDateTime) changes.get("constraintDate")
            : task.constraintDate(),
        changes.containsKey("deadline") ? (LocalDate) changes.get("deadline") : task.deadline(),
        changes.containsKey("system") ? (Integer) changes.get("system") : task.system(),
        changes.containsKey("budgetLine") ? (Integer) changes.get("budgetLine") : task.budgetLine(),
        (BigDecimal) changes.getOrDefault("fixedCost", task.fixedCost()),
        task.percentComplete(),
        task.actualStart(),
        task.actualFinish(),
        (Long) changes.getOrDefault("remainingMinutes", task.remainingMinutes()),
        changes.containsKey("estimate")
            ? (ThreePointEstimate) changes.get("estimate")
            : task.estimate(),
        task.forecastFinish());
  }
}
