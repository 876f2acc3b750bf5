package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeMerges;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.ChangeRequest.Status;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalTerms;
import dev.fairlead.shared.RefusedException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Two requests become one: both wishes, one decision, and nobody decides on what is outdated. */
@FairleadTest
class ChangeMergeScenarioTests extends Scenario {
  private static final String DECIDE = "userTask_decideChange";

  @Autowired Changes changes;
  @Autowired ChangeMerges merges;
  @Autowired MockMvc mvc;

  private String request(String key, String by, int task, String field, String value) {
    return changes
        .submit(
            key,
            new NewChange(
                ChangeRequest.Type.NORMAL,
                ChangeRequest.Category.SCHEDULE,
                "Wish of " + by,
                "The work takes longer",
                "New wishes of " + by,
                "The wishes stay open",
                "Plan it anew",
                "Take the old plan back",
                List.of(PlanEdit.of(PlanEdit.Kind.SET, task, Map.of(field, value)))),
            by)
        .id();
  }

  @Test
  void bothWishesAreDecidedAndAppliedAsOne() {
    track("MG-1");
    String first = request("MG-1", "tom", BUILD, "durationDays", "6");
    String second = request("MG-1", "tina", TEST, "durationDays", "4");
    int finish = changes.get(first).impact().finishDelta();
    assertThat(merges.targets(changes.get(second), "clara"))
        .extracting(ChangeRequest::id)
        .containsExactly(first);
    assertThat(merges.targets(changes.get(second), "tina")).isEmpty();

    ChangeRequest survivor = merges.merge(second, first, null, "clara");
    assertThat(survivor.id()).isEqualTo(first);
    assertThat(survivor.status()).isEqualTo(Status.AWAITING_APPROVAL);
    assertThat(survivor.edits()).hasSize(2);
    assertThat(survivor.impact().finishDelta()).isEqualTo(finish + 1);
    ChangeRequest merged = changes.get(second);
    assertThat(merged.status()).isEqualTo(Status.MERGED);
    assertThat(merged.mergedInto()).isEqualTo(first);
    assertThat(merged.isOpen()).isFalse();
    assertThat(merged.edits()).as("what was asked for stays known").hasSize(1);
    assertThat(driver.isRunning(second)).isFalse();
    assertWaiting(first, DECIDE);
    assertThat(mailed("MG-1", "your change MG-1-C2 goes on in MG-1-C1")).containsExactly("tina");
    assertThat(told("MG-1")).contains("Merged change MG-1-C2 \"Wish of tina\" into MG-1-C1");

    act("stefan", first, DECIDE, "decision", "approve");
    assertThat(plans.current("MG-1").task(BUILD).durationMinutes()).isEqualTo(6 * 480);
    assertThat(plans.current("MG-1").task(TEST).durationMinutes()).isEqualTo(4 * 480);
    assertThat(baselines.all("MG-1")).as("one decision, one baseline").hasSize(2);
    assertThat(mailed("MG-1", "change MG-1-C1 is implemented")).contains("tina", "tom");
    assertThatThrownBy(() -> merges.merge(first, second, null, "clara"))
        .hasMessageContaining("is over");
  }

  @Test
  void clashesAreNamedAndTheCoordinatorSaysWhoseWishCounts() {
    track("MG-2");
    String first = request("MG-2", "tom", BUILD, "durationDays", "6");
    String second = request("MG-2", "tina", BUILD, "durationDays", "8");
    assertThatThrownBy(() -> merges.merge(second, first, "", "clara"))
        .hasMessageContaining("Build")
        .hasMessageContaining("MG-2-C1 wants 6, MG-2-C2 wants 8")
        .hasMessageContaining("nothing was merged yet");
    assertThat(changes.get(second).status()).isEqualTo(Status.AWAITING_APPROVAL);
    merges.merge(second, first, second, "clara");
    assertThat(changes.get(first).edits())
        .containsExactly(PlanEdit.of(PlanEdit.Kind.SET, BUILD, Map.of("durationDays", "8")));
    assertThat(changes.get(second).outcome())
        .contains("MG-2-C2 counts", "MG-2-C1 wants 6, MG-2-C2 wants 8");
  }

