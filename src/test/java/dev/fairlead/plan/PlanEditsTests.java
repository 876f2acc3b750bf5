package dev.fairlead.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanGoals.PlanGoal;
import dev.fairlead.project.GoalTerms;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanEditsTests {
  private static final WorkPlan EMPTY =
      new WorkPlan(
          "CRM",
          0,
          LocalDate.of(2027, 3, 1),
          LocalDate.of(2027, 6, 30),
          WorkingCalendar.standard(),
          List.of(),
          List.of());

  /** 1 Analysis (2 Interviews, 3 Report), 4 Build; 4 after 3. */
  private static final WorkPlan PLAN =
      PlanEdits.apply(
          EMPTY,
          List.of(
              edit(Kind.ADD_TASK, -1, "name", "Analysis"),
              edit(Kind.ADD_TASK, -2, "name", "Interviews", "parent", "-1", "durationDays", "2.5"),
              edit(Kind.ADD_TASK, -3, "name", "Report", "parent", "-1"),
              edit(Kind.ADD_TASK, -4, "name", "Build", "durationDays", "10"),
              edit(Kind.ADD_LINK, -4, "predecessor", "-3", "lagDays", "1")));

  static PlanEdit edit(Kind kind, Integer task, String... values) {
    Map<String, String> map = new java.util.HashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      map.put(values[i], values[i + 1]);
    }
    return new PlanEdit(kind, task, map);
  }

  private static String described(PlanEdit edit, WorkPlan plan) {
    return PlanEdits.describe(List.of(edit), plan).get(0);
  }

  private static WorkPlan apply(PlanEdit... edits) {
    return PlanEdits.apply(PLAN, List.of(edits));
  }

  private static List<String> outline(WorkPlan plan) {
    return plan.tasks().stream()
        .map(
            task ->
                task.number()
                    + "<"
                    + (task.parent() == null ? "" : task.parent())
                    + "@"
                    + task.position())
        .toList();
  }

  @Test
  void laterEditsNameNewTasksByTheirPlaceholder() {
    assertThat(outline(PLAN)).containsExactly("1<@1", "2<1@2", "3<1@3", "4<@4");
    assertThat(PLAN.links()).containsExactly(new TaskLink(3, 4, LinkType.FS, 480));
    assertThat(PLAN.task(2).durationMinutes()).isEqualTo(1200);
  }

  @Test
  void aTaskIsPutRightAfterAnotherOrBelowASummary() {
    assertThat(outline(apply(edit(Kind.ADD_TASK, null, "name", "X", "after", "2"))))
        .containsExactly("1<@1", "2<1@2", "5<1@3", "3<1@4", "4<@5");
    assertThat(
            outline(apply(edit(Kind.ADD_TASK, null, "name", "X", "parent", "1", "position", "1"))))
        .containsExactly("1<@1", "5<1@2", "2<1@3", "3<1@4", "4<@5");
  }

  @Test
  void indentAndOutdentAreTheReverseOfEachOther() {
    WorkPlan indented = apply(edit(Kind.INDENT, 4));
    assertThat(outline(indented)).containsExactly("1<@1", "2<1@2", "3<1@3", "4<1@4");
    assertThat(PlanEdits.apply(indented, List.of(edit(Kind.OUTDENT, 4)))).isEqualTo(PLAN);
  }

  @Test
  void movingTakesTheTasksBelowAlong() {
    assertThat(outline(apply(edit(Kind.MOVE, 1, "direction", "down"))))
        .containsExactly("4<@1", "1<@2", "2<1@3", "3<1@4");
    assertThat(outline(apply(edit(Kind.SET, 2, "parent", "", "position", "1"))))
        .containsExactly("2<@1", "1<@2", "3<1@3", "4<@4");
  }

  @Test
  void removingTakesTheTasksBelowAndAllTheirLinks() {
    WorkPlan after = apply(edit(Kind.REMOVE_TASK, 1));
    assertThat(outline(after)).containsExactly("4<@1");
    assertThat(after.links()).isEmpty();
  }

  @Test
  void daysAreSaidAsPagesWriteThem() {
    PlanEdit[] wishes = {
      edit(
          Kind.SET,
          4,
          "constraint",
          "START_NO_EARLIER_THAN",
          "constraintDate",
          "2027-03-05",
          "deadline",
          "2027-06-01"),
      edit(Kind.SET_CALENDAR_HOLIDAY, null, "day", "2027-04-02"),
      edit(Kind.SET, 4, "constraintDate", "2027-03-05T13:00")
    };
    List<String> said = PlanEdits.describe(List.of(wishes), PLAN);
    assertThat(said.get(0)).contains("to 5 Mar 2027", "to 1 Jun 2027");
    assertThat(said.get(1)).contains("2 Apr 2027");
    assertThat(said.get(2)).contains("to 5 Mar 2027, 13:00");
    assertThat(described(edit(Kind.SET, 4, "deadline", "soon"), PLAN)).contains("to soon");
  }

  @Test
  void anEstimateHasThreeRisingValuesOrNone() {
    String[] values = {"optimisticDays", "2", "mostLikelyDays", "4", "pessimisticDays", "12"};
    WorkPlan plan = apply(edit(Kind.SET, 4, values));
    ThreePointEstimate estimate = plan.task(4).estimate();
    assertThat(estimate).isEqualTo(new ThreePointEstimate(960, 1920, 5760));
    // (2 + 4 x 4 + 12) / 6 = 5 days, (12 - 2) / 6 days
    assertThat(estimate.meanMinutes()).isEqualTo(2400);
    assertThat(estimate.standardDeviationMinutes()).isEqualTo(800);
    assertThat(
            PlanEdits.apply(plan, List.of(edit(Kind.SET, 4, "pessimisticDays", "6")))
                .task(4)
                .estimate()
                .pessimisticMinutes())
        .isEqualTo(2880);
    assertThat(described(edit(Kind.SET, 4, "pessimisticDays", "6", "mostLikelyDays", "5"), plan))
        .isEqualTo(
            "Change task 4 \"Build\": most likely duration (working days) from 4 to 5, pessimistic duration (working"
                + " days) from 12 to 6.");
    assertThat(
            PlanEdits.apply(
                    plan,
                    List.of(
                        edit(
                            Kind.SET,
                            4,
                            "optimisticDays",
                            "",
                            "mostLikelyDays",
                            "",
                            "pessimisticDays",
                            "")))
                .task(4)
                .estimate())
        .isNull();
    assertThat(
            PlanEdits.apply(plan, List.of(edit(Kind.SET, 4, "milestone", "true")))
                .task(4)
                .estimate())
        .isNull();
    assertThat(PlanEdits.apply(plan, List.of(edit(Kind.SET, 4, "name", "X"))).task(4).estimate())
        .isEqualTo(estimate);
  }

  @Test
  void anEstimateThatCannotBeIsRefusedWithASentence() {
    assertThatThrownBy(() -> apply(edit(Kind.SET, 4, "optimisticDays", "2")))
        .hasMessage(
            "An estimate of 4 \"Build\" needs all three values: optimistic, most likely and pessimistic.");
    assertThatThrownBy(
            () ->
                apply(
                    edit(
                        Kind.SET,
                        4,
                        "optimisticDays",
                        "5",
                        "mostLikelyDays",
                        "4",
                        "pessimisticDays",
                        "6")))
        .hasMessage(
            "The estimates of 4 \"Build\" must rise: optimistic, most likely, pessimistic.");
    assertThatThrownBy(() -> apply(edit(Kind.SET, 4, "optimisticDays", "-1")))
        .hasMessageContaining("must be between 0 and 2,600 working days");
  }

  @Test
  void valuesAreSetAndCleared() {
    PlanTask task =
        apply(
                edit(
                    Kind.SET,
                    4,
                    "effortHours",
                    "40",
                    "owner",
                    "tim",
                    "fixedCost",
                    "99.5",
                    "constraint",
                    "FINISH_NO_LATER_THAN",
                    "constraintDate",
                    "2027-04-02",
                    "deadline",
                    "2027-04-05"))
            .task(4);
    assertThat(task.effortHours()).isEqualByComparingTo("40");
    assertThat(task.owner()).isEqualTo("tim");
    assertThat(task.fixedCost()).isEqualByComparingTo(new BigDecimal("99.50"));
    assertThat(task.constraintDate()).isEqualTo(LocalDateTime.of(2027, 4, 2, 17, 0));
    PlanTask cleared =
        PlanEdits.apply(
                apply(edit(Kind.SET, 4, "owner", "tim", "deadline", "2027-04-05")),
                List.of(edit(Kind.SET, 4, "owner", "", "deadline", "", "constraint", "")))
            .task(4);
    assertThat(cleared.owner()).isNull();
    assertThat(cleared.deadline()).isNull();
    assertThat(cleared.constraintDate()).isNull();
  }

  @Test
  void aMilestoneTakesNoTime() {
    assertThat(apply(edit(Kind.SET, 4, "milestone", "true")).task(4).durationMinutes()).isZero();
  }

  @Test
  void aHolidayIsPartOfThePlan() {
    WorkPlan after = apply(edit(Kind.SET_CALENDAR_HOLIDAY, null, "day", "2027-03-29"));
    assertThat(after.calendar().isWorkingDay(LocalDate.of(2027, 3, 29))).isFalse();
    assertThat(CalendarText.read(CalendarText.write(after.calendar()))).isEqualTo(after.calendar());
  }

  @Test
  void whatCannotBeIsRefusedByNamingTheField() {
    refused("name", edit(Kind.SET, 4, "name", "x".repeat(10_000)));
    refused("name", edit(Kind.ADD_TASK, null, "name", "  "));
    refused("durationDays", edit(Kind.SET, 4, "durationDays", "-1"));
    refused("durationDays", edit(Kind.SET, 4, "durationDays", "soon"));
    refused("fixedCost", edit(Kind.SET, 4, "fixedCost", "-0.01"));
    refused("effortHours", edit(Kind.SET, 4, "effortHours", "1e9"));
    refused("deadline", edit(Kind.SET, 4, "deadline", "31.03.2027"));
    refused("deadline", edit(Kind.SET, 4, "deadline", "9027-03-31"));
    refused("constraintDate", edit(Kind.SET, 4, "constraint", "MUST_START_ON"));
    refused("constraint", edit(Kind.SET, 4, "constraint", "WHENEVER"));
    refused("predecessor", edit(Kind.ADD_LINK, 4, "predecessor", "4"));
    refused("predecessor", edit(Kind.ADD_LINK, 2, "predecessor", "1"));
    refused("predecessor", edit(Kind.ADD_LINK, 2, "predecessor", "77"));
    refused("predecessor", edit(Kind.REMOVE_LINK, 2, "predecessor", "4"));
    refused("parent", edit(Kind.SET, 1, "parent", "2"));
    refused("deadline", edit(Kind.SET_PROJECT_DEADLINE, null, "deadline", "2027-02-01"));
    for (String budget : List.of("", "0", "-5", "much", "1.005", "1e6", "1000000000001")) {
      refused("budget", edit(Kind.SET_BUDGET, null, "budget", budget));
    }
    for (String days : List.of("", "-1", "2.5", "soon", "1001")) {
      refused("timeTolerance", edit(Kind.SET_TIME_TOLERANCE, null, "timeTolerance", days));
    }
    for (String percent : List.of("", "-1", "some", "100.01", "1.005")) {
      refused("costTolerance", edit(Kind.SET_COST_TOLERANCE, null, "costTolerance", percent));
    }
    refused(null, edit(Kind.SET, 99, "name", "x"));
    refused(null, edit(Kind.SET, 4, "colour", "red"));
    refused(null, edit(Kind.INDENT, 1));
    refused(null, edit(Kind.OUTDENT, 4));
    refused(null, edit(Kind.MOVE, 1, "direction", "up"));
  }

  /** Two goals in force; the third was dropped before. */
  private static final WorkPlan WITH_GOALS =
      PLAN.withGoals(
          new PlanGoals(
              List.of(
                  new PlanGoal(1, new GoalTerms("Faster", "Time", "60 s", BigDecimal.ONE)),
                  new PlanGoal(2, new GoalTerms("Cheaper", "Cost", "10 %", BigDecimal.TEN))),
              4));

  @Test
  void goalsAreAddedChangedAndDroppedAndTheWayBackLeadsBack() {
    List<PlanEdit> edits =
        List.of(
            edit(Kind.SET_GOAL, null, "goal", "1", "target", " 30\ns ", "weight", "2.5"),
            edit(
                Kind.ADD_GOAL,
                null,
                "goal",
                "-1",
                "statement",
                "Safer",
                "measure",
                "Leaks",
                "target",
                "0",
                "weight",
                "3"),
            edit(Kind.SET_GOAL, null, "goal", "-1", "target", "1"),
            edit(Kind.DROP_GOAL, null, "goal", "2"));
    PlanEdits.Applied applied = PlanEdits.applied(WITH_GOALS, edits, 5);
    assertThat(applied.plan().goals().all())
        .containsExactly(
            new PlanGoal(1, new GoalTerms("Faster", "Time", "30 s", new BigDecimal("2.50"))),
            new PlanGoal(4, new GoalTerms("Safer", "Leaks", "1", new BigDecimal(3))));
    assertThat(
            PlanEdits.describe(
                List.of(
                    PlanEdit.of(
                        PlanEdit.Kind.SET_GOAL, null, Map.of("goal", "1", "target", "30 s")),
                    PlanEdit.of(
                        PlanEdit.Kind.SET_GOAL, null, Map.of("goal", "1", "target", "9 s"))),
                WITH_GOALS))
        .last()
        .asString()
        .as("from what the edit before left")
        .contains("target from \"30 s\" to \"9 s\"");
    assertThat(PlanEdits.describe(edits, WITH_GOALS))
        .containsExactly(
            "Change goal 1 \"Faster\": target from \"60 s\" to \"30\ns\", weight from 1 to 2.5.",
            "Add the goal \"Safer\": measure \"Leaks\", target \"0\", weight 3.",
            "Change goal \"Safer\": target from \"0\" to \"1\".",
            "Drop goal 2 \"Cheaper\".");
    assertThat(PlanEdits.restored(applied.plan(), applied.inverse(), 5).plan().goals().all())
        .isEqualTo(WITH_GOALS.goals().all());
    List<PlanEdit> difference = PlanDifference.edits(WITH_GOALS, applied.plan());
    assertThat(PlanEdits.keepingNumbers(WITH_GOALS, difference).plan().goals())
        .isEqualTo(applied.plan().goals());
  }

  @Test
  void aGoalThatCannotBeIsRefusedByNamingTheField() {
    String[] right = {"statement", "Safer", "measure", "Leaks", "target", "0", "weight", "3"};
    refusedGoal("statement", Kind.SET_GOAL, "goal", "1", "statement", " ");
    refusedGoal("statement", Kind.SET_GOAL, "goal", "1", "statement", "x".repeat(501));
    refusedGoal("measure", Kind.SET_GOAL, "goal", "1", "measure", "x".repeat(301));
    refusedGoal("target", Kind.ADD_GOAL, "statement", "Safer", "measure", "Leaks", "weight", "3");
    for (String weight : List.of("", "0", "-1", "100.01", "1.005", "much", "1e999999999")) {
      refusedGoal("weight", Kind.SET_GOAL, "goal", "1", "weight", weight);
    }
    for (String goal : List.of("", "3", "9", "-1", "one", "99999999999")) {
      refusedGoal("goal", Kind.SET_GOAL, "goal", goal, "target", "1");
      refusedGoal("goal", Kind.DROP_GOAL, "goal", goal);
    }
    Map<String, String> numbered = new java.util.HashMap<>(Map.of("goal", "7"));
    for (int i = 0; i < right.length; i += 2) {
      numbered.put(right[i], right[i + 1]);
    }
    assertThatThrownBy(
            () -> PlanEdits.apply(WITH_GOALS, List.of(PlanEdit.of(Kind.ADD_GOAL, null, numbered))))
        .hasMessageContaining("A new goal cannot be called \"7\"");
    refusedGoal(null, Kind.SET_GOAL, "goal", "1", "colour", "red");
    List<PlanEdit> all =
        List.of(edit(Kind.DROP_GOAL, null, "goal", "1"), edit(Kind.DROP_GOAL, null, "goal", "2"));
    assertThatThrownBy(() -> PlanEdits.apply(WITH_GOALS, all))
        .hasMessageContaining("A project needs at least one goal");
    List<PlanEdit> replaced = List.of(all.get(0), all.get(1), edit(Kind.ADD_GOAL, null, right));
    assertThat(PlanEdits.apply(WITH_GOALS, replaced).goals().all())
        .extracting(PlanGoal::number)
        .as("the number of the dropped goal is not used again")
        .containsExactly(4);
    assertThatThrownBy(() -> PlanEdits.mustBeOfPlanning(all))
        .hasMessageContaining("Goals are not changed in the plan");
  }

  private static void refusedGoal(String field, Kind kind, String... values) {
    assertThatThrownBy(() -> PlanEdits.apply(WITH_GOALS, List.of(edit(kind, null, values))))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.field()).isEqualTo(field));
  }

  private static void refused(String field, PlanEdit edit) {
    assertThatThrownBy(() -> PlanEdits.apply(WITH_LINES, List.of(edit)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.field()).isEqualTo(field);
              assertThat(refused.getMessage()).isNotEqualTo(refused.code()).doesNotContain("{");
            });
  }

  private static final WorkPlan WITH_LINES =
      PLAN.withLines(
          new BudgetLines(
              List.of(
                  new BudgetLine(1, "Labour", "Work", new BigDecimal("12000.00")),
                  new BudgetLine(3, "Licences", "", new BigDecimal("500.00"))),
              7));

  @Test
  void linesOfTheBudgetAreEditedAndEachEditHasItsWayBack() {
    PlanEdits.Applied applied =
        PlanEdits.applied(
            WITH_LINES,
            List.of(
                edit(Kind.ADD_BUDGET_LINE, null, "line", "-1", "name", "Advice", "amount", "70.5"),
                edit(Kind.SET, 4, "budgetLine", "-1"),
                edit(Kind.SET_BUDGET_LINE, null, "line", "-1", "category", "External"),
                edit(Kind.SET_BUDGET_LINE, null, "line", "1", "amount", "11000"),
                edit(Kind.REMOVE_BUDGET_LINE, null, "line", "3")),
            9);
    assertThat(applied.plan().lines())
        .isEqualTo(
            new BudgetLines(
                List.of(
                    new BudgetLine(1, "Labour", "Work", new BigDecimal("11000.00")),
                    new BudgetLine(7, "Advice", "External", new BigDecimal("70.50"))),
                8));
    assertThat(applied.plan().task(4).budgetLine()).isEqualTo(7);
    WorkPlan back = PlanEdits.restored(applied.plan(), applied.inverse(), 9).plan();
    assertThat(back.lines().all()).isEqualTo(WITH_LINES.lines().all());
    assertThat(back.tasks()).isEqualTo(WITH_LINES.tasks());
    List<PlanEdit> same = PlanDifference.edits(WITH_LINES, applied.plan());
    assertThat(PlanEdits.keepingNumbers(WITH_LINES, same).plan()).isEqualTo(applied.plan());
    assertThat(PlanEdits.apply(WITH_LINES, same)).isEqualTo(applied.plan());
  }

  @Test
  void aLineThatCannotBeIsRefused() {
    refused("line", edit(Kind.SET_BUDGET_LINE, null, "line", "2", "amount", "1"));
    refused("line", edit(Kind.SET_BUDGET_LINE, null, "amount", "1"));
    refused("line", edit(Kind.REMOVE_BUDGET_LINE, null, "line", "many"));
    refused("line", edit(Kind.ADD_BUDGET_LINE, null, "line", "9", "name", "X", "amount", "1"));
    refused("name", edit(Kind.ADD_BUDGET_LINE, null, "amount", "1"));
    refused("name", edit(Kind.SET_BUDGET_LINE, null, "line", "1", "name", " "));
    refused("name", edit(Kind.SET_BUDGET_LINE, null, "line", "1", "name", "x".repeat(121)));
    refused(null, edit(Kind.SET_BUDGET_LINE, null, "line", "1", "colour", "red"));
    for (String amount : List.of("", "-5", "much", "1.005", "1e6", "1000000000001")) {
      refused("amount", edit(Kind.ADD_BUDGET_LINE, null, "name", "X", "amount", amount));
    }
  }

  @Test
  void everyEditIsSaidInASentence() {
    assertThat(described(edit(Kind.SET, 4, "durationDays", "12", "owner", "tim"), PLAN))
        .isEqualTo(
            "Change task 4 \"Build\": duration (working days) from 10 to 12, owner from - to tim.");
    assertThat(described(edit(Kind.ADD_LINK, 4, "predecessor", "2", "lagDays", "2"), PLAN))
        .isEqualTo("Let task 4 \"Build\" depend on 2 \"Interviews\" (FS, 2 days).");
    assertThat(
            described(
                edit(Kind.ADD_TASK, null, "name", "Test", "parent", "1", "durationDays", "3"),
                PLAN))
        .isEqualTo("Add the task \"Test\" below 1 \"Analysis\": duration (working days) 3.");
    for (Kind kind : Kind.values()) {
      assertThat(
              described(
                  edit(kind, 4, "predecessor", "3", "deadline", "2027-07-01", "day", "2027-01-01"),
                  PLAN))
          .endsWith(".")
          .doesNotContain("plan.");
    }
  }

  @Test
  void theNumberOfARemovedTaskIsNotUsedAgain() {
    WorkPlan without = apply(edit(Kind.REMOVE_TASK, 4));
    assertThat(
            PlanEdits.apply(without, List.of(edit(Kind.ADD_TASK, null, "name", "New")), 5).task(5))
        .isNotNull();
  }
}
