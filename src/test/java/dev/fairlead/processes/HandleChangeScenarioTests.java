package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeConflicts;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.change.StandardChanges;
import dev.fairlead.plan.PlanEdit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every path of handleChange: three routes, what is decided on them, and what time does. */
@FairleadTest
class HandleChangeScenarioTests extends Scenario {
  private static final String DECIDE = "userTask_decideChange";
  private static final String REVIEW = "userTask_reviewEmergencyChange";

  @Autowired Changes changes;
  @Autowired ChangeConflicts conflicts;
  @Autowired StandardChanges standards;

  @Test
  void aStandardChangeIsAppliedAtOnceWithANewBaseline() {
    track("HC-1");
    assertThat(baselines.all("HC-1")).hasSize(1);
    String id = request("HC-1", ChangeRequest.Type.STANDARD, BUILD, "name", "Build and pack");
    assertThat(id).isEqualTo("HC-1-C1");
    ChangeRequest change = changes.get(id);
    assertThat(change.status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(change.route()).isEqualTo("standard");
    assertThat(change.standardTitle()).isEqualTo("More time in HC-1");
    assertThat(change.implementationPlan()).as("from the catalogue").isEqualTo("Plan it anew");
    assertThat(change.isOpen()).isFalse();
    assertThat(plans.current("HC-1").task(BUILD).name()).isEqualTo("Build and pack");
    assertThat(baselines.all("HC-1")).hasSize(2);
    assertThat(driver.isRunning(id)).isFalse();
    assertThat(mailed("HC-1", "change HC-1-C1 is implemented")).containsExactly("clara", "tom");
    assertWaiting("HC-1", "userTask_confirmAllWorkDone:clara");
  }

  @Test
  void aStandardChangeThatDelaysIsDecidedAllTheSame() {
    track("HC-2");
    String id = request("HC-2", ChangeRequest.Type.STANDARD, BUILD, "durationDays", "7");
    assertWaiting(id, DECIDE);
    assertThat(baselines.all("HC-2")).hasSize(1);
  }

  @Test
  void aStandardChangeNamesAnEntryThatManagersOffer() {
    track("HC-20");
    NewChange wanted = change(ChangeRequest.Type.STANDARD, BUILD, "name", "Build and pack");
    assertThatThrownBy(() -> changes.submit("HC-20", wanted, "tom"))
        .hasMessageContaining("names its entry in the catalogue");
    assertThatThrownBy(() -> standards.add("x", null, "", "", "", "clara"))
        .hasMessageContaining("Only managers");
    long entry = standard("HC-20");
    assertThatThrownBy(() -> standard("hc-20")).hasMessageContaining("is in the catalogue already");
    standards.retire(entry, "martin");
    assertThatThrownBy(() -> standards.retire(entry, "maria"))
        .hasMessageContaining("is retired already");
    assertThatThrownBy(() -> changes.submit("HC-20", of(entry, wanted), "tom"))
        .hasMessageContaining("not in the catalogue any more");
    assertThat(changes.all("HC-20")).isEmpty();
    assertThat(standards.offered()).noneMatch(known -> known.id() == entry);
  }

  @Test
  void anApprovedChangeMovesThePlanAndItsBaseline() {
    track("HC-3");
    String id = request("HC-3", ChangeRequest.Type.NORMAL, BUILD, "durationDays", "6");
    assertThat(changes.get(id).impact().finishDelta()).isEqualTo(1);
    assertThat(changes.get(id).impact().costDelta()).isEqualByComparingTo("640");
    // 640 of 4880 is more than 10 percent: the board decides
    assertThat(mailed("HC-3", "Decide on change")).containsExactly("stefan");
    refused("choose a decision", "stefan", id, DECIDE);
    act("stefan", id, DECIDE, "decision", "approve");

    ChangeRequest change = changes.get(id);
    assertThat(change.status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(change.decidedBy()).isEqualTo("stefan");
    assertThat(change.routeReason()).isEqualTo("The cost rises by more than 10 percent.");
    assertThat(baselines.all("HC-3")).hasSize(2);
    assertThat(plans.current("HC-3").task(BUILD).durationMinutes()).isEqualTo(6 * 480);
    assertThat(driver.isRunning(id)).isFalse();
    assertThat(mailed("HC-3", "change HC-3-C1 is implemented"))
        .containsExactly("clara", "tina", "tom");
    assertThat(told("HC-3")).contains("Applied change HC-3-C1 and froze baseline 2");
  }

  @Test
  void aRejectedChangeLeavesThePlanAsItIs() {
    track("HC-4");
    String id = request("HC-4", ChangeRequest.Type.NORMAL, BUILD, "durationDays", "6");
    int version = plans.current("HC-4").version();
    refused("the comment", "stefan", id, DECIDE, "decision", "reject");
    act("stefan", id, DECIDE, "decision", "reject", "comment", "No money");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.REJECTED);
    assertThat(changes.get(id).isOpen()).isFalse();
    assertThat(plans.current("HC-4").version()).isEqualTo(version);
    assertThat(baselines.all("HC-4")).hasSize(1);
    assertThat(mailed("HC-4", "change HC-4-C1 is rejected")).containsExactly("clara", "tom");
    assertThat(driver.isRunning(id)).isFalse();
    assertThatThrownBy(() -> changes.withdraw(id, "tom")).hasMessageContaining("is over");
  }

  @Test
  void aPostponedChangeIsAssessedAnewOnItsDay() {
    track("HC-5");
    String id = request("HC-5", ChangeRequest.Type.NORMAL, BUILD, "durationDays", "6");
    refused("after today", "stefan", id, DECIDE, "decision", "postpone", "comment", "Later");
    refused(
        "the comment",
        "stefan",
        id,
        DECIDE,
        "decision",
        "postpone",
        "postponedUntil",
        "2027-01-07");
    act(
        "stefan",
        id,
        DECIDE,
        "decision",
        "postpone",
        "comment",
        "Later",
        "postponedUntil",
        "2027-01-07");
    assertWaiting(id);
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.POSTPONED);
    driver.moveTo(day(3, 8));
    assertWaiting(id, DECIDE);
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.AWAITING_APPROVAL);
    assertThat(changes.get(id).impact().computedAt().toLocalDate())
        .isEqualTo(day(3, 7).toLocalDate());
    assertThat(mailed("HC-5", "waits for a decision"))
        .as("nobody is reminded while it is postponed")
        .isEmpty();
    act("stefan", id, DECIDE, "decision", "approve");
    assertThat(baselines.all("HC-5")).hasSize(2);
  }

  @Test
  void anImpactThatHasBecomeWorseIsAssessedAndDecidedAnew() {
    track("HC-6");
    String first = request("HC-6", ChangeRequest.Type.NORMAL, BUILD, "durationDays", "6");
    String second = request("HC-6", ChangeRequest.Type.NORMAL, TEST, "durationDays", "5");
    assertThat(conflicts.of(first)).isEmpty();
    act("stefan", second, DECIDE, "decision", "approve");
    act("stefan", first, DECIDE, "decision", "approve");
    assertWaiting(first, DECIDE);
    assertThat(changes.get(first).status()).isEqualTo(ChangeRequest.Status.AWAITING_APPROVAL);
    assertThat(plans.current("HC-6").task(BUILD).durationMinutes())
        .as("not applied unseen")
        .isEqualTo(5 * 480);
    assertThat(baselines.all("HC-6")).hasSize(2);

    String again = driver.waitingFor(first).get(0);
    assertThat(again).isEqualTo(DECIDE);
    // measured against the dearer plan the cost rises by less: another group decides
    String decider = mailed("HC-6", "Decide on change").contains("sofia") ? "sofia" : "stefan";
    act(decider, first, DECIDE, "decision", "approve");
    assertThat(changes.get(first).status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(baselines.all("HC-6")).hasSize(3);
  }

  @Test
  void anImpactThatHasNotBecomeWorseIsAppliedAtOnce() {
    track("HC-7");
    String first = request("HC-7", ChangeRequest.Type.NORMAL, BUILD, "durationDays", "6");
    String second = request("HC-7", ChangeRequest.Type.NORMAL, TEST, "durationDays", "2");
    act("maria", second, DECIDE, "decision", "approve");
    act("stefan", first, DECIDE, "decision", "approve");
    assertThat(changes.get(first).status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(baselines.all("HC-7")).hasSize(3);
  }

  @Test
  void decidersAreRemindedOnceAfterTwoWorkingDays() {
    track("HC-8");
    String id = request("HC-8", ChangeRequest.Type.NORMAL, BUILD, "durationDays", "6");
    driver.moveTo(day(2, 8));
    assertThat(mailed("HC-8", "waits for a decision")).isEmpty();
    driver.moveTo(day(4, 12));
    assertThat(mailed("HC-8", "change HC-8-C1 waits for a decision")).containsExactly("stefan");
    assertWaiting(id, DECIDE);
  }

  @Test
  void anEmergencyChangeActsFirstAndIsConfirmedAfterwards() {
    track("HC-9");
    String id = request("HC-9", ChangeRequest.Type.EMERGENCY, BUILD, "durationDays", "6");
    assertThat(baselines.all("HC-9")).as("applied at once").hasSize(2);
    assertThat(changes.get(id).isOpen()).isTrue();
    assertWaiting(id, REVIEW);
    assertThatThrownBy(() -> changes.withdraw(id, "tom"))
        .hasMessageContaining("can no longer be done");
    act("maria", id, REVIEW, "confirmed", "yes");
    assertThat(changes.get(id).review()).isEqualTo(ChangeRequest.Review.CONFIRMED);
    assertThat(changes.get(id).isOpen()).isFalse();
    assertThat(driver.isRunning(id)).isFalse();
    assertThat(mailed("HC-9", "change HC-9-C1 is closed")).contains("clara", "tom");
  }

  @Test
  void anEmergencyChangeThatIsNotConfirmedIsBackedOut() {
    track("HC-10");
    String id = request("HC-10", ChangeRequest.Type.EMERGENCY, BUILD, "durationDays", "6");
    refused("the comment", "maria", id, REVIEW, "confirmed", "no");
    act("maria", id, REVIEW, "confirmed", "no", "comment", "That was no emergency");
    assertWaiting(id, "userTask_carryOutBackout:clara");
    assertThat(changes.get(id).isOpen()).isTrue();
    refused("what was backed out", "clara", id, "userTask_carryOutBackout");
    act("clara", id, "userTask_carryOutBackout", "backoutNote", "Took the old release back");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.BACKED_OUT);
    assertThat(changes.get(id).isOpen()).isFalse();
    assertThat(changes.get(id).outcome()).isEqualTo("Took the old release back");
    assertThat(driver.isRunning(id)).isFalse();
  }

  @Test
  void anEmergencyChangeThatNobodyReviewsIsEscalatedOnce() {
    track("HC-11");
    String id = request("HC-11", ChangeRequest.Type.EMERGENCY, BUILD, "durationDays", "6");
    driver.moveTo(day(3, 8));
    assertThat(mailed("HC-11", "is overdue")).isEmpty();
    driver.moveTo(day(4, 12));
    assertThat(mailed("HC-11", "the review of the emergency change HC-11-C1 is overdue"))
        .containsExactly("clara", "maria", "martin");
    assertWaiting(id, REVIEW);
    act("martin", id, REVIEW, "confirmed", "yes", "comment", "It was needed");
    assertThat(changes.get(id).reviewedBy()).isEqualTo("martin");
  }

  @Test
  void aRequesterTakesAChangeBackWhileItIsUndecided() {
    track("HC-12");
    String id = request("HC-12", ChangeRequest.Type.NORMAL, BUILD, "durationDays", "6");
    assertThatThrownBy(() -> changes.withdraw(id, "tina")).hasMessageContaining("Only Tom Eriksen");
    assertWaiting(id, DECIDE);
    changes.withdraw(id, "tom");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.WITHDRAWN);
    assertThat(driver.isRunning(id)).isFalse();
    assertThat(baselines.all("HC-12")).hasSize(1);
    assertThatThrownBy(() -> changes.withdraw(id, "tom")).hasMessageContaining("is over");
  }

  @Test
  void nobodyDecidesAboutTheirOwnChange() {
    track("HC-13");
    String id =
        changes
            .submit("HC-13", change(ChangeRequest.Type.NORMAL, BUILD, "fixedCost", "400"), "sofia")
            .id();
    assertThat(mailed("HC-13", "Decide on change"))
        .as("the only sponsor asked for it")
        .containsExactly("stefan");
    refused("", "sofia", id, DECIDE, "decision", "approve");
    refused("", "tom", id, DECIDE, "decision", "approve");
    assertThat(changes.get(id).decision()).isNull();
  }

  @Test
  void aChangeThatCannotBeAppliedIsNotTaken() {
    track("HC-14");
    assertThatThrownBy(() -> request("HC-14", ChangeRequest.Type.NORMAL, 99, "durationDays", "6"))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(
            () ->
                changes.submit(
                    "HC-14",
                    change(ChangeRequest.Type.NORMAL, BUILD, "durationDays", "6"),
                    "tarek"))
        .hasMessageContaining("Only people of the project");
    assertThat(changes.all("HC-14")).isEmpty();
  }

  private String request(String key, ChangeRequest.Type type, int task, String name, String value) {
    NewChange wanted = change(type, task, name, value);
    return changes
        .submit(
            key, type == ChangeRequest.Type.STANDARD ? of(standard(key), wanted) : wanted, "tom")
        .id();
  }

  private long standard(String key) {
    return standards.add(
        "More time in " + key,
        ChangeRequest.Category.SCHEDULE,
        "The work takes longer",
        "Plan it anew",
        "Take the old plan back",
        "maria");
  }

  /** The same as a standard change that leaves to the catalogue what the catalogue says. */
  private static NewChange of(long standard, NewChange wanted) {
    return new NewChange(
        ChangeRequest.Type.STANDARD,
        wanted.category(),
        wanted.title(),
        "",
        wanted.reason(),
        wanted.notDone(),
        null,
        " ",
        wanted.edits(),
        standard);
  }

  private static NewChange change(ChangeRequest.Type type, int task, String name, String value) {
    return new NewChange(
        type,
        ChangeRequest.Category.SCHEDULE,
        "More time",
        "The work takes longer",
        "New wishes",
        "The wishes stay open",
        "Plan it anew",
        "Take the old plan back",
        List.of(PlanEdit.of(PlanEdit.Kind.SET, task, Map.of(name, value))));
  }
}
