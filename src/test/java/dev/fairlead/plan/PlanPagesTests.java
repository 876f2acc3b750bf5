package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.OpenForm;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.shared.FairleadClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matchers;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@FairleadTest
class PlanPagesTests {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Planning planning;
  @Autowired TeamFeedback feedback;
  @Autowired Baselines baselines;
  @Autowired Registers registers;
  @Autowired RiskReviews reviews;
  @Autowired FairleadClock clock;

  private String key;

  @BeforeEach
  void aPlan() {
    jdbc.sql("update project set phase = 'CLOSED' where project_key like 'PLAN-%'").update();
    key = PlanFixture.project(jdbc);
    plans.edit(
        key,
        0,
        List.of(
            edit(Kind.ADD_TASK, -1, "name", "Analysis"),
            edit(
                Kind.ADD_TASK,
                -2,
                "name",
                "<script>alert(1)</script>",
                "parent",
                "-1",
                "durationDays",
                "5",
                "owner",
                "tom"),
            edit(Kind.ADD_TASK, -3, "name", "Build", "durationDays", "10", "owner", "tina"),
            edit(Kind.ADD_TASK, -4, "name", "Live", "milestone", "true"),
            edit(Kind.ADD_LINK, -3, "predecessor", "-2"),
            edit(Kind.ADD_LINK, -4, "predecessor", "-3")),
        "clara");
  }

  private static RequestPostProcessor clara() {
    return user("clara").authorities(() -> "coordinators");
  }

