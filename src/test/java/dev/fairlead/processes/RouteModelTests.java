package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The routes that the diagrams draw, walked on the real engine with steps that only leave a trace.
 * What the steps themselves do is told by the scenario tests; here a route cannot hide behind them.
 */
class RouteModelTests {
  private static final Date LATER = new Date(System.currentTimeMillis() + 86_400_000L);
  private static ProcessEngine engine;
  private static final Set<String> STEPS = new TreeSet<>();
  private static final Map<Object, Object> BEANS = new HashMap<>();

  private final List<String> trace = new ArrayList<>();
  private final Map<String, Consumer<DelegateExecution>> outcomes = new HashMap<>();

  @BeforeAll
  static void deploy() {
    StandaloneInMemProcessEngineConfiguration settings =
        new StandaloneInMemProcessEngineConfiguration();
    settings.setProcessEngineName("routes");
    settings.setJdbcUrl("jdbc:h2:mem:routes");
    settings.setJobExecutorActivate(false);
    settings.setExpressionManager(
        new JuelExpressionManager(BEANS) {
          @Override
          protected ELResolver createElResolver() {
            CompositeELResolver all = new CompositeELResolver();
            all.add(new SingleResult());
            all.add(super.createElResolver());
            return all;
          }
        });
    engine = settings.buildProcessEngine();
    var deployment = engine.getRepositoryService().createDeployment();
    for (List<Path> files :
        List.of(ProcessFiles.diagrams(), ProcessFiles.decisions(), ProcessFiles.forms())) {
      files.forEach(
          file -> deployment.addString(file.getFileName().toString(), ProcessFiles.text(file)));
    }
    deployment.deploy();
    Pattern step = Pattern.compile("delegateExpression=\"#\\{(\\w+)}\"");
    ProcessFiles.diagrams()
        .forEach(
            file ->
                step.matcher(ProcessFiles.text(file))
                    .results()
                    .forEach(found -> STEPS.add(found.group(1))));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @BeforeEach
  void traceEveryStep() {
    for (String step : STEPS) {
      JavaDelegate leavesATrace =
          execution -> {
            trace.add(step.replace("Delegate", ""));
            outcomes.getOrDefault(step.replace("Delegate", ""), e -> {}).accept(execution);
          };
      BEANS.put(step, leavesATrace);
    }
    set("checkPlan", "planPassed", true);
    outcomes.put(
        "selectFeedbackMembers",
        e -> {
          e.setVariable("feedbackReminderAt", LATER);
          e.setVariable("feedbackUntil", LATER);
          list(e, "members", List.of("tara", "theo"));
        });
    outcomes.put(
        "prepareApproval",
        e -> {
          e.setVariable("approvalLevel", 1);
          e.setVariable("budget", 1000.0);
          e.setVariable("riskLevel", 0);
          e.setVariable("criticality", "LOW");
          e.setVariable("approvalReminderAt", LATER);
          e.setVariable("approvalDeputyAt", LATER);
        });
    outcomes.put(
        "recordPlanDecision",
        e -> e.setVariable("approvalLevel", (Integer) e.getVariable("approvalLevel") + 1));
    outcomes.put(
        "reviewProgress",
        e -> {
          e.setVariable("forecastWithinTolerance", true);
          list(e, "lateTasks", List.of());
          list(e, "tasksToWarnOf", List.of());
          list(e, "risksToReview", List.of());
        });
    outcomes.put(
        "openFollowUp",
        e -> {
          e.setVariable("owner", "tara");
          e.setVariable("criticalTask", true);
          e.setVariable("daysLate", 3);
        });
    outcomes.put(
        "planEscalation",
        e ->
            List.of("remindAt", "deputyAt", "coordinatorAt", "managerAt")
                .forEach(at -> e.setVariable(at, LATER)));
    outcomes.put(
        "openRiskReview",
        e -> {
          e.setVariable("reviewer", "theo");
          e.setVariable("reviewUntil", LATER);
        });
    set("reportIssueFromFollowUp", "issueId", "CRM-I1");
    set("openIssue", "triageUntil", LATER);
    set("recordTriage", "issueUntil", null);
    outcomes.put(
        "recordSolution",
        e -> {
          e.setVariable("verifier", "theo");
          e.setVariable("verifyUntil", LATER);
        });
    set("askForCorrectiveAction", "correctiveUntil", LATER);
    set("setReminder", "reminderAt", LATER);
    set("beginClosing", "evaluationUntil", LATER);
    set("checkReadiness", "ready", true);
    set("checkHandoverSigned", "handoverSigned", true);
    set("checkDeliverablesAccepted", "deliverablesAccepted", true);
    set("archiveProject", "earlySupport", false);
    outcomes.put(
        "selectHandovers",
        e -> {
          list(e, "receivers", List.of("rita"));
          list(e, "acceptors", List.of("sam"));
          list(e, "members", List.of("tara", "theo"));
        });
    assess("normal", 0, 0.0, false);
    set("startTracking", "workUntil", LATER);
    set("checkImpactStillValid", "impactValid", true);
    set("applyChange", "reviewDueAt", LATER);
    distribute(List.of());
    outcomes.put("findDueRows", e -> list(e, "dueCommunications", List.of(1L, 2L)));
    outcomes.put(
        "openCommunication",
        e -> {
          e.setVariable("runId", 7L);
          e.setVariable("responsible", "tara");
          e.setVariable("draftUntil", LATER);
          e.setVariable("nextStep", "draft");
        });
    set("recordDraft", "nextStep", "send");
    outcomes.put("distributeCommunication", e -> e.setVariable("receiptUntil", null));
    set("remindReaders", "chaseUntil", LATER);
    outcomes.put(
        "openDecisionRequest",
        e -> {
          e.setVariable("approverGroup", "managers");
          e.setVariable("submittedBy", "cora");
          e.setVariable("decisionReminderAt", LATER);
          e.setVariable("decisionUntil", LATER);
        });
    outcomes.put(
        "freezeFigures",
        e -> {
          e.setVariable("reportId", "CRM-R1");
          e.setVariable("releaseUntil", LATER);
        });
  }

  @AfterEach
  void forget() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .list()
        .forEach(
            instance -> engine.getRuntimeService().deleteProcessInstance(instance.getId(), "over"));
    BEANS.clear();
  }

