package dev.fairlead.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.project.History;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Who changed a system or a line of the budget, and what it was before. */
@FairleadTest
class RegisterHistoryTests {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Registers registers;
  @Autowired History history;

  private String key;

  @BeforeEach
  void project() {
    key = PlanFixture.project(jdbc);
  }

  private static PlanSystem system(
      int number, String name, String owner, Criticality criticality, LocalDate blackout) {
    return new PlanSystem(
        number, name, SystemAction.CHANGE, owner, "", criticality, "", blackout, blackout);
  }

  private static BudgetLine line(int number, String name, String category, String amount) {
    return new BudgetLine(number, name, category, new BigDecimal(amount));
  }

  private List<String> told(History.Register register, Integer number) {
    return history.page(key, register, number, 0, 50).stream()
        .map(entry -> entry.by() + ": " + entry.sentence())
        .toList();
  }

  @Test
  void whatBecameOfASystemIsTold() {
    int crm =
        registers.saveSystem(key, system(0, "CRM {1}", "tom", Criticality.LOW, null), "clara");
    registers.saveSystem(key, system(0, "Shop", null, Criticality.LOW, null), "clara");
    LocalDate day = LocalDate.of(2027, 4, 1);
    PlanSystem other = system(crm, "CRM 2", "tina", Criticality.HIGH, day);
    registers.saveSystem(key, other, "clara");
    registers.saveSystem(key, other, "clara");
    registers.saveSystem(key, system(crm, " CRM  2 ", "", Criticality.HIGH, null), "clara");
    registers.removeSystem(key, crm, "clara");

    assertThat(told(History.Register.SYSTEM, crm))
        .as("the newest first, and nothing where nothing was changed")
        .containsExactly(
            "clara: The system \"CRM  2\" was removed: action \"Change\"; criticality \"High\".",
            "clara: The system \"CRM  2\" was changed: name from \"CRM 2\" to \"CRM  2\"; owner from"
                + " \"Tina Okafor\" to \"-\"; blackout from from \"1 Apr 2027\" to \"-\"; blackout"
                + " until from \"1 Apr 2027\" to \"-\".",
            "clara: The system \"CRM 2\" was changed: name from \"CRM {1}\" to \"CRM 2\"; owner from"
                + " \"Tom Eriksen\" to \"Tina Okafor\"; criticality from \"Low\" to \"High\";"
                + " blackout from from \"-\" to \"1 Apr 2027\"; blackout until from \"-\" to \"1 Apr"
                + " 2027\".",
            "clara: The system \"CRM {1}\" was added: action \"Change\"; owner \"Tom Eriksen\";"
                + " criticality \"Low\".");
    assertThat(told(History.Register.SYSTEM, null)).hasSize(5);
    assertThat(told(History.Register.BUDGET_LINE, null)).isEmpty();
    assertThat(told(null, null)).as("the history of the project has them, too").hasSize(5);
  }

  @Test
  void whatBecameOfALineOfTheBudgetIsTold() {
    int labour = registers.saveBudgetLine(key, line(0, "Labour", "Work", "1000"), "clara");
    registers.saveBudgetLine(key, line(labour, "Labour", "Work", "1000.00"), "clara");
    registers.saveBudgetLine(key, line(labour, "Labour", "", "1500.50"), "clara");
    registers.removeBudgetLine(key, labour, "clara");

    assertThat(told(History.Register.BUDGET_LINE, labour))
        .containsExactly(
            "clara: The budget line \"Labour\" was removed: amount \"1,500.50\".",
            "clara: The budget line \"Labour\" was changed: category from \"Work\" to \"-\"; amount"
                + " from \"1,000.00\" to \"1,500.50\".",
            "clara: The budget line \"Labour\" was added: category \"Work\"; amount \"1,000.00\".");
  }

