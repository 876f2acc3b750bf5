package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.people.ApprovedBy;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@FairleadTest
class PlansTests {
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Registers registers;
  @Autowired PlanCheck check;
  @Autowired Baselines baselines;
  @Autowired Planning planning;
  @Autowired TeamFeedback feedback;
  @Autowired PlanApprovals approvals;
  @Autowired Projects projects;
  @Autowired FairleadClock clock;

  private String key;

  @BeforeEach
  void aProjectInPlanning() {
    clock.stopAt(LocalDateTime.of(2027, 2, 1, 10, 0).atZone(ZoneId.systemDefault()).toInstant());
    // the people of other tests' projects are not booked here
    jdbc.sql("update project set phase = 'CLOSED' where project_key like 'PLAN-%'").update();
    key = PlanFixture.project(jdbc);
  }

  @AfterEach
  void time() {
    clock.resume();
  }

  private int plan() {
    return plans.edit(
        key,
        0,
        List.of(
            edit(Kind.ADD_TASK, -1, "name", "Analysis"),
            edit(
                Kind.ADD_TASK,
                -2,
                "name",
                "Interviews",
                "parent",
                "-1",
                "durationDays",
                "5",
                "owner",
                "tom"),
            edit(
                Kind.ADD_TASK,
                -3,
                "name",
                "Build",
                "durationDays",
                "10",
                "owner",
                "tina",
                "fixedCost",
                "500"),
            edit(Kind.ADD_TASK, -4, "name", "Live", "milestone", "true"),
            edit(Kind.ADD_LINK, -3, "predecessor", "-2"),
            edit(Kind.ADD_LINK, -4, "predecessor", "-3")),
        "clara");
  }

  @Test
  void whatIsSavedIsReadBack() {
    int version = plan();
    WorkPlan plan = plans.current(key);
    assertThat(plan.version()).isEqualTo(version).isEqualTo(1);
    assertThat(plan.tasks())
        .extracting(PlanTask::name)
        .containsExactly("Analysis", "Interviews", "Build", "Live");
    assertThat(plans.schedule(key).finish()).isEqualTo(LocalDateTime.of(2027, 3, 19, 17, 0));
    // 40 h x 80 + 80 h x 90 + 500
    assertThat(plans.plannedCost(plan, projects.get(key))).isEqualByComparingTo("10900");
  }

  @Test
  void anEditOfAnOldVersionIsRefusedAndNothingIsLost() {
    plan();
    assertThatThrownBy(() -> plans.edit(key, 0, List.of(edit(Kind.REMOVE_TASK, 1)), "clara"))
        .isInstanceOf(ConflictException.class);
    assertThat(plans.current(key).tasks()).hasSize(4);
  }