  @Test
  void aSmallProjectRunsFromPlanToArchive() {
    start();
    complete("draftPlan", Map.of());
    assertThat(waiting()).containsExactly("giveFeedback", "giveFeedback");
    complete("giveFeedback", Map.of("feedback", "Fine"));
    complete("giveFeedback", Map.of("objection", "Too short"));
    complete("submitPlan", Map.of("nextStep", "submit"));
    complete("approvePlan", Map.of("decision", "approve"));
    complete("confirmAllWorkDone", Map.of());
    assertThat(waiting())
        .containsExactly(
            "acceptDeliverables",
            "evaluateProject",
            "evaluateProject",
            "handOverSystems",
            "rateGoals");
    complete("rateGoals", Map.of());
    complete("handOverSystems", Map.of());
    complete("acceptDeliverables", Map.of());
    complete("evaluateProject", Map.of("score", "4"));
    complete("evaluateProject", Map.of("score", "5"));
    runJob("serviceTask_renderFinalReport");
    complete("acceptResult", Map.of("decision", "accept"));
    runJob("serviceTask_archiveProject");
    assertThat(trace)
        .containsExactly(
            "beginPlanning",
            "checkPlan",
            "selectFeedbackMembers",
            "recordFeedback",
            "recordFeedback",
            "submitPlan",
            "prepareApproval",
            "findApprovers",
            "recordPlanDecision",
            "freezeBaseline",
            "startTracking",
            "checkAllWorkDone",
            "beginClosing",
            "checkReadiness",
            "selectHandovers",
            "setReminder",
            "setReminder",
            "checkGoalsRated",
            "checkHandoverSigned",
            "checkDeliverablesAccepted",
            "recordEvaluation",
            "recordEvaluation",
            "renderFinalReport",
            "setReminder",
            "recordResultDecision",
            "archiveProject");
    assertOver();
  }