  private static Risk risk(int number, String title, int likelihood, List<RiskMeasure> measures) {
    return new Risk(
        number,
        false,
        title,
        "The vendor is small",
        "",
        "",
        "",
        likelihood,
        4,
        "",
        "tina",
        Risk.Response.REDUCE,
        measures,
        null,
        null,
        new BigDecimal("12000"),
        LocalDate.of(2027, 4, 1),
        Risk.RiskStatus.ACTIVE,
        new Risk.Delay(new ThreePointEstimate(480, 960, 960), List.of()));
  }

  @Test
  void whatBecameOfARiskIsTold() {
    int late = registers.saveRisk(key, risk(0, "Vendor late", 3, List.of()), "clara");
    RiskMeasure fines = new RiskMeasure("Agree on fines", "tom", LocalDate.of(2027, 3, 15));
    Risk other = risk(late, "Vendor {late}", 4, List.of(fines));
    registers.saveRisk(key, other, "clara");
    registers.saveRisk(key, registers.risks(key).get(0), "clara");
    registers.measureDone(key, late, registers.risks(key).get(0).measures().get(0).id(), "clara");
    registers.riskOccurred(key, late, "clara");
    registers.removeRisk(key, late, "clara");

    assertThat(told(History.Register.RISK, late))
        .containsExactly(
            "clara: The risk \"Vendor {late}\" was removed: threat or opportunity \"Threat\"; cause"
                + " \"The vendor is small\"; likelihood \"4\"; impact \"4\"; status \"Occurred\";"
                + " owner \"Tina Okafor\"; response \"Reduce\"; measures \"Agree on fines (Tom"
                + " Eriksen, 15 Mar 2027, done)\"; next review \"1 Apr 2027\"; cost"
                + " \"12,000.00\"; delay (working days) \"1 / 2\".",
            "clara: The risk \"Vendor {late}\" was changed: status from \"Active\" to"
                + " \"Occurred\".",
            "clara: The measure \"Agree on fines\" on risk 1 \"Vendor {late}\" is done.",
            "clara: The risk \"Vendor {late}\" was changed: title from \"Vendor late\" to \"Vendor"
                + " {late}\"; likelihood from \"3\" to \"4\"; measures from \"-\" to \"Agree on"
                + " fines (Tom Eriksen, 15 Mar 2027)\".",
            "clara: The risk \"Vendor late\" was added: threat or opportunity \"Threat\"; cause \"The"
                + " vendor is small\"; likelihood \"3\"; impact \"4\"; status \"Active\"; owner"
                + " \"Tina Okafor\"; response \"Reduce\"; next review \"1 Apr 2027\"; cost"
                + " \"12,000.00\"; delay (working days) \"1 / 2\".");
  }

  @Test
  void theHistoryOfARiskStandsBelowTheRegisterAndOnAPageOfItsOwn() throws Exception {
    registers.saveRisk(key, risk(0, "Vendor late", 3, List.of()), "clara");
    registers.saveRisk(key, risk(0, "Key person leaves", 2, List.of()), "clara");
    Document risks = page("/risks");
    assertThat(risks.select("section[aria-labelledby=changes] h2").text())
        .isEqualTo("History of the risks");
    assertThat(risks.select("section[aria-labelledby=changes] li")).hasSize(2);
    assertThat(html("/projects/" + key + "/risks"))
        .as("whoever may not edit sees it, too")
        .contains("History of Vendor late");
    Document one = Jsoup.parse(html(risks.select("#r2 a:contains(History)").attr("href")));
    assertThat(one.select("h1").text()).isEqualTo("History of risk 2, Key person leaves");
    assertThat(one.select(".fl-timeline li")).hasSize(1);
    assertThat(one.select(".fl-head .fl-actions a").first().text()).isEqualTo("Risks");
  }

