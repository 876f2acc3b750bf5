package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.RefusedException;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Changes tried out on a copy of an approved plan. */
@FairleadTest
class PlanCopiesTests {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired PlanCopies copies;

  private String key;

  /** 1 Build (5 days), 2 Test (3 days) after it, approved. */
  @BeforeEach
  void anApprovedPlan() {
    key = PlanFixture.project(jdbc);
    plans.edit(
        key,
        0,
        List.of(
            edit(Kind.ADD_TASK, -1, "name", "Build", "durationDays", "5", "owner", "tom"),
            edit(Kind.ADD_TASK, -2, "name", "Test", "durationDays", "3"),
            edit(Kind.ADD_LINK, -2, "predecessor", "-1")),
        "clara");
    PlanFixture.phase(jdbc, key, "TRACKING");
  }

  private void tries(int version, PlanEdit... edits) {
    copies.edit(key, version, List.of(edits), "tom");
  }

  @Test
  void theCopyChangesAndThePlanDoesNot() {
    tries(0, edit(Kind.SET, 1, "durationDays", "8"));
    tries(1, edit(Kind.ADD_TASK, -1, "name", "Train", "after", "1"));
    tries(2, edit(Kind.ADD_LINK, 2, "predecessor", "3"), edit(Kind.SET, 3, "owner", "tina"));

    PlanCopies.Copy copy = copies.open(key, "tom");
    assertThat(copy.plan().tasks()).extracting(PlanTask::number).containsExactly(1, 3, 2);
    assertThat(copy.plan().task(3).owner()).isEqualTo("tina");
    assertThat(plans.current(key).tasks()).hasSize(2);
    assertThat(plans.current(key).task(1).durationMinutes()).isEqualTo(5 * 480);
    assertThat(copy.sentences())
        .containsExactly(
            "Add the task \"Train\": duration (working days) 1, owner tina.",
            "Change task 1 \"Build\": duration (working days) from 5 to 8.",
            "Let task 2 \"Test\" depend on \"Train\" (new) (FS).");
    assertThat(copies.open(key, "clara").edits()).as("everybody has a copy of their own").isEmpty();
  }

  @Test
  void stepsAreTakenBackAndMadeAgain() {
    tries(0, edit(Kind.SET, 1, "durationDays", "8"));
    tries(1, edit(Kind.REMOVE_TASK, 2));
    copies.undo(key, 2, "tom");
    assertThat(copies.open(key, "tom").plan().tasks()).hasSize(2);
    copies.undo(key, 3, "tom");
    assertThat(copies.open(key, "tom").edits()).isEmpty();
    assertThatThrownBy(() -> copies.undo(key, 4, "tom"))
        .isInstanceOf(RefusedException.class)
        .hasMessage("There is nothing of yours to undo.");
    copies.redo(key, 4, "tom");
    copies.redo(key, 5, "tom");
    assertThat(copies.open(key, "tom").plan().tasks())
        .singleElement()
        .returns(8L * 480, PlanTask::durationMinutes);
    copies.discard(key, "tom");
    assertThat(copies.open(key, "tom").edits()).isEmpty();
  }