  @Test
  void aPlanWithFindingsGoesBackToDraft() {
    set("checkPlan", "planPassed", false);
    start();
    complete("draftPlan", Map.of());
    assertThat(waiting()).containsExactly("draftPlan");
    set("checkPlan", "planPassed", true);
    complete("draftPlan", Map.of());
    assertThat(waiting()).containsExactly("giveFeedback", "giveFeedback");
  }

  @Test
  void feedbackIsKeptPerMemberAndEndsWithItsTime() {
    Map<Object, Object> said = new HashMap<>();
    outcomes.put(
        "recordFeedback", e -> said.put(e.getVariable("member"), e.getVariable("objection")));
    start();
    complete("draftPlan", Map.of());
    List<Task> tasks = tasks("giveFeedback");
    complete(tasks.get(0), Map.of("objection", "Too short"));
    complete(tasks.get(1), Map.of());
    assertThat(said)
        .hasSize(2)
        .containsEntry(tasks.get(0).getAssignee(), "Too short")
        .containsEntry(tasks.get(1).getAssignee(), null);
    complete("submitPlan", Map.of("nextStep", "rework"));
    complete("draftPlan", Map.of());
    runJob("boundaryEvent_feedbackReminderDue");
    assertThat(trace).contains("remindMembers");
    runJob("boundaryEvent_feedbackOver");
    assertThat(waiting()).containsExactly("submitPlan");
  }

  @Test
  void aLargePlanNeedsThreeApprovalsAndEachFormStartsEmpty() {
    outcomes.compute(
        "prepareApproval", (k, usual) -> usual.andThen(e -> e.setVariable("budget", 300000.0)));
    List<String> groups = new ArrayList<>();
    outcomes.compute(
        "recordPlanDecision",
        (k, usual) -> usual.andThen(e -> groups.add((String) e.getVariable("approverGroup"))));
    startAtApproval();
    for (int level = 1; level <= 3; level++) {
      Task task = tasks("approvePlan").get(0);
      assertThat(engine.getTaskService().getVariable(task.getId(), "decision")).isNull();
      runJob("boundaryEvent_approvalReminderDue");
      runJob("boundaryEvent_approvalDeputyDue");
      complete(task, Map.of("decision", "approve", "comment", "Level " + level));
    }
    assertThat(groups).containsExactly("managers", "sponsors", "steering-board");
    assertThat(trace).contains("remindApprovers", "involveDeputy", "freezeBaseline");
    assertThat(waiting()).containsExactly("confirmAllWorkDone");
  }

  @Test
  void aPlanSentBackIsPlannedAgainAndARejectedOneIsClosedWithLessons() {
    startAtApproval();
    complete("approvePlan", Map.of("decision", "rework", "comment", "Cheaper"));
    complete("draftPlan", Map.of());
    complete("giveFeedback", Map.of());
    complete("giveFeedback", Map.of());
    complete("submitPlan", Map.of("nextStep", "submit"));
    complete("approvePlan", Map.of("decision", "reject", "comment", "No need"));
    complete("recordLessons", Map.of("wentBadly", "No need", "recommendation", "Ask first"));
    runJob("serviceTask_renderShortFinalReport");
    runJob("serviceTask_archiveProject");
    assertThat(trace)
        .endsWith("beginClosing", "recordLessons", "renderFinalReport", "archiveProject")
        .doesNotContain("freezeBaseline");
    assertOver();
  }

  @Test
  void cancellingStopsEverythingAndLeadsToClosing() {
    startAtTracking();
    message("change.submitted", Map.of("changeId", "CRM-C1"));
    assertThat(waiting()).containsExactly("confirmAllWorkDone", "decideChange");
    message("project.cancelled", Map.of("cancelReason", "Money"));
    assertThat(waiting()).containsExactly("recordLessons");
    complete("recordLessons", Map.of());
    runJob("serviceTask_renderShortFinalReport");
    runJob("serviceTask_archiveProject");
    assertOver();
  }

