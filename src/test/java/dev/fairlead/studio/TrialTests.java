package dev.fairlead.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import dev.fairlead.studio.Trial.Fate;
import dev.fairlead.studio.Trial.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngines;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Diagrams tried before they are live, with shipped scenarios and with what really happened. */
@FairleadTest
class TrialTests extends InStudio {
  private static final String KEY = "triedReview";

  @Autowired ProcessDriver driver;
  @Autowired HistoryService history;
  @Autowired Recordings recordings;
  @Autowired Drafts drafts;
  @Autowired Projects projects;
  @Autowired Plans plans;

  TrialTests() {
    super(KEY);
  }

  @Test
  void whatReallyHappenedGoesThroughTheSameDiagramAndNothingIsWritten() throws Exception {
    deploy(onlyTheTask());
    runtime.startProcessInstanceByKey(
        KEY, "TRIED-1", Map.of("reviewer", "tom", "reviewUntil", new Date()));
    driver.act("tom", "TRIED-1", "userTask_reviewRisk", Map.of("reviewResult", "keep"));
    List<Scenario> recorded = recordings.of(KEY);
    assertThat(recorded)
        .singleElement()
        .satisfies(
            scenario -> {
              assertThat(scenario.name()).startsWith("As with TRIED-1, ended on ");
              // its timers are due on the days on which they were
              assertThat(scenario.begins())
                  .isEqualTo(
                      LocalDateTime.ofInstant(
                          history
                              .createHistoricProcessInstanceQuery()
                              .processInstanceBusinessKey("TRIED-1")
                              .singleResult()
                              .getStartTime()
                              .toInstant(),
                          ZoneId.systemDefault()));
              assertThat(scenario.happens())
                  .extracting(Scenario.Happening::task)
                  .containsExactly("userTask_reviewRisk");
              assertThat(scenario.passes()).contains("userTask_reviewRisk");
            });
    // another one that went the same way is counted, and the newest one's days stay
    driver.setTime(LocalDateTime.of(2049, 1, 4, 9, 0));
    runtime.startProcessInstanceByKey(
        KEY, "TRIED-3", Map.of("reviewer", "tom", "reviewUntil", new Date()));
    driver.act("tom", "TRIED-3", "userTask_reviewRisk", Map.of("reviewResult", "keep"));
    driver.resumeTime();
    assertThat(recordings.of(KEY))
        .singleElement()
        .satisfies(
            scenario -> {
              assertThat(scenario.name()).contains("TRIED-3", "one other");
              assertThat(scenario.begins().toLocalDate()).isEqualTo("2049-01-04");
            });
    long instances = history.createHistoricProcessInstanceQuery().count();
    int engines = ProcessEngines.getProcessEngines().size();

    Document page = page("/processes/" + KEY + "/trial");

    assertThat(page.select("main").text())
        .contains("As with TRIED-3")
        .contains("One scenario: 1 went through, 0 went another way, 0 got stuck.")
        .contains("They pass 5 of 5 elements and flows.");
    assertThat(page.select(".fl-diagram").attr("data-marks")).contains("fl-visited");
    assertThat(history.createHistoricProcessInstanceQuery().count()).isEqualTo(instances);
    assertThat(ProcessEngines.getProcessEngines()).hasSize(engines);
  }

  @Test
  void whatAProjectWentThroughGoesThroughAgain() {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    SampleProject.tracked(driver, projects, plans, "TRIED-2");
    runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey("TRIED-2")
        .rootProcessInstances()
        .list()
        .forEach(i -> runtime.deleteProcessInstance(i.getId(), "over", true, true, true, true));
    driver.resumeTime();
    // the newest are looked at, and the clocks of other tests ran ahead
    jdbc.sql("update act_hi_procinst set end_time_ = ? where business_key_ = 'TRIED-2'")
        .param(LocalDateTime.of(2050, 1, 1, 0, 0))
        .update();

    for (String process : List.of("planProject", "approvePlan")) {
      List<Scenario> recorded =
          recordings.of(process).stream().filter(s -> s.name().contains("TRIED-2")).toList();
      assertThat(recorded).as(process).hasSize(1);
      Trial trial =
          new TrialRun(process, shipped(process), Duration.ofSeconds(30)).through(recorded);
      assertThat(trial.outcomes())
          .allSatisfy(o -> assertThat(o.fate()).as(o.toString()).isEqualTo(Fate.THROUGH));
    }
  }

  private static Map<String, byte[]> shipped(String process) {
    try {
      return ShippedScenarioTests.files(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDraftWithATaskMoreIsStuckThere() throws Exception {
    Map<String, byte[]> files =
        Map.of(
            KEY + ".bpmn",
            drawn
                .replace(
                    "targetRef=\"serviceTask_recordRiskReview\"",
                    "targetRef=\"userTask_lookAgain\"")
                .replaceFirst(
                    "</bpmn:process>",
                    "<bpmn:userTask id=\"userTask_lookAgain\" name=\"Look again\" />"
                        + "<bpmn:sequenceFlow id=\"flow_lookAgain\" sourceRef=\"userTask_lookAgain\""
                        + " targetRef=\"serviceTask_recordRiskReview\" /></bpmn:process>")
                .getBytes(StandardCharsets.UTF_8));
    Trial trial = run(files, reviewed(Set.of("endEvent_riskReviewed")));
    assertThat(trial.outcomes())
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.fate()).isEqualTo(Fate.STUCK);
              assertThat(outcome.at()).isEqualTo("userTask_lookAgain");
              assertThat(outcome.notes().get(0)).contains("User task \"Look again\"");
            });
    assertThat(trial.visited()).contains("flow_reviewRisk").doesNotContain("flow_lookAgain");
    assertThat(trial.never()).anyMatch(title -> title.contains("Record risk review"));
  }