  @Test
  void eitherAllEditsAreSavedOrNone() {
    plan();
    assertThatThrownBy(
            () ->
                plans.edit(
                    key,
                    1,
                    List.of(edit(Kind.REMOVE_TASK, 4), edit(Kind.ADD_LINK, 2, "predecessor", "3")),
                    "clara"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Interviews")
        .hasMessageContaining("Build");
    assertThat(plans.current(key).tasks()).hasSize(4);
    assertThat(plans.current(key).version()).isEqualTo(1);
  }

  @Test
  void theNumberOfARemovedTaskIsNotUsedAgain() {
    plan();
    plans.edit(key, 1, List.of(edit(Kind.REMOVE_TASK, 4)), "clara");
    plans.edit(key, 2, List.of(edit(Kind.ADD_TASK, null, "name", "Launch")), "clara");
    assertThat(plans.current(key).tasks()).extracting(PlanTask::number).containsExactly(1, 2, 3, 5);
  }

  @Test
  void onlyTheCoordinatorEditsAndOnlyWhilePlanning() {
    plan();
    List<PlanEdit> edits = List.of(edit(Kind.SET, 4, "name", "x"));
    assertThatThrownBy(() -> plans.edit(key, 1, edits, "colin"))
        .hasMessageContaining("Clara Lindgren");
    PlanFixture.phase(jdbc, key, "TRACKING");
    assertThatThrownBy(() -> plans.edit(key, 1, edits, "clara"))
        .hasMessageContaining("change requests");
    assertThat(plans.applyApproved(key, 1, edits, "maria", null)).isEqualTo(2);
  }

  @Test
  void unknownPeopleSystemsAndBudgetLinesAreRefused() {
    plan();
    for (String field : List.of("owner", "system", "budgetLine")) {
      assertThatThrownBy(() -> plans.edit(key, 1, List.of(edit(Kind.SET, 4, field, "7")), "clara"))
          .isInstanceOfSatisfying(
              RefusedException.class, refused -> assertThat(refused.field()).isEqualTo(field));
    }
  }

  @Test
  void progressFillsInWhatFollowsFromIt() {
    plan();
    PlanFixture.phase(jdbc, key, "TRACKING");
    clock.stopAt(LocalDateTime.of(2027, 3, 4, 12, 0).atZone(ZoneId.systemDefault()).toInstant());
    plans.recordProgress(key, 2, 40, null, null, null, null, "tom");
    assertThat(plans.current(key).task(2).actualStart())
        .isEqualTo(LocalDateTime.of(2027, 3, 1, 8, 0));
    plans.recordProgress(key, 2, 100, null, null, null, null, "clara");
    PlanTask done = plans.current(key).task(2);
    assertThat(done.isDone()).isTrue();
    assertThat(done.actualFinish()).isEqualTo(LocalDateTime.of(2027, 3, 4, 12, 0));
    assertThat(plans.schedule(key).finish()).isEqualTo(LocalDateTime.of(2027, 3, 18, 12, 0));
    assertThat(plans.current(key).version()).isEqualTo(1);
  }

  @Test
  void progressThatCannotBeIsRefused() {
    plan();
    assertThatThrownBy(() -> plans.recordProgress(key, 2, 10, null, null, null, null, "tom"))
        .hasMessageContaining("not being tracked");
    PlanFixture.phase(jdbc, key, "TRACKING");
    LocalDate today = clock.today();
    refuse("percent", () -> plans.recordProgress(key, 2, 101, null, null, null, null, "tom"));
    refuse(
        "actualStart",
        () -> plans.recordProgress(key, 2, 10, today.plusDays(1), null, null, null, "tom"));
    refuse("actualFinish", () -> plans.recordProgress(key, 2, 10, null, today, null, null, "tom"));
    refuse(
        "actualFinish",
        () -> plans.recordProgress(key, 2, 100, today, today.minusDays(1), null, null, "tom"));
    refuse("remaining", () -> plans.recordProgress(key, 2, 10, null, null, -1L, null, "tom"));
    assertThatThrownBy(() -> plans.recordProgress(key, 1, 10, null, null, null, null, "clara"))
        .hasMessageContaining("below");
    assertThatThrownBy(() -> plans.recordProgress(key, 2, 10, null, null, null, null, "tina"))
        .hasMessageContaining("owner");
  }

  private static void refuse(
      String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.field()).isEqualTo(field));
  }

