package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.OpenApproval;
import dev.fairlead.plan.PlanApprovals;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.ReworkPoints;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.TeamFeedback;
import dev.fairlead.project.Outcome;
import dev.fairlead.project.Phase;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Every path of planProject and approvePlan on the real engine, with real people and a moved clock.
 */
@FairleadTest
class PlanAndApproveScenarioTests extends Scenario {
  @Autowired TeamFeedback feedback;
  @Autowired PlanApprovals approvals;
  @Autowired ReworkPoints rework;
  @Autowired OpenApproval openApproval;
  @Autowired Registers registers;

  @Test
  void aPlanWithoutObjectionsIsApprovedByAManagerAndFrozen() {
    SampleProject.begin(projects, "PA-1", "20000");
    assertThat(driver.waitingFor("PA-1")).containsExactly("userTask_draftPlan:clara");
    SampleProject.plan(plans, "PA-1");

    driver.act("clara", "PA-1", "userTask_draftPlan", Map.of());
    assertThat(driver.waitingFor("PA-1"))
        .containsExactly("userTask_giveFeedback:tina", "userTask_giveFeedback:tom");
    driver.act("tom", "PA-1", "userTask_giveFeedback", Map.of("feedback", "Looks fine"));
    driver.act("tina", "PA-1", "userTask_giveFeedback", Map.of());
    driver.act("clara", "PA-1", "userTask_submitPlan", Map.of("nextStep", "submit"));

    assertThat(projects.get("PA-1").phase()).isEqualTo(Phase.APPROVAL);
    assertThat(driver.waitingFor("PA-1")).containsExactly("userTask_approvePlan");
    driver.act("maria", "PA-1", "userTask_approvePlan", Map.of("decision", "approve"));

    assertThat(baselines.current("PA-1")).isPresent();
    assertThat(projects.get("PA-1").phase()).isEqualTo(Phase.TRACKING);
    assertThat(driver.waitingFor("PA-1")).containsExactly("userTask_confirmAllWorkDone:clara");
  }

  @Test
  void anEmptyPlanGoesBackToItsDraftWithFindings() {
    SampleProject.begin(projects, "PA-2", "20000");
    driver.act("clara", "PA-2", "userTask_draftPlan", Map.of());
    assertThat(driver.waitingFor("PA-2")).containsExactly("userTask_draftPlan:clara");
  }

  @Test
  void anObjectionMustBeAnsweredBeforeManagersSeeThePlan() {
    SampleProject.begin(projects, "PA-3", "20000");
    SampleProject.plan(plans, "PA-3");
    driver.act("clara", "PA-3", "userTask_draftPlan", Map.of());
    driver.act(
        "tom",
        "PA-3",
        "userTask_giveFeedback",
        Map.of("objection", "Two days are too short for the build"));
    driver.act("tina", "PA-3", "userTask_giveFeedback", Map.of());

    assertThatThrownBy(
            () -> driver.act("clara", "PA-3", "userTask_submitPlan", Map.of("nextStep", "submit")))
        .hasStackTraceContaining("objection");
    assertThat(projects.get("PA-3").phase()).isEqualTo(Phase.PLANNING);

    feedback
        .objections("PA-3")
        .forEach(o -> feedback.answer("PA-3", o.id(), "We add a day", "clara"));
    driver.act("clara", "PA-3", "userTask_submitPlan", Map.of("nextStep", "submit"));
    assertThat(driver.waitingFor("PA-3")).containsExactly("userTask_approvePlan");
  }