  @Test
  void theNewestStandBelowTheRegisterAndTheRestOnAPage() throws Exception {
    assertThat(page("/systems").select("main").text()).contains("Nothing was added, changed");
    IntStream.range(1, 8)
        .forEach(
            i ->
                registers.saveBudgetLine(
                    key, line(i == 1 ? 0 : 1, "<b>Labour", "Work", "" + i * 100), "clara"));
    registers.saveBudgetLine(key, line(0, "Licences", "Expense", "70"), "clara");

    Document budget = page("/budget");
    assertThat(budget.select("section[aria-labelledby=changes] li")).hasSize(5);
    assertThat(budget.select("section[aria-labelledby=changes] li").first().text())
        .startsWith("The budget line \"Licences\" was added")
        .endsWith("Clara Lindgren");
    assertThat(budget.select("section[aria-labelledby=changes] li").get(1).text())
        .contains("\"<b>Labour\" was changed: amount from \"600.00\" to \"700.00\"");
    String all =
        budget.select("section[aria-labelledby=changes] a:contains(All entries)").attr("href");
    assertThat(Jsoup.parse(html(all)).select(".fl-timeline li")).hasSize(8);
    String ofOne = budget.select("tbody a:contains(History)").get(1).attr("href");
    Document one = Jsoup.parse(html(ofOne));
    assertThat(one.select("h1").text()).isEqualTo("History of budget line 2, Licences");
    assertThat(one.select(".fl-timeline li")).hasSize(1);
    assertThat(one.select(".fl-head .fl-actions a").eachAttr("href"))
        .containsExactly("/projects/" + key + "/budget", "/projects/" + key + "/history");
    assertThat(page("/history").select(".fl-timeline li")).hasSize(8);
  }

  @Test
  void whatDoesNotFitAPageIsOnTheNext() throws Exception {
    History.About line = new History.About(History.Register.BUDGET_LINE, 7, null);
    history.note(
        key,
        "clara",
        IntStream.range(0, 60).mapToObj(i -> new History.Told(line, "Entry " + i)).toList());
    history.note(key, "clara", "Something else");
    Document first = page("/history?of=BUDGET_LINE&number=7");
    int shown = first.select(".fl-timeline li").size();
    assertThat(shown).isBetween(10, 59);
    Document second = Jsoup.parse(html(first.select("a:contains(Older)").attr("href")));
    assertThat(second.select(".fl-timeline li")).hasSize(60 - shown);
    assertThat(second.select(".fl-timeline li").last().text()).startsWith("Entry 0");
    assertThat(second.select("a:contains(Newest)").attr("href"))
        .isEqualTo("/projects/" + key + "/history?of=BUDGET_LINE&number=7");
    assertThat(page("/history").select("a:contains(Older)").attr("href"))
        .startsWith("/projects/" + key + "/history?before=");
  }

  @Test
  void whatTheFormSavesIsTold() throws Exception {
    mvc.perform(
            post("/projects/" + key + "/systems")
                .with(user("clara"))
                .with(csrf())
                .param("name", "CRM")
                .param("action", "CHANGE")
                .param("criticality", "LOW"))
        .andExpect(status().is3xxRedirection());
    assertThat(page("/systems").select("section[aria-labelledby=changes] li").text())
        .contains("The system \"CRM\" was added", "Clara Lindgren");
    mvc.perform(
            post("/projects/" + key + "/systems")
                .with(user("tom"))
                .with(csrf())
                .param("name", "Shop")
                .param("action", "CHANGE")
                .param("criticality", "LOW"))
        .andExpect(status().isForbidden());
    assertThat(told(null, null)).as("what was refused is not told").hasSize(1);
  }

  @Test
  void anUnknownRegisterIsSaidInWords() throws Exception {
    mvc.perform(get("/projects/" + key + "/history?of=RISKS&number=x").with(user("tom")))
        .andExpect(status().isBadRequest());
  }

  private Document page(String path) throws Exception {
    return Jsoup.parse(html("/projects/" + key + path));
  }

  private String html(String path) throws Exception {
    return mvc.perform(get(java.net.URI.create(path)).with(user("clara")))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }
}
