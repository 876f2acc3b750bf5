package dev.fairlead.plan;

import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The wishes of two people for the same plan as one list.
 *
 * @param edits lead from the plan to one that holds the wishes of both; where they clash those of
 *     the one who was given precedence
 * @param clashes where one would overwrite the other; empty where both can stand
 */
public record MergedEdits(List<PlanEdit> edits, List<Clash> clashes) {

  /**
   * Something that both want otherwise.
   *
   * @param what the task (or the plan) and the field, in words
   */
  public record Clash(String what, String first, String second) {}

  /**
   * Lays both lists on one copy of the plan.
   *
   * @param secondWins whose wish counts where they clash
   * @throws RefusedException naming an edit that cannot be made, or not beside those of the other
   */
  public static MergedEdits of(
      WorkPlan plan, List<PlanEdit> first, List<PlanEdit> second, boolean secondWins) {
    WorkPlan one = PlanEdits.apply(plan, first, next(plan));
    // no number of a new task is that of one in the plan, or of a new one of the other
    int free = Math.max(next(plan), next(one));
    // nor is that of a new line of the budget
    WorkPlan beside =
        plan.lines() == null
            ? plan
            : plan.withLines(new BudgetLines(plan.lines().all(), one.lines().next()));
    // or that of a new goal
    beside = beside.withGoals(new PlanGoals(plan.goals().all(), one.goals().next()));
    WorkPlan other = PlanEdits.apply(beside, second, free);
    WorkPlan both = null;
    RefusedException impossible = null;
    try {
      both = PlanEdits.apply(one, withoutGone(second, one), free);
    } catch (RefusedException refused) {
      impossible = refused;
    }
    Set<Integer> moved = PlanMerge.moved(first);
    moved.retainAll(PlanMerge.moved(second));
    List<PlanMerge.Clash> clashes = PlanMerge.clashes(plan, one, other, both, moved);
    if (!clashes.isEmpty()) {
      both =
          secondWins
              ? precedence(plan, first, second, clashes)
              : precedence(plan, second, first, clashes);
    } else if (both == null) {
      throw impossible;
    }
    return new MergedEdits(
        PlanDifference.edits(plan, both), clashes.stream().map(MergedEdits::told).toList());
  }

  /** The plan after both, where the later one is not overwritten by what the former removes. */
  private static WorkPlan precedence(
      WorkPlan plan, List<PlanEdit> loser, List<PlanEdit> winner, List<PlanMerge.Clash> clashes) {
    Set<Integer> contested = new HashSet<>();
    for (PlanMerge.Clash clash : clashes) {
      PlanTask task = clash.task() == null ? null : plan.task(clash.task());
      while (task != null && contested.add(task.number())) {
        task = task.parent() == null ? null : plan.task(task.parent());
      }
    }
    Set<Integer> removedByWinner = new HashSet<>();
    winner.stream()
        .filter(edit -> edit.kind() == Kind.REMOVE_TASK)
        .forEach(edit -> removedByWinner.add(edit.task()));
    Set<String> linesOfWinner = new HashSet<>();
    winner.stream()
        .filter(edit -> edit.kind().isOfLine())
        .forEach(edit -> linesOfWinner.add(line(edit)));
    Set<String> goalsOfWinner = new HashSet<>();
    winner.stream()
        .filter(edit -> edit.kind().isOfGoal())
        .forEach(edit -> goalsOfWinner.add(goal(edit)));
    List<PlanEdit> rest =
        loser.stream()
            .filter(edit -> edit.kind() != Kind.DROP_GOAL || !goalsOfWinner.contains(goal(edit)))
            .filter(
                edit ->
                    edit.kind() != Kind.REMOVE_BUDGET_LINE || !linesOfWinner.contains(line(edit)))
            .filter(
                edit ->
                    edit.kind() != Kind.REMOVE_TASK
                        || !contested.contains(edit.task())
                        || removedByWinner.contains(edit.task()))
            .toList();
    WorkPlan former = PlanEdits.apply(plan, rest, next(plan));
    return PlanEdits.apply(former, withoutGone(winner, former), next(former));
  }

  /** Without the removal of what the other has removed already. */
  private static List<PlanEdit> withoutGone(List<PlanEdit> edits, WorkPlan plan) {
    List<PlanEdit> left = new ArrayList<>();
    for (PlanEdit edit : edits) {
      boolean gone =
          switch (edit.kind()) {
            case REMOVE_TASK -> plan.task(edit.task()) == null;
            case REMOVE_LINK ->
                plan.links().stream()
                    .noneMatch(
                        link ->
                            link.successor() == edit.task()
                                && edit.values()
                                    .getOrDefault("predecessor", "")
                                    .strip()
                                    .equals("" + link.predecessor()));
            case REMOVE_BUDGET_LINE ->
                line(edit).matches("\\d{1,9}")
                    && plan.lines().line(Integer.parseInt(line(edit))) == null;
            case DROP_GOAL ->
                goal(edit).matches("\\d{1,9}")
                    && plan.goals().goal(Integer.parseInt(goal(edit))) == null;
            default -> false;
          };
      if (!gone) {
        left.add(edit);
      }
    }
    return left;
  }

  private static String line(PlanEdit edit) {
    return edit.values().getOrDefault("line", "").strip();
  }

  private static String goal(PlanEdit edit) {
    return edit.values().getOrDefault("goal", "").strip();
  }

  private static Clash told(PlanMerge.Clash clash) {
    return new Clash(
        Sentences.say("plan.clash.of", clash.label(), Sentences.say("plan.field." + clash.field())),
        clash.theirs(),
        clash.mine());
  }

  private static int next(WorkPlan plan) {
    return plan.tasks().stream().mapToInt(PlanTask::number).max().orElse(0) + 1;
  }
}
