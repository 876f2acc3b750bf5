package dev.fairlead.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.project.DecisionEntry;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.ResultActions;

/** A draft from its beginning to the running system, and every path of releaseDiagram. */
@FairleadTest
class DraftTests extends InStudio {
  private static final String KEY = "draftedReview";
  private static final String RENAMED = "name=\"Look again\" camunda:formKey";

  @Autowired Drafts drafts;
  @Autowired DeploymentsForRelease deployments;
  @Autowired DecisionLog log;
  @Autowired ManagementService management;
  @Autowired TaskService tasks;
  @Autowired ProcessDriver driver;

  DraftTests() {
    super(KEY);
  }

  @Test
  void aDraftIsSavedCheckedSubmittedAndReleasedByAnother() throws Exception {
    Draft draft = begin();
    save(draft.id(), 0, changed())
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.revision").value(1));
    check(draft.id(), changed()).andExpect(jsonPath("$").isEmpty());
    submit(draft.id(), "People asked what is meant");

    assertThat(drafts.get(draft.id()).state()).isEqualTo(Draft.State.SUBMITTED);
    Document frame =
        Jsoup.parse(
            mvc.perform(get("/drafts/frame?draftId=" + draft.id()).with(petra()))
                .andReturn()
                .getResponse()
                .getContentAsString());
    assertThat(frame.text())
        .contains("People asked what is meant", "Changed User task \"Look again\"");

    driver.act("petra", KEY, "userTask_releaseDiagram", Map.of("release", "yes"));
    runDeployment();

    assertThat(drafts.get(draft.id()).state()).isEqualTo(Draft.State.RELEASED);
    assertThat(drafts.get(draft.id()).releasedVersion()).isEqualTo(2);
    assertThat(drafts.get(draft.id()).decidedBy()).isEqualTo("petra");
    DecisionEntry logged = logged();
    assertThat(logged.decision()).isEqualTo("RELEASE");
    assertThat(logged.decidedBy()).isEqualTo("petra");
    assertThat(logged.subject()).isEqualTo(KEY);
    String file = Fingerprint.of(drafts.content(draft.id()));
    assertThat(logged.fingerprint()).isEqualTo(Fingerprint.of(file + "  " + KEY + ".bpmn\n"));
    assertThat(logged.version())
        .isEqualTo("draft " + draft.id() + " of version 1: " + KEY + ".bpmn");
    assertThat(logged.comment()).isEqualTo("People asked what is meant");
    assertThat(latest()).isEqualTo(2);
    // its forms came along
    assertThat(
            repository.getDeploymentResourceNames(
                repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(KEY)
                    .latestVersion()
                    .singleResult()
                    .getDeploymentId()))
        .contains(KEY + ".html");
    assertThat(
            jdbc.sql(
                    "select subject from outbox_mail where recipient = 'paula' order by id desc limit 1")
                .query(String.class)
                .single())
        .isEqualTo("Review risk: version 2 is live");
  }

  @Test
  void nobodyReleasesTheirOwnDraft() throws Exception {
    Draft draft = submitted();
    Assertions.assertThatThrownBy(
            () -> driver.act("paula", KEY, "userTask_releaseDiagram", Map.of("release", "yes")))
        .isInstanceOf(RefusedException.class);
    Assertions.assertThatThrownBy(() -> drafts.decide(draft.id(), true, null, "paula", null))
        .isInstanceOf(RefusedException.class)
        .hasMessage("Nobody releases their own draft.");
    assertThat(latest()).isEqualTo(1);
  }

  @Test
  void whatIsSentBackIsItsAuthorsAgainWithTheReason() throws Exception {
    Draft draft = submitted();
    Assertions.assertThatThrownBy(
            () -> driver.act("petra", KEY, "userTask_releaseDiagram", Map.of("release", "no")))
        .hasMessageContaining("Say what should be changed");
    driver.act(
        "petra",
        KEY,
        "userTask_releaseDiagram",
        Map.of("release", "no", "comment", "The name says less than before"));

    assertThat(drafts.get(draft.id()).isOpen()).isTrue();
    assertThat(page("/drafts/" + draft.id()).text())
        .contains("Petra Novotna sent it back: The name says less than before");
    assertThat(logged().decision()).isEqualTo("REWORK");
    assertThat(latest()).isEqualTo(1);
    submit(draft.id(), "Once more");
    assertThat(drafts.get(draft.id()).state()).isEqualTo(Draft.State.SUBMITTED);
  }

