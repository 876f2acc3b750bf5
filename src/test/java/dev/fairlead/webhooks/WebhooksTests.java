package dev.fairlead.webhooks;

import static dev.fairlead.webhooks.Listener.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.FairleadTest;
import dev.fairlead.people.Groups;
import dev.fairlead.people.Users;
import dev.fairlead.privacy.Erasure;
import dev.fairlead.privacy.PersonalFile;
import dev.fairlead.privacy.Retention;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Decided;
import dev.fairlead.project.Decided.Kind;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Claims;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NewerTables;
import dev.fairlead.shared.NodeClock;
import dev.fairlead.shared.OwnAccord;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.webhooks.Delivery.State;
import dev.fairlead.webhooks.Listener.Heard;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

/** What is decided is posted to a real server on this machine, with all that may go wrong there. */
@FairleadTest
@TestPropertySource(
    properties = {"fairlead.test.name=webhooks", "fairlead.webhooks.longest-wait=PT2S"})
class WebhooksTests {
  private static final Listener LISTENER = new Listener();
  private static final Duration CLAIM = Duration.ofMinutes(2);

  /** One more than the pauses between them. */
  private static final int MOST_TRIES = 11;

  @Autowired Webhooks webhooks;
  @Autowired Courier courier;
  @Autowired Deliveries deliveries;
  @Autowired WebhookHosts hosts;
  @Autowired Receiver receiver;
  @Autowired DecisionLog log;
  @Autowired Projects projects;
  @Autowired Retention retention;
  @Autowired PersonalFile personal;
  @Autowired Erasure erasure;
  @Autowired Users users;
  @Autowired TransactionTemplate transactions;
  @Autowired JdbcClient jdbc;
  @Autowired FairleadClock clock;
  @Autowired OwnAccord ownAccord;
  @Autowired MockMvc web;

  @DynamicPropertySource
  static void hosts(DynamicPropertyRegistry settings) {
    settings.add("fairlead.webhooks.hosts", () -> "hooks.invalid, " + LISTENER.host());
  }

  @AfterEach
  void forget() {
    jdbc.sql("delete from webhook").update();
    LISTENER.forget();
  }

  @AfterAll
  static void close() {
    LISTENER.close();
  }

  // ---- the work of the tests

  private Webhooks.Made add(String path, Kind... kinds) {
    return webhooks.add(LISTENER.url(path), Stream.of(kinds).map(Enum::name).toList(), "", "admin");
  }

  private void decide(String project, Kind kind, String decision) {
    transactions.executeWithoutResult(
        status ->
            log.keep(
                Decided.on(project, kind, "thing", decision, "maria")
                    .named("Thing")
                    .saying("Said Maria Costa: “fine” & <well>")));
  }

