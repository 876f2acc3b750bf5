package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanCheck;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanFinding;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.plan.ThreePointEstimate;
import dev.fairlead.report.HealthRules;
import dev.fairlead.report.Light;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.Worklist;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;

/** Every path of reviewRisk, and the process owners' table of colours as the one truth. */
@FairleadTest
class RiskScenarioTests extends Scenario {
  private static final String REVIEW = "userTask_reviewRisk";
  private static final String CONFIRM = "userTask_confirmAllWorkDone:clara";
  private static final LocalDate WEDNESDAY = LocalDate.of(2027, 1, 6);

  @Autowired Registers registers;
  @Autowired PlanCheck check;
  @Autowired Issues issues;
  @Autowired HealthRules rules;
  @Autowired Worklist worklist;
  @Autowired RepositoryService repository;
  @Autowired MockMvc mvc;

  @Test
  void theOwnerOfARiskIsAskedOnceOnTheDayOfItsReview() {
    track("RK-1");
    done("RK-1", BUILD, TEST, GO_LIVE);
    int risk = risk("RK-1", "tom", WEDNESDAY);
    risk("RK-1", "tina", WEDNESDAY.plusYears(1));
    driver.moveTo(day(1, 12));
    assertWaiting("RK-1", CONFIRM);
    driver.moveTo(day(2, 12));
    assertWaiting("RK-1", CONFIRM, REVIEW + ":tom");
    assertThat(mailed("RK-1", "Review risk")).containsExactly("tom");
    assertThat(worklist.of("tom")).extracting(OpenTask::taskKey).contains(REVIEW);
    driver.moveTo(day(9, 12));
    assertWaiting("RK-1", CONFIRM, REVIEW + ":tom");
    assertThat(mailed("RK-1", "Review risk")).as("never twice").containsExactly("tom");

    refused(
        "a day after today", "tom", "RK-1", REVIEW, "reviewResult", "open", "reviewNote", "Yes");
    refused("how the risk stands", "tom", "RK-1", REVIEW, "reviewNote", "Yes");
    refused("a reason", "tom", "RK-1", REVIEW, "reviewResult", "closed");
    refused(
        "between 1 and 5",
        "tom",
        "RK-1",
        REVIEW,
        "reviewResult",
        "closed",
        "impact",
        "6",
        "reviewNote",
        "-");
    act(
        "tom",
        "RK-1",
        REVIEW,
        "reviewResult",
        "open",
        "likelihood",
        "5",
        "nextReview",
        "2027-01-20",
        "reviewNote",
        "The vendor has not answered");
    Risk after = read("RK-1", risk);
    assertThat(after.level()).isEqualTo(15);
    assertThat(after.nextReview()).isEqualTo(LocalDate.of(2027, 1, 20));
    assertThat(told("RK-1"))
        .contains("Reviewed risk 1 \"Vendor late\": level 15, next review 20 Jan 2027. The vendor");
    assertWaiting("RK-1", CONFIRM);

    driver.moveTo(day(15, 12));
    assertWaiting("RK-1", CONFIRM);
    driver.moveTo(day(16, 12));
    assertThat(mailed("RK-1", "Review risk")).as("again on its day").containsExactly("tom", "tom");
    act("tom", "RK-1", REVIEW, "reviewResult", "closed", "reviewNote", "Delivered");
    assertThat(read("RK-1", risk).status()).isEqualTo(Risk.RiskStatus.CLOSED);
    driver.moveTo(day(30, 12));
    assertWaiting("RK-1", CONFIRM);
  }

  @Test
  void aRiskThatHasOccurredOpensAnIssueFromItsReview() {
    track("RK-2");
    done("RK-2", BUILD, TEST, GO_LIVE);
    int risk = risk("RK-2", "tom", WEDNESDAY);
    driver.moveTo(day(2, 12));
    act("tom", "RK-2", REVIEW, "reviewResult", "occurred", "reviewNote", "They are late");
    assertThat(read("RK-2", risk).status()).isEqualTo(Risk.RiskStatus.OCCURRED);
    assertThat(issues.open("RK-2", 10))
        .singleElement()
        .satisfies(i -> assertThat(i.title()).contains("Vendor late"));
  }

