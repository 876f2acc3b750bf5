package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.DecideByMail;
import dev.fairlead.project.MailFiles;
import dev.fairlead.project.Notice;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.OwnAccord;
import dev.fairlead.shared.QuickCommit;
import dev.fairlead.shared.RefusedException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** A mail from its cause to its arrival, with everything that can come between. */
@MailTest
class MailLifeIT {
  private static final Instant MORNING = Instant.parse("2027-01-04T08:00:00Z");
  private static final Duration CLAIM = Duration.ofMinutes(2);
  private static final BounceSettings NO_BOUNCES =
      new BounceSettings("", false, "imaps", "", 0, "", "", "INBOX", Duration.ofHours(1));
  private static final String BACK = "bounces@fairlead.example";

  @RegisterExtension
  static final GreenMailExtension SERVER =
      new GreenMailExtension(
          new ServerSetup[] {
            ServerSetupTest.SMTP.dynamicPort(),
            ServerSetupTest.IMAP.dynamicPort(),
            ServerSetupTest.POP3.dynamicPort()
          });

  @Autowired Postman postman;
  @Autowired Outbox outbox;
  @Autowired DeadLetters dead;
  @Autowired TroubledAddresses addresses;
  @Autowired Bounces bounces;
  @Autowired ApplicationEventPublisher events;
  @Autowired JavaMailSenderImpl sender;
  @Autowired FairleadClock clock;
  @Autowired OwnAccord ownAccord;
  @Autowired QuickCommit quickCommit;
  @Autowired JdbcClient jdbc;
  @Autowired Users users;
  @Autowired MockMvc web;
  @Autowired ObjectProvider<JavaMailSenderImpl> senders;
  @Autowired TransactionTemplate transactions;
  @Autowired MailBody body;
  @Autowired SharedAddresses outside;
  @Autowired ObjectProvider<DecideByMail> decisions;
  @Autowired MailParts parts;
  @Autowired ObjectProvider<MailFiles> files;

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

  private void notice(String key, String to) {
    events.publishEvent(
        new Notice(
            key,
            "LIFE",
            List.of(to),
            "task",
            Map.of("projectKey", "LIFE", "taskName", key, "description", "Why", "due", ""),
            "/work/tasks/1"));
  }

