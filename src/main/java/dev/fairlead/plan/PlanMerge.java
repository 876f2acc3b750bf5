package dev.fairlead.plan;

import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanGoals.PlanGoal;
import dev.fairlead.project.GoalTerms;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether the changes of two people, made on the same plan at once, can stand side by side: they
 * can where the merged plan holds everything that either of them changed.
 */
final class PlanMerge {
  /** What people see as one field; changing a part of it changes the whole. */
  private static final Map<String, Function<PlanTask, Object>> FIELDS =
      Map.ofEntries(
          Map.entry("name", PlanTask::name),
          Map.entry("durationDays", task -> List.of(task.milestone(), task.durationMinutes())),
          Map.entry("effortHours", task -> text(task.effortHours())),
          Map.entry("owner", task -> text(task.owner()) + "\n" + text(task.ownerLabel())),
          Map.entry("constraint", task -> task.constraint() + text(task.constraintDate())),
          Map.entry("deadline", task -> text(task.deadline())),
          Map.entry("system", task -> text(task.system())),
          Map.entry("budgetLine", task -> text(task.budgetLine())),
          Map.entry("fixedCost", task -> text(task.fixedCost())),
          Map.entry("parent", task -> text(task.parent())),
          Map.entry("estimate", task -> text(task.estimate())));

  private final WorkPlan seen;
  private final WorkPlan theirs;
  private final WorkPlan mine;
  private final WorkPlan both;
  private final List<Clash> clashes = new ArrayList<>();

  private PlanMerge(WorkPlan seen, WorkPlan theirs, WorkPlan mine, WorkPlan both) {
    this.seen = seen;
    this.theirs = theirs;
    this.mine = mine;
    this.both = both;
  }

  /**
   * Something that both want otherwise.
   *
   * @param task number of the task, or null for the whole plan
   * @param field as in an edit; "task" where it is removed by one
   */
  record Clash(Integer task, String label, String field, String was, String theirs, String mine) {}

  /**
   * @param seen the plan on which the person edited
   * @param theirs what others made of it meanwhile
   * @param mine the plan seen after the person's edits
   * @param both their plan after the person's edits; null where these cannot be applied to it
   * @return where one would overwrite the other; empty where both can stand
   */
  static List<Clash> clashes(
      WorkPlan seen, WorkPlan theirs, WorkPlan mine, WorkPlan both, Set<Integer> movedByBoth) {
    PlanMerge merge = new PlanMerge(seen, theirs, mine, both);
    merge.tasks(movedByBoth);
    merge.links();
    merge.wholePlan();
    return merge.clashes;
  }

  /** The tasks whose place these edits change. */
  static Set<Integer> moved(List<PlanEdit> edits) {
    Set<Integer> moved = new HashSet<>();
    for (PlanEdit edit : edits) {
      // an edit that is none is refused where the edits are applied
      boolean moves =
          edit != null
              && (edit.kind() == Kind.INDENT
                  || edit.kind() == Kind.OUTDENT
                  || edit.kind() == Kind.MOVE
                  || edit.kind() == Kind.SET
                      && (edit.values().containsKey("parent")
                          || edit.values().containsKey("position")));
      if (moves && edit.task() != null) {
        moved.add(edit.task());
      }
    }
    return moved;
  }

  private void tasks(Set<Integer> movedByBoth) {
    Map<Integer, PlanTask> old = byNumber(seen);
    Map<Integer, PlanTask> their = byNumber(theirs);
    Map<Integer, PlanTask> my = byNumber(mine);
    Map<Integer, PlanTask> merged = both == null ? Map.of() : byNumber(both);
    Set<Integer> numbers = new LinkedHashSet<>(old.keySet());
    numbers.addAll(their.keySet());
    numbers.addAll(my.keySet());
    for (int number : numbers) {
      PlanTask was = old.get(number);
      PlanTask t = their.get(number);
      PlanTask m = my.get(number);
      PlanTask b = merged.get(number);
      boolean gone = both == null ? m == null : b == null;
      if (t != null && gone && (both != null || was != null) && differs(was, t)) {
        // they changed or added it, I remove it or what it stands below
        clashes.add(clash(t, "task", existing(was), existing(t), existing(null)));
      } else if (was != null && t == null && m != null && differs(was, m)) {
        clashes.add(clash(was, "task", existing(was), existing(null), existing(m)));
      } else if (was != null && t != null && m != null) {
        int before = clashes.size();
        fields(was, t, m, b);
        if (movedByBoth.contains(number)
            && clashes.stream().skip(before).noneMatch(c -> c.field().equals("parent"))) {
          clashes.add(
              clash(
                  was,
                  "position",
                  String.valueOf(was.position()),
                  String.valueOf(t.position()),
                  String.valueOf(m.position())));
        }
      }
    }
  }

