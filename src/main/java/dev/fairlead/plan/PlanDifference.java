package dev.fairlead.plan;

import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanGoals.PlanGoal;
import dev.fairlead.project.GoalTerms;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The edits that lead from one state of a plan to another: what somebody did in many steps on a
 * copy, said once. Each edit is one that a person could state. New tasks are named by their number
 * with a minus.
 *
 * <p>What edits cannot say is not among them: progress, the plan's start, the usual week, and names
 * of people that no login has.
 */
final class PlanDifference {
  private final Map<Integer, PlanTask> old = new HashMap<>();
  private final Map<Integer, PlanTask> now = new HashMap<>();
  private final WorkPlan before;
  private final WorkPlan after;
  private final List<PlanEdit> edits = new ArrayList<>();

  /** The order of the tasks below each (0 for the top) as the edits so far leave it. */
  private final Map<Integer, List<Integer>> children;

  private PlanDifference(WorkPlan before, WorkPlan after) {
    this.before = before;
    this.after = after;
    before.tasks().forEach(task -> old.put(task.number(), task));
    after.tasks().forEach(task -> now.put(task.number(), task));
    children = children(before);
  }

  /** The edits in the order in which they must be applied; none where the plans are the same. */
  static List<PlanEdit> edits(WorkPlan before, WorkPlan after) {
    PlanDifference difference = new PlanDifference(before, after);
    difference.wholePlan();
    difference.places();
    difference.values();
    difference.linksGone();
    difference.tasksGone();
    difference.linksNew();
    return List.copyOf(difference.edits);
  }

  private void edit(Kind kind, Integer task, Map<String, String> values) {
    edits.add(new PlanEdit(kind, task, values));
  }

  private void wholePlan() {
    if (after.deadline() != null && !after.deadline().equals(before.deadline())) {
      edit(Kind.SET_PROJECT_DEADLINE, null, Map.of("deadline", after.deadline().toString()));
    }
    if (after.budget() != null && !after.budget().equals(before.budget())) {
      edit(Kind.SET_BUDGET, null, Map.of("budget", after.budget().toPlainString()));
    }
    tolerances(before.tolerances(), after.tolerances());
    budgetLines();
    goals();
    Map<LocalDate, List<WorkingCalendar.Shift>> was = before.calendar().exceptions();
    Map<LocalDate, List<WorkingCalendar.Shift>> is = after.calendar().exceptions();
    Set<LocalDate> days = new TreeSet<>(was.keySet());
    days.addAll(is.keySet());
    for (LocalDate day : days) {
      List<WorkingCalendar.Shift> shifts = is.get(day);
      if (shifts == null) {
        edit(Kind.SET_CALENDAR_HOLIDAY, null, Map.of("day", day.toString(), "working", "true"));
      } else if (!shifts.equals(was.get(day))) {
        edit(
            Kind.SET_CALENDAR_HOLIDAY,
            null,
            shifts.isEmpty()
                ? Map.of("day", day.toString())
                : Map.of("day", day.toString(), "shifts", CalendarText.shifts(shifts)));
      }
    }
  }

  private void tolerances(Tolerances was, Tolerances is) {
    if (is.time() != null && !is.time().equals(was.time())) {
      edit(Kind.SET_TIME_TOLERANCE, null, Map.of("timeTolerance", is.time().toString()));
    }
    if (is.cost() != null && !is.cost().equals(was.cost())) {
      edit(Kind.SET_COST_TOLERANCE, null, Map.of("costTolerance", is.cost().toPlainString()));
    }
  }

  private void budgetLines() {
    if (before.lines() == null) {
      return;
    }
    for (BudgetLine line : before.lines().all()) {
      if (after.lines().line(line.number()) == null) {
        edit(Kind.REMOVE_BUDGET_LINE, null, Map.of("line", text(line.number())));
      }
    }
    for (BudgetLine line : after.lines().all()) {
      BudgetLine was = before.lines().line(line.number());
      Map<String, String> values = new TreeMap<>(values(line));
      if (was != null) {
        values.entrySet().removeAll(values(was).entrySet());
      }
      if (!values.isEmpty()) {
        values.put("line", lineReference(line.number()));
        edit(was == null ? Kind.ADD_BUDGET_LINE : Kind.SET_BUDGET_LINE, null, values);
      }
    }
  }