  @Test
  void eachRowThatIsDueIsDraftedAndSentBesideTheWork() {
    startAtTracking();
    runJob("startEvent_communicationsDue");
    assertThat(waiting())
        .containsExactly("confirmAllWorkDone", "draftCommunication", "draftCommunication");
    complete("draftCommunication", Map.of("draftDecision", "send"));
    set("recordDraft", "nextStep", "done");
    complete("draftCommunication", Map.of("draftDecision", "skip", "skipReason", "Nothing new"));
    runJob("serviceTask_distributeCommunication");
    assertThat(waiting()).containsExactly("confirmAllWorkDone");
    assertThat(trace)
        .containsSubsequence(
            "findDueRows",
            "openCommunication",
            "openCommunication",
            "recordDraft",
            "recordDraft",
            "distributeCommunication");
  }

  @Test
  void theWeeklyCheckInAsksEachMemberAndChasesOnce() {
    startAtTracking();
    outcomes.put("findMembersToAsk", e -> list(e, "membersToAsk", List.of("tara", "theo")));
    outcomes.put("openCheckIn", e -> e.setVariable("checkInUntil", LATER));
    runJob("startEvent_weekOver");
    assertThat(waiting())
        .containsExactly("confirmAllWorkDone", "reportWeeklyProgress", "reportWeeklyProgress");
    runJob("boundaryEvent_answerOverdue");
    complete("reportWeeklyProgress", Map.of());
    complete("reportWeeklyProgress", Map.of());
    assertThat(waiting()).containsExactly("confirmAllWorkDone");
    assertThat(trace)
        .containsSubsequence(
            "findMembersToAsk",
            "openCheckIn",
            "openCheckIn",
            "chaseCheckIn",
            "closeCheckIn",
            "closeCheckIn");
  }

  @Test
  void theDailyReviewFollowsUpLateTasksUpTheLadderAndIntoAnIssue() {
    startAtTracking();
    outcomes.put(
        "reviewProgress",
        e -> {
          e.setVariable("forecastWithinTolerance", false);
          list(e, "lateTasks", List.of(3, 7));
          list(e, "risksToReview", List.of(1));
        });
    runJob("startEvent_reviewDue");
    assertThat(waiting())
        .containsExactly(
            "confirmAllWorkDone",
            "decideCorrectiveAction",
            "reportOnLateTask",
            "reportOnLateTask",
            "reviewRisk");
    for (String timer :
        List.of("ownerReminderDue", "ownersDeputyDue", "coordinatorDue", "managersDue")) {
      runJob("boundaryEvent_" + timer);
      runJob("boundaryEvent_" + timer);
    }
    complete(
        "decideCorrectiveAction",
        Map.of("correctiveDecision", "change", "correctiveReason", "Late"));
    complete("reviewRisk", Map.of("reviewResult", "closed", "reviewNote", "Delivered"));
    complete("reportOnLateTask", Map.of("reply", "done", "reason", "Sick"));
    complete("reportOnLateTask", Map.of("reply", "problem", "reason", "Disk"));
    complete("triageIssue", Map.of("triage", "resolve", "issueOwner", "tara"));
    complete("findSolution", Map.of("cause", "Disk", "solution", "New disk"));
    complete("verifySolution", Map.of("verified", "no"));
    complete("findSolution", Map.of("cause", "Disk", "solution", "Another disk"));
    complete("verifySolution", Map.of("verified", "yes"));
    assertThat(trace)
        .containsSubsequence(
            "reviewProgress",
            "openFollowUp",
            "planEscalation",
            "openFollowUp",
            "planEscalation",
            "openRiskReview",
            "remindOwner",
            "involveOwnersDeputy",
            "tellCoordinator",
            "tellManagers",
            "recordCorrectiveAction",
            "recordRiskReview",
            "recordFollowUpReply",
            "closeFollowUp",
            "recordFollowUpReply",
            "reportIssueFromFollowUp",
            "openIssue",
            "recordTriage",
            "recordSolution",
            "recordVerification",
            "recordSolution",
            "recordVerification",
            "closeFollowUp");
    assertThat(waiting()).containsExactly("confirmAllWorkDone");
    runJob("startEvent_reviewDue");
    assertThat(waiting()).contains("reportOnLateTask");
    complete("reportOnLateTask", Map.of("reply", "change", "reason", "Scope"));
    complete("requestChange", Map.of());
    complete("confirmAllWorkDone", Map.of());
    assertThat(waiting())
        .doesNotContain("reportOnLateTask", "decideCorrectiveAction")
        .contains("rateGoals");
  }