  @Test
  void onlyTheCoordinatorMergesAndOnlyWhatIsUndecidedInTheSameProject() {
    track("MG-3");
    track("MG-4");
    String first = request("MG-3", "tom", BUILD, "durationDays", "6");
    String second = request("MG-3", "tina", TEST, "durationDays", "4");
    String elsewhere = request("MG-4", "tom", BUILD, "durationDays", "6");
    assertThatThrownBy(() -> merges.merge(second, first, null, "tom"))
        .hasMessageContaining("Only Clara Lindgren");
    assertThatThrownBy(() -> merges.merge(second, second, null, "clara"))
        .hasMessageContaining("into itself");
    assertThatThrownBy(() -> merges.merge(second, elsewhere, null, "clara"))
        .hasMessageContaining("another project");
    assertThatThrownBy(() -> merges.merge(second, "MG-3-C9", null, "clara"))
        .hasMessageContaining("There is no change request");
    assertThatThrownBy(() -> merges.merge(second, " ", null, "clara"))
        .hasMessageContaining("choose the change request");
    changes.withdraw(first, "tom");
    assertThatThrownBy(() -> merges.merge(second, first, null, "clara"))
        .hasMessageContaining("cannot take in another request (Withdrawn)");
    assertThat(changes.get(second).status()).isEqualTo(Status.AWAITING_APPROVAL);
    assertWaiting(second, DECIDE);
  }

  @Test
  void wishesThatTogetherMakeACircleAreNamedAndNothingIsMerged() {
    track("MG-10");
    String first =
        wish("MG-10", PlanEdit.of(PlanEdit.Kind.REMOVE_LINK, TEST, Map.of("predecessor", "1")));
    String second =
        wish(
            "MG-10",
            PlanEdit.of(PlanEdit.Kind.REMOVE_LINK, TEST, Map.of("predecessor", "1")),
            PlanEdit.of(PlanEdit.Kind.ADD_LINK, BUILD, Map.of("predecessor", "3")),
            PlanEdit.of(PlanEdit.Kind.REMOVE_LINK, GO_LIVE, Map.of("predecessor", "2")));
    String third =
        wish("MG-10", PlanEdit.of(PlanEdit.Kind.ADD_LINK, GO_LIVE, Map.of("predecessor", "1")));
    merges.merge(second, first, null, "clara");
    assertThatThrownBy(() -> merges.merge(third, first, null, "clara"))
        .hasMessageContaining("in a circle");
    assertThat(changes.get(third).status()).isEqualTo(Status.AWAITING_APPROVAL);
    assertThat(driver.isRunning(third)).isTrue();
  }