  private void goals() {
    for (PlanGoal goal : after.goals().all()) {
      GoalTerms was = before.goals().goal(goal.number());
      Map<String, String> values = new TreeMap<>(GoalDraft.values(goal.terms()));
      if (was != null) {
        values.entrySet().removeAll(GoalDraft.values(was).entrySet());
      }
      if (!values.isEmpty()) {
        values.put("goal", was == null ? "-" + goal.number() : text(goal.number()));
        edit(was == null ? Kind.ADD_GOAL : Kind.SET_GOAL, null, values);
      }
    }
    for (PlanGoal goal : before.goals().all()) {
      if (after.goals().goal(goal.number()) == null) {
        edit(Kind.DROP_GOAL, null, Map.of("goal", text(goal.number())));
      }
    }
  }

  private static Map<String, String> values(BudgetLine line) {
    return Map.of(
        "name", line.name(), "category", line.category(), "amount", line.amount().toPlainString());
  }

  private String lineReference(Integer number) {
    boolean added = number != null && before.lines() != null && before.lines().line(number) == null;
    return added ? "-" + number : text(number);
  }

  /** Adds new tasks and moves others, from top to bottom, parents before what is below them. */
  private void places() {
    Map<Integer, List<Integer>> wanted = children(after);
    List<Integer> parents = new ArrayList<>(List.of(0));
    after.tasks().forEach(task -> parents.add(task.number()));
    for (int parent : parents) {
      List<Integer> below = wanted.getOrDefault(parent, List.of());
      if (below.isEmpty()) {
        continue;
      }
      List<Integer> here = children.computeIfAbsent(parent, key -> new ArrayList<>());
      Set<Integer> staying = staying(here, below);
      int at = 0;
      for (int number : below) {
        if (!staying.contains(number)) {
          place(parent, number, at);
        }
        at = here.indexOf(number) + 1;
      }
    }
  }

  private void place(int parent, int number, int at) {
    Map<String, String> values = new TreeMap<>();
    values.put("parent", parent == 0 ? "" : reference(parent));
    PlanTask was = old.get(number);
    int to = at;
    if (was != null) {
      List<Integer> there = children.get(currentParent(number));
      if (there == children.get(parent) && there.indexOf(number) < at) {
        to--;
      }
      there.remove((Integer) number);
    }
    children.get(parent).add(to, number);
    values.put("position", String.valueOf(to + 1));
    if (was == null) {
      values.putAll(valuesOfNew(now.get(number)));
      edit(Kind.ADD_TASK, -number, values);
    } else {
      edit(Kind.MOVE, number, values);
    }
  }