  @Test
  void registersKeepTheirFieldsAndRefuseNonsense() {
    PlanSystem crm =
        new PlanSystem(
            0,
            "CRM",
            SystemAction.CHANGE,
            "tom",
            "production",
            Criticality.HIGH,
            "Sundays",
            null,
            null);
    assertThat(registers.saveSystem(key, crm, "clara")).isEqualTo(1);
    assertThat(registers.systems(key))
        .singleElement()
        .returns("CRM", PlanSystem::name)
        .returns("tom", PlanSystem::owner);
    assertThat(registers.highestCriticality(key)).isEqualTo(Criticality.HIGH);
    refuse(
        "name",
        () ->
            registers.saveSystem(
                key,
                new PlanSystem(
                    0, " crm ", SystemAction.USE, null, "", Criticality.LOW, "", null, null),
                "clara"));
    int line =
        registers.saveBudgetLine(
            key, new BudgetLine(0, "Licences", "external", new BigDecimal("1000")), "clara");
    refuse(
        "amount",
        () ->
            registers.saveBudgetLine(
                key, new BudgetLine(0, "L", "", new BigDecimal("-1")), "clara"));
    registers.removeBudgetLine(key, line, "clara");
    int risk = registers.saveRisk(key, risk(4, 5), "clara");
    refuse("likelihood", () -> registers.saveRisk(key, risk(6, 5), "clara"));
    assertThat(registers.highestOpenRisk(key)).isEqualTo(20);
    registers.riskOccurred(key, risk, "clara");
    assertThat(registers.highestOpenRisk(key)).isZero();
    assertThatThrownBy(() -> registers.riskOccurred(key, risk, "clara"))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void aChanceIsNoDangerAndCostsNothingWhateverIsDoneAboutIt() {
    plan();
    registers.saveRisk(key, risk(2, 3), "clara");
    for (Risk.Response response :
        new Risk.Response[] {Risk.Response.EXPLOIT, Risk.Response.ACCEPT, null}) {
      registers.saveRisk(key, risk(true, 5, 5, response, List.of()), "clara");
    }
    assertThat(registers.risks(key))
        .extracting(Risk::chance)
        .containsExactly(false, true, true, true);
    assertThat(registers.highestOpenRisk(key)).isEqualTo(6);
    assertThat(registers.highestThreat(key)).get().returns(1, Risk::number);
    // 30 percent of the threat's 1,000
    assertThat(registers.exposure(key)).isEqualByComparingTo("300");
    assertThat(planning.approvalFacts(key).riskLevel()).isEqualTo(6);
    assertThat(check.check(key))
        .filteredOn(f -> f.code().equals("plan.find.noMeasure"))
        .as("a plan may be good without using a chance")
        .singleElement()
        .satisfies(finding -> assertThat(finding.sentence()).startsWith("Risk 1 "));
  }

  @Test
  void aThreatAndAChanceHaveTheirOwnResponses() {
    for (Risk.Response response : Risk.Response.values()) {
      boolean both = response == Risk.Response.ACCEPT;
      for (boolean chance : new boolean[] {false, true}) {
        Risk risk = risk(chance, 2, 2, response, List.of());
        if (both || Risk.Response.to(chance).contains(response)) {
          registers.saveRisk(key, risk, "clara");
        } else {
          refuse("response", () -> registers.saveRisk(key, risk, "clara"));
        }
      }
    }
    assertThat(registers.risks(key)).hasSize(8);
  }

  @Test
  void measuresAreAddedChangedFinishedAndTakenOut() {
    LocalDate due = LocalDate.of(2027, 2, 5);
    int number =
        registers.saveRisk(
            key,
            risk(
                false,
                3,
                3,
                null,
                List.of(
                    new RiskMeasure("Order early", "tom", due),
                    new RiskMeasure("Ask weekly", null, null))),
            "clara");
    List<RiskMeasure> kept = measures();
    assertThat(kept).extracting(RiskMeasure::text).containsExactly("Order early", "Ask weekly");
    assertThat(kept.get(0).isOverdue(due)).isFalse();
    assertThat(kept.get(0).isOverdue(due.plusDays(1))).isTrue();
    assertThat(kept.get(1).isOverdue(due.plusYears(9))).isFalse();

    registers.measureDone(key, number, kept.get(0).id(), "tom");
    assertThat(measures().get(0))
        .returns(clock.today(), RiskMeasure::doneOn)
        .returns("tom", RiskMeasure::doneBy)
        .returns(false, measure -> measure.isOverdue(due.plusDays(1)));
    assertThatThrownBy(() -> registers.measureDone(key, number, kept.get(1).id(), "tom"))
        .hasMessageContaining("Clara Lindgren");
    assertThatThrownBy(() -> registers.measureDone(key, number, 0, "clara"))
        .isInstanceOf(NotFoundException.class);
    assertThat(registers.measuresToFinish(projects.get(key), registers.risks(key), "tom"))
        .isEmpty();
    assertThat(registers.measuresToFinish(projects.get(key), registers.risks(key), "clara"))
        .containsExactly(kept.get(1).id());

    RiskMeasure first = measures().get(0);
    registers.saveRisk(
        key,
        risk(
            number,
            List.of(
                new RiskMeasure(
                    first.id(), "Order now", "tina", due, first.doneOn(), first.doneBy()),
                new RiskMeasure("Find another vendor", "tom", due.plusDays(7)))),
        "clara");
    assertThat(measures())
        .extracting(RiskMeasure::text)
        .containsExactly("Order now", "Find another vendor");
    assertThat(measures().get(0))
        .returns(first.id(), RiskMeasure::id)
        .returns("tina", RiskMeasure::responsible)
        .returns("tom", RiskMeasure::doneBy);
    registers.removeRisk(key, number, "clara");
    assertThat(
            jdbc.sql("select count(*) from risk_measure where project_key = ?")
                .param(key)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void aMeasureThatCannotBeIsRefusedBesideItsRow() {
    RiskMeasure right = new RiskMeasure("Order early", "tom", null);
    refuseMeasures("measures[0].text", List.of(new RiskMeasure(" ", "tom", null)));
    refuseMeasures("measures[1].text", List.of(right, new RiskMeasure("x".repeat(2001), "", null)));
    refuseMeasures("measures[1].responsible", List.of(right, new RiskMeasure("x", "nobody", null)));
    refuseMeasures(
        "measures[0].due", List.of(new RiskMeasure("x", null, LocalDate.of(2200, 1, 1))));
    refuseMeasures("measures[50].text", Collections.nCopies(51, right));
    assertThat(registers.risks(key)).isEmpty();
  }

  private void refuseMeasures(String field, List<RiskMeasure> measures) {
    refuse(field, () -> registers.saveRisk(key, risk(false, 1, 1, null, measures), "clara"));
  }

  private List<RiskMeasure> measures() {
    return registers.risks(key).get(0).measures();
  }

  private static Risk risk(int likelihood, int impact) {
    return risk(false, likelihood, impact, Risk.Response.REDUCE, List.of());
  }

  private static Risk risk(
      boolean chance,
      int likelihood,
      int impact,
      Risk.Response response,
      List<RiskMeasure> measures) {
    return risk(0, chance, likelihood, impact, response, measures);
  }

  private static Risk risk(int number, List<RiskMeasure> measures) {
    return risk(number, false, 3, 3, null, measures);
  }

  private static Risk risk(
      int number,
      boolean chance,
      int likelihood,
      int impact,
      Risk.Response response,
      List<RiskMeasure> measures) {
    return new Risk(
        number,
        chance,
        "Vendor late",
        "",
        "",
        "",
        "",
        likelihood,
        impact,
        "",
        null,
        response,
        measures,
        null,
        null,
        new BigDecimal("1000"),
        null,
        Risk.RiskStatus.ACTIVE,
        null);
  }

  @Test
  void theCheckNamesWhatIsWrongAndWhoAndHowMuch() {
    assertThat(check.check(key)).singleElement().returns("plan.find.noTasks", PlanFinding::code);
    plan();
    registers.saveSystem(
        key,
        new PlanSystem(
            0,
            "Ledger",
            SystemAction.CHANGE,
            null,
            "",
            Criticality.HIGH,
            "",
            LocalDate.of(2027, 3, 15),
            LocalDate.of(2027, 3, 16)),
        "clara");
    registers.saveRisk(key, risk(4, 4), "clara");
    plans.edit(
        key,
        1,
        List.of(
            edit(Kind.SET, 3, "system", "1"),
            edit(Kind.ADD_TASK, null, "name", "Loose", "durationDays", "120"),
            edit(Kind.ADD_TASK, null, "name", "Also Tom", "durationDays", "3", "owner", "tom")),
        "clara");
    String other = PlanFixture.project(jdbc);
    registers.saveSystem(
        other,
        new PlanSystem(
            0, "ledger", SystemAction.REPLACE, "tina", "", Criticality.HIGH, "", null, null),
        "clara");
    plans.edit(
        other,
        0,
        List.of(
            edit(
                Kind.ADD_TASK,
                null,
                "name",
                "Elsewhere",
                "durationDays",
                "15",
                "owner",
                "tina",
                "system",
                "1")),
        "clara");

    List<PlanFinding> findings = check.check(key);

    assertThat(findings)
        .extracting(PlanFinding::code)
        .contains(
            "plan.find.lateBeyond",
            "plan.find.noOwner",
            "plan.find.noMeasure",
            "plan.find.noSystemOwner",
            "plan.find.overload",
            "plan.find.overloadAcross",
            "plan.find.systemTwice",
            "plan.find.blackout");
    assertThat(findings.get(0).severity()).isEqualTo(PlanFinding.Severity.BLOCKS);
    assertThat(findings)
        .allSatisfy(f -> assertThat(f.sentence()).isNotEqualTo(f.code()).doesNotContain("{"));
    assertThat(findings)
        .filteredOn(f -> f.code().equals("plan.find.overloadAcross"))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.otherProject()).isEqualTo(other);
              assertThat(f.sentence())
                  .contains("Tina Okafor", "200 percent", "8 Mar 2027", "Elsewhere", other);
            });
    assertThat(findings)
        .filteredOn(f -> f.code().equals("plan.find.systemTwice"))
        .singleElement()
        .satisfies(
            f -> assertThat(f.sentence()).contains("Ledger", other, "8 Mar 2027", "19 Mar 2027"));
  }

