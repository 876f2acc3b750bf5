package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanGoals.PlanGoal;
import dev.fairlead.plan.schedule.CriticalPathScheduler;
import dev.fairlead.plan.schedule.RandomPlans;
import dev.fairlead.project.GoalTerms;
import dev.fairlead.shared.RefusedException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The wishes of two people on one plan: nothing lost, and nothing overwritten unseen. */
class MergedEditsTests {
  private static final WorkPlan PLAN = RandomPlans.plan(7, false, false);
  private static final int TASK = 2;
  private static final int OTHER = 3;

  private static final List<Function<PlanTask, Object>> VALUES =
      List.of(
          PlanTask::name,
          PlanTask::durationMinutes,
          task -> Objects.toString(task.owner()),
          task -> Objects.toString(task.deadline()),
          task -> task.fixedCost().stripTrailingZeros());

  private static WorkPlan after(MergedEdits merged) {
    return PlanEdits.apply(PLAN, merged.edits());
  }

  private static MergedEdits merge(List<PlanEdit> first, List<PlanEdit> second) {
    return MergedEdits.of(PLAN, first, second, false);
  }

  @Test
  void wishesForDifferentTasksStandSideBySideAndNewTasksStayApart() {
    MergedEdits merged =
        merge(
            List.of(
                edit(Kind.SET, TASK, "durationDays", "9"),
                edit(Kind.ADD_TASK, -1, "name", "Train", "durationDays", "2"),
                edit(Kind.ADD_LINK, -1, "predecessor", "" + TASK)),
            List.of(
                edit(Kind.SET, TASK, "name", "Renamed"),
                edit(Kind.SET, OTHER, "durationDays", "4"),
                edit(Kind.ADD_TASK, -1, "name", "Check", "durationDays", "1"),
                edit(Kind.ADD_LINK, -1, "predecessor", "" + OTHER)));
    assertThat(merged.clashes()).isEmpty();
    WorkPlan both = after(merged);
    assertThat(both.task(TASK).name()).isEqualTo("Renamed");
    assertThat(both.task(TASK).durationMinutes()).isEqualTo(9 * 480);
    assertThat(both.task(OTHER).durationMinutes()).isEqualTo(4 * 480);
    int train = number(both, "Train");
    int check = number(both, "Check");
    assertThat(both.links())
        .filteredOn(link -> link.successor() == train || link.successor() == check)
        .extracting(link -> link.predecessor() + ">" + link.successor())
        .containsExactlyInAnyOrder(TASK + ">" + train, OTHER + ">" + check);
  }

  private static int number(WorkPlan plan, String name) {
    return plan.tasks().stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElseThrow()
        .number();
  }

  @Test
  void contraryWishesAreNamedAndOneOfThemCountsAsChosen() {
    List<PlanEdit> nine = List.of(edit(Kind.SET, TASK, "durationDays", "9", "owner", "tom"));
    List<PlanEdit> four = List.of(edit(Kind.SET, TASK, "durationDays", "4", "fixedCost", "50"));
    assertThat(merge(nine, four).clashes())
        .singleElement()
        .satisfies(
            clash -> {
              assertThat(clash.what()).contains("Task " + TASK).contains("duration");
              assertThat(clash.first()).isEqualTo("9");
              assertThat(clash.second()).isEqualTo("4");
            });
    PlanTask first = after(MergedEdits.of(PLAN, nine, four, false)).task(TASK);
    assertThat(first.durationMinutes()).isEqualTo(9 * 480);
    assertThat(first.fixedCost()).as("no clash").isEqualByComparingTo("50");
    PlanTask second = after(MergedEdits.of(PLAN, nine, four, true)).task(TASK);
    assertThat(second.durationMinutes()).isEqualTo(4 * 480);
    assertThat(second.owner()).as("no clash").isEqualTo("tom");
  }

  @Test
  void theSameWishTwiceIsNoClash() {
    List<PlanEdit> wishes =
        List.of(edit(Kind.REMOVE_TASK, OTHER), edit(Kind.SET, TASK, "durationDays", "9"));
    MergedEdits merged = merge(wishes, wishes);
    assertThat(merged.clashes()).isEmpty();
    assertThat(after(merged).task(OTHER)).isNull();
    assertThat(after(merged).task(TASK).durationMinutes()).isEqualTo(9 * 480);
  }

