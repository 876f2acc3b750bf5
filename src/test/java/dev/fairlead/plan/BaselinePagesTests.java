package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.BaselineComparison.Fate;
import dev.fairlead.plan.PlanEdit.Kind;
import java.math.BigDecimal;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Approved plans on their page and over REST, and what changed between any two states. */
@FairleadTest
class BaselinePagesTests {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Baselines baselines;
  @Autowired Registers registers;

  private String key;

  /**
   * Baseline 1 of three tasks; baseline 2 with a longer one, one gone and one new; the same of the
   * lines of the budget.
   */
  @BeforeEach
  void twoBaselines() {
    key = PlanFixture.project(jdbc);
    plans.edit(
        key,
        0,
        List.of(
            edit(Kind.ADD_TASK, -1, "name", "Build", "durationDays", "5"),
            edit(Kind.ADD_TASK, -2, "name", "Train <all>", "durationDays", "2"),
            edit(Kind.ADD_TASK, -3, "name", "Test", "durationDays", "3", "fixedCost", "100"),
            edit(Kind.ADD_LINK, -3, "predecessor", "-1")),
        "clara");
    line(0, "Labour", "8000");
    line(0, "Licences", "2000");
    line(0, "Reserve", "500");
    baselines.freeze(key, "maria", "Approved by Maria Costa");
    plans.edit(
        key,
        1,
        List.of(
            edit(Kind.SET, 1, "durationDays", "7"),
            edit(Kind.REMOVE_TASK, 2),
            edit(Kind.SET, 3, "name", "Test well", "fixedCost", "350"),
            edit(Kind.ADD_TASK, -1, "name", "Write manual", "durationDays", "1")),
        "clara");
    line(1, "Own labour", "9000.50");
    registers.removeBudgetLine(key, 2, "clara");
    line(0, "Advice", "300");
    baselines.freeze(key, "sofia", "Change C1");
  }

  private void line(int number, String name, String amount) {
    BudgetLine line = new BudgetLine(number, name, "Work", new BigDecimal(amount));
    registers.saveBudgetLine(key, line, "clara");
  }

  @Test
  void theComparisonSaysWhatBecameOfEachTask() {
    BaselineComparison found = baselines.compare(key, 1, 2);

    assertThat(found.slipMinutes()).isEqualTo(2 * 480);
    assertThat(found.costDifference()).isEqualByComparingTo("250");
    assertThat(found.lines())
        .extracting(line -> line.task().number(), BaselineComparison.Line::fate)
        .containsExactly(
            Tuple.tuple(1, Fate.CHANGED),
            Tuple.tuple(2, Fate.REMOVED),
            Tuple.tuple(3, Fate.CHANGED),
            Tuple.tuple(4, Fate.ADDED));
    assertThat(found.lines().get(0).slipMinutes()).isEqualTo(2 * 480);
    assertThat(found.lines().get(2).costDifference()).isEqualByComparingTo("250");

    BaselineComparison back = baselines.compare(key, 2, 1);
    assertThat(back.slipMinutes()).isEqualTo(-2 * 480);
    assertThat(back.count(Fate.REMOVED)).isEqualTo(1);
    assertThat(back.lines().stream().filter(line -> line.fate() == Fate.ADDED))
        .singleElement()
        .satisfies(line -> assertThat(line.task().name()).isEqualTo("Train <all>"));
    assertThat(baselines.compare(key, 2, null).differences()).isEmpty();
  }

  @Test
  void thePageShowsAnyTwoInTableAndChart() throws Exception {
    Document page = page("");
    assertThat(page.select("select[name=from] option[selected]").val()).isEqualTo("1");
    assertThat(page.select("select[name=to] option[selected]").val()).isEqualTo("now");
    assertThat(page.select("main").text())
        .contains(
            "Baseline 1",
            "Approved by Maria Costa",
            "Change C1",
            "2 working days later",
            "2 later",
            "+250.00")
        .contains("1 added, 1 removed, 2 changed", "was \"Test\"");
    assertThat(page.select("del").eachText()).containsExactly("Licences", "Train <all>");
    assertThat(page.select("svg").attr("aria-label"))
        .contains("Baseline 1 as thin bars, The plan now as thick ones");
    assertThat(page.select("svg g")).hasSize(4);
    assertThat(page.select("svg text[text-decoration=line-through]")).hasSize(1);

    assertThat(page("?from=2&to=now").select("main").text()).contains("No task differs");
    assertThat(page("?from=2&to=now&all=true").select("svg g")).hasSize(3);
    assertThat(page("?from=2&to=1").select("main").text()).contains("2 earlier", "-250.00");
  }

