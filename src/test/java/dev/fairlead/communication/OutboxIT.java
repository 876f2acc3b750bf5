package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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

/** Mails on their way to a real SMTP server, which is up, down, or refuses. */
@MailTest
class OutboxIT {
  @RegisterExtension
  static final GreenMailExtension SERVER =
      new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort());

  @Autowired Postman postman;
  @Autowired Outbox outbox;
  @Autowired ApplicationEventPublisher events;
  @Autowired JavaMailSenderImpl sender;
  @Autowired FairleadClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired Users users;
  @Autowired Projects projects;
  @Autowired TaskService tasks;
  @Autowired MockMvc web;

  private static final Instant MORNING = Instant.parse("2027-01-04T08:00:00Z");

  @BeforeEach
  void emptyOutbox() {
    jdbc.sql("delete from troubled_address").update();
    jdbc.sql("delete from outbox_mail").update();
    clock.stopAt(MORNING);
    sender.setPort(SERVER.getSmtp().getPort());
  }

  @AfterEach
  void resume() {
    clock.resume();
  }

  private void notice(String key, String text) {
    events.publishEvent(
        new Notice(
            key,
            "OUT",
            List.of("tom"),
            "task",
            Map.of("projectKey", "OUT", "taskName", text, "description", text),
            "/work/tasks/1"));
  }

  private Mail only() {
    List<Mail> mails = outbox.page(null, 0, 10);
    assertThat(mails).hasSize(1);
    return mails.get(0);
  }

  @Test
  void aNewTaskIsMailedAsTextAndHtmlWithALinkToThatTask() throws Exception {
    SampleProject.begin(projects, "MAIL-1", "20000");
    String task =
        tasks.createTaskQuery().processInstanceBusinessKey("MAIL-1").singleResult().getId();
    postman.carry();

    MimeMessage[] arrived = SERVER.getReceivedMessages();
    assertThat(arrived).hasSize(1);
    MimeMessage mail = arrived[0];
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("clara@fairlead.example");
    assertThat(mail.getFrom())
        .extracting(Object::toString)
        .containsExactly("fairlead@fairlead.example");
    assertThat(mail.getSubject()).isEqualTo("MAIL-1: Draft plan");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getMessageID())
        .isEqualTo(
            "<"
                + UUID.nameUUIDFromBytes(
                    ("task/" + task + "/clara").getBytes(StandardCharsets.UTF_8))
                + "@fairlead>");
    String link = "https://fairlead.example/work/tasks/" + task;
    List<BodyPart> parts = Arrived.parts(mail);
    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).isMimeType("text/plain")).isTrue();
    assertThat((String) parts.get(0).getContent())
        .contains("Hello Clara Lindgren,", "Draft plan waits for you", link);
    assertThat(parts.get(1).isMimeType("text/html")).isTrue();
    assertThat(Jsoup.parse((String) parts.get(1).getContent()).select("a").eachAttr("href"))
        .containsExactly(link);

    postman.carry();
    assertThat(SERVER.getReceivedMessages()).as("once is enough").hasSize(1);
    assertThat(only().status()).isEqualTo("SENT");
  }

  @Test
  void aMailThatLeftTwiceAfterACrashIsRecognisedAsOne() throws Exception {
    notice("crash", "Build");
    postman.carry();
    // the crash came between the mail's last byte and our commit
    jdbc.sql("update outbox_mail set status = 'WAITING', next_attempt_at = created_at").update();
    clock.stopAt(MORNING.plus(Duration.ofMinutes(3)));
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).hasSize(2);
    assertThat(ids(SERVER.getReceivedMessages())).hasSize(1);
  }

  @Test
  void aServerThatIsDownIsTriedAgainLaterAndLaterUntilItIsUp() throws Exception {
    notice("down", "Build");
    notice("down-too", "Test");
    sender.setPort(closedPort());
    postman.carry();
    Mail first = outbox.page(null, 0, 10).get(1);
    assertThat(first.status()).isEqualTo("WAITING");
    assertThat(first.attempts()).isEqualTo(1);
    assertThat(first.problem()).contains("Couldn't connect to host").contains("Connection refused");
    assertThat(outbox.page(null, 0, 10).get(0).attempts())
        .as("the mail behind it is spared the wait for the same server")
        .isZero();
    jdbc.sql("delete from outbox_mail where notice_key = 'down-too'").update();

    postman.carry();
    assertThat(only().attempts()).as("not before its time").isEqualTo(1);
    clock.stopAt(MORNING.plusSeconds(10));
    postman.carry();
    assertThat(only().attempts()).isEqualTo(2);
    clock.stopAt(MORNING.plusSeconds(69));
    postman.carry();
    assertThat(only().attempts()).as("the second wait is longer").isEqualTo(2);

    sender.setPort(SERVER.getSmtp().getPort());
    clock.stopAt(MORNING.plusSeconds(70));
    postman.carry();
    assertThat(only().status()).isEqualTo("SENT");
    assertThat(only().problem()).isNull();
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
  }

  @Test
  void aMailThatIsRefusedForDaysFailsAndStaysReadableWithTheReason() throws Exception {
    notice("refused", "Build");
    try (Refusing server = new Refusing()) {
      sender.setPort(server.port());
      int tries = 0;
      for (Instant now = MORNING; only().status().equals("WAITING"); tries++) {
        clock.stopAt(now);
        postman.carry();
        assertThat(only().attempts()).isEqualTo(tries + 1);
        now =
            jdbc.sql("select next_attempt_at from outbox_mail")
                .query(java.time.LocalDateTime.class)
                .single()
                .atZone(clock.getZone())
                .toInstant();
      }
      assertThat(Duration.between(MORNING, clock.instant()))
          .isBetween(Duration.ofDays(3), Duration.ofDays(5));
    }
    Mail failed = only();
    assertThat(failed.status()).isEqualTo("FAILED");
    assertThat(failed.problem()).contains("554 5.7.1 We take no mails from you");
    String page =
        web.perform(
                get("/outbox/" + failed.id())
                    .with(user("tom").authorities(new SimpleGrantedAuthority("team-members"))))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page)
        .contains("The mail server said:", "554 5.7.1 We take no mails from you")
        .contains("Build waits for you");
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).isEmpty();
  }

  @Test
  void anAddressThatCannotBeDoesNotHoldUpTheOthers() {
    notice("bad", "Build");
    notice("good", "Test");
    jdbc.sql("update outbox_mail set address = 'tom' || chr(10) || 'x@@y' where notice_key = 'bad'")
        .update();
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    assertThat(outbox.page(null, 0, 10)).extracting(Mail::status).containsExactly("SENT", "FAILED");
    assertThat(outbox.page(null, 0, 10).get(1).trouble()).isEqualTo(Trouble.ADDRESS_INVALID);
    assertThat(outbox.page(null, 0, 10).get(1).problem()).isNotBlank();
  }

  @Test
  void lineBreaksInTextsAndNamesBecomeNoHeaders() throws Exception {
    String evil =
        "Build\r\nBcc: evil@example.org\r\nContent-Type: text/plain\r\n\r\n<script>x</script>";
    users.create(
        new User(
            "breaker",
            "Ben\r\nBcc: evil@example.org",
            "breaker@fairlead.example",
            true,
            Set.of(Groups.TEAM_MEMBERS)),
        "long enough");
    events.publishEvent(
        new Notice(
            "evil\r\nBcc: evil@example.org",
            "OUT",
            List.of("breaker"),
            "task",
            Map.of("projectKey", "OUT", "taskName", evil, "description", evil),
            "/work/tasks/1"));
    postman.carry();
    MimeMessage[] arrived = SERVER.getReceivedMessages();
    assertThat(arrived).as("one recipient, one mail").hasSize(1);
    MimeMessage mail = arrived[0];
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("breaker@fairlead.example");
    assertThat(mail.getRecipients(Message.RecipientType.BCC)).isNull();
    assertThat(headers(mail))
        .containsExactlyInAnyOrder(
            "Return-Path",
            "Received",
            "Date",
            "From",
            "To",
            "Message-ID",
            "Subject",
            "MIME-Version",
            "Content-Type",
            "Auto-Submitted");
    assertThat(mail.getSubject()).startsWith("OUT: Build Bcc: evil@example.org");
    String html = (String) Arrived.parts(mail).get(1).getContent();
    assertThat(Jsoup.parse(html).select("script")).isEmpty();
    assertThat(html).contains("&lt;script&gt;");
  }

  private static Set<String> ids(MimeMessage[] mails) {
    return Arrays.stream(mails)
        .map(
            mail -> {
              try {
                return mail.getMessageID();
              } catch (jakarta.mail.MessagingException e) {
                throw new IllegalStateException(e);
              }
            })
        .collect(java.util.stream.Collectors.toSet());
  }

  private static List<String> headers(MimeMessage mail) throws Exception {
    List<String> names = new ArrayList<>();
    for (Enumeration<jakarta.mail.Header> all = mail.getAllHeaders(); all.hasMoreElements(); ) {
      names.add(all.nextElement().getName());
    }
    return names;
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** A mail server that opens the door only to say no. */
  private static final class Refusing implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0);

    Refusing() throws IOException {
      Thread door = new Thread(this::refuse, "refusing mail server");
      door.setDaemon(true);
      door.start();
    }

    int port() {
      return socket.getLocalPort();
    }

    private void refuse() {
      while (!socket.isClosed()) {
        try (Socket caller = socket.accept()) {
          caller
              .getOutputStream()
              .write("554 5.7.1 We take no mails from you\r\n".getBytes(StandardCharsets.US_ASCII));
          caller.getInputStream().read();
        } catch (IOException over) {
          // the caller or the test has gone
        }
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
