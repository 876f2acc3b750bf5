package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.project.Projects;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** What managers read beside the tasks of the plan that they approve. */
@FairleadTest
class ApprovalPageTests {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Planning planning;
  @Autowired Registers registers;
  @Autowired Projects projects;

  private String key;

  @BeforeEach
  void aPlan() {
    jdbc.sql("update project set phase = 'CLOSED' where project_key like 'PLAN-%'").update();
    key = PlanFixture.project(jdbc);
    jdbc.sql(
            "insert into goal (project_key, number, statement, measure, target, weight) values"
                + " (?, 1, '<b>Faster</b> orders', 'Minutes per order', 'below 5', 60)")
        .param(key)
        .update();
    jdbc.sql(
            "insert into member_rate (project_key, username, valid_from, amount) values (?, 'tom',"
                + " ?, 95)")
        .params(key, LocalDate.of(2027, 5, 1))
        .update();
    projects.changed(key);
    int line =
        registers.saveBudgetLine(
            key, new BudgetLine(0, "Labour", "internal", new BigDecimal("60000")), "clara");
    registers.saveBudgetLine(
        key, new BudgetLine(0, "Licences", "external", new BigDecimal("30000")), "clara");
    registers.saveSystem(key, crm(0, SystemAction.CHANGE), "clara");
    registers.saveRisk(key, risk(0, "Vendor late", 4, 5), "clara");
    plans.edit(
        key,
        0,
        List.of(
            edit(
                Kind.ADD_TASK,
                -1,
                "name",
                "Build",
                "durationDays",
                "10",
                "owner",
                "tom",
                "budgetLine",
                String.valueOf(line))),
        "clara");
  }

  private static PlanSystem crm(int number, SystemAction action) {
    return new PlanSystem(
        number,
        "CRM",
        action,
        "tina",
        "production",
        Criticality.HIGH,
        "Sundays 20:00 to 24:00",
        LocalDate.of(2027, 4, 1),
        LocalDate.of(2027, 4, 5));
  }

  private static Risk risk(int number, String title, int likelihood, int impact) {
    return new Risk(
        number,
        false,
        title,
        "One supplier",
        "It delivers late",
        "The start slips",
        "Suppliers",
        likelihood,
        impact,
        "before the pilot",
        "tina",
        Risk.Response.REDUCE,
        List.of(new RiskMeasure("Ask weekly", "tom", LocalDate.of(2027, 3, 20))),
        2,
        3,
        new BigDecimal("1500"),
        null,
        Risk.RiskStatus.ACTIVE,
        new Risk.Delay(new ThreePointEstimate(960, 960, 960), List.of()));
  }

  @Test
  void goalsRisksSystemsBudgetAndTeamStandThereWithTheirCounts() throws Exception {
    planning.submit(key, "clara", null);
    Document page = page();
    assertThat(page.select("details > summary h3").eachText())
        .containsExactly(
            "Goals (1)",
            "Budget lines (2): 90,000.00 EUR of the budget of 100,000.00 EUR",
            "Risks (1)",
            "Systems (1)",
            "Team (2)");
    assertThat(page.text()).contains("Goals, budget lines and systems as they were submitted on");
    assertThat(part(page, "goals").text())
        .contains("<b>Faster</b> orders", "Minutes per order", "below 5", "60");
    assertThat(part(page, "money").text())
        .contains("Labour internal 60,000.00 6,400.00")
        .contains("Sum 90,000.00 6,400.00", "Budget 100,000.00", "In no line 10,000.00");
    assertThat(part(page, "risks").select(".fl-pill.red").text()).isEqualTo("Level 20, red");
    assertThat(part(page, "risks").text())
        .contains("Vendor late", "Ask weekly (Tom Eriksen, 20 Mar 2027)")
        .contains("Category: Suppliers", "When it may happen: before the pilot")
        .contains("Reduce", "residual level 6", "would cost 1,500.00")
        .contains("Owner: Tina", "delays by 2 days");
    assertThat(part(page, "systems").text())
        .contains("CRM", "production", "Change", "High", "Tina", "Sundays 20:00 to 24:00")
        .contains("Nobody may touch it from 1 Apr 2027 to 5 Apr 2027")
        .doesNotContain("Changed since");
    assertThat(part(page, "team").text())
        .contains("Tom Eriksen Developer 100 % 80.00 from 1 May 2027: 95.00");
    assertThat(page.select("a[href=/projects/" + key + "/plan-report]")).hasSize(1);
    assertThat(page.select("details:not([open])")).as("few stand open").isEmpty();
  }

  @Test
  void whatIsShownIsWhatWasSubmitted() throws Exception {
    planning.submit(key, "clara", null);
    registers.saveSystem(key, crm(1, SystemAction.RETIRE), "clara");
    registers.saveSystem(
        key,
        new PlanSystem(0, "Archive", SystemAction.USE, null, "", Criticality.LOW, "", null, null),
        "clara");
    jdbc.sql("update budget_line set amount = 1 where project_key = ?").param(key).update();
    Document page = page();
    assertThat(part(page, "systems").text())
        .contains("Systems (1)", "CRM", "Change", "Changed since")
        .doesNotContain("Archive", "Retire");
    assertThat(part(page, "money").text()).contains("60,000.00", "Sum 90,000.00");
  }

  @Test
  void aPlanThatComesBackSaysWhatIsOtherwiseInSystemsAndRisks() throws Exception {
    planning.submit(key, "clara", null);
    PlanFixture.phase(jdbc, key, "PLANNING");
    projects.changed(key);
    // a submission keeps seconds, as the history does
    jdbc.sql("update plan_snapshot set frozen_at = ? where project_key = ?")
        .params(LocalDate.of(2020, 1, 1).atStartOfDay(), key)
        .update();
    jdbc.sql("update project_history set happened_at = ? where project_key = ?")
        .params(LocalDate.of(2020, 1, 1).atStartOfDay(), key)
        .update();
    registers.saveSystem(key, crm(1, SystemAction.RETIRE), "clara");
    registers.saveRisk(key, risk(0, "Tester ill", 2, 2), "clara");
    planning.submit(key, "clara", null);
    Document page = page();
    assertThat(page.select("li").eachText())
        .anyMatch(said -> said.startsWith("The system \"CRM\" was changed: action"));
    assertThat(part(page, "risks").select("> .card-body").get(0).text())
        .contains("Vendor late")
        .doesNotContain("Changed since");
    assertThat(part(page, "risks").select("> .card-body").get(1).text())
        .contains("Tester ill", "Changed since 1 Jan 2020");
  }

  @Test
  void longRegistersAreFoldedAndCut() throws Exception {
    for (int i = 1; i <= 22; i++) {
      registers.saveRisk(key, risk(0, "Risk of level " + 1, 1, 1), "clara");
    }
    planning.submit(key, "clara", null);
    Document page = page();
    Element risks = part(page, "risks");
    assertThat(risks.hasAttr("open")).isFalse();
    assertThat(risks.select("> .card-body:has(h4)")).hasSize(20);
    assertThat(risks.select("h4").get(0).text()).as("the highest first").contains("Vendor late");
    assertThat(risks.select("a[href=/projects/" + key + "/risks]").text())
        .isEqualTo("3 more on the tab Risks");
  }

  private static Element part(Document page, String id) {
    Element part = page.getElementById(id);
    assertThat(part).as(id).isNotNull();
    return part;
  }

  private Document page() throws Exception {
    String html =
        mvc.perform(get("/projects/" + key + "/frame/approval").with(user("maria")))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(html).doesNotContain("??");
    return Jsoup.parse(html);
  }
}
