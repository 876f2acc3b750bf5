package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.closure.Handovers;
import dev.fairlead.closure.Lessons;
import dev.fairlead.closure.NewLesson;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.GoalTerms;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.OpenPoint;
import dev.fairlead.tracking.Progress;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.Worklist;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Closing up to the final report: readiness, goals, acceptance, handover, evaluation. */
@FairleadTest
class CloseScenarioTests {
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Registers registers;
  @Autowired Progress progress;
  @Autowired Issues issues;
  @Autowired Closing closing;
  @Autowired Changes changes;
  @Autowired Deliverables deliverables;
  @Autowired Handovers handovers;
  @Autowired Lessons lessons;
  @Autowired Worklist worklist;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void onAMonday() {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
  }

  @AfterEach
  void now() {
    driver.resumeTime();
  }

  private void toClosing(String key) {
    for (int task = 1; task <= 3; task++) {
      progress.report(key, new NewProgress(task, 100, null, null, null, null, null), "clara");
    }
    driver.act("clara", key, "userTask_confirmAllWorkDone", Map.of());
  }

  @Test
  void anOpenIssueKeepsTheProjectFromClosing() {
    TrackedProject.begin(driver, projects, plans, "CL-1");
    Issue issue =
        issues.file(
            "CL-1",
            new NewIssue(
                Issue.Kind.PROBLEM,
                "Printer",
                "Prints nothing",
                null,
                null,
                Issue.Level.LOW,
                Issue.Level.LOW,
                null),
            "tom");
    toClosing("CL-1");
    assertThat(driver.waitingFor("CL-1")).containsExactly("userTask_settleOpenPoints:clara");
    assertThat(closing.readiness("CL-1"))
        .singleElement()
        .satisfies(p -> assertThat(p.text()).contains("CL-1-I1"));
    driver.act("clara", "CL-1", "userTask_settleOpenPoints", Map.of());
    assertThat(driver.waitingFor("CL-1"))
        .as("still open")
        .containsExactly("userTask_settleOpenPoints:clara");
    driver.act(
        "clara",
        issue.id(),
        "userTask_triageIssue",
        Map.of("triage", "notAnIssue", "triageNote", "No paper"));
    driver.act("clara", "CL-1", "userTask_settleOpenPoints", Map.of());
    assertThat(driver.waitingFor("CL-1")).contains("userTask_rateGoals:clara");
  }

  @Test
  void aGoalThatWasDroppedNeedsNoRatingAndTheOthersAreRatedAsTheyBecame() {
    TrackedProject.begin(driver, projects, plans, "CL-14");
    String id =
        changes
            .submit(
                "CL-14",
                new NewChange(
                    ChangeRequest.Type.NORMAL,
                    ChangeRequest.Category.SCOPE,
                    "Other goals",
                    "Calls count, not orders",
                    "Few order by telephone",
                    "It is held against the wrong thing",
                    "Say it",
                    "Say it again",
                    List.of(
                        PlanEdit.of(
                            PlanEdit.Kind.ADD_GOAL,
                            null,
                            Map.of(
                                "statement", "Fewer calls",
                                "measure", "Calls a day",
                                "target", "10",
                                "weight", "3")),
                        PlanEdit.of(PlanEdit.Kind.DROP_GOAL, null, Map.of("goal", "1")))),
                "tom")
            .id();
    driver.act("sofia", id, "userTask_decideChange", Map.of("decision", "approve"));
    toClosing("CL-14");
    assertThat(closing.unfinished("CL-14"))
        .filteredOn(point -> point.kind().equals("goal"))
        .singleElement()
        .returns("Fewer calls", OpenPoint::text);
    assertThatThrownBy(
            () -> closing.rateGoal("CL-14", 1, GoalRating.MISSED, "Nobody cares", "clara"))
        .hasMessageContaining("no goal 1");
    String shown = projects.get("CL-14").goals().get(0).seen();
    projects.setGoals(
        "CL-14",
        Map.of(2, new GoalTerms("Fewer calls", "Calls a day", "5", BigDecimal.TEN)),
        "CL-14-C9");
    assertThatThrownBy(
            () -> closing.rateGoal("CL-14", 2, GoalRating.REACHED, "8 in May", shown, "clara"))
        .as("what was read is no longer what is rated")
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Read what it says now");
    closing.rateGoal("CL-14", 2, GoalRating.REACHED, "8 in May", "clara");
    driver.act("clara", "CL-14", "userTask_rateGoals", Map.of());
    assertThat(driver.waitingFor("CL-14")).doesNotContain("userTask_rateGoals:clara");
  }

  @Test
  void whoeverAcceptsSignsOrDecidesOnTheResultIsRemindedOnceWhenItIsDue() {
    TrackedProject.begin(driver, projects, plans, "CL-9");
    int system =
        registers.saveSystem(
            "CL-9",
            new PlanSystem(
                0,
                "Shop",
                SystemAction.IMPLEMENT,
                "tarek",
                "production",
                Criticality.MEDIUM,
                "",
                null,
                null),
            "clara");
    toClosing("CL-9");
    String accept = due("CL-9", "userTask_acceptDeliverables").id();
    String sign = due("CL-9", "userTask_handOverSystems").id();
    driver.moveTo(due("CL-9", "userTask_acceptDeliverables").due().plusDays(3));
    driver.moveTo(due("CL-9", "userTask_acceptDeliverables").due().plusDays(5));
    assertThat(reminded(accept)).containsExactly("sofia");
    assertThat(reminded(sign)).containsExactly("tarek");

    closing.rateGoal("CL-9", 1, GoalRating.REACHED, "45 s measured", "clara");
    driver.act("clara", "CL-9", "userTask_rateGoals", Map.of());
    deliverables.accept("CL-9", 1, Deliverable.Acceptance.ACCEPTED, null, "sofia");
    driver.act("sofia", "CL-9", "userTask_acceptDeliverables", Map.of());
    handovers.answer("CL-9", system, HandoverAnswers.allYes(handovers, "CL-9", system), "tarek");
    handovers.sign("CL-9", system, "tarek");
    driver.act("tarek", "CL-9", "userTask_handOverSystems", Map.of());
    driver.moveTo(driver.today().plusDays(21).atTime(9, 0));
    driver.runWaiting();
    OpenTask result = due("CL-9", "userTask_acceptResult");
    driver.moveTo(result.due().plusHours(1));
    assertThat(reminded(result.id())).contains("maria", "martin", "sofia").doesNotContain("clara");
  }