  @Test
  void anIssueIsPostponedAndThenClosed() {
    outcomes.put(
        "recordTriage",
        e -> {
          e.setVariable("issueUntil", null);
          e.setVariable("postponedUntil", LATER);
        });
    engine
        .getRuntimeService()
        .startProcessInstanceByKey("resolveIssue", "CRM-I9", Map.of("coordinator", "cora"));
    complete("triageIssue", Map.of("triage", "postpone", "postponedUntil", "2030-01-01"));
    assertThat(waiting()).isEmpty();
    runJob("intermediateEvent_postponementOver");
    complete("triageIssue", Map.of("triage", "notAnIssue", "triageNote", "Works as meant"));
    assertThat(trace).containsExactly("openIssue", "recordTriage", "recordTriage", "closeIssue");
    assertOver();
  }

  @Test
  void aStandardChangeIsAppliedWithoutADecision() {
    assess("standard", 0, 0.0, false);
    change();
    assertThat(trace)
        .containsExactly("assessImpact", "findDeciders", "applyChange", "tellPeopleAboutChange");
    assertOver();
  }

  @Test
  void aNormalChangeIsPostponedAssessedAgainAndAppliedOnlyOnValidFigures() {
    set("recordChangeDecision", "postponedUntil", LATER);
    change();
    runJob("boundaryEvent_decisionReminderDue");
    complete(
        "decideChange",
        Map.of("decision", "postpone", "comment", "Later", "postponedUntil", "2030-01-01"));
    runJob("intermediateEvent_postponementOver");
    set("checkImpactStillValid", "impactValid", false);
    complete("decideChange", Map.of("decision", "approve"));
    set("startTracking", "workUntil", LATER);
    set("checkImpactStillValid", "impactValid", true);
    complete("decideChange", Map.of("decision", "approve"));
    assertThat(trace)
        .containsExactly(
            "assessImpact",
            "findDeciders",
            "remindDeciders",
            "recordChangeDecision",
            "assessImpact",
            "findDeciders",
            "recordChangeDecision",
            "checkImpactStillValid",
            "assessImpact",
            "findDeciders",
            "recordChangeDecision",
            "checkImpactStillValid",
            "applyChange",
            "tellPeopleAboutChange");
    assertOver();
  }

  @Test
  void aRejectedChangeIsToldAndNotApplied() {
    change();
    complete("decideChange", Map.of("decision", "reject", "comment", "No"));
    assertThat(trace)
        .containsExactly(
            "assessImpact", "findDeciders", "recordChangeDecision", "tellPeopleAboutChange");
    assertOver();
  }

  @Test
  void anEmergencyActsFirstAndIsReviewedThenConfirmedOrBackedOut() {
    assess("emergency", 20, 50.0, true);
    change();
    runJob("boundaryEvent_reviewOverdue");
    complete("reviewEmergencyChange", Map.of("confirmed", "no", "comment", "Too risky"));
    complete("carryOutBackout", Map.of("backoutNote", "Restored"));
    assertThat(trace)
        .containsExactly(
            "assessImpact",
            "findDeciders",
            "applyChange",
            "escalateReview",
            "recordEmergencyReview",
            "recordBackout",
            "tellPeopleAboutChange");
    assertOver();
    trace.clear();
    change();
    complete("reviewEmergencyChange", Map.of("confirmed", "yes"));
    assertThat(trace)
        .endsWith("recordEmergencyReview", "tellPeopleAboutChange")
        .doesNotContain("recordBackout");
    assertOver();
  }