  @Test
  void aTaskThatOneRemovesAndTheOtherChangesIsAClashEitherWay() {
    List<PlanEdit> removes = List.of(edit(Kind.REMOVE_TASK, TASK));
    List<PlanEdit> changes = List.of(edit(Kind.SET, TASK, "durationDays", "4"));
    assertThat(merge(removes, changes).clashes())
        .extracting(MergedEdits.Clash::second)
        .contains("in the plan");
    assertThat(after(MergedEdits.of(PLAN, removes, changes, false)).task(TASK)).isNull();
    assertThat(after(MergedEdits.of(PLAN, removes, changes, true)).task(TASK).durationMinutes())
        .isEqualTo(4 * 480);
    assertThat(after(MergedEdits.of(PLAN, changes, removes, false)).task(TASK).durationMinutes())
        .isEqualTo(4 * 480);
    assertThat(after(MergedEdits.of(PLAN, changes, removes, true)).task(TASK)).isNull();
  }

  @Test
  void twoWishesForTheBudgetClash() {
    List<PlanEdit> first = List.of(edit(Kind.SET_BUDGET, null, "budget", "30000"));
    List<PlanEdit> second = List.of(edit(Kind.SET_BUDGET, null, "budget", "40000"));
    assertThat(MergedEdits.of(PLAN, first, second, false).clashes())
        .singleElement()
        .returns("30,000.00", MergedEdits.Clash::first)
        .returns("40,000.00", MergedEdits.Clash::second);
    assertThat(after(MergedEdits.of(PLAN, first, second, false)).budget())
        .isEqualByComparingTo("30000");
    assertThat(after(MergedEdits.of(PLAN, first, second, true)).budget())
        .isEqualByComparingTo("40000");
    assertThat(merge(first, List.of(edit(Kind.SET, TASK, "name", "Renamed"))).clashes()).isEmpty();
  }

  @Test
  void twoWishesForAToleranceClashAndForTimeAndCostStandTogether() {
    List<PlanEdit> eight = List.of(edit(Kind.SET_TIME_TOLERANCE, null, "timeTolerance", "8"));
    List<PlanEdit> nine = List.of(edit(Kind.SET_TIME_TOLERANCE, null, "timeTolerance", "9"));
    List<PlanEdit> cost = List.of(edit(Kind.SET_COST_TOLERANCE, null, "costTolerance", "12.5"));
    assertThat(MergedEdits.of(PLAN, eight, nine, false).clashes())
        .singleElement()
        .returns("8", MergedEdits.Clash::first)
        .returns("9", MergedEdits.Clash::second);
    assertThat(after(MergedEdits.of(PLAN, eight, nine, true)).tolerances().time()).isEqualTo(9);
    MergedEdits both = merge(eight, cost);
    assertThat(both.clashes()).isEmpty();
    assertThat(after(both).tolerances()).isEqualTo(new Tolerances(8, new BigDecimal("12.5")));
  }

