package dev.fairlead.plan;

import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changed in a plan since it was last approved or submitted, task by task and in the lines of
 * its budget, in sentences.
 */
public final class PlanDiff {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private PlanDiff() {}

  /**
   * The differences in the order of the present plan, removed tasks and then the lines of the
   * budget last. Empty when nothing changed.
   *
   * @param lines of the budget now; nothing is said of them where the state before did not keep
   *     them
   */
  public static List<String> between(
      Baseline before,
      WorkPlan plan,
      Schedule schedule,
      Map<Integer, BigDecimal> costs,
      List<BudgetLine> lines) {
    List<String> changes = new ArrayList<>();
    Map<Integer, BaselineTask> old = new HashMap<>();
    before.tasks().forEach(task -> old.put(task.number(), task));
    LocalDate finish = schedule.finish() == null ? null : schedule.finish().toLocalDate();
    if (finish != null && !finish.equals(before.finish().toLocalDate())) {
      changes.add(
          Sentences.say("plan.diff.finish", DAY.format(before.finish()), DAY.format(finish)));
    }
    BigDecimal cost = costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (cost.compareTo(before.cost()) != 0) {
      changes.add(Sentences.say("plan.diff.cost", before.cost(), cost));
    }
    Map<Integer, ScheduledTask> dates = schedule.byNumber();
    for (PlanTask task : plan.tasks()) {
      BaselineTask was = old.remove(task.number());
      ScheduledTask now = dates.get(task.number());
      if (was == null) {
        changes.add(
            Sentences.say(
                "plan.diff.added",
                PlanRules.label(task),
                DAY.format(now.start()),
                DAY.format(now.finish())));
        continue;
      }
      List<String> details = new ArrayList<>();
      if (!was.name().equals(task.name())) {
        details.add(Sentences.say("plan.diff.name", was.name()));
      }
      if (!was.start().toLocalDate().equals(now.start().toLocalDate())) {
        details.add(
            Sentences.say("plan.diff.start", DAY.format(was.start()), DAY.format(now.start())));
      }
      if (!was.finish().toLocalDate().equals(now.finish().toLocalDate())) {
        details.add(
            Sentences.say(
                "plan.diff.taskFinish", DAY.format(was.finish()), DAY.format(now.finish())));
      }
      BigDecimal nowCost = costs.getOrDefault(task.number(), BigDecimal.ZERO);
      if (was.cost().compareTo(nowCost) != 0) {
        details.add(
            Sentences.say("plan.diff.taskCost", Amounts.plain(was.cost()), Amounts.plain(nowCost)));
      }
      if (!details.isEmpty()) {
        changes.add(
            Sentences.say("plan.diff.changed", PlanRules.label(task), String.join(", ", details)));
      }
    }
    for (BaselineTask gone : before.tasks()) {
      if (old.containsKey(gone.number())) {
        changes.add(Sentences.say("plan.diff.removed", String.valueOf(gone.number()), gone.name()));
      }
    }
    if (before.keepsLines()) {
      BaselineComparison.money(before.budgetLines(), lines).stream()
          .filter(line -> line.fate() != BaselineComparison.Fate.SAME)
          .map(line -> RegisterHistory.said(line.before(), line.after()))
          .forEach(changes::add);
    }
    return changes;
  }

  /** What became of the systems, in the order of their numbers. Empty when nothing changed. */
  public static List<String> systems(List<PlannedSystem> before, List<PlannedSystem> now) {
    Map<Integer, PlannedSystem> was = new TreeMap<>();
    before.forEach(system -> was.put(system.number(), system));
    Map<Integer, PlannedSystem> is = new TreeMap<>();
    now.forEach(system -> is.put(system.number(), system));
    Set<Integer> numbers = new TreeSet<>(was.keySet());
    numbers.addAll(is.keySet());
    return numbers.stream()
        .map(number -> RegisterHistory.said(was.get(number), is.get(number)))
        .filter(Objects::nonNull)
        .toList();
  }
}
