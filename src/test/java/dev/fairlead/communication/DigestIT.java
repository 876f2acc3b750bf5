package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.people.Absences;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Notice;
import dev.fairlead.project.NoticeTable;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import jakarta.mail.internet.MimeMessage;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.TaskService;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;

/** One mail a working day for those who want that, and nothing lost on the way to it. */
@MailTest
class DigestIT {
  private static int people;

  @RegisterExtension
  static final GreenMailExtension SERVER =
      new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort());

  @Autowired Digests digests;
  @Autowired Postman postman;
  @Autowired Outbox outbox;
  @Autowired MailParts parts;
  @Autowired MailPreferences preferences;
  @Autowired Absences absences;
  @Autowired Users users;
  @Autowired ApplicationEventPublisher events;
  @Autowired JavaMailSenderImpl sender;
  @Autowired FairleadClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired TaskService tasks;
  @Autowired MockMvc web;

  private String me;

  @BeforeEach
  void somebodyWhoWantsADigestAtEightInLisbon() {
    jdbc.sql("delete from troubled_address").update();
    jdbc.sql("delete from outbox_mail").update();
    sender.setPort(SERVER.getSmtp().getPort());
    itIs("2027-01-04T07:00:00Z");
    me = "digest" + ++people;
    users.create(
        new User(me, "Di Gest", me + "@fairlead.example", true, Set.of(Groups.TEAM_MEMBERS)),
        "long enough");
    preferences.set(me, "DIGEST", 8, "Europe/Lisbon", false);
  }

  @AfterEach
  void resume() {
    driver.resumeTime();
  }

  /** A Monday, seven in the morning in Lisbon. */
  private void itIs(String instant) {
    clock.stopAt(Instant.parse(instant));
  }

  private void notice(String key, String template) {
    events.publishEvent(
        new Notice(
            key,
            "DIG",
            List.of(me),
            template,
            Map.of("projectKey", "DIG", "projectName", "Dig", "taskName", key, "title", key),
            "/projects/DIG"));
  }

  private List<Mail> in(MailState state) {
    return outbox.page(me, List.of(state), 0, 50);
  }

  private void round() {
    digests.build();
    postman.carry();
  }

  @Test
  void whatComesInADayIsOneMailAtThePersonsOwnHour() throws Exception {
    notice("one", "paused");
    notice("two", "resumed");
    itIs("2027-01-04T07:59:00Z");
    round();
    assertThat(SERVER.getReceivedMessages()).as("not before their hour").isEmpty();
    assertThat(in(MailState.HELD)).hasSize(2);

    itIs("2027-01-04T08:00:00Z");
    round();
    round();
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    MimeMessage digest = SERVER.getReceivedMessages()[0];
    assertThat(digest.getSubject()).isEqualTo("Fairlead on 4 Jan 2027: 0 of 2 wait for you");
    assertThat(Jsoup.parse(Arrived.html(digest)).select("td a").eachAttr("href"))
        .containsOnly("https://fairlead.example/projects/DIG")
        .hasSize(2);
    assertThat(Arrived.text(digest)).contains("News", "DIG is paused", "DIG goes on");
    MailCorpusIT.bothSayTheSame(digest);
    assertThat(in(MailState.HELD)).isEmpty();
    assertThat(in(MailState.BUNDLED)).hasSize(2);
    long id = in(MailState.SENT).get(0).id();
    assertThat(in(MailState.BUNDLED)).allMatch(mail -> mail.digestId() == id);
    String page =
        web.perform(
                get("/outbox/" + in(MailState.BUNDLED).get(0).id())
                    .with(user(me).authorities(new SimpleGrantedAuthority("team-members"))))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page).contains("in a digest", "/outbox/" + id);
  }

  @Test
  void whatComesAfterTheDigestWaitsForTheNextWorkingDay() {
    itIs("2027-01-08T08:30:00Z");
    notice("friday", "paused");
    round();
    notice("late", "paused");
    itIs("2027-01-08T20:00:00Z");
    round();
    itIs("2027-01-09T09:00:00Z");
    round();
    itIs("2027-01-10T09:00:00Z");
    round();
    assertThat(SERVER.getReceivedMessages()).as("nobody works at the weekend").hasSize(1);
    itIs("2027-01-11T08:00:00Z");
    round();
    assertThat(SERVER.getReceivedMessages()).hasSize(2);
    assertThat(in(MailState.HELD)).isEmpty();
  }

  @Test
  void whoIsAwayOrWorksPartTimeGetsItOnTheNextDayOfTheirOwn() {
    absences.add(me, LocalDate.of(2027, 1, 4), LocalDate.of(2027, 1, 5), "Holiday");
    absences.setHours(me, Map.of(DayOfWeek.MONDAY, "8:00-12:00", DayOfWeek.THURSDAY, "8-12"));
    notice("away", "paused");
    for (String day : List.of("04", "05", "06")) {
      itIs("2027-01-" + day + "T10:00:00Z");
      round();
    }
    assertThat(SERVER.getReceivedMessages()).isEmpty();
    itIs("2027-01-07T10:00:00Z");
    round();
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
  }

  @Test
  void whatIsUrgentGoesAtOnce() throws Exception {
    for (String template :
        List.of(
            "plan.approvalReminder",
            "plan.approvalDeputy",
            "followUp.coordinator",
            "followUp.managers",
            "change.reminder",
            "change.review")) {
      notice("urgent/" + template, template);
    }
    users.setPassword(me, "another one");
    notice("not urgent", "task");
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).hasSize(7);
    assertThat(in(MailState.SENT))
        .anyMatch(mail -> mail.subject().equals("Your password for Fairlead was changed"));
    assertThat(in(MailState.HELD)).hasSize(1);
  }

  @Test
  void nothingIsLostIfTheWishChanges() {
    notice("held", "paused");
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).isEmpty();
    preferences.set(me, "IMMEDIATE", 8, "", false);
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    preferences.set(me, "DIGEST", 8, "", false);
    notice("again", "paused");
    assertThat(in(MailState.HELD)).hasSize(1);
  }

  @Test
  void nothingIsLostIfTheDigestFails() throws Exception {
    notice("kept", "paused");
    itIs("2027-01-04T09:00:00Z");
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      server.answers("RCPT", "450 4.2.1 Mailbox busy");
      round();
      round();
    }
    assertThat(in(MailState.WAITING)).hasSize(1);
    sender.setPort(SERVER.getSmtp().getPort());
    itIs("2027-01-04T09:01:00Z");
    round();
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    assertThat(Arrived.text(SERVER.getReceivedMessages()[0])).contains("DIG is paused");
  }

  @Test
  void twoNodesMakeOneDigest() throws Exception {
    for (int i = 0; i < 20; i++) {
      notice("many" + i, "paused");
    }
    itIs("2027-01-04T09:00:00Z");
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> rounds = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        rounds.add(
            nodes.submit(
                () -> {
                  together.await();
                  digests.build();
                  return null;
                }));
      }
      for (Future<?> one : rounds) {
        one.get();
      }
    } finally {
      nodes.shutdownNow();
    }
    round();
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    assertThat(in(MailState.BUNDLED)).hasSize(20);
  }

  @Test
  void tasksAreListedWithTheirLinksAndThoseDoneMeanwhileApart() throws Exception {
    preferences.set("clara", "DIGEST", 8, "UTC", false);
    preferences.set("tom", "DIGEST", 8, "UTC", false);
    try {
      driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
      SampleProject.begin(projects, "DIGEST-1", "20000");
      SampleProject.plan(plans, "DIGEST-1");
      String draft =
          tasks.createTaskQuery().processInstanceBusinessKey("DIGEST-1").singleResult().getId();
      driver.act("clara", "DIGEST-1", "userTask_draftPlan", Map.of());
      itIs("2027-01-05T08:00:00Z");
      round();
      String clara = text("clara@fairlead.example");
      assertThat(clara).contains("Done meanwhile", "DIGEST-1: Draft plan", draft);
      String tom = text("tom@fairlead.example");
      assertThat(tom)
          .contains("Waiting for you", "DIGEST-1: Give feedback on plan", "/work/tasks/")
          .contains("It is due on")
          .doesNotContain("Done meanwhile");
      MimeMessage mail = to("tom@fairlead.example");
      assertThat(new String(Arrived.attached(mail, "text/calendar")))
          .contains("SUMMARY:Give feedback on plan (DIGEST-1)");
    } finally {
      preferences.set("clara", "IMMEDIATE", 8, "", false);
      preferences.set("tom", "IMMEDIATE", 8, "", false);
    }
  }

  /** Nobody takes what was cut for all there is. */
  @Test
  void whatADigestDoesNotHoldIsCountedAndComesWithTheNext() throws Exception {
    for (int i = 0; i < 503; i++) {
      notice("many" + i, "paused");
    }
    itIs("2027-01-04T08:00:00Z");
    round();
    MimeMessage digest = SERVER.getReceivedMessages()[0];
    String more = "3 more mails come with the next digest; read them in Fairlead before";
    assertThat(digest.getSubject()).contains("0 of 500");
    assertThat(Arrived.text(digest)).contains("Not in this digest", more);
    assertThat(Jsoup.parse(Arrived.html(digest)).select("a:containsOwn(3 more)").attr("href"))
        .isEqualTo("https://fairlead.example/outbox");
    MailCorpusIT.bothSayTheSame(digest);

    itIs("2027-01-05T08:00:00Z");
    round();
    assertThat(SERVER.getReceivedMessages()[1].getSubject()).contains("0 of 3");
    assertThat(Arrived.text(SERVER.getReceivedMessages()[1])).doesNotContain("Not in this digest");
  }

  @Test
  void aTableThatIsCutSaysHowManyRowsAreInFairleadAlone() {
    List<List<NoticeTable.Cell>> rows = new ArrayList<>();
    for (int i = 1; i <= 512; i++) {
      rows.add(NoticeTable.row("Row " + i, "x"));
    }
    events.publishEvent(
        new Notice("cut", "DIG", List.of(me), "paused", Map.of(), "/projects/DIG")
            .with(List.of(new NoticeTable("Rows", List.of("Row", "What"), rows)), null));

    List<List<NoticeTable.Cell>> kept = parts.tables(in(MailState.HELD).get(0)).get(0).rows();
    assertThat(kept).hasSize(501);
    assertThat(kept.get(500))
        .containsExactly(
            new NoticeTable.Cell(
                "12 more are not in this mail; see them in Fairlead", null, "/projects/DIG"),
            NoticeTable.Cell.of(""));
  }

  private String text(String address) throws Exception {
    return Arrived.text(to(address));
  }

  private static MimeMessage to(String address) throws Exception {
    for (MimeMessage mail : SERVER.getReceivedMessages()) {
      if (mail.getAllRecipients()[0].toString().equals(address)
          && mail.getSubject().startsWith("Fairlead on")) {
        return mail;
      }
    }
    throw new AssertionError("no digest to " + address);
  }

  @Test
  void theWishIsKeptOnThePageAndWrongOnesAreSaidBesideTheirFields() throws Exception {
    SimpleGrantedAuthority team = new SimpleGrantedAuthority(Groups.TEAM_MEMBERS);
    web.perform(
            post("/account/mail")
                .param("delivery", "DIGEST")
                .param("digestHour", "17")
                .param("zone", "Asia/Tokyo")
                .param("attachFiles", "true")
                .with(csrf())
                .with(user(me).authorities(team)))
        .andExpect(status().is3xxRedirection());
    MailPreference wish = preferences.of(me);
    assertThat(wish.isDigest()).isTrue();
    assertThat(wish.digestHour()).isEqualTo(17);
    assertThat(wish.zone().getId()).isEqualTo("Asia/Tokyo");
    assertThat(wish.attachFiles()).isTrue();
    String page =
        web.perform(get("/account/mail").with(user(me).authorities(team)))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(Jsoup.parse(page).select("[selected], [checked]").eachAttr("value"))
        .containsExactlyInAnyOrder("DIGEST", "17", "Asia/Tokyo", "true");
    assertThatThrownBy(() -> preferences.set(me, "WEEKLY", 8, "", false))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> preferences.set(me, "DIGEST", 24, "", false))
        .hasMessageContaining("0 to 23");
    assertThatThrownBy(() -> preferences.set(me, "DIGEST", 8, "Mars/Base", false))
        .hasMessageContaining("time zone");
    assertThat(preferences.of(me)).isEqualTo(wish);
  }
}