  @Test
  void whatBreaksTheContractIsNamedAtItsElementAndNotSubmitted() throws Exception {
    Draft draft = begin();
    String broken = drawn.replace("#{openRiskReviewDelegate}", "#{doSomething}");
    check(draft.id(), broken)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$[0].elementId").value("serviceTask_openRiskReview"));
    // it may be kept all the same
    save(draft.id(), 0, broken).andExpect(status().isOk());
    mvc.perform(
        post("/drafts/" + draft.id() + "/submit").param("note", "Try").with(paula()).with(csrf()));
    assertThat(drafts.get(draft.id()).isOpen()).isTrue();
    assertThat(page("/drafts/" + draft.id()).select("[data-findings] li").text())
        .contains("doSomething");
  }

  @Test
  void whatOnlyTheEngineFindsIsSaidAndLeavesNothingBehind() throws Exception {
    Draft draft = begin();
    String unknownFlow =
        drawn.replace(
            "camunda:dueDate=\"${reviewUntil}\"",
            "camunda:dueDate=\"${reviewUntil}\" camunda:priority=\"${\"");
    long before = repository.createDeploymentQuery().count();
    String found = check(draft.id(), unknownFlow).andReturn().getResponse().getContentAsString();
    assertThat(found).contains("userTask_reviewRisk").hasSizeGreaterThan(60);
    assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    assertThat(latest()).isEqualTo(1);
  }

  @Test
  void twoWindowsNoticeEachOther() throws Exception {
    Draft draft = begin();
    save(draft.id(), 0, changed()).andExpect(status().isOk());
    save(draft.id(), 0, drawn).andExpect(status().isConflict());
    assertThat(drafts.content(draft.id())).isEqualTo(changed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no xml",
        "<a/>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>",
      })
  void whatIsNoDiagramOfThisProcessIsRefusedAndNothingIsLost(String xml) throws Exception {
    Draft draft = begin();
    save(draft.id(), 0, xml).andExpect(status().is(422));
    mvc.perform(
            multipart("/drafts/" + draft.id() + "/upload")
                .file(
                    new MockMultipartFile(
                        "file", "x.bpmn", "text/xml", xml.getBytes(StandardCharsets.UTF_8)))
                .with(paula())
                .with(csrf()))
        .andExpect(status().is(422));
    check(draft.id(), xml).andExpect(status().isOk()).andExpect(jsonPath("$").isNotEmpty());
    assertThat(drafts.content(draft.id())).isEqualTo(drawn);
  }

