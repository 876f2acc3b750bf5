package dev.fairlead.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.change.ChangeMerges;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.EarlySupport;
import dev.fairlead.closure.Handovers;
import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.CommunicationRow;
import dev.fairlead.communication.Communications;
import dev.fairlead.communication.Run;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.engine.contract.OlderVersions;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PromisedPlan;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.plan.RiskReviews;
import dev.fairlead.processes.HandoverAnswers;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.report.Archive;
import dev.fairlead.report.ArchiveCheck;
import dev.fairlead.report.ReportFormat;
import dev.fairlead.report.Reports;
import dev.fairlead.tracking.CheckIns;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/**
 * This release on the database of the previous one, in which projects wait at every task, timer and
 * message: everything is as it was, and everything goes on. {@link EveryWait} says what waits
 * where.
 */
@Tag("database")
@SpringBootTest(
    properties = {
      "fairlead.test.name=upgraded",
      "camunda.bpm.job-execution.enabled=false",
      "fairlead.demo-world=false",
      "fairlead.mail.interval=PT24H",
      "fairlead.mail.digest-interval=PT24H"
    })
@ContextConfiguration(initializers = UpgradedDatabase.class)
@AutoConfigureMockMvc
@Import({Waits.class, Figures.class, People.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeTests {
  private static final LocalDateTime NOW = EveryWait.THEN.plusHours(1);
  private static final String WAITS = "waits: ";

  @Autowired Waits waits;
  @Autowired Figures figures;
  @Autowired People people;
  @Autowired ProcessDriver driver;
  @Autowired MockMvc web;
  @Autowired Users users;
  @Autowired TaskService tasks;
  @Autowired RuntimeService runtime;
  @Autowired ManagementService jobs;
  @Autowired HistoryService history;
  @Autowired RepositoryService repository;
  @Autowired OlderVersions older;
  @Autowired JdbcClient jdbc;
  @Autowired Projects projects;
  @Autowired Baselines baselines;
  @Autowired DecisionLog decisions;
  @Autowired Progress progress;
  @Autowired CheckIns checkIns;
  @Autowired Issues issues;
  @Autowired Changes changes;
  @Autowired ChangeMerges merges;
  @Autowired Reports reports;
  @Autowired CommunicationPlan plan;
  @Autowired Communications communications;
  @Autowired RiskReviews riskReviews;
  @Autowired Registers registers;
  @Autowired Closing closing;
  @Autowired Deliverables deliverables;
  @Autowired Handovers handovers;
  @Autowired EarlySupport support;
  @Autowired Archive archive;
  @Autowired ArchiveCheck check;

  private List<String> before;

  @BeforeAll
  void anHourLater() throws IOException {
    before = Files.readAllLines(Path.of("src/test/resources/upgrade/figures.txt"));
    driver.setTime(NOW);
  }

  @AfterAll
  void leaveNothingRunning() {
    runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
        .map(ProcessInstance::getId)
        .forEach(id -> runtime.deleteProcessInstance(id, "over", true, true, true, true));
    driver.resumeTime();
  }

  @Test
  @Order(1)
  void figuresAndFilesAreWhatTheyWere() {
    // the release before counted the day as a whole; since then it counts when it is over
    driver.setTime(EveryWait.THEN.toLocalDate().atTime(18, 0));
    try {
      assertThat(figures.of(EveryWait.THEN.toLocalDate()))
          .containsExactlyElementsOf(
              before.stream().filter(line -> !line.startsWith(WAITS)).toList());
    } finally {
      driver.setTime(NOW);
    }
    for (Project project : projects.page(null, null, 100)) {
      assertThat(baselines.all(project.key())).allMatch(baselines::isIntact);
      assertPromised(project);
    }
    for (String frozen : List.of("TRACK-R1", "WRAP-UP-R1")) {
      assertThat(reports.file(frozen, ReportFormat.XLSX)).startsWith('P', 'K');
    }
  }

  /** V148 makes a row of what stood in three columns of the risk. */
  @Test
  @Order(1)
  void measuresOfRisksAreRowsNow() {
    for (String project : List.of("LATE", "OPEN")) {
      assertThat(registers.risks(project))
          .singleElement()
          .satisfies(
              risk -> {
                assertThat(risk.chance()).isFalse();
                assertThat(risk.measures())
                    .singleElement()
                    .returns("Order early", RiskMeasure::text)
                    .returns(null, RiskMeasure::responsible)
                    .returns(false, RiskMeasure::isDone);
              });
    }
  }

  /** V116 copies what the newest baseline says to where the daily review reads it. */
  private void assertPromised(Project project) {
    Baseline baseline = baselines.current(project.key()).orElse(null);
    if (baseline == null) {
      assertThat(baselines.promised(project)).isEmpty();
      return;
    }
    PromisedPlan promised = baselines.promised(project).orElseThrow();
    assertThat(promised.finish()).isEqualTo(baseline.finish());
    for (int i = 0; i < promised.promises().size(); i++) {
      var task = baseline.task(promised.plan().tasks().get(i).number());
      assertThat(promised.promises().get(i))
          .isEqualTo(new PromisedPlan.Promise(task.start(), task.finish(), task.cost()));
    }
  }

  @Test
  @Order(2)
  void theDecisionLogAndArchivesVerify() throws IOException {
    assertThat(decisions.verify(null).isIntact()).isTrue();
    ArchiveCheck.Result result =
        check.check(new ByteArrayInputStream(archive.of("WRAP-UP", "clara")));
    assertThat(result.isIntact()).isTrue();
    assertThat(result.same()).isTrue();
  }

  @Test
  @Order(3)
  void everythingThatWaitedWaits() {
    assertThat(waits.waiting()).containsAll(waited());
  }

  /** The diagram changed since: version 1 still runs. Its bytes are changed behind the engine. */
  @Test
  @Order(3)
  void theStartSaysWhichRunningDiagramsCallStepsThatAreGone() {
    assertThat(older.findings()).isEmpty();
    ProcessDefinition old =
        repository
            .createProcessDefinitionQuery()
            .processDefinitionKey("releaseDiagram")
            .processDefinitionVersion(1)
            .singleResult();
    String file = " where DEPLOYMENT_ID_ = ? and NAME_ = ?";
    Object[] which = {old.getDeploymentId(), old.getResourceName()};
    byte[] drawn =
        jdbc.sql("select BYTES_ from ACT_GE_BYTEARRAY" + file)
            .params(which)
            .query(byte[].class)
            .single();
    byte[] gone =
        new String(drawn, UTF_8)
            .replace("#{deployDiagramDelegate}", "#{printDiagramDelegate}")
            .getBytes(UTF_8);
    String change = "update ACT_GE_BYTEARRAY set BYTES_ = ?" + file;
    jdbc.sql(change).param(gone).params(which).update();
    try {
      assertThat(older.findings())
          .singleElement()
          .asString()
          .contains("Version 1 of the process \"Release diagram\" still runs (one instance)")
          .contains("calls printDiagramDelegate, which this release no longer has");
    } finally {
      jdbc.sql(change).param(drawn).params(which).update();
    }
  }

  private Set<String> waited() {
    return before.stream()
        .filter(line -> line.startsWith(WAITS))
        .map(line -> line.substring(WAITS.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  @Order(4)
  void formsOpenWithWhatTheyAreAbout() throws Exception {
    Set<String> seen = new TreeSet<>();
    for (Task task : tasks.createTaskQuery().list()) {
      if (seen.add(task.getTaskDefinitionKey())) {
        String person = people.whoMay(task);
        String page = page(person, "/work/tasks/" + task.getId());
        assertThat(page).as(task.getName()).contains("/work/tasks/" + task.getId() + "/complete");
        for (String frame : Jsoup.parse(page).select("iframe").eachAttr("src")) {
          String leadsTo =
              web.perform(as(person, get(java.net.URI.create(frame))))
                  .andReturn()
                  .getResponse()
                  .getRedirectedUrl();
          assertThat(leadsTo).as("%s of %s", frame, task.getName()).isNotNull();
          page(person, leadsTo);
        }
      }
    }
    assertThat(seen)
        .containsAll(
            waited().stream()
                .map(wait -> wait.replaceFirst(".*/", ""))
                .filter(wait -> wait.startsWith("userTask_"))
                .toList());
  }

  @Test
  @Order(5)
  void pagesOfProjectsOpen() throws Exception {
    for (String key : List.of("TRACK", "RATE", "SUPPORT")) {
      Set<String> tabs =
          new TreeSet<>(
              Jsoup.parse(page("clara", "/projects/" + key))
                  .select("nav a[href^=/projects/" + key + "/]")
                  .eachAttr("href"));
      assertThat(tabs).hasSizeGreaterThan(10);
      for (String tab : tabs) {
        page("clara", tab);
      }
    }
    for (String path : List.of("/", "/processes", "/incidents", "/systems", "/lessons")) {
      page(path.matches("/processes|/incidents") ? "paula" : "clara", path);
    }
  }

  @Test
  @Order(6)
  void whatOthersDoReachesWhatWaits() {
    projects.cancel("CANCEL", "No money", "clara");
    changes.withdraw(change("Withdrawn").id(), "tom");
    merges.merge(change("Merged").id(), change("Extended").id(), null, "clara");
    changes.submit(
        "TRACK",
        new NewChange(
            ChangeRequest.Type.NORMAL,
            ChangeRequest.Category.SCHEDULE,
            "Since the upgrade",
            "Something else",
            "New wishes",
            "The wishes stay open",
            "Plan it anew",
            "Take the old plan back",
            List.of(PlanEdit.of(PlanEdit.Kind.SET, 3, Map.of("name", "Opened")))),
        "tom");
    progress.report("LATE", new NewProgress(2, 100, null, null, null, null, null), "tina");
    checkIns.answer(
        "LATE", checkIns.findOpen("LATE", "tina").orElseThrow().id(), List.of(), "tina");
    reports.giveFeedback("TRACK-R1", "And why so dear?", "sofia");
    reports.request("TRACK", "clara");
    communications.endRow("TRACK", row("Stopped"), "clara");
    for (String title : List.of("Confirmed", "Chased in time")) {
      long row = row(title);
      Run run =
          communications.page("TRACK", 0, 50).stream()
              .filter(one -> one.rowId() == row)
              .findFirst()
              .orElseThrow();
      communications.confirm(run.id(), "tom");
      communications.confirm(run.id(), "maria");
    }
    support.report("SUPPORT", 1, "Slower", "Since Tuesday", "maria");
    driver.runWaiting();
  }

  @Test
  @Order(7)
  void peopleDoWhatTheyWereAsked() throws Exception {
    complete("DRAFT", "draftPlan");
    complete("ASK", "giveFeedback", "tom", "feedback", "Well");
    complete("ASK", "giveFeedback", "tina");
    complete("SUBMIT", "submitPlan", null, "nextStep", "submit");
    complete("APPROVE", "approvePlan", null, "decision", "approve");
    assertThat(projects.get("APPROVE").phase()).isEqualTo(Phase.TRACKING);

    complete(change("Decided").id(), "decideChange", null, "decision", "approve");
    complete(change("Reviewed").id(), "reviewEmergencyChange", null, "confirmed", "yes");
    complete(change("Backed out").id(), "carryOutBackout", null, "backoutNote", "Taken back");
    complete(issue("Triaged"), "triageIssue", null, "triage", "resolve", "issueOwner", "tina");
    complete(issue("Solved"), "findSolution", null, "cause", "A leak", "solution", "Closed it");
    complete(issue("Verified"), "verifySolution", null, "verified", "yes");
    complete("TRACK", "decideRequest", null, "decision", "yes");
    complete("TRACK", "answerFeedback", null, "answer", "It waits for the build");
    complete("TRACK", "answerOutsideFeedback", null, "answer", "Only on Sunday");
    complete("TRACK", "draftCommunication", null, "draftDecision", "send", "words", "News");
    complete("TRACK", "approveCommunication", null, "decision", "approve");
    complete("LATE", "reportWeeklyProgress", "tom");
    complete(
        "LATE",
        "reportOnLateTask",
        "tom",
        "reply",
        "newForecast",
        "reason",
        "More work",
        "forecastFinish",
        "2027-02-05");
    complete(
        "LATE",
        "reviewRisk",
        null,
        "reviewResult",
        "open",
        "nextReview",
        "2027-03-01",
        "reviewNote",
        "As before");
    complete("LATE-TIME", "requestChange");
    complete(
        "STEER",
        "decideCorrectiveAction",
        null,
        "correctiveDecision",
        "accept",
        "correctiveReason",
        "It is known");
    for (String key : List.of("REPORT", "DISCARD")) {
      complete(
          key,
          "releaseReport",
          null,
          "release",
          key.equals("REPORT") ? "publish" : "discard",
          "summary",
          "Well",
          "overrideHealth",
          "none");
    }
    for (int task = 1; task <= 3; task++) {
      progress.report("DISCARD", new NewProgress(task, 100, null, null, null, null, null), "clara");
    }
    complete("DISCARD", "confirmAllWorkDone");
    assertThat(projects.get("DISCARD").phase()).isEqualTo(Phase.CLOSING);
    complete("riskLevel", "releaseDiagram", null, "release", "yes");
    assertThat(tasks.createTaskQuery().taskDefinitionKey("userTask_releaseDiagram").count())
        .isZero();
  }

  @Test
  @Order(8)
  void projectsCloseAndAreArchived() throws Exception {
    riskReviews.record(
        "OPEN", 1, RiskReviews.Result.CLOSED, null, null, null, "It did not come", "tom");
    complete("OPEN", "settleOpenPoints");
    complete(
        "STOPPED",
        "recordLessons",
        null,
        "wentWell",
        "Tests",
        "wentBadly",
        "Money",
        "recommendation",
        "Ask early");
    handovers.answer("REWORK", 1, HandoverAnswers.allYes(handovers, "REWORK", 1), "clara");
    complete("REWORK", "reworkHandover", null, "reworkDone", "Restored on Tuesday");
    complete("REWORK", "reworkDeliverables", null, "reworkDone", "Opened again");
    complete("RESULT", "acceptResult", null, "decision", "accept");
    assertThat(projects.get("RESULT").phase()).isEqualTo(Phase.CLOSED);

    closing.rateGoal("RATE", 1, GoalRating.REACHED, "45 s", "clara");
    complete("RATE", "rateGoals");
    deliverables.accept("RATE", 1, Deliverable.Acceptance.ACCEPTED, null, "sofia");
    complete("RATE", "acceptDeliverables");
    handovers.answer("RATE", 1, HandoverAnswers.allYes(handovers, "RATE", 1), "clara");
    handovers.sign("RATE", 1, "tarek");
    complete("RATE", "handOverSystems");
    for (String member : List.of("tom", "tina")) {
      complete(
          "RATE",
          "evaluateProject",
          member,
          "score",
          "4",
          "wentWell",
          "Tests",
          "wentBadly",
          "Nothing",
          "recommendation",
          "More tests");
    }
    complete("RATE", "acceptResult", null, "decision", "accept");
    complete(
        "SUPPORT", "solveSupportProblem", null, "cause", "Cache", "solution", "Made it larger");
    complete("WRAP-UP", "wrapUpSupport", null, "supportSummary", "No problem");
    assertThat(driver.isRunning("WRAP-UP")).isFalse();
    for (String key : List.of("RESULT", "RATE", "WRAP-UP")) {
      assertThat(check.check(new ByteArrayInputStream(archive.of(key, "clara"))).isIntact())
          .as(key)
          .isTrue();
    }
    assertThat(check.check(new ByteArrayInputStream(archive.supplementOf("WRAP-UP", "clara"))))
        .matches(ArchiveCheck.Result::followsHere);
  }

  @Test
  @Order(9)
  void timePasses() throws Exception {
    driver.moveTo(NOW.plusDays(24));
    complete("APPROVE-TIME", "approvePlan", null, "decision", "approve");
    assertThat(projects.get("APPROVE-TIME").phase()).isEqualTo(Phase.TRACKING);
    assertThat(driver.waitingFor("ASK-TIME")).containsExactly("userTask_submitPlan:clara");
  }

  /** Each wait of the old release was left by its own door, and nothing failed on the way. */
  @Test
  @Order(10)
  void everyWaitWasLeft() {
    Date then = Timestamp.from(EveryWait.THEN.atZone(ZoneId.systemDefault()).toInstant());
    Set<String> old =
        history.createHistoricProcessInstanceQuery().list().stream()
            .filter(instance -> !instance.getStartTime().after(then))
            .map(HistoricProcessInstance::getId)
            .collect(Collectors.toSet());
    Set<String> left =
        history.createHistoricActivityInstanceQuery().finished().list().stream()
            .filter(
                step ->
                    old.contains(step.getProcessInstanceId())
                        && step.getEndTime().after(then)
                        && !step.isCanceled()
                        && !(step.getActivityId().startsWith("userTask_")
                            && step.getStartTime().after(then)))
            .map(UpgradeTests::place)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(left).containsAll(waited());
    assertThat(runtime.createIncidentQuery().list()).isEmpty();
    assertThat(jobs.createJobQuery().withException().list()).isEmpty();
    assertThat(decisions.verify(null).isIntact()).isTrue();
  }

  private static String place(HistoricActivityInstance step) {
    return step.getProcessDefinitionKey() + "/" + step.getActivityId();
  }

  private ChangeRequest change(String title) {
    return changes.all("TRACK").stream()
        .filter(change -> change.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private long row(String title) {
    return plan.rows("TRACK").stream()
        .filter(row -> row.title().equals(title))
        .map(CommunicationRow::id)
        .findFirst()
        .orElseThrow();
  }

  private String issue(String title) {
    return issues.all("TRACK").stream()
        .filter(issue -> issue.title().equals(title))
        .map(Issue::id)
        .findFirst()
        .orElseThrow();
  }

  private void complete(String businessKey, String task) throws Exception {
    complete(businessKey, task, null);
  }

  /** On the page of the task, as people do. */
  private void complete(String businessKey, String taskKey, String assignee, String... answers)
      throws Exception {
    Task task =
        tasks
            .createTaskQuery()
            .processInstanceBusinessKey(businessKey)
            .taskDefinitionKey("userTask_" + taskKey)
            .list()
            .stream()
            .filter(one -> assignee == null || assignee.equals(one.getAssignee()))
            .min(java.util.Comparator.comparing(Task::getCreateTime))
            .orElseThrow();
    MockHttpServletRequestBuilder form = post("/work/tasks/{id}/complete", task.getId());
    for (int i = 0; i < answers.length; i += 2) {
      form.param(answers[i], answers[i + 1]);
    }
    MockHttpServletResponse answer =
        web.perform(as(people.whoMay(task), form.with(csrf()))).andReturn().getResponse();
    assertThat(answer.getStatus())
        .as(
            "%s of %s: %s",
            taskKey,
            businessKey,
            Jsoup.parse(answer.getContentAsString(UTF_8)).select(".alert").text())
        .isEqualTo(302);
    driver.runWaiting();
  }

  private String page(String person, String path) throws Exception {
    MockHttpServletResponse answer =
        web.perform(as(person, get(java.net.URI.create(path)))).andReturn().getResponse();
    assertThat(answer.getStatus()).as("%s as %s", path, person).isEqualTo(200);
    return answer.getContentAsString(UTF_8);
  }

  private MockHttpServletRequestBuilder as(String person, MockHttpServletRequestBuilder request) {
    return request.with(
        user(person)
            .authorities(
                users.get(person).groups().stream().map(SimpleGrantedAuthority::new).toList()));
  }
}