  @Test
  void theLinesOfTheBudgetAreKeptWithEachBaseline() {
    line(3, "Reserve", "700");
    BaselineComparison found = baselines.compare(key, 1, 2);
    assertThat(found.budgetLines())
        .extracting(
            money -> money.line().name(),
            BaselineComparison.Money::fate,
            money -> money.difference().stripTrailingZeros().toPlainString())
        .containsExactly(
            Tuple.tuple("Own labour", Fate.CHANGED, "1000.5"),
            Tuple.tuple("Licences", Fate.REMOVED, "-2000"),
            Tuple.tuple("Reserve", Fate.SAME, "0"),
            Tuple.tuple("Advice", Fate.ADDED, "300"));
    assertThat(found.budgetLinesDifference()).isEqualByComparingTo("-699.50");
    assertThat(baselines.compare(key, 2, null).budgetLines())
        .as("with the plan as it is")
        .filteredOn(money -> money.fate() != Fate.SAME)
        .singleElement()
        .satisfies(money -> assertThat(money.difference()).isEqualByComparingTo("200"));
    assertThat(baselines.original(key).orElseThrow().budgetLines())
        .extracting(BudgetLine::name)
        .containsExactly("Labour", "Licences", "Reserve");
  }

  @Test
  void thePageShowsTheLinesOfTheBudgetBesideTheirSum() throws Exception {
    Element lines = page("?from=1&to=2").selectFirst("section[aria-labelledby=lines]");
    assertThat(lines.select("tbody tr").eachText())
        .containsExactly(
            "Own labour Work was \"Labour\" Changed 8,000.00 9,000.50 +1,000.50",
            "Licences Work Dropped 2,000.00 -2,000.00",
            "Advice Work Added 300.00 +300.00",
            "Sum 10,500.00 9,800.50 -699.50");
    assertThat(lines.select("del").text()).isEqualTo("Licences");
    assertThat(lines.text()).contains("One more line is the same in both");
    assertThat(page("?from=1&to=2&all=true").select("section[aria-labelledby=lines]").text())
        .contains("Reserve Work 500.00 500.00");
    assertThat(page("?from=2&to=now").select("section[aria-labelledby=lines] tbody tr").eachText())
        .containsExactly("Sum 9,800.50 9,800.50");
  }

  @Test
  void anOldBaselineSaysThatItDidNotKeepTheLines() throws Exception {
    Baseline first = baselines.original(key).orElseThrow();
    Baseline old =
        new Baseline(
            key,
            first.number(),
            first.frozenAt(),
            first.frozenBy(),
            first.reason(),
            null,
            first.start(),
            first.finish(),
            first.cost(),
            first.budget(),
            first.tasks(),
            null);
    jdbc.sql("delete from plan_snapshot_line where project_key = ? and snapshot = 1")
        .param(key)
        .update();
    jdbc.sql(
            "update plan_snapshot set keeps_lines = false where project_key = ? and number = 1 and"
                + " kind = 'BASELINE'")
        .param(key)
        .update();
    assertThat(text(key)).as("the lines were taken out of it").contains("Altered");
    jdbc.sql("update plan_snapshot set hash = ? where project_key = ? and number = 1")
        .params(Snapshots.hash(old), key)
        .update();
    assertThat(Snapshots.hash(old)).isNotEqualTo(first.hash());
    assertThat(text(key)).doesNotContain("Altered");

    Element lines = page("?from=1&to=2").selectFirst("section[aria-labelledby=lines]");
    assertThat(lines.text())
        .contains("Baseline 1 of", "did not keep the budget lines", "kept from baseline 2 of");
    assertThat(lines.select("table")).isEmpty();
    assertThat(page("?from=1&to=1").select("section[aria-labelledby=lines] table")).isEmpty();
    assertThat(page("?from=2&to=now").select("section[aria-labelledby=lines] table")).isNotEmpty();
    mvc.perform(get("/api/projects/" + key + "/baselines/1/compare/2").with(user("tom")))
        .andExpect(jsonPath("$.budgetLines").doesNotExist());
  }

