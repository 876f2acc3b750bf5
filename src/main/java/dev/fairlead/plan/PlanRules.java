package dev.fairlead.plan;

import dev.fairlead.shared.RefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every plan must keep to, wherever it comes from. */
final class PlanRules {
  static final int MOST_TASKS = 20_000;
  static final int MOST_LEVELS = 20;
  static final int LONGEST_NAME = 200;

  /** Ten years of working days of eight hours, in minutes. */
  static final long LONGEST_MINUTES = 2_600L * 480;

  static final BigDecimal MOST_EFFORT = new BigDecimal("1000000");
  static final BigDecimal MOST_MONEY = new BigDecimal("1e12");
  private static final LocalDate FIRST_DAY = LocalDate.of(1990, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2100, 12, 31);

  private PlanRules() {}

  /**
   * Refuses a plan that is not well-formed. Cycles of links are found by the scheduler, not here.
   */
  static void check(WorkPlan plan) {
    if (plan.tasks().size() > MOST_TASKS) {
      throw RefusedException.because("plan.tooManyTasks", MOST_TASKS);
    }
    day("deadline", "", plan.start());
    day("deadline", "", plan.deadline());
    Map<Integer, Integer> parents = new HashMap<>();
    Map<Integer, Integer> levels = new HashMap<>();
    for (PlanTask task : plan.tasks()) {
      if (parents.put(task.number(), task.parent() == null ? 0 : task.parent()) != null) {
        throw RefusedException.because("plan.numberTwice", String.valueOf(task.number()));
      }
      Integer above = task.parent() == null ? Integer.valueOf(0) : levels.get(task.parent());
      if (above == null) {
        throw RefusedException.because("plan.parentMissing", label(task));
      }
      if (above + 1 > MOST_LEVELS) {
        throw RefusedException.because("plan.tooDeep", label(task), MOST_LEVELS);
      }
      levels.put(task.number(), above + 1);
      check(task);
    }
    links(plan.links(), parents, plan);
  }

  /** Refuses values of one task that cannot be. */
  static void check(PlanTask task) {
    String label = label(task);
    if (task.name() == null || task.name().isBlank()) {
      throw RefusedException.ofField("name", "plan.nameMissing", String.valueOf(task.number()));
    }
    if (task.name().length() > LONGEST_NAME) {
      throw RefusedException.ofField(
          "name", "plan.nameLong", String.valueOf(task.number()), LONGEST_NAME);
    }
    if (task.durationMinutes() < 0 || task.durationMinutes() > LONGEST_MINUTES) {
      throw RefusedException.ofField("durationDays", "plan.duration", label);
    }
    if (task.effortHours() != null
        && (task.effortHours().signum() < 0 || task.effortHours().compareTo(MOST_EFFORT) > 0)) {
      throw RefusedException.ofField("effortHours", "plan.effort", label);
    }
    if (task.fixedCost() == null
        || task.fixedCost().signum() < 0
        || task.fixedCost().compareTo(MOST_MONEY) > 0) {
      throw RefusedException.ofField("fixedCost", "plan.fixedCost", label);
    }
    if (task.percentComplete() < 0 || task.percentComplete() > 100) {
      throw RefusedException.ofField("percent", "plan.percent", label);
    }
    if (task.remainingMinutes() != null
        && (task.remainingMinutes() < 0 || task.remainingMinutes() > LONGEST_MINUTES)) {
      throw RefusedException.ofField("remaining", "plan.remaining", label);
    }
    if (task.estimate() != null) {
      check(task.estimate(), label);
    }
    if (needsDate(task.constraint()) && task.constraintDate() == null) {
      throw RefusedException.ofField("constraintDate", "plan.constraintDate", label);
    }
    day(
        "constraintDate",
        label,
        task.constraintDate() == null ? null : task.constraintDate().toLocalDate());
    day("deadline", label, task.deadline());
    day("actualStart", label, task.actualStart() == null ? null : task.actualStart().toLocalDate());
    day(
        "actualFinish",
        label,
        task.actualFinish() == null ? null : task.actualFinish().toLocalDate());
    if (task.actualStart() != null
        && task.actualFinish() != null
        && task.actualFinish().isBefore(task.actualStart())) {
      throw RefusedException.ofField("actualFinish", "plan.actualOrder", label);
    }
  }

  /** Refuses an estimate out of order or out of reach. */
  static void check(ThreePointEstimate estimate, String label) {
    if (!estimate.isOrdered()) {
      throw RefusedException.ofField(
          estimate.optimisticMinutes() > estimate.mostLikelyMinutes()
              ? "optimisticDays"
              : "pessimisticDays",
          "plan.estimateOrder",
          label);
    }
    if (estimate.optimisticMinutes() < 0) {
      throw RefusedException.ofField("optimisticDays", "plan.estimate", label);
    }
    if (estimate.pessimisticMinutes() > LONGEST_MINUTES) {
      throw RefusedException.ofField("pessimisticDays", "plan.estimate", label);
    }
  }

  private static void links(List<TaskLink> links, Map<Integer, Integer> parents, WorkPlan plan) {
    Set<Long> seen = new HashSet<>();
    Map<Integer, PlanTask> tasks = new HashMap<>();
    plan.tasks().forEach(task -> tasks.put(task.number(), task));
    for (TaskLink link : links) {
      if (!parents.containsKey(link.predecessor()) || !parents.containsKey(link.successor())) {
        int missing =
            parents.containsKey(link.predecessor()) ? link.successor() : link.predecessor();
        throw RefusedException.ofField("predecessor", "plan.taskUnknown", String.valueOf(missing));
      }
      if (link.predecessor() == link.successor()) {
        throw RefusedException.ofField(
            "predecessor", "plan.linkToItself", label(tasks.get(link.successor())));
      }
      if (below(link.predecessor(), link.successor(), parents)
          || below(link.successor(), link.predecessor(), parents)) {
        throw RefusedException.ofField(
            "predecessor",
            "plan.linkToAncestor",
            label(tasks.get(link.successor())),
            label(tasks.get(link.predecessor())));
      }
      if (Math.abs(link.lagMinutes()) > LONGEST_MINUTES) {
        throw RefusedException.ofField("lagDays", "plan.lag", label(tasks.get(link.successor())));
      }
      if (!seen.add((long) link.predecessor() << 32 | link.successor())) {
        throw RefusedException.ofField(
            "predecessor",
            "plan.linkTwice",
            label(tasks.get(link.successor())),
            label(tasks.get(link.predecessor())));
      }
    }
  }

  private static boolean below(int task, int ancestor, Map<Integer, Integer> parents) {
    for (int at = parents.get(task); at != 0; at = parents.get(at)) {
      if (at == ancestor) {
        return true;
      }
    }
    return false;
  }

  static boolean needsDate(ConstraintType constraint) {
    return constraint != ConstraintType.AS_SOON_AS_POSSIBLE
        && constraint != ConstraintType.AS_LATE_AS_POSSIBLE;
  }

  static void day(String field, String label, LocalDate day) {
    if (day != null && (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY))) {
      throw RefusedException.ofField(field, "plan.dateFar", day.toString(), label);
    }
  }

  static String label(PlanTask task) {
    String name = task.name() == null ? "" : task.name();
    return task.number()
        + " \""
        + (name.length() > 60 ? name.substring(0, 57) + "..." : name)
        + "\"";
  }
}