  @Test
  void aDiagramThatWouldRunCodeCannotBeSubmitted() throws Exception {
    Draft draft = begin();
    String hostile =
        drawn.replace(
            "camunda:delegateExpression=\"#{openRiskReviewDelegate}\"",
            "camunda:class=\"java.lang.Runtime\"");
    upload(draft.id(), hostile);
    Assertions.assertThatThrownBy(() -> drafts.submit(draft.id(), "Quick", "paula"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot go live");
  }

  @Test
  void anOlderVersionBecomesTheNewestAgain() throws Exception {
    submitted();
    driver.act("petra", KEY, "userTask_releaseDiagram", Map.of("release", "yes"));
    runDeployment();
    Draft back = drafts.begin(KEY, 1, "petra");
    drafts.submit(back.id(), "The old name was better", "petra");
    driver.act("paula", KEY, "userTask_releaseDiagram", Map.of("release", "yes"));
    runDeployment();
    assertThat(latest()).isEqualTo(3);
    assertThat(page("/processes/" + KEY + "/compare?from=1&to=3").text())
        .contains("do the same, and look the same");
  }

  @Test
  void aDraftThatWasOvertakenIsNotReleased() throws Exception {
    Draft draft = submitted();
    deploy(drawn.replace("name=\"Risk reviewed\"", "name=\"Done\""));
    Assertions.assertThatThrownBy(
            () -> driver.act("petra", KEY, "userTask_releaseDiagram", Map.of("release", "yes")))
        .hasMessageContaining("began from version 1, and version 2 is live");
    assertThat(drafts.get(draft.id()).state()).isEqualTo(Draft.State.SUBMITTED);
  }

  @Test
  void whatIsOvertakenBetweenItsReleaseAndItsDeploymentComesBack() throws Exception {
    Draft draft = submitted();
    driver.act("petra", KEY, "userTask_releaseDiagram", Map.of("release", "yes"));
    deploy(drawn.replace("name=\"Risk reviewed\"", "name=\"Done\""));
    runDeployment();
    assertThat(latest()).isEqualTo(2);
    assertThat(drafts.get(draft.id()).isOpen()).isTrue();
    assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("releaseDiagram").count())
        .isZero();
    assertThat(page("/drafts/" + draft.id()).text())
        .contains("Fairlead sent it back: It began from version 1, and version 2 is live by now.")
        .contains("bring your change into what is live");
    assertThat(
            jdbc.sql(
                    "select subject from outbox_mail where recipient = 'paula' order by id desc"
                        + " limit 1")
                .query(String.class)
                .single())
        .isEqualTo("Review risk: your draft came back");
  }

  @Test
  void aNewNumberOfTheSameDiagramOvertakesNobody() throws Exception {
    Draft draft = submitted();
    deploy(drawn, asked.replace(">Reason<", ">Why?<"));
    assertThat(latest()).isEqualTo(2);
    driver.act("petra", KEY, "userTask_releaseDiagram", Map.of("release", "yes"));
    runDeployment();
    assertThat(drafts.get(draft.id()).releasedVersion()).isEqualTo(3);
  }

  @Test
  void onlyAProcessOwnerDecides() throws Exception {
    Draft draft = submitted();
    Assertions.assertThatThrownBy(() -> drafts.decide(draft.id(), true, null, "tom", "petra"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("standing in for one is not enough");
    assertThat(drafts.get(draft.id()).isWaiting()).isTrue();
  }

  @Test
  void aTableTakesTheDiagramsAlongThatKeepIt() throws Exception {
    Draft draft = drafts.begin("escalationLadder", null, "paula");
    List<String> before = deployed();
    String table = drafts.content(draft.id());
    drafts.save(
        draft.id(), 0, table.replaceFirst("<description>[^<]*", "<description>Other"), "paula");
    drafts.submit(draft.id(), "Other words", "paula");
    driver.act("petra", "escalationLadder", "userTask_releaseDiagram", Map.of("release", "yes"));
    runDeployment();
    List<String> made = deployed();
    made.removeAll(before);
    assertThat(made).hasSize(1);
    assertThat(repository.getDeploymentResourceNames(made.get(0)))
        .contains("escalationLadder.dmn", "followUpTask.bpmn", "reportOnLateTask.html");
    repository.deleteDeployment(made.get(0), true);
  }

  @Test
  void whereThereIsOneProcessOwnerWhatTheySubmitIsLive() throws Exception {
    Object target = AopTestUtils.getTargetObject(drafts);
    ReflectionTestUtils.setField(target, "fourEyes", false);
    try {
      Draft draft = begin();
      assertThat(page("/drafts/" + draft.id()).text())
          .contains("Begun from version 1.", "It goes live at once")
          .doesNotContain("another process owner releases it");
      drafts.save(draft.id(), 0, changed(), "paula");
      String mark = "<camunda:property name=\"fairlead:approval\" value=\"true\" />";
      Map<String, byte[]> unguarded =
          Map.of("x.bpmn", approvePlan().replace(mark, "").getBytes(StandardCharsets.UTF_8));
      Assertions.assertThatThrownBy(() -> deployments.check(unguarded))
          .hasMessageContaining("\"Approve plan\" is not marked as an approval any more");
      deployments.check(Map.of("x.bpmn", approvePlan().getBytes(StandardCharsets.UTF_8)));
      drafts.submit(draft.id(), "Alone", "paula");
      assertThat(drafts.get(draft.id()).state()).isEqualTo(Draft.State.RELEASED);
      assertThat(latest()).isEqualTo(2);
      assertThat(logged().decidedBy()).isEqualTo("paula");
      assertThat(tasks.createTaskQuery().processDefinitionKey("releaseDiagram").count()).isZero();
    } finally {
      ReflectionTestUtils.setField(target, "fourEyes", true);
    }
  }

  @Test
  void onlyItsAuthorChangesADraftAndItsEndIsItsEnd() throws Exception {
    Draft draft = begin();
    mvc.perform(
            post("/drafts/" + draft.id() + "/save?revision=0")
                .contentType(MediaType.APPLICATION_XML)
                .content(changed())
                .with(petra())
                .with(csrf()))
        .andExpect(status().isForbidden());
    drafts.discard(draft.id(), "paula");
    save(draft.id(), 0, changed()).andExpect(status().isConflict());
    assertThat(page("/drafts/" + draft.id()).text()).contains("Discarded");
  }

  @Test
  void whatIsDeployedAgainReplacesWhatSharesAFileWithIt() throws Exception {
    String form = KEY + ".html";
    byte[] words = asked.replace(">Reason<", ">Why?<").getBytes(StandardCharsets.UTF_8);
    byte[] diagram = changed().getBytes(StandardCharsets.UTF_8);
    deployments.handIn("paula", "Both", "Test", Map.of("a.bpmn", diagram, form, words));
    Draft both = drafts.all(KEY).get(0);
    assertThat(both.isWaiting()).isTrue();
    deployments.handIn("paula", "Form", "Test", Map.of(form, words));
    assertThat(drafts.get(both.id()).state()).isEqualTo(Draft.State.DISCARDED);
    Draft alone = drafts.all(form).get(0);
    assertThat(alone.isWaiting()).isTrue();
    // and what is live already takes back what was to change it
    deployments.handIn(
        "paula", "Live", "Test", Map.of(form, asked.getBytes(StandardCharsets.UTF_8)));
    assertThat(drafts.get(alone.id()).state()).isEqualTo(Draft.State.DISCARDED);
    assertThat(tasks.createTaskQuery().processDefinitionKey("releaseDiagram").count()).isZero();
    Assertions.assertThatThrownBy(
            () ->
                deployments.handIn(
                    "paula", "Twice", "Test", Map.of("a.bpmn", diagram, "b.bpmn", diagram)))
        .hasMessageContaining("a.bpmn")
        .hasMessageContaining("b.bpmn")
        .hasMessageContaining("both hold " + KEY);
  }

  private static String approvePlan() throws IOException {
    return Files.readString(Path.of("processes/approvePlan.bpmn"));
  }

  private DecisionEntry logged() {
    return log.page(new DecisionLog.Wanted(null, "DIAGRAM", null, null, null), 0, 1).get(0);
  }

  private Draft begin() {
    return drafts.begin(KEY, null, "paula");
  }

  private String changed() {
    return drawn.replace("name=\"Review risk\" camunda:formKey", RENAMED);
  }

  private Draft submitted() throws Exception {
    Draft draft = begin();
    upload(draft.id(), changed());
    submit(draft.id(), "A clearer name");
    return drafts.get(draft.id());
  }

  private void upload(long id, String xml) throws Exception {
    mvc.perform(
            multipart("/drafts/" + id + "/upload")
                .file(
                    new MockMultipartFile(
                        "file", "x.bpmn", "text/xml", xml.getBytes(StandardCharsets.UTF_8)))
                .with(paula())
                .with(csrf()))
        .andExpect(status().is3xxRedirection());
  }

  private void submit(long id, String note) throws Exception {
    mvc.perform(post("/drafts/" + id + "/submit").param("note", note).with(paula()).with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(drafts.get(id).state()).isEqualTo(Draft.State.SUBMITTED);
  }

  private ResultActions save(long id, int revision, String xml) throws Exception {
    return mvc.perform(
        post("/drafts/" + id + "/save?revision=" + revision)
            .contentType(MediaType.APPLICATION_XML)
            .accept(MediaType.APPLICATION_JSON)
            .content(xml)
            .with(paula())
            .with(csrf()));
  }

  private ResultActions check(long id, String xml) throws Exception {
    return mvc.perform(
        post("/drafts/" + id + "/check")
            .contentType(MediaType.APPLICATION_XML)
            .accept(MediaType.APPLICATION_JSON)
            .content(xml)
            .with(paula())
            .with(csrf()));
  }

  private void runDeployment() {
    management.createJobQuery().processDefinitionKey("releaseDiagram").list().stream()
        .forEach(job -> management.executeJob(job.getId()));
    Task left = tasks.createTaskQuery().processDefinitionKey("releaseDiagram").singleResult();
    assertThat(left).isNull();
  }

  private List<String> deployed() {
    return new ArrayList<>(
        repository.createDeploymentQuery().list().stream().map(d -> d.getId()).toList());
  }
}