  @Test
  void aPlanGoesThroughFeedbackAndApprovalToABaseline() {
    plan();
    Planning.FeedbackRound round = planning.askTeam(key);
    assertThat(round.members()).containsExactlyInAnyOrder("tom", "tina");
    assertThat(round.until()).isEqualTo(LocalDateTime.of(2027, 2, 4, 10, 0));
    planning.recordFeedback(key, "tom", "Fine", null);
    planning.recordFeedback(key, "tina", null, "Too short");
    planning.remindMembers(key);
    assertThatThrownBy(() -> planning.submit(key, "clara", null))
        .hasMessageContaining("One objection is not answered");
    feedback.answer(key, feedback.objections(key).get(0).id(), "We add a week", "clara");
    assertThat(planning.submit(key, "clara", null)).isEqualTo("clara");
    assertThat(projects.get(key).phase()).isEqualTo(Phase.APPROVAL);
    assertThatThrownBy(() -> plans.edit(key, 1, List.of(edit(Kind.REMOVE_TASK, 4)), "clara"))
        .hasMessageContaining("waiting for approval");

    OpenApproval.Asked asked = new OpenApproval.Asked(1, "managers", 1, "Always");
    assertThatThrownBy(() -> planning.decide(key, asked, "clara", "rework", "maria", null, " "))
        .hasMessageContaining("say why");
    assertThatThrownBy(() -> planning.decide(key, asked, "clara", "approve", "clara", null, ""))
        .hasMessageContaining("cannot decide");
    planning.remindApprovers(key, "managers", ApprovedBy.NOBODY, "/work");
    planning.involveDeputies(key, "managers", ApprovedBy.NOBODY, "approvePlan", "/work");
    planning.decide(key, asked, "clara", "approve", "martin", "maria", "Good");
    Baseline baseline = planning.freeze(key, "martin");

    assertThat(approvals.list(key))
        .singleElement()
        .returns("maria", PlanApproval::onBehalfOf)
        .returns(1, PlanApproval::planVersion);
    assertThat(baseline.reason()).isEqualTo("Plan approved by Martin Keller");
    assertThat(baselines.current(key)).contains(baseline);
    assertThat(baselines.original(key)).contains(baseline);
    assertThat(baselines.isIntact(baseline)).isTrue();
    assertThat(baseline.finish()).isEqualTo(LocalDateTime.of(2027, 3, 19, 17, 0));
    assertThat(baseline.tasks())
        .extracting(BaselineTask::wbs)
        .containsExactly("1", "1.1", "2", "3");
    jdbc.sql(
            "update plan_snapshot_task set cost = cost + 1 where project_key = ? and kind = 'BASELINE' and number = 3")
        .param(key)
        .update();
    assertThat(baselines.isIntact(baselines.current(key).orElseThrow())).isFalse();
  }
}
