package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.schedule.RandomPlans;
import dev.fairlead.shared.RefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Properties of undoing and of merging, on random plans. */
class PlanMergeTests {
  private static final int PLANS = 400;

  @Test
  void everyListOfEditsCanBeTakenBackAndMadeAgain() {
    int edited = 0;
    for (int seed = 0; seed < PLANS; seed++) {
      WorkPlan before = plan(seed);
      Random random = new Random(seed);
      PlanEdits.Applied there = PlanEdits.applied(before, edits(before, random, true), 1_000);
      PlanEdits.Applied back = PlanEdits.restored(there.plan(), there.inverse(), 2_000);
      assertThat(content(back.plan())).as("undo, seed %d", seed).isEqualTo(content(before));
      PlanEdits.Applied again = PlanEdits.restored(back.plan(), back.inverse(), 2_000);
      assertThat(content(again.plan())).as("redo, seed %d", seed).isEqualTo(content(there.plan()));
      edited += content(there.plan()).equals(content(before)) ? 0 : 1;
    }
    assertThat(edited).isGreaterThan(PLANS / 2);
  }

  @Test
  void whatIsMergedHoldsTheChangesOfBoth() {
    int merged = 0;
    int clashed = 0;
    for (int seed = 0; seed < PLANS; seed++) {
      WorkPlan seen = plan(seed);
      Random random = new Random(seed);
      List<PlanEdit> theirEdits = edits(seen, random, false);
      List<PlanEdit> myEdits = edits(seen, random, false);
      WorkPlan theirs = PlanEdits.apply(seen, theirEdits, 1_000);
      WorkPlan mine = PlanEdits.apply(seen, myEdits, 2_000);
      WorkPlan both = applied(theirs, myEdits);
      Set<Integer> moved = new HashSet<>(PlanMerge.moved(myEdits));
      moved.retainAll(PlanMerge.moved(theirEdits));
      if (!PlanMerge.clashes(seen, theirs, mine, both, moved).isEmpty() || both == null) {
        clashed++;
        continue;
      }
      merged++;
      Map<String, String> old = values(seen);
      Map<String, String> now = values(both);
      for (WorkPlan changed : List.of(theirs, mine)) {
        Map<String, String> wished = values(changed);
        wished.entrySet().removeAll(old.entrySet());
        assertThat(now).as("seed %d", seed).containsAllEntriesOf(wished);
        Set<String> removed = new HashSet<>(old.keySet());
        removed.removeAll(values(changed).keySet());
        assertThat(now).as("seed %d", seed).doesNotContainKeys(removed.toArray(String[]::new));
      }
    }
    assertThat(merged).isGreaterThan(PLANS / 10);
    assertThat(clashed).isGreaterThan(PLANS / 10);
  }

  @Test
  void theSameFieldOfTheSameTaskClashes() {
    WorkPlan seen = plan(1);
    assertThat(fields(seen, edit(Kind.SET, 2, "name", "A"), edit(Kind.SET, 2, "name", "B")))
        .containsExactly("name");
    assertThat(fields(seen, edit(Kind.SET, 2, "name", "A"), edit(Kind.SET, 2, "name", "A")))
        .isEmpty();
    assertThat(fields(seen, edit(Kind.SET, 2, "name", "A"), edit(Kind.SET, 2, "owner", "tom")))
        .isEmpty();
    assertThat(fields(seen, edit(Kind.SET, 2, "name", "A"), edit(Kind.SET, 3, "name", "B")))
        .isEmpty();
    assertThat(fields(seen, edit(Kind.REMOVE_TASK, 2), edit(Kind.SET, 2, "name", "B")))
        .containsExactly("task");
    assertThat(fields(seen, edit(Kind.SET, 2, "name", "A"), edit(Kind.REMOVE_TASK, 1)))
        .contains("task");
    assertThat(
            fields(
                seen,
                edit(Kind.ADD_TASK, null, "name", "A", "parent", "1"),
                edit(Kind.REMOVE_TASK, 1)))
        .contains("task");
    assertThat(fields(seen, edit(Kind.INDENT, 3), edit(Kind.INDENT, 3)))
        .containsExactly("position");
    assertThat(
            fields(
                seen,
                edit(Kind.SET_CALENDAR_HOLIDAY, null, "day", "2027-08-30"),
                edit(
                    Kind.SET_CALENDAR_HOLIDAY, null, "day", "2027-08-30", "shifts", "08:00-12:00")))
        .containsExactly("calendar");
  }

