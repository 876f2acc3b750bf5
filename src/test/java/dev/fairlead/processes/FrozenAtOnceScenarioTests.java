package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.AtOnce;
import dev.fairlead.FairleadTest;
import dev.fairlead.people.Absences;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.PlannedSystem;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.project.MemberRate;
import dev.fairlead.project.MemberRates;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectData;
import dev.fairlead.project.TeamMember;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Somebody saves in the moment in which a plan is submitted or frozen: it is in what is approved,
 * or it comes after it.
 */
@FairleadTest
class FrozenAtOnceScenarioTests extends Scenario {
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;
  @Autowired Registers registers;
  @Autowired Absences absences;
  @Autowired ProjectData data;
  @Autowired MemberRates rates;

  /** The same people work in other scenarios. */
  @AfterEach
  void nobodyIsAway() {
    jdbc.sql("delete from absence where reason = 'Ill'").update();
  }

  private static BudgetLine line(int number, String amount) {
    return new BudgetLine(number, "Licences", "Expense", new BigDecimal(amount));
  }

  private static PlanSystem system(int number, Criticality criticality) {
    return new PlanSystem(
        number, "Mail gateway", SystemAction.CHANGE, null, "", criticality, "", null, null);
  }

  /** A plan with one line of its budget and one system, which could be submitted now. */
  private void planned(String key) {
    SampleProject.begin(projects, key, "20000");
    SampleProject.plan(plans, key);
    registers.saveBudgetLine(key, line(0, "4000"), "clara");
    registers.saveSystem(key, system(0, Criticality.LOW), "clara");
    act("clara", key, "userTask_draftPlan");
    act("tom", key, "userTask_giveFeedback");
    act("tina", key, "userTask_giveFeedback");
  }

  private void submit(String key) {
    act("clara", key, "userTask_submitPlan", "nextStep", "submit");
  }

  private Baseline submitted(String key) {
    return baselines.submissions(key).get(0);
  }

  private String atOnce(Runnable first, Runnable second) throws Exception {
    return new AtOnce(jdbc, transactions).refusal(first, second);
  }

  @Test
  void aLineSavedWhileThePlanIsSubmittedComesTooLate() throws Exception {
    planned("FZ-1");
    assertThat(
            atOnce(
                () -> submit("FZ-1"),
                () -> registers.saveBudgetLine("FZ-1", line(1, "9000"), "clara")))
        .contains("waiting for approval");
    assertThat(registers.budgetLines("FZ-1")).isEqualTo(submitted("FZ-1").budgetLines());
    planned("FZ-2");
    assertThat(
            atOnce(
                () -> submit("FZ-2"),
                () -> registers.saveBudgetLine("FZ-2", line(0, "9000"), "clara")))
        .contains("waiting for approval");
    assertThat(registers.budgetLines("FZ-2")).isEqualTo(submitted("FZ-2").budgetLines());
    planned("FZ-3");
    assertThat(atOnce(() -> submit("FZ-3"), () -> registers.removeBudgetLine("FZ-3", 1, "clara")))
        .contains("waiting for approval");
    assertThat(registers.budgetLines("FZ-3")).hasSize(1);
  }

  @Test
  void aLineSavedBeforeThePlanIsSubmittedIsInIt() throws Exception {
    planned("FZ-4");
    assertThat(
            atOnce(
                () -> registers.saveBudgetLine("FZ-4", line(1, "9000"), "clara"),
                () -> submit("FZ-4")))
        .isNull();
    assertThat(submitted("FZ-4").budgetLines())
        .extracting(BudgetLine::amount)
        .singleElement()
        .satisfies(amount -> assertThat(amount).isEqualByComparingTo("9000"));
  }

  @Test
  void anEditOfThePlanWhileItIsSubmittedComesTooLate() throws Exception {
    planned("FZ-5");
    int version = plans.current("FZ-5").version();
    List<PlanEdit> longer =
        List.of(PlanEdit.of(PlanEdit.Kind.SET, BUILD, Map.of("durationDays", "9")));
    assertThat(atOnce(() -> submit("FZ-5"), () -> plans.edit("FZ-5", version, longer, "clara")))
        .contains("waiting for approval");
    assertThat(plans.current("FZ-5").version()).isEqualTo(version);
  }