  @Test
  void aCoordinatorWhoTakesThePlanBackAsksTheTeamAgain() {
    SampleProject.begin(projects, "PA-10", "20000");
    SampleProject.plan(plans, "PA-10");
    act("clara", "PA-10", "userTask_draftPlan");
    act("tom", "PA-10", "userTask_giveFeedback", "objection", "Too short");
    act("tina", "PA-10", "userTask_giveFeedback");
    act("clara", "PA-10", "userTask_submitPlan", "nextStep", "rework");
    assertWaiting("PA-10", "userTask_draftPlan:clara");
    assertThat(projects.get("PA-10").phase()).isEqualTo(Phase.PLANNING);
    act("clara", "PA-10", "userTask_draftPlan");
    assertWaiting("PA-10", "userTask_giveFeedback:tina", "userTask_giveFeedback:tom");
  }

  @Test
  void thoseWhoStaySilentAreRemindedAndDoNotStopThePlan() {
    SampleProject.begin(projects, "PA-4", "20000");
    SampleProject.plan(plans, "PA-4");
    driver.act("clara", "PA-4", "userTask_draftPlan", Map.of());
    driver.moveTo(MONDAY.plusDays(14));
    assertThat(driver.waitingFor("PA-4")).containsExactly("userTask_submitPlan:clara");
  }

  @Test
  void reworkReturnsToTheCoordinatorAndALargeBudgetAsksTwoLevels() {
    SampleProject.begin(projects, "PA-5", "80000");
    SampleProject.plan(plans, "PA-5");
    toApproval("PA-5");
    assertThatThrownBy(
            () -> driver.act("maria", "PA-5", "userTask_approvePlan", Map.of("decision", "rework")))
        .as("rework wants a reason")
        .isInstanceOf(RuntimeException.class);
    driver.act(
        "maria",
        "PA-5",
        "userTask_approvePlan",
        Map.of("decision", "rework", "comment", "Add a test phase\n\n Who trains the users? "));
    assertThat(driver.waitingFor("PA-5")).containsExactly("userTask_draftPlan:clara");
    assertThat(projects.get("PA-5").phase()).isEqualTo(Phase.PLANNING);

    assertThat(rework.all("PA-5"))
        .extracting(ReworkPoints.Point::askedBy, ReworkPoints.Point::point)
        .containsExactly(
            tuple("maria", "Add a test phase"), tuple("maria", "Who trains the users?"));
    rework.answer("PA-5", rework.all("PA-5").get(0).id(), "Task 2 is the test", "clara");
    assertThatThrownBy(() -> toApproval("PA-5"))
        .as("each reason wants an answer")
        .hasStackTraceContaining("One reason for rework has no answer yet");
    assertThatThrownBy(
            () -> rework.answer("PA-5", rework.all("PA-5").get(0).id(), "We do", "colin"))
        .hasMessageContaining("Clara Lindgren");
    rework.answer("PA-5", rework.all("PA-5").get(0).id(), "The vendor", "clara");
    act("clara", "PA-5", "userTask_submitPlan", "nextStep", "submit");
    assertThat(openApproval.of("PA-5"))
        .contains(
            new OpenApproval.Asked(
                1, "managers", 1, "Every plan needs the approval of a manager."));
    driver.act("martin", "PA-5", "userTask_approvePlan", Map.of("decision", "approve"));
    assertThat(driver.waitingFor("PA-5")).containsExactly("userTask_approvePlan");
    assertThat(baselines.current("PA-5")).isEmpty();
    assertThatThrownBy(
            () ->
                driver.act("martin", "PA-5", "userTask_approvePlan", Map.of("decision", "approve")))
        .hasMessageContaining("does not wait for Martin Keller");
    driver.act("sofia", "PA-5", "userTask_approvePlan", Map.of("decision", "approve"));
    assertThat(projects.get("PA-5").phase()).isEqualTo(Phase.TRACKING);
    assertThat(approvals.list("PA-5")).hasSize(3);
  }

