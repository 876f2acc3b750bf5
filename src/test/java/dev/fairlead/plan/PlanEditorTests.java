package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.RefusedException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Two coordinators at once, undo, and what the editor is told. */
@FairleadTest
class PlanEditorTests {
  @Autowired JdbcClient jdbc;
  @Autowired MockMvc mvc;
  @Autowired Plans plans;
  @Autowired PlanEditor editor;

  private String key;

  /** 1 Analysis (2 Interviews), 3 Build after 2, 4 Live after 3; colin stands in for clara. */
  @BeforeEach
  void aPlan() {
    jdbc.sql("update project set phase = 'CLOSED' where project_key like 'PLAN-%'").update();
    key = PlanFixture.project(jdbc);
    jdbc.sql(
            "insert into substitution (username, deputy, first_day, last_day) values ('clara', 'colin', ?, ?)")
        .params(LocalDate.of(2020, 1, 1), LocalDate.of(2099, 12, 31))
        .update();
    editor.edit(
        key,
        0,
        List.of(
            edit(Kind.ADD_TASK, -1, "name", "Analysis"),
            edit(Kind.ADD_TASK, -2, "name", "Interviews", "parent", "-1", "durationDays", "1w"),
            edit(Kind.ADD_TASK, -3, "name", "Build", "durationDays", "10"),
            edit(Kind.ADD_TASK, -4, "name", "Live", "milestone", "true"),
            edit(Kind.ADD_LINK, -3, "predecessor", "-2"),
            edit(Kind.ADD_LINK, -4, "predecessor", "-3")),
        "clara");
  }

  @AfterEach
  void nobodyStandsIn() {
    jdbc.sql("delete from substitution where username = 'clara' and deputy = 'colin'").update();
  }

  private static RequestPostProcessor clara() {
    return user("clara").authorities(() -> "coordinators");
  }

