package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.History;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Projects;
import dev.fairlead.report.InterimReportData;
import dev.fairlead.report.ReportRows;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.tracking.CorrectiveActions;
import dev.fairlead.tracking.FollowUp;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Progress;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.Worklist;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/**
 * Tracking, following up and solving issues on the real engine, with real people and a moved clock.
 */
@FairleadTest
class TrackScenarioTests {
  private static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);

  @Autowired FairleadClock clock;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Progress progress;
  @Autowired FollowUps followUps;
  @Autowired Issues issues;
  @Autowired Reports reports;
  @Autowired MockMvc web;
  @Autowired CorrectiveActions corrective;
  @Autowired Worklist worklist;
  @Autowired JdbcClient jdbc;
  @Autowired History history;
  @Autowired RepositoryService repository;

  @BeforeEach
  void onAMonday() {
    driver.setTime(MONDAY);
  }

  @AfterEach
  void now() {
    driver.resumeTime();
  }

  private List<String> mails(String key, String template) {
    return jdbc.sql("select recipient from outbox_mail where project_key = ? and notice_key like ?")
        .params(key, template)
        .query(String.class)
        .list();
  }

  private NewProgress done(int task) {
    return new NewProgress(task, 100, null, null, null, null, null);
  }

  @Test
  void aLateTaskIsAskedAboutOnceAndEndsWithANewForecast() {
    TrackedProject.begin(driver, projects, plans, "TR-1");
    // build should end on Friday the 8th; looked at on the following working days at 7
    driver.moveTo(LocalDateTime.of(2027, 1, 11, 9, 0));
    assertThat(driver.waitingFor("TR-1"))
        .contains("userTask_confirmAllWorkDone:clara", "userTask_reportOnLateTask:tom");
    driver.act(
        "tom",
        "TR-1",
        "userTask_reportOnLateTask",
        Map.of(
            "reply",
            "newForecast",
            "reason",
            "The interface came late",
            "forecastFinish",
            "2027-01-13"));
    assertThat(driver.waitingFor("TR-1"))
        .contains("userTask_confirmAllWorkDone:clara")
        .doesNotContain("userTask_reportOnLateTask:tom");
    assertThat(followUps.all("TR-1")).hasSize(1);
    assertThat(followUps.all("TR-1").get(0).reply()).isEqualTo(FollowUp.Reply.NEW_FORECAST);
    assertThat(plans.schedule("TR-1").byNumber().get(1).finish().toLocalDate())
        .isEqualTo(LocalDate.of(2027, 1, 13));
  }

  @Test
  void theTaskThatEndsTheWorkIsDueAtTheDeadlineAlsoAfterAChangeMovedIt() {
    TrackedProject.begin(driver, projects, plans, "TR-30");
    LocalDate first = projects.get("TR-30").deadline();
    assertThat(waits("TR-30"))
        .singleElement()
        .extracting(OpenTask::due)
        .isEqualTo(first.atTime(17, 0));
    PlanEdit later =
        PlanEdit.of(
            PlanEdit.Kind.SET_PROJECT_DEADLINE,
            null,
            Map.of("deadline", first.plusWeeks(2).toString()));
    plans.applyApproved("TR-30", plans.current("TR-30").version(), List.of(later), "clara", null);
    driver.moveTo(LocalDateTime.of(2027, 1, 11, 9, 0));
    assertThat(waits("TR-30"))
        .as("what is due sooner stands before it")
        .extracting(OpenTask::taskKey)
        .contains("userTask_reportOnLateTask")
        .endsWith("userTask_confirmAllWorkDone");
    assertThat(waits("TR-30").get(waits("TR-30").size() - 1).due())
        .isEqualTo(first.plusWeeks(2).atTime(17, 0));
  }

  private List<OpenTask> waits(String key) {
    return worklist.ofProjects(List.of(key)).get(key);
  }

  @Test
  void whoDoesNotAnswerIsRemindedThenTheOthersAreTold() {
    TrackedProject.begin(driver, projects, plans, "TR-2");
    driver.moveTo(LocalDateTime.of(2027, 1, 11, 9, 0));
    assertThat(driver.waitingFor("TR-2")).contains("userTask_reportOnLateTask:tom");
    driver.moveTo(LocalDateTime.of(2027, 1, 12, 18, 0));
    assertThat(mails("TR-2", "followUp-%-REMIND")).containsExactly("tom");
    driver.moveTo(LocalDateTime.of(2027, 1, 19, 9, 0));
    assertThat(mails("TR-2", "followUp-%-COORDINATOR")).contains("clara");
    assertThat(mails("TR-2", "followUp-%-MANAGERS")).contains("maria", "martin");
    assertThat(followUps.open("TR-2")).filteredOn(f -> f.task() == 1).hasSize(1);
  }

  @Test
  void aNamedProblemBecomesAnIssueThatIsSolvedAndVerified() {
    TrackedProject.begin(driver, projects, plans, "TR-3");
    driver.moveTo(LocalDateTime.of(2027, 1, 11, 9, 0));
    driver.act(
        "tom",
        "TR-3",
        "userTask_reportOnLateTask",
        Map.of("reply", "problem", "reason", "The test server is down"));
    assertThat(driver.waitingFor("TR-3-I1")).containsExactly("userTask_triageIssue:clara");
    assertThatThrownBy(
            () ->
                driver.act("clara", "TR-3-I1", "userTask_triageIssue", Map.of("triage", "resolve")))
        .hasStackTraceContaining("who shall solve");
    driver.act(
        "clara",
        "TR-3-I1",
        "userTask_triageIssue",
        Map.of("triage", "resolve", "issueOwner", "tina"));
    driver.act(
        "tina",
        "TR-3-I1",
        "userTask_findSolution",
        Map.of("cause", "Disk full", "solution", "Disk enlarged"));
    assertThat(driver.waitingFor("TR-3-I1")).containsExactly("userTask_verifySolution:tom");
    driver.act(
        "tom",
        "TR-3-I1",
        "userTask_verifySolution",
        Map.of("verified", "no", "verificationNote", "Still no connection"));
    driver.act(
        "tina",
        "TR-3-I1",
        "userTask_findSolution",
        Map.of("cause", "Disk full", "solution", "Service restarted"));
    driver.act("tom", "TR-3-I1", "userTask_verifySolution", Map.of("verified", "yes"));
    assertThat(issues.get("TR-3-I1").status()).isEqualTo(Issue.Status.RESOLVED);
    assertThat(followUps.open("TR-3")).isEmpty();
  }

  @Test
  void anIssueRestsUntilItsDayAndMayTurnOutToBeNone() {
    TrackedProject.begin(driver, projects, plans, "TR-4");
    Issue issue =
        issues.file(
            "TR-4",
            new NewIssue(
                Issue.Kind.QUESTION,
                "Which browser?",
                "Not said",
                null,
                null,
                Issue.Level.LOW,
                Issue.Level.LOW,
                null),
            "tina");
    driver.act(
        "clara",
        issue.id(),
        "userTask_triageIssue",
        Map.of("triage", "postpone", "postponedUntil", "2027-01-06"));
    assertThat(driver.waitingFor(issue.id())).isEmpty();
    driver.moveTo(LocalDateTime.of(2027, 1, 6, 9, 0));
    assertThat(driver.waitingFor(issue.id())).containsExactly("userTask_triageIssue:clara");
    driver.act(
        "clara",
        issue.id(),
        "userTask_triageIssue",
        Map.of("triage", "notAnIssue", "triageNote", "It is written"));
    assertThat(issues.get(issue.id()).status()).isEqualTo(Issue.Status.CLOSED);
    assertThat(driver.isRunning(issue.id())).isFalse();
  }

  @Test
  void aChangeNamedInTheAnswerGoesToTheCoordinator() {
    TrackedProject.begin(driver, projects, plans, "TR-5");
    driver.moveTo(LocalDateTime.of(2027, 1, 11, 9, 0));
    driver.act(
        "tom",
        "TR-5",
        "userTask_reportOnLateTask",
        Map.of("reply", "change", "reason", "Twice the work"));
    assertThat(driver.waitingFor("TR-5")).contains("userTask_requestChange:clara");
    driver.act("clara", "TR-5", "userTask_requestChange", Map.of());
    assertThat(followUps.open("TR-5")).isEmpty();
  }

  @Test
  void aForecastOutOfToleranceIsDecidedOnce() {
    TrackedProject.begin(driver, projects, plans, "TR-6");
    driver.moveTo(LocalDateTime.of(2027, 1, 26, 9, 0));
    assertThat(driver.waitingFor("TR-6")).contains("userTask_decideCorrectiveAction:clara");
    assertThat(
            driver.waitingFor("TR-6").stream()
                .filter(t -> t.startsWith("userTask_decideCorrective"))
                .count())
        .isEqualTo(1);
    driver.act(
        "clara",
        "TR-6",
        "userTask_decideCorrectiveAction",
        Map.of("correctiveDecision", "accept", "correctiveReason", "Agreed with the sponsor"));
    assertThat(driver.waitingFor("TR-6")).doesNotContain("userTask_decideCorrectiveAction:clara");
  }

  @Test
  void goingOnBeyondTheToleranceIsConfirmedByAManagerWhoNeverIsTheOneWhoProposedIt() {
    TrackedProject.begin(driver, projects, plans, "TR-8");
    driver.moveTo(LocalDateTime.of(2027, 1, 26, 9, 0));
    assertThat(mails("TR-8", "tolerance.left-%"))
        .as("who approved the plan")
        .containsExactly("maria");
    assertThat(text("TR-8", "tolerance.left-%"))
        .contains(
            "the finish moves by 6 working days to 21 Jan 2027 (tolerance 5)",
            "Clara Lindgren",
            "Progress");
    OpenTask asked = waitsAt("TR-8", "userTask_decideCorrectiveAction");
    assertThat(asked.due()).isNotNull();
    driver.moveTo(asked.due().plusHours(1));
    driver.moveTo(asked.due().plusDays(4));
    assertThat(mails("TR-8", "taskReminder/" + asked.id() + "/%"))
        .as("reminded once")
        .containsExactly("clara");
    decide("TR-8", "accept", "Agreed with the sponsor");
    assertThat(mails("TR-8", "tolerance.decided-%")).containsExactly("maria");
    assertThat(text("TR-8", "tolerance.decided-%")).contains("Agreed with the sponsor");
    assertThat(driver.waitingFor("TR-8")).contains("userTask_confirmDeviation");
    assertThat(corrective.all("TR-8").get(0).isOpen()).isTrue();
    assertThatThrownBy(() -> confirm("clara", "TR-8", "confirm", ""))
        .as("no manager")
        .hasStackTraceContaining("Confirm deviation");
    for (String[] who : new String[][] {{"clara", null}, {"maria", "clara"}}) {
      assertThatThrownBy(
              () -> corrective.answer("TR-8", CorrectiveActions.Answer.CONFIRM, "", who[0], who[1]))
          .as("whoever proposed it, or stands in for them, whatever diagram asks")
          .hasMessageContaining("somebody else has to");
    }
    LocalDate proposed = corrective.all("TR-8").get(0).forecastFinish();
    driver.moveTo(waitsAt("TR-8", "userTask_confirmDeviation").due().plusDays(4));
    assertThatThrownBy(() -> confirm("maria", "TR-8", "return", " "))
        .hasStackTraceContaining("Say in the comment why");
    confirm("maria", "TR-8", "return", "By how much more?");
    assertThat(mails("TR-8", "tolerance.return-%")).containsExactly("clara");
    assertThat(waitsAt("TR-8", "userTask_decideCorrectiveAction").due())
        .as("as much time again")
        .isAfter(clock.now().plusDays(1));
    decide("TR-8", "accept", "Two days more");
    confirm("martin", "TR-8", "confirm", "");
    assertThat(mails("TR-8", "tolerance.confirm-%")).containsExactly("clara");
    CorrectiveActions.CorrectiveAction kept = corrective.all("TR-8").get(0);
    assertThat(kept.isOpen()).isFalse();
    assertThat(kept.confirmedBy()).isEqualTo("martin");
    assertThat(kept.returnedBy()).isEqualTo("maria");
    assertThat(kept.forecastFinish()).as("what the manager agreed to").isAfter(proposed);
    assertThatThrownBy(
            () -> corrective.answer("TR-8", CorrectiveActions.Answer.CONFIRM, "", "martin", null))
        .hasMessageContaining("answered already");
    assertThat(driver.waitingFor("TR-8"))
        .noneMatch(task -> task.contains("orrective") || task.contains("Deviation"));
    assertThat(
            jdbc.sql(
                    "select decision from decision_log where project_key = ? and kind = 'DEVIATION'"
                        + " order by number")
                .param("TR-8")
                .query(String.class)
                .list())
        .containsExactly("RETURN", "CONFIRM");
  }

  @Test
  void pagesAndReportsSayThatTheForecastIsOutOfToleranceByHowMuchAndWhatWasDecided()
      throws Exception {
    TrackedProject.begin(driver, projects, plans, "TR-9");
    assertThat(page("/projects/TR-9/progress")).doesNotContain("out of tolerance");
    driver.moveTo(LocalDateTime.of(2027, 1, 12, 9, 0));
    String waits = waitsAt("TR-9", "userTask_decideCorrectiveAction").id();
    for (String tab : List.of("progress", "costs")) {
      assertThat(page("/projects/TR-9/" + tab))
          .contains(
              "The forecast is out of tolerance",
              "the finish moves by 6 working days to 21 Jan 2027 (tolerance 5)",
              "Clara Lindgren has to decide what is done about it, asked on 12 Jan 2027.",
              "/work/tasks/" + waits);
    }
    InterimReportData open = reports.interim(reports.freeze("TR-9"));
    assertThat(open.decisionsTaken()).isEmpty();
    assertThat(open.decisionsNeeded())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.subject()).contains("the finish moves by 6 working days");
              assertThat(row.neededFrom()).isEqualTo("Clara Lindgren");
            });
    decide("TR-9", "accept", "The buyer agrees");
    assertThat(page("/projects/TR-9/progress"))
        .contains("this waits on the managers", "The buyer agrees")
        .contains("/work/tasks/" + waitsAt("TR-9", "userTask_confirmDeviation").id());
    confirm("maria", "TR-9", "return", "Does the sponsor know?");
    for (String path : List.of("progress", "costs", "frame/corrective")) {
      assertThat(page("/projects/TR-9/" + path))
          .contains("Sent back by Maria Costa on 12 Jan 2027: Does the sponsor know?");
    }
    decide("TR-9", "accept", "The buyer agrees");
    jdbc.sql("update report set status = 'PUBLISHED' where id = 'TR-9-R1'").update();
    driver.setTime(LocalDateTime.of(2027, 1, 12, 10, 0));
    confirm("maria", "TR-9", "confirm", "Once");
    assertThat(page("/projects/TR-9/progress"))
        .contains("Going on beyond the tolerance", "Maria Costa agreed on 12 Jan 2027.");
    InterimReportData told = reports.interim(reports.freeze("TR-9"));
    assertThat(told.decisionsNeeded()).isEmpty();
    assertThat(told.decisionsTaken())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.what())
                  .isEqualTo(
                      "Forecast out of tolerance: the finish moves by 6 working days to 2027-01-21"
                          + " (tolerance 5). Going on beyond the tolerance: The buyer agrees"
                          + " (Maria Costa agreed on 2027-01-12: Once)");
              assertThat(row.decidedBy()).isEqualTo("Clara Lindgren, Maria Costa");
            });
    assertThat(reports.finalData(reports.renderFinal("TR-9")).approvals())
        .filteredOn(row -> row.group().equals("Forecast out of tolerance"))
        .extracting(ReportRows.ApprovalRow::approver, ReportRows.ApprovalRow::comment)
        .containsExactly(tuple("Clara Lindgren", "The buyer agrees"), tuple("Maria Costa", "Once"));
  }

  /** The coordinator decides on the forecast of the day, so a report tells no older one. */
  @Test
  void aReportAsksForTheDecisionWithTheForecastOfItsDay() {
    TrackedProject.begin(driver, projects, plans, "TR-41");
    driver.moveTo(LocalDateTime.of(2027, 1, 12, 9, 0));
    driver.setTime(LocalDateTime.of(2027, 1, 14, 9, 0));
    assertThat(needed("TR-41"))
        .isEqualTo(
            "Forecast out of tolerance: the finish moves by 8 working days to 2027-01-25 (tolerance 5)");

    for (int task = 1; task <= 3; task++) {
      progress.report("TR-41", done(task), "clara");
    }
    jdbc.sql("update report set status = 'PUBLISHED' where project_key = 'TR-41'").update();
    assertThat(needed("TR-41"))
        .isEqualTo(
            "Forecast out of tolerance (as of 2027-01-12): the finish moves by 6 working days to"
                + " 2027-01-21 (tolerance 5). The forecast is within its tolerance again.");
  }

  private String needed(String key) {
    return reports.interim(reports.freeze(key)).decisionsNeeded().get(0).subject();
  }

  @Test
  void whatNobodyDecidedBeforeTheWorkEndedIsNotNeededAnyMore() {
    TrackedProject.begin(driver, projects, plans, "TR-19");
    driver.moveTo(LocalDateTime.of(2027, 1, 12, 9, 0));
    assertThat(reports.interim(reports.freeze("TR-19")).decisionsNeeded()).hasSize(1);
    jdbc.sql("update project set phase = 'CLOSING' where project_key = 'TR-19'").update();
    jdbc.sql("update report set status = 'PUBLISHED' where project_key = 'TR-19'").update();
    assertThat(reports.interim(reports.freeze("TR-19")).decisionsNeeded()).isEmpty();
  }

  @Test
  void whatNobodyAgreedToBeforeTheWorkEndedWasOnlyProposed() {
    TrackedProject.begin(driver, projects, plans, "TR-20");
    driver.moveTo(LocalDateTime.of(2027, 1, 12, 9, 0));
    decide("TR-20", "accept", "The buyer agrees");
    for (int task = 1; task <= 3; task++) {
      progress.report("TR-20", done(task), "clara");
    }
    driver.act("clara", "TR-20", "userTask_confirmAllWorkDone", Map.of());
    assertThat(driver.waitingFor("TR-20")).doesNotContain("userTask_confirmDeviation");
    assertThat(reports.finalData(reports.renderFinal("TR-20")).approvals())
        .filteredOn(row -> row.group().equals("Forecast out of tolerance"))
        .extracting(ReportRows.ApprovalRow::approver, ReportRows.ApprovalRow::decision)
        .containsExactly(
            tuple("Clara Lindgren", "Going on beyond the tolerance proposed, not agreed to"));
  }

  /** Projects that began by the diagram of before have nobody whom it asks to agree. */
  @Test
  void byTheDiagramOfBeforeTheCoordinatorGoesOnAlone() throws Exception {
    var deployment =
        repository
            .createDeployment()
            .addString(
                "trackProject.bpmn",
                withoutConfirmation(
                    ProcessFiles.text(ProcessFiles.FOLDER.resolve("trackProject.bpmn"))));
    ProcessFiles.forms()
        .forEach(
            form -> deployment.addString(form.getFileName().toString(), ProcessFiles.text(form)));
    String before = deployment.deploy().getId();
    try {
      TrackedProject.begin(driver, projects, plans, "TR-21");
      driver.moveTo(LocalDateTime.of(2027, 1, 12, 9, 0));
      decide("TR-21", "accept", "The buyer agrees");
      assertThat(driver.waitingFor("TR-21"))
          .noneMatch(task -> task.contains("orrective") || task.contains("Deviation"));
      assertThat(corrective.all("TR-21").get(0).isOpen()).isFalse();
      assertThat(text("TR-21", "tolerance.decided-%"))
          .contains("Clara Lindgren", "to go on beyond the tolerance", "The buyer agrees")
          .doesNotContain("a manager has to agree", "ACCEPT");
      assertThat(
              history.page("TR-21", Long.MAX_VALUE, 50).stream()
                  .map(History.Entry::sentence)
                  .toList())
          .contains("Decided to go on although the forecast is out of tolerance: The buyer agrees");
      assertThat(page("/projects/TR-21/progress"))
          .contains("Going on beyond the tolerance", "The buyer agrees")
          .doesNotContain("this waits on", "agreed on");
      assertThat(reports.interim(reports.freeze("TR-21")).decisionsTaken())
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.what()).endsWith("Going on beyond the tolerance: The buyer agrees");
                assertThat(row.decidedBy()).isEqualTo("Clara Lindgren");
              });
    } finally {
      repository.deleteDeployment(before, true);
    }
  }

  /** The diagram as it was when a coordinator alone accepted a deviation. */
  private static String withoutConfirmation(String diagram) {
    Document xml = Jsoup.parse(diagram, Parser.xmlParser());
    Set<String> gone =
        Set.of(
            "serviceTask_askForConfirmation",
            "userTask_confirmDeviation",
            "boundaryEvent_confirmationDue",
            "serviceTask_remindOfConfirmation",
            "endEvent_remindedOfConfirmation",
            "serviceTask_recordConfirmation",
            "gateway_deviationConfirmed",
            "flow_askForConfirmation",
            "flow_confirmDeviation",
            "flow_confirmationDue",
            "flow_remindOfConfirmation",
            "flow_recordConfirmation",
            "flow_deviationConfirmedYes",
            "flow_deviationConfirmedNo");
    for (Element one : xml.getAllElements()) {
      boolean flowOfOne = one.normalName().matches("bpmn:(incoming|outgoing)");
      if (gone.contains(one.id())
          || gone.contains(one.attr("bpmnElement"))
          || flowOfOne && gone.contains(one.text())) {
        one.remove();
      }
    }
    xml.getElementById("flow_correctiveActionAccept")
        .attr("targetRef", "endEvent_deviationAccepted");
    xml.getElementById("endEvent_deviationAccepted")
        .appendElement("bpmn:incoming")
        .text("flow_correctiveActionAccept");
    xml.outputSettings().prettyPrint(false);
    return xml.outerHtml();
  }

  private String page(String path) throws Exception {
    return web.perform(get(path).with(user("clara")))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  private void decide(String key, String decision, String why) {
    driver.act(
        "clara",
        key,
        "userTask_decideCorrectiveAction",
        Map.of("correctiveDecision", decision, "correctiveReason", why));
  }

  private void confirm(String who, String key, String decision, String comment) {
    driver.act(
        who, key, "userTask_confirmDeviation", Map.of("decision", decision, "comment", comment));
  }

  private OpenTask waitsAt(String key, String task) {
    return waits(key).stream().filter(t -> t.taskKey().equals(task)).findFirst().orElseThrow();
  }

  private String text(String key, String notice) {
    return jdbc.sql("select body from outbox_mail where project_key = ? and notice_key like ?")
        .params(key, notice)
        .query(String.class)
        .list()
        .get(0);
  }

  @Test
  void theWorkIsOverOnlyWhenAllTasksAreDone() {
    TrackedProject.begin(driver, projects, plans, "TR-7");
    assertThatThrownBy(() -> driver.act("clara", "TR-7", "userTask_confirmAllWorkDone", Map.of()))
        .hasStackTraceContaining("These tasks are not done: Build, Test, Go-live");
    for (int task = 1; task <= 3; task++) {
      progress.report("TR-7", done(task), "clara");
    }
    driver.act("clara", "TR-7", "userTask_confirmAllWorkDone", Map.of());
    assertThat(projects.get("TR-7").phase()).isEqualTo(Phase.CLOSING);
  }
}
