package dev.fairlead.plan;

import static dev.fairlead.plan.EditText.ESTIMATE_VALUES;
import static dev.fairlead.plan.EditText.budget;
import static dev.fairlead.plan.EditText.constraint;
import static dev.fairlead.plan.EditText.day;
import static dev.fairlead.plan.EditText.estimate;
import static dev.fairlead.plan.EditText.given;
import static dev.fairlead.plan.EditText.minutes;
import static dev.fairlead.plan.EditText.number;
import static dev.fairlead.plan.EditText.oneLine;
import static dev.fairlead.plan.EditText.scaled;
import static dev.fairlead.plan.EditText.shifts;
import static dev.fairlead.plan.EditText.text;
import static dev.fairlead.plan.EditText.whole;

import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** A plan while it is being changed: rows by number, children in order (0 holds the top). */
final class PlanDraft {
  /** Who states the edits, and so which numbers new tasks and lines get. */
  enum Mode {
    /** People: the next free number. */
    EDITING,
    /** A plan that is built again: the number that the placeholder says. */
    REBUILDING,
    /** A way back: the number that the edit says, and no rule for people. */
    RESTORING
  }

  static final Set<String> TASK_VALUES =
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

  private final WorkPlan before;
  private final Map<Integer, PlanTask> tasks = new HashMap<>();
  private final Map<Integer, List<Integer>> children = new HashMap<>();
  private final Map<Integer, Integer> placeholders = new HashMap<>();
  private final Map<Long, TaskLink> links = new LinkedHashMap<>();
  private WorkingCalendar calendar;
  private LocalDate deadline;
  private BigDecimal budget;
  private Tolerances tolerances;
  private int next;
  private final BudgetDraft lines;
  private final GoalDraft goals;
  private final Mode mode;

  /** The way back of each edit, in the order of the edits. */
  private final List<List<PlanEdit>> ways = new ArrayList<>();

  private List<PlanEdit> back;

  PlanDraft(WorkPlan plan, int next, Mode mode) {
    this.before = plan;
    this.next = next;
    this.mode = mode;
    this.calendar = plan.calendar();
    this.deadline = plan.deadline();
    this.budget = plan.budget();
    this.tolerances = plan.tolerances();
    this.lines = new BudgetDraft(plan.lines(), mode);
    this.goals = new GoalDraft(plan.goals(), mode);
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
        if (mode != Mode.RESTORING && (day == null || day.isBefore(before.start()))) {
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
      case SET_TIME_TOLERANCE -> {
        int days = EditText.timeTolerance(edit.values().get("timeTolerance"));
        back.add(new PlanEdit(edit.kind(), null, Map.of("timeTolerance", text(tolerances.time()))));
        tolerances = new Tolerances(days, tolerances.cost());
      }
      case SET_COST_TOLERANCE -> {
        BigDecimal percent = EditText.costTolerance(edit.values().get("costTolerance"));
        back.add(new PlanEdit(edit.kind(), null, Map.of("costTolerance", text(tolerances.cost()))));
        tolerances = new Tolerances(tolerances.time(), percent);
      }
      case ADD_BUDGET_LINE -> back.add(lines.add(edit.values()));
      case SET_BUDGET_LINE -> lines.set(edit.values()).ifPresent(back::add);
      case REMOVE_BUDGET_LINE -> back.add(lines.remove(edit.values()));
      case ADD_GOAL -> back.add(goals.add(edit.values()));
      case SET_GOAL -> goals.set(edit.values()).ifPresent(back::add);
      case DROP_GOAL -> back.add(goals.drop(edit.values()));
      case SET_CALENDAR_HOLIDAY -> holiday(edit.values());
    }
  }

  WorkPlan before() {
    return before;
  }