  private static List<String> fields(WorkPlan seen, PlanEdit their, PlanEdit my) {
    WorkPlan theirs = PlanEdits.apply(seen, List.of(their), 1_000);
    WorkPlan mine = PlanEdits.apply(seen, List.of(my), 2_000);
    Set<Integer> moved = new HashSet<>(PlanMerge.moved(List.of(my)));
    moved.retainAll(PlanMerge.moved(List.of(their)));
    return PlanMerge.clashes(seen, theirs, mine, applied(theirs, List.of(my)), moved).stream()
        .map(PlanMerge.Clash::field)
        .toList();
  }

  private static WorkPlan applied(WorkPlan plan, List<PlanEdit> edits) {
    try {
      return PlanEdits.apply(plan, edits, 2_000);
    } catch (RefusedException impossible) {
      return null;
    }
  }

  private static WorkPlan plan(int seed) {
    return PlanEdits.apply(RandomPlans.plan(seed, true, false), List.of());
  }

  /** Up to six edits that the plan takes one after the other. */
  private static List<PlanEdit> edits(WorkPlan plan, Random random, boolean many) {
    List<PlanEdit> edits = new ArrayList<>();
    for (int i = 1 + random.nextInt(many ? 6 : 4); i > 0; i--) {
      edits.add(randomEdit(plan, random));
      try {
        PlanEdits.apply(plan, edits, 1_000);
      } catch (RefusedException impossible) {
        edits.remove(edits.size() - 1);
      }
    }
    return edits;
  }

  private static PlanEdit randomEdit(WorkPlan plan, Random random) {
    int size = plan.tasks().size();
    int task = plan.tasks().get(random.nextInt(size)).number();
    String other = String.valueOf(plan.tasks().get(random.nextInt(size)).number());
    return switch (random.nextInt(14)) {
      case 0 -> edit(Kind.ADD_TASK, null, "name", "New", "after", other, "durationDays", "2w");
      case 1 -> edit(Kind.REMOVE_TASK, task);
      case 2 -> edit(Kind.INDENT, task);
      case 3 -> edit(Kind.OUTDENT, task);
      case 4 -> edit(Kind.MOVE, task, "direction", random.nextBoolean() ? "up" : "down");
      case 5 -> edit(Kind.MOVE, task, "parent", other, "position", "" + (1 + random.nextInt(3)));
      case 6 -> edit(Kind.ADD_LINK, task, "predecessor", other, "type", "SS", "lagDays", "0.7");
      case 7 -> edit(Kind.SET, task, "predecessors", other + "FF+3h");
      case 8 -> edit(Kind.SET, task, "name", "Renamed " + random.nextInt(9), "effortHours", "7.5");
      case 9 -> edit(Kind.SET, task, "durationDays", "" + random.nextInt(9), "milestone", "false");
      case 10 -> edit(Kind.SET, task, "milestone", "true");
      case 11 ->
          edit(
              Kind.SET,
              task,
              "constraint",
              "MUST_FINISH_ON",
              "constraintDate",
              "2027-05-1" + task % 9);
      case 12 ->
          edit(Kind.SET_CALENDAR_HOLIDAY, null, "day", "2027-04-0" + (1 + random.nextInt(9)));
      default -> edit(Kind.SET, task, "owner", "tom", "fixedCost", "100", "deadline", "2027-06-01");
    };
  }

  /** All that a plan holds, whatever the order of its links. */
  private static List<Object> content(WorkPlan plan) {
    return List.of(
        plan.tasks(),
        Set.copyOf(plan.links()),
        plan.calendar(),
        String.valueOf(plan.deadline()),
        plan.start());
  }

  /** Every single value of a plan by a name. */
  private static Map<String, String> values(WorkPlan plan) {
    Map<String, String> values = new TreeMap<>();
    Map<Integer, PlanTask> tasks =
        plan.tasks().stream()
            .collect(
                Collectors.toMap(PlanTask::number, Function.identity(), (a, b) -> a, HashMap::new));
    tasks.forEach(
        (number, task) -> {
          if (number < 1_000) {
            TaskText.write(task).forEach((field, text) -> values.put(number + "." + field, text));
            values.put(number + ".parent", String.valueOf(task.parent()));
          }
        });
    plan.links()
        .forEach(
            link ->
                values.put(
                    link.predecessor() + "-" + link.successor(),
                    link.type() + "" + link.lagMinutes()));
    plan.calendar()
        .exceptions()
        .forEach((day, shifts) -> values.put(day.toString(), shifts.toString()));
    return values;
  }
}