  private void fields(PlanTask was, PlanTask t, PlanTask m, PlanTask b) {
    FIELDS.forEach(
        (field, value) -> {
          Object before = value.apply(was);
          Object their = value.apply(t);
          Object my = value.apply(m);
          Object merged = both == null || b == null ? null : value.apply(b);
          boolean iChange = !my.equals(before);
          boolean theyChange = !their.equals(before);
          boolean contrary = iChange && theyChange && !my.equals(their);
          boolean lost = merged != null && !merged.equals(iChange ? my : their);
          if (contrary || lost) {
            clashes.add(clash(was, field, word(was, field), word(t, field), word(m, field)));
          }
        });
  }

  private void links() {
    Map<Long, TaskLink> old = links(seen);
    Map<Long, TaskLink> their = links(theirs);
    Map<Long, TaskLink> my = links(mine);
    Map<Long, TaskLink> merged = both == null ? null : links(both);
    Set<Long> all = new LinkedHashSet<>(old.keySet());
    all.addAll(their.keySet());
    all.addAll(my.keySet());
    Map<Integer, PlanTask> tasks = byNumber(theirs);
    Map<Integer, PlanTask> before = byNumber(seen);
    for (long id : all) {
      TaskLink was = old.get(id);
      TaskLink t = their.get(id);
      TaskLink m = my.get(id);
      boolean iChange = !Objects.equals(m, was);
      boolean contrary = iChange && !Objects.equals(t, was) && !Objects.equals(m, t);
      boolean lost = merged != null && !Objects.equals(merged.get(id), iChange ? m : t);
      if (contrary || lost) {
        int successor = (int) id;
        PlanTask task = tasks.getOrDefault(successor, before.get(successor));
        boolean told =
            clashes.stream()
                .anyMatch(c -> c.field().equals("task") && Objects.equals(c.task(), successor));
        if (task != null && !told) {
          clashes.add(clash(task, "predecessors", word(was), word(t), word(m)));
        }
      }
    }
  }

  private void wholePlan() {
    wholePlan("deadline", WorkPlan::deadline);
    wholePlan("budget", WorkPlan::budget);
    wholePlan("timeTolerance", plan -> plan.tolerances().time());
    wholePlan("costTolerance", plan -> plan.tolerances().cost());
    budgetLines();
    goals();
    Set<LocalDate> days = new LinkedHashSet<>(mine.calendar().exceptions().keySet());
    days.addAll(seen.calendar().exceptions().keySet());
    for (LocalDate day : days) {
      var was = seen.calendar().exceptions().get(day);
      var t = theirs.calendar().exceptions().get(day);
      var m = mine.calendar().exceptions().get(day);
      if (!Objects.equals(m, was) && !Objects.equals(t, was) && !Objects.equals(m, t)) {
        clashes.add(new Clash(null, day.toString(), "calendar", text(was), text(t), text(m)));
      }
    }
  }

  private void budgetLines() {
    if (seen.lines() == null) {
      return;
    }
    for (BudgetLine was : seen.lines().all()) {
      BudgetLine t = theirs.lines().line(was.number());
      BudgetLine m = mine.lines().line(was.number());
      if (t != null && m != null) {
        contrary(was, t, m, "name", BudgetLine::name);
        contrary(was, t, m, "category", BudgetLine::category);
        contrary(was, t, m, "amount", BudgetLine::amount);
      } else if (t == null ? m != null && !m.equals(was) : !t.equals(was)) {
        clashes.add(
            new Clash(
                null,
                Sentences.say("plan.budgetLineNamed", was.name()),
                "budgetLine",
                existing(true),
                existing(t != null),
                existing(m != null)));
      }
    }
  }

