package dev.fairlead.plan;

import dev.fairlead.project.GoalTerms;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.Numbers;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Fields with money in them. */
  private static final Set<String> AMOUNTS = Set.of("amount", "fixedCost");

  private static final Set<String> DAYS = Set.of("constraintDate", "deadline");

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
    return run(new PlanDraft(plan, nextNumber, PlanDraft.Mode.EDITING), edits);
  }

  /**
   * The same where each new task gets the number that its placeholder says, so that a plan can be
   * built again from {@link PlanDifference} and keep all its numbers.
   */
  static Applied keepingNumbers(WorkPlan plan, List<PlanEdit> edits) {
    return run(new PlanDraft(plan, 0, PlanDraft.Mode.REBUILDING), edits);
  }

  /** Applies edits that were computed as an inverse, and may restore what a person cannot state. */
  static Applied restored(WorkPlan plan, List<PlanEdit> inverse, int nextNumber) {
    return run(new PlanDraft(plan, nextNumber, PlanDraft.Mode.RESTORING), inverse);
  }

  private static Applied run(PlanDraft draft, List<PlanEdit> edits) {
    edits.forEach(draft::apply);
    WorkPlan after = draft.toPlan();
    PlanRules.check(after);
    linesLeft(draft.before(), after);
    if (after.goals().all().isEmpty() && !draft.before().goals().all().isEmpty()) {
      throw RefusedException.ofField("goal", "plan.goalLast");
    }
    return new Applied(after, draft.inverse(), draft.placeholders());
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
    if (edits.stream()
        .anyMatch(edit -> edit != null && edit.kind() != null && edit.kind().isOfTolerance())) {
      throw RefusedException.because("plan.toleranceByChange");
    }
    if (edits.stream()
        .anyMatch(edit -> edit != null && edit.kind() != null && edit.kind().isOfGoal())) {
      throw RefusedException.because("plan.goalsByChange");
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
      plan.lines().all().forEach(line -> lines.put(String.valueOf(line.number()), line));
    }
    Map<String, GoalTerms> goals = new HashMap<>();
    plan.goals().all().forEach(goal -> goals.put(String.valueOf(goal.number()), goal.terms()));
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
      sentences.add(
          edit.kind() != null && edit.kind().isOfGoal()
              ? describe(edit, goals)
              : describe(edit, tasks.get(edit.task()), labels, lines, plan));
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
      case SET_TIME_TOLERANCE ->
          Sentences.say(
              "plan.edit.timeTolerance",
              EditText.text(plan.tolerances().time()),
              values.getOrDefault("timeTolerance", "").strip());
      case SET_COST_TOLERANCE ->
          Sentences.say(
              "plan.edit.costTolerance",
              plan.tolerances().cost() == null ? "" : plain(plan.tolerances().cost()),
              percentSaid(values.getOrDefault("costTolerance", "")));
      case ADD_BUDGET_LINE ->
          Sentences.say(
              "plan.edit.addLine",
              values.getOrDefault("name", ""),
              amountSaid(values.getOrDefault("amount", "-")));
      case SET_BUDGET_LINE ->
          Sentences.say("plan.edit.setLine", lineLabel(lines, values), lineDetails(lines, values));
      case REMOVE_BUDGET_LINE -> Sentences.say("plan.edit.removeLine", lineLabel(lines, values));
      case ADD_GOAL, SET_GOAL, DROP_GOAL ->
          throw new IllegalArgumentException(edit.kind() + " is described beside the goals");
      case SET_CALENDAR_HOLIDAY ->
          Sentences.say(
              Boolean.parseBoolean(values.get("working"))
                  ? "plan.edit.workingDay"
                  : "plan.edit.holiday",
              daySaid(values.getOrDefault("day", "")));
    };
  }

  /** A sentence for an edit of a goal; later ones find what it adds or changes. */
  private static String describe(PlanEdit edit, Map<String, GoalTerms> goals) {
    Map<String, String> values = edit.values();
    String named = values.getOrDefault("goal", "").strip();
    GoalTerms was = goals.get(named);
    String label =
        was == null
            ? named
            : named.startsWith("-")
                ? '"' + was.statement() + '"'
                : named + " \"" + was.statement() + '"';
    if (edit.kind() == PlanEdit.Kind.DROP_GOAL) {
      goals.remove(named);
      return Sentences.say("plan.edit.dropGoal", label);
    }
    boolean adds = edit.kind() == PlanEdit.Kind.ADD_GOAL;
    GoalTerms before = adds || was == null ? new GoalTerms("", "", "", null) : was;
    goals.put(
        named,
        new GoalTerms(
            values.getOrDefault("statement", before.statement()),
            values.getOrDefault("measure", before.measure()),
            values.getOrDefault("target", before.target()),
            values.containsKey("weight") ? Numbers.parse(values.get("weight")) : before.weight()));
    String details =
        GoalDraft.PARTS.stream()
            .filter(values::containsKey)
            .filter(part -> !adds || !part.equals("statement"))
            .map(
                part ->
                    changed(
                        part,
                        adds || was == null ? "" : partSaid(part, partOf(was, part)),
                        partSaid(part, values.get(part))))
            .collect(Collectors.joining(", "));
    return adds
        ? Sentences.say("plan.edit.addGoal", values.getOrDefault("statement", ""), details)
        : Sentences.say("plan.edit.setGoal", label, details);
  }

  private static String partSaid(String part, String value) {
    return part.equals("weight") ? percentSaid(value) : '"' + value.strip() + '"';
  }

  private static String partOf(GoalTerms goal, String part) {
    return switch (part) {
      case "statement" -> goal.statement();
      case "measure" -> goal.measure();
      case "target" -> goal.target();
      default -> goal.weight() == null ? "" : plain(goal.weight());
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
                value ->
                    PlanDraft.TASK_VALUES.contains(value.getKey())
                        && !without.contains(value.getKey()))
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
    return AMOUNTS.contains(field)
        ? amountSaid(value)
        : DAYS.contains(field) ? daySaid(value) : value;
  }

  /** As pages write days, with the hour where one was typed; a text that is none stays as it is. */
  private static String daySaid(String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.contains("T")
          ? Sentences.moment(LocalDateTime.parse(text))
          : Sentences.day(LocalDate.parse(text));
    } catch (DateTimeParseException noDay) {
      return text;
    }
  }

  /** As pages write amounts; a text that is none stays as it is. */
  private static String amountSaid(String text) {
    BigDecimal amount = text == null ? null : Numbers.parse(text);
    return amount == null ? text : Amounts.plain(amount);
  }

  /** Without zeros at its end; a text that is no number stays as it is. */
  private static String percentSaid(String text) {
    BigDecimal percent = Numbers.parse(text);
    return percent == null ? text : plain(percent);
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
}