  @Test
  void aBudgetChangedBeforeThePlanIsSubmittedIsInIt() throws Exception {
    planned("FZ-6");
    Project was = projects.get("FZ-6");
    NewProject more =
        new NewProject(
            was.key(),
            was.name(),
            was.summary(),
            was.sponsor(),
            was.coordinator(),
            was.start(),
            was.deadline(),
            new BigDecimal("25000"),
            was.timeTolerance(),
            was.costTolerance(),
            was.goals(),
            was.team());
    assertThat(atOnce(() -> data.change(was.version(), more, "clara"), () -> submit("FZ-6")))
        .isNull();
    assertThat(submitted("FZ-6").budget()).isEqualByComparingTo("25000");
  }

  @Test
  void ratesChangedBeforeThePlanIsSubmittedAreInIt() throws Exception {
    planned("FZ-10");
    TeamMember dearer = new TeamMember("tom", "Developer", 100, new BigDecimal(120));
    assertThat(atOnce(() -> projects.saveMember("FZ-10", dearer), () -> submit("FZ-10"))).isNull();
    assertThat(submitted("FZ-10").tasks().get(0).cost()).isEqualByComparingTo("4800");
    planned("FZ-11");
    MemberRate later = new MemberRate("tom", MONDAY.toLocalDate().plusDays(1), new BigDecimal(120));
    assertThat(atOnce(() -> rates.set("FZ-11", later, "clara"), () -> submit("FZ-11"))).isNull();
    assertThat(submitted("FZ-11").tasks().get(0).cost())
        .as("a day of 80 an hour and four of 120")
        .isEqualByComparingTo("4480");
  }

  @Test
  void whatIsFrozenIsWhatWasSubmittedWhateverHasHappenedSince() {
    planned("FZ-7");
    submit("FZ-7");
    LocalDate monday = MONDAY.toLocalDate();
    absences.add("tom", monday, monday.plusDays(1), "Ill");
    registers.saveSystem("FZ-7", system(1, Criticality.HIGH), "clara");
    act("maria", "FZ-7", "userTask_approvePlan", "decision", "approve");
    Baseline baseline = baselines.current("FZ-7").orElseThrow();
    Baseline submission = submitted("FZ-7");
    assertThat(baseline.tasks()).isEqualTo(submission.tasks());
    assertThat(baseline.finish()).isEqualTo(submission.finish());
    assertThat(baseline.budgetLines()).isEqualTo(submission.budgetLines());
    assertThat(baselines.isIntact(baseline)).isTrue();
    assertThat(baselines.systems(baseline).orElseThrow())
        .extracting(PlannedSystem::criticality)
        .containsExactly(Criticality.LOW);
    assertThat(plans.schedule("FZ-7").finish())
        .as("the absence is seen as a delay")
        .isAfter(baseline.finish());
  }

  @Test
  void aSystemSavedBeforeABaselineIsFrozenIsInIt() throws Exception {
    planned("FZ-8");
    submit("FZ-8");
    act("maria", "FZ-8", "userTask_approvePlan", "decision", "approve");
    assertThat(
            atOnce(
                () -> registers.saveSystem("FZ-8", system(1, Criticality.HIGH), "clara"),
                () -> baselines.freeze("FZ-8", "clara", "Once more")))
        .isNull();
    assertThat(baselines.systems(baselines.current("FZ-8").orElseThrow()).orElseThrow())
        .extracting(PlannedSystem::criticality)
        .containsExactly(Criticality.HIGH);
  }

  @Test
  void ofTwoFormsOfOneLineThatAreSavedAtOnceTheSecondIsTold() throws Exception {
    planned("FZ-9");
    String seen = registers.budgetLines("FZ-9").get(0).seen();
    assertThat(
            atOnce(
                () -> registers.saveBudgetLine("FZ-9", line(1, "5000"), seen, "clara"),
                () -> registers.saveBudgetLine("FZ-9", line(1, "6000"), seen, "clara")))
        .contains("Licences");
    assertThat(registers.budgetLines("FZ-9").get(0).amount()).isEqualByComparingTo("5000");
  }
}