  @Test
  void nobodyGrantsThemselvesABudgetWhilePlanning() {
    List<PlanEdit> wish = List.of(edit(Kind.SET_BUDGET, null, "budget", "900000"));
    assertThatThrownBy(() -> editor.edit(key, 1, wish, "clara"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("request a change of its budget");
    assertThatThrownBy(() -> plans.edit(key, 1, wish, "clara"))
        .hasMessageContaining("request a change of its budget");
    List<PlanEdit> line =
        List.of(edit(Kind.ADD_BUDGET_LINE, null, "name", "Mine", "amount", "900000"));
    assertThatThrownBy(() -> plans.edit(key, 1, line, "clara"))
        .hasMessageContaining("request a change of them");
    for (PlanEdit tolerance :
        List.of(
            edit(Kind.SET_TIME_TOLERANCE, null, "timeTolerance", "500"),
            edit(Kind.SET_COST_TOLERANCE, null, "costTolerance", "100"))) {
      assertThatThrownBy(() -> editor.edit(key, 1, List.of(tolerance), "clara"))
          .hasMessageContaining("Tolerances are not changed in the plan");
      assertThatThrownBy(() -> plans.edit(key, 1, List.of(tolerance), "clara"))
          .hasMessageContaining("Tolerances are not changed in the plan");
    }
    PlanEdit goal = edit(Kind.DROP_GOAL, null, "goal", "1");
    assertThatThrownBy(() -> editor.edit(key, 1, List.of(goal), "clara"))
        .hasMessageContaining("Goals are not changed in the plan");
    assertThat(plans.current(key).version()).isEqualTo(1);
  }

  @Test
  void anEditThatIsNoneIsRefusedInWords() {
    List<PlanEdit> none = Arrays.asList((PlanEdit) null);
    assertThatThrownBy(() -> editor.edit(key, 1, none, "clara"))
        .isInstanceOf(RefusedException.class);
    editor.edit(key, 1, List.of(edit(Kind.SET, 3, "name", "Build it")), "colin");
    assertThatThrownBy(() -> editor.edit(key, 1, none, "clara"))
        .as("also where others saved meanwhile")
        .isInstanceOf(RefusedException.class);
    assertThat(plans.current(key).version()).isEqualTo(2);
  }

  @Test
  void changesOfDifferentFieldsStandSideBySide() {
    editor.edit(key, 1, List.of(edit(Kind.SET, 3, "name", "Build it")), "colin");
    PlanEditor.Outcome outcome =
        editor.edit(key, 1, List.of(edit(Kind.SET, 3, "durationDays", "4")), "clara");
    assertThat(plans.current(key).task(3))
        .returns("Build it", PlanTask::name)
        .returns(4 * 480L, PlanTask::durationMinutes);
    assertThat(outcome.now().version()).isEqualTo(3);
    assertThat(outcome.seen().version()).isEqualTo(1);
    assertThat(outcome.seen().task(3).name()).isEqualTo("Build");
    assertThat(outcome.others())
        .singleElement()
        .returns("Colin Abara", PlanEditor.Change::byName)
        .satisfies(change -> assertThat(change.said()).contains("Build it"));
  }

  @Test
  void changesOfTheSameFieldAreToldAndNothingIsOverwritten() {
    editor.edit(key, 1, List.of(edit(Kind.SET, 3, "durationDays", "8")), "colin");
    List<PlanEdit> mine = List.of(edit(Kind.SET, 3, "durationDays", "4"));
    assertThatThrownBy(() -> editor.edit(key, 1, mine, "clara"))
        .isInstanceOfSatisfying(
            PlanClashException.class,
            clash ->
                assertThat(clash.clashes())
                    .singleElement()
                    .returns(3, PlanClashException.Clash::task)
                    .returns("durationDays", PlanClashException.Clash::field)
                    .returns("10", PlanClashException.Clash::was)
                    .returns("8", PlanClashException.Clash::theirs)
                    .returns("4", PlanClashException.Clash::mine)
                    .returns("colin", PlanClashException.Clash::by));
    assertThat(plans.current(key).task(3).durationMinutes()).isEqualTo(8 * 480);
    // whoever has seen it may insist
    editor.edit(key, 2, mine, "clara");
    assertThat(plans.current(key).task(3).durationMinutes()).isEqualTo(4 * 480);
  }

  @Test
  void aTaskThatTheOtherRemovedIsNotChangedSilently() {
    editor.edit(key, 1, List.of(edit(Kind.REMOVE_TASK, 3)), "colin");
    assertThatThrownBy(
            () -> editor.edit(key, 1, List.of(edit(Kind.SET, 3, "durationDays", "4")), "clara"))
        .isInstanceOf(PlanClashException.class)
        .hasMessageContaining("Build")
        .hasMessageContaining("removed");
  }

  @Test
  void everyoneUndoesTheirOwn() {
    editor.edit(key, 1, List.of(edit(Kind.SET, 3, "durationDays", "4")), "clara");
    editor.edit(key, 2, List.of(edit(Kind.SET, 4, "name", "Go live")), "colin");
    editor.edit(key, 3, List.of(edit(Kind.REMOVE_TASK, 1)), "clara");
    editor.undo(key, 4, false, "clara");
    assertThat(plans.current(key).tasks())
        .extracting(PlanTask::name)
        .containsExactly("Analysis", "Interviews", "Build", "Go live");
    assertThat(plans.current(key).links()).hasSize(2);
    editor.undo(key, 5, false, "clara");
    assertThat(plans.current(key).task(3).durationMinutes()).isEqualTo(10 * 480);
    assertThat(editor.steps(key, "clara").redo()).contains("duration");
    editor.redo(key, 6, false, "clara");
    editor.redo(key, 7, false, "clara");
    assertThat(plans.current(key).tasks())
        .extracting(PlanTask::name)
        .containsExactly("Build", "Go live");
    assertThat(plans.current(key).task(3).durationMinutes()).isEqualTo(4 * 480);
    assertThatThrownBy(() -> editor.redo(key, 8, false, "clara"))
        .isInstanceOf(RefusedException.class);
    editor.undo(key, 8, false, "clara");
    assertThat(plans.current(key).tasks()).hasSize(4);
    // an edit ends what can be redone
    editor.edit(key, 9, List.of(edit(Kind.SET, 4, "name", "Live")), "clara");
    assertThat(editor.steps(key, "clara").redo()).isNull();
    assertThat(editor.steps(key, "colin").undo()).contains("Go live");
  }

  @Test
  void undoAsksBeforeItOverwritesWhatTheOtherDid() {
    editor.edit(key, 1, List.of(edit(Kind.SET, 3, "durationDays", "4")), "clara");
    editor.edit(key, 2, List.of(edit(Kind.SET, 3, "durationDays", "6")), "colin");
    assertThatThrownBy(() -> editor.undo(key, 3, false, "clara"))
        .isInstanceOf(PlanClashException.class);
    editor.undo(key, 3, true, "clara");
    assertThat(plans.current(key).task(3).durationMinutes()).isEqualTo(10 * 480);
  }

  @Test
  void noEditReachesBehindAnImport() {
    plans.replaceAll(key, 1, plans.current(key), "clara");
    assertThatThrownBy(() -> editor.edit(key, 1, List.of(edit(Kind.SET, 3, "name", "x")), "clara"))
        .isInstanceOf(ConflictException.class);
    assertThat(editor.steps(key, "clara").undo()).isNull();
    assertThat(editor.history(key, Integer.MAX_VALUE))
        .extracting(PlanEditor.Change::version)
        .containsExactly(2, 1);
  }

  @Test
  void nobodyRestoresWhatWasNeverThere() {
    assertThatThrownBy(
            () ->
                editor.edit(key, 1, List.of(edit(Kind.RESTORE_TASK, 3, "percent", "100")), "clara"))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void theEditorIsToldTheWholePlanAndThenWhatChanged() throws Exception {
    String at = "/api/projects/" + key + "/plan";
    mvc.perform(get(at).with(clara()))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.mayEdit").value(true))
        .andExpect(jsonPath("$.plan.version").value(1))
        .andExpect(jsonPath("$.plan.undo").value(Matchers.containsString("Analysis")))
        .andExpect(jsonPath("$.plan.week.MONDAY[0]").value("08:00-12:00"))
        .andExpect(jsonPath("$.rows.length()").value(4))
        .andExpect(jsonPath("$.rows[0].summary").value(true))
        .andExpect(jsonPath("$.rows[2].start").value("2027-03-08T08:00:00"))
        .andExpect(jsonPath("$.rows[2].critical").value(true))
        .andExpect(jsonPath("$.rows[2].links[0].predecessor").value(2));
    mvc.perform(get(at).with(user("tom")))
        .andExpect(jsonPath("$.mayEdit").value(false))
        .andExpect(jsonPath("$.whyNot").value(Matchers.containsString("Clara Lindgren")));
    mvc.perform(
            post(at + "/edits")
                .with(clara())
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"version": 1, "edits": [
                      {"kind": "SET", "task": 2, "values": {"durationDays": "2w"}},
                      {"kind": "SET", "task": 4, "values": {"predecessors": "3FS+2d;2SS"}}]}"""))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.plan.version").value(2))
        .andExpect(jsonPath("$.order").doesNotExist())
        .andExpect(jsonPath("$.rows[*].number").value(Matchers.contains(1, 2, 3, 4)))
        .andExpect(jsonPath("$.rows[3].links.length()").value(2))
        .andExpect(jsonPath("$.rows[3].links[1].lagMinutes").value(960));
    mvc.perform(get(at + "/changes?since=2").with(user("tom"))).andExpect(status().isNoContent());
    mvc.perform(get(at + "/changes?since=1").with(user("tom")))
        .andExpect(jsonPath("$.others[0].byName").value("Clara Lindgren"))
        .andExpect(jsonPath("$.rows.length()").value(4))
        .andExpect(jsonPath("$.slacks.length()").value(0));
    mvc.perform(get(at + "/history").with(user("tom")))
        .andExpect(jsonPath("$[0].version").value(2))
        .andExpect(jsonPath("$[1].version").value(1));
  }

  @Test
  void aTaskOfWhichOnlyTheSlackChangedIsToldShortly() throws Exception {
    String wide = PlanFixture.project(jdbc);
    plans.edit(
        wide,
        0,
        List.of(
            edit(Kind.ADD_TASK, -1, "name", "Long", "durationDays", "5"),
            edit(Kind.ADD_TASK, -2, "name", "Short", "durationDays", "2")),
        "clara");
    mvc.perform(
            post("/api/projects/" + wide + "/plan/edits")
                .with(clara())
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"version": 1, "edits": [
                      {"kind": "SET", "task": 1, "values": {"durationDays": "7"}}]}"""))
        .andExpect(jsonPath("$.rows[*].number").value(1))
        .andExpect(jsonPath("$.slacks.length()").value(1))
        .andExpect(jsonPath("$.slacks[0]").value(Matchers.contains(2, 5 * 480, 5 * 480, 0)));
  }

  @Test
  void aRefusalNamesTaskAndFieldAndAClashBothSides() throws Exception {
    String at = "/api/projects/" + key + "/plan/edits";
    mvc.perform(
            post(at)
                .with(clara())
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"version": 1, "edits": [
                      {"kind": "SET", "task": 2, "values": {"predecessors": "3FX"}}]}"""))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.field").value("predecessors"))
        .andExpect(jsonPath("$.detail").value(Matchers.containsString("Interviews")));
    mvc.perform(
            post(at)
                .with(clara())
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"version": 1, "edits": [
                      {"kind": "SET", "task": 2, "values": {"predecessors": "3"}}]}"""))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.detail").value(Matchers.containsString("wait for each other")));
    editor.edit(key, 1, List.of(edit(Kind.SET, 3, "owner", "tom")), "colin");
    mvc.perform(
            post(at)
                .with(clara())
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"version": 1, "edits": [
                      {"kind": "SET", "task": 3, "values": {"owner": "tina"}}]}"""))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.clashes[0].field").value("owner"))
        .andExpect(
            jsonPath("$.clashes[0].sentence")
                .value(
                    Matchers.allOf(
                        Matchers.containsString("Tom Eriksen"), Matchers.containsString("Colin"))));
  }
}
