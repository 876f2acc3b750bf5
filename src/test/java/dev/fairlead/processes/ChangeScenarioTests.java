package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.Impact;
import dev.fairlead.change.NewChange;
import dev.fairlead.change.StandardChanges;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Projects;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every route of handleChange on the real engine. */
@FairleadTest
class ChangeScenarioTests {
  private static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);

  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Baselines baselines;
  @Autowired Changes changes;
  @Autowired StandardChanges standards;

  @BeforeEach
  void onAMonday() {
    driver.setTime(MONDAY);
  }

  @AfterEach
  void now() {
    driver.resumeTime();
  }

  private static PlanEdit longer(int task, int days) {
    return PlanEdit.of(PlanEdit.Kind.SET, task, Map.of("durationDays", "" + days));
  }

  private ChangeRequest submit(String key, ChangeRequest.Type type, PlanEdit... edits) {
    return changes.submit(
        key,
        new NewChange(
            type,
            ChangeRequest.Category.SCHEDULE,
            "More time",
            "The interface grew",
            "The vendor changed it",
            "The test starts without it",
            "Plan two days more",
            "Take the days out again",
            List.of(edits),
            type == ChangeRequest.Type.STANDARD
                ? standards.add(
                    "In " + key, ChangeRequest.Category.SCHEDULE, "d", "i", "b", "maria")
                : null),
        "tom");
  }

  @Test
  void anApprovedChangeIsAppliedAsItWasComputedAndMakesANewBaseline() {
    TrackedProject.begin(driver, projects, plans, "CH-1");
    ChangeRequest change = submit("CH-1", ChangeRequest.Type.NORMAL, longer(1, 7));
    assertThat(change.id()).isEqualTo("CH-1-C1");
    Impact impact = change.impact();
    assertThat(impact.finishDelta()).isEqualTo(2);
    // 16 hours of Tom at 80
    assertThat(impact.costDelta()).isEqualByComparingTo("1280");
    assertThat(driver.waitingFor("CH-1-C1")).containsExactly("userTask_decideChange");

    driver.act("stefan", "CH-1-C1", "userTask_decideChange", Map.of("decision", "approve"));
    ChangeRequest done = changes.get("CH-1-C1");
    assertThat(done.status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(done.decidedBy()).isEqualTo("stefan");
    assertThat(plans.schedule("CH-1").finish()).isEqualTo(impact.finishAfter());
    assertThat(plans.plannedCost(plans.current("CH-1"), projects.get("CH-1")))
        .isEqualByComparingTo(impact.costAfter());
    assertThat(baselines.current("CH-1").orElseThrow().number()).isEqualTo(2);
    assertThat(baselines.current("CH-1").orElseThrow().finish()).isEqualTo(impact.finishAfter());
    assertThat(driver.isRunning("CH-1-C1")).isFalse();
    assertThat(driver.waitingFor("CH-1")).containsExactly("userTask_confirmAllWorkDone:clara");
  }

  @Test
  void aRejectedChangeLeavesThePlanAlone() {
    TrackedProject.begin(driver, projects, plans, "CH-2");
    int version = plans.current("CH-2").version();
    submit("CH-2", ChangeRequest.Type.NORMAL, longer(1, 7));
    assertThatThrownBy(
            () ->
                driver.act(
                    "stefan", "CH-2-C1", "userTask_decideChange", Map.of("decision", "reject")))
        .hasStackTraceContaining("Please fill in the comment");
    driver.act(
        "stefan",
        "CH-2-C1",
        "userTask_decideChange",
        Map.of("decision", "reject", "comment", "Too late"));
    assertThat(changes.get("CH-2-C1").status()).isEqualTo(ChangeRequest.Status.REJECTED);
    assertThat(plans.current("CH-2").version()).isEqualTo(version);
    assertThat(baselines.all("CH-2")).hasSize(1);
  }

  @Test
  void aPostponedChangeIsAssessedAgainOnItsDay() {
    TrackedProject.begin(driver, projects, plans, "CH-3");
    submit("CH-3", ChangeRequest.Type.NORMAL, longer(2, 5));
    driver.act(
        "stefan",
        "CH-3-C1",
        "userTask_decideChange",
        Map.of(
            "decision",
            "postpone",
            "comment",
            "Wait for the vendor",
            "postponedUntil",
            "2027-01-06"));
    assertThat(changes.get("CH-3-C1").status()).isEqualTo(ChangeRequest.Status.POSTPONED);
    driver.moveTo(LocalDateTime.of(2027, 1, 6, 9, 0));
    assertThat(driver.waitingFor("CH-3-C1")).containsExactly("userTask_decideChange");
    assertThat(changes.get("CH-3-C1").status()).isEqualTo(ChangeRequest.Status.AWAITING_APPROVAL);
  }

  @Test
  void aHarmlessStandardChangeNeedsNoDecision() {
    TrackedProject.begin(driver, projects, plans, "CH-4");
    submit(
        "CH-4",
        ChangeRequest.Type.STANDARD,
        PlanEdit.of(PlanEdit.Kind.SET, 2, Map.of("name", "Test with users")));
    assertThat(changes.get("CH-4-C1").status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(plans.current("CH-4").task(2).name()).isEqualTo("Test with users");
  }

  @Test
  void anEmergencyActsFirstAndIsBackedOutWhenItIsNotConfirmed() {
    TrackedProject.begin(driver, projects, plans, "CH-5");
    submit("CH-5", ChangeRequest.Type.EMERGENCY, longer(1, 6));
    assertThat(baselines.all("CH-5")).hasSize(2);
    assertThat(driver.waitingFor("CH-5-C1")).containsExactly("userTask_reviewEmergencyChange");
    assertThat(changes.open("CH-5")).hasSize(1);
    assertThatThrownBy(() -> changes.withdraw("CH-5-C1", "tom")).hasMessageContaining("over");
    driver.moveTo(LocalDateTime.of(2027, 1, 8, 9, 0));
    driver.act(
        "maria",
        "CH-5-C1",
        "userTask_reviewEmergencyChange",
        Map.of("confirmed", "no", "comment", "It was no emergency"));
    assertThat(driver.waitingFor("CH-5-C1")).containsExactly("userTask_carryOutBackout:clara");
    driver.act(
        "clara",
        "CH-5-C1",
        "userTask_carryOutBackout",
        Map.of("backoutNote", "Days taken out again"));
    assertThat(changes.get("CH-5-C1").status()).isEqualTo(ChangeRequest.Status.CLOSED);
    assertThat(changes.open("CH-5")).isEmpty();
  }

  @Test
  void whenThePlanGotWorseMeanwhileTheImpactIsShownAnew() {
    TrackedProject.begin(driver, projects, plans, "CH-6");
    submit("CH-6", ChangeRequest.Type.NORMAL, longer(1, 7));
    submit("CH-6", ChangeRequest.Type.NORMAL, longer(2, 9));
    assertThat(changes.conflicts("CH-6-C1")).isEmpty();
    driver.act("stefan", "CH-6-C2", "userTask_decideChange", Map.of("decision", "approve"));
    driver.act("stefan", "CH-6-C1", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(driver.waitingFor("CH-6-C1"))
        .as("asked again with the new impact")
        .containsExactly("userTask_decideChange");
    driver.act("stefan", "CH-6-C1", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(changes.get("CH-6-C1").status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(baselines.all("CH-6")).hasSize(3);
  }

  @Test
  void aWithdrawnChangeEndsAndConflictsAreNamed() {
    TrackedProject.begin(driver, projects, plans, "CH-7");
    submit("CH-7", ChangeRequest.Type.NORMAL, longer(1, 7));
    submit("CH-7", ChangeRequest.Type.NORMAL, longer(1, 8));
    assertThat(changes.conflicts("CH-7-C2"))
        .hasSize(1)
        .first()
        .asString()
        .contains("CH-7-C1", "Build");
    assertThatThrownBy(() -> changes.withdraw("CH-7-C1", "tina")).hasMessageContaining("Only");
    changes.withdraw("CH-7-C1", "tom");
    assertThat(changes.get("CH-7-C1").status()).isEqualTo(ChangeRequest.Status.WITHDRAWN);
    assertThat(driver.isRunning("CH-7-C1")).isFalse();
    assertThat(changes.conflicts("CH-7-C2")).isEmpty();
  }

  @Test
  void aChangeIsRefusedWhileThePlanIsStillDrafted() {
    SampleProject.begin(projects, "CH-8", "20000");
    SampleProject.plan(plans, "CH-8");
    assertThatThrownBy(() -> submit("CH-8", ChangeRequest.Type.NORMAL, longer(1, 7)))
        .hasMessageContaining("while CH-8 is being tracked");
    assertThat(changes.all("CH-8")).isEmpty();
  }
}
