package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.people.Groups;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Projects;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Where contractors are asked for status reports, and where they give them without a login. */
@FairleadTest
class ContractorPagesTests {
  private static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);
  private static int made;

  @Autowired MockMvc web;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired OutsideParties parties;
  @Autowired ContractorReports reports;
  @Autowired Pauses pauses;
  @Autowired Outbox outbox;
  @Autowired SharedAddresses addresses;
  @Autowired RuntimeService runtime;

  private String key;
  private long party;

  @BeforeEach
  void aProjectWithAContractor() {
    driver.setTime(MONDAY);
    key = "CN-" + ++made;
    SampleProject.tracked(driver, projects, plans, key);
    party = parties.add(key, "Uwe", "Kabel", "uwe@kabel.example", "de", null, "clara");
  }

  @AfterEach
  void over() {
    runtime
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .processInstanceBusinessKey(key)
        .list()
        .forEach(
            one -> runtime.deleteProcessInstance(one.getId(), "test over", true, true, true, true));
    driver.resumeTime();
  }

  @Test
  void theFormBeginsWithUsualDaysAndKeepsWhatIsRefused() throws Exception {
    Document page = html(send(get(list()), "clara"), 200);
    assertThat(value(page, "periodStart")).isEqualTo("2026-12-05");
    assertThat(value(page, "periodEnd")).isEqualTo("2027-01-04");
    assertThat(value(page, "dueOn")).isEqualTo("2027-01-11");
    assertThat(page.select("[name=task]").eachAttr("value")).containsExactly("1", "2", "3");

    Document refused =
        html(
            send(
                post(list())
                    .param("party", "" + party)
                    .param("periodStart", "2027-01-03")
                    .param("periodEnd", "2027-01-01")
                    .param("dueOn", "2026-01-01")
                    .param("words", "Cables <b>")
                    .param("task", "2"),
                "clara"),
            422);
    assertThat(refused.select(".invalid-feedback").eachText())
        .containsExactly(
            "The period ends before it begins.",
            "The day lies in the past. Choose today or a later day.");
    assertThat(value(refused, "periodEnd")).isEqualTo("2027-01-01");
    assertThat(refused.select("#words").text()).isEqualTo("Cables <b>");
    assertThat(refused.select("#party option[selected]").attr("value")).isEqualTo("" + party);
    assertThat(refused.select("[name=task][checked]").eachAttr("value")).containsExactly("2");
    assertThat(reports.open(key)).isEmpty();
    assertThat(html(send(get(list()), "tom"), 200).select("form[method=post][action$=contractors]"))
        .as("whoever may not ask sees no form")
        .isEmpty();
  }

  @Test
  void whoHasTheAddressReportsWithoutALoginInTheirLanguage() throws Exception {
    assertThat(
            send(
                    post(list())
                        .param("party", "" + party)
                        .param("periodStart", "2026-12-05")
                        .param("periodEnd", "2027-01-04")
                        .param("dueOn", "2027-01-11")
                        .param("task", "1"),
                    "clara")
                .getStatus())
        .isEqualTo(302);
    long id = reports.open(key).get(0).id();
    String address = reports.address(key, id, "clara");
    MockHttpServletResponse answer = outside(get(address));
    assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.getHeader("X-Robots-Tag")).contains("noindex");
    assertThat(answer.getHeader("Cache-Control")).contains("no-store");
    assertThat(answer.getHeader("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.getCookie("SESSION")).isNull();
    Document form = html(answer, 200);
    assertThat(form.select("html").attr("lang")).isEqualTo("de");
    assertThat(form.text()).contains("Wie steht es um Ihre Arbeit?", "Clara Lindgren", "Build");

    Document refused =
        html(
            outside(
                post(address)
                    .param("rating", "RED")
                    .param("workDone", "Halle <2>")
                    .param("problems", " ")
                    .param("percent1", "viel")
                    .param("finish1", "morgen")
                    .param("remark1", "Regale")),
            422);
    assertThat(refused.select(".invalid-feedback").eachText())
        .as("all at once, so that nobody sends it three times")
        .containsExactly(
            "Bitte sagen Sie, was das Problem ist und was Sie brauchen.",
            "Bitte eine ganze Zahl von 0 bis 100 eingeben.",
            "Bitte den Tag als Jahr-Monat-Tag eingeben, zum Beispiel 2027-03-31.");
    assertThat(refused.select("#workDone").text()).isEqualTo("Halle <2>");
    assertThat(value(refused, "percent1")).isEqualTo("viel");
    assertThat(value(refused, "remark1")).isEqualTo("Regale");
    assertThat(refused.select("#rating-RED").hasAttr("checked")).isTrue();
    assertThat(reports.get(key, id).status()).isEqualTo(ContractorReport.Status.ASKED);

    MockHttpServletRequestBuilder right =
        post(address)
            .param("rating", "RED")
            .param("workDone", "Halle 2")
            .param("problems", "Schlüssel fehlt")
            .param("percent1", "40 %");
    assertThat(outside(right).getRedirectedUrl()).isEqualTo(address);
    Document given = html(outside(get(address)), 200);
    assertThat(given.select("[role=status]").text()).contains("Vielen Dank");
    assertThat(given.select("button[type=submit]")).isEmpty();
    assertThat(given.select("#problems").text()).isEqualTo("Schlüssel fehlt");
    assertThat(reports.get(key, id).tasks().get(0).percent()).isEqualTo(40);
    assertThat(html(send(get(list() + "/" + id), "tom"), 200).text())
        .contains("Schlüssel fehlt", "40 %", "Off track");
  }

  @Test
  void aReportThatWasReturnedOpensAgainAndAPausedProjectTakesNone() throws Exception {
    long id = reports.ask(key, wanted(), "clara");
    String address = reports.address(key, id, "clara");
    outside(post(address).param("rating", "GREEN").param("workDone", "Racks"));
    driver.runWaiting();
    driver.act(
        "clara",
        key,
        "userTask_reviewContractorReport",
        Map.of("contractorOutcome", "return", "contractorRemark", "Which racks?"));
    assertThat(html(send(get(list() + "/" + id), "clara"), 200).text())
        .contains("What was reported before it was returned", "Racks", "Which racks?")
        .doesNotContain("null");
    Document again = html(outside(get(address)), 200);
    assertThat(again.text()).contains("Which racks?");
    assertThat(again.select("#workDone").text()).isEqualTo("Racks");

    pauses.pause(key, "Waits for money", MONDAY.toLocalDate().plusDays(30), "clara");
    Document paused = html(outside(get(address)), 200);
    assertThat(paused.text()).contains("nimmt zurzeit keine Berichte an");
    assertThat(paused.select("form")).isEmpty();
    assertThat(
            html(outside(post(address).param("rating", "GREEN").param("workDone", "X")), 422)
                .select("[role=alert]")
                .text())
        .contains("nimmt zurzeit keine Berichte an");
  }

  /** As the postman does, who takes it back where the mail did not leave. */
  @Test
  void eachMailLeadsToThePageByAnAddressOfItsOwn() throws Exception {
    reports.ask(key, wanted(), "clara");
    String link =
        outbox.page(null, 0, 200).stream()
            .filter(mail -> key.equals(mail.projectKey()) && mail.link() != null)
            .filter(mail -> mail.recipient().equals("outside:" + party))
            .findFirst()
            .orElseThrow()
            .link();
    String first = addresses.make(link);
    String again = addresses.make(link);
    assertThat(first).startsWith("/shared/status/").isNotEqualTo(again);
    addresses.takeBack(first);
    assertThat(outside(get(first)).getStatus()).isEqualTo(404);
    assertThat(outside(get(again)).getStatus()).isEqualTo(200);
  }

  @Test
  void anAddressThatNeverWasOrIsOverOpensNothing() throws Exception {
    assertThat(outside(get("/shared/status/" + "A".repeat(43))).getStatus()).isEqualTo(404);
    long id = reports.ask(key, wanted(), "clara");
    String address = reports.address(key, id, "clara");
    assertThat(outside(post(address).param("website", "x")).getStatus()).isEqualTo(302);
    assertThat(reports.get(key, id).status())
        .as("a program filled in what people do not see")
        .isEqualTo(ContractorReport.Status.ASKED);
    reports.withdraw(key, id, "clara");
    assertThat(outside(get(address)).getStatus()).isEqualTo(410);
    assertThat(outside(post(address).param("rating", "GREEN")).getStatus()).isEqualTo(410);
    assertThat(send(post(list() + "/" + id + "/withdraw"), "clara").getStatus()).isEqualTo(409);
  }

  private NewContractorReport wanted() {
    return new NewContractorReport(
        party, MONDAY.toLocalDate(), MONDAY.toLocalDate(), MONDAY.toLocalDate(), null, List.of());
  }

  private String list() {
    return "/projects/" + key + "/communication/contractors";
  }

  private MockHttpServletResponse send(MockHttpServletRequestBuilder request, String who)
      throws Exception {
    String group = who.equals("clara") ? Groups.COORDINATORS : Groups.TEAM_MEMBERS;
    return outside(request.with(user(who).authorities(new SimpleGrantedAuthority(group))));
  }

  private MockHttpServletResponse outside(MockHttpServletRequestBuilder request) throws Exception {
    return web.perform(request.with(csrf())).andReturn().getResponse();
  }

  private static Document html(MockHttpServletResponse answer, int status) throws Exception {
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
    return Jsoup.parse(answer.getContentAsString());
  }

  private static String value(Document page, String field) {
    return page.select("[name=" + field + "]").attr("value");
  }
}
