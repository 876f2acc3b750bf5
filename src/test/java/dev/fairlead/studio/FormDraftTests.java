package dev.fairlead.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.engine.TaskForms;
import dev.fairlead.shared.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

/** A form from its draft to the tasks that ask with it. */
@FairleadTest
class FormDraftTests extends InStudio {
  private static final String KEY = "formedReview";
  private static final String FORM = KEY + ".html";
  private static final String TASK = "userTask_reviewRisk";

  @Autowired Drafts drafts;
  @Autowired Moves moves;
  @Autowired Catalogue catalogue;
  @Autowired TaskForms forms;
  @Autowired TaskService tasks;
  @Autowired ManagementService management;
  @Autowired ProcessDriver driver;

  FormDraftTests() {
    super(KEY);
  }

  @Test
  void aFormGoesLiveWithItsDiagramAndOpenTasksKeepTheirs() throws Exception {
    String before = begin("FORMED-1");
    Draft draft = drafts.begin(FORM, null, "paula");
    String words = changed(asked, ">Reason<", ">Why do you think so?<");
    save(draft, words);
    mvc.perform(
            post("/drafts/" + draft.id() + "/check")
                .contentType(MediaType.APPLICATION_XML)
                .accept(MediaType.APPLICATION_JSON)
                .content(words)
                .with(paula())
                .with(csrf()))
        .andExpect(jsonPath("$").isEmpty());
    assertThat(page("/drafts/" + draft.id()).text())
        .contains("It is asked with in: Review risk")
        .contains("Tasks that are open keep the form they began with");
    drafts.submit(draft.id(), "Reasons were short", "paula");
    Document frame = page("/drafts/frame?draftId=" + draft.id());
    assertThat(frame.text()).contains("Reasons were short", "Label Reason Why do you think so?");
    assertThat(frame.select("[data-kind=FORM]").eachAttr("data-marks"))
        .hasSize(2)
        .allSatisfy(marks -> assertThat(marks).contains("field:reviewNote", "fl-changed"));

    release(FORM);

    assertThat(drafts.get(draft.id()).releasedVersion()).isEqualTo(2);
    assertThat(catalogue.get(FORM).versions()).hasSize(2);
    // the diagram is the same in a version of its own
    assertThat(latest()).isEqualTo(2);
    String after = begin("FORMED-2");
    assertThat(label(before)).isEqualTo("Reason");
    assertThat(label(after)).isEqualTo("Why do you think so?");
    Deployed diagram = catalogue.get(KEY);
    moves.move(catalogue.version(diagram, 1), catalogue.version(diagram, 2), Map.of(), "paula");
    assertThat(label(before)).isEqualTo("Why do you think so?");

    Document compared = page("/processes/" + FORM + "/compare");
    assertThat(compared.text()).contains("Changed Field \"Why do you think so?\"");
    Draft back = drafts.begin(FORM, 1, "petra");
    drafts.submit(back.id(), "They were better", "petra");
    driver.act("paula", FORM, "userTask_releaseDiagram", Map.of("release", "yes"));
    runDeployment();
    assertThat(label(begin("FORMED-3"))).isEqualTo("Reason");
    assertThat(catalogue.get(FORM).latest().version()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cam-variable-name=\"reviewNote\" | cam-variable-name=\"why\""
            + " | hands on the answer \"reviewNote\", but the form formedReview.html has no field",
        "cam-variable-name=\"reviewNote\" | cam-variable-name=\"why\""
            + " | asks for \"why\", which the task \"Review risk\" does not hand on",
        "<p>The | <p onclick=\"x()\">The | uses the attribute \"onclick\"",
        "<p>The | <script>x()</script><p>The | contains the element \"script\"",
        "<p>The | <p class=\"position-absolute\">The | is not allowed there",
        "<p>The | <p class=\"d-flex min-vh-100\">The | is not allowed there",
        "<p>The | <p class=\"fixed-top\">The | is not allowed there",
        "<p>The | <p>{{1+1}} The | text that the browser would run or compute",
        "data-view=\"risk\" | data-view=\"plan\" | which people need in front of them",
        "<option value=\"occurred\"> | <option value=\"maybe\"> | offers the answer \"maybe\"",
      })
  void whatWouldBreakATaskIsSaidAndKeptFromGoingLive(String old, String now, String words)
      throws Exception {
    Draft draft = drafts.begin(FORM, null, "paula");
    save(draft, changed(asked, old, now));
    assertThat(page("/drafts/" + draft.id()).select("[data-findings]").text()).contains(words);
    assertThatThrownBy(() -> drafts.submit(draft.id(), "Quick", "paula"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("It cannot go live yet");
  }

  @Test
  void whatIsNoFormIsRefusedAndNothingIsLost() throws Exception {
    Draft draft = drafts.begin(FORM, null, "paula");
    for (String other : new String[] {"", "words", "<div></div>", drawn}) {
      mvc.perform(
              post("/drafts/" + draft.id() + "/save?revision=0")
                  .contentType(MediaType.APPLICATION_XML)
                  .content(other + " ")
                  .with(paula())
                  .with(csrf()))
          .andExpect(status().is(422));
    }
    assertThat(drafts.content(draft.id())).isEqualTo(asked);
    assertThatThrownBy(() -> drafts.submit(draft.id(), "Nothing", "paula"))
        .hasMessageContaining("Change something first");
  }

  @Test
  void aFormIsListedSeenAndTakenAlongAsAFileButNeverAsAPage() throws Exception {
    assertThat(page("/processes").select("a[href='/processes/" + FORM + "']").text())
        .isEqualTo("Review risk (form)");
    Document seen = page("/processes/" + FORM);
    assertThat(seen.select("[data-kind=FORM]").attr("data-file"))
        .isEqualTo("/processes/" + FORM + "/file?version=1");
    assertThat(seen.select("a[href*=trial], a[href*=rehearsal], a[href*=move]")).isEmpty();
    mvc.perform(get("/processes/" + FORM + "/file?download=true").with(paula()))
        .andExpect(header().string("Content-Type", "text/plain;charset=UTF-8"))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(header().string("Content-Disposition", "attachment; filename=\"" + FORM + "\""));
    for (String kind : new String[] {"move", "trial", "rehearsal"}) {
      mvc.perform(get("/processes/" + FORM + "/" + kind).with(paula())).andExpect(status().is(422));
    }
    mvc.perform(get("/processes/nothing.html").with(paula())).andExpect(status().isNotFound());
  }

  @Test
  void whatWasChangedTogetherIsUndoneTogether() throws Exception {
    // a field got another key, which diagram and form had to learn in one deployment
    deploy(
        changed(drawn, "reviewNote", "reviewReason"), changed(asked, "reviewNote", "reviewReason"));
    assertThat(begin("UNDONE-1")).isNotNull();

    // the form alone does not fit the diagram any more, and its page says what to do
    Draft alone = drafts.begin(FORM, 1, "petra");
    assertThatThrownBy(() -> drafts.submit(alone.id(), "Back", "petra"))
        .hasMessageContaining("hands on the answer \"reviewReason\"");
    Draft own = drafts.begin(FORM, 1, "paula");
    assertThat(page("/drafts/" + own.id()).text())
        .contains("Make that older version of the diagram the newest");
    drafts.discard(own.id(), "paula");

    String draft =
        mvc.perform(post("/processes/" + KEY + "/drafts?version=1").with(paula()).with(csrf()))
            .andReturn()
            .getResponse()
            .getRedirectedUrl();
    long id = Long.parseLong(draft.replaceAll("\\D+", ""));
    Document page = page(draft);
    assertThat(page.text())
        .contains("A form or table that version 1 had comes back with it")
        .contains("Comes along with it", "Version 1 had them", "Review risk (form)")
        .contains("Nothing. It keeps the process contract, and the engine takes it.");
    assertThat(page.select("form[action$=/leaveOut] input[name=file]").eachAttr("value"))
        .containsExactly(FORM);

    // without the form it would not fit
    mvc.perform(post(draft + "/leaveOut").param("file", FORM).with(paula()).with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(page(draft).select("[data-findings]").text())
        .contains("hands on the answer \"reviewNote\"");
    mvc.perform(post(draft + "/leaveOut").param("file", FORM).with(paula()).with(csrf()))
        .andExpect(status().isConflict());
    drafts.discard(id, "paula");

    Draft back = drafts.begin(KEY, 1, "paula");
    drafts.submit(back.id(), "It was better before", "paula");
    assertThat(page("/drafts/frame?draftId=" + back.id()).text())
        .contains("Version 1 had them", "Review risk (form)");
    release(KEY);

    assertThat(drafts.get(back.id()).releasedVersion()).isEqualTo(3);
    assertThat(catalogue.xml(Deployed.Kind.PROCESS, catalogue.get(KEY).latest())).isEqualTo(drawn);
    assertThat(catalogue.xml(Deployed.Kind.FORM, catalogue.get(FORM).latest())).isEqualTo(asked);
    // nothing comes along where the form has not changed
    deploy(changed(drawn, "name=\"Risk reviewed\"", "name=\"Done\""));
    assertThat(drafts.alongside(drafts.begin(KEY, 1, "paula").id())).isEmpty();
  }

  @Test
  void aTableComesBackWithTheVersionThatAskedIt() throws Exception {
    String table =
        Files.readString(Path.of("processes/decisions/riskLevel.dmn"))
            .replace("\"riskLevel\"", "\"ownLevel\"");
    String asking =
        drawn.replaceFirst(
            "<bpmn:serviceTask id=\"serviceTask_openRiskReview\"([^>]*) camunda:delegate[^>]*>",
            "<bpmn:businessRuleTask id=\"serviceTask_openRiskReview\"$1"
                + " camunda:decisionRef=\"ownLevel\" camunda:decisionRefBinding=\"deployment\">");
    asking = asking.replaceFirst("</bpmn:serviceTask>", "</bpmn:businessRuleTask>");
    String words = "<description>[^<]*";
    deployWith(asking, table);
    String now = table.replaceFirst(words, "<description>Changed");
    deployWith(changed(asking, "name=\"Risk reviewed\"", "name=\"Done\""), now);
    int first = latest() - 1;

    Draft back = drafts.begin(KEY, first, "paula");
    assertThat(drafts.alongside(back.id())).containsOnlyKeys("ownLevel.dmn");
    drafts.submit(back.id(), "As it was", "paula");
    release(KEY);

    assertThat(catalogue.xml(Deployed.Kind.DECISION, catalogue.get("ownLevel").latest()))
        .isEqualTo(table);
  }

  @Test
  void whatComesAlongMustNotBeOvertakenEither() throws Exception {
    String table = Files.readString(Path.of("processes/decisions/riskLevel.dmn"));
    String words = "<description>[^<]*";
    Draft draft =
        drafts.handIn(
            Deployed.Kind.PROCESS,
            KEY,
            changed(drawn, "name=\"Risk reviewed\"", "name=\"Done\""),
            Map.of("riskLevel.dmn", table.replaceFirst(words, "<description>Mine")),
            "Both",
            "paula");
    assertThat(drafts.changedAlongside(draft))
        .extracting(Drafts.Along::name)
        .containsExactly("Risk level");
    String others =
        repository
            .createDeployment()
            .addString("riskLevel.dmn", table.replaceFirst(words, "<description>Theirs"))
            .deploy()
            .getId();
    try {
      assertThatThrownBy(() -> release(KEY))
          .hasMessageContaining("riskLevel.dmn, which comes along with it, was changed");
      assertThat(latest()).isEqualTo(1);
    } finally {
      repository.deleteDeployment(others, true);
    }
    release(KEY);
    assertThat(drafts.get(draft.id()).state()).isEqualTo(Draft.State.RELEASED);
    assertThat(
            jdbc.sql("select version from decision_log where subject = ? order by number desc")
                .param(KEY)
                .query(String.class)
                .list()
                .get(0))
        .endsWith(": formedReview.bpmn, riskLevel.dmn");
    repository.deleteDeployment(
        repository
            .createDecisionDefinitionQuery()
            .decisionDefinitionKey("riskLevel")
            .latestVersion()
            .singleResult()
            .getDeploymentId(),
        true);
  }

  @Test
  void itsAuthorTakesADraftBackBeforeSomebodyDecides() throws Exception {
    Draft draft = drafts.begin(FORM, null, "paula");
    save(draft, changed(asked, ">Reason<", ">Why?<"));
    drafts.submit(draft.id(), "Shorter", "paula");
    assertThatThrownBy(() -> drafts.takeBack(draft.id(), "petra"))
        .isInstanceOf(RefusedException.class);
    mvc.perform(post("/drafts/" + draft.id() + "/takeBack").with(paula()).with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(drafts.get(draft.id()).isOpen()).isTrue();
    assertThat(tasks.createTaskQuery().processDefinitionKey("releaseDiagram").count()).isZero();
    mvc.perform(post("/drafts/" + draft.id() + "/takeBack").with(paula()).with(csrf()))
        .andExpect(status().isConflict());
  }

  private void save(Draft draft, String html) {
    drafts.save(draft.id(), drafts.get(draft.id()).revision(), html, "paula");
  }

  private void release(String key) {
    driver.act("petra", key, "userTask_releaseDiagram", Map.of("release", "yes"));
    runDeployment();
  }

  private void runDeployment() {
    management.createJobQuery().processDefinitionKey("releaseDiagram").list().stream()
        .forEach(job -> management.executeJob(job.getId()));
  }

  private String begin(String businessKey) {
    return runtime
        .createProcessInstanceByKey(KEY)
        .businessKey(businessKey)
        .setVariables(Map.of("reviewer", "tom", "reviewUntil", new Date(), "riskNumber", 1))
        .startBeforeActivity(TASK)
        .execute()
        .getId();
  }

  /** Of the last field, as the person who has the task sees it. */
  private String label(String instance) {
    String definition =
        tasks.createTaskQuery().processInstanceId(instance).singleResult().getProcessDefinitionId();
    return forms
        .find(
            repository.getProcessDefinition(definition).getDeploymentId(),
            "embedded:deployment:" + FORM)
        .orElseThrow()
        .select("label")
        .last()
        .text();
  }
}
