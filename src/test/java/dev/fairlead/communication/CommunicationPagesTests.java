package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import dev.fairlead.communication.CommunicationRow.Channel;
import dev.fairlead.communication.CommunicationRow.Form;
import dev.fairlead.communication.CommunicationRow.Frequency;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.people.Groups;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.ProjectDocuments.Kind;
import dev.fairlead.project.Projects;
import dev.fairlead.report.ReportLanguages;
import dev.fairlead.report.Reports;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** The tab Communication, and the pages that people outside read without a login. */
@FairleadTest
class CommunicationPagesTests {
  private static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);
  private static int made;

  @Autowired MockMvc web;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Pauses pauses;
  @Autowired Reports reports;
  @Autowired CommunicationPlan plan;
  @Autowired Communications communications;
  @Autowired OutsideParties parties;
  @Autowired SharedLinks links;
  @Autowired ReportLanguages languages;
  @Autowired RuntimeService runtime;

  private String key;
  private long party;

  @BeforeEach
  void aProjectWithAReport() {
    driver.setTime(MONDAY);
    key = "CP-" + ++made;
    SampleProject.tracked(driver, projects, plans, key);
    party = parties.add(key, "Ann", "Acme", "ann@acme.example", "en", null, "clara");
    reports.request(key, "clara");
    driver.act(
        "clara",
        key,
        "userTask_releaseReport",
        Map.of("release", "publish", "summary", "Tom Eriksen did well.", "overrideHealth", "none"));
    driver.runWaiting();
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

  private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
    return web.perform(request).andReturn().getResponse();
  }

  private Document page(String path, String who, String group) throws Exception {
    MockHttpServletResponse answer =
        send(get(path).with(user(who).authorities(new SimpleGrantedAuthority(group))));
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
    return Jsoup.parse(answer.getContentAsString());
  }

  private String token() {
    long link = links.share(key, party, key + "-R1", 30, "clara");
    return links.address(key, link, "clara").replace("/shared/", "");
  }

  @Test
  void aStrangerReadsWhatWasSharedWithoutALoginASessionOrATraceOfOthers() throws Exception {
    String token = token();
    MockHttpServletResponse answer = send(get("/shared/" + token));
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.getHeader("X-Robots-Tag")).contains("noindex");
    assertThat(answer.getHeader("Cache-Control")).contains("no-store");
    assertThat(answer.getHeader("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.getCookie("SESSION")).isNull();
    assertThat(answer.getContentAsString())
        .contains("Sample " + key, "Interim report " + key + "-R1", "Clara Lindgren", "Go-live")
        .contains("a member of the project did well")
        .doesNotContain("Tom Eriksen", "Tina Okafor", "Sofia Brandt");
    assertThat(links.of(key).get(0).openedCount()).isEqualTo(1);
    assertThat(send(head("/shared/" + token)).getStatus()).isEqualTo(200);
    assertThat(links.of(key).get(0).openedCount()).as("a program only looked").isEqualTo(1);
    MockHttpServletResponse file = send(get("/shared/" + token + "/file"));
    assertThat(file.getContentType()).isEqualTo("application/pdf");
    assertThat(new String(file.getContentAsByteArray(), 0, 5)).isEqualTo("%PDF-");
  }

  @Test
  void guessedExpiredAndRevokedAddressesSayTheSameWhoeverAsks() throws Exception {
    String guessed = text(send(get("/shared/" + "A".repeat(43))), 404);
    assertThat(text(send(get("/shared/x")), 404)).isEqualTo(guessed);
    assertThat(text(send(get("/shared/x/file")), 404)).isEqualTo(guessed);
    assertThat(text(send(feedback("x", "Hello")), 404)).isEqualTo(guessed);
    String revoked = token();
    String expired = token();
    links.revoke(key, links.of(key).get(1).id(), "clara");
    String gone = text(send(get("/shared/" + revoked)), 410);
    assertThat(text(send(feedback(revoked, "Hello")), 410)).isEqualTo(gone);
    driver.setTime(MONDAY.plusDays(31));
    assertThat(text(send(get("/shared/" + expired)), 410)).isEqualTo(gone);
    assertThat(text(send(get("/shared/" + expired + "/file")), 410)).isEqualTo(gone);
    assertThat(gone).doesNotContain(key, "Ann", "revoked", "expired");
  }

  @Test
  void feedbackNeedsTheTokenOfItsPageAndIsBounded() throws Exception {
    String token = token();
    assertThat(send(post("/shared/" + token + "/feedback").param("text", "Forged")).getStatus())
        .isEqualTo(403);
    assertThat(text(send(feedback(token, " ")), 422)).contains("write what you want to say");
    assertThat(text(send(feedback(token, "x".repeat(2001))), 422)).contains("Shorten it");
    assertThat(
            send(feedback(token, "Buy this").param("website", "http://spam.example"))
                .getRedirectedUrl())
        .contains("thanks");
    assertThat(driver.waitingFor(key))
        .as("a field that nobody sees was filled")
        .doesNotContain("userTask_answerOutsideFeedback:clara");
    assertThat(send(feedback(token, "When is it done?")).getRedirectedUrl()).contains("thanks");
    assertThat(send(feedback(token, "When is it done?")).getRedirectedUrl()).contains("thanks");
    assertThat(driver.waitingFor(key))
        .as("a double click is one")
        .containsOnlyOnce("userTask_answerOutsideFeedback:clara");
    assertThat(page("/projects/" + key + "/communication", "tom", Groups.TEAM_MEMBERS).text())
        .contains("When is it done?");
    pauses.pause(key, "Money", null, "clara");
    assertThat(text(send(feedback(token, "And now?")), 422)).contains("at the moment");
  }

  @Test
  void aGermanPartyReadsGermanWords() throws Exception {
    long gerd =
        parties.add(key, "Gerd \u202eTluk", "Werk", "gerd@werk.example", "de", null, "clara");
    assertThat(parties.get(key, gerd).name())
        .as("nothing turns the text around")
        .isEqualTo("Gerd Tluk");
    long link = links.share(key, gerd, key + "-R1", 30, "clara");
    String token = links.address(key, link, "clara").replace("/shared/", "");
    assertThat(send(get("/shared/" + token)).getContentAsString())
        .contains("lang=\"de\"", "Ihre R\u00fcckmeldung");
  }

  @Test
  void whatIsSharedSpeaksTheLanguageInWhichTheReportWasWritten() throws Exception {
    languages.choose(key, "de", "clara");
    reports.request(key, "clara");
    driver.act(
        "clara",
        key,
        "userTask_releaseReport",
        Map.of("release", "publish", "summary", "Tom Eriksen war gut.", "overrideHealth", "none"));
    driver.runWaiting();
    long link = links.share(key, party, key + "-R2", 30, "clara");
    String token = links.address(key, link, "clara").replace("/shared/", "");
    Document shared = Jsoup.parse(send(get("/shared/" + token)).getContentAsString());
    assertThat(shared.select("[lang=de]").text())
        .contains(
            "Zwischenbericht " + key + "-R2",
            "ein Mitglied des Projekts war gut",
            "Prognose oder erreicht",
            "Die nächsten zwei Wochen")
        .doesNotContain("Forecast or reached", "Milestone", "a member of the project");
    assertThat(shared.select("html").attr("lang")).as("the page speaks to Ann").isEqualTo("en");
  }

  @Test
  void addressesWithLineBreaksOrASecondOneAreRefused() {
    for (String address :
        List.of("a@b.example\nBcc: c@d.example", "a@b.example,c@d.example", "A <a@b.example>")) {
      assertThatThrownBy(() -> parties.add(key, "B", "", address, "en", null, "clara"))
          .as(address)
          .hasMessageContaining("one e-mail address");
    }
    assertThatThrownBy(
            () -> parties.add(key, "B\r\nBcc: x", "", "b@b.example", "en", null, "clara"))
        .hasMessageContaining("one line");
    long arabic =
        parties.add(
            key,
            "\u0645\u062d\u0645\u062f",
            "\u0634\u0631\u0643\u0629",
            "m@x.example",
            "en",
            null,
            "clara");
    assertThat(parties.get(key, arabic).name()).isEqualTo("\u0645\u062d\u0645\u062f");
  }

  @Test
  void theTabShowsThePlanItsHistoryAndToTheCoordinatorAloneWhatIsTheirs() throws Exception {
    Document before = page("/projects/" + key + "/communication", "clara", Groups.COORDINATORS);
    assertThat(before.text()).contains("A plan to begin with", "Milestones of the next weeks");
    plan.takeProposal(key, "clara");
    assertThatThrownBy(() -> plan.takeProposal(key, "clara")).hasMessageContaining("already");
    token();
    Document own = page("/projects/" + key + "/communication", "clara", Groups.COORDINATORS);
    assertThat(own.text()).contains("Final result", "ann@acme.example", "opens until 3 Feb 2027");
    assertThat(own.select("form[action$=/begin]")).hasSize(3);
    Document others = page("/projects/" + key + "/communication", "tom", Groups.TEAM_MEMBERS);
    assertThat(others.text()).contains("Final result", "Ann").doesNotContain("ann@acme.example");
    assertThat(others.select("main form")).isEmpty();
  }

  @Test
  void aReaderConfirmsOnThePageAndSeesTheFiles() throws Exception {
    long row =
        plan.add(
            key,
            new NewRow(
                "Plan for all",
                "So that all know it",
                Kind.PLAN,
                Form.XLSX,
                Channel.MAIL,
                Frequency.ONCE,
                LocalDate.of(2027, 1, 5),
                "clara",
                null,
                true,
                null,
                new Audience(Set.of(Audience.Role.TEAM), List.of(), List.of(party))),
            "clara");
    plan.beginNow(key, row, "clara");
    assertThat(
            page(
                    "/projects/" + key + "/frame/communication?runId=" + run(),
                    "clara",
                    Groups.COORDINATORS)
                .text())
        .contains("Plan for all", "Tom Eriksen", "Ann (Acme)", "Go-live");
    driver.act("clara", key, "userTask_draftCommunication", Map.of("draftDecision", "send"));
    driver.runWaiting();
    String sent = "/projects/" + key + "/communication/sent/" + run();
    Document page = page(sent, "tom", Groups.TEAM_MEMBERS);
    assertThat(page.select("form[action$=/confirm]")).hasSize(1);
    assertThat(page(sent, "maria", Groups.MANAGERS).select("form[action$=/confirm]")).isEmpty();
    send(
        post(sent + "/confirm")
            .with(csrf())
            .with(user("tom").authorities(new SimpleGrantedAuthority(Groups.TEAM_MEMBERS))));
    assertThat(page(sent, "tom", Groups.TEAM_MEMBERS).text())
        .contains("You confirmed on 4 Jan 2027");
    for (String format : List.of("pdf", "xlsx", "docx")) {
      assertThat(
              send(get(sent + "/file?format=" + format).with(user("tom"))).getContentAsByteArray())
          .hasSizeGreaterThan(1000);
    }
    assertThat(links.of(key)).hasSize(1);
    communications.opened(links.of(key).get(0));
    assertThat(communications.receipts(run()))
        .filteredOn(one -> one.confirmedAt() != null)
        .hasSize(2);
  }

  @Test
  void daysAreCountedFromTheFirstAndMissedOnesAreNotMadeUpFor() {
    LocalDate last = LocalDate.of(2027, 1, 31);
    assertThat(Frequency.MONTHLY.nextAfter(last, last)).isEqualTo(LocalDate.of(2027, 2, 28));
    assertThat(Frequency.MONTHLY.nextAfter(last, LocalDate.of(2027, 2, 28)))
        .as("and not on the 28th from then on")
        .isEqualTo(LocalDate.of(2027, 3, 31));
    assertThat(Frequency.WEEKLY.nextAfter(last, LocalDate.of(2027, 3, 1)))
        .isEqualTo(LocalDate.of(2027, 3, 7));
    assertThat(Frequency.FORTNIGHTLY.nextAfter(last, last)).isEqualTo(LocalDate.of(2027, 2, 14));
    assertThat(Frequency.ONCE.nextAfter(last, last)).isNull();
    assertThat(Frequency.ONCE.nextAfter(last, LocalDate.of(2027, 1, 1))).isEqualTo(last);
  }

  private long run() {
    return communications.page(key, 0, 1).get(0).id();
  }

  private static MockHttpServletRequestBuilder feedback(String token, String text) {
    return post("/shared/" + token + "/feedback").with(csrf()).param("text", text);
  }

  private static String text(MockHttpServletResponse answer, int status) throws Exception {
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
    return Jsoup.parse(answer.getContentAsString()).select("main").text();
  }
}