  @Test
  void twoWishesForOneGoalClashAndNewGoalsStayApart() {
    WorkPlan plan =
        PLAN.withGoals(
            new PlanGoals(
                List.of(
                    new PlanGoal(1, new GoalTerms("Faster", "Time", "60 s", BigDecimal.ONE)),
                    new PlanGoal(2, new GoalTerms("Cheaper", "Cost", "10 %", BigDecimal.TEN))),
                3));
    List<PlanEdit> first =
        List.of(
            edit(Kind.SET_GOAL, null, "goal", "1", "target", "30 s"), goal("Safer"), dropped("2"));
    List<PlanEdit> second =
        List.of(edit(Kind.SET_GOAL, null, "goal", "1", "weight", "7"), goal("Nicer"), dropped("2"));
    MergedEdits merged = MergedEdits.of(plan, first, second, false);
    assertThat(merged.clashes()).isEmpty();
    assertThat(PlanEdits.apply(plan, merged.edits()).goals().all())
        .containsExactly(
            new PlanGoal(1, new GoalTerms("Faster", "Time", "30 s", new BigDecimal(7))),
            new PlanGoal(3, new GoalTerms("Safer", "m", "t", BigDecimal.ONE)),
            new PlanGoal(4, new GoalTerms("Nicer", "m", "t", BigDecimal.ONE)));

    List<PlanEdit> third =
        List.of(
            edit(Kind.SET_GOAL, null, "goal", "1", "target", "45 s"),
            edit(Kind.SET_GOAL, null, "goal", "2", "target", "20 %"));
    assertThat(MergedEdits.of(plan, first, third, false).clashes())
        .extracting(MergedEdits.Clash::what, MergedEdits.Clash::first, MergedEdits.Clash::second)
        .containsExactly(
            tuple("goal 1 \"Faster\", target", "30 s", "45 s"),
            tuple("goal 2 \"Cheaper\", goal", "removed", "in the plan"));
    assertThat(
            PlanEdits.apply(plan, MergedEdits.of(plan, first, third, true).edits()).goals().all())
        .extracting(PlanGoal::number, goal -> goal.terms().target())
        .containsExactly(tuple(1, "45 s"), tuple(2, "20 %"), tuple(3, "t"));
    assertThat(
            PlanEdits.apply(plan, MergedEdits.of(plan, first, third, false).edits()).goals().all())
        .extracting(PlanGoal::number, goal -> goal.terms().target())
        .containsExactly(tuple(1, "30 s"), tuple(3, "t"));
  }

  private static PlanEdit goal(String statement) {
    return edit(
        Kind.ADD_GOAL,
        null,
        "goal",
        "-1",
        "statement",
        statement,
        "measure",
        "m",
        "target",
        "t",
        "weight",
        "1");
  }

  private static PlanEdit dropped(String goal) {
    return edit(Kind.DROP_GOAL, null, "goal", goal);
  }

  @Test
  void twoWishesForOneLineOfTheBudgetClashAndNewLinesStayApart() {
    WorkPlan plan =
        PLAN.withLines(
            new BudgetLines(
                List.of(
                    new BudgetLine(1, "Labour", "", new BigDecimal("100.00")),
                    new BudgetLine(2, "Licences", "", new BigDecimal("50.00"))),
                3));
    List<PlanEdit> first =
        List.of(
            edit(Kind.SET_BUDGET_LINE, null, "line", "1", "amount", "110"),
            edit(Kind.ADD_BUDGET_LINE, null, "line", "-1", "name", "Advice", "amount", "5"),
            edit(Kind.SET, TASK, "budgetLine", "-1"),
            edit(Kind.REMOVE_BUDGET_LINE, null, "line", "2"));
    List<PlanEdit> second =
        List.of(
            edit(Kind.SET_BUDGET_LINE, null, "line", "1", "name", "Work"),
            edit(Kind.ADD_BUDGET_LINE, null, "line", "-1", "name", "Travel", "amount", "6"),
            edit(Kind.SET, OTHER, "budgetLine", "-1"),
            edit(Kind.REMOVE_BUDGET_LINE, null, "line", "2"));
    MergedEdits merged = MergedEdits.of(plan, first, second, false);
    assertThat(merged.clashes()).isEmpty();
    WorkPlan both = PlanEdits.apply(plan, merged.edits());
    assertThat(both.lines().all())
        .extracting(BudgetLine::name, line -> line.amount().intValue())
        .containsExactlyInAnyOrder(tuple("Work", 110), tuple("Advice", 5), tuple("Travel", 6));
    assertThat(both.lines().line(both.task(TASK).budgetLine()).name()).isEqualTo("Advice");
    assertThat(both.lines().line(both.task(OTHER).budgetLine()).name()).isEqualTo("Travel");

    List<PlanEdit> third =
        List.of(
            edit(Kind.SET_BUDGET_LINE, null, "line", "1", "amount", "120"),
            edit(Kind.SET_BUDGET_LINE, null, "line", "2", "amount", "60"));
    assertThat(MergedEdits.of(plan, first, third, false).clashes())
        .extracting(MergedEdits.Clash::what, MergedEdits.Clash::first, MergedEdits.Clash::second)
        .containsExactly(
            tuple("the budget line \"Labour\", amount", "110.00", "120.00"),
            tuple("the budget line \"Licences\", budget line", "removed", "in the plan"));
    assertThat(
            PlanEdits.apply(plan, MergedEdits.of(plan, first, third, true).edits()).lines().all())
        .extracting(BudgetLine::number, line -> line.amount().intValue())
        .containsExactly(tuple(1, 120), tuple(2, 60), tuple(3, 5));
    assertThat(
            PlanEdits.apply(plan, MergedEdits.of(plan, first, third, false).edits()).lines().all())
        .extracting(BudgetLine::number, line -> line.amount().intValue())
        .containsExactly(tuple(1, 110), tuple(3, 5));
  }