  private String page(String path, String who) throws Exception {
    return mvc.perform(get("/projects/" + key + path).with(user(who)))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @Test
  void everyPageOpensForCoordinatorAndReader() throws Exception {
    planning.askTeam(key);
    planning.recordFeedback(key, "tom", "Fine", null);
    planning.recordFeedback(key, "tina", null, "Too short");
    baselines.freeze(key, "maria", "Test");
    for (String path :
        List.of(
            "/plan",
            "/plan?view=list",
            "/plan?view=list&task=3",
            "/plan?view=list&task=1",
            "/findings",
            "/feedback",
            "/systems",
            "/risks",
            "/budget",
            "/frame/plan",
            "/frame/objections",
            "/frame/findings",
            "/frame/approval")) {
      for (String who : List.of("clara", "tom")) {
        String html = page(path, who);
        assertThat(html)
            .as(path)
            .doesNotContain("<script>alert", "??", "style=\"")
            .contains("</html>");
      }
    }
    assertThat(page("/frame/approval", "maria"))
        .contains("Too short", "Not answered yet", "Planned cost");
    assertThat(page("/frame/objections", "clara")).contains("Save answer");
    assertThat(page("/plan?view=list", "tom")).doesNotContain("Save").contains("gantt-critical");
  }

  @Test
  void aTaskIsEstimatedInThreePoints() throws Exception {
    String task = "/projects/" + key + "/plan/tasks/3";
    mvc.perform(
            post(task)
                .with(clara())
                .with(csrf())
                .param("version", "1")
                .param("name", "Build")
                .param("durationDays", "10")
                .param("optimisticDays", "8")
                .param("mostLikelyDays", "7")
                .param("pessimisticDays", "22"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(Matchers.containsString("must rise")));
    mvc.perform(
            post(task)
                .with(clara())
                .with(csrf())
                .param("version", "1")
                .param("name", "Build")
                .param("durationDays", "10")
                .param("optimisticDays", "8")
                .param("mostLikelyDays", "9.5")
                .param("pessimisticDays", "20"))
        .andExpect(redirectedUrl("/projects/" + key + "/plan?view=list&task=3#edit"));
    // (8 + 4 x 9.5 + 20) / 6 = 11, (20 - 8) / 6 = 2
    assertThat(page("/plan?view=list&task=3", "clara"))
        .contains("Mean 11, standard deviation 2 days", "value=\"9.5\"");
  }

  @Test
  void aTaskIsAddedEditedMovedLinkedAndRemoved() throws Exception {
    String plan = "/projects/" + key + "/plan";
    mvc.perform(
            post(plan + "/tasks")
                .with(clara())
                .with(csrf())
                .param("version", "1")
                .param("name", "Test")
                .param("after", "3")
                .param("durationDays", "3"))
        .andExpect(redirectedUrl(plan + "?view=list#work"));
    mvc.perform(
            post(plan + "/tasks/5")
                .with(clara())
                .with(csrf())
                .param("version", "2")
                .param("name", "Tests")
                .param("durationDays", "4")
                .param("owner", "tom"))
        .andExpect(redirectedUrl(plan + "?view=list&task=5#edit"));
    mvc.perform(
            post(plan + "/tasks/5/links")
                .with(clara())
                .with(csrf())
                .param("version", "3")
                .param("predecessor", "3")
                .param("type", "SS"))
        .andExpect(status().is3xxRedirection());
    mvc.perform(post(plan + "/tasks/5/indent").with(clara()).with(csrf()).param("version", "4"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(Matchers.containsString("below one another")));
    mvc.perform(
            post(plan + "/tasks/5/links/3/remove").with(clara()).with(csrf()).param("version", "4"))
        .andExpect(status().is3xxRedirection());
    mvc.perform(post(plan + "/tasks/5/up").with(clara()).with(csrf()).param("version", "5"))
        .andExpect(status().is3xxRedirection());
    assertThat(plans.current(key).tasks())
        .extracting(PlanTask::number)
        .containsExactly(1, 2, 5, 3, 4);
    mvc.perform(post(plan + "/tasks/5/remove").with(clara()).with(csrf()).param("version", "6"))
        .andExpect(redirectedUrl(plan + "?view=list#work"));
    assertThat(plans.current(key).tasks()).hasSize(4);
  }

  @Test
  void whatIsRefusedIsShownAgainWithWhatWasTyped() throws Exception {
    String plan = "/projects/" + key + "/plan";
    mvc.perform(
            post(plan + "/tasks/3")
                .with(clara())
                .with(csrf())
                .param("version", "1")
                .param("name", "Rebuilt")
                .param("durationDays", "-4"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(
            content()
                .string(
                    Matchers.allOf(
                        Matchers.containsString("Rebuilt"),
                        Matchers.containsString("must be between 0 and 2,600 working days"))));
    mvc.perform(
            post(plan + "/tasks/3")
                .with(clara())
                .with(csrf())
                .param("version", "0")
                .param("name", "x"))
        .andExpect(status().isConflict())
        .andExpect(content().string(Matchers.containsString("Somebody else has saved this plan")));
    mvc.perform(
            post(plan + "/tasks/2/links")
                .with(clara())
                .with(csrf())
                .param("version", "1")
                .param("predecessor", "3"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(Matchers.containsString("wait for each other")));
    mvc.perform(
            post(plan + "/tasks/3")
                .with(user("colin"))
                .with(csrf())
                .param("version", "1")
                .param("name", "x"))
        .andExpect(status().isForbidden())
        .andExpect(content().string(Matchers.containsString("Clara Lindgren")));
  }

  @Test
  void registersAreKeptOnTheirPages() throws Exception {
    String at = "/projects/" + key;
    mvc.perform(
            post(at + "/systems")
                .with(clara())
                .with(csrf())
                .param("name", "CRM")
                .param("action", "CHANGE")
                .param("criticality", "HIGH")
                .param("owner", "tom"))
        .andExpect(redirectedUrl(at + "/systems"));
    mvc.perform(
            post(at + "/systems")
                .with(clara())
                .with(csrf())
                .param("name", "")
                .param("action", "CHANGE")
                .param("criticality", "HIGH")
                .param("environment", "test lab"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(
            content()
                .string(
                    Matchers.allOf(
                        Matchers.containsString("Please fill in: name."),
                        Matchers.containsString("test lab"))));
    mvc.perform(
            post(at + "/risks")
                .with(clara())
                .with(csrf())
                .param("title", "Late vendor")
                .param("likelihood", "4")
                .param("impact", "5")
                .param("status", "ACTIVE")
                .param("response", "REDUCE"))
        .andExpect(redirectedUrl(at + "/risks"));
    mvc.perform(
            post(at + "/risks")
                .with(clara())
                .with(csrf())
                .param("title", "x")
                .param("likelihood", "9")
                .param("impact", "5")
                .param("status", "ACTIVE"))
        .andExpect(status().isUnprocessableEntity());
    mvc.perform(
            post(at + "/budget")
                .with(clara())
                .with(csrf())
                .param("name", "Labour")
                .param("amount", "5,000.50"))
        .andExpect(redirectedUrl(at + "/budget"));
    mvc.perform(
            post(at + "/budget")
                .with(clara())
                .with(csrf())
                .param("name", "Labour")
                .param("amount", "-1"))
        .andExpect(status().isUnprocessableEntity());
    assertThat(page("/systems?edit=1", "clara")).contains("CRM");
    assertThat(page("/risks?edit=1", "clara")).contains("Late vendor", "Level 20");
    assertThat(page("/budget?edit=1", "clara")).contains("5,000.50");
    mvc.perform(post(at + "/risks/1/occurred").with(clara()).with(csrf()))
        .andExpect(redirectedUrl(at + "/risks"));
  }

  @Test
  void formsOfSystemsAndBudgetLinesThatWereOpenedBeforeTakeNothingBack() throws Exception {
    String at = "/projects/" + key;
    send(at + "/systems", system("", "", "LOW", "tom"), 302);
    String seen = seenIn("/systems?edit=1");
    send(at + "/systems", system("1", seen, "HIGH", "tom"), 302);
    Document refused = Jsoup.parse(send(at + "/systems", system("1", seen, "LOW", "tina"), 409));
    assertThat(refused.text())
        .contains(
            "System 1 \"CRM\" was changed by somebody else after you opened it.",
            "it stands there now: owner: Tom Eriksen, criticality: High.");
    assertThat(refused.select("input[name=seen]").val()).isEqualTo(seen);
    assertThat(refused.select("#owner option[selected]").val()).isEqualTo("tina");
    assertThat(registers.systems(key).get(0).criticality()).isEqualTo(Criticality.HIGH);
    send(at + "/systems", system("1", seenIn("/systems?edit=1"), "LOW", "tina"), 302);
    assertThat(registers.systems(key).get(0).owner()).isEqualTo("tina");

    send(at + "/budget", line("", "", "Labour", "5000"), 302);
    String shown = seenIn("/budget?edit=1");
    send(at + "/budget", line("1", shown, "Labour", "7000.50"), 302);
    assertThat(send(at + "/budget", line("1", shown, "Work", "5000"), 409))
        .contains("it stands there now: name: Labour, amount: 7,000.50.", "value=\"Work\"");
    assertThat(send(at + "/budget", line("1", "", "Work", "5000"), 409)).contains("7,000.50");
    assertThat(registers.budgetLines(key).get(0))
        .returns("Labour", BudgetLine::name)
        .satisfies(line -> assertThat(line.amount()).isEqualByComparingTo("7000.50"));
    send(at + "/budget", line("1", seenIn("/budget?edit=1"), "Work", "5000"), 302);
    assertThat(registers.budgetLines(key).get(0).name()).isEqualTo("Work");
  }

  private static Map<String, String> system(
      String number, String seen, String criticality, String owner) {
    return Map.of(
        "number", number,
        "seen", seen,
        "name", "CRM",
        "action", "CHANGE",
        "criticality", criticality,
        "owner", owner);
  }

  private static Map<String, String> line(String number, String seen, String name, String amount) {
    return Map.of("number", number, "seen", seen, "name", name, "amount", amount);
  }

  private String seenIn(String page) throws Exception {
    return Jsoup.parse(page(page, "clara")).select("input[name=seen]").val();
  }

  private String send(String address, Map<String, String> fields, int status) throws Exception {
    var request = post(address).with(clara()).with(csrf());
    fields.forEach(request::param);
    return mvc.perform(request)
        .andExpect(status().is(status))
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @Test
  void threatsAndChancesAreShownApart() throws Exception {
    String at = "/projects/" + key + "/risks";
    assertThat(page("/risks?kind=chance", "clara")).doesNotContain("kind=threat");
    send(at, risk("Late vendor", "false"), 302);
    assertThat(page("/risks?kind=chance", "clara")).contains("No opportunity has been entered yet");
    send(at + "?kind=chance", risk("Early vendor", "true"), 302);
    Document chances = Jsoup.parse(page("/risks?kind=chance", "clara"));
    assertThat(chances.select("[aria-current=true].active").eachText())
        .contains("Opportunities (1)");
    assertThat(chances.select(".btn-group a").eachText())
        .containsExactly("All (2)", "Threats (1)", "Opportunities (1)");
    assertThat(chances.select("li h3").eachText()).containsExactly("2 Early vendor");
    assertThat(chances.select("table .badge").eachText()).containsExactly("+2");
    String edit = chances.select("li .fl-actions a").attr("href");
    assertThat(edit).isEqualTo(at + "?edit=2&kind=chance");
    assertThat(chances.select("form[action$=/occurred?kind=chance]")).hasSize(1);
    assertThat(
            Jsoup.parse(page("/risks?edit=2&kind=chance", "clara"))
                .select("form")
                .eachAttr("action"))
        .contains(at + "?kind=chance");
    assertThat(Jsoup.parse(page("/risks?kind=threat", "clara")).select("li h3").eachText())
        .containsExactly("1 Late vendor");
    assertThat(Jsoup.parse(page("/risks?kind=none", "clara")).select("li h3")).hasSize(2);
    mvc.perform(post(at + "/2/occurred?kind=chance").with(clara()).with(csrf()))
        .andExpect(redirectedUrl(at + "?kind=chance"));
  }

  private static Map<String, String> risk(String title, String chance) {
    return Map.of(
        "title", title,
        "chance", chance,
        "likelihood", "2",
        "impact", "3",
        "status", "ACTIVE");
  }

  @Test
  void aRiskFormThatWasOpenedBeforeTakesNoReviewBack() throws Exception {
    mvc.perform(
            post("/projects/" + key + "/risks")
                .with(clara())
                .with(csrf())
                .param("title", "Late vendor")
                .param("likelihood", "4")
                .param("impact", "5")
                .param("cost", "250.5")
                .param("status", "ACTIVE"))
        .andExpect(redirectedUrl("/projects/" + key + "/risks"));
    OpenForm early = riskForm().with("measures[0].text", "Call them daily");
    reviews.record(
        key, 1, RiskReviews.Result.OPEN, 2, 3, clock.today().plusWeeks(2), "Calmer", "clara");
    mvc.perform(early.send().with(clara()))
        .andExpect(status().isConflict())
        .andExpect(content().string(Matchers.containsString("it is Active now, its level 6")))
        .andExpect(content().string(Matchers.containsString("Call them daily")));
    registers.riskOccurred(key, 1, "clara");
    mvc.perform(early.send().with(clara()))
        .andExpect(status().isConflict())
        .andExpect(content().string(Matchers.containsString("it is Occurred now")));
    mvc.perform(early.with("seen", "").send().with(clara())).andExpect(status().isConflict());
    assertThat(registers.risks(key))
        .singleElement()
        .satisfies(
            risk -> {
              assertThat(risk.level()).isEqualTo(6);
              assertThat(risk.status()).isEqualTo(Risk.RiskStatus.OCCURRED);
              assertThat(risk.measures()).isNullOrEmpty();
            });

    mvc.perform(riskForm().with("measures[0].text", "Call them daily").send().with(clara()))
        .andExpect(redirectedUrl("/projects/" + key + "/risks"));
    assertThat(registers.risks(key).get(0).measures())
        .extracting(RiskMeasure::text)
        .containsExactly("Call them daily");
    assertThat(registers.risks(key).get(0).status()).isEqualTo(Risk.RiskStatus.OCCURRED);
  }

  private OpenForm riskForm() throws Exception {
    return OpenForm.in(page("/risks?edit=1", "clara"), "form:has([name=likelihood])");
  }

  @Test
  void anObjectionIsAnsweredInTheFrameOfTheTaskForm() throws Exception {
    planning.askTeam(key);
    planning.recordFeedback(key, "tina", null, "Too short");
    long id = feedback.objections(key).get(0).id();
    String answer = "/projects/" + key + "/feedback/" + id + "/answer";
    mvc.perform(post(answer).with(clara()).with(csrf()).param("framed", "yes").param("answer", " "))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(Matchers.containsString("Please write an answer")));
    mvc.perform(
            post(answer)
                .with(clara())
                .with(csrf())
                .param("framed", "yes")
                .param("answer", "A week more"))
        .andExpect(redirectedUrl("/projects/" + key + "/frame/objections"));
    assertThat(feedback.openObjections(key)).isZero();
  }

  private static final String CSV =
      """
      Id,Level,Name,Duration,Predecessors,Owner
      1,1,Prepare,,,
      2,2,Interview users,5d,,Tom Eriksen
      3,2,Write it down,3d,2,Nobody Known
      4,1,Ready,0d,3,
      """;

  @Test
  void aFileReplacesThePlanAndSaysWhatItBrought() throws Exception {
    MockMultipartFile file =
        new MockMultipartFile("file", "plan.csv", "text/csv", CSV.getBytes(StandardCharsets.UTF_8));
    mvc.perform(
            multipart("/api/projects/" + key + "/plan/import")
                .file(file)
                .with(clara())
                .with(csrf()))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.tasks").value(4))
        .andExpect(jsonPath("$.links").value(2))
        .andExpect(jsonPath("$.people").value(1))
        .andExpect(
            jsonPath("$.losses[*]")
                .value(Matchers.hasItem(Matchers.containsString("Nobody Known"))));
    mvc.perform(get("/api/projects/" + key + "/plan/tasks").with(user("tom")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$[1].wbs").value("1.1"))
        .andExpect(jsonPath("$[1].name").value("Interview users"))
        .andExpect(jsonPath("$[1].owner").value("tom"))
        .andExpect(jsonPath("$[1].critical").value(true))
        .andExpect(jsonPath("$[1].totalSlack").value(0))
        .andExpect(jsonPath("$[1].start").value("2027-03-01T08:00:00"))
        .andExpect(jsonPath("$[1].finish").value("2027-03-05T17:00:00"))
        .andExpect(jsonPath("$[1].percent").value(0));
    assertThat(page("/plan?view=list", "clara")).contains("Nobody Known (?)", "plan.csv");
    for (String format : List.of("xml", "csv", "xlsx")) {
      byte[] exported =
          mvc.perform(
                  get("/api/projects/" + key + "/plan/export")
                      .param("format", format)
                      .with(user("tom")))
              .andExpect(status().isOk())
              .andReturn()
              .getResponse()
              .getContentAsByteArray();
      MockMultipartFile again = new MockMultipartFile("file", "again." + format, null, exported);
      mvc.perform(
              multipart("/api/projects/" + key + "/plan/import")
                  .file(again)
                  .with(clara())
                  .with(csrf()))
          .andExpect(status().isOk())
          .andExpect(jsonPath("$.tasks").value(4))
          .andExpect(jsonPath("$.links").value(2));
      assertThat(plans.current(key).task(2).owner()).as(format).isEqualTo("tom");
    }
    for (String format : List.of("csv", "xlsx")) {
      mvc.perform(get("/api/plan/template").param("format", format).with(user("tom")))
          .andExpect(status().isOk());
    }
  }

  @Test
  void aFileThatCannotBeReadChangesNothing() throws Exception {
    for (String text :
        List.of(
            "",
            "\0\1\2",
            "<Project><Tasks>",
            CSV.replace("2,2,Interview users,5d,,", "2,2,Interview users,5d,3,"))) {
      MockMultipartFile file =
          new MockMultipartFile("file", "plan.xml", null, text.getBytes(StandardCharsets.UTF_8));
      mvc.perform(
              multipart("/api/projects/" + key + "/plan/import")
                  .file(file)
                  .with(clara())
                  .with(csrf()))
          .andExpect(status().isUnprocessableEntity());
      mvc.perform(
              multipart("/projects/" + key + "/plan/import").file(file).with(clara()).with(csrf()))
          .andExpect(status().isUnprocessableEntity())
          .andExpect(content().contentTypeCompatibleWith("text/html"));
    }
    assertThat(plans.current(key).version()).isEqualTo(1);
    MockMultipartFile good =
        new MockMultipartFile("file", "plan.csv", null, CSV.getBytes(StandardCharsets.UTF_8));
    mvc.perform(
            multipart("/api/projects/" + key + "/plan/import")
                .file(good)
                .with(user("tom"))
                .with(csrf()))
        .andExpect(status().isForbidden());
  }
}
