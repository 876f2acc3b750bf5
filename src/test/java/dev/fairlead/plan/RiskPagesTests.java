package dev.fairlead.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The form of a risk: threat or chance, the responses that fit, and its measures row by row. */
@FairleadTest
class RiskPagesTests {
  private static final LocalDate TODAY = LocalDate.of(2027, 3, 1);

  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Registers registers;
  @Autowired FairleadClock clock;

  private String key;

  @BeforeEach
  void aProject() {
    clock.stopAt(TODAY.atTime(10, 0).atZone(ZoneId.systemDefault()).toInstant());
    key = PlanFixture.project(jdbc);
  }

  @AfterEach
  void time() {
    clock.resume();
  }

  private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, String who)
      throws Exception {
    return mvc.perform(request.with(user(who).authorities(() -> "coordinators")).with(csrf()))
        .andReturn()
        .getResponse();
  }

  private Document page(String who, String path) throws Exception {
    String html = answer(get("/projects/" + key + path), who).getContentAsString();
    assertThat(html).as("untranslated texts").doesNotContain("??");
    return Jsoup.parse(html);
  }

  private MockHttpServletResponse save(String... fields) throws Exception {
    MockHttpServletRequestBuilder request =
        post("/projects/" + key + "/risks")
            .param("title", "Vendor")
            .param("likelihood", "5")
            .param("impact", "5")
            .param("status", "ACTIVE");
    for (int i = 0; i < fields.length; i += 2) {
      request.param(fields[i], fields[i + 1]);
    }
    if (fields[0].equals("number")) {
      request.param("seen", risk().seen());
    }
    return answer(request, "clara");
  }

  /** Chosen in a list where people are few, or typed where they are many. */
  private static String person(Document page, String field) {
    Element named = page.select("[name=" + field + "]").first();
    return named.tagName().equals("select") ? named.select("option[selected]").val() : named.val();
  }

  private Risk risk() {
    List<Risk> risks = registers.risks(key);
    assertThat(risks).hasSize(1);
    return risks.get(0);
  }

  @Test
  void allThatIsTypedOfARiskIsReadOnItsCardAndWhereItIsReviewed() throws Exception {
    save(
        "category",
        "Suppliers",
        "proximity",
        "before the pilot",
        "residualLikelihood",
        "2",
        "residualImpact",
        "3",
        "cost",
        "1500",
        "delayLow",
        "2",
        "delayLikely",
        "5",
        "delayHigh",
        "10");
    for (String path : List.of("/risks", "/frame/risk?riskNumber=1")) {
      Document page = page("clara", path);
      assertThat(page.select("main").text())
          .as(path)
          .contains("Category: Suppliers", "When it may happen: before the pilot")
          .contains("Level 25, red", "residual level 6", "would cost 1,500.00")
          .contains("delays by 2 to 10 days, most likely 5");
    }
    save("number", "1", "category", "", "proximity", "");
    assertThat(page("clara", "/frame/risk?riskNumber=1").text())
        .doesNotContain("Category:", "When it may happen:", "residual level");
  }

  @Test
  void whetherItIsAThreatOrAChanceIsAFieldThatTheResponseFollows() throws Exception {
    Document empty = page("clara", "/risks");
    assertThat(empty.select("[name=chance][checked]").val()).isEqualTo("false");
    assertThat(empty.select("#response [data-choice=false] option").eachAttr("value"))
        .containsExactly("AVOID", "REDUCE", "TRANSFER", "ACCEPT");
    assertThat(empty.select("#response [data-choice=true] option").eachAttr("value"))
        .containsExactly("EXPLOIT", "ENHANCE", "SHARE", "ACCEPT");

    MockHttpServletResponse refused = save("chance", "true", "response", "REDUCE", "cause", "Why");
    assertThat(refused.getStatus()).isEqualTo(422);
    Document again = Jsoup.parse(refused.getContentAsString());
    assertThat(again.select("#" + again.select("#response").attr("aria-describedby")).text())
        .contains("\"Reduce\" answers a threat", "exploit, enhance, share or accept");
    assertThat(again.select("[name=chance][checked]").val()).isEqualTo("true");
    assertThat(again.select("#response option[selected]").val()).isEqualTo("REDUCE");
    assertThat(again.select("[name=cause]").text()).isEqualTo("Why");
    assertThat(registers.risks(key)).isEmpty();
    assertThat(save("response", "SHARE").getStatus()).as("a threat").isEqualTo(422);
    assertThat(save("chance", "maybe").getStatus()).isEqualTo(422);

    assertThat(
            save(
                    "chance", "true",
                    "response", "ACCEPT",
                    "cost", "10",
                    "cause", "Prices fall",
                    "event", "We buy cheaper")
                .getStatus())
        .isEqualTo(302);
    assertThat(risk()).returns(true, Risk::chance).returns(Risk.Response.ACCEPT, Risk::response);
    Document list = page("tom", "/risks");
    assertThat(list.select("#r1").text())
        .contains("Opportunity", "Prices fall → We buy cheaper", "would save 10.00");
    assertThat(list.select("#r1 .fl-pill.red")).as("as likely as it is, no danger").isEmpty();
    assertThat(list.select("td a.badge").text()).isEqualTo("+1");
    Document edit = page("clara", "/risks?edit=1");
    assertThat(edit.select("[name=chance][checked]").val()).isEqualTo("true");
    assertThat(edit.select("#response option[selected]")).hasSize(1);
    assertThat(edit.select("#response [data-choice=true] option[selected]").val())
        .isEqualTo("ACCEPT");
  }

  @Test
  void anotherMeasureIsAskedForWithoutAScriptAndNothingIsSaved() throws Exception {
    Document blank = page("clara", "/risks");
    assertThat(blank.select("button[data-add-row=measures]").attr("name")).isEqualTo("more");
    assertThat(blank.select("form[action$=/risks] button[type=submit]").first().hasAttr("name"))
        .as("the Enter key saves")
        .isFalse();
    assertThat(blank.select("form details").hasAttr("open")).isFalse();
    Document more =
        Jsoup.parse(
            mvc.perform(
                    post("/projects/" + key + "/risks")
                        .with(user("clara").authorities(() -> "coordinators"))
                        .with(csrf())
                        .param("title", "Late vendor")
                        .param("cost", "500")
                        .param("measures[0].text", "Order early")
                        .param("measures[1].text", "")
                        .param("measures[2].text", "Ask weekly")
                        .param("more", "measures"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString());
    assertThat(more.select("#title").val()).isEqualTo("Late vendor");
    assertThat(more.select("#measures > .fl-row textarea"))
        .extracting(Element::text)
        .containsExactly("Order early", "Ask weekly", "");
    assertThat(more.select("form details").hasAttr("open")).isTrue();
    assertThat(registers.risks(key)).isEmpty();
  }

  @Test
  void measuresAreRowsOfTheForm() throws Exception {
    assertThat(page("clara", "/risks").select("#measures > .fl-row"))
        .as("one to be filled in")
        .hasSize(1);
    save(
        "measures[0].text", "Order early",
        "measures[0].responsible", "tom",
        "measures[0].due", "2027-02-26",
        "measures[3].text", "Ask weekly");
    assertThat(risk().measures())
        .extracting(RiskMeasure::text)
        .containsExactly("Order early", "Ask weekly");

    Document edit = page("clara", "/risks?edit=1");
    assertThat(edit.select("#measures > .fl-row")).as("and another one").hasSize(3);
    assertThat(edit.select("[name=measures[0].due]").val()).isEqualTo("2027-02-26");
    assertThat(person(edit, "measures[0].responsible")).isEqualTo("tom");
    String first = edit.select("[name=measures[0].id]").val();
    String second = edit.select("[name=measures[1].id]").val();

    // the first is changed and finished, the second was taken out of the form, a third is new
    save(
        "number", "1",
        "measures[0].id", first,
        "measures[0].text", "Order today",
        "measures[0].responsible", "tina",
        "measures[0].done", "true",
        "measures[0].wasDone", "false",
        "measures[4].text", "Find another vendor",
        "measures[4].due", "2027-03-31");
    assertThat(risk().measures())
        .extracting(RiskMeasure::text)
        .containsExactly("Order today", "Find another vendor");
    assertThat(risk().measures().get(0))
        .returns(Long.valueOf(first), RiskMeasure::id)
        .returns("tina", RiskMeasure::responsible)
        .returns(TODAY, RiskMeasure::doneOn)
        .returns("clara", RiskMeasure::doneBy);
    assertThat(risk().measures()).extracting(RiskMeasure::id).doesNotContain(Long.valueOf(second));
    assertThat(page("clara", "/risks").select("#r1 li").eachText())
        .containsExactly(
            "Order today (Tina Okafor) Done 1 Mar 2027, Clara Lindgren",
            "Find another vendor (31 Mar 2027) It is done");
  }

  @Test
  void whatIsWrongInARowIsSaidBesideItAndNothingIsLost() throws Exception {
    MockHttpServletResponse refused =
        save(
            "measures[0].text", " ",
            "measures[1].text", "Order early",
            "measures[2].responsible", "tom",
            "measures[2].due", "2027-03-05");
    assertThat(refused.getStatus()).isEqualTo(422);
    Document again = Jsoup.parse(refused.getContentAsString());
    assertThat(again.select("[name=measures[0].text]").text())
        .as("the empty row is none")
        .isEqualTo("Order early");
    Element wrong = again.select("[name=measures[1].text]").first();
    assertThat(again.getElementById(wrong.attr("aria-describedby")).text())
        .isEqualTo("Please fill in: measure.");
    assertThat(again.select("[name=measures[1].due]").val()).isEqualTo("2027-03-05");
    assertThat(person(again, "measures[1].responsible")).isEqualTo("tom");
    assertThat(save("measures[0].text", "x", "measures[0].due", "soon").getContentAsString())
        .contains("measures[0].due-error");
    assertThat(registers.risks(key)).isEmpty();
  }

  @Test
  void whoeverIsResponsibleSaysThatItIsDoneAndAnOlderFormDoesNotTakeThatBack() throws Exception {
    save(
        "measures[0].text", "Order early",
        "measures[0].responsible", "tom",
        "measures[0].due", "2027-02-26");
    Document toms = page("tom", "/risks");
    assertThat(toms.select("#r1 .fl-pill.red").eachText()).contains("Overdue");
    assertThat(page("tina", "/risks").select("form[action$=/done]")).isEmpty();
    assertThat(toms.select("form[action$=/done]")).hasSize(1);
    String finish = toms.select("form[action$=/done]").attr("action");
    long id = risk().measures().get(0).id();
    String seen = risk().seen();

    assertThat(answer(post(finish), "tina").getStatus()).isEqualTo(403);
    assertThat(answer(post(finish), "tom").getStatus()).isEqualTo(302);
    assertThat(risk().measures().get(0)).returns("tom", RiskMeasure::doneBy);
    assertThat(page("tom", "/risks").select("form[action$=/done]")).isEmpty();

    assertThat(risk().seen()).as("so the forms of others still hold").isEqualTo(seen);
    // Clara opened the form before
    save(
        "number", "1",
        "measures[0].id", "" + id,
        "measures[0].text", "Order early",
        "measures[0].wasDone", "false");
    assertThat(risk().measures().get(0)).returns("tom", RiskMeasure::doneBy);
    // she sees that it is not, and says so
    save(
        "number", "1",
        "measures[0].id", "" + id,
        "measures[0].text", "Order early",
        "measures[0].wasDone", "true");
    assertThat(risk().measures().get(0))
        .returns(false, RiskMeasure::isDone)
        .returns(null, RiskMeasure::doneBy);
  }
}