  private Mail mail(String key) {
    return outbox.page(null, 0, 200).stream()
        .filter(mail -> mail.noticeKey().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private String page(String path, String who, String group, int status) throws Exception {
    return web.perform(get(path).with(user(who).authorities(new SimpleGrantedAuthority(group))))
        .andExpect(status().is(status))
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @ParameterizedTest(name = "{0} answered with {1}: {2}, {3}")
  @CsvSource({
    "RCPT, 550 5.1.1 No such user here,        FAILED,  ADDRESS_REFUSED",
    "RCPT, 553 5.1.3 Bad address,              FAILED,  ADDRESS_REFUSED",
    "RCPT, 450 4.2.1 Mailbox busy,             WAITING, ADDRESS_LATER",
    "RCPT, 451 4.7.1 Greylisted,               WAITING, ADDRESS_LATER",
    "MAIL, 550 5.7.1 Not from you,             WAITING, SENDER_REFUSED",
    "DATA, 554 5.6.0 Not this one,             FAILED,  CONTENT_REFUSED",
    "END,  552 5.3.4 Too large,                FAILED,  CONTENT_REFUSED",
    "END,  452 4.3.1 Out of room,              WAITING, CONTENT_LATER",
    "HELLO,554 5.7.1 We take no mails from you,WAITING, SERVER"
  })
  void whatTheServerAnswersDecidesWhetherItIsTriedAgain(
      String command, String answer, String state, Trouble trouble) throws Exception {
    notice("first", "tom");
    notice("second", "tina");
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      server.answers(command, answer);
      postman.carry();
      Mail first = mail("first");
      assertThat(first.status()).isEqualTo(state);
      assertThat(first.trouble()).isEqualTo(trouble);
      assertThat(first.problem()).contains(answer.substring(4));
      assertThat(first.attempts()).isEqualTo(1);
      assertThat(mail("second").attempts())
          .as("the mail behind it is tried, unless it is about the server")
          .isEqualTo(trouble.isOfServer() ? 0 : 1);
      assertThat(addresses.of("tom").isPresent()).isEqualTo(trouble == Trouble.ADDRESS_REFUSED);

      server.behaves();
      clock.stopAt(MORNING.plusSeconds(15));
      postman.carry();
      boolean again = state.equals("WAITING");
      assertThat(server.taken()).isEqualTo(again ? 2 : 0);
      assertThat(mail("first").status()).isEqualTo(again ? "SENT" : "FAILED");
      if (again) {
        assertThat(mail("first").trouble()).isNull();
        assertThat(mail("first").problem()).isNull();
      }
      assertThat(page("/outbox/" + first.id(), "tom", Groups.TEAM_MEMBERS, 200))
          .contains(again ? "sent" : "failed")
          .doesNotContain("Send again");
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsLeftAloneUntilTheNextTry() throws Exception {
    notice("slow", "tom");
    notice("behind", "tina");
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      server.answers("RCPT", ScriptedSmtp.SILENCE);
      postman.carry();
      assertThat(mail("slow").status()).isEqualTo("WAITING");
      assertThat(mail("slow").trouble()).isEqualTo(Trouble.SERVER);
      assertThat(mail("slow").problem()).contains("timed out");
      assertThat(mail("behind").attempts()).isZero();

      server.behaves();
      clock.stopAt(MORNING.plusSeconds(11));
      postman.carry();
      assertThat(server.taken()).isEqualTo(2);
      assertThat(outbox.counts(null)).isEqualTo(Map.of(MailState.SENT, 2));
    }
  }

  @Test
  void mailsLeaveOverOneConnectionThatIsClosedOnceAllAreOnRecord() throws Exception {
    notice("a", "tom");
    notice("b", "tina");
    notice("c", "clara");
    List<Map<MailState, Integer>> atTheEnd = new CopyOnWriteArrayList<>();
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      CountDownLatch closed = new CountDownLatch(1);
      server.onFarewell(
          () -> {
            atTheEnd.add(outbox.counts(null));
            closed.countDown();
          });
      postman.carry();
      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(server.taken()).isEqualTo(3);
      assertThat(server.heard().stream().filter(line -> line.startsWith("EHLO"))).hasSize(1);
      assertThat(atTheEnd).containsExactly(Map.of(MailState.SENT, 3));
    }
  }

  @Test
  void aServerThatTakesOneMailPerConnectionGetsThemAll() throws Exception {
    notice("a", "tom");
    notice("b", "tina");
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      server.hangsUpAfter("END");
      postman.carry();
      assertThat(server.taken()).isEqualTo(2);
      assertThat(mail("b").attempts()).isEqualTo(1);
      assertThat(outbox.counts(null)).isEqualTo(Map.of(MailState.SENT, 2));
    }
  }

  @Test
  void aServerThatAsksForALoginGetsIt() throws Exception {
    notice("login", "tom");
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      sender.setUsername("fairlead");
      sender.setPassword("of the server");
      server.answers("HELO", "250-scripted\r\n250 AUTH PLAIN");
      server.answers("AUTH", "535 5.7.8 Not you");
      postman.carry();
      assertThat(mail("login").trouble()).isEqualTo(Trouble.LOGIN_REFUSED);
      assertThat(mail("login").problem()).contains("Not you").doesNotContain("of the server");

      server.answers("AUTH", "235 2.7.0 Welcome");
      clock.stopAt(MORNING.plusSeconds(11));
      postman.carry();
      assertThat(server.taken()).isEqualTo(1);
      String said =
          server.heard().stream().filter(line -> line.startsWith("AUTH")).findFirst().orElseThrow();
      assertThat(new String(Base64.getDecoder().decode(said.substring("AUTH PLAIN ".length()))))
          .endsWith("\0fairlead\0of the server");
    } finally {
      sender.setUsername("");
      sender.setPassword("");
    }
  }