  private static void carry(Courier node) {
    try {
      for (Future<?> sending : node.carry()) {
        sending.get();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void carry() {
    carry(courier);
  }

  private Courier another(WebhookHosts allowed, Receiver to) {
    return new Courier(jdbc, deliveries, allowed, to, transactions, clock, ownAccord, CLAIM);
  }

  private Delivery only() {
    List<Delivery> all = webhooks.page(null, null, 0, 10);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  /** Lets time pass until it is due. */
  private void due() {
    jdbc.sql("update webhook_delivery set next_attempt_at = ? where status = 'WAITING'")
        .param(clock.now().minusSeconds(1))
        .update();
  }

  private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, String who, String in)
      throws Exception {
    return web.perform(
            request.with(user(who).authorities(new SimpleGrantedAuthority(in))).with(csrf()))
        .andReturn()
        .getResponse();
  }

  private MockHttpServletResponse ask(MockHttpServletRequestBuilder request) throws Exception {
    return ask(request, "admin", Groups.ADMINISTRATORS);
  }

  private Document page(String path) throws Exception {
    MockHttpServletResponse answer = ask(get(path));
    assertThat(answer.getStatus()).isEqualTo(200);
    return Jsoup.parse(answer.getContentAsString());
  }

  // ---- what is told

  @Test
  void whatIsDecidedIsPostedSignedAndProvesItself() {
    decide(null, Kind.DEPUTY, "NAME"); // before anybody wanted to know
    Webhooks.Made made = add("/told");
    decide(null, Kind.PLAN, "APPROVE");
    carry();

    List<Heard> heard = LISTENER.heard("/told");
    assertThat(heard).hasSize(1);
    Heard post = heard.get(0);
    assertThat(post.isSignedBy(made.secret())).isTrue();
    assertThat(post.isSignedBy(Signature.secret())).isFalse();
    assertThat(post.headers().getFirst("Content-Type")).isEqualTo("application/json");
    long at = Long.parseLong(post.headers().getFirst("webhook-timestamp"));
    assertThat(Instant.now().getEpochSecond() - at).isBetween(0L, 60L);
    JsonNode json = post.json();
    assertThat(json.get("type").asText()).isEqualTo("decision.plan.approve");
    assertThat(Instant.parse(json.get("timestamp").asText()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    JsonNode data = json.get("data");
    JsonNode entry = data.get("entry");
    assertThat(entry.get("decidedBy").asText()).isEqualTo("maria");
    assertThat(entry.get("comment").asText()).isEqualTo("Said Maria Costa: “fine” & <well>");
    assertThat(Fingerprint.of(entry.toString()))
        .as("docs/decision-log.md")
        .isEqualTo(data.get("digest").asText());
    assertThat(Fingerprint.of(data.get("previousHash").asText() + data.get("digest").asText()))
        .isEqualTo(data.get("hash").asText())
        .isEqualTo(log.head().hash());
    assertThat(post.id()).matches("entry_[0-9a-f]{32}");
    assertThat(only().status()).isEqualTo(State.DONE);
    assertThat(only().doneAt()).isNotNull();

    carry();
    assertThat(LISTENER.heard("/told")).as("once").hasSize(1);
  }

  @Test
  void eachWebhookIsToldOfWhatItWants() {
    SampleProject.begin(projects, "HOOK-1", "20000");
    add("/all");
    add("/changes", Kind.CHANGE, Kind.REPORT);
    webhooks.add(LISTENER.url("/one"), List.of(), " hook-1; ", "admin");
    decide("HOOK-1", Kind.CHANGE, "APPROVE");
    decide("HOOK-1", Kind.PLAN, "APPROVE");
    decide("HOOK-2", Kind.CHANGE, "REJECT");
    decide(null, Kind.DEPUTY, "NAME");
    carry();
    assertThat(types("/all"))
        .containsExactly(
            "decision.change.approve",
            "decision.plan.approve",
            "decision.change.reject",
            "decision.deputy.name");
    assertThat(types("/changes"))
        .containsExactly("decision.change.approve", "decision.change.reject");
    assertThat(types("/one")).containsExactly("decision.change.approve", "decision.plan.approve");
    assertThat(LISTENER.heard("/all").get(0).id())
        .as("the same event")
        .isEqualTo(LISTENER.heard("/one").get(0).id());
  }

  private static List<String> types(String path) {
    return LISTENER.heard(path).stream().map(post -> post.json().get("type").asText()).toList();
  }

  @Test
  void whatIsTakenBackIsNotTold() {
    add("/undone");
    transactions.executeWithoutResult(
        status -> {
          log.keep(Decided.on(null, Kind.PLAN, "thing", "APPROVE", "maria"));
          status.setRollbackOnly();
        });
    carry();
    assertThat(LISTENER.heard("/undone")).isEmpty();
  }

  @Test
  void whoeverWasErasedMeanwhileIsNotTold() {
    add("/erased");
    decide(null, Kind.GOAL, "RATE");
    deliveries.follow(webhooks.all().get(0).id());
    transactions.executeWithoutResult(
        status ->
            log.redact(
                "former-1",
                "Former member 1",
                name -> "maria".equals(name) ? "former-1" : name,
                text -> text == null ? null : text.replace("Maria Costa", "Former member 1"),
                "admin"));
    carry();
    Heard first = LISTENER.heard("/erased").get(0);
    assertThat(first.body()).doesNotContain("maria", "Maria").contains("Former member 1");
    assertThat(first.json().get("data").has("entry")).as("it proves nothing any more").isFalse();
    assertThat(first.json().get("data").get("redacted").get("decidedBy").asText())
        .isEqualTo("former-1");
  }

  // ---- what goes wrong

  @Test
  void whatIsNotTakenIsTriedAgainLaterAndLaterUntilSomebodyMustLook() throws Exception {
    Webhooks.Made made = add("/broken");
    LISTENER.answer("/broken", saying(503, "Back\r\nsoon \u0007" + "x".repeat(5000)));
    decide(null, Kind.PLAN, "APPROVE");
    Duration before = Duration.ZERO;
    for (int tries = 1; tries < MOST_TRIES; tries++) {
      carry();
      Delivery waits = only();
      assertThat(waits.status()).isEqualTo(State.WAITING);
      assertThat(waits.attempts()).isEqualTo(tries);
      assertThat(waits.answerStatus()).isEqualTo(503);
      assertThat(waits.answer()).startsWith("It answered 503: Back soon xxx").hasSizeLessThan(400);
      Duration pause = Duration.between(clock.now(), waits.nextAttemptAt()).plusSeconds(2);
      assertThat(pause).isGreaterThanOrEqualTo(before);
      before = Claims.pause(tries - 1);
      carry();
      assertThat(only().attempts()).as("not before its time").isEqualTo(tries);
      due();
    }
    carry();
    Delivery dead = only();
    assertThat(dead.status()).isEqualTo(State.FAILED);
    due();
    carry();
    List<Heard> heard = LISTENER.heard("/broken");
    assertThat(heard).hasSize(MOST_TRIES).allMatch(post -> post.isSignedBy(made.secret()));
    assertThat(heard.stream().map(Heard::id).distinct()).hasSize(1);
    assertThat(page("/webhooks").text()).contains("1 event has not arrived", "not arrived");

    LISTENER.answer("/broken", saying(200, "Thanks"));
    assertThat(ask(post("/webhooks/deliveries/" + dead.id() + "/again")).getRedirectedUrl())
        .isEqualTo("/webhooks");
    carry();
    Delivery done = only();
    assertThat(done.status()).isEqualTo(State.DONE);
    assertThat(done.answer()).isNull();
    assertThat(done.decidedBy()).isEqualTo("admin");
    assertThat(LISTENER.heard("/broken").get(MOST_TRIES).id()).isEqualTo(heard.get(0).id());
    assertThat(ask(post("/webhooks/deliveries/" + dead.id() + "/give-up")).getStatus())
        .isEqualTo(302);
    assertThat(only().status()).as("too late").isEqualTo(State.DONE);
  }

  @Test
  void aRedirectIsNotFollowed() {
    add("/moved");
    LISTENER.answer(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", LISTENER.url("/elsewhere"));
          exchange.sendResponseHeaders(307, -1);
        });
    decide(null, Kind.PLAN, "APPROVE");
    carry();
    assertThat(only().answer()).startsWith("It answered 307, a redirect");
    assertThat(LISTENER.heard("/elsewhere")).isEmpty();
  }

  @Test
  void whoeverIsSilentOrGoneIsNamed() {
    add("/silent");
    CountDownLatch end = new CountDownLatch(1);
    LISTENER.answer("/silent", exchange -> end.await());
    decide(null, Kind.PLAN, "APPROVE");
    long begin = System.nanoTime();
    carry();
    end.countDown();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    assertThat(only().answer()).isEqualTo("No answer within 2 seconds.");
    assertThat(only().answerStatus()).isNull();

    jdbc.sql("delete from webhook").update();
    webhooks.add("https://hooks.invalid/x", List.of(), "", "admin");
    decide(null, Kind.PLAN, "APPROVE");
    carry();
    assertThat(only().answer()).startsWith("No connection");
    assertThat(only().status()).isEqualTo(State.WAITING);
  }

  /** An answer that never ends costs no more than the wait. */
  @Test
  void anEndlessAnswerIsNotReadToItsEnd() {
    add("/endless");
    LISTENER.answer(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(500, 0);
          byte[] some = "and on ".repeat(1000).getBytes(StandardCharsets.UTF_8);
          for (int i = 0; i < 100_000; i++) {
            exchange.getResponseBody().write(some);
          }
        });
    decide(null, Kind.PLAN, "APPROVE");
    long begin = System.nanoTime();
    carry();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(only().answer()).startsWith("It answered 500: and on and on").hasSizeLessThan(400);
  }

  @Test
  void aReceiverThatIsGoneForGoodIsSwitchedOff() throws Exception {
    Webhooks.Made made = add("/gone");
    LISTENER.answer("/gone", saying(410, ""));
    decide(null, Kind.PLAN, "APPROVE");
    carry();
    assertThat(only().status()).isEqualTo(State.FAILED);
    Webhook off = webhooks.all().get(0);
    assertThat(off.active()).isFalse();
    assertThat(off.goneAt()).isNotNull();
    assertThat(page("/webhooks").text()).contains("it is there no more (410)");
    assertThat(ask(post("/webhooks/" + made.id() + "/on")).getStatus()).isEqualTo(302);
    assertThat(webhooks.all().get(0).goneAt()).isNull();
  }

  @Test
  void aHostThatIsNoLongerListedIsNotAsked() {
    add("/unlisted");
    decide(null, Kind.PLAN, "APPROVE");
    WebhookHosts fewer = new WebhookHosts(List.of("hooks.invalid"));
    carry(another(fewer, new Receiver(fewer, Duration.ofSeconds(2))));
    assertThat(LISTENER.heard("/unlisted")).isEmpty();
    assertThat(only().answer()).contains("Fairlead may not ask " + LISTENER.host());
  }

  @Test
  void aSlowReceiverHoldsUpNoOther() throws Exception {
    add("/slow");
    add("/quick");
    CountDownLatch end = new CountDownLatch(1);
    LISTENER.answer("/slow", exchange -> end.await());
    Receiver patient = new Receiver(hosts, Duration.ofSeconds(30));
    Courier node = another(hosts, patient);
    decide(null, Kind.PLAN, "APPROVE");
    List<Future<?>> sending = node.carry();
    decide(null, Kind.CHANGE, "APPROVE");
    for (int i = 0; i < 100 && LISTENER.heard("/quick").size() < 2; i++) {
      Thread.sleep(50);
      node.carry();
    }
    assertThat(LISTENER.heard("/quick")).hasSize(2);
    assertThat(LISTENER.heard("/slow")).as("one at a time").hasSize(1);
    end.countDown();
    for (Future<?> one : sending) {
      one.get();
    }
    node.destroy();
  }

  /** A receiver may repeat the address that it was asked under, and the key in it. */
  @Test
  void whatAReceiverAnswersIsInNoLogAndNoFile() throws Exception {
    add("/repeats/KEY-IN-PATH-123?key=KEY-123");
    LISTENER.answer("/repeats/KEY-IN-PATH-123?key=KEY-123", saying(404, "No KEY-123 here"));
    decide(null, Kind.PLAN, "APPROVE");
    List<String> lines = logged(this::carry);
    assertThat(only().answer()).as("administrators see it").contains("KEY-123");
    assertThat(lines)
        .noneMatch(line -> line.contains("KEY"))
        .anyMatch(line -> line.endsWith(LISTENER.host() + ": 404"));
    webhooks.giveUp(only().id(), "admin");
    assertThat(personalFile()).contains("What was posted to webhooks").doesNotContain("KEY-");
    String page = page("/webhooks").select("#addresses, ul.fl-list, select").outerHtml();
    assertThat(page).contains(LISTENER.url("/repeats/K").substring(0, 20)).doesNotContain("KEY-");
  }

  private static List<String> logged(Runnable work) {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(lines);
    try {
      work.run();
    } finally {
      root.detachAppender(lines);
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void whatWaitsIsSentAtOnceWhenItsReceiverIsMended() throws Exception {
    Webhooks.Made made = add("/mended");
    LISTENER.answer("/mended", saying(503, ""));
    decide(null, Kind.PLAN, "APPROVE");
    carry();
    Delivery waits = only();
    assertThat(waits.status()).isEqualTo(State.WAITING);
    LISTENER.answer("/mended", saying(200, ""));
    webhooks.setActive(made.id(), false, "admin");
    assertThatThrownBy(() -> webhooks.sendAgain(waits.id(), "admin")).hasMessageContaining("off");
    webhooks.setActive(made.id(), true, "admin");
    String url = webhooks.all().get(0).url();
    jdbc.sql("update webhook set url = 'https://elsewhere.example/x'").update();
    assertThatThrownBy(() -> webhooks.sendAgain(waits.id(), "admin"))
        .hasMessageContaining("FAIRLEAD_WEBHOOKS_HOSTS");
    assertThatThrownBy(() -> webhooks.test(made.id(), "admin"))
        .hasMessageContaining("FAIRLEAD_WEBHOOKS_HOSTS");
    assertThatThrownBy(() -> webhooks.sendAllAgain(made.id(), "admin"))
        .hasMessageContaining("FAIRLEAD_WEBHOOKS_HOSTS");
    jdbc.sql("update webhook set url = ?").param(url).update();
    assertThat(page("/webhooks").select("form[action$=/again] button").eachText())
        .containsExactly("Send all again", "Send again");

    webhooks.sendAgain(waits.id(), "admin");
    carry();
    assertThat(only().status()).isEqualTo(State.DONE);
    assertThat(only().attempts()).isEqualTo(2);
    assertThat(only().triesBefore()).isEqualTo(1);
  }

  @Test
  void allOfAWebhookAreSentAgainOrGivenUpAtOnce() throws Exception {
    Webhooks.Made made = add("/one");
    add("/other");
    LISTENER.answer("/one", saying(503, ""));
    LISTENER.answer("/other", saying(503, ""));
    for (int i = 0; i < 3; i++) {
      decide(null, Kind.PLAN, "APPROVE");
    }
    carry();
    List<Delivery> mine = webhooks.page(made.id(), null, 0, 10);
    jdbc.sql("update webhook_delivery set status = 'FAILED' where id = ?")
        .param(mine.get(0).id())
        .update();
    assertThat(webhooks.open().get(made.id()))
        .as("one failed, one waits after a try, one for its first")
        .isEqualTo(new Webhooks.Open(made.id(), 2, 1, 2));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    new DeliveryMetrics(deliveries).bindTo(meters);
    assertThat(meters.get(DeliveryMetrics.NAME).tag("state", "failed").gauge().value())
        .isEqualTo(1);
    assertThat(meters.get(DeliveryMetrics.NAME).tag("state", "waiting").gauge().value())
        .isEqualTo(5);

    assertThat(webhooks.giveUpAll(made.id(), "admin").count()).isEqualTo(2);
    assertThat(webhooks.page(made.id(), State.GIVEN_UP, 0, 10)).hasSize(2);
    assertThat(webhooks.page(null, State.WAITING, 0, 10))
        .as("of the other, and the last")
        .hasSize(4);
    assertThat(ask(post("/webhooks/" + made.id() + "/give-up")).getStatus()).isEqualTo(302);

    jdbc.sql("update webhook_delivery set status = 'FAILED' where webhook_id = ? and attempts > 0")
        .param(made.id())
        .update();
    LISTENER.answer("/one", saying(200, ""));
    assertThat(ask(post("/webhooks/" + made.id() + "/again")).getRedirectedUrl())
        .isEqualTo("/webhooks");
    carry();
    assertThat(webhooks.page(made.id(), State.DONE, 0, 10)).hasSize(2);
    assertThat(webhooks.page(null, State.WAITING, 0, 10)).hasSize(3);
  }

  // ---- at the same time

  /** Who removes it holds the webhook and wants its deliveries. */
  @Test
  void aReceiverThatIsGoneAndWhoRemovesItDoNotWaitForEachOther() throws Exception {
    Webhooks.Made made = add("/removed");
    webhooks.test(made.id(), "admin");
    Delivery tried = only();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<?> answered =
          transactions.execute(
              status -> {
                jdbc.sql("select id from webhook where id = ? for update")
                    .param(made.id())
                    .query(Long.class)
                    .single();
                Future<?> recording =
                    threads.submit(
                        () ->
                            deliveries.record(
                                tried, new Answer(410, "Gone"), State.FAILED, clock.now()));
                try {
                  Thread.sleep(500);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                jdbc.sql("delete from webhook where id = ?").param(made.id()).update();
                return recording;
              });
      answered.get();
    } finally {
      threads.shutdownNow();
    }
    assertThat(webhooks.all()).isEmpty();
  }

  /** Before the first answer neither of them changes how often it was tried. */
  @Test
  void whoGivesItUpAndSendsItAgainDuringATryIsNotOvertakenByItsAnswer() {
    Webhooks.Made made = add("/during");
    webhooks.test(made.id(), "admin");
    Delivery tried = only();
    webhooks.giveUp(tried.id(), "admin");
    webhooks.sendAgain(tried.id(), "admin");
    deliveries.record(tried, new Answer(500, "Broken"), State.FAILED, clock.now());
    assertThat(only().status()).isEqualTo(State.WAITING);
    assertThat(only().attempts()).isZero();

    Delivery again = only();
    deliveries.record(again, new Answer(204, null), State.DONE, clock.now());
    assertThat(only().status()).isEqualTo(State.DONE);
    deliveries.record(again, new Answer(500, "Broken"), State.FAILED, clock.now());
    assertThat(only().status()).as("of two nodes the first").isEqualTo(State.DONE);
  }

  @Test
  void whatWasSwitchedOffAfterItWasClaimedIsNotSent() {
    Webhooks.Made made = add("/late");
    webhooks.test(made.id(), "admin");
    assertThat(deliveries.ready(only().id())).isPresent();
    assertThat(deliveries.due()).containsExactly(made.id());
    webhooks.setActive(made.id(), false, "admin");
    assertThat(deliveries.ready(only().id())).isEmpty();
    assertThat(deliveries.due()).isEmpty();
  }

  @Test
  void aNodeWhoseClockIsWrongSendsNothing() {
    add("/clock");
    decide(null, Kind.PLAN, "APPROVE");
    NodeClock wrong =
        new NodeClock(Instant::now, () -> Instant.now().plusSeconds(3600), Duration.ofSeconds(10));
    carry(
        new Courier(
            jdbc,
            deliveries,
            hosts,
            receiver,
            transactions,
            clock,
            new OwnAccord(wrong, new NewerTables(List::of, () -> {})),
            CLAIM));
    assertThat(LISTENER.heard("/clock")).isEmpty();
    assertThat(webhooks.page(null, null, 0, 10)).as("nor notes anything").isEmpty();
    carry();
    assertThat(LISTENER.heard("/clock")).hasSize(1);
  }

  // ---- people

  @Test
  void anAddressNamesNobodyAndErasureLeavesItAlone() {
    for (String bad : List.of("/x?owner=tom@example.org", "/tom%40example.org/x")) {
      assertThatThrownBy(() -> add(bad)).hasMessageContaining("Leave out the mail address");
    }
    add("/a@b"); // no mail address
    Map<String, Integer> before = erasure.preview("tom", true, true);
    jdbc.sql("update webhook set url = url || '?owner=' || ?")
        .param(users.get("tom").email())
        .update();
    assertThat(erasure.preview("tom", true, true)).isEqualTo(before);
  }

  // ---- several nodes

  @Test
  void twoNodesPostEachEventOnce() throws Exception {
    add("/a");
    add("/b");
    int many = 40;
    for (int i = 0; i < many; i++) {
      decide(null, Kind.PLAN, "APPROVE");
    }
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Courier second = another(hosts, receiver);
    try {
      List<Future<?>> rounds = new ArrayList<>();
      for (Courier node : List.of(courier, second)) {
        rounds.add(
            threads.submit(
                () -> {
                  together.await();
                  do {
                    carry(node);
                  } while (!webhooks.page(null, State.WAITING, 0, 1).isEmpty());
                  return null;
                }));
      }
      for (Future<?> round : rounds) {
        round.get();
      }
    } finally {
      threads.shutdownNow();
      second.destroy();
    }
    for (String path : List.of("/a", "/b")) {
      assertThat(LISTENER.heard(path)).hasSize(many);
      assertThat(LISTENER.heard(path).stream().map(Heard::id).distinct()).hasSize(many);
    }
  }

  /** At least once: the receiver knows it by its id. */
  @Test
  void whatANodeWasPostingWhenItWasKilledIsPostedByAnotherUnderTheSameId() {
    Webhooks.Made made = add("/killed");
    decide(null, Kind.PLAN, "APPROVE");
    deliveries.follow(made.id());
    Claims killed = new Claims(jdbc, clock, "webhook_delivery", CLAIM);
    Long claimed = transactions.execute(status -> killed.next());
    deliveries
        .ready(claimed)
        .ifPresent(
            ready -> receiver.post(ready.url(), ready.secret(), ready.event(), clock.instant()));
    carry();
    assertThat(LISTENER.heard("/killed")).as("it is claimed").hasSize(1);
    due();
    carry();
    assertThat(LISTENER.heard("/killed").stream().map(Heard::id).distinct()).hasSize(1);
    assertThat(LISTENER.heard("/killed")).hasSize(2);
    assertThat(only().status()).isEqualTo(State.DONE);
  }

  // ---- off and on, restore, retention

  @Test
  void whatIsDecidedWhileItIsOffIsToldAfterwards() throws Exception {
    Webhooks.Made made = add("/paused");
    assertThat(ask(post("/webhooks/" + made.id() + "/off")).getStatus()).isEqualTo(302);
    decide(null, Kind.PLAN, "APPROVE");
    carry();
    assertThat(LISTENER.heard("/paused")).isEmpty();
    assertThatThrownBy(() -> webhooks.test(made.id(), "admin")).hasMessageContaining("off");
    assertThat(ask(post("/webhooks/" + made.id() + "/on")).getStatus()).isEqualTo(302);
    carry();
    assertThat(LISTENER.heard("/paused")).hasSize(1);
  }

  /** With the statement that operations.md gives. */
  @Test
  void aRestoreRepeatsNothingByItself() throws IOException {
    add("/restored");
    decide(null, Kind.PLAN, "APPROVE");
    WebhookHosts none = new WebhookHosts(List.of());
    carry(another(none, receiver));
    assertThat(only().status()).as("noted while nothing may be asked").isEqualTo(State.WAITING);
    String statement =
        Pattern.compile("`(update webhook_delivery [^`]+?);?`")
            .matcher(Files.readString(Path.of("docs", "operations.md")))
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow();
    assertThat(jdbc.sql(statement).update()).isEqualTo(1);
    carry();
    assertThat(LISTENER.heard("/restored")).isEmpty();
    assertThat(only().answer()).startsWith("Restored from a backup");
    webhooks.sendAgain(only().id(), "admin");
    carry();
    assertThat(LISTENER.heard("/restored")).hasSize(1);
  }

  @Test
  void whatArrivedLongAgoIsForgottenAndWhatHasNotIsKept() {
    add("/old");
    for (int i = 0; i < 3; i++) {
      decide(null, Kind.PLAN, "APPROVE");
    }
    carry();
    List<Delivery> all = webhooks.page(null, null, 0, 10);
    LocalDateTime longAgo = clock.now().minusDays(91);
    jdbc.sql("update webhook_delivery set created_at = ? where id <> ?")
        .params(longAgo, all.get(0).id())
        .update();
    assertThat(retention.clean()).as("it arrived today").doesNotContainKey("webhook_delivery");
    jdbc.sql("update webhook_delivery set done_at = ? where id <> ?")
        .params(longAgo, all.get(0).id())
        .update();
    jdbc.sql("update webhook_delivery set status = 'FAILED' where id = ?")
        .param(all.get(1).id())
        .update();
    assertThat(retention.clean()).containsEntry("webhook_delivery", 1);
    assertThat(webhooks.page(null, null, 0, 10))
        .extracting(Delivery::id)
        .containsExactly(all.get(0).id(), all.get(1).id());
    carry();
    assertThat(LISTENER.heard("/old")).as("nothing is told anew").hasSize(3);
  }

  // ---- the page

  @Test
  void administratorsAddTestAndRemoveOnThePage() throws Exception {
    SampleProject.begin(projects, "HOOK-3", "20000");
    assertThat(page("/webhooks").text())
        .contains("No address is told of decisions.", LISTENER.host());
    MockHttpServletRequestBuilder form =
        post("/webhooks")
            .param("url", LISTENER.url("/page?t=1"))
            .param("projects", "hook-3")
            .param("kinds", "PLAN", "CHANGE");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(lines);
    String secret;
    try {
      var done =
          web.perform(
                  form.with(
                          user("admin")
                              .authorities(new SimpleGrantedAuthority(Groups.ADMINISTRATORS)))
                      .with(csrf()))
              .andReturn();
      assertThat(done.getResponse().getRedirectedUrl()).isEqualTo("/webhooks");
      secret = (String) done.getFlashMap().get("secret");
      assertThat(secret).startsWith("whsec_");
    } finally {
      root.detachAppender(lines);
    }
    assertThat(lines.list)
        .noneMatch(line -> line.getFormattedMessage().contains(secret))
        .noneMatch(line -> line.getFormattedMessage().contains("t=1"))
        .anyMatch(line -> line.getFormattedMessage().startsWith("admin added webhook"));
    assertThat(jdbc.sql("select secret from webhook").query(String.class).single())
        .isEqualTo(secret);

    Document page = page("/webhooks");
    assertThat(page.text()).contains("Plan", "Change", "HOOK-3", "Added by Ada Minow");
    assertThat(page.html()).doesNotContain("whsec_");
    assertThat(personalFile()).contains("Webhooks").doesNotContain(secret, "whsec_", "t=1");
    long id = webhooks.all().get(0).id();
    assertThat(ask(post("/webhooks/" + id + "/test")).getRedirectedUrl()).isEqualTo("/webhooks");
    carry();
    Heard test = LISTENER.heard("/page?t=1").get(0);
    assertThat(test.json().get("type").asText()).isEqualTo("test");
    assertThat(test.isSignedBy(secret)).isTrue();
    Document told = page("/webhooks?state=DONE&webhook=" + id);
    assertThat(told.select("table tbody tr").text()).contains("Test", "arrived", LISTENER.host());
    assertThat(page("/webhooks?state=FAILED").text()).contains("There are none of these.");
    assertThat(ask(post("/webhooks/" + id + "/remove")).getRedirectedUrl()).isEqualTo("/webhooks");
    assertThat(webhooks.all()).isEmpty();
    assertThat(jdbc.sql("select count(*) from webhook_delivery").query(Long.class).single())
        .isZero();
    assertThat(ask(post("/webhooks/" + id + "/remove")).getStatus()).isEqualTo(404);
  }

  /** All of the file of the one who added it. */
  private String personalFile() throws IOException {
    Path file = personal.of("admin");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      while (zip.getNextEntry() != null) {
        zip.transferTo(all);
      }
    } finally {
      Files.delete(file);
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsWrongIsSaidBesideItsFieldAndWhatWasTypedComesBack() throws Exception {
    MockHttpServletResponse answer =
        ask(
            post("/webhooks")
                .param("url", "https://elsewhere.example/x")
                .param("projects", "NO-SUCH")
                .param("kinds", "PLAN", "NONSENSE"));
    assertThat(answer.getStatus()).isEqualTo(422);
    Document page = Jsoup.parse(answer.getContentAsString());
    assertThat(page.select("#url-error").text())
        .contains("may not ask elsewhere.example", "FAIRLEAD_WEBHOOKS_HOSTS", LISTENER.host());
    assertThat(page.select("#projects-error").text()).contains("\"NO-SUCH\"");
    assertThat(page.select("#kinds-error").text()).contains("\"NONSENSE\"");
    assertThat(page.select("#url").val()).isEqualTo("https://elsewhere.example/x");
    assertThat(page.select("#projects").val()).isEqualTo("NO-SUCH");
    assertThat(page.select("#kind-PLAN").hasAttr("checked")).isTrue();
    assertThat(page.select("#kind-CHANGE").hasAttr("checked")).isFalse();
    assertThat(page.select("details#add").hasAttr("open")).isTrue();
    assertThat(webhooks.all()).isEmpty();
  }

  @Test
  void nobodyElseSeesOrChangesThem() throws Exception {
    Webhooks.Made made = add("/ours");
    for (Map.Entry<String, String> one :
        Map.of("clara", Groups.COORDINATORS, "paula", Groups.PROCESS_OWNERS).entrySet()) {
      for (MockHttpServletRequestBuilder request :
          List.of(
              get("/webhooks"),
              post("/webhooks").param("url", LISTENER.url("/theirs")),
              post("/webhooks/" + made.id() + "/off"))) {
        assertThat(ask(request, one.getKey(), one.getValue()).getStatus()).isEqualTo(403);
      }
    }
    for (Runnable deed :
        List.<Runnable>of(
            () -> webhooks.add(LISTENER.url("/theirs"), List.of(), "", "clara"),
            () -> webhooks.setActive(made.id(), false, "clara"),
            () -> webhooks.remove(made.id(), "clara"),
            () -> webhooks.test(made.id(), "clara"),
            () -> webhooks.sendAgain(1, "clara"),
            () -> webhooks.giveUp(1, "clara"),
            () -> webhooks.sendAllAgain(made.id(), "clara"),
            () -> webhooks.giveUpAll(made.id(), "clara"))) {
      assertThatThrownBy(deed::run)
          .isInstanceOfSatisfying(
              RefusedException.class, refused -> assertThat(refused.isForbidden()).isTrue());
    }
    assertThat(webhooks.all()).hasSize(1);
  }

  @Test
  void thereAreNotMoreThanHaveAThread() {
    for (int i = 0; i < Webhooks.MOST; i++) {
      add("/many/" + i);
    }
    assertThatThrownBy(() -> add("/many/more")).hasMessageContaining("50 webhooks already");
  }
}