  @Test
  void aWithdrawnChangeEndsWithoutADecision() {
    change();
    message("change.withdrawn", Map.of());
    assertThat(trace).containsExactly("assessImpact", "findDeciders", "withdrawChange");
    assertOver();
  }

  @Test
  void aMergedChangeEndsAndTheOneThatGoesOnIsAssessedAgain() {
    change();
    message("change.extended", Map.of());
    assertThat(waiting()).containsExactly("decideChange");
    message("change.merged", Map.of());
    assertThat(trace)
        .containsExactly(
            "assessImpact", "findDeciders", "assessImpact", "findDeciders", "tellRequester");
    assertOver();
  }

  @Test
  void aReportIsPublishedAndEachFeedbackAnsweredOnItsOwn() {
    List<String> answers = new ArrayList<>();
    outcomes.put(
        "recordFeedbackAnswer",
        e -> answers.add(e.getVariable("feedbackId") + ": " + e.getVariable("answer")));
    engine
        .getRuntimeService()
        .startProcessInstanceByKey("reportStatus", "CRM", Map.of("coordinator", "cora"));
    complete(
        "releaseReport", Map.of("release", "publish", "summary", "Fine", "overrideHealth", "none"));
    runJob("serviceTask_renderReport");
    runJob("serviceTask_distributeReport");
    message("report.feedbackGiven", Map.of("feedbackId", 1, "answerUntil", LATER));
    Task first = tasks("answerFeedback").get(0);
    message("report.feedbackGiven", Map.of("feedbackId", 2, "answerUntil", LATER));
    complete(first, Map.of("answer", "Thanks"));
    runJob("intermediateEvent_feedbackPeriodOver");
    complete("answerFeedback", Map.of("answer", "Noted"));
    assertThat(answers).containsExactly("1: Thanks", "2: Noted");
    assertThat(trace)
        .startsWith(
            "freezeFigures", "rateHealth", "recordRelease", "renderReport", "distributeReport")
        .doesNotContain("discardReport");
    assertOver();
  }

  @Test
  void everyDecisionThatAReportAsksForIsTakenBeforeTheReportRests() {
    distribute(List.of(4L, 5L));
    List<Object> decided = new ArrayList<>();
    outcomes.put(
        "recordRequestedDecision",
        e -> decided.add(e.getVariable("requestId") + ": " + e.getVariable("decision")));
    engine
        .getRuntimeService()
        .startProcessInstanceByKey("reportStatus", "CRM", Map.of("coordinator", "cora"));
    complete(
        "releaseReport", Map.of("release", "publish", "summary", "Fine", "overrideHealth", "none"));
    runJob("serviceTask_renderReport");
    runJob("serviceTask_distributeReport");
    assertThat(waiting()).containsExactly("decideRequest", "decideRequest");
    runJob("boundaryEvent_requestReminderDue");
    runJob("boundaryEvent_requestOverdue");
    assertThat(trace).endsWith("remindRequestDeciders", "escalateRequest");
    assertThat(waiting()).containsExactly("decideRequest", "decideRequest");
    runJob("intermediateEvent_feedbackPeriodOver");
    complete("decideRequest", Map.of("decision", "yes"));
    complete("decideRequest", Map.of("decision", "no", "comment", "Too dear"));
    assertThat(decided).containsExactlyInAnyOrder("4: yes", "5: no");
    assertOver();
  }

  @Test
  void aDiscardedReportIsSentToNobody() {
    startAtTracking();
    message("report.requested", Map.of());
    complete("releaseReport", Map.of("release", "discard", "overrideHealth", "none"));
    assertThat(trace).endsWith("recordRelease", "discardReport").doesNotContain("distributeReport");
    assertThat(waiting()).containsExactly("confirmAllWorkDone");
  }