  @Test
  void anAdministratorSendsADeadLetterAgainToTheAddressOfToday() throws Exception {
    User moved =
        users.create(
            new User("moved", "Mo Ved", "old@fairlead.example", true, Set.of(Groups.TEAM_MEMBERS)),
            "long enough");
    notice("moving", "moved");
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      server.answers("RCPT", "550 5.1.1 No such user here");
      postman.carry();
    }
    long id = mail("moving").id();
    assertThat(page("/outbox", "admin", Groups.ADMINISTRATORS, 200))
        .contains("Dead letters (1)", "does not know this recipient", "old@fairlead.example")
        .contains("/users/moved");
    assertThat(page("/work", "moved", Groups.TEAM_MEMBERS, 200))
        .contains("Mails to old@fairlead.example have not arrived");
    assertThat(page("/account/mail", "moved", Groups.TEAM_MEMBERS, 200))
        .contains("old@fairlead.example", "ask an administrator", "No such user here");
    assertThat(page("/work", "tina", Groups.TEAM_MEMBERS, 200)).doesNotContain("have not arrived");

    users.change(
        new User("moved", "Mo Ved", "new@fairlead.example", true, moved.groups()), "admin");
    assertThat(page("/work", "moved", Groups.TEAM_MEMBERS, 200)).doesNotContain("have not arrived");
    web.perform(
            post("/outbox/" + id + "/again")
                .with(csrf())
                .with(user("admin").authorities(new SimpleGrantedAuthority("administrators"))))
        .andExpect(status().is3xxRedirection());
    sender.setPort(SERVER.getSmtp().getPort());
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    assertThat(SERVER.getReceivedMessages()[0].getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("new@fairlead.example");
    assertThat(mail("moving").decidedBy()).isEqualTo("admin");
    assertThat(addresses.all()).isEmpty();
    assertThatThrownBy(() -> dead.sendAgain(id, "admin"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("needs no decision any more");
  }

  @Test
  void allAreSentAgainAtOnceWithAllTheirTriesBeforeThem() throws Exception {
    for (String key : List.of("a", "b", "c")) {
      notice(key, "tom");
    }
    jdbc.sql("update outbox_mail set status = 'FAILED', attempts = 11, trouble = 'SERVER'")
        .update();
    assertThatThrownBy(() -> dead.sendAllAgain("clara"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Only administrators");
    assertThat(dead.sendAllAgain("admin")).isEqualTo(3);
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      server.answers("RCPT", "450 4.2.1 Mailbox busy");
      postman.carry();
      assertThat(outbox.counts(null))
          .as("not at its last try")
          .isEqualTo(Map.of(MailState.WAITING, 3));
      assertThat(Duration.between(clock.now(), mail("a").nextAttemptAt()))
          .as("waits as after a first try")
          .isEqualTo(Duration.ofSeconds(10));
    }
    assertThat(dead.sendAllAgain("admin")).isZero();
  }

  @Test
  void whatIsGivenUpKeepsItsReasonAndIsNotSent() throws Exception {
    notice("forget", "tom");
    jdbc.sql("update outbox_mail set status = 'FAILED', trouble = 'CONTENT_REFUSED'").update();
    long id = mail("forget").id();
    SimpleGrantedAuthority administrators = new SimpleGrantedAuthority(Groups.ADMINISTRATORS);
    String refused =
        web.perform(
                post("/outbox/" + id + "/give-up")
                    .with(csrf())
                    .with(user("admin").authorities(administrators)))
            .andExpect(status().isUnprocessableEntity())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(refused).contains("Please write why the mail need not arrive.");
    web.perform(
            post("/outbox/" + id + "/give-up")
                .param("note", "Told him by phone")
                .with(csrf())
                .with(user("clara").authorities(new SimpleGrantedAuthority(Groups.COORDINATORS))))
        .andExpect(status().isForbidden());
    web.perform(
            post("/outbox/" + id + "/give-up")
                .param("note", "Told him by phone")
                .with(csrf())
                .with(user("admin").authorities(administrators)))
        .andExpect(status().is3xxRedirection());
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).isEmpty();
    assertThat(page("/outbox/" + id, "tom", Groups.TEAM_MEMBERS, 200))
        .contains("Given up by Ada Minow", "Told him by phone", "forget waits for you");
    assertThat(page("/outbox", "admin", Groups.ADMINISTRATORS, 200)).doesNotContain("Dead letters");
  }

  @Test
  void theListIsFilteredByStateAndSaysTriesAndTheNextOne() throws Exception {
    notice("gone", "tom");
    postman.carry();
    notice("stuck", "tom");
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      server.answers("RCPT", "450 4.2.1 Mailbox busy");
      postman.carry();
    }
    assertThat(page("/outbox?state=WAITING", "tom", Groups.TEAM_MEMBERS, 200))
        .contains("LIFE: stuck", "Fairlead tries again by itself", "sent (1)", "waiting (1)")
        .doesNotContain("LIFE: gone");
    assertThat(page("/outbox?state=SENT", "tom", Groups.TEAM_MEMBERS, 200))
        .contains("LIFE: gone")
        .doesNotContain("LIFE: stuck");
    assertThat(page("/outbox?state=BOUNCED", "tom", Groups.TEAM_MEMBERS, 200))
        .contains("There are no mails in this state.");
    assertThat(page("/outbox?state=NOPE", "tom", Groups.TEAM_MEMBERS, 200))
        .contains("LIFE: gone", "LIFE: stuck");
  }

  private BounceMailbox mailbox(String protocol) {
    int port = protocol.equals("imap") ? SERVER.getImap().getPort() : SERVER.getPop3().getPort();
    return new BounceMailbox(
        new BounceSettings(
            BACK,
            false,
            protocol,
            "127.0.0.1",
            port,
            BACK,
            "secret",
            "INBOX",
            Duration.ofMinutes(5)),
        bounces);
  }

  @ParameterizedTest
  @ValueSource(strings = {"imap", "pop3"})
  void aMailThatComesBackIsMarkedAndItsPersonIsTold(String protocol) throws Exception {
    GreenMailUser back = SERVER.setUser(BACK, BACK, "secret");
    notice("returned", "tom");
    notice("kept", "tina");
    postman.carry();
    String id =
        Arrays.stream(SERVER.getReceivedMessages())
            .filter(arrived -> said(arrived).contains("returned waits"))
            .map(MailLifeIT::messageId)
            .findFirst()
            .orElseThrow();
    back.deliver(
        DeliveryReportTests.message(
            DeliveryReportTests.postfix(id, "failed", "5.1.1", "550 5.1.1 No such user")));
    back.deliver(DeliveryReportTests.message("Subject: Holiday\r\n\r\nI am away.\r\n"));
    mailbox(protocol).read();

    assertThat(mail("returned").status()).isEqualTo("BOUNCED");
    assertThat(mail("returned").problem()).contains("550 5.1.1 No such user");
    assertThat(mail("kept").status()).isEqualTo("SENT");
    assertThat(page("/outbox", "admin", Groups.ADMINISTRATORS, 200))
        .contains("came back", "tom@fairlead.example", "Addresses that do not work");
    assertThat(page("/work", "tom", Groups.TEAM_MEMBERS, 200)).contains("have not arrived");
    assertThat(SERVER.getManagers().getImapHostManager().getInbox(back).getMessageCount())
        .as("the report is done with, the mail of a person is not")
        .isEqualTo(1);
    mailbox(protocol).read();
    assertThat(mail("returned").status()).isEqualTo("BOUNCED");

    dead.sendAgain(mail("returned").id(), "admin");
    postman.carry();
    assertThat(mail("returned").status()).isEqualTo("SENT");
    assertThat(addresses.of("tom")).isEmpty();
  }

  @Test
  void aMailboxThatCannotBeReadStopsNothing() {
    new BounceMailbox(
            new BounceSettings(
                BACK, false, "imap", "127.0.0.1", 1, BACK, "x", "INBOX", Duration.ofMinutes(5)),
            bounces)
        .read();
    notice("goes", "tom");
    postman.carry();
    assertThat(mail("goes").status()).isEqualTo("SENT");
  }

  @Test
  void anAddressIsClearedByAnAdministratorOnly() throws Exception {
    notice("bad", "tom");
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      server.answers("RCPT", "550 5.1.1 No such user here");
      postman.carry();
    }
    assertThatThrownBy(() -> addresses.clear("tom@fairlead.example", "tom"))
        .isInstanceOf(RefusedException.class);
    addresses.clear("Tom@Fairlead.example", "admin");
    assertThat(addresses.all()).isEmpty();
  }

