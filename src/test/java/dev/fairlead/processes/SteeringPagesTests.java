package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.Changes;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanCopies;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.Issues;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/**
 * The pages of progress, costs, issues, changes and closing, rendered by the running application.
 */
@FairleadTest
class SteeringPagesTests {
  @Autowired Registers registers;
  @Autowired MockMvc mvc;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Costs costs;
  @Autowired Issues issues;
  @Autowired Changes changes;
  @Autowired PlanCopies copies;

  @BeforeEach
  void aTrackedProject() {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    if (projects.find("PG-1").isEmpty()) {
      TrackedProject.begin(driver, projects, plans, "PG-1");
    }
    driver.setTime(LocalDateTime.of(2027, 1, 12, 9, 0));
  }

  @AfterEach
  void now() {
    driver.resumeTime();
  }

  private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, String who)
      throws Exception {
    return mvc.perform(request.with(user(who)).with(csrf())).andReturn().getResponse();
  }

  private String page(String path, String who) throws Exception {
    MockHttpServletResponse response = ask(get(path), who);
    assertThat(response.getStatus()).as(path + " " + response.getContentAsString()).isEqualTo(200);
    String html = response.getContentAsString();
    assertThat(html).as("untranslated texts on " + path).doesNotContain("??");
    return html;
  }

  @Test
  void everyPageAndFrameIsShown() throws Exception {
    for (String tab :
        new String[] {
          "progress", "progress?task=1", "costs", "issues", "changes", "changes/new", "closing"
        }) {
      assertThat(page("/projects/PG-1/" + tab, "clara")).contains("Sample PG-1");
    }
    for (String view :
        new String[] {
          "lateTask?taskNumber=1",
          "workDone",
          "corrective",
          "readiness",
          "goals",
          "handover",
          "deliverables",
          "evaluation"
        }) {
      assertThat(page("/projects/PG-1/frame/" + view, "clara")).contains("fl-frame");
    }
    page("/lessons?project=PG-1", "tom");
  }

  @Test
  void theProgressPageShowsFormulasAndLateTasks() throws Exception {
    assertThat(page("/projects/PG-1/progress", "maria"))
        .contains("AC + (BAC - EV) / (CPI x SPI)", "Late and soon-late tasks", "Build");
    assertThat(page("/projects/PG-1/progress?date=2027-01-06", "maria"))
        .contains("Earned value at 6 Jan 2027", "data-chart=\"cost\"");
  }

  @Test
  void aWrongReportKeepsWhatWasTypedAndSaysWhyBesideTheField() throws Exception {
    MockHttpServletResponse response =
        ask(
            post("/projects/PG-1/progress")
                .param("task", "1")
                .param("percent", "130")
                .param("note", "half way"),
            "tom");
    assertThat(response.getStatus()).isEqualTo(422);
    assertThat(response.getContentAsString())
        .contains("between 0 and 100", "half way", "invalid-feedback");
    response =
        ask(post("/projects/PG-1/progress").param("task", "1").param("percent", "30"), "tom");
    assertThat(response.getStatus()).isEqualTo(302);
    assertThat(plans.current("PG-1").task(1).percentComplete()).isEqualTo(30);
  }

  @Test
  void postingsAreKeptAndScriptsStayText() throws Exception {
    MockHttpServletResponse response =
        ask(
            post("/projects/PG-1/costs")
                .param("day", "2027-01-05")
                .param("kind", "EXPENSE")
                .param("amount", "250.50")
                .param("text", "<script>alert(1)</script>"),
            "clara");
    assertThat(response.getStatus()).isEqualTo(302);
    assertThat(page("/projects/PG-1/costs", "clara"))
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
    response =
        ask(
            post("/projects/PG-1/costs")
                .param("day", "2027-01-05")
                .param("kind", "EXPENSE")
                .param("amount", "-1")
                .param("text", "x"),
            "clara");
    assertThat(response.getContentAsString()).contains("must be 0 or more");
    assertThat(costs.actualCost("PG-1", LocalDate.of(2027, 1, 31))).isEqualByComparingTo("250.50");
  }

  @Test
  void anIssueAndAChangeAreFiledOnTheirPages() throws Exception {
    MockHttpServletResponse response =
        ask(
            post("/projects/PG-1/issues")
                .param("kind", "PROBLEM")
                .param("title", "Login fails")
                .param("description", "Nobody gets in")
                .param("urgency", "HIGH")
                .param("impact", "HIGH"),
            "tom");
    assertThat(response.getRedirectedUrl()).startsWith("/issues/PG-1-I");
    assertThat(page(response.getRedirectedUrl(), "maria")).contains("Nobody gets in");
    assertThat(page(response.getRedirectedUrl() + "/frame", "clara")).contains("Nobody gets in");

    MockHttpServletRequestBuilder change =
        post("/projects/PG-1/changes")
            .param("type", "NORMAL")
            .param("category", "SCHEDULE")
            .param("title", "More time")
            .param("description", "It grew")
            .param("reason", "New rules")
            .param("notDone", "Fines")
            .param("implementationPlan", "Longer build")
            .param("backoutPlan", "Shorter build")
            .param("what-0", "DURATION")
            .param("task-0", "1")
            .param("value-0", "8")
            .param("what-1", "BUDGET")
            .param("value-1", "25000");
    response = ask(change.param("preview", "1"), "tom");
    assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
    assertThat(response.getContentAsString())
        .contains("Computed impact", "It grew", "20,000.00", "25,000.00", "5,000.00");
    assertThat(changes.all("PG-1")).isEmpty();
    MockHttpServletRequestBuilder again =
        post("/projects/PG-1/changes")
            .param("type", "NORMAL")
            .param("category", "SCHEDULE")
            .param("title", "More time")
            .param("description", "It grew")
            .param("reason", "New rules")
            .param("notDone", "Fines")
            .param("implementationPlan", "Longer build")
            .param("backoutPlan", "Shorter build")
            .param("what-0", "DURATION")
            .param("task-0", "1")
            .param("value-0", "8");
    response = ask(again, "tom");
    assertThat(response.getRedirectedUrl())
        .as(response.getContentAsString())
        .isEqualTo("/changes/PG-1-C1");
    assertThat(page("/changes/PG-1-C1", "maria")).contains("Computed impact", "Awaiting approval");
    assertThat(
            Jsoup.parse(page("/changes/PG-1-C1", "maria"))
                .select("table.fl-stack tr:contains(Planned cost) td")
                .eachAttr("data-label"))
        .as("a phone has no room for four columns")
        .containsExactly("Before", "After", "Difference");
    assertThat(page("/changes/PG-1-C1/frame", "maria")).contains("fl-frame");
    assertThat(page("/projects/PG-1/changes", "maria")).contains("PG-1-C1");
    response = ask(post("/projects/PG-1/changes").param("title", "x"), "tom");
    assertThat(response.getStatus()).isEqualTo(422);
    ask(post("/changes/PG-1-C1/withdraw"), "tom");
    assertThat(page("/changes/PG-1-C1", "tom")).contains("Withdrawn");
  }

  @Test
  void otherProgramsReportAndRead() throws Exception {
    MockHttpServletResponse response =
        ask(
            post("/api/projects/PG-1/progress")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"task\": 2, \"percent\": 10}"),
            "tina");
    assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(201);
    response = ask(get("/api/projects/PG-1/earned-value?date=2027-01-12"), "maria");
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getContentAsString()).contains("\"bac\"", "\"earnedSchedule\"");
    response =
        ask(
            post("/api/projects/PG-1/changes")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"type\": \"NORMAL\", \"edits\": []}"),
            "tom");
    assertThat(response.getStatus()).isEqualTo(422);
    assertThat(ask(get("/api/projects/PG-1/changes"), "tom").getStatus()).isEqualTo(200);
    assertThat(ask(get("/api/projects/NONE/earned-value"), "tom").getStatus()).isEqualTo(404);
  }

  @Test
  void theProgressPageSaysWhatTheFiguresAreSummedFrom() throws Exception {
    assertThat(page("/projects/PG-1/progress", "maria"))
        .contains("By budget line", "What the figures are summed from");
    assertThat(page("/api/projects/PG-1/earned-value/parts?date=2027-01-06", "maria"))
        .contains("\"tasks\":[{\"number\":1", "\"lines\":[");
  }

  @Test
  void aStandardChangeIsPutIntoTheCatalogueChosenInTheFormAndNamedOnItsPage() throws Exception {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    TrackedProject.begin(driver, projects, plans, "PG-STD");
    MockHttpServletRequestBuilder entry =
        post("/changes/catalogue")
            .param("title", "Say it better")
            .param("category", "SCOPE")
            .param("description", "A better name")
            .param("implementationPlan", "Rename it")
            .param("backoutPlan", "Name it as before");
    assertThat(ask(entry, "clara").getStatus()).isEqualTo(403);
    assertThat(ask(entry, "maria").getRedirectedUrl()).isEqualTo("/changes/catalogue");
    assertThat(page("/changes/catalogue", "tom")).contains("Say it better", "Maria Costa");

    String form = page("/projects/PG-STD/changes/new", "tom");
    String number =
        org.jsoup.Jsoup.parse(form).select("#standard option:contains(Say it better)").val();
    assertThat(ask(standardChange(""), "tom").getContentAsString())
        .contains("A standard change names its entry in the catalogue");
    assertThat(ask(standardChange(number), "tom").getRedirectedUrl())
        .isEqualTo("/changes/PG-STD-C1");
    assertThat(page("/changes/PG-STD-C1", "maria")).contains("Say it better", "Rename it");
  }

  @Test
  void aBudgetIsAskedForBesideWhatWasTriedOutOnACopy() throws Exception {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    TrackedProject.begin(driver, projects, plans, "PG-BUD");
    copies.edit(
        "PG-BUD",
        0,
        List.of(PlanEdit.of(PlanEdit.Kind.SET, 1, Map.of("durationDays", "8"))),
        "tom");
    assertThat(page("/projects/PG-BUD/changes/new", "tom"))
        .contains("Now it is 20,000.00\u00a0EUR.");
    MockHttpServletResponse refused = ask(copiedChange("lots"), "tom");
    assertThat(refused.getStatus()).isEqualTo(422);
    assertThat(
            org.jsoup.Jsoup.parse(refused.getContentAsString())
                .select("#budget[value=lots] ~ .invalid-feedback")
                .text())
        .startsWith("The budget must be an amount above 0");
    assertThat(changes.all("PG-BUD")).isEmpty();
    assertThat(ask(copiedChange("22000.50"), "tom").getRedirectedUrl())
        .isEqualTo("/changes/PG-BUD-C1");
    assertThat(changes.get("PG-BUD-C1").edits())
        .extracting(PlanEdit::kind)
        .containsExactly(
            PlanEdit.Kind.SET, PlanEdit.Kind.SET_BUDGET, PlanEdit.Kind.SET_TIME_TOLERANCE);
    assertThat(page("/changes/PG-BUD-C1/frame", "maria"))
        .contains("20,000.00", "22,000.50", "2,000.50");
  }

  @Test
  void tolerancesAreAskedForInTheFormAndShownBeforeAndAfter() throws Exception {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    TrackedProject.begin(driver, projects, plans, "PG-TOL");
    assertThat(ask(tolerances("2000"), "tom").getContentAsString())
        .contains("The time tolerance must be between 0 and 1,000 working days.");
    assertThat(ask(tolerances("77"), "tom").getRedirectedUrl()).isEqualTo("/changes/PG-TOL-C1");
    Document page = Jsoup.parse(page("/changes/PG-TOL-C1/frame", "maria"));
    assertThat(page.select("tr:contains(Time tolerance) td").get(1).text())
        .isEqualTo("77 working days");
    assertThat(page.select("tr:contains(Cost tolerance) td").get(1).text()).isEqualTo("33.5 %");
  }

  private static MockHttpServletRequestBuilder tolerances(String days) {
    return post("/projects/PG-TOL/changes")
        .param("what-0", "TIME_TOLERANCE")
        .param("value-0", days)
        .param("what-1", "COST_TOLERANCE")
        .param("value-1", "33.50")
        .param("type", "NORMAL")
        .param("category", "SCHEDULE")
        .param("title", "Other tolerances")
        .param("description", "Wider limits")
        .param("reason", "New vendor")
        .param("notDone", "An alarm every week")
        .param("implementationPlan", "Set them")
        .param("backoutPlan", "Set them back");
  }

  @Test
  void goalsAreWrittenOverInTheFormAndShownBeforeAndAfterWhereverTheyStand() throws Exception {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    TrackedProject.begin(driver, projects, plans, "PG-GOL");
    Document form = Jsoup.parse(page("/projects/PG-GOL/changes/new", "tom"));
    assertThat(form.select("#goals summary").text()).isEqualTo("Goals one goal");
    assertThat(form.select("#goals").hasAttr("open")).isFalse();
    assertThat(form.select("#goal-target-1").val()).isEqualTo("60 s");
    assertThat(computed("EMERGENCY", "goal-target-1", "30 s"))
        .startsWith("Tolerances and goals are agreed with the sponsors, and an emergency change")
        .endsWith("Submit it as a normal change, and leave in the emergency what cannot wait.");
    assertThat(computed("STANDARD", "goal-drop-1", "")).isEmpty();
    assertThat(computed("STANDARD", "goal-weight-1", "7"))
        .contains("a standard change is applied without a decision");
    assertThat(computed("NORMAL", "goal-target-1", "30 s")).isEmpty();
    copies.edit(
        "PG-GOL",
        copies.open("PG-GOL", "tom").version(),
        List.of(PlanEdit.of(PlanEdit.Kind.SET_GOAL, null, Map.of("goal", "1", "target", "9 s"))),
        "tom");
    assertThat(page("/projects/PG-GOL/changes/new/impact", "tom"))
        .as("where it is tried out, as a program can")
        .contains("so only a normal change can ask for this");
    copies.discard("PG-GOL", "tom");

    MockHttpServletResponse refused =
        ask(
            goalChange().param("goal-weight-1", "heavy").param("newGoal-measure-4", "Calls"),
            "tom");
    assertThat(refused.getStatus()).isEqualTo(422);
    Document again = Jsoup.parse(refused.getContentAsString());
    assertThat(again.select("#newGoal-statement-0 ~ .invalid-feedback").text())
        .isEqualTo("Please fill in: statement.");
    assertThat(again.select("#goal-weight-1").val()).isEqualTo("heavy");
    assertThat(again.select("#newGoal-measure-0").val()).isEqualTo("Calls");
    assertThat(again.select("#goals").hasAttr("open")).isTrue();
    refused = ask(goalChange().param("goal-weight-1", "heavy"), "tom");
    assertThat(
            Jsoup.parse(refused.getContentAsString())
                .select("#goal-weight-1 ~ .invalid-feedback")
                .text())
        .isEqualTo("The weight of a goal must be between 1 and 100.");
    refused = ask(goalChange().param("goal-drop-1", "true"), "tom");
    assertThat(refused.getContentAsString())
        .contains("A project needs at least one goal; the final report is measured against it.");
    assertThat(
            ask(goalChange("EMERGENCY").param("goal-target-1", "30 s"), "tom").getContentAsString())
        .contains("Submit it as a normal change");
    assertThat(
            ask(
                    goalChange()
                        .param("goal-statement-7", "Gone meanwhile")
                        .param("was-goal-statement-7", "Seen before"),
                    "tom")
                .getContentAsString())
        .contains("There is no goal 7 in this project", "Gone meanwhile");
    assertThat(changes.all("PG-GOL")).isEmpty();

    assertThat(
            ask(
                    goalChange()
                        .param("goal-statement-1", "Orders in a minute")
                        // as a browser hides and shows what was typed with a line break
                        .param("was-goal-statement-1", "Orders \r\nin a minute")
                        .param("goal-target-1", "30 s <b>")
                        .param("newGoal-statement-0", "Fewer calls")
                        .param("newGoal-measure-0", "Calls a day")
                        .param("newGoal-target-0", "10"),
                    "tom")
                .getRedirectedUrl())
        .isEqualTo("/changes/PG-GOL-C1");
    assertThat(changes.get("PG-GOL-C1").edits())
        .containsExactly(
            PlanEdit.of(
                PlanEdit.Kind.ADD_GOAL,
                null,
                Map.of(
                    "statement", "Fewer calls",
                    "measure", "Calls a day",
                    "target", "10",
                    "weight", "1")),
            PlanEdit.of(PlanEdit.Kind.SET_GOAL, null, Map.of("goal", "1", "target", "30 s <b>")));
    Document decided = Jsoup.parse(page("/changes/PG-GOL-C1/frame", "sofia"));
    assertThat(decided.select("#goals-moved tbody tr").eachText())
        .containsExactly(
            "1 Orders in a minute Measured by: Time to place an order Target: 60 s Weight: 100"
                + " Orders in a minute Measured by: Time to place an order Target: 30 s <b> Weight: 100",
            "2 new - Fewer calls Measured by: Calls a day Target: 10 Weight: 1");
    driver.act("sofia", "PG-GOL-C1", "userTask_decideChange", Map.of("decision", "approve"));
    for (String page :
        List.of(
            "/projects/PG-GOL",
            "/projects/PG-GOL/data",
            "/projects/PG-GOL/closing",
            "/projects/PG-GOL/frame/goals")) {
      assertThat(Jsoup.parse(page(page, "clara")).select("main").text())
          .as(page)
          .contains(
              "As changed by change PG-GOL-C1",
              "Originally: Orders in a minute (Time to place an order: 60 s, weight 100)",
              "Added by change PG-GOL-C1")
          .doesNotContain("Goals that were dropped");
    }
    assertThat(ask(goalChange().param("goal-drop-1", "true"), "tom").getRedirectedUrl())
        .isEqualTo("/changes/PG-GOL-C2");
    driver.act("sofia", "PG-GOL-C2", "userTask_decideChange", Map.of("decision", "approve"));
    assertThat(Jsoup.parse(page("/projects/PG-GOL/closing", "clara")).select("main").text())
        .contains("Goals that were dropped Orders in a minute", "Dropped by change PG-GOL-C2");
  }

  /** What is said above the impact that was computed. */
  private String computed(String type, String field, String value) throws Exception {
    Document page =
        Jsoup.parse(
            ask(
                    goalChange(type)
                        .param(field, value)
                        .param("what-0", "DURATION")
                        .param("task-0", "1")
                        .param("value-0", "8")
                        .param("preview", "1"),
                    "tom")
                .getContentAsString());
    assertThat(page.select("#impact")).hasSize(1);
    return page.select("#why-not-so").text();
  }

  private static MockHttpServletRequestBuilder goalChange() {
    return goalChange("NORMAL");
  }

  private static MockHttpServletRequestBuilder goalChange(String type) {
    return post("/projects/PG-GOL/changes")
        .param("type", type)
        .param("category", "SCOPE")
        .param("title", "Other goals")
        .param("description", "Calls count")
        .param("reason", "Few order by telephone")
        .param("notDone", "It is held against the wrong thing")
        .param("implementationPlan", "Say it")
        .param("backoutPlan", "Say it again");
  }

  @Test
  void amountsOfBudgetLinesAreAskedForInTheFormAndShownBesideTheSum() throws Exception {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    SampleProject.begin(projects, "PG-LIN", "20000");
    SampleProject.plan(plans, "PG-LIN");
    registers.saveBudgetLine(
        "PG-LIN", new BudgetLine(0, "Labour", "Work", new BigDecimal("12000")), "clara");
    registers.saveBudgetLine(
        "PG-LIN", new BudgetLine(0, "Licences", "", new BigDecimal("5000")), "clara");
    TrackedProject.approve(driver, "PG-LIN");
    Document form = Jsoup.parse(page("/projects/PG-LIN/changes/new", "tom"));
    assertThat(form.select("#lines summary").text())
        .contains("2 lines: 17,000.00 of the budget of 20,000.00");
    assertThat(form.select("#lines").hasAttr("open")).isFalse();

    MockHttpServletResponse refused =
        ask(linesChange().param("line-amount-1", "lots").param("newLine-name-4", "Advice"), "tom");
    assertThat(refused.getStatus()).isEqualTo(422);
    Document again = Jsoup.parse(refused.getContentAsString());
    assertThat(again.select("#line-amount-1[value=lots] ~ .invalid-feedback").text())
        .isEqualTo("The amount must be a number between 0 and 1,000,000,000,000.");
    assertThat(again.select("#newLine-name-0").val()).isEqualTo("Advice");
    assertThat(again.select("#lines").hasAttr("open")).isTrue();
    assertThat(
            Jsoup.parse(
                    ask(linesChange().param("newLine-name-0", "Advice"), "tom")
                        .getContentAsString())
                .select("#newLine-amount-0 ~ .invalid-feedback")
                .text())
        .isEqualTo("The amount must be a number between 0 and 1,000,000,000,000.");

    MockHttpServletRequestBuilder wished =
        linesChange()
            .param("line-amount-1", "13,000")
            .param("line-drop-2", "true")
            .param("newLine-name-0", "Advice")
            .param("newLine-amount-0", "2500");
    assertThat(rows(Jsoup.parse(ask(wished.param("preview", "1"), "tom").getContentAsString())))
        .contains(
            "Sum of its lines 17,000.00 15,500.00 -1,500.00",
            "Labour 12,000.00 13,000.00 1,000.00",
            "Licences dropped 5,000.00 - -5,000.00",
            "Advice new - 2,500.00 2,500.00");
    assertThat(changes.all("PG-LIN")).isEmpty();
    assertThat(
            ask(
                    linesChange()
                        .param("line-amount-1", "13000")
                        .param("line-drop-2", "true")
                        .param("newLine-name-0", "Advice")
                        .param("newLine-amount-0", "2500"),
                    "tom")
                .getRedirectedUrl())
        .isEqualTo("/changes/PG-LIN-C1");
    assertThat(changes.get("PG-LIN-C1").edits())
        .extracting(PlanEdit::kind)
        .containsExactly(
            PlanEdit.Kind.SET_BUDGET_LINE,
            PlanEdit.Kind.REMOVE_BUDGET_LINE,
            PlanEdit.Kind.ADD_BUDGET_LINE);
    Document first = Jsoup.parse(page("/changes/PG-LIN-C1/frame", "maria"));
    assertThat(rows(first)).contains("Labour 12,000.00 13,000.00 1,000.00");
    assertThat(first.text()).contains("No other change of this project has been asked for yet.");
    driver.act("maria", "PG-LIN-C1", "userTask_decideChange", Map.of("decision", "approve"));
    longer("8", "PG-LIN-C2");
    driver.act("stefan", "PG-LIN-C2", "userTask_decideChange", Map.of("decision", "approve"));
    longer("10", "PG-LIN-C3");
    Document third = Jsoup.parse(page("/changes/PG-LIN-C3/frame", "maria"));
    assertThat(third.select("section:has(#track)").text())
        .contains("This is the second change that puts the finish off.", "Rejected 0");
    assertThat(rows(third))
        .contains(
            "Other lines PG-LIN-C2 3 working days 1,920.00 0.00",
            "So far 3 working days 1,920.00 0.00");
    assertThat(third.select("section:has(#track) a[target=_top]").eachAttr("href"))
        .containsExactly("/changes/PG-LIN-C2", "/changes/PG-LIN-C1");
    assertThat(page("/changes/PG-LIN-C2", "maria")).doesNotContain("id=\"track\"");
  }

  private void longer(String days, String id) throws Exception {
    MockHttpServletRequestBuilder request =
        linesChange().param("what-0", "DURATION").param("task-0", "1").param("value-0", days);
    assertThat(ask(request, "tom").getRedirectedUrl()).isEqualTo("/changes/" + id);
  }

  private static List<String> rows(Document page) {
    return page.select("tbody tr").eachText();
  }

  private static MockHttpServletRequestBuilder linesChange() {
    return post("/projects/PG-LIN/changes")
        .param("type", "NORMAL")
        .param("category", "COST")
        .param("title", "Other lines")
        .param("description", "Advice instead of licences")
        .param("reason", "New rules")
        .param("notDone", "Fines")
        .param("implementationPlan", "Order it")
        .param("backoutPlan", "Cancel it");
  }

  private static MockHttpServletRequestBuilder copiedChange(String budget) {
    return post("/projects/PG-BUD/changes")
        .param("copy", "true")
        .param("budget", budget)
        .param("timeTolerance", "42")
        .param("type", "NORMAL")
        .param("category", "COST")
        .param("title", "More time and money")
        .param("description", "It grew")
        .param("reason", "New rules")
        .param("notDone", "Fines")
        .param("implementationPlan", "Longer build")
        .param("backoutPlan", "Shorter build");
  }

  private static MockHttpServletRequestBuilder standardChange(String number) {
    return post("/projects/PG-STD/changes")
        .param("type", "STANDARD")
        .param("category", "SCOPE")
        .param("standard", number)
        .param("title", "A better name")
        .param("reason", "Nobody understands it")
        .param("notDone", "Nobody will")
        .param("what-0", "NAME")
        .param("task-0", "1")
        .param("value-0", "Build the shop");
  }
}