  @Test
  void theIssueOfARiskHasItsOwnerItsFirstTaskTheSystemOfThatAndItsMeasures() {
    SampleProject.begin(projects, "RK-6", "20000");
    SampleProject.plan(plans, "RK-6");
    int system =
        registers.saveSystem(
            "RK-6",
            new PlanSystem(
                0, "Till RK-6", SystemAction.CHANGE, "tarek", "", Criticality.LOW, "", null, null),
            "clara");
    plans.edit(
        "RK-6",
        plans.current("RK-6").version(),
        List.of(PlanEdit.of(PlanEdit.Kind.SET, TEST, Map.of("system", "" + system))),
        "clara");
    List<RiskMeasure> measures =
        List.of(
            new RiskMeasure("Order early", "tina", LocalDate.of(2027, 2, 1)),
            new RiskMeasure(0, "Ask weekly", null, null, LocalDate.of(2027, 1, 4), "tom"));
    int risk =
        registers.saveRisk(
            "RK-6", risk(0, false, "tom", null, measures, List.of(BUILD, TEST)), "clara");
    // the first of its tasks leaves the plan
    plans.edit(
        "RK-6",
        plans.current("RK-6").version(),
        List.of(PlanEdit.of(PlanEdit.Kind.REMOVE_TASK, BUILD, Map.of())),
        "clara");
    registers.riskOccurred("RK-6", risk, "clara");

    assertThat(issues.open("RK-6", 10))
        .singleElement()
        .returns("tom", Issue::owner)
        .returns(TEST, Issue::task)
        .returns(system, Issue::system)
        .returns(risk, Issue::risk)
        .returns(
            "The risk occurred: They deliver late\nIts effect: We start late\n"
                + "What was to be done about it:\n- Order early (Tina Okafor, until 1 Feb 2027)\n"
                + "- Ask weekly (done on 4 Jan 2027)",
            Issue::description);
  }

  @Test
  void aChanceThatComesTrueIsNoProblem() {
    track("RK-7");
    int chance =
        registers.saveRisk("RK-7", risk(0, true, "tom", null, List.of(), List.of()), "clara");
    registers.riskOccurred("RK-7", chance, "clara");
    assertThat(read("RK-7", chance).status()).isEqualTo(Risk.RiskStatus.OCCURRED);
    assertThat(issues.open("RK-7", 10)).isEmpty();
    assertThat(told("RK-7")).contains("The opportunity 1 \"Vendor late\" has come true.");
  }

  @Test
  void whoeverIsResponsibleForAMeasureIsToldOnceOnItsDay() throws Exception {
    track("RK-8");
    done("RK-8", BUILD, TEST, GO_LIVE);
    int risk =
        registers.saveRisk(
            "RK-8",
            vendor(
                "tom",
                null,
                List.of(
                    new RiskMeasure("Order early", "tina", WEDNESDAY),
                    new RiskMeasure("Nobody's", null, WEDNESDAY),
                    new RiskMeasure("Later", "tina", WEDNESDAY.plusDays(14)),
                    new RiskMeasure(0, "Done", "tina", WEDNESDAY, MONDAY.toLocalDate(), "tina"))),
            "clara");
    driver.moveTo(day(1, 12));
    assertThat(mailed("RK-8", "a measure on risk")).isEmpty();
    driver.moveTo(day(2, 12));
    assertThat(mailed("RK-8", "a measure on risk 1 \"Vendor late\" is due"))
        .as("what is nobody's is the coordinator's")
        .containsExactly("clara", "tina");
    assertThat(mails("RK-8"))
        .filteredOn(mail -> mail.recipient().equals("tina") && mail.subject().contains("is due"))
        .singleElement()
        .satisfies(mail -> assertThat(mail.body()).contains("by 6 Jan 2027", "Order early"));
    assertThat(told("RK-8"))
        .contains("Told Tina Okafor that a measure on risk 1 \"Vendor late\" was due on 6 Jan");
    driver.moveTo(day(4, 12));
    assertThat(mailed("RK-8", "a measure on risk")).as("once").hasSize(2);
    assertThat(page("tina", "/projects/RK-8/risks").select("#r1 .fl-pill.red").eachText())
        .containsExactly("Overdue", "Overdue");

    // put off, it is told of again on its new day
    List<RiskMeasure> measures = new ArrayList<>(read("RK-8", risk).measures());
    RiskMeasure first = measures.get(0);
    measures.set(
        0, new RiskMeasure(first.id(), first.text(), "tina", WEDNESDAY.plusDays(7), null, null));
    registers.saveRisk("RK-8", risk(risk, false, "tom", null, measures, List.of()), "clara");
    driver.moveTo(day(9, 12));
    assertThat(mailed("RK-8", "a measure on risk")).containsExactly("clara", "tina", "tina");
    registers.riskOccurred("RK-8", risk, "clara");
    driver.moveTo(day(17, 12));
    assertThat(mailed("RK-8", "a measure on risk")).as("the risk is over").hasSize(3);
  }