  /** The numbers that new tasks got, by their placeholder. */
  Map<Integer, Integer> placeholders() {
    return Map.copyOf(placeholders);
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
        lines.toLines(),
        tolerances,
        goals.toGoals());
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
      rows.add(tasks.get(number).withPosition(rows.size() + 1));
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
    int number = mode == Mode.REBUILDING ? -edit.task() : next++;
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
        PlanTask.named(number, "")
            .parent(parent)
            .milestone(milestone)
            .durationMinutes(milestone ? 0 : calendar.minutesPerDay())
            .build();
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
        .filter(link -> numbers.contains(link.predecessor()) || numbers.contains(link.successor()))
        .forEach(link -> back.add(adding(link)));
    numbers.forEach(tasks::remove);
    numbers.forEach(children::remove);
    links
        .values()
        .removeIf(
            link -> numbers.contains(link.predecessor()) || numbers.contains(link.successor()));
  }

  private void set(PlanTask task, Map<String, String> values) {
    PlanTaskBuilder wanted = task.with();
    for (Map.Entry<String, String> value : values.entrySet()) {
      String text = value.getValue() == null ? "" : value.getValue().strip();
      String field = value.getKey();
      if (!TASK_VALUES.contains(field)) {
        throw RefusedException.because("plan.fieldUnknown", field);
      }
      switch (field) {
        case "name" -> wanted.name(oneLine(text));
        case "durationDays" -> {
          Long minutes = minutes(field, text, "plan.duration", PlanRules.label(task), calendar);
          if (minutes == null) {
            throw RefusedException.ofField(field, "plan.duration", PlanRules.label(task));
          }
          wanted.durationMinutes(minutes);
        }
        case "predecessors" -> predecessors(task, text);
        case "effortHours" -> wanted.effortHours(scaled(number(field, text, "plan.effort", task)));
        case "fixedCost" -> {
          BigDecimal cost = number(field, text, "plan.fixedCost", task);
          wanted.fixedCost(cost == null ? BigDecimal.ZERO : scaled(cost));
        }
        case "owner" -> {
          wanted.owner(text.isEmpty() ? null : text);
          if (!text.isEmpty()) {
            wanted.ownerLabel(null);
          }
        }
        case "constraint" -> wanted.constraint(constraint(text));
        case "deadline" -> wanted.deadline(day(field, text));
        case "system" ->
            wanted.system(text.isEmpty() ? null : whole(field, text, 1, Integer.MAX_VALUE));
        case "budgetLine" -> {
          Integer line = text.startsWith("-") ? lines.numberOf(text) : null;
          if (line == null && !text.isEmpty()) {
            line = whole(field, text, 1, Integer.MAX_VALUE);
          }
          wanted.budgetLine(line);
        }
        case "milestone" -> wanted.milestone(Boolean.parseBoolean(text) || text.equals("on"));
        default -> {
          // parent, position, constraintDate and estimates depend on the other values, come last
        }
      }
    }
    if (values.keySet().stream().anyMatch(ESTIMATE_VALUES::contains)) {
      wanted.estimate(estimate(values, task, calendar));
    }
    if (!PlanRules.needsDate(wanted.constraint())) {
      wanted.constraintDate(null);
    } else if (values.containsKey("constraintDate")) {
      wanted.constraintDate(constraintDate(values.get("constraintDate"), wanted.constraint()));
    }
    if (wanted.milestone()) {
      boolean takesTime = values.containsKey("durationDays") && wanted.durationMinutes() > 0;
      if (takesTime && !values.containsKey("milestone")) {
        wanted.milestone(false);
      } else {
        wanted.durationMinutes(0).estimate(null);
      }
    }
    if (task.remainingMinutes() != null) {
      // work added to or taken from a task that is under way is still to do
      long more = wanted.durationMinutes() - task.durationMinutes();
      wanted.remainingMinutes(Math.max(0, task.remainingMinutes() + more));
    }
    PlanTask changed = wanted.build();
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
    tasks.put(task.number(), task.withParent(above));
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
    tasks.put(task.number(), task.withParent(parent.parent()));
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
    tasks.put(task.number(), task.withParent(parent));
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
    return finish ? calendar.endOf(day) : calendar.startOf(day);
  }

  private static long id(int predecessor, int successor) {
    return (long) predecessor << 32 | successor;
  }
}