  @Test
  void aRejectedPlanGoesToClosingForItsLessons() {
    SampleProject.begin(projects, "PA-6", "20000");
    SampleProject.plan(plans, "PA-6");
    toApproval("PA-6");
    driver.act(
        "maria",
        "PA-6",
        "userTask_approvePlan",
        Map.of("decision", "reject", "comment", "No money this year"));
    assertThat(driver.waitingFor("PA-6")).containsExactly("userTask_recordLessons:clara");
    assertThat(projects.get("PA-6").phase()).isEqualTo(Phase.CLOSING);
    assertThat(projects.get("PA-6").outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void nobodyApprovesWhatTheySubmittedNorWhatIsNotTheirs() {
    SampleProject.begin(projects, "PA-7", "20000");
    SampleProject.plan(plans, "PA-7");
    toApproval("PA-7");
    assertThatThrownBy(
            () ->
                driver.act("clara", "PA-7", "userTask_approvePlan", Map.of("decision", "approve")))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(
            () -> driver.act("tom", "PA-7", "userTask_approvePlan", Map.of("decision", "approve")))
        .isInstanceOf(RuntimeException.class);
    assertThat(driver.waitingFor("PA-7")).containsExactly("userTask_approvePlan");
  }

  @Test
  void answersThatTheFormDoesNotAskForAreRefused() {
    SampleProject.begin(projects, "PA-8", "20000");
    SampleProject.plan(plans, "PA-8");
    toApproval("PA-8");
    assertThatThrownBy(
            () ->
                driver.act(
                    "maria",
                    "PA-8",
                    "userTask_approvePlan",
                    Map.of("decision", "approve", "submittedBy", "nobody")))
        .hasMessageContaining("does not ask for: submittedBy");
  }

  @Test
  void approversAreRemindedThenTheirDeputiesAreAskedAndThePlanGoesOnWaiting() {
    SampleProject.begin(projects, "PA-9", "20000");
    SampleProject.plan(plans, "PA-9");
    toApproval("PA-9");
    int asked = mails("PA-9").size();
    driver.moveTo(day(14, 9));
    assertThat(driver.waitingFor("PA-9")).containsExactly("userTask_approvePlan");
    assertThat(mails("PA-9").subList(0, mails("PA-9").size() - asked))
        .as("both managers are reminded, and asked again where they have no deputy")
        .extracting(dev.fairlead.communication.Mail::recipient)
        .contains("maria", "martin");
    assertThat(projects.get("PA-9").phase()).isEqualTo(Phase.APPROVAL);
  }

  @Test
  void whatTheRisksWouldCostAsksTheSponsorsForASmallBudgetToo() {
    SampleProject.begin(projects, "PA-11", "20000");
    SampleProject.plan(plans, "PA-11");
    registers.saveRisk("PA-11", dearRisk(), "clara");
    toApproval("PA-11");
    assertThat(openApproval.of("PA-11")).map(OpenApproval.Asked::group).contains("managers");
    driver.act("maria", "PA-11", "userTask_approvePlan", Map.of("decision", "approve"));
    assertThat(openApproval.of("PA-11"))
        .contains(
            new OpenApproval.Asked(
                2, "sponsors", 1, "The expected cost of the open risks is 25,000 or more."));
    driver.act("sofia", "PA-11", "userTask_approvePlan", Map.of("decision", "approve"));
    assertThat(openApproval.of("PA-11")).isEmpty();
    assertThat(baselines.current("PA-11")).isPresent();
  }

  /** Level 6, which asks nobody by itself; 30 percent of 90,000. */
  private static Risk dearRisk() {
    return new Risk(
        0,
        false,
        "The supplier gives up",
        "",
        "",
        "",
        "",
        2,
        3,
        "",
        "tom",
        null,
        List.of(),
        null,
        null,
        new BigDecimal("90000"),
        null,
        Risk.RiskStatus.ACTIVE,
        null);
  }

  private void toApproval(String key) {
    driver.act("clara", key, "userTask_draftPlan", Map.of());
    driver.act("tom", key, "userTask_giveFeedback", Map.of());
    driver.act("tina", key, "userTask_giveFeedback", Map.of());
    driver.act("clara", key, "userTask_submitPlan", Map.of("nextStep", "submit"));
  }
}