  @Test
  void closingWaitsForOpenPointsStopsAskingInTimeAndTakesARefusedResultBack() {
    set("checkReadiness", "ready", false);
    startAtTracking();
    complete("confirmAllWorkDone", Map.of());
    assertThat(waiting()).containsExactly("settleOpenPoints");
    set("checkReadiness", "ready", true);
    complete("settleOpenPoints", Map.of());
    complete("rateGoals", Map.of());
    complete("handOverSystems", Map.of());
    complete("acceptDeliverables", Map.of());
    runJob("boundaryEvent_evaluationOver");
    runJob("serviceTask_renderFinalReport");
    outcomes.put(
        "selectHandovers",
        e -> {
          list(e, "receivers", List.of());
          list(e, "acceptors", List.of("sam"));
          list(e, "members", List.of());
        });
    complete("acceptResult", Map.of("decision", "rework", "comment", "Goal 2"));
    complete("settleOpenPoints", Map.of());
    assertThat(waiting()).containsExactly("acceptDeliverables", "rateGoals");
    complete("rateGoals", Map.of());
    complete("acceptDeliverables", Map.of());
    runJob("serviceTask_renderFinalReport");
    complete("acceptResult", Map.of("decision", "accept"));
    runJob("serviceTask_archiveProject");
    assertOver();
  }

  @Test
  void whatIsRefusedOrRejectedGoesToTheCoordinatorAndComesBack() {
    startAtTracking();
    complete("confirmAllWorkDone", Map.of());
    set("checkHandoverSigned", "handoverSigned", false);
    set("checkDeliverablesAccepted", "deliverablesAccepted", false);
    complete("handOverSystems", Map.of());
    complete("acceptDeliverables", Map.of());
    assertThat(waiting()).contains("reworkHandover", "reworkDeliverables");
    set("checkHandoverSigned", "handoverSigned", true);
    set("checkDeliverablesAccepted", "deliverablesAccepted", true);
    complete("reworkHandover", Map.of("reworkDone", "Manual written"));
    complete("reworkDeliverables", Map.of("reworkDone", "Manual written"));
    assertThat(waiting()).contains("handOverSystems", "acceptDeliverables");
    complete("handOverSystems", Map.of());
    complete("acceptDeliverables", Map.of());
    assertThat(waiting()).doesNotContain("handOverSystems", "acceptDeliverables");
    assertThat(trace).contains("recordHandoverRework", "recordDeliverableRework");
  }

  @Test
  void earlySupportSolvesProblemsAndIsWrappedUpAtItsEnd() {
    set("archiveProject", "earlySupport", true);
    set("beginEarlySupport", "supportUntil", LATER);
    startAtTracking();
    complete("confirmAllWorkDone", Map.of());
    complete("rateGoals", Map.of());
    complete("handOverSystems", Map.of());
    complete("acceptDeliverables", Map.of());
    runJob("boundaryEvent_evaluationOver");
    runJob("serviceTask_renderFinalReport");
    complete("acceptResult", Map.of("decision", "accept"));
    runJob("serviceTask_archiveProject");
    assertThat(waiting()).isEmpty();
    message("supportProblem.reported", Map.of("supportProblem", 1, "solver", "cora"));
    message("supportProblem.reported", Map.of("supportProblem", 2, "solver", "cora"));
    assertThat(waiting()).containsExactly("solveSupportProblem", "solveSupportProblem");
    complete("solveSupportProblem", Map.of("solution", "Restarted"));
    runJob("intermediateEvent_supportOver");
    assertThat(waiting()).containsExactly("solveSupportProblem", "wrapUpSupport");
    complete("solveSupportProblem", Map.of("solution", "Restarted"));
    complete("wrapUpSupport", Map.of("supportSummary", "Two restarts"));
    runJob("serviceTask_archiveEarlySupport");
    assertThat(trace)
        .endsWith(
            "beginEarlySupport",
            "recordSupportSolution",
            "recordSupportSolution",
            "recordSupportWrapUp",
            "archiveEarlySupport");
    assertOver();
  }

