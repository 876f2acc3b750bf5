package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.people.Groups;
import dev.fairlead.plan.PlanApprovals;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.workspace.MailDecisions;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RuntimeService;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;

/** The mail about an approval leads to the decision, and nothing but the mail does. */
@MailTest
class DecideFromMailIT {
  private static final Pattern LINK =
      Pattern.compile("https://fairlead.example(/decide/[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])");
  private static final String WORDS = "Decide without logging in";

  @RegisterExtension
  static final GreenMailExtension SERVER =
      new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort());

  @Autowired Postman postman;
  @Autowired Digests digests;
  @Autowired Outbox outbox;
  @Autowired MailPreferences preferences;
  @Autowired MailDecisions decisions;
  @Autowired PlanApprovals approvals;
  @Autowired JavaMailSenderImpl sender;
  @Autowired FairleadClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired RuntimeService runtime;
  @Autowired MockMvc web;

  @BeforeEach
  void aMonday() {
    jdbc.sql("delete from troubled_address").update();
    jdbc.sql("delete from outbox_mail").update();
    sender.setPort(SERVER.getSmtp().getPort());
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
  }

  @AfterEach
  void nothingIsLeft() {
    jdbc.sql("delete from mail_decision").update();
    runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
        .forEach(one -> runtime.deleteProcessInstance(one.getId(), "over", true, true, true, true));
    driver.resumeTime();
  }

  private List<MimeMessage> arrived(String person) throws Exception {
    List<MimeMessage> found = new ArrayList<>();
    for (MimeMessage mail : SERVER.getReceivedMessages()) {
      if (mail.getAllRecipients()[0].toString().startsWith(person + "@")) {
        found.add(mail);
      }
    }
    return found;
  }

  private static String only(List<MimeMessage> mails, String subject) throws Exception {
    for (MimeMessage mail : mails) {
      if (mail.getSubject().contains(subject)) {
        Matcher link = LINK.matcher(Arrived.text(mail));
        assertThat(link.find()).as(Arrived.text(mail)).isTrue();
        assertThat(Jsoup.parse(Arrived.html(mail)).select("a:contains(" + WORDS + ")"))
            .singleElement()
            .satisfies(
                anchor ->
                    assertThat(anchor.attr("href"))
                        .isEqualTo("https://fairlead.example" + link.group(1)));
        MailCorpusIT.bothSayTheSame(mail);
        return link.group(1);
      }
    }
    throw new AssertionError("no mail about " + subject);
  }

  @Test
  void theMailAboutAnApprovalHasALinkOfItsOwnForEachManager() throws Exception {
    SampleProject.submitted(driver, projects, plans, "MD-1", "clara");
    postman.carry();
    String maria = only(arrived("maria"), "MD-1: Approve plan");
    String martin = only(arrived("martin"), "MD-1: Approve plan");
    assertThat(maria).isNotEqualTo(martin);
    assertThat(Arrived.text(arrived("maria").get(0)))
        .contains("Open in Fairlead: https://fairlead.example/work/tasks/")
        .contains("It works once, until 11 Jan 2027, 09:00; do not forward this mail.");
    for (String other : List.of("tom", "tina", "clara")) {
      for (MimeMessage mail : arrived(other)) {
        assertThat(Arrived.text(mail)).as(other).doesNotContain("/decide/", WORDS);
      }
    }
    noSecretIsKept(maria, martin);
    var answer =
        web.perform(post(maria).with(csrf()).param("decision", "approve").param("comment", "Go"))
            .andReturn()
            .getResponse();
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(approvals.list("MD-1").get(0).decidedBy()).isEqualTo("maria");
    assertThat(web.perform(get(martin)).andReturn().getResponse().getContentAsString())
        .contains("was already done by Maria Costa");
  }

  /** Neither in the outbox nor on its pages, nor in any other table. */
  private void noSecretIsKept(String... paths) throws Exception {
    for (String path : paths) {
      String secret = path.substring(MailDecisions.PATH.length());
      for (Mail mail : outbox.page(null, 0, 200)) {
        assertThat(mail.toString()).doesNotContain(secret, MailDecisions.PATH);
        String page =
            web.perform(
                    get("/outbox/" + mail.id())
                        .with(
                            user("admin")
                                .authorities(new SimpleGrantedAuthority(Groups.ADMINISTRATORS))))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page).contains(mail.subject()).doesNotContain(secret, MailDecisions.PATH);
      }
      assertThat(
              jdbc.sql("select count(*) from mail_decision where token_hash like :part")
                  .param("part", "%" + secret.substring(0, 8) + "%")
                  .query(Long.class)
                  .single())
          .isZero();
    }
  }

  /** A server that refuses a mail leaves no key behind; the next try makes another. */
  @Test
  void whatDidNotLeaveHasNoKey() throws Exception {
    SampleProject.submitted(driver, projects, plans, "MD-2", "clara");
    sender.setPort(1);
    postman.carry();
    assertThat(keys()).isZero();
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 40));
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      server.answers("END", "452 4.3.1 Out of room");
      postman.carry();
      assertThat(server.heard()).as("it had the whole mail").contains(".");
    }
    assertThat(keys()).isZero();
    sender.setPort(SERVER.getSmtp().getPort());
    driver.setTime(LocalDateTime.of(2027, 1, 4, 10, 0));
    postman.carry();
    only(arrived("maria"), "MD-2: Approve plan");
    assertThat(keys()).isEqualTo(2);
  }

  private long keys() {
    return jdbc.sql("select count(*) from mail_decision").query(Long.class).single();
  }

  @Test
  void theDigestCarriesTheLinksOfWhatStillWaits() throws Exception {
    preferences.set("maria", "DIGEST", 8, "UTC", false);
    try {
      SampleProject.submitted(driver, projects, plans, "MD-3", "clara");
      SampleProject.submitted(driver, projects, plans, "MD-4", "clara");
      SampleProject.submitted(driver, projects, plans, "MD-5", "clara");
      driver.act(
          "martin", "MD-5", "userTask_approvePlan", Map.of("decision", "rework", "comment", "No"));
      clock.stopAt(Instant.parse("2027-01-05T08:00:00Z"));
      digests.build();
      postman.carry();
      MimeMessage digest = arrived("maria").get(0);
      assertThat(arrived("maria")).hasSize(1);
      Set<String> links = new TreeSet<>();
      Matcher link = LINK.matcher(Arrived.text(digest));
      while (link.find()) {
        links.add(link.group(1));
      }
      assertThat(links).as(Arrived.text(digest)).hasSize(2);
      assertThat(Jsoup.parse(Arrived.html(digest)).select("td a:contains(" + WORDS + ")"))
          .hasSize(2);
      assertThat(Arrived.text(digest)).contains("do not forward this mail");
      MailCorpusIT.bothSayTheSame(digest);
      noSecretIsKept(links.toArray(String[]::new));
      for (String path : links) {
        assertThat(web.perform(get(path)).andReturn().getResponse().getStatus()).isEqualTo(200);
      }
    } finally {
      preferences.set("maria", "IMMEDIATE", 8, "", false);
    }
  }

  @Test
  void aboveTheAmountAndOffTheMailLeadsToTheLoginAsBefore() throws Exception {
    SampleProject.begin(projects, "MD-6", "20001");
    SampleProject.plan(plans, "MD-6");
    driver.act("clara", "MD-6", "userTask_draftPlan", Map.of());
    driver.act("tom", "MD-6", "userTask_giveFeedback", Map.of());
    driver.act("tina", "MD-6", "userTask_giveFeedback", Map.of());
    driver.act("clara", "MD-6", "userTask_submitPlan", Map.of("nextStep", "submit"));
    postman.carry();
    assertThat(Arrived.text(arrived("maria").get(0)))
        .contains("/work/tasks/")
        .doesNotContain("/decide/", WORDS, "do not forward");
    SERVER.purgeEmailFromAllMailboxes();
    ReflectionTestUtils.setField(decisions, "enabled", false);
    try {
      SampleProject.submitted(driver, projects, plans, "MD-7", "clara");
      postman.carry();
    } finally {
      ReflectionTestUtils.setField(decisions, "enabled", true);
    }
    assertThat(Arrived.text(arrived("maria").get(0)))
        .contains("MD-7", "/work/tasks/")
        .doesNotContain("/decide/", WORDS, "do not forward");
    assertThat(keys()).isZero();
  }
}