  private int currentParent(int number) {
    Integer parent = old.get(number).parent();
    int first = parent == null ? 0 : parent;
    if (children.getOrDefault(first, List.of()).contains(number)) {
      return first;
    }
    return children.entrySet().stream()
        .filter(entry -> entry.getValue().contains(number))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /**
   * The largest set of tasks that need not be moved: the longest increasing subsequence of their
   * places now, in the order that is wanted.
   */
  private static Set<Integer> staying(List<Integer> here, List<Integer> wanted) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < here.size(); i++) {
      places.put(here.get(i), i);
    }
    List<Integer> kept = wanted.stream().filter(places::containsKey).toList();
    int[] ends = new int[kept.size()];
    int[] previous = new int[kept.size()];
    int length = 0;
    for (int i = 0; i < kept.size(); i++) {
      int low = 0;
      int high = length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (places.get(kept.get(ends[middle])) < places.get(kept.get(i))) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      previous[i] = low == 0 ? -1 : ends[low - 1];
      ends[low] = i;
      length = Math.max(length, low + 1);
    }
    Set<Integer> staying = new HashSet<>();
    for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = previous[i]) {
      staying.add(kept.get(i));
    }
    return staying;
  }

  private void values() {
    for (PlanTask task : after.tasks()) {
      PlanTask was = old.get(task.number());
      if (was == null) {
        continue;
      }
      Map<String, String> values = new TreeMap<>(values(task));
      values.entrySet().removeAll(values(was).entrySet());
      if (values.containsKey("constraint") && task.constraintDate() != null) {
        values.put("constraintDate", date(task));
      }
      if (values.containsKey("milestone") && !task.milestone()) {
        values.put("durationDays", days(task.durationMinutes()));
      }
      if (!values.isEmpty()) {
        edit(Kind.SET, task.number(), values);
      }
    }
  }

  /** What differs from a task that has only a name. */
  private Map<String, String> valuesOfNew(PlanTask task) {
    Map<String, String> values = new TreeMap<>(values(task));
    values.remove("milestone");
    values.values().removeIf(String::isEmpty);
    values.remove("fixedCost", "0");
    values.remove("constraint", ConstraintType.AS_SOON_AS_POSSIBLE.name());
    if (task.milestone()) {
      values.put("milestone", "true");
      values.remove("durationDays");
    }
    return values;
  }

  private Map<String, String> values(PlanTask task) {
    ThreePointEstimate estimate = task.estimate();
    Map<String, String> values = new HashMap<>();
    values.put("name", task.name());
    values.put("durationDays", days(task.durationMinutes()));
    values.put("effortHours", plain(task.effortHours()));
    values.put("owner", text(task.owner()));
    values.put("constraint", task.constraint().name());
    values.put("constraintDate", task.constraintDate() == null ? "" : date(task));
    values.put("deadline", text(task.deadline()));
    values.put("system", text(task.system()));
    values.put("budgetLine", lineReference(task.budgetLine()));
    values.put("fixedCost", plain(task.fixedCost()));
    values.put("milestone", String.valueOf(task.milestone()));
    values.put("optimisticDays", estimate == null ? "" : days(estimate.optimisticMinutes()));
    values.put("mostLikelyDays", estimate == null ? "" : days(estimate.mostLikelyMinutes()));
    values.put("pessimisticDays", estimate == null ? "" : days(estimate.pessimisticMinutes()));
    return values;
  }

  /** The day where that says it all, else the moment. */
  private String date(PlanTask task) {
    LocalDateTime date = task.constraintDate();
    LocalDate day = date.toLocalDate();
    WorkingCalendar calendar = after.calendar();
    LocalDateTime whole =
        switch (task.constraint()) {
          case FINISH_NO_EARLIER_THAN, FINISH_NO_LATER_THAN, MUST_FINISH_ON -> calendar.endOf(day);
          default -> calendar.startOf(day);
        };
    return date.equals(whole) ? day.toString() : date.toString();
  }

  /** Days where two decimals say it exactly, else minutes. */
  private String days(long minutes) {
    String days = PlanEdits.days(minutes, after.calendar());
    Long again = PlanNotation.minutes(days, after.calendar());
    return again != null && again == minutes ? days : minutes + "m";
  }

  private void linksGone() {
    Set<List<Integer>> kept = new HashSet<>();
    after.links().forEach(link -> kept.add(Arrays.asList(link.predecessor(), link.successor())));
    for (TaskLink link : before.links()) {
      if (now.containsKey(link.predecessor())
          && now.containsKey(link.successor())
          && !kept.contains(Arrays.asList(link.predecessor(), link.successor()))) {
        edit(
            Kind.REMOVE_LINK,
            link.successor(),
            Map.of("predecessor", String.valueOf(link.predecessor())));
      }
    }
  }

  /** With a summary goes what is still below it. */
  private void tasksGone() {
    for (PlanTask task : before.tasks()) {
      boolean withParent = task.parent() != null && !now.containsKey(task.parent());
      if (!now.containsKey(task.number()) && !withParent) {
        edit(Kind.REMOVE_TASK, task.number(), Map.of());
      }
    }
  }

  private void linksNew() {
    Set<TaskLink> was = new HashSet<>(before.links());
    for (TaskLink link : after.links()) {
      if (was.contains(link)) {
        continue;
      }
      Map<String, String> values = new TreeMap<>();
      values.put("predecessor", reference(link.predecessor()));
      values.put("type", link.type().name());
      if (link.lagMinutes() != 0) {
        String days = PlanEdits.days(link.lagMinutes(), after.calendar());
        long exact =
            new BigDecimal(days)
                .multiply(BigDecimal.valueOf(after.calendar().minutesPerDay()))
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
        boolean inDays = exact == link.lagMinutes();
        values.put(
            inDays ? "lagDays" : "lagMinutes", inDays ? days : String.valueOf(link.lagMinutes()));
      }
      edit(Kind.ADD_LINK, Integer.valueOf(reference(link.successor())), values);
    }
  }

  private String reference(int number) {
    return String.valueOf(old.containsKey(number) ? number : -number);
  }

  private static Map<Integer, List<Integer>> children(WorkPlan plan) {
    Map<Integer, List<Integer>> children = new HashMap<>();
    children.put(0, new ArrayList<>());
    for (PlanTask task : plan.tasks()) {
      children
          .computeIfAbsent(task.parent() == null ? 0 : task.parent(), key -> new ArrayList<>())
          .add(task.number());
    }
    return children;
  }

  private static String plain(BigDecimal value) {
    return value == null ? "" : value.stripTrailingZeros().toPlainString();
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
