package dev.fairlead.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.variable.Variables;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Decision tables asked again about what was decided before. */
@FairleadTest
class RehearsalTests {
  private static final String KEY = "rehearsedRoute";

  @Autowired MockMvc mvc;
  @Autowired RepositoryService repository;
  @Autowired DecisionService decisions;
  @Autowired HistoryService history;
  @Autowired Rehearsals rehearsals;
  @Autowired Drafts drafts;
  @Autowired JdbcClient jdbc;

  private String deployment;
  private String table;

  @BeforeEach
  void threeCases() throws IOException {
    table =
        Files.readString(Path.of("processes/decisions/changeRoute.dmn"))
            .replace("id=\"changeRoute\"", "id=\"" + KEY + "\"")
            .replace("dmnElementRef=\"changeRoute\"", "dmnElementRef=\"" + KEY + "\"");
    deployment =
        repository.createDeployment().name("Test").addString(KEY + ".dmn", table).deploy().getId();
    ask("normal", 0, 0.0, false);
    ask("normal", 7, 1.5, false);
    ask("normal", 12, 1.5, false);
  }

  @AfterEach
  void asBefore() {
    repository.deleteDeployment(deployment, true);
    jdbc.sql("delete from process_draft").update();
  }

  @Test
  void aTableAnswersPastCasesAsItDidThen() {
    Rehearsal rehearsal = rehearsals.rehearse(KEY, table);
    assertThat(rehearsal.cases()).isEqualTo(3);
    assertThat(rehearsal.same()).isEqualTo(3);
    assertThat(rehearsal.different()).isEmpty();
    assertThat(rehearsal.notes()).isEmpty();
  }

  @Test
  void aStricterLimitSaysWhichCasesGoAnotherWayAndWritesNothing() throws Exception {
    String stricter = table.replace("<text>&gt; 10</text>", "<text>&gt; 6</text>");
    assertThat(stricter).isNotEqualTo(table);
    long before = history.createHistoricDecisionInstanceQuery().count();
    Draft draft = drafts.begin(KEY, null, "paula");
    drafts.save(draft.id(), 0, stricter, "paula");

    Document page = page("/drafts/" + draft.id() + "/rehearsal");

    assertThat(page.select("main").text())
        .contains("3 past cases: 2 would come out the same, 1 would go another way");
    assertThat(page.select("tbody tr")).hasSize(1);
    assertThat(page.select("tbody tr").text())
        .contains("Finish moves by (working days): 7")
        .contains("Row 7 A delay of more than a week is decided by the sponsors.")
        .contains("Row 4")
        .contains("steering-board");
    assertThat(history.createHistoricDecisionInstanceQuery().count()).isEqualTo(before);
    assertThat(page("/drafts/" + draft.id()).select("a[href$=/rehearsal]")).hasSize(1);
    assertThat(page("/processes/" + KEY).select("a[href*=/rehearsal]")).hasSize(1);
    assertThat(page("/processes/" + KEY + "/rehearsal?version=1").select("main").text())
        .contains("3 would come out the same, 0 would go another way");
  }

  @Test
  void anInputThatWasNotRecordedIsNamed() {
    String other = table.replace("<text>finishDelta</text>", "<text>milestoneDelta</text>");
    Rehearsal rehearsal = rehearsals.rehearse(KEY, other);
    assertThat(rehearsal.notes())
        .singleElement()
        .asString()
        .startsWith("The column \"Finish moves by (working days)\" was not recorded in 3 cases");
    assertThat(rehearsal.different()).hasSize(2);
  }

  @Test
  void aTableThatCannotAnswerSaysWhy() {
    String unique = table.replace("hitPolicy=\"FIRST\"", "hitPolicy=\"UNIQUE\"");
    Rehearsal rehearsal = rehearsals.rehearse(KEY, unique);
    assertThat(rehearsal.different())
        .isNotEmpty()
        .allSatisfy(
            c ->
                assertThat(c.now())
                    .singleElement()
                    .satisfies(row -> assertThat(row.note()).startsWith("No answer: ")));
  }

  @Test
  void aDraftThatBreaksTheContractIsNotEvaluated() throws Exception {
    Draft draft = drafts.begin(KEY, null, "paula");
    drafts.save(
        draft.id(),
        0,
        table.replace("<text>changeType</text>", "<text>${changeType.getClass()}</text>"),
        "paula");
    Document page = page("/drafts/" + draft.id() + "/rehearsal");
    assertThat(page.select("main").text())
        .contains("In the way of going live")
        .contains("getClass")
        .doesNotContain("past cases:");
  }

  @Test
  void onlyTablesAreRehearsedAndOnlyByProcessOwners() throws Exception {
    Document page = page("/processes/" + KEY + "/rehearsal");
    assertThat(page.select("h1").text()).isEqualTo("Change route, rehearsed on past cases");
    mvc.perform(get("/processes/approvePlan/rehearsal").with(paula())).andExpect(status().is(422));
    mvc.perform(get("/processes/nothing/rehearsal").with(paula())).andExpect(status().isNotFound());
    mvc.perform(
            get("/processes/" + KEY + "/rehearsal")
                .with(user("clara").authorities(() -> "coordinators")))
        .andExpect(status().isForbidden());
  }

  private void ask(String type, int days, double percent, boolean critical) {
    Map<String, Object> facts =
        Variables.putValue("changeType", type)
            .putValue("finishDelta", days)
            .putValue("costDeltaPercent", percent)
            .putValue("touchesCriticalSystem", critical)
            .putValue("movesTolerance", false)
            .putValue("changesGoals", false);
    assertThat((List<?>) decisions.evaluateDecisionTableByKey(KEY, facts)).hasSize(1);
  }

  private Document page(String address) throws Exception {
    return Jsoup.parse(
        mvc.perform(get(address).with(paula()))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString());
  }

  private static RequestPostProcessor paula() {
    return user("paula").authorities(() -> "process-owners");
  }
}