  @Test
  void aRiskWithoutAnOwnerIsReviewedByTheCoordinatorAndEndsWithTheTracking() {
    track("RK-3");
    done("RK-3", BUILD, TEST, GO_LIVE);
    risk("RK-3", null, WEDNESDAY);
    driver.moveTo(day(2, 12));
    assertWaiting("RK-3", CONFIRM, REVIEW + ":clara");
    act("clara", "RK-3", "userTask_confirmAllWorkDone");
    assertThat(driver.waitingFor("RK-3")).doesNotContain(REVIEW + ":clara");
  }

  @Test
  void theReviewShowsTheRisk() throws Exception {
    track("RK-4");
    risk("RK-4", "tom", WEDNESDAY);
    assertThat(page("tom", "/projects/RK-4/frame/risk?riskNumber=1").text())
        .contains("Vendor late", "Order early");
  }

  @Test
  void theTableOfRiskLevelsColoursMatrixCheckAndReports() throws Exception {
    SampleProject.begin(projects, "RK-5", "20000");
    SampleProject.plan(plans, "RK-5");
    registers.saveRisk("RK-5", vendor("tom", null, List.of()), "clara");
    assertThat(cell("RK-5", 9)).isEqualTo("table-warning");
    assertThat(cell("RK-5", 2)).isEqualTo("table-success");
    assertThat(cell("RK-5", 20)).isEqualTo("table-danger");
    assertThat(page("clara", "/projects/RK-5/risks").select("#r1 .fl-pill").first().classNames())
        .contains("amber");
    assertThat(check.check("RK-5")).extracting(PlanFinding::code).contains("plan.find.noMeasure");

    String table = ProcessFiles.text(ProcessFiles.FOLDER.resolve("decisions/riskLevel.dmn"));
    String changed =
        table
            .replace("&lt;= 2", "&lt;= 9")
            .replace("[3..19]", "[10..11]")
            .replace("&gt;= 20", "&gt;= 12");
    assertThat(changed).contains("[10..11]", "&lt;= 9", "&gt;= 12");
    String deployment =
        repository.createDeployment().addString("riskLevel.dmn", changed).deploy().getId();
    try {
      assertThat(cell("RK-5", 9)).isEqualTo("table-success");
      assertThat(cell("RK-5", 12)).isEqualTo("table-danger");
      assertThat(page("clara", "/projects/RK-5/risks").select("#r1 .fl-pill").first().classNames())
          .contains("green");
      assertThat(check.check("RK-5"))
          .extracting(PlanFinding::code)
          .doesNotContain("plan.find.noMeasure");
      assertThat(rules.risk(9)).isEqualTo(Light.GREEN);
    } finally {
      repository.deleteDeployment(deployment, true);
    }
    assertThat(cell("RK-5", 9)).isEqualTo("table-warning");
  }

  private int risk(String key, String owner, LocalDate review) {
    return registers.saveRisk(
        key, vendor(owner, review, List.of(new RiskMeasure("Order early", "tom", null))), "clara");
  }

  private static Risk vendor(String owner, LocalDate review, List<RiskMeasure> measures) {
    return risk(0, false, owner, review, measures, List.of());
  }

  /** Delays its tasks by two days, and costs, or saves, a thousand. */
  private static Risk risk(
      int number,
      boolean chance,
      String owner,
      LocalDate review,
      List<RiskMeasure> measures,
      List<Integer> tasks) {
    return new Risk(
        number,
        chance,
        "Vendor late",
        "One vendor",
        "They deliver late",
        "We start late",
        "Supply",
        3,
        3,
        "",
        owner,
        Risk.Response.ACCEPT,
        measures,
        null,
        null,
        new BigDecimal("1000"),
        review,
        Risk.RiskStatus.ACTIVE,
        tasks.isEmpty() ? null : new Risk.Delay(new ThreePointEstimate(960, 960, 960), tasks));
  }

  private Risk read(String key, int number) {
    return registers.risks(key).stream()
        .filter(risk -> risk.number() == number)
        .findFirst()
        .orElseThrow();
  }

  /** The colour of the first cell of this level in the matrix. */
  private String cell(String key, int level) throws Exception {
    return page("clara", "/projects/" + key + "/risks").select("td:has(> span.fl-small)").stream()
        .filter(cell -> cell.select("> span").text().equals("" + level))
        .findFirst()
        .orElseThrow()
        .className();
  }

  private Document page(String name, String path) throws Exception {
    return Jsoup.parse(
        mvc.perform(
                get(path).with(user(name).authorities(new SimpleGrantedAuthority("coordinators"))))
            .andReturn()
            .getResponse()
            .getContentAsString());
  }
}