  @Test
  void aCircleThatOnlyBothMakeIsLeftToTheSchedulerToName() {
    WorkPlan plan = RandomPlans.plan(7, false, false);
    WorkPlan bare =
        new WorkPlan(
            plan.projectKey(),
            plan.version(),
            plan.start(),
            plan.deadline(),
            plan.calendar(),
            plan.tasks(),
            List.of());
    MergedEdits merged =
        MergedEdits.of(
            bare,
            List.of(edit(Kind.ADD_LINK, TASK, "predecessor", "" + OTHER)),
            List.of(edit(Kind.ADD_LINK, OTHER, "predecessor", "" + TASK)),
            false);
    assertThat(merged.edits()).as("both are there").hasSize(2);
    assertThatThrownBy(
            () -> new CriticalPathScheduler().check(PlanEdits.apply(bare, merged.edits())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("circle");
  }

  /** Random wishes of two on random plans: what only one of them wants is in the plan of both. */
  @Test
  void whatOnlyOneWantsIsKeptWhoeverElseCounts() {
    int merged = 0;
    int clashing = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      WorkPlan plan = RandomPlans.plan(seed, true, true);
      List<PlanEdit> first = wishes(plan, random);
      List<PlanEdit> second = wishes(plan, random);
      WorkPlan one = PlanEdits.apply(plan, first);
      WorkPlan other = PlanEdits.apply(plan, second);
      for (boolean secondWins : List.of(false, true)) {
        MergedEdits both;
        try {
          both = MergedEdits.of(plan, first, second, secondWins);
        } catch (RefusedException together) {
          continue;
        }
        merged++;
        clashing += both.clashes().isEmpty() ? 0 : 1;
        WorkPlan after = PlanEdits.apply(plan, both.edits());
        for (PlanTask was : plan.tasks()) {
          PlanTask a = one.task(was.number());
          PlanTask b = other.task(was.number());
          PlanTask now = after.task(was.number());
          if (a == null || b == null || now == null) {
            continue;
          }
          for (Function<PlanTask, Object> value : VALUES) {
            boolean changedByOne = !value.apply(a).equals(value.apply(was));
            boolean changedByOther = !value.apply(b).equals(value.apply(was));
            PlanTask counts = changedByOne && !(changedByOther && secondWins) ? a : b;
            assertThat(value.apply(now))
                .as("seed %s, second wins %s, task %s", seed, secondWins, was.number())
                .isEqualTo(value.apply(changedByOne || changedByOther ? counts : was));
          }
        }
        for (PlanTask added : one.tasks()) {
          if (plan.task(added.number()) == null && both.clashes().isEmpty()) {
            assertThat(after.tasks()).extracting(PlanTask::name).contains(added.name());
          }
        }
      }
    }
    assertThat(merged).isGreaterThan(400);
    assertThat(clashing).isGreaterThan(50);
  }

  private static List<PlanEdit> wishes(WorkPlan plan, Random random) {
    WorkPlan after = plan;
    for (int step = 1 + random.nextInt(5); step > 0; step--) {
      try {
        int next = after.tasks().stream().mapToInt(PlanTask::number).max().orElse(0) + 1;
        after =
            PlanEdits.applied(after, List.of(PlanDifferenceTests.any(random, after)), next).plan();
      } catch (RefusedException cannotBe) {
        // the next one may
      }
    }
    return PlanDifference.edits(plan, after);
  }
}
