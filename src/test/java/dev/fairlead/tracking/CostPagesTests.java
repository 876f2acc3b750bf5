package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import dev.fairlead.communication.Mail;
import dev.fairlead.communication.Outbox;
import dev.fairlead.people.Users;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.shared.FairleadClock;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The pages of costs, and REST beside them, as people and programs use them. */
@FairleadTest
class CostPagesTests {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Registers registers;
  @Autowired Postings postings;
  @Autowired Commitments commitments;
  @Autowired Costs costs;
  @Autowired Outbox outbox;
  @Autowired Users users;
  @Autowired FairleadClock clock;

  private String key;

  @BeforeEach
  void aTrackedProject() {
    clock.stopAt(LocalDateTime.of(2027, 5, 10, 10, 0).atZone(ZoneId.systemDefault()).toInstant());
    forgetTheHours();
    key = PlanFixture.project(jdbc);
    registers.saveBudgetLine(
        key, new BudgetLine(0, "Licences", "Software", new BigDecimal("1000")), "clara");
    plans.edit(
        key,
        0,
        List.of(
            PlanEdit.of(
                PlanEdit.Kind.ADD_TASK, -1, Map.of("name", "Analysis", "durationDays", "5"))),
        "clara");
    PlanFixture.phase(jdbc, key, "TRACKING");
  }

  @AfterEach
  void time() {
    clock.resume();
    forgetTheHours();
  }

  /** Hours of a day count over all projects, so each test has its days for itself. */
  private void forgetTheHours() {
    jdbc.sql("update posting set state = 'WITHDRAWN' where posting_day between ? and ?")
        .params(LocalDate.of(2027, 5, 1), LocalDate.of(2027, 5, 31))
        .update();
  }