  @Test
  void whatComesWhileACalledProcessRunsIsTriedAsWell() throws IOException {
    Scenario changedMeanwhile =
        new Scenario(
            "A change while the work is carried out",
            Map.of("coordinator", "clara", "sponsor", "sofia"),
            List.of(
                new Scenario.Happening(
                    null, null, "change.submitted", null, Map.of("changeId", "C")),
                new Scenario.Happening(null, null, null, "callActivity_trackProject", null)),
            null,
            Map.of(
                "callActivity_planProject", List.of(Map.of("submittedBy", "clara")),
                "callActivity_approvePlan", List.of(Map.of("decision", "approve")),
                "callActivity_closeProject", List.of(Map.of("earlySupport", false))),
            null,
            Set.of("callActivity_handleChange", "endEvent_projectClosed"),
            false);
    Trial trial =
        new TrialRun("projectLifecycle", shipped("projectLifecycle"), Duration.ofSeconds(30))
            .through(List.of(changedMeanwhile));
    assertThat(trial.outcomes())
        .allSatisfy(o -> assertThat(o.fate()).as(o.toString()).isEqualTo(Fate.THROUGH));
  }

  @Test
  void aDraftThatLeavesOutAStepGoesAnotherWay() {
    Map<String, byte[]> files =
        Map.of(
            KEY + ".bpmn",
            drawn
                .replace(
                    "targetRef=\"serviceTask_recordRiskReview\"",
                    "targetRef=\"endEvent_riskReviewed\"")
                .getBytes(StandardCharsets.UTF_8));
    Trial trial = run(files, reviewed(Set.of("serviceTask_recordRiskReview")));
    assertThat(trial.outcomes())
        .extracting(Outcome::fate, o -> o.notes().size())
        .containsExactly(org.assertj.core.api.Assertions.tuple(Fate.ELSEWHERE, 1));
  }

  @Test
  void aDiagramThatGoesRoundInCirclesIsStopped() {
    Map<String, byte[]> files =
        Map.of(
            KEY + ".bpmn",
            drawn
                .replace(
                    "sourceRef=\"serviceTask_recordRiskReview\" targetRef=\"endEvent_riskReviewed\"",
                    "sourceRef=\"serviceTask_recordRiskReview\" targetRef=\"serviceTask_recordRiskReview\"")
                .getBytes(StandardCharsets.UTF_8));
    Trial trial = run(files, reviewed(Set.of("endEvent_riskReviewed")));
    assertThat(trial.outcomes())
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.fate()).isEqualTo(Fate.STUCK);
              assertThat(outcome.notes().get(0)).startsWith("It goes round in circles");
            });
  }

  @Test
  void whatBreaksTheContractIsNotTried() throws Exception {
    Draft draft = drafts.begin(KEY, null, "paula");
    drafts.save(
        draft.id(), 0, drawn.replace("#{openRiskReviewDelegate}", "${''.getClass()}"), "paula");
    assertThat(page("/drafts/" + draft.id() + "/trial").select("main").text())
        .contains("In the way of going live", "getClass")
        .doesNotContain("went through");
  }

  @Test
  void shippedScenariosAreShownOnThePageOfTheProcess() throws Exception {
    Document page = page("/processes/handleChange/trial");
    assertThat(page.select("main").text())
        .contains("The requester withdraws the change before it is decided")
        .contains("Went through");
    assertThat(page("/processes/handleChange").select("a[href*=/trial]")).hasSize(1);
    mvc.perform(get("/processes/changeRoute/trial").with(paula())).andExpect(status().is(422));
    mvc.perform(
            get("/processes/handleChange/trial")
                .with(user("clara").authorities(() -> "coordinators")))
        .andExpect(status().isForbidden());
  }

  private static Scenario reviewed(Set<String> passes) {
    return new Scenario(
        "A review",
        Map.of("riskNumber", 1),
        List.of(new Scenario.Happening("userTask_reviewRisk", null, null, null, null)),
        Map.of("openRiskReview", List.of(Map.of("reviewer", "tom", "reviewUntil", new Date()))),
        null,
        null,
        passes,
        false);
  }

  private static Trial run(Map<String, byte[]> files, Scenario scenario) {
    return new TrialRun(KEY, files, Duration.ofSeconds(30)).through(List.of(scenario));
  }

  /** The review without the steps around it, which would ask for a real risk. */
  private String onlyTheTask() {
    return drawn
        .replaceAll("(?s)<bpmn:serviceTask.*?</bpmn:serviceTask>", "")
        .replaceAll("<bpmn:sequenceFlow id=\"flow_(openRiskReview|recordRiskReview)\"[^>]*/>", "")
        .replaceAll(
            "(?s)<bpmndi:BPMNShape id=\"[^\"]*\" bpmnElement=\"serviceTask_.*?</bpmndi:BPMNShape>",
            "")
        .replaceAll(
            "(?s)<bpmndi:BPMNEdge id=\"[^\"]*\""
                + " bpmnElement=\"flow_(openRiskReview|recordRiskReview)\".*?</bpmndi:BPMNEdge>",
            "")
        .replace("serviceTask_openRiskReview", "userTask_reviewRisk")
        .replace("serviceTask_recordRiskReview", "endEvent_riskReviewed")
        .replace("flow_openRiskReview", "flow_riskReviewDue")
        .replace("flow_recordRiskReview", "flow_reviewRisk");
  }
}
