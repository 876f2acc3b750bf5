package dev.fairlead.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.FairleadTest;
import dev.fairlead.FaultReport;
import dev.fairlead.TestDatabase;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.closure.Handovers;
import dev.fairlead.engine.TaskGuard;
import dev.fairlead.people.ApprovedBy;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.OpenApproval;
import dev.fairlead.plan.Planning;
import dev.fairlead.privacy.Erasure;
import dev.fairlead.privacy.PersonalFile;
import dev.fairlead.privacy.Retention;
import dev.fairlead.project.DecisionEntry;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.History;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Posting;
import jakarta.servlet.Filter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.access.intercept.RequestMatcherDelegatingAuthorizationManager;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.util.matcher.RequestMatcherEntry;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Who may do what, what programs may send, and whom Fairlead forgets, in one busy world. */
@FairleadTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuardTests {
  /** What every build makes. */
  private static final int CALLS = 800;

  private static final int FILES = 60;

  @Autowired MockMvc web;
  @Autowired JdbcClient jdbc;
  @Autowired DataSource database;
  @Autowired PlatformTransactionManager transactions;
  @Autowired AutowireCapableBeanFactory spring;
  @Autowired Erasure erasure;
  @Autowired DecisionLog decisions;
  @Autowired Baselines baselines;
  @Autowired History notes;

  @Autowired Users users;
  @Autowired ObjectMapper json;
  @Autowired ObjectProvider<RequestMappingInfoHandlerMapping> mappings;
  @Autowired List<SecurityFilterChain> chains;

  private static final org.slf4j.Logger LOG_PROBE = LoggerFactory.getLogger(GuardTests.class);

  @Autowired Handovers handovers;
  @Autowired Planning planning;
  @Autowired FairleadClock clock;
  @Autowired PersonalFile personal;
  @Autowired Retention retention;
  @Autowired HistoryService history;
  @Autowired ManagementService management;

  private World world;
  private List<Form> forms;

  @BeforeAll
  void makeTheWorld() {
    world = World.make("3", spring);
    forms = world.forms();
  }

  @AfterAll
  void endTheWorld() {
    world.end();
  }

  // ---- who may

  /**
   * The table is a file, so that a change of who may do what is seen as a change of the table. A
   * new address without a line fails. To write it anew: copy target/who-may.txt over it and read
   * the difference.
   */
  @Test
  @Order(1)
  void whoMayDoWhatIsWhatTheTableSaysAndEveryGuardIsNeeded() throws Exception {
    if (TestDatabase.isPostgres()) {
      return; // the same rules; the time is better spent on H2
    }
    WhoMay who = new WhoMay(web, users, world, forms, transactions);
    List<Route> ours =
        Route.all(mappings).stream()
            .filter(Route::isOurs)
            .filter(route -> !route.pattern().equals("/error"))
            .toList();
    Map<String, List<WhoMay.Cell>> refused = new TreeMap<>();
    List<String> table = who.table(ours, refused);
    Path file = Path.of("src/test/resources/who-may.txt");
    List<String> known =
        Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList();
    Files.write(Path.of("target/who-may.txt"), table);
    everyGuardIsNeeded(who, refused);
    everyRuleOfAddressesIsNeeded(who, refused.getOrDefault(WhoMay.ADDRESS, List.of()));
    theTokenIsNeeded(who, ours);
    assertThat(who.loose).as("without a strict policy, or with a script inside").isEmpty();
    assertThat(table).isEqualTo(known);
    assertThat(table).noneMatch(line -> line.substring(0, 18).contains("!"));
  }

  /** Taken out one by one; what was forbidden by it is then answered otherwise. */
  private void everyGuardIsNeeded(WhoMay who, Map<String, List<WhoMay.Cell>> refused)
      throws Exception {
    Guards guards = new Guards();
    Map<String, Runnable> deeds = new TreeMap<>();
    deeds().forEach(deed -> deeds.put("" + refusedBy(deed), deed));
    List<String> idle = new ArrayList<>();
    for (String guard : guards.names()) {
      String room = guard.substring(0, guard.indexOf('.'));
      List<WhoMay.Cell> cells = new ArrayList<>();
      if (refused.containsKey(guard)) {
        cells.add(refused.get(guard).get(0));
      } else if (!deeds.containsKey(guard)) {
        cells.addAll(refused.getOrDefault("page of " + room, List.of()));
        cells.addAll(refused.getOrDefault("page of workspace", List.of()));
      }
      boolean[] turned = {false};
      guards.without(
          guard,
          () -> {
            turned[0] =
                deeds.containsKey(guard) && !guard.equals(refusedBy(deeds.get(guard)))
                    || cells.stream()
                        .anyMatch(
                            cell -> {
                              WhoMay.Answer now = who.ask(cell.route(), cell.person());
                              return now.letter() != '-'
                                  || !now.guard().equals(cell.answer().guard());
                            });
          });
      if (!turned[0]) {
        idle.add(guard.replaceFirst(":\\d+$", ""));
      }
    }
    assertThat(guards.names()).hasSizeGreaterThan(40);
    assertThat(idle)
        .as("taken out, and nothing changed, or nothing here is refused by it")
        .isEmpty();
  }

  /** The guard that refuses this, or null where nothing does. */
  private String refusedBy(Runnable deed) {
    String[] guard = {null};
    undone(
        () -> {
          try {
            deed.run();
          } catch (RuntimeException refused) {
            guard[0] = WhoMay.guard(refused);
          }
        });
    return guard[0];
  }

  /** What no address leads to, since another guard stands before it, or only a few days later. */
  private List<Runnable> deeds() {
    LocalDate today = clock.today();
    return List.of(
        () -> erasure.erase("tom", "Tom Eriksen", true, true, "clara"),
        () -> erasure.eraseParty(erasure.parties("", 0, 1).get(0).id(), "Ann", true, "clara"),
        () -> world.webhooks.add("https://hooks.invalid/", List.of(), "", "clara"),
        () -> world.projects.cancel(world.drafted, "No money", "tarek"),
        () -> world.plans.recordProgress(world.tracked, 1, 50, null, null, null, null, "tarek"),
        () -> world.teamFeedback.estimate(world.asked, Map.of(99, List.of("1", "2", "3")), "tom"),
        () -> world.teamFeedback.estimate(world.asked, Map.of(1, List.of("1", "2", "3")), "tarek"),
        () ->
            world.changes.decide(
                world.tracked + "-C2",
                "managers",
                ChangeRequest.Decision.APPROVE,
                "Yes",
                null,
                "tom",
                null),
        () -> {
          long sketch = Long.parseLong(sketch());
          world.drafts.submit(sketch, "Look", "paula");
          world.drafts.decide(sketch, true, "Fine", "paula", null);
        },
        () -> {
          long sketch = Long.parseLong(sketch());
          world.drafts.submit(sketch, "Look", "paula");
          world.drafts.decide(sketch, true, "Fine", "clara", null);
        },
        () -> {
          users.substitute("clara", "tom", today, today.plusDays(1));
          world.postings.approve(
              world.tracked,
              world.postings.waiting(world.tracked).stream().map(Posting::id).toList(),
              "tom");
        },
        () -> {
          jdbc.sql("update change_request set status = 'IMPLEMENTED' where id = ?")
              .param(world.tracked + "-C2")
              .update();
          world.changes.review(world.tracked + "-C2", true, "Well", "tom", null);
        },
        () -> {
          // who submitted a plan stands in for who decides on it
          world.tasks.setAssignee(approval(), "maria");
          users.substitute("maria", "clara", today, today.plusDays(1));
          world.driver.act(
              "clara", world.waiting, "userTask_approvePlan", Map.of("decision", "approve"));
        },
        () -> {
          // one of two who have to approve does so twice
          jdbc.sql("update change_request set approvals_needed = 2 where id = ?")
              .param(world.tracked + "-C2")
              .update();
          for (int i = 0; i < 2; i++) {
            world.changes.decide(
                world.tracked + "-C2",
                "managers",
                ChangeRequest.Decision.APPROVE,
                "Yes",
                null,
                "maria",
                null);
          }
        },
        () -> {
          OpenApproval.Asked two = new OpenApproval.Asked(1, "managers", 2, "Always");
          for (int i = 0; i < 2; i++) {
            planning.decide(world.waiting, two, "clara", "approve", "maria", null, "");
          }
        },
        () -> {
          approvedByMaria();
          world.tasks.setAssignee(approval(), "maria");
        },
        () -> {
          // whoever has approved stands in for somebody who has not
          world.tasks.setAssignee(approval(), "martin");
          users.substitute("martin", "maria", today, today.plusDays(1));
          approvedByMaria();
          world.driver.act(
              "maria", world.waiting, "userTask_approvePlan", Map.of("decision", "approve"));
        },
        () -> handovers.sign(world.closing, 1, "colin"),
        () -> world.checkIns.answer(world.tracked, checkIn(), List.of(), "tarek"));
  }

  private void approvedByMaria() {
    String process =
        world.tasks.createTaskQuery().taskId(approval()).singleResult().getProcessInstanceId();
    world.runtime.setVariable(
        process, TaskGuard.APPROVED_BY, ApprovedBy.NOBODY.and("maria", null).text());
  }

  private long checkIn() {
    return Long.parseLong(id("/projects/{key}/check-ins/{id}"));
  }

  private String approval() {
    return id("/work/tasks/{id}/claim");
  }

  private String sketch() {
    return id("/drafts/{id}/submit");
  }

  /** The thing that a form of the world is about. */
  private String id(String pattern) {
    return forms.stream()
        .filter(form -> form.pattern().equals(pattern))
        .map(form -> form.path().get("id"))
        .findFirst()
        .orElseThrow();
  }

  private void everyRuleOfAddressesIsNeeded(WhoMay who, List<WhoMay.Cell> forbidden)
      throws Exception {
    List<String> needless = new ArrayList<>();
    int rules = 0;
    for (SecurityFilterChain chain : chains) {
      for (var filter : chain.getFilters()) {
        if (!(filter instanceof AuthorizationFilter authorization)) {
          continue;
        }
        Object manager = authorization.getAuthorizationManager();
        while (!(manager instanceof RequestMatcherDelegatingAuthorizationManager)) {
          manager = ReflectionTestUtils.getField(manager, "delegate");
        }
        @SuppressWarnings("unchecked")
        List<RequestMatcherEntry<AuthorizationManager<RequestAuthorizationContext>>> entries =
            (List<RequestMatcherEntry<AuthorizationManager<RequestAuthorizationContext>>>)
                ReflectionTestUtils.getField(manager, "mappings");
        for (int i = 0; i < entries.size(); i++) {
          var entry = entries.get(i);
          if (!(entry.getEntry() instanceof AuthorityAuthorizationManager)
              || entry.getRequestMatcher().toString().contains("/camunda/")) {
            continue; // the engine's pages: EngineRestSecurityIT, TasklistIT
          }
          rules++;
          entries.set(
              i,
              new RequestMatcherEntry<>(
                  entry.getRequestMatcher(), (who1, where) -> new AuthorizationDecision(true)));
          // a guard of ours that stands behind it may still say no
          boolean turned =
              forbidden.stream()
                  .anyMatch(
                      cell -> !WhoMay.ADDRESS.equals(who.ask(cell.route(), cell.person()).guard()));
          entries.set(i, entry);
          if (!turned) {
            needless.add(entry.getRequestMatcher().toString());
          }
        }
      }
    }
    assertThat(rules).isGreaterThanOrEqualTo(3);
    assertThat(needless).isEmpty();
  }

  private void theTokenIsNeeded(WhoMay who, List<Route> ours) {
    Route form =
        ours.stream()
            .filter(route -> route.toString().equals("POST /lessons/{id}/use"))
            .findFirst()
            .orElseThrow();
    assertThat(who.askWithoutToken(form, "clara").letter()).isEqualTo('-');
    for (SecurityFilterChain chain : chains) {
      List<Filter> filters = chain.getFilters();
      for (int i = 0; i < filters.size(); i++) {
        if (filters.get(i) instanceof CsrfFilter token) {
          filters.set(i, (request, response, rest) -> rest.doFilter(request, response));
          boolean last = who.askWithoutToken(form, "clara").letter() != '-';
          filters.set(i, token);
          if (last) {
            return;
          }
        }
      }
    }
    throw new AssertionError("no filter asks for the token");
  }

  /** What opens a door stands in no line of the log, however it came in. */
  @Test
  @Order(2)
  void secretsAreNotLogged() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    String secret = "Sesame-7531";
    String token = secret + "-token";
    try {
      for (var request :
          List.of(
              post("/login").param("username", "clara").param("password", secret),
              post("/login").param("username", secret).param("password", "x"),
              MockMvcRequestBuilders.get("/api/projects").with(httpBasic("clara", secret)),
              MockMvcRequestBuilders.get("/shared/" + token),
              MockMvcRequestBuilders.get("/shared/" + token + "/file"),
              post("/shared/" + token + "/feedback").param("text", secret),
              MockMvcRequestBuilders.get("/shared/status/" + token),
              post("/shared/status/" + token).param("workDone", secret),
              MockMvcRequestBuilders.get("/decide/" + token),
              post("/decide/" + token).param("comment", secret),
              MockMvcRequestBuilders.get("/calendar/" + token + ".ics"),
              MockMvcRequestBuilders.get("/actuator/prometheus")
                  .header("Authorization", "Bearer " + secret),
              as("clara", post("/account/password"))
                  .param("current", secret)
                  .param("password", secret + "n")
                  .param("repeated", secret + "n"),
              as("admin", post("/users"))
                  .param("username", "secretive")
                  .param("email", "none")
                  .param("password", secret),
              as("admin", post("/users/" + world.users.get("tom").username() + "/password"))
                  .param("password", "short"),
              as("clara", post("/api/projects")).content("{\"key\": \"" + secret))) {
        web.perform(request.with(csrf()));
      }
      LOG_PROBE.info("the log is heard");
    } finally {
      root.detachAppender(log);
    }
    assertThat(log.list)
        .anyMatch(line -> line.getFormattedMessage().equals("the log is heard"))
        .noneMatch(
            line ->
                (line.getFormattedMessage()
                        + line.getMDCPropertyMap()
                        + (line.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(line.getThrowableProxy())))
                    .contains(secret));
  }

  private MockHttpServletRequestBuilder as(String person, MockHttpServletRequestBuilder request) {
    return request.with(
        user(person)
            .authorities(
                users.get(person).groups().stream().map(SimpleGrantedAuthority::new).toList()));
  }

  // ---- twice

  @Test
  @Order(70)
  void everyFormDoesWhatItDoesOnce() throws Exception {
    Sending sending = new Sending(web, users, Route.all(mappings));
    List<Form> right =
        forms.stream().filter(form -> !form.pattern().matches("/(shared|decide)/.*")).toList();
    for (Form form : right) {
      String person = form.person();
      Form numbered = form.with("_once", java.util.UUID.randomUUID().toString());
      MockHttpServletRequestBuilder first = sending.form(numbered, world);
      var done = sending.perform(first, person);
      assertThat(done.getStatus()).as("%s: %s", form, Sending.text(done)).isIn(200, 302);
      var again = sending.perform(sending.form(numbered, world), person);
      // the plan's version is in the form, so with a new version it is another form
      if (form.fields().containsValue(World.VERSION)) {
        again = sending.perform(first, person);
      }
      assertThat(again.getStatus()).as(form.toString()).isEqualTo(409);
      assertThat(Sending.text(again)).contains("You have sent this form already");
    }
  }

  // ---- what programs may send

  /**
   * {@code -Dfuzz.calls=200000 -Dfuzz.files=500 -Dfuzz.seed=2} for more and other ones; what they
   * saw is written to {@code target/faults/fuzz.md} then.
   */
  @Test
  @Order(80)
  void noCallBreaksTheApplication() throws Exception {
    int calls = Integer.getInteger("fuzz.calls", CALLS);
    int uploads = Integer.getInteger("fuzz.files", FILES);
    long seed = Long.getLong("fuzz.seed", 20261130);
    long seconds = Long.getLong("fuzz.seconds", Long.MAX_VALUE / 2_000_000_000);
    JsonNode api = json.readTree(get("/api/openapi"));
    List<byte[]> files = new ArrayList<>();
    for (String format : List.of("csv", "xlsx", "xml", "pmxml")) {
      files.add(get("/api/projects/" + world.tracked + "/plan/export?format=" + format));
    }
    files.add("Date,Amount,Hours,Person,Text\n2027-01-06,5,1,tom,Tea\n".getBytes(UTF_8));
    files.add(Files.readAllBytes(Path.of("processes/reviewRisk.bpmn")));
    files.add(Files.readAllBytes(Path.of("processes/decisions/changeRoute.dmn")));
    ApiFuzz fuzz =
        new ApiFuzz(new Sending(web, users, Route.all(mappings)), json, world, api, files, seed);
    Instant begin = Instant.now();
    long begun = System.nanoTime();
    int done = 0;
    while (done < calls && System.nanoTime() - begun < seconds * 1_000_000_000) {
      fuzz.call(done++);
    }
    for (int i = 0; i < uploads; i++) {
      fuzz.upload(
          List.of(
              "/api/projects/" + world.drafted + "/plan/import",
              "/projects/" + world.drafted + "/plan/import",
              "/api/projects/" + world.tracked + "/postings/import",
              "/projects/" + world.tracked + "/costs/import",
              "/archive/verify",
              "/processes/files",
              "/drafts/" + sketch() + "/upload"));
    }
    System.out.printf(
        "%d calls to %d addresses and %d files in %.1f s: %s%n",
        done, fuzz.described(), uploads, (System.nanoTime() - begun) / 1e9, fuzz.statuses);
    if (calls > CALLS || uploads > FILES) {
      FaultReport report =
          new FaultReport(
              "Calls and files that nobody thought of",
              "./mvnw test -Dtest='GuardTests#noCallBreaksTheApplication' -Dfuzz.calls=%d -Dfuzz.files=%d -Dfuzz.seed=%d"
                  .formatted(calls, uploads, seed),
              begin);
      report.row("calls, of %d that were asked for".formatted(calls), done);
      report.row("addresses that the API describes", fuzz.described());
      report.row("files", uploads);
      fuzz.statuses.forEach((status, times) -> report.row("answers " + status, times));
      report.row("**calls that broke the application**", fuzz.broken.size());
      report.row("**refusals without a sentence**", fuzz.wordless.size());
      report.write("fuzz.md");
    }
    assertThat(fuzz.broken).isEmpty();
    assertThat(fuzz.wordless).isEmpty();
    assertThat(fuzz.statuses.keySet()).contains(200, 403, 404, 422);
  }

  private byte[] get(String address) {
    try {
      var answer =
          web.perform(as("clara", MockMvcRequestBuilders.get(address))).andReturn().getResponse();
      assertThat(answer.getStatus()).as(address).isEqualTo(200);
      return answer.getContentAsByteArray();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- whom Fairlead forgets

  private void undone(Runnable work) {
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> {
              work.run();
              status.setRollbackOnly();
            });
  }

  @Test
  @Order(42)
  void nobodyIsForgottenWhileSomethingWaitsOnThem() {
    assertThatThrownBy(() -> erasure.erase("tom", "Tom Eriksen", true, true, "admin"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("account is active")
        .hasMessageContaining("in the team")
        .hasMessageContaining("the measure \"Ask weekly\" on a risk is theirs")
        .hasMessageContaining("the action \"Ask 1\" is theirs and open")
        .hasMessageContaining("waits on this person")
        .hasMessageContaining("not done");
  }

  @Test
  @Order(43)
  void whoIsForgottenStandsNowhere() {
    Forgotten everywhere = new Forgotten(database);
    assertThat(everywhere.undecided()).isEmpty();
    User tom = world.users.get("tom");
    String[] traces = {"tom", tom.displayName(), tom.email()};
    undone(
        () -> {
          letGo(tom);
          String key =
              jdbc.sql("select min(project_key) from plan_snapshot where kind = 'BASELINE'")
                  .query(String.class)
                  .single();
          Baseline frozen = baselines.freeze(key, "tom", "As Tom Eriksen said");
          Baseline altered = baselines.freeze(key, "tom", "Whose cost somebody changed");
          jdbc.sql(
                  "update plan_snapshot set cost = cost + 1 where kind = 'BASELINE' and project_key = ? and number = ?")
              .params(key, altered.number())
              .update();
          Map<String, List<String>> before = everywhere.places(traces);
          assertThat(before)
              .hasSizeGreaterThan(40)
              .containsKeys(
                  "risk_measure.responsible", "action_item.responsible", "recorded_decision.text");
          assertThat(erasure.preview("tom", true, true).keySet())
              .as("what changes, in words")
              .hasSizeGreaterThan(20)
              .allMatch(what -> what.matches("\\p{Lu}[^_]*"));
          DecisionLog.Head sealed = decisions.head();
          String pseudonym = erasure.erase("tom", tom.displayName(), true, true, "admin");
          assertThat(everywhere.places(traces)).isEmpty();
          assertThat(baselines.all(key))
              .as("an erasure alters no baseline, and hides no alteration")
              .filteredOn(one -> !baselines.isIntact(one))
              .extracting(Baseline::number)
              .containsExactly(altered.number());
          assertThat(notes.page(key, 0, 1))
              .extracting(History.Entry::sentence)
              .singleElement()
              .asString()
              .contains("erased from baseline " + frozen.number(), frozen.hash().substring(0, 12));
          DecisionLog.Verdict verdict = decisions.verify(null);
          assertThat(verdict.problem()).isNull();
          assertThat(decisions.hashOf(sealed.number())).isEqualTo(sealed.hash());
          DecisionEntry newest =
              decisions.page(new DecisionLog.Wanted(null, null, null, null, null), 0, 1).get(0);
          assertThat(newest.kind()).isEqualTo("PERSON");
          assertThat(newest.canonical()).doesNotContainIgnoringCase("tom").contains(pseudonym);
          // an entry that lost a name cannot be changed once more unseen
          long redacted =
              jdbc.sql("select max(number) from decision_redaction where erasure = ?")
                  .param(newest.number())
                  .query(Long.class)
                  .single();
          jdbc.sql("update decision_log set comment = 'Other words' where number = ?")
              .param(redacted)
              .update();
          assertThat(decisions.verify(null).brokenAt()).isEqualTo(redacted);
        });
    whatOnlyLooksLikeThePersonStays(tom);
    whoseNameIsAWordOrShortIsForgotten(tom);
    whatOthersAreChangingIsWaitedFor(tom);
  }

  /** Nothing waits on them any longer, and the account is shut. */
  private void letGo(User who) {
    endAll();
    jdbc.sql("update project set phase = 'CLOSED'").update();
    jdbc.sql("update follow_on_action set done_at = opened_at").update();
    world.users.change(
        new User(who.username(), who.displayName(), who.email(), false, who.groups()), "admin");
  }

  private void whatOnlyLooksLikeThePersonStays(User tom) {
    undone(
        () -> {
          letGo(tom);
          String issue = first("select min(id) from issue");
          String party = first("select max(id) from outside_party");
          String report = first("select min(id) from report");
          set("outside_party", "email", "j.tom@x.example", party);
          set("outside_party", "note", "Tom is at tom@supplier.example, tom.x@y.example", party);
          set("issue", "title", "tom", issue);
          set("issue", "description", "A tom tom, says Tom Eriksen <tom@fairlead.example>.", issue);
          String mail = first("select max(id) from outbox_mail");
          set("outbox_mail", "notice_key", "task/1/tom,tom-2,tom.x,tom@x", mail);
          set("outbox_mail", "address", "tom@x.example", mail);
          set("report", "snapshot", "{\"tom\" : [\"tom\"], \"x\": \"owner tom.\"}", report);
          jdbc.sql("delete from search_word where kind = 'issue' and ref = ?")
              .param(issue)
              .update();
          jdbc.sql(
                  "insert into search_word (kind, word, ref, weight) values ('issue', 'tom', ?, 1),"
                      + " ('issue', 'eriksen', ?, 1)")
              .params(issue, issue)
              .update();
          jdbc.sql("update ACT_HI_TASKINST set NAME_ = 'tom', TASK_DEF_KEY_ = 'tom'").update();
          jdbc.sql("update ACT_HI_OP_LOG set PROPERTY_ = 'tom', ENTITY_TYPE_ = 'tom'").update();
          jdbc.sql(
                  "insert into ACT_GE_BYTEARRAY (ID_, REV_, NAME_, BYTES_) values ('probe', 1,"
                      + " 'tom', ?)")
              .param("{\"tom\":\"tom\"}".getBytes(UTF_8))
              .update();
          world.users.create(
              new User("tommy", tom.displayName(), "tommy@x.example", true, tom.groups()),
              "a long password");
          assertThat(erasure.sharers("tom")).singleElement().asString().contains("(tommy)");

          String pseudonym = erasure.erase("tom", tom.displayName(), false, false, "admin");

          assertThat(get("outside_party", "email", party)).isEqualTo("j.tom@x.example");
          assertThat(get("outside_party", "note", party))
              .isEqualTo("Tom is at tom@supplier.example, tom.x@y.example");
          assertThat(get("issue", "title", issue)).isEqualTo("tom");
          assertThat(get("issue", "description", issue))
              .matches("A tom tom, says Former member \\d+ <" + pseudonym + "@removed.invalid>.");
          assertThat(get("outbox_mail", "notice_key", mail))
              .isEqualTo("task/1/" + pseudonym + ",tom-2,tom.x,tom@x");
          assertThat(get("outbox_mail", "address", mail)).isEqualTo("tom@x.example");
          assertThat(get("report", "snapshot", report))
              .isEqualTo(
                  "{\"tom\" : [\"%s\"], \"x\": \"owner %s.\"}".formatted(pseudonym, pseudonym));
          assertThat(
                  jdbc.sql("select word from search_word where kind = 'issue' and ref = ?")
                      .param(issue)
                      .query(String.class)
                      .list())
              .containsExactly("tom");
          assertThat(first("select count(*) from ACT_HI_TASKINST where NAME_ <> 'tom'"))
              .isEqualTo("0");
          assertThat(first("select count(*) from ACT_HI_TASKINST where TASK_DEF_KEY_ <> 'tom'"))
              .isEqualTo("0");
          assertThat(
                  first(
                      "select count(*) from ACT_HI_OP_LOG where PROPERTY_ <> 'tom' or ENTITY_TYPE_"
                          + " <> 'tom'"))
              .isEqualTo("0");
          assertThat(
                  jdbc.sql("select BYTES_ from ACT_GE_BYTEARRAY where ID_ = 'probe' and REV_ = 2")
                      .query(byte[].class)
                      .single())
              .asString(UTF_8)
              .isEqualTo("{\"tom\":\"" + pseudonym + "\"}");
        });
    undone(
        () -> {
          letGo(tom);
          assertThat(erasure.isAlsoAThing("tom")).isFalse();
          String mail = first("select max(id) from outbox_mail");
          set("outbox_mail", "notice_key", "tom/1/tom,tom-2", mail);
          set("outbox_mail", "body", "Tom Eriksen writes", mail);
          set("outbox_mail", "recipient", "tom", mail);
          jdbc.sql("update ACT_HI_VARINST set NAME_ = 'tom', TEXT_ = 'tom'").update();
          jdbc.sql("update ACT_HI_TASKINST set ASSIGNEE_ = 'tom'").update();
          assertThat(erasure.isAlsoAThing("tom")).isTrue();

          String pseudonym = erasure.erase("tom", tom.displayName(), false, false, "admin");

          assertThat(world.users.find("tom")).isEmpty();
          assertThat(get("outbox_mail", "recipient", mail)).isEqualTo(pseudonym);
          assertThat(get("outbox_mail", "body", mail)).matches("Former member \\d+ writes");
          assertThat(get("outbox_mail", "notice_key", mail)).isEqualTo("tom/1/tom,tom-2");
          assertThat(first("select count(*) from ACT_HI_VARINST where TEXT_ <> 'tom'"))
              .isEqualTo("0");
          assertThat(
                  first(
                      "select count(*) from ACT_HI_TASKINST where ASSIGNEE_ <> '"
                          + pseudonym
                          + "'"))
              .isEqualTo("0");
          assertThat(decisions.verify(null).problem()).isNull();
        });
  }

  private void whoseNameIsAWordOrShortIsForgotten(User tom) {
    String issue = first("select min(id) from issue");
    for (boolean asked : new boolean[] {false, true}) {
      undone(
          () -> {
            letGo(new User("tom", "Release", tom.email(), true, tom.groups()));
            set("issue", "title", "Release", issue);
            set("issue", "description", "The release waits: Release has a cold.", issue);
            erasure.erase("tom", "Release", false, asked, "admin");
            assertThat(get("issue", "title", issue)).isEqualTo("Release");
            assertThat(get("issue", "description", issue))
                .matches("The release waits: (Release|Former member \\d+) has a cold.")
                .matches(asked ? ".*Former.*" : ".*Release.*");
          });
    }
    undone(
        () -> {
          User bo = new User("bo", "Bo \"Li\"", "bo@x.example", false, tom.groups());
          world.users.create(bo, "a long password");
          letGo(bo);
          set("issue", "title", "{\"by\":\"Bo \\\"Li\\\"\"}", issue);
          erasure.erase("bo", bo.displayName(), true, true, "admin");
          assertThat(get("issue", "title", issue)).contains("Former member");
          assertThat(
                  decisions
                      .page(new DecisionLog.Wanted(null, null, null, null, null), 0, 1)
                      .get(0)
                      .comment())
              .isEqualTo("Personal data were taken from no entry");
        });
  }

  /** Another transaction has changed a row, and ends only while the erasure waits for it. */
  private void whatOthersAreChangingIsWaitedFor(User tom) {
    if (!TestDatabase.isPostgres()) {
      return; // H2 finds a row again by its number
    }
    String issue = first("select min(id) from issue where reporter = 'tom'");
    String before = get("issue", "description", issue);
    CountDownLatch changed = new CountDownLatch(1);
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () ->
                new TransactionTemplate(transactions)
                    .executeWithoutResult(
                        status -> {
                          set("issue", "description", "Tom Eriksen said it", issue);
                          changed.countDown();
                          awaitSomebodyWaiting();
                        }));
    undone(
        () -> {
          letGo(tom);
          try {
            changed.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          erasure.erase("tom", tom.displayName(), false, false, "admin");
          other.join();
          assertThat(get("issue", "description", issue)).matches("Former member \\d+ said it");
          assertThat(get("issue", "reporter", issue)).startsWith("former-");
        });
    set("issue", "description", before, issue);
  }

  private void awaitSomebodyWaiting() {
    for (int i = 0; i < 600; i++) {
      if (!first("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
          .equals("0")) {
        return;
      }
      LockSupport.parkNanos(50_000_000);
    }
    throw new IllegalStateException("nobody waits");
  }

  private String first(String query) {
    return jdbc.sql(query).query(String.class).single();
  }

  private String get(String table, String column, String id) {
    return jdbc.sql("select " + column + " from " + table + " where cast(id as varchar(40)) = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private void set(String table, String column, String value, String id) {
    jdbc.sql("update " + table + " set " + column + " = ? where cast(id as varchar(40)) = ?")
        .params(value, id)
        .update();
  }

  /**
   * The archive tells it all; what stands beside it may go, and the log stays what it was. The last
   * of all, since the engine's clean-up cannot be undone.
   */
  @Test
  @Order(95)
  void whatIsKeptNoLongerLeavesLogAndArchivesAlone() {
    String key = world.supported;
    jdbc.sql("update early_support set wrapped_up_at = begun_on where project_key = ?")
        .param(key)
        .update();
    // what ends with the whole of which it is a part is kept as long as that
    endAll();
    long finished = history.createHistoricProcessInstanceQuery().finished().count();
    assertThat(finished).isPositive();
    assertThat(count("progress_report", key)).isPositive();
    assertThat(count("progress_report", world.closing)).isPositive();
    String archive = archive(key);
    DecisionLog.Head head = decisions.head();
    LocalDateTime now = clock.now();
    Map<String, Integer> gone;
    try {
      world.driver.setTime(LocalDateTime.of(2036, 1, 2, 3, 0));
      gone = retention.clean();
      assertThat(retention.clean()).as("twice does no harm").isEmpty();
      history.cleanUpHistoryAsync(true);
      history.findHistoryCleanupJobs().forEach(job -> management.executeJob(job.getId()));
    } finally {
      world.driver.setTime(now);
    }
    assertThat(gone).containsKeys("progress_report", "shared_link", "shared_token");
    assertThat(count("progress_report", key)).isZero();
    assertThat(count("progress_report", world.closing)).as("of a project that runs").isPositive();
    assertThat(history.createHistoricProcessInstanceQuery().finished().count())
        .isLessThan(finished);
    assertThat(decisions.verify(null).problem()).isNull();
    assertThat(decisions.head()).isEqualTo(head);
    assertThat(archive(key)).isEqualTo(archive);
    for (String page :
        List.of(
            "",
            "/closing",
            "/decisions",
            "/reports",
            "/history",
            "/progress",
            "/communication",
            "/archive")) {
      get("/projects/" + key + page);
    }
  }

  private void endAll() {
    world.runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
        .map(ProcessInstance::getId)
        .forEach(id -> world.runtime.deleteProcessInstance(id, "over", true, true, true, false));
  }

  private String archive(String key) {
    return jdbc.sql("select sha256 from archive_file where project_key = ?")
        .param(key)
        .query(String.class)
        .single();
  }

  private long count(String table, String key) {
    return jdbc.sql("select count(*) from " + table + " where project_key = ?")
        .param(key)
        .query(Long.class)
        .single();
  }

  @Test
  @Order(40)
  void theFileAboutAPersonHoldsTheirsAndNoKeys() throws Exception {
    world.progress.report(
        world.tracked, new NewProgress(1, 50, null, null, null, null, null), "tom");
    Map<String, String> file = unzipped("tom");
    assertThat(file)
        .containsKeys(
            "index.html",
            "mentions.json",
            "data/app_user.json",
            "data/app_user_group.json",
            "data/team_member.json",
            "data/plan_task.json",
            "data/progress_report.json",
            "data/posting.json",
            "data/plan_feedback.json",
            "data/outbox_mail.json",
            "data/act_hi_taskinst.json",
            "data/act_hi_op_log.json");
    assertThat(file.get("index.html"))
        .contains("What Fairlead holds about Tom Eriksen", "Progress reports");
    assertThat(String.join("", file.values()))
        .doesNotContain("$2a$", "password_hash", "session_id", "token_hash", "fixed_cost")
        .doesNotContain("promised_cost", "forecast_cost", "cost_tolerance", "budget_line\"");
    assertThat(file.get("data/posting.json")).contains("\"amount\"");
    // what colleagues said without names stays without names
    assertThat(json.readTree(file.get("data/evaluation.json")))
        .allMatch(row -> row.get("member").asText().equals("tom"));
  }

  private Map<String, String> unzipped(String person) throws IOException {
    Path file = personal.of(person);
    Map<String, String> files = new TreeMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    } finally {
      Files.delete(file);
    }
    return files;
  }

  @Test
  @Order(41)
  void anExternalPartyIsForgottenAsWell() {
    Forgotten everywhere = new Forgotten(database);
    Erasure.Party cleo = erasure.parties("cleo3@", 0, 1).get(0);
    String[] traces = {cleo.name(), cleo.email()};
    undone(
        () -> {
          assertThat(everywhere.places(traces))
              .containsKeys("outside_party.name", "project_history.sentence");
          jdbc.sql(
                  "insert into outside_party (project_key, name, organisation, email, language,"
                      + " created_at, removed_at) select project_key, 'Cleopatra Quit', 'Acme',"
                      + " upper(email), language, created_at, removed_at from outside_party where"
                      + " id = ?")
              .param(cleo.id())
              .update();
          set("issue", "title", "Cleopatra Quit knows", first("select min(id) from issue"));
          erasure.eraseParty(cleo.id(), cleo.name(), true, "admin");
          assertThat(everywhere.places(cleo.name(), cleo.email(), "Cleopatra Quit")).isEmpty();
          assertThat(decisions.verify(null).problem()).isNull();
        });
    Erasure.Party told = erasure.parties("ann@acme", 0, 100).get(0);
    assertThatThrownBy(() -> erasure.eraseParty(told.id(), told.name(), true, "admin"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("still tells this person");
  }
}