  private void set(String step, String variable, Object value) {
    outcomes.put(step, execution -> execution.setVariable(variable, value));
  }

  private void assess(String type, int finish, double cost, boolean critical) {
    outcomes.put(
        "assessImpact",
        e -> {
          e.setVariable("changeType", type);
          e.setVariable("finishDelta", finish);
          e.setVariable("costDeltaPercent", cost);
          e.setVariable("touchesCriticalSystem", critical);
          e.setVariable("movesTolerance", false);
          e.setVariable("changesGoals", false);
          e.setVariable("decisionReminderAt", LATER);
        });
  }

  private void distribute(List<Long> requests) {
    outcomes.put(
        "distributeReport",
        e -> {
          e.setVariable("feedbackUntil", LATER);
          e.setVariable("decisionRequests", Variables.untypedValue(requests, true));
        });
  }

  private static void list(DelegateExecution execution, String name, List<?> values) {
    execution.setVariableLocal(name, Variables.untypedValue(values, true));
  }

  private void start() {
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "projectLifecycle", "CRM", Map.of("coordinator", "cora", "sponsor", "sam"));
  }

  private void startAtApproval() {
    start();
    complete("draftPlan", Map.of());
    complete("giveFeedback", Map.of());
    complete("giveFeedback", Map.of());
    complete("submitPlan", Map.of("nextStep", "submit"));
  }

  private void startAtTracking() {
    startAtApproval();
    complete("approvePlan", Map.of("decision", "approve"));
    assertThat(waiting()).containsExactly("confirmAllWorkDone");
  }

  private void change() {
    engine
        .getRuntimeService()
        .startProcessInstanceByKey("handleChange", "CRM-C1", Map.of("coordinator", "cora"));
  }

  private static void message(String name, Map<String, Object> variables) {
    engine.getRuntimeService().createMessageCorrelation(name).setVariables(variables).correlate();
  }

  private static List<String> waiting() {
    return engine.getTaskService().createTaskQuery().list().stream()
        .map(task -> task.getTaskDefinitionKey().replace("userTask_", ""))
        .sorted()
        .toList();
  }

  private static List<Task> tasks(String name) {
    return engine.getTaskService().createTaskQuery().taskDefinitionKey("userTask_" + name).list();
  }

  private static void complete(String name, Map<String, Object> answers) {
    List<Task> waiting = tasks(name);
    assertThat(waiting).as("waiting for " + name + " among " + waiting()).isNotEmpty();
    complete(waiting.get(0), answers);
  }

  private static void complete(Task task, Map<String, Object> answers) {
    engine.getTaskService().complete(task.getId(), answers);
  }

  private static void runJob(String activity) {
    List<Job> jobs = engine.getManagementService().createJobQuery().activityId(activity).list();
    assertThat(jobs).as(activity).isNotEmpty();
    engine.getManagementService().executeJob(jobs.get(0).getId());
  }

  private static void assertOver() {
    assertThat(engine.getRuntimeService().createProcessInstanceQuery().count()).isZero();
  }

  /**
   * The one property of an outcome that diagrams may read, as the application's own expressions
   * allow it.
   */
  private static final class SingleResult extends ELResolver {
    @Override
    public Object getValue(ELContext context, Object base, Object property) {
      if (base instanceof DmnDecisionResult result && "singleResult".equals(property)) {
        context.setPropertyResolved(true);
        return result.isEmpty() ? Map.of() : result.getSingleResult();
      }
      return null;
    }

    @Override
    public Class<?> getType(ELContext context, Object base, Object property) {
      return null;
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {}

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
      return true;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
      return Object.class;
    }

    @Override
    public java.util.Iterator<java.beans.FeatureDescriptor> getFeatureDescriptors(
        ELContext context, Object base) {
      return null;
    }
  }
}