  @Test
  void whoDecidesOnThePlanSeesWhatTheLinesWereBefore() throws Exception {
    assertThat(decision()).noneMatch(said -> said.startsWith("The budget line"));
    line(3, "Reserve", "700");
    registers.removeBudgetLine(key, 4, "clara");
    assertThat(decision())
        .contains(
            "The budget line \"Reserve\" was changed: amount from \"500.00\" to \"700.00\".",
            "The budget line \"Advice\" was removed: category \"Work\"; amount \"300.00\".");
  }

  @Test
  void whoeverAltersAFrozenLineIsFound() throws Exception {
    String ofFirst = " where project_key = ? and kind = 'BASELINE' and snapshot = 1 and number = 2";
    for (String change :
        List.of(
            "update plan_snapshot_line set amount = 2000.01" + ofFirst,
            "update plan_snapshot_line set amount = 2000, name = 'Licence'" + ofFirst,
            "delete from plan_snapshot_line" + ofFirst)) {
      jdbc.sql(change).param(key).update();
      assertThat(baselines.all(key))
          .as(change)
          .extracting(baselines::isIntact)
          .containsExactly(false, true);
    }
    jdbc.sql("update plan_snapshot set budget = 1 where project_key = ? and number = 2")
        .param(key)
        .update();
    assertThat(baselines.all(key)).extracting(baselines::isIntact).containsOnly(false);
  }

  @Test
  void whatIsNoBaselineIsSaidInWords() throws Exception {
    for (String wrong : List.of("?from=9", "?to=0", "?from=x", "?from=-1", "?to=99999999999")) {
      mvc.perform(get("/projects/" + key + "/baselines" + wrong).with(user("tom")))
          .andExpect(status().isNotFound());
    }
    String fresh = PlanFixture.project(jdbc);
    assertThat(text(fresh)).contains("There is no baseline yet");
    mvc.perform(get("/api/projects/" + fresh + "/baselines/1/compare/now").with(user("tom")))
        .andExpect(status().isNotFound())
        .andExpect(
            jsonPath("$.detail").value(org.hamcrest.Matchers.containsString("no baseline 1")));
  }

  @Test
  void aBaselineThatSomebodyAlteredIsShownAsSuch() throws Exception {
    assertThat(text(key)).doesNotContain("Altered");
    jdbc.sql(
            "update plan_snapshot_task set cost = ? where project_key = ? and kind = 'BASELINE'"
                + " and snapshot = 1 and number = 1")
        .params(new BigDecimal("1"), key)
        .update();
    assertThat(text(key)).contains("Altered");
    mvc.perform(get("/api/projects/" + key + "/baselines").with(user("tom")))
        .andExpect(jsonPath("$[0].intact").value(false))
        .andExpect(jsonPath("$[1].intact").value(true))
        .andExpect(jsonPath("$[1].tasks").value(3));
  }

  @Test
  void programsGetTheSame() throws Exception {
    mvc.perform(get("/api/projects/" + key + "/baselines/1/compare/2").with(user("tom")))
        .andExpect(jsonPath("$.slipMinutes").value(960))
        .andExpect(jsonPath("$.lines.length()").value(4))
        .andExpect(jsonPath("$.lines[1].fate").value("REMOVED"))
        .andExpect(jsonPath("$.budgetLines.length()").value(4))
        .andExpect(jsonPath("$.budgetLines[1].fate").value("REMOVED"))
        .andExpect(jsonPath("$.budgetLines[1].before.amount").value(2000));
    mvc.perform(get("/api/projects/" + key + "/baselines").with(user("tom")))
        .andExpect(jsonPath("$[1].budgetLines[2].name").value("Advice"));
  }

  private List<String> decision() throws Exception {
    return Jsoup.parse(
            mvc.perform(get("/projects/" + key + "/frame/approval").with(user("sofia")))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString())
        .select("li")
        .eachText();
  }

  private String text(String project) throws Exception {
    return Jsoup.parse(html(project, "")).select("main").text();
  }

  private Document page(String query) throws Exception {
    return Jsoup.parse(html(key, query));
  }

  private String html(String project, String query) throws Exception {
    return mvc.perform(get("/projects/" + project + "/baselines" + query).with(user("tom")))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }
}