  private OpenTask due(String key, String task) {
    OpenTask found =
        worklist.ofProjects(List.of(key)).get(key).stream()
            .filter(one -> one.taskKey().equals(task))
            .findFirst()
            .orElseThrow();
    assertThat(found.due()).as(task).isNotNull();
    return found;
  }

  private List<String> reminded(String task) {
    return jdbc.sql("select recipient from outbox_mail where notice_key like ? order by recipient")
        .param("taskReminder/" + task + "/%")
        .query(String.class)
        .list();
  }

  @Test
  void goalsAcceptanceHandoverAndEvaluationAreEachDoneByTheirPerson() {
    TrackedProject.begin(driver, projects, plans, "CL-2");
    int system =
        registers.saveSystem(
            "CL-2",
            new PlanSystem(
                0,
                "Shop",
                SystemAction.IMPLEMENT,
                "tarek",
                "production",
                Criticality.MEDIUM,
                "",
                null,
                null),
            "clara");
    toClosing("CL-2");
    assertThat(driver.waitingFor("CL-2"))
        .containsExactly(
            "userTask_acceptDeliverables:sofia",
            "userTask_evaluateProject:tina",
            "userTask_evaluateProject:tom",
            "userTask_handOverSystems:tarek",
            "userTask_rateGoals:clara");

    assertThatThrownBy(() -> driver.act("clara", "CL-2", "userTask_rateGoals", Map.of()))
        .hasStackTraceContaining("no rating yet: Orders in a minute");
    closing.rateGoal("CL-2", 1, GoalRating.REACHED, "45 s measured", "clara");
    driver.act("clara", "CL-2", "userTask_rateGoals", Map.of());

    assertThatThrownBy(() -> driver.act("sofia", "CL-2", "userTask_acceptDeliverables", Map.of()))
        .hasStackTraceContaining("not accepted yet: Go-live");
    assertThatThrownBy(
            () -> deliverables.accept("CL-2", 1, Deliverable.Acceptance.ACCEPTED, null, "clara"))
        .hasMessageContaining("Only Sofia");
    assertThatThrownBy(
            () -> deliverables.accept("CL-2", 1, Deliverable.Acceptance.ON_CONDITION, " ", "sofia"))
        .hasMessageContaining("the remarks");
    deliverables.accept("CL-2", 1, Deliverable.Acceptance.ON_CONDITION, "Manual by May", "sofia");
    driver.act("sofia", "CL-2", "userTask_acceptDeliverables", Map.of());

    assertThatThrownBy(() -> handovers.sign("CL-2", system, "tarek"))
        .hasMessageContaining("11 points");
    List<HandoverChecklist.Line> yes = HandoverAnswers.allYes(handovers, "CL-2", system);
    handovers.answer("CL-2", system, yes, "clara");
    assertThatThrownBy(() -> handovers.sign("CL-2", system, "clara"))
        .hasMessageContaining("Only Tarek");
    assertThatThrownBy(() -> driver.act("tarek", "CL-2", "userTask_handOverSystems", Map.of()))
        .hasStackTraceContaining("not signed yet: Shop");
    handovers.sign("CL-2", system, "tarek");
    driver.act("tarek", "CL-2", "userTask_handOverSystems", Map.of());

    driver.act(
        "tom",
        "CL-2",
        "userTask_evaluateProject",
        Map.of(
            "score",
            "4",
            "wentWell",
            "Team",
            "wentBadly",
            "Vendor",
            "recommendation",
            "Ask earlier"));
    assertThat(closing.evaluations("CL-2"))
        .singleElement()
        .satisfies(e -> assertThat(e.member()).isEqualTo("tom"));
    assertThat(driver.waitingFor("CL-2")).containsExactly("userTask_evaluateProject:tina");
    driver.act(
        "tina",
        "CL-2",
        "userTask_evaluateProject",
        Map.of(
            "score",
            "5",
            "wentWell",
            "Tests",
            "wentBadly",
            "Nothing",
            "recommendation",
            "Same again"));
    assertThat(closing.evaluations("CL-2")).hasSize(2);
    assertThat(driver.waitingFor("CL-2")).doesNotContain("userTask_evaluateProject:tina");
  }

  @Test
  void lessonsAreFoundByWordsAndCountedOncePerProject() {
    TrackedProject.begin(driver, projects, plans, "CL-3");
    TrackedProject.begin(driver, projects, plans, "CL-4");
    lessons.record(
        "CL-3",
        new NewLesson(
            "Vendors",
            "The vendor delivered the gateway late",
            false,
            "Order the gateway early",
            null),
        "clara");
    var found = lessons.search("gateway vendor", 10);
    assertThat(found).singleElement();
    lessons.judge(found.get(0).id(), "CL-4", true, "clara");
    lessons.judge(found.get(0).id(), "CL-4", true, "clara");
    assertThat(lessons.search("gateway", 10).get(0).used()).isEqualTo(1);
    assertThat(lessons.search("nothingofthekind", 10)).isEmpty();
  }
}