  private void goals() {
    for (PlanGoal goal : seen.goals().all()) {
      GoalTerms was = goal.terms();
      GoalTerms t = theirs.goals().goal(goal.number());
      GoalTerms m = mine.goals().goal(goal.number());
      String label =
          Sentences.say("plan.goalNamed", String.valueOf(goal.number()), was.statement());
      if (t != null && m != null) {
        contrary(label, "statement", was.statement(), t.statement(), m.statement());
        contrary(label, "measure", was.measure(), t.measure(), m.measure());
        contrary(label, "target", was.target(), t.target(), m.target());
        contrary(label, "weight", plain(was), plain(t), plain(m));
      } else if (t == null ? m != null && !m.equals(was) : !t.equals(was)) {
        clashes.add(
            new Clash(
                null, label, "goal", existing(true), existing(t != null), existing(m != null)));
      }
    }
  }

  private static String plain(GoalTerms goal) {
    return goal.weight().stripTrailingZeros().toPlainString();
  }

  private void contrary(
      BudgetLine was,
      BudgetLine their,
      BudgetLine my,
      String field,
      Function<BudgetLine, Object> value) {
    contrary(
        Sentences.say("plan.budgetLineNamed", was.name()),
        field,
        value.apply(was),
        value.apply(their),
        value.apply(my));
  }

  private void contrary(String label, String field, Object was, Object their, Object my) {
    if (!Objects.equals(was, their) && !Objects.equals(was, my) && !Objects.equals(my, their)) {
      clashes.add(new Clash(null, label, field, said(was), said(their), said(my)));
    }
  }

  private void wholePlan(String field, Function<WorkPlan, Object> value) {
    contrary(
        Sentences.say("plan.thePlan"),
        field,
        value.apply(seen),
        value.apply(theirs),
        value.apply(mine));
  }

  private static boolean differs(PlanTask was, PlanTask now) {
    return was == null
        || FIELDS.values().stream().anyMatch(v -> !v.apply(was).equals(v.apply(now)));
  }

  private static Clash clash(PlanTask task, String field, String was, String theirs, String mine) {
    return new Clash(task.number(), PlanRules.label(task), field, was, theirs, mine);
  }

  private static String existing(PlanTask task) {
    return existing(task != null);
  }

  private static String existing(boolean there) {
    return Sentences.say(there ? "plan.clash.there" : "plan.clash.removed");
  }

  private String word(PlanTask task, String field) {
    if (field.equals("constraint")) {
      return Sentences.say("plan.screen.constraint." + task.constraint())
          + (task.constraintDate() == null
              ? ""
              : " " + Sentences.day(task.constraintDate().toLocalDate()));
    }
    if (field.equals("owner") && task.owner() == null && task.ownerLabel() != null) {
      return task.ownerLabel();
    }
    return PlanEdits.said(field, PlanEdits.valueOf(task, field, seen.calendar()));
  }

  private String word(TaskLink link) {
    if (link == null) {
      return "-";
    }
    String lag =
        link.lagMinutes() == 0
            ? ""
            : (link.lagMinutes() > 0 ? "+" : "")
                + PlanEdits.days(link.lagMinutes(), seen.calendar())
                + "d";
    return link.predecessor() + link.type().name() + lag;
  }

  private static Map<Integer, PlanTask> byNumber(WorkPlan plan) {
    Map<Integer, PlanTask> tasks = new HashMap<>();
    plan.tasks().forEach(task -> tasks.put(task.number(), task));
    return tasks;
  }

  private static Map<Long, TaskLink> links(WorkPlan plan) {
    return plan.links().stream()
        .collect(
            Collectors.toMap(
                link -> (long) link.predecessor() << 32 | link.successor(), Function.identity()));
  }

  private static String text(Object value) {
    return value == null ? "-" : value.toString();
  }

  /** As people read it; all numbers with digits after the point are amounts here. */
  private static String said(Object value) {
    return value instanceof BigDecimal amount ? Amounts.plain(amount) : text(value);
  }
}
