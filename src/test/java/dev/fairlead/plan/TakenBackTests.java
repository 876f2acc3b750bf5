package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is left of the way back of a change when the plan has gone on. */
class TakenBackTests {
  /** 1 Analysis (2 Interviews, 3 Report), 4 Build; 4 after 3. */
  private static final WorkPlan PLAN =
      PlanEdits.apply(
          new WorkPlan(
              "CRM",
              1,
              LocalDate.of(2027, 3, 1),
              LocalDate.of(2027, 6, 30),
              WorkingCalendar.standard(),
              List.of(),
              List.of()),
          List.of(
              edit(Kind.ADD_TASK, -1, "name", "Analysis"),
              edit(Kind.ADD_TASK, -2, "name", "Interviews", "parent", "-1", "durationDays", "2"),
              edit(Kind.ADD_TASK, -3, "name", "Report", "parent", "-1"),
              edit(Kind.ADD_TASK, -4, "name", "Build", "durationDays", "10"),
              edit(Kind.ADD_LINK, -4, "predecessor", "-3")));

  private static PlanEdits.Applied change(PlanEdit... edits) {
    return PlanEdits.applied(PLAN, List.of(edits), 5);
  }

  private static WorkPlan without(PlanEdits.Applied change, WorkPlan latest) {
    return PlanEdits.restored(latest, TakenBack.edits(change.inverse(), latest), 9).plan();
  }

  /** The task as its owner reported on it. */
  private static WorkPlan reported(WorkPlan plan, int task, int percent, long remainingMinutes) {
    PlanEdit report =
        edit(
            Kind.RESTORE_TASK,
            task,
            "percent",
            "" + percent,
            "remainingMinutes",
            "" + remainingMinutes);
    return PlanEdits.restored(plan, List.of(report), 9).plan();
  }

  @Test
  void aPlanThatNobodyChangedSinceIsAsItWas() {
    PlanEdits.Applied change =
        change(
            edit(Kind.SET, 4, "durationDays", "12", "owner", "tom"),
            edit(Kind.ADD_TASK, -1, "name", "Fix", "parent", "1"),
            edit(Kind.ADD_LINK, 4, "predecessor", "-1"),
            edit(Kind.MOVE, 3, "parent", "", "position", "1"),
            edit(Kind.REMOVE_TASK, 2),
            edit(Kind.SET_PROJECT_DEADLINE, null, "deadline", "2027-07-30"));
    WorkPlan back = without(change, change.plan());
    assertThat(back.tasks()).isEqualTo(PLAN.tasks());
    assertThat(back.links()).isEqualTo(PLAN.links());
    assertThat(back.deadline()).isEqualTo(PLAN.deadline());
  }

  @Test
  void whatWasReportedSinceStaysAndOnlyTheAddedWorkGoes() {
    WorkPlan underWay = reported(PLAN, 4, 10, 4_000);
    PlanEdits.Applied change =
        PlanEdits.applied(underWay, List.of(edit(Kind.SET, 4, "durationDays", "12")), 5);
    assertThat(change.plan().task(4).remainingMinutes()).isEqualTo(4_960);

    PlanTask back = without(change, reported(change.plan(), 4, 60, 2_000)).task(4);
    assertThat(back.durationMinutes()).isEqualTo(10 * 480);
    assertThat(back.percentComplete()).isEqualTo(60);
    assertThat(back.remainingMinutes()).isEqualTo(2_000 - 2 * 480);

    PlanTask nothingLeft = without(change, reported(change.plan(), 4, 90, 500)).task(4);
    assertThat(nothingLeft.remainingMinutes()).as("the share that 90 percent leave").isNull();
    PlanTask done = without(change, reported(change.plan(), 4, 100, 0)).task(4);
    assertThat(done.percentComplete()).isEqualTo(100);
    assertThat(done.remainingMinutes()).isZero();
  }

  @Test
  void nothingIsSetBackOnTasksThatALaterChangeRemoved() {
    PlanEdits.Applied change =
        change(
            edit(Kind.SET, 4, "durationDays", "12"),
            edit(Kind.ADD_TASK, -1, "name", "Fix"),
            edit(Kind.ADD_LINK, -1, "predecessor", "4"),
            edit(Kind.MOVE, 2, "parent", "4"));
    WorkPlan later = PlanEdits.apply(change.plan(), List.of(edit(Kind.REMOVE_TASK, 4)), 6);
    assertThat(TakenBack.edits(change.inverse(), later))
        .as("only the task that the change added goes")
        .containsExactly(PlanEdit.of(Kind.REMOVE_TASK, 5, Map.of()));
    later = PlanEdits.apply(later, List.of(edit(Kind.REMOVE_TASK, 5)), 6);
    assertThat(TakenBack.edits(change.inverse(), later)).isEmpty();
  }

  @Test
  void aTaskComesBackToTheTopWhereItsSummaryIsGone() {
    PlanEdits.Applied change = change(edit(Kind.REMOVE_TASK, 3));
    WorkPlan later = PlanEdits.apply(change.plan(), List.of(edit(Kind.REMOVE_TASK, 1)), 6);
    WorkPlan back = without(change, later);
    assertThat(back.task(3))
        .returns("Report", PlanTask::name)
        .returns(null, PlanTask::parent)
        .returns(2, PlanTask::position);
    assertThat(back.links()).isEqualTo(PLAN.links());
  }
}