  @Test
  void mailsComeBackToTheAddressThatIsSetForBounces() throws Exception {
    notice("envelope", "tom");
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      another(new BounceSettings(BACK, true, "imap", "", 0, "", "", "INBOX", Duration.ofHours(1)))
          .carry();
      assertThat(server.taken()).isEqualTo(1);
      assertThat(server.heard())
          .anyMatch(
              line ->
                  line.startsWith(
                      "MAIL FROM:<bounces+" + mail("envelope").id() + "@fairlead.example>"))
          .anyMatch(line -> line.equals("From: fairlead@fairlead.example"));
    }
  }

  /** The postman of a second node on the same database. */
  private Postman another(BounceSettings settings) {
    return another(settings, transactions);
  }

  private Postman another(BounceSettings settings, TransactionTemplate transactions) {
    return new Postman(
        jdbc,
        outbox,
        senders,
        transactions,
        body,
        parts,
        addresses,
        files,
        settings,
        outside,
        decisions,
        clock,
        ownAccord,
        quickCommit,
        "fairlead@fairlead.example",
        DataSize.ofMegabytes(5),
        CLAIM);
  }

  @Test
  void thePostmenOfTwoNodesNeverSendOneMailTwice() throws Exception {
    int many = 40;
    for (int i = 0; i < many; i++) {
      notice("many/" + i, "tom");
    }
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> rounds = new ArrayList<>();
      for (Postman node : List.of(postman, another(NO_BOUNCES))) {
        rounds.add(
            nodes.submit(
                () -> {
                  together.await();
                  while (outbox.counts(null).containsKey(MailState.WAITING)) {
                    node.carry();
                  }
                  return null;
                }));
      }
      for (Future<?> round : rounds) {
        round.get();
      }
    } finally {
      nodes.shutdownNow();
    }
    assertThat(SERVER.getReceivedMessages()).hasSize(many);
    assertThat(Arrays.stream(SERVER.getReceivedMessages()).map(MailLifeIT::messageId).distinct())
        .hasSize(many);
    assertThat(outbox.counts(null)).isEqualTo(Map.of(MailState.SENT, many));
  }

  @Test
  void aMailThatTheServerTookWhileTheDatabaseWentAwayIsNotSentAgain() {
    notice("taken", "tom");
    AtomicInteger commits = new AtomicInteger();
    PlatformTransactionManager failing =
        new DelegatingTransactionManager(transactions.getTransactionManager()) {
          @Override
          public void commit(TransactionStatus status) {
            if (commits.incrementAndGet() == 2) { // the first is the claim, the second the record
              rollback(status);
              throw new TransactionSystemException("The database is away");
            }
            super.commit(status);
          }
        };
    Postman cutOff = another(NO_BOUNCES, new TransactionTemplate(failing));
    assertThatThrownBy(cutOff::carry).isInstanceOf(TransactionSystemException.class);
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    assertThat(mail("taken").status()).isEqualTo("WAITING");

    postman.carry();
    assertThat(SERVER.getReceivedMessages()).as("another node leaves it alone").hasSize(1);
    cutOff.carry();
    assertThat(mail("taken").status()).isEqualTo("SENT");
    clock.stopAt(MORNING.plus(CLAIM).plusSeconds(1));
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
  }

  /** The first record does not wait for the disk. */
  @Test
  void aRecordThatTheDatabaseConfirmedAndLostIsWrittenAgain() {
    notice("crashed", "tom");
    AtomicInteger commits = new AtomicInteger();
    PlatformTransactionManager forgetful =
        new DelegatingTransactionManager(transactions.getTransactionManager()) {
          @Override
          public void commit(TransactionStatus status) {
            if (commits.incrementAndGet() == 2) {
              rollback(status);
            } else {
              super.commit(status);
            }
          }
        };
    another(NO_BOUNCES, new TransactionTemplate(forgetful)).carry();
    assertThat(mail("crashed").status()).isEqualTo("SENT");
    assertThat(mail("crashed").attempts()).isOne();
    clock.stopAt(MORNING.plus(CLAIM).plusSeconds(1));
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
  }

  /** Also where it is set that large mails leave in chunks, and the server knows them. */
  @ParameterizedTest
  @ValueSource(strings = {"250 ok", "250-scripted\r\n250 CHUNKING"})
  void thatAMailIsWithTheServerIsOnRecordBeforeTheServerAnswers(String hello) throws Exception {
    notice("handed", "tom");
    List<String> states = new CopyOnWriteArrayList<>();
    sender.getJavaMailProperties().setProperty("mail.smtp.chunksize", "1024");
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      server.answers("HELO", hello);
      server.beforeItTakesAMail(
          () -> {
            try {
              await().until(() -> mail("handed").status(), "HANDED"::equals);
            } finally {
              states.add(mail("handed").status());
            }
          });
      postman.carry();
      assertThat(server.taken()).isOne();
      assertThat(server.heard()).noneMatch(line -> line.startsWith("BDAT"));
    } finally {
      sender.getJavaMailProperties().remove("mail.smtp.chunksize");
    }
    assertThat(states).containsExactly("HANDED");
    assertThat(mail("handed").status()).isEqualTo("SENT");
    assertThat(mail("handed").attempts()).isOne();
  }

  @Test
  void anAnswerThatCannotBeRecordedHoldsUpNoOtherMail() {
    for (String key : List.of("stuck", "behind", "last")) {
      notice(key, "tom");
    }
    jdbc.sql(
            "alter table outbox_mail add constraint stuck check (notice_key <> 'stuck' or status <> 'SENT')")
        .update();
    try {
      assertThatThrownBy(postman::carry).isInstanceOf(DataAccessException.class);
      postman.carry(); // the round after a failure of the database, which records only
      postman.carry();
      assertThat(mail("behind").status()).isEqualTo("SENT");
      assertThat(mail("last").status()).isEqualTo("SENT");
      assertThat(mail("stuck").status()).isEqualTo("HANDED");
    } finally {
      jdbc.sql("alter table outbox_mail drop constraint stuck").update();
    }
    postman.carry();
    assertThat(mail("stuck").status()).isEqualTo("SENT");
    assertThat(SERVER.getReceivedMessages()).as("each of them once").hasSize(3);
  }

  @Test
  void aMailWhoseNodeEndedBeforeTheAnswerIsLeftForPeopleToDecide() throws Exception {
    notice("unheard", "tom");
    assertThatThrownBy(cutOffBeforeTheAnswer()::carry)
        .isInstanceOf(TransactionSystemException.class);
    assertThat(SERVER.getReceivedMessages()).hasSize(1);

    clock.stopAt(MORNING.plus(Duration.ofMinutes(14)));
    postman.carry();
    assertThat(mail("unheard").status()).as("a server may take its time").isEqualTo("HANDED");
    assertThat(page("/outbox", "admin", Groups.ADMINISTRATORS, 200))
        .contains("with the mail server")
        .doesNotContain("Dead letters");

    clock.stopAt(MORNING.plus(Duration.ofMinutes(16)));
    postman.carry();
    Mail unheard = mail("unheard");
    assertThat(unheard.status()).isEqualTo("UNANSWERED");
    assertThat(SERVER.getReceivedMessages()).as("not sent again by itself").hasSize(1);
    assertThat(page("/outbox", "admin", Groups.ADMINISTRATORS, 200))
        .contains("Dead letters (1)", "Most likely it has arrived");
    assertThat(page("/outbox/" + unheard.id(), "admin", Groups.ADMINISTRATORS, 200))
        .contains("perhaps arrived", "Send again", "Give up");

    assertThat(dead.sendAllAgain("admin")).as("perhaps it arrived").isZero();
    dead.sendAgain(unheard.id(), "admin");
    assertThat(mail("unheard").trouble()).isNull();
    postman.carry();
    assertThat(mail("unheard").status()).isEqualTo("SENT");
    assertThat(SERVER.getReceivedMessages()).hasSize(2);
    assertThat(Arrays.stream(SERVER.getReceivedMessages()).map(MailLifeIT::messageId).distinct())
        .as("so that mail programs show it once")
        .hasSize(1);
  }

  /**
   * A node that does not reach the database between a mail's end and what the server said to it.
   */
  private Postman cutOffBeforeTheAnswer() {
    AtomicInteger begins = new AtomicInteger();
    return another(
        NO_BOUNCES,
        new TransactionTemplate(
            new DelegatingTransactionManager(transactions.getTransactionManager()) {
              @Override
              public TransactionStatus getTransaction(TransactionDefinition definition) {
                if (begins.incrementAndGet() == 3) { // the first claims, the second hands over
                  throw new TransactionSystemException("The database is away");
                }
                return super.getTransaction(definition);
              }
            }));
  }

  @ParameterizedTest
  @CsvSource({
    "452 4.3.1 Out of room,  WAITING, CONTENT_LATER",
    "552 5.3.4 Too large,    FAILED,  CONTENT_REFUSED",
    "421 4.3.2 Shutting down,WAITING, SERVER"
  })
  void aRefusalIsNotForgottenWhileTheDatabaseIsAway(String answer, String state, Trouble trouble)
      throws Exception {
    notice("refused", "tom");
    Postman cutOff = cutOffBeforeTheAnswer();
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      sender.setPort(server.port());
      server.answers("END", answer);
      assertThatThrownBy(cutOff::carry).isInstanceOf(TransactionSystemException.class);
      assertThat(mail("refused").status()).isEqualTo("HANDED");
      cutOff.carry();
      assertThat(mail("refused").status()).isEqualTo(state);
      assertThat(mail("refused").trouble()).isEqualTo(trouble);
      assertThat(mail("refused").attempts()).isOne();
      assertThat(mail("refused").sentAt()).isNull();
    }
  }

  @Test
  void whatPeopleDecidedStandsWhenANodeIsBackAfterALongTime() {
    for (String key : List.of("given-up", "sent-again")) {
      notice(key, "tom");
    }
    Postman first = cutOffBeforeTheAnswer();
    Postman second = cutOffBeforeTheAnswer();
    assertThatThrownBy(first::carry).isInstanceOf(TransactionSystemException.class);
    assertThatThrownBy(second::carry).isInstanceOf(TransactionSystemException.class);
    clock.stopAt(MORNING.plus(Duration.ofMinutes(16)));
    postman.carry();
    dead.giveUp(mail("given-up").id(), "Told him by phone", "admin");
    dead.sendAgain(mail("sent-again").id(), "admin");
    first.carry(); // its first round after the database failed records only
    second.carry();
    assertThat(mail("given-up").status()).isEqualTo("GIVEN_UP");
    assertThat(mail("sent-again").status()).isEqualTo("WAITING");
  }

  @Test
  void aMailThatArrivedAfterAllIsSentOnceItsNodeIsBack() {
    notice("late", "tom");
    Postman cutOff = cutOffBeforeTheAnswer();
    assertThatThrownBy(cutOff::carry).isInstanceOf(TransactionSystemException.class);
    clock.stopAt(MORNING.plus(Duration.ofMinutes(16)));
    postman.carry();
    assertThat(mail("late").status()).isEqualTo("UNANSWERED");
    cutOff.carry();
    assertThat(mail("late").status()).isEqualTo("SENT");
    assertThat(mail("late").trouble()).isNull();
  }

  @Test
  void aMailThatWasClaimedByANodeThatDiedIsSentByAnotherAfterTheClaim() {
    notice("claimed", "tom");
    AtomicInteger begins = new AtomicInteger();
    PlatformTransactionManager dying =
        new DelegatingTransactionManager(transactions.getTransactionManager()) {
          @Override
          public TransactionStatus getTransaction(TransactionDefinition definition) {
            if (begins.incrementAndGet() == 2) {
              throw new TransactionSystemException("Killed before it sent");
            }
            return super.getTransaction(definition);
          }
        };
    assertThatThrownBy(another(NO_BOUNCES, new TransactionTemplate(dying))::carry)
        .isInstanceOf(TransactionSystemException.class);
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).isEmpty();
    clock.stopAt(MORNING.plus(CLAIM).plusSeconds(1));
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    assertThat(mail("claimed").status()).isEqualTo("SENT");
  }

  /** Lets a test fail one step of it. */
  private static class DelegatingTransactionManager implements PlatformTransactionManager {
    private final PlatformTransactionManager real;

    DelegatingTransactionManager(PlatformTransactionManager real) {
      this.real = real;
    }

    @Override
    public TransactionStatus getTransaction(TransactionDefinition definition) {
      return real.getTransaction(definition);
    }

    @Override
    public void commit(TransactionStatus status) {
      real.commit(status);
    }

    @Override
    public void rollback(TransactionStatus status) {
      real.rollback(status);
    }
  }

  private static String messageId(MimeMessage mail) {
    try {
      return mail.getMessageID();
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String said(MimeMessage mail) {
    try {
      return Arrived.text(mail);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
