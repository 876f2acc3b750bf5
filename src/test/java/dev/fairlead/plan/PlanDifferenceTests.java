package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.schedule.RandomPlans;
import dev.fairlead.shared.RefusedException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The edits between two states of a plan lead from one to the other, and say nothing twice. */
class PlanDifferenceTests {
  private static final WorkPlan PLAN = RandomPlans.plan(7, true, true);

  private static int next(WorkPlan plan) {
    return plan.tasks().stream().mapToInt(PlanTask::number).max().orElse(0) + 1;
  }

  private static List<PlanEdit> between(WorkPlan before, PlanEdit... steps) {
    WorkPlan after = before;
    for (PlanEdit step : steps) {
      after = PlanEdits.applied(after, List.of(step), next(after)).plan();
    }
    return PlanDifference.edits(before, after);
  }

  private static PlanTask leaf(WorkPlan plan, int which) {
    return plan.tasks().stream()
        .filter(task -> task.parent() != null && !task.milestone())
        .skip(which)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void manyStepsOnOneFieldAreSaidOnce() {
    int task = leaf(PLAN, 0).number();
    assertThat(
            between(
                PLAN,
                edit(Kind.SET, task, "durationDays", "3"),
                edit(Kind.SET, task, "durationDays", "17"),
                edit(Kind.SET, task, "name", "Other")))
        .containsExactly(edit(Kind.SET, task, "durationDays", "17", "name", "Other"));
  }

  @Test
  void whatIsTakenBackIsNotSaidAtAll() {
    PlanTask task = leaf(PLAN, 1);
    assertThat(
            between(
                PLAN,
                edit(Kind.SET, task.number(), "owner", "tina"),
                edit(Kind.SET, task.number(), "owner", ""),
                edit(Kind.ADD_TASK, -1, "name", "Detour"),
                edit(Kind.REMOVE_TASK, next(PLAN))))
        .isEmpty();
  }

  @Test
  void aNewTaskIsNamedByItsNumberInItsLinksToo() {
    int task = leaf(PLAN, 0).number();
    int added = next(PLAN);
    assertThat(
            between(
                PLAN,
                edit(Kind.ADD_TASK, -1, "name", "Train", "durationDays", "2", "after", "" + task),
                edit(Kind.ADD_LINK, added, "predecessor", "" + task, "lagDays", "1"),
                edit(Kind.SET, added, "owner", "tina")))
        .satisfiesExactly(
            add -> {
              assertThat(add.kind()).isEqualTo(Kind.ADD_TASK);
              assertThat(add.task()).isEqualTo(-added);
              assertThat(add.values())
                  .containsAllEntriesOf(
                      Map.of("name", "Train", "durationDays", "2", "owner", "tina"))
                  .containsKey("position")
                  .doesNotContainKeys("fixedCost", "constraint", "milestone");
            },
            link ->
                assertThat(link)
                    .isEqualTo(
                        edit(
                            Kind.ADD_LINK,
                            -added,
                            "predecessor",
                            "" + task,
                            "type",
                            "FS",
                            "lagDays",
                            "1")));
    assertThat(
            PlanEdits.describe(
                between(
                    PLAN,
                    edit(Kind.ADD_TASK, -1, "name", "Train"),
                    edit(Kind.ADD_LINK, added, "predecessor", "" + task)),
                PLAN))
        .last()
        .asString()
        .contains("\"Train\" (new)");
  }

  @Test
  void oneMovedTaskIsOneMove() {
    PlanTask task = leaf(PLAN, 2);
    List<PlanEdit> edits =
        between(PLAN, edit(Kind.MOVE, task.number(), "parent", "", "position", "1"));
    assertThat(edits).extracting(PlanEdit::kind).containsExactly(Kind.MOVE);
    assertThat(edits.get(0).task()).isEqualTo(task.number());
  }

  /** Random edits on random plans: the difference, applied, gives the plan after them again. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void theDifferenceLeadsFromOnePlanToTheOther(int part) {
    int changed = 0;
    for (int seed = part * 50; seed < part * 50 + 50; seed++) {
      Random random = new Random(seed);
      WorkPlan before = RandomPlans.plan(seed, true, true);
      WorkPlan after = before;
      for (int step = 1 + random.nextInt(25); step > 0; step--) {
        try {
          after = PlanEdits.applied(after, List.of(any(random, after)), next(after)).plan();
          changed++;
        } catch (RefusedException cannotBe) {
          // the next one may
        }
      }
      List<PlanEdit> edits = PlanDifference.edits(before, after);
      String where = "seed " + seed + ": " + edits;

      WorkPlan same = PlanEdits.keepingNumbers(before, edits).plan();
      assertThat(same.tasks()).as(where).isEqualTo(after.tasks());
      assertThat(new HashSet<>(same.links())).as(where).isEqualTo(new HashSet<>(after.links()));
      assertThat(same.deadline()).as(where).isEqualTo(after.deadline());
      assertThat(same.calendar()).as(where).isEqualTo(after.calendar());
      assertThat(PlanDifference.edits(after, same)).as(where).isEmpty();

      // as a change request applies it, to a plan whose numbers have gone on
      WorkPlan applied = PlanEdits.applied(before, edits, next(after) + 100).plan();
      assertThat(applied.tasks().stream().map(PlanTask::name).toList())
          .as(where)
          .isEqualTo(after.tasks().stream().map(PlanTask::name).toList());
      assertThat(applied.links()).as(where).hasSameSizeAs(after.links());
    }
    assertThat(changed).isGreaterThan(200);
  }

  static PlanEdit any(Random random, WorkPlan plan) {
    List<Integer> numbers = new ArrayList<>(plan.tasks().stream().map(PlanTask::number).toList());
    if (numbers.isEmpty()) {
      return edit(Kind.ADD_TASK, -1, "name", "Again");
    }
    int task = numbers.get(random.nextInt(numbers.size()));
    int other = numbers.get(random.nextInt(numbers.size()));
    return switch (random.nextInt(14)) {
      case 0 -> edit(Kind.ADD_TASK, -1, "name", "New " + random.nextInt(99));
      case 1 ->
          edit(
              Kind.ADD_TASK,
              -1,
              "name",
              "Below " + random.nextInt(99),
              "parent",
              "" + task,
              "durationDays",
              random.nextInt(9) + "h",
              "fixedCost",
              "12.5");
      case 2 -> edit(Kind.ADD_TASK, -1, "name", "After", "after", "" + task, "milestone", "true");
      case 3 -> edit(Kind.REMOVE_TASK, task);
      case 4 -> edit(Kind.INDENT, task);
      case 5 -> edit(Kind.OUTDENT, task);
      case 6 -> edit(Kind.MOVE, task, "direction", random.nextBoolean() ? "up" : "down");
      case 7 ->
          edit(Kind.MOVE, task, "parent", "" + other, "position", "" + (1 + random.nextInt(4)));
      case 8 ->
          edit(
              Kind.ADD_LINK,
              task,
              "predecessor",
              "" + other,
              "type",
              LinkType.values()[random.nextInt(4)].name(),
              "lagMinutes",
              "" + (random.nextInt(900) - 100));
      case 9 ->
          plan.links().isEmpty()
              ? edit(Kind.SET, task, "effortHours", "8")
              : edit(
                  Kind.REMOVE_LINK,
                  plan.links().get(0).successor(),
                  "predecessor",
                  "" + plan.links().get(0).predecessor());
      case 10 ->
          edit(
              Kind.SET,
              task,
              "durationDays",
              random.nextInt(5) == 0 ? "77m" : "" + random.nextInt(30),
              "owner",
              random.nextBoolean() ? "tom" : "",
              "effortHours",
              "" + BigDecimal.valueOf(random.nextInt(999), 1));
      case 11 ->
          edit(
              Kind.SET,
              task,
              "constraint",
              ConstraintType.values()[random.nextInt(ConstraintType.values().length)].name(),
              "constraintDate",
              plan.start().plusDays(random.nextInt(90)).toString(),
              "deadline",
              random.nextBoolean() ? "" : plan.start().plusDays(random.nextInt(90)).toString());
      case 12 ->
          edit(
              Kind.SET,
              task,
              "optimisticDays",
              "1",
              "mostLikelyDays",
              "2",
              "pessimisticDays",
              "" + (2 + random.nextInt(5)));
      default ->
          random.nextBoolean()
              ? edit(
                  Kind.SET_PROJECT_DEADLINE,
                  null,
                  "deadline",
                  plan.start().plusDays(100 + random.nextInt(90)).toString())
              : edit(
                  Kind.SET_CALENDAR_HOLIDAY,
                  null,
                  "day",
                  plan.start().plusDays(random.nextInt(9)).toString(),
                  "working",
                  "" + random.nextBoolean());
    };
  }
}