  @Test
  void twoWishesForOneGoalAreNamedAndTheLastGoalsAreNotDroppedTogether() {
    track("MG-11");
    projects.setGoals(
        "MG-11",
        Map.of(2, new GoalTerms("Fewer calls", "Calls a day", "10", BigDecimal.TEN)),
        "MG-11-C0");
    String first = wish("MG-11", goal(PlanEdit.Kind.SET_GOAL, "1", "target", "30 s"));
    String second =
        wish("MG-11", goal(PlanEdit.Kind.SET_GOAL, "1", "target", "45 s", "weight", "7"));
    assertThatThrownBy(() -> merges.merge(second, first, null, "clara"))
        .hasMessageContaining("MG-11-C1 wants 30 s, MG-11-C2 wants 45 s")
        .hasMessageContaining("Orders in a minute")
        .hasMessageContaining("nothing was merged yet");
    assertThat(changes.get(second).status()).isEqualTo(Status.AWAITING_APPROVAL);
    merges.merge(second, first, first, "clara");
    assertThat(changes.get(first).edits())
        .as("the weight that only the other one wants comes along")
        .containsExactly(goal(PlanEdit.Kind.SET_GOAL, "1", "target", "30 s", "weight", "7"));
    assertThat(changes.get(second).outcome()).contains("MG-11-C1 counts");
    assertThat(driver.isRunning(second)).isFalse();

    String third = wish("MG-11", goal(PlanEdit.Kind.DROP_GOAL, "1"));
    String fourth = wish("MG-11", goal(PlanEdit.Kind.DROP_GOAL, "2"));
    for (String keep : new String[] {null, third, fourth}) {
      assertThatThrownBy(() -> merges.merge(fourth, third, keep, "clara"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("A project needs at least one goal");
    }
    for (String id : List.of(third, fourth)) {
      assertThat(changes.get(id).status()).isEqualTo(Status.AWAITING_APPROVAL);
      assertThat(changes.get(id).edits()).hasSize(1);
      assertWaiting(id, DECIDE);
    }
    act("sofia", first, DECIDE, "decision", "approve");
    act("sofia", third, DECIDE, "decision", "approve");
    assertThat(changes.get(third).status())
        .as("the goal has changed since, so it is decided on again")
        .isEqualTo(Status.AWAITING_APPROVAL);
    act("sofia", third, DECIDE, "decision", "approve");
    assertThat(projects.get("MG-11").goals()).extracting(Goal::number).containsExactly(2);
    assertThatThrownBy(() -> act("sofia", fourth, DECIDE, "decision", "approve"))
        .as("the last one stays, and whoever decides reads why")
        .hasStackTraceContaining(fourth + " cannot be applied to the plan as it is now")
        .hasStackTraceContaining("A project needs at least one goal");
    assertThat(changes.get(fourth).status()).isEqualTo(Status.AWAITING_APPROVAL);
  }

  private static PlanEdit goal(PlanEdit.Kind kind, String number, String... values) {
    Map<String, String> all = new HashMap<>(Map.of("goal", number));
    for (int i = 0; i < values.length; i += 2) {
      all.put(values[i], values[i + 1]);
    }
    return PlanEdit.of(kind, null, all);
  }

  private String wish(String key, PlanEdit... edits) {
    return changes
        .submit(
            key,
            new NewChange(
                ChangeRequest.Type.NORMAL,
                ChangeRequest.Category.SCHEDULE,
                "Another order",
                "The work goes in another order",
                "New wishes",
                "The wishes stay open",
                "Plan it anew",
                "Take the old plan back",
                List.of(edits)),
            "tom")
        .id();
  }

  @Test
  void aPostponedRequestTakesInAnotherAndIsAssessedOnItsDay() {
    track("MG-5");
    String first = request("MG-5", "tom", BUILD, "durationDays", "6");
    act(
        "stefan",
        first,
        DECIDE,
        "decision",
        "postpone",
        "comment",
        "Later",
        "postponedUntil",
        "2027-01-07");
    String second = request("MG-5", "tina", TEST, "durationDays", "4");
    merges.merge(second, first, null, "clara");
    assertThat(changes.get(first).status()).isEqualTo(Status.POSTPONED);
    assertThat(changes.get(first).edits()).hasSize(2);
    assertThat(driver.isRunning(second)).isFalse();
    driver.moveTo(day(3, 8));
    assertWaiting(first, DECIDE);
    act("stefan", first, DECIDE, "decision", "approve");
    assertThat(plans.current("MG-5").task(TEST).durationMinutes()).isEqualTo(4 * 480);
  }

  @Test
  void aPostponedRequestIsMergedAsWellAndWhatWasMergedIntoItFollows() {
    track("MG-6");
    String first = request("MG-6", "tom", BUILD, "durationDays", "6");
    String second = request("MG-6", "tina", TEST, "durationDays", "4");
    String third = request("MG-6", "tom", BUILD, "fixedCost", "10");
    merges.merge(third, second, null, "clara");
    String decider = mailed("MG-6", "Decide on change").contains("stefan") ? "stefan" : "sofia";
    act(
        decider,
        second,
        DECIDE,
        "decision",
        "postpone",
        "comment",
        "Later",
        "postponedUntil",
        "2027-01-07");
    merges.merge(second, first, null, "clara");
    assertThat(changes.mergedInto(first))
        .extracting(ChangeRequest::id)
        .containsExactly(second, third);
    assertThat(changes.get(first).edits()).hasSize(2);
    assertThat(driver.isRunning(second)).isFalse();
    assertThat(driver.isRunning(third)).isFalse();
  }

  @Test
  void whoAskedForWhatWasMergedDoesNotDecideEither() {
    track("MG-7");
    String first = request("MG-7", "tom", BUILD, "fixedCost", "400");
    assertThat(mailed("MG-7", "Decide on change")).containsExactly("sofia");
    String second = request("MG-7", "sofia", TEST, "fixedCost", "1");
    merges.merge(second, first, null, "clara");
    refused("", "sofia", first, DECIDE, "decision", "approve");
    assertThat(changes.get(first).decision()).isNull();
    assertThat(told("MG-7")).contains("Others decide on change MG-7-C1");
  }

  private MockHttpServletResponse send(MockHttpServletRequestBuilder request, String who)
      throws Exception {
    return mvc.perform(request.with(user(who)).with(csrf())).andReturn().getResponse();
  }

  @Test
  void itIsMergedOnThePageOfTheRequest() throws Exception {
    track("MG-8");
    String first = request("MG-8", "tom", BUILD, "durationDays", "6");
    String second = request("MG-8", "tina", BUILD, "durationDays", "8");
    assertThat(send(get("/changes/" + second), "tina").getContentAsString())
        .doesNotContain("Merge into another request");
    assertThat(send(get("/changes/" + second), "clara").getContentAsString())
        .contains("Merge into another request", first + " Wish of tom")
        .doesNotContain("name=\"keep\"", "??");
    MockHttpServletResponse clash =
        send(post("/changes/" + second + "/merge").param("into", first), "clara");
    assertThat(clash.getStatus()).isEqualTo(422);
    assertThat(clash.getContentAsString())
        .contains("MG-8-C1 wants 6, MG-8-C2 wants 8", "name=\"keep\"");
    MockHttpServletResponse merged =
        send(
            post("/changes/" + second + "/merge").param("into", first).param("keep", first),
            "clara");
    assertThat(merged.getRedirectedUrl()).isEqualTo("/changes/" + first);
    assertThat(send(get("/changes/" + first), "maria").getContentAsString())
        .contains("Merged into this request", "Wish of tina", "New wishes of tina");
    assertThat(send(get("/changes/" + second), "tina").getContentAsString())
        .contains("Merged into", "href=\"/changes/" + first);
  }

  @Test
  void otherProgramsMergeByRest() throws Exception {
    track("MG-9");
    String first = request("MG-9", "tom", BUILD, "durationDays", "6");
    String second = request("MG-9", "tina", TEST, "durationDays", "4");
    String body = "{\"change\": \"%s\", \"into\": \"%s\"}";
    MockHttpServletRequestBuilder wrong =
        post("/api/projects/MG-9/changes/merges")
            .contentType(MediaType.APPLICATION_JSON)
            .content(body.formatted("MG-1-C1", first));
    assertThat(send(wrong, "clara").getStatus()).isEqualTo(422);
    MockHttpServletResponse answer =
        send(
            post("/api/projects/MG-9/changes/merges")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body.formatted(second, first)),
            "clara");
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
    assertThat(answer.getContentAsString()).contains("\"id\":\"" + first + "\"");
    assertThat(changes.get(second).mergedInto()).isEqualTo(first);
  }
}
