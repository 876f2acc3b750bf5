package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.plan.ThreePointEstimate;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Projects;
import dev.fairlead.report.FinalReportData;
import dev.fairlead.report.ReportFormat;
import dev.fairlead.report.ReportLanguages;
import dev.fairlead.report.ReportRows.IssueEndRow;
import dev.fairlead.report.ReportRows.RiskEndRow;
import dev.fairlead.report.ReportRows.SystemPlanRow;
import dev.fairlead.report.ReportRows.VarianceRow;
import dev.fairlead.report.Reports;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The final report against the first plan: systems, and where the difference came from. */
@FairleadTest
class FinalReportScenarioTests {
  private static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);

  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Registers registers;
  @Autowired Baselines baselines;
  @Autowired Changes changes;
  @Autowired Issues issues;
  @Autowired Postings postings;
  @Autowired Reports reports;
  @Autowired JdbcClient jdbc;
  @Autowired ReportLanguages languages;
  @Autowired DecisionLog decisions;

  @AfterEach
  void now() {
    driver.resumeTime();
  }

  @Test
  void theVarianceBridgeKnowsTheWaitingAndAddsUpToTheDay() {
    driver.setTime(MONDAY);
    SampleProject.submitted(driver, projects, plans, "FR-1", "clara");
    driver.moveTo(MONDAY.plusDays(1));
    driver.act("maria", "FR-1", "userTask_approvePlan", Map.of("decision", "approve"));
    String change = longer("FR-1", "6");
    driver.moveTo(MONDAY.plusDays(8));
    driver.act("stefan", change, "userTask_decideChange", Map.of("decision", "approve"));
    postings.post(
        "FR-1",
        new NewPosting(
            LocalDate.of(2027, 1, 6),
            Posting.Kind.EXPENSE,
            new BigDecimal("123.45"),
            null,
            null,
            1,
            null,
            "Books"),
        "clara");
    FinalReportData result = reports.finalData(reports.renderFinal("FR-1"));

    assertThat(result.variance())
        .extracting(VarianceRow::source)
        .containsExactly(
            "Approved changes", "Risks that occurred", "Waiting for approvals", "Estimates");
    VarianceRow waited = result.variance().get(2);
    // from Monday to Tuesday for the plan; from Tuesday to the next Tuesday for the change
    assertThat(waited.detail()).startsWith("Plan 1, changes 5, result 0 working days");
    assertThat(result.variance().get(0).days()).isEqualTo(1);
    int days = workingDays(result.firstFinish(), result.resultFinish());
    assertThat(result.variance().stream().mapToInt(VarianceRow::days).sum()).isEqualTo(days);
    assertThat(waited.days()).isBetween(0, 5);
    assertThat(
            result.variance().stream()
                .map(VarianceRow::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(result.resultCost().subtract(result.firstCost()));
    assertThat(result.resultCost()).isEqualByComparingTo("123.45");
  }

  @Test
  void aChanceThatCameTrueSavesInTheVarianceBridge() {
    driver.setTime(MONDAY);
    SampleProject.tracked(driver, projects, plans, "FR-5");
    for (Risk risk : List.of(risk(false, "500", 3), risk(true, "700", 1))) {
      int number = registers.saveRisk("FR-5", risk, "clara");
      registers.riskOccurred("FR-5", number, "clara");
    }
    FinalReportData result = reports.finalData(reports.renderFinal("FR-5"));
    assertThat(result.variance().get(1))
        .returns("Risks that occurred", VarianceRow::source)
        .returns(2, VarianceRow::days);
    assertThat(result.variance().get(1).cost()).isEqualByComparingTo("-200");
    assertThat(
            result.variance().stream()
                .map(VarianceRow::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(result.resultCost().subtract(result.firstCost()));
    assertThat(result.variance().stream().mapToInt(VarianceRow::days).sum())
        .isEqualTo(workingDays(result.firstFinish(), result.resultFinish()));
  }

  @Test
  void risksAndIssuesEndWithWhatTheyCostWhatTheyBecameAndWhoGoesOnWithThem() {
    driver.setTime(MONDAY);
    SampleProject.tracked(driver, projects, plans, "FR-6");
    int occurred = registers.saveRisk("FR-6", risk(false, "500", 3), "clara");
    int chance = registers.saveRisk("FR-6", risk(true, "700", 1), "clara");
    registers.saveRisk("FR-6", risk(false, "900", 2), "clara");
    registers.riskOccurred("FR-6", occurred, "clara");
    registers.riskOccurred("FR-6", chance, "clara");
    Issue minor =
        issues.file(
            "FR-6",
            new NewIssue(
                Issue.Kind.QUESTION,
                "Who may see it?",
                "Asked in the test",
                null,
                null,
                Issue.Level.LOW,
                Issue.Level.LOW,
                null),
            "tina");

    FinalReportData result = reports.finalData(reports.renderFinal("FR-6"));
    assertThat(result.risks())
        .extracting(
            RiskEndRow::id,
            RiskEndRow::status,
            row -> row.cost() == null ? null : row.cost().toPlainString(),
            RiskEndRow::days,
            RiskEndRow::outcome)
        .containsExactly(
            Tuple.tuple("R1", "Occurred", "500.00", 3, "Became FR-6-I1"),
            Tuple.tuple("R2", "Occurred (chance)", "-700.00", -1, null),
            Tuple.tuple("R3", "Open (Active)", null, null, "Nobody goes on with it"));
    assertThat(result.risksSaid())
        .isEqualTo(
            "The register held 3 risks: 2 occurred, none was closed, one is still open. What"
                + " occurred saved 200.00 EUR, as the register has it. What occurred took 2 working"
                + " days.");
    jdbc.sql("update risk set cost = null where project_key = 'FR-6' and number = 2").update();
    assertThat(reports.finalData(reports.renderFinal("FR-6")).risksSaid())
        .contains("What occurred cost 500.00 EUR, as the register has it; for one of them it has");
    jdbc.sql("update risk set cost = null where project_key = 'FR-6'").update();
    assertThat(reports.finalData(reports.renderFinal("FR-6")).risksSaid())
        .as("nobody said that it cost nothing")
        .endsWith("one is still open. What occurred took 2 working days.");
    assertThat(result.issues())
        .extracting(IssueEndRow::id, IssueEndRow::status)
        .containsExactly(Tuple.tuple("FR-6-I1", "Open"), Tuple.tuple(minor.id(), "Open"));
    assertThat(result.issuesSaid()).startsWith("2 issues were reported; 2 are still open.");
    assertThat(result.contractors()).isEmpty();
    assertThat(result.contractorsSaid()).isNull();
    assertThat(result.followUps()).extracting(row -> row.source()).contains("Issue");
    assertThat(result.followUpsSaid())
        .startsWith(result.followUps().size() + " things stay to be done, ")
        .doesNotContain("recommend");
  }

  private static Risk risk(boolean chance, String cost, int days) {
    long minutes = days * 480L;
    return new Risk(
        0,
        chance,
        "Prices move",
        "",
        "",
        "",
        "",
        3,
        3,
        "",
        null,
        null,
        List.of(),
        null,
        null,
        new BigDecimal(cost),
        null,
        Risk.RiskStatus.ACTIVE,
        new Risk.Delay(new ThreePointEstimate(minutes, minutes, minutes), List.of()));
  }

  @Test
  void waitingExplainsNothingWhereTheChangesExplainTheWholeDelay() {
    driver.setTime(MONDAY);
    SampleProject.tracked(driver, projects, plans, "FR-2");
    String change = longer("FR-2", "8");
    driver.moveTo(MONDAY.plusDays(2));
    driver.act("stefan", change, "userTask_decideChange", Map.of("decision", "approve"));
    FinalReportData result = reports.finalData(reports.renderFinal("FR-2"));
    assertThat(result.variance())
        .extracting(VarianceRow::days)
        .satisfies(
            days ->
                assertThat(days.stream().mapToInt(d -> d).sum())
                    .isEqualTo(workingDays(result.firstFinish(), result.resultFinish())));
    assertThat(result.variance().get(0).days() + result.variance().get(2).days())
        .isLessThanOrEqualTo(
            Math.max(
                result.variance().get(0).days(),
                workingDays(result.firstFinish(), result.resultFinish())));
  }

  @Test
  void theReportKeepsWhereTheDecisionLogStoodWhenItWasWritten() throws Exception {
    driver.setTime(MONDAY);
    SampleProject.tracked(driver, projects, plans, "FR-4");
    languages.choose("FR-4", "de", "clara");
    DecisionLog.Head head = decisions.head();
    String id = reports.renderFinal("FR-4");
    String longer = longer("FR-4", "8");
    driver.act("stefan", longer, "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(decisions.head().number()).isGreaterThan(head.number());
    assertThat(reports.finalData(id).decisionLog())
        .contains("Einträge, letzter Hash " + head.hash());
    StringBuilder text = new StringBuilder();
    try (PdfReader pdf = new PdfReader(reports.file(id, ReportFormat.PDF))) {
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        text.append(new PdfTextExtractor(pdf).getTextFromPage(page));
      }
    }
    assertThat(text.toString().replaceAll("\\s+", ""))
        .contains("Entscheidungsprotokoll:", "letzterHash" + head.hash());
  }

  @Test
  void systemsAreComparedAsPlannedFirstAsPlannedLastAndAsTheyEnded() {
    driver.setTime(MONDAY);
    SampleProject.begin(projects, "FR-3", "20000");
    SampleProject.plan(plans, "FR-3");
    registers.saveSystem("FR-3", system("FR Ledger", SystemAction.CHANGE), "clara");
    driver.act("clara", "FR-3", "userTask_draftPlan", Map.of());
    driver.act("tom", "FR-3", "userTask_giveFeedback", Map.of());
    driver.act("tina", "FR-3", "userTask_giveFeedback", Map.of());
    driver.act("clara", "FR-3", "userTask_submitPlan", Map.of("nextStep", "submit"));
    driver.act("maria", "FR-3", "userTask_approvePlan", Map.of("decision", "approve"));
    baselines.freeze("FR-3", "clara", "As approved");
    assertThat(baselines.systems(baselines.original("FR-3").orElseThrow()).orElseThrow())
        .singleElement()
        .satisfies(system -> assertThat(system.action()).isEqualTo(SystemAction.CHANGE));

    FinalReportData result = reports.finalData(reports.renderFinal("FR-3"));
    assertThat(result.systemPlans())
        .containsExactly(
            new SystemPlanRow(
                "FR Ledger",
                "Change, High",
                "Change, High",
                "Change, 6 points of the handover open"));
  }

  private String longer(String key, String days) {
    return changes
        .submit(
            key,
            new NewChange(
                ChangeRequest.Type.NORMAL,
                ChangeRequest.Category.SCHEDULE,
                "Longer",
                "Build longer",
                "More cases",
                "Errors stay",
                "Build",
                "Stop",
                List.of(PlanEdit.of(PlanEdit.Kind.SET, 1, Map.of("durationDays", days)))),
            "tom")
        .id();
  }

  private static int workingDays(LocalDate from, LocalDate to) {
    return (int)
        from.plusDays(1)
            .datesUntil(to.plusDays(1))
            .filter(day -> day.getDayOfWeek().getValue() < 6)
            .count();
  }

  private static PlanSystem system(String name, SystemAction action) {
    return new PlanSystem(0, name, action, "tom", "Production", Criticality.HIGH, "", null, null);
  }
}