  private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, String who)
      throws Exception {
    return mvc.perform(request.with(user(who)).with(csrf())).andReturn().getResponse();
  }

  private Document page(String path, String who) throws Exception {
    MockHttpServletResponse response = ask(get("/projects/" + key + path), who);
    assertThat(response.getStatus()).as(path).isEqualTo(200);
    assertThat(response.getContentAsString()).as("untranslated texts").doesNotContain("??");
    return Jsoup.parse(response.getContentAsString());
  }

  private MockHttpServletRequestBuilder form(String path, String... fields) {
    MockHttpServletRequestBuilder request = post("/projects/" + key + path);
    for (int i = 0; i < fields.length; i += 2) {
      request.param(fields[i], fields[i + 1]);
    }
    return request;
  }

  private long submitted(String hours) throws Exception {
    assertThat(
            ask(
                    form(
                        "/costs",
                        "day",
                        "2027-05-04",
                        "kind",
                        "TIME",
                        "person",
                        "tom",
                        "hours",
                        hours,
                        "text",
                        "Interviews"),
                    "tom")
                .getStatus())
        .isEqualTo(302);
    return postings.page(key, null, 1).get(0).id();
  }

  @Test
  void theCoordinatorApprovesTheChosenOnes() throws Exception {
    long first = submitted("8");
    long second = submitted("4");
    Document waiting = page("/costs", "clara");
    assertThat(waiting.select("#waiting tbody tr")).hasSize(2);
    assertThat(waiting.text()).contains("2 postings wait for approval", "waiting: 960.00");
    assertThat(page("/costs", "tom").select("#waiting input[name=posting]")).isEmpty();
    assertThat(page("", "clara").text()).contains("2 postings wait for approval on Clara Lindgren");

    assertThat(
            ask(form("/costs/approve", "posting", "" + first, "posting", "" + second), "clara")
                .getStatus())
        .isEqualTo(302);
    assertThat(costs.actualCost(key, LocalDate.of(2027, 5, 31))).isEqualByComparingTo("960");
    assertThat(page("/costs", "clara").select("#waiting")).isEmpty();
    MockHttpServletResponse nothing = ask(form("/costs/approve"), "clara");
    assertThat(nothing.getStatus()).isEqualTo(422);
    assertThat(nothing.getContentAsString()).contains("choose at least one posting");
  }

  @Test
  void aReturnedPostingComesBackToItsAuthorWithTheReason() throws Exception {
    long id = submitted("8");
    MockHttpServletResponse without =
        ask(form("/costs/return", "posting", "" + id, "reason", ""), "clara");
    assertThat(without.getStatus()).isEqualTo(422);
    Document kept = Jsoup.parse(without.getContentAsString());
    assertThat(kept.select("input[name=posting][checked]")).as("stays chosen").hasSize(1);

    ask(form("/costs/return", "posting", "" + id, "reason", "Only half a day"), "clara");
    assertThat(page("/costs", "tom").select("#returned").text())
        .contains("Returned by Clara Lindgren: Only half a day", "Correct and submit again");
    assertThat(page("/costs", "tina").select("#returned")).isEmpty();
    assertThat(outbox.page(null, 0, 200))
        .filteredOn(mail -> key.equals(mail.projectKey()))
        .extracting(Mail::recipient, Mail::subject)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "tom", key + ": your posting \"Interviews\" is returned"));

    Document correct = page("/costs/" + id + "/correct", "tom");
    assertThat(correct.select("#hours").val()).isEqualTo("8.00");
    MockHttpServletResponse wrong =
        ask(
            form(
                "/costs/" + id + "/correct",
                "day",
                "2027-05-04",
                "kind",
                "TIME",
                "person",
                "tom",
                "hours",
                "-4",
                "text",
                "Half a day"),
            "tom");
    assertThat(wrong.getStatus()).isEqualTo(422);
    assertThat(wrong.getContentAsString()).contains("Half a day", "more than 0");
    ask(
        form(
            "/costs/" + id + "/correct",
            "day",
            "2027-05-04",
            "kind",
            "TIME",
            "person",
            "tom",
            "hours",
            "4",
            "text",
            "Half a day"),
        "tom");
    assertThat(page("/costs", "clara").select("#waiting").text())
        .contains("Half a day", "320.00", "Correction");
  }

  @Test
  void anApprovedPostingIsCorrectedOnAPageOfItsOwn() throws Exception {
    long id = submitted("8");
    ask(form("/costs/approve", "posting", "" + id), "clara");
    assertThat(page("/costs/" + id + "/correct", "clara").select("#reason")).hasSize(1);
    assertThat(page("/costs/" + id + "/correct", "clara").select("#amount").val())
        .as("follows from the hours again")
        .isEmpty();
    ask(
        form(
            "/costs/" + id + "/correct",
            "day",
            "2027-05-04",
            "kind",
            "TIME",
            "person",
            "tom",
            "hours",
            "6",
            "text",
            "Interviews",
            "reason",
            "Two hours less"),
        "clara");
    assertThat(costs.actualCost(key, LocalDate.of(2027, 5, 31))).isEqualByComparingTo("480");
    assertThat(page("/costs/" + id + "/correct", "clara").text())
        .contains("This posting cannot be corrected");
  }

  @Test
  void ordersStandBesideTheBudget() throws Exception {
    MockHttpServletResponse wrong =
        ask(form("/commitments", "supplier", "Acme", "amount", "0", "description", "x"), "clara");
    assertThat(wrong.getStatus()).isEqualTo(422);
    assertThat(wrong.getContentAsString()).contains("Acme", "must be above 0");
    ask(
        form(
            "/commitments",
            "supplier",
            "Acme",
            "description",
            "<b>Licences</b>",
            "amount",
            "1200",
            "budgetLine",
            "1",
            "orderedOn",
            "2027-04-01",
            "expectedOn",
            "2027-05-01"),
        "clara");
    assertThat(page("/commitments", "tom").text())
        .contains("Acme", "<b>Licences</b>", "1,200.00", "Overdue");
    assertThat(page("/costs", "maria").text())
        .contains("what was spent and ordered on \"Licences\" exceeds its budget by 200.00");
    assertThat(page("/costs", "maria").select("#lines + *, tr:contains(Whole project)").text())
        .contains("Whole project", "98,800.00");
    long order = commitments.of(key).get(0).id();
    ask(
        form(
            "/costs",
            "day",
            "2027-05-04",
            "kind",
            "EXPENSE",
            "amount",
            "700",
            "commitment",
            "" + order,
            "text",
            "Invoice"),
        "clara");
    assertThat(page("/commitments", "clara").text()).contains("700.00", "500.00");
    ask(form("/commitments/" + order + "/close", "reason", "The rest is not needed"), "clara");
    assertThat(page("/commitments", "clara").text())
        .contains("Closed by Clara Lindgren", "The rest is not needed");
    assertThat(page("/costs", "clara").select(".alert-warning")).isEmpty();
  }

  @Test
  void aLineIsClosedAndOpenedAgain() throws Exception {
    ask(form("/costs/lines/1/close", "reason", "All bought"), "clara");
    assertThat(page("/costs", "tom").text()).contains("Closed All bought");
    MockHttpServletResponse refused =
        ask(
            form(
                "/costs",
                "day",
                "2027-05-04",
                "kind",
                "EXPENSE",
                "amount",
                "5",
                "budgetLine",
                "1",
                "text",
                "Late"),
            "clara");
    assertThat(refused.getStatus()).isEqualTo(422);
    ask(form("/costs/lines/1/reopen"), "clara");
    assertThat(page("/costs", "tom").text()).doesNotContain("All bought");
  }

  @Test
  void laterRatesAreSetOnThePageOfTheTeam() throws Exception {
    MockHttpServletResponse wrong =
        ask(
            form("/team/rates", "member", "tom", "validFrom", "2027-05-05", "rate", "many"),
            "clara");
    assertThat(wrong.getStatus()).isEqualTo(422);
    assertThat(Jsoup.parse(wrong.getContentAsString()).select("#validFrom").val())
        .isEqualTo("2027-05-05");
    ask(form("/team/rates", "member", "tom", "validFrom", "2027-05-05", "rate", "95.50"), "clara");
    assertThat(page("/team", "tom").text()).contains("5 May 2027", "95.50");
    assertThat(
            ask(form("/team/rates", "member", "tom", "validFrom", "2027-06-05", "rate", "1"), "tom")
                .getStatus())
        .isEqualTo(403);
    ask(form("/team/rates/remove", "member", "tom", "validFrom", "2027-05-05"), "clara");
    assertThat(page("/team", "tom").text()).doesNotContain("95.50");
  }

  @Test
  void aFileIsLookedAtRowByRowBeforeItIsTaken() throws Exception {
    MockMultipartFile file =
        new MockMultipartFile(
            "file",
            "hours.csv",
            "text/csv",
            "Date,Person,Hours,Text,Mood\n2027-05-03,tom,8,<i>Build</i>,good\n2027-05-03,tom,x,Test,"
                .getBytes(StandardCharsets.UTF_8));
    MockHttpServletResponse sent =
        mvc.perform(
                multipart("/projects/" + key + "/costs/import")
                    .file(file)
                    .with(user("clara"))
                    .with(csrf()))
            .andReturn()
            .getResponse();
    assertThat(sent.getStatus()).as(sent.getContentAsString()).isEqualTo(302);
    Document preview = page("/costs/import", "clara");
    assertThat(preview.text())
        .contains(
            "hours.csv: 2 rows",
            "<i>Build</i>",
            "One row is right, 640.00 EUR in all.",
            "Hours: \"x\" is not a number such as 1250.50.",
            "left out: Mood");
    assertThat(page("/costs/import", "tom").text()).doesNotContain("hours.csv");
    ask(
        form(
            "/costs/import/take",
            "rows",
            preview.select("[name=rows]").val(),
            "total",
            preview.select("[name=total]").val()),
        "clara");
    assertThat(costs.actualCost(key, LocalDate.of(2027, 5, 31))).isEqualByComparingTo("640");

    MockHttpServletResponse broken =
        mvc.perform(
                multipart("/projects/" + key + "/costs/import")
                    .file(new MockMultipartFile("file", "a.csv", null, new byte[0]))
                    .with(user("clara"))
                    .with(csrf()))
            .andReturn()
            .getResponse();
    assertThat(broken.getStatus()).isEqualTo(422);
    assertThat(broken.getContentAsString()).contains("The file is empty");
  }

  // ---- REST

  private MockHttpServletResponse send(String path, String body, String who) throws Exception {
    return ask(
        post("/api/projects/" + key + path).contentType(MediaType.APPLICATION_JSON).content(body),
        who);
  }

  @Test
  void whatWaitsStandsInTheListOfWorkOfWhoDecides() throws Exception {
    long id = submitted("8");
    String link = "/projects/" + key + "/costs";
    assertThat(
            work("clara").select("section[aria-labelledby=postings] a.fl-title[href=" + link + "]"))
        .extracting(Element::text)
        .containsExactly("One posting, 640.00 EUR");
    assertThat(work("tom").select("a.fl-title[href=" + link + "]")).isEmpty();
    assertThat(work("colin").select("a.fl-title[href=" + link + "]")).isEmpty();
    LocalDate today = clock.today();
    users.substitute("clara", "colin", today, today);
    users.substitute("clara", "tom", today, today);
    try {
      assertThat(work("colin").select("a.fl-title[href=" + link + "]")).hasSize(1);
      assertThat(work("tom").select("a.fl-title[href=" + link + "]"))
          .as("nobody decides on their own")
          .isEmpty();
    } finally {
      users.substitutions("clara").forEach(given -> users.endSubstitution("clara", given.id()));
    }
    postings.approve(key, List.of(id), "clara");
    assertThat(work("clara").select("a.fl-title[href=" + link + "]")).isEmpty();
  }

  private Document work(String who) throws Exception {
    MockHttpServletResponse response = ask(get("/work"), who);
    assertThat(response.getContentAsString()).as("untranslated texts").doesNotContain("??");
    return Jsoup.parse(response.getContentAsString());
  }

  @Test
  void otherProgramsWithdrawCorrectAndTakeBack() throws Exception {
    long first = submitted("2");
    String withdrawn =
        send(
                "/postings/corrections",
                "{\"correction\": \"WITHDRAW\", \"posting\": " + first + "}",
                "tom")
            .getContentAsString();
    assertThat(withdrawn).contains("\"state\":\"WITHDRAWN\"");
    long second = submitted("3");
    postings.approve(key, List.of(second), "clara");
    String instead =
        "{\"day\": \"2027-05-04\", \"kind\": \"TIME\", \"hours\": 4, \"person\": \"tom\", \"text\": \"Four\"}";
    String correct =
        "{\"correction\": \"CORRECT\", \"posting\": %d, \"reason\": \"Miscounted\", \"instead\": %s}";
    assertThat(send("/postings/corrections", correct.formatted(second, instead), "tom").getStatus())
        .isEqualTo(403);
    assertThat(
            send("/postings/corrections", correct.formatted(second, "null"), "clara").getStatus())
        .isEqualTo(422);
    MockHttpServletResponse corrected =
        send("/postings/corrections", correct.formatted(second, instead), "clara");
    assertThat(corrected.getStatus()).as(corrected.getContentAsString()).isEqualTo(200);
    assertThat(corrected.getContentAsString()).contains("\"replaces\":" + second, "320.00");
    long third = postings.page(key, null, 1).get(0).id();
    MockHttpServletResponse back =
        send(
            "/postings/corrections",
            "{\"correction\": \"TAKE_BACK\", \"posting\": " + third + ", \"reason\": \"Twice\"}",
            "clara");
    assertThat(back.getContentAsString()).contains("\"corrects\":" + third, "-320.00");
    assertThat(costs.figures(key, clock.today()).ac()).isEqualByComparingTo("0");
    assertThat(
            send("/postings/corrections", "{\"posting\": " + third + "}", "clara")
                .getContentAsString())
        .contains("WITHDRAW, CORRECT or TAKE_BACK");
  }

  @Test
  void otherProgramsPostDecideAndOrder() throws Exception {
    MockHttpServletResponse made =
        send(
            "/postings",
            "{\"day\": \"2027-05-04\", \"kind\": \"TIME\", \"hours\": 2, \"person\": \"tom\", \"text\": \"a\"}",
            "tom");
    assertThat(made.getStatus()).as(made.getContentAsString()).isEqualTo(201);
    assertThat(made.getContentAsString()).contains("\"state\":\"SUBMITTED\"", "160.00");
    long id = postings.page(key, null, 1).get(0).id();
    assertThat(ask(get("/api/projects/" + key + "/postings/waiting"), "clara").getContentAsString())
        .contains("\"id\":" + id);
    MockHttpServletResponse decided =
        send(
            "/postings/decisions",
            "{\"decision\": \"APPROVE\", \"postings\": [" + id + "]}",
            "clara");
    assertThat(decided.getContentAsString()).contains("\"state\":\"APPROVED\"");
    assertThat(
            send(
                    "/postings/decisions",
                    "{\"decision\": \"RETURN\", \"reason\": \"x\", \"postings\": [" + id + "]}",
                    "clara")
                .getStatus())
        .isEqualTo(409);
    MockHttpServletResponse order =
        send(
            "/commitments",
            "{\"supplier\": \"Acme\", \"description\": \"b\", \"amount\": 10, \"budgetLine\": 1, \"orderedOn\": \"2027-05-04\"}",
            "clara");
    assertThat(order.getStatus()).as(order.getContentAsString()).isEqualTo(201);
    assertThat(ask(get("/api/projects/" + key + "/budget-lines"), "maria").getContentAsString())
        .contains("\"committed\":10.00");
    long orderId = commitments.of(key).get(0).id();
    assertThat(
            send(
                    "/commitments/closings",
                    "{\"commitment\": " + orderId + ", \"reason\": \"over\"}",
                    "clara")
                .getContentAsString())
        .contains("\"closeReason\":\"over\"");
    MockMultipartFile file =
        new MockMultipartFile(
            "file",
            "a.csv",
            null,
            "Date,Amount,Text\n2027-05-03,5,Tea\n2027-05-03,x,Tea"
                .getBytes(StandardCharsets.UTF_8));
    String path = "/api/projects/" + key + "/postings/import";
    assertThat(
            mvc.perform(
                    multipart(path)
                        .file(file)
                        .param("preview", "true")
                        .with(user("clara"))
                        .with(csrf()))
                .andReturn()
                .getResponse()
                .getContentAsString())
        .contains("\"saved\":false", "\"right\":1", "is not a number");
    assertThat(
            mvc.perform(multipart(path).file(file).with(user("clara")).with(csrf()))
                .andReturn()
                .getResponse()
                .getContentAsString())
        .contains("Row 3, Amount: ", "Nothing was posted");
    assertThat(
            ask(get("/api/postings/template").param("format", "csv"), "tom").getContentAsString())
        .contains("Budget line");
  }
}