  @Test
  void aCopyFollowsThePlanThatOthersChange() {
    tries(0, edit(Kind.ADD_TASK, -1, "name", "Mine"), edit(Kind.ADD_LINK, -1, "predecessor", "2"));
    plans.applyApproved(
        key,
        plans.current(key).version(),
        List.of(edit(Kind.ADD_TASK, -1, "name", "Theirs"), edit(Kind.SET, 1, "durationDays", "9")),
        "maria",
        null);

    PlanCopies.Copy copy = copies.open(key, "tom");
    assertThat(copy.version()).isEqualTo(2);
    assertThat(copy.plan().tasks())
        .extracting(PlanTask::name)
        .containsExactlyInAnyOrder("Build", "Test", "Theirs", "Mine");
    assertThat(copy.plan().task(1).durationMinutes()).isEqualTo(9 * 480);
    assertThat(copy.plan().links()).hasSize(2);
    assertThatThrownBy(() -> copies.edit(key, 1, List.of(edit(Kind.REMOVE_TASK, 1)), "tom"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("It is loaded anew");
  }

  @Test
  void aCopyThatCanNoLongerBeSaysWhyAndCanBeThrownAway() throws Exception {
    tries(0, edit(Kind.SET, 2, "durationDays", "8"));
    plans.applyApproved(
        key, plans.current(key).version(), List.of(edit(Kind.REMOVE_TASK, 2)), "maria", null);

    assertThatThrownBy(() -> copies.open(key, "tom"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("cannot be carried on");
    mvc.perform(get("/projects/" + key + "/plan/copy").with(user("tom")))
        .andExpect(status().isOk())
        .andExpect(content().string(Matchers.containsString("cannot be carried on")))
        .andExpect(content().string(Matchers.containsString("Discard the copy")))
        .andExpect(content().string(Matchers.not(Matchers.containsString("fl-plan-editor"))));
    mvc.perform(get("/projects/" + key + "/changes/new").with(user("tom")))
        .andExpect(status().isOk())
        .andExpect(content().string(Matchers.containsString("cannot be carried on")));
    mvc.perform(post("/projects/" + key + "/plan/copy/discard").with(user("tom")).with(csrf()))
        .andExpect(redirectedUrl("/projects/" + key + "/changes"));
    assertThat(copies.open(key, "tom").edits()).isEmpty();
  }

  @Test
  void theEditorSpeaksToACopyAsToAPlan() throws Exception {
    String address = "/api/projects/" + key + "/plan/copy";
    mvc.perform(get(address).with(user("tom")))
        .andExpect(jsonPath("$.mayEdit").value(true))
        .andExpect(jsonPath("$.plan.version").value(0))
        .andExpect(jsonPath("$.rows.length()").value(2));
    mvc.perform(
            post(address + "/edits")
                .with(user("tom"))
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    "{\"version\":0,\"edits\":[{\"kind\":\"ADD_TASK\",\"task\":-1,\"values\":{\"name\":\"New\"}},"
                        + "{\"kind\":\"SET\",\"task\":1,\"values\":{\"durationDays\":\"6\"}}]}"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.plan.version").value(1))
        .andExpect(jsonPath("$.plan.undo").value("your last step"))
        .andExpect(jsonPath("$.numbers['-1']").value(3))
        .andExpect(jsonPath("$.rows[?(@.number==2)].baselineStart").value("2027-03-08T08:00:00"))
        .andExpect(jsonPath("$.rows[?(@.number==2)].start").value("2027-03-09T08:00:00"));
    mvc.perform(get(address + "/changes?since=1").with(user("tom")))
        .andExpect(status().isNoContent());
    mvc.perform(get(address + "/changes?since=0").with(user("tom")))
        .andExpect(status().isConflict());
    mvc.perform(
            post(address + "/edits")
                .with(user("tom"))
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    "{\"version\":1,\"edits\":[{\"kind\":\"ADD_LINK\",\"task\":1,\"values\":{\"predecessor\":\"2\"}}]}"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.detail").value(Matchers.containsString("circle")));
    assertThat(copies.open(key, "tom").version()).isEqualTo(1);
  }

  @Test
  void onlyTheProjectsPeopleTryOutAndOnlyOnAnApprovedPlan() throws Exception {
    mvc.perform(get("/projects/" + key + "/plan/copy").with(user("tarek")))
        .andExpect(status().isForbidden());
    mvc.perform(get("/api/projects/" + key + "/plan/copy").with(user("colin")))
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.detail").value(Matchers.containsString("Clara Lindgren")));
    PlanFixture.phase(jdbc, key, "PLANNING");
    mvc.perform(get("/projects/" + key + "/plan/copy").with(user("tom")))
        .andExpect(status().isOk())
        .andExpect(content().string(Matchers.containsString("is not approved")));
  }
}
