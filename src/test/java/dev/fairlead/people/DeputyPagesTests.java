package dev.fairlead.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import java.time.LocalDate;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Both forms let one limit a deputy to processes, and the lists say it in words. */
@FairleadTest
class DeputyPagesTests {
  private static final LocalDate FIRST = LocalDate.of(2032, 3, 1);

  @Autowired MockMvc web;
  @Autowired Users users;
  @Autowired JdbcClient jdbc;

  /** Where deputies of Maria are named. */
  enum Form {
    OWN("/account/absences", "/account/absences/deputies", "deputyFrom", "deputyUntil"),
    ADMINISTRATORS("/users/maria", "/users/maria/absences", "from", "until");

    final String page;
    final String address;
    final String from;
    final String until;

    Form(String page, String address, String from, String until) {
      this.page = page;
      this.address = address;
      this.from = from;
      this.until = until;
    }

    MockHttpServletRequestBuilder as(MockHttpServletRequestBuilder request) {
      return request
          .with(
              this == OWN
                  ? user("maria").authorities(new SimpleGrantedAuthority(Groups.MANAGERS))
                  : user("admin").authorities(new SimpleGrantedAuthority(Groups.ADMINISTRATORS)))
          .with(csrf());
    }

    MockHttpServletRequestBuilder naming(String... processes) {
      MockHttpServletRequestBuilder request =
          as(post(address))
              .param("deputy", "tarek")
              .param(from, FIRST.toString())
              .param(until, FIRST.plusDays(4).toString());
      return processes.length == 0 ? request : request.param("processes", processes);
    }
  }

  @AfterEach
  void nobodyIsAway() {
    jdbc.sql("delete from substitution where first_day = ?").param(FIRST).update();
  }

  private Document page(Form form) throws Exception {
    return Jsoup.parse(
        web.perform(form.as(get(form.page))).andReturn().getResponse().getContentAsString());
  }

  private static List<String> ticked(Document page) {
    return page.select("[name=processes][checked]").eachAttr("value");
  }

  @ParameterizedTest
  @EnumSource
  void theProcessesAreOfferedByNameAndEverythingIsTheDefault(Form form) throws Exception {
    Document page = page(form);
    Element fieldset = page.selectFirst("form[action=" + form.address + "] fieldset");
    assertThat(fieldset.selectFirst("legend").text())
        .isEqualTo("Everything, or only these processes");
    assertThat(fieldset.select("label").eachText())
        .contains("Approve plan", "Handle change")
        .isSorted()
        .doesNotContain("Project lifecycle");
    for (Element box : fieldset.select("input[type=checkbox]")) {
      assertThat(fieldset.select("label[for=" + box.id() + "]")).hasSize(1);
    }
    assertThat(ticked(page)).isEmpty();
    assertThat(page.getElementById(fieldset.attr("aria-describedby")).text())
        .contains("Tick none, and the deputy may do everything.", "Only a deputy for everything");
  }

  @ParameterizedTest
  @EnumSource
  void chosenProcessesAreKeptToldAndListed(Form form) throws Exception {
    MvcResult answer =
        web.perform(form.naming("handleChange", "approvePlan", "handleChange")).andReturn();
    assertThat(answer.getResponse().getRedirectedUrl()).isEqualTo(form.page);
    assertThat(answer.getFlashMap().get("message"))
        .isEqualTo(
            "Tarek Haddad stands in for Maria Costa from 1 Mar 2032 to 5 Mar 2032:"
                + " only Approve plan, Handle change.");
    assertThat(users.actsFor("tarek", FIRST, "approvePlan")).containsExactly("maria");
    assertThat(users.actsFor("tarek", FIRST, "planProject")).isEmpty();
    assertThat(page(form).select("main li").text())
        .contains("Tarek Haddad: only Approve plan, Handle change");
  }

  @ParameterizedTest
  @EnumSource
  void noneChosenIsEverything(Form form) throws Exception {
    MvcResult answer = web.perform(form.naming()).andReturn();
    assertThat(answer.getFlashMap().get("message")).asString().endsWith(": everything.");
    assertThat(users.actsFor("tarek", FIRST)).containsExactly("maria");
    assertThat(page(form).select("main li").text()).contains("Tarek Haddad: everything");
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownProcessIsRefusedInWordsAndNothingTypedIsLost(Form form) throws Exception {
    MockHttpServletResponse answer =
        web.perform(form.naming("approvePlan", "makeTea")).andReturn().getResponse();
    assertThat(answer.getStatus()).isEqualTo(422);
    Document page = Jsoup.parse(answer.getContentAsString());
    assertThat(page.getElementById("processes-error").text())
        .isEqualTo(
            "There is no process \"makeTea\" that asks people for something. Choose from the list.");
    assertThat(ticked(page)).containsExactly("approvePlan");
    assertThat(page.select("[name=deputy] [selected]").attr("value")).isEqualTo("tarek");
    assertThat(page.select("form[action=" + form.address + "] [name=" + form.from + "]").val())
        .isEqualTo(FIRST.toString());
    assertThat(users.standsInFor("tarek", FIRST)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anotherWrongFieldLosesNoTick(Form form) throws Exception {
    MockHttpServletResponse answer =
        web.perform(
                form.naming("approvePlan", "reviewRisk")
                    .with(
                        sent -> {
                          sent.setParameter(form.until, "soon");
                          return sent;
                        }))
            .andReturn()
            .getResponse();
    assertThat(answer.getStatus()).isEqualTo(422);
    assertThat(ticked(Jsoup.parse(answer.getContentAsString())))
        .containsExactly("approvePlan", "reviewRisk");
  }

  @ParameterizedTest
  @EnumSource
  void aProcessThatIsGoneIsListedByItsKey(Form form) throws Exception {
    users.substitute(
        "maria", "tarek", FIRST, FIRST.plusDays(4), new Scope(java.util.Set.of("handleChange")));
    jdbc.sql("update substitution_process set process_key = '<b>gone'").update();
    assertThat(page(form).select("main li").text()).contains("Tarek Haddad: only <b>gone");
  }
}
