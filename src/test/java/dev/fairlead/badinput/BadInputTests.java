package dev.fairlead.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fairlead.FairleadTest;
import dev.fairlead.people.Groups;
import dev.fairlead.people.Users;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * What people and programs should not send, sent to every address that the application answers. The
 * addresses come from Spring, the forms from {@link World}; a new form that is missing there fails
 * {@link #everyAddressThatTakesSomethingIsTried}.
 */
@FairleadTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadInputTests {
  private static final String SCRIPT = "<script>fl()</script>";
  private static final String FORMULA = "=cmd|' /C calc'!A0";

  /** Values that some field somewhere would choke on. */
  private static final List<String> GARBAGE =
      List.of(
          "",
          "\u00e4\ud83d\ude80".repeat(660),
          "-1",
          "1e999",
          "NaN",
          "99999999999999999999",
          "9999-12-31",
          "+999999999-12-31",
          "../../etc/passwd",
          "x".repeat(10_000),
          "a\u0000b\u001b",
          SCRIPT + FORMULA);

  /** Without a login one sees these and nothing else. */
  private static final Set<String> OPEN =
      Set.of(
          "GET /login",
          "GET /error",
          "POST /error",
          // the address itself is the key
          "GET /calendar/{file}",
          "GET /actuator/health",
          "GET /actuator/health/**",
          "GET /decide/{secret}",
          "POST /decide/{secret}",
          "GET /shared/{token}",
          "GET /shared/{token}/file",
          "POST /shared/{token}/feedback",
          "GET /shared/status/{token}",
          "POST /shared/status/{token}");

  @Autowired MockMvc web;
  @Autowired Users users;
  @Autowired TaskService tasks;
  @Autowired ObjectMapper json;
  @Autowired JdbcClient jdbc;
  @Autowired ObjectProvider<RequestMappingInfoHandlerMapping> mappings;
  @Autowired AutowireCapableBeanFactory spring;

  private List<Route> routes;
  private Sending sending;
  private World world;
  private List<Form> forms;

  @BeforeAll
  void makeTheWorld() {
    routes = Route.all(mappings);
    sending = new Sending(web, users, routes);
    world = World.make("1", spring);
    forms = world.forms();
  }

  @AfterAll
  void endTheWorld() {
    world.end();
  }

  Stream<Route> routes() {
    return routes.stream();
  }

  Stream<Route> ourPosts() {
    return routes.stream()
        .filter(Route::isOurs)
        .filter(route -> route.method() == HttpMethod.POST && !route.pattern().equals("/error"));
  }

  Stream<Route> routesWithVariables() {
    return routes.stream().filter(Route::isOurs).filter(route -> !route.variables().isEmpty());
  }

  Stream<Route> ourGets() {
    return routes.stream().filter(Route::isOurs).filter(r -> r.method() == HttpMethod.GET);
  }

  Stream<Form> forms() {
    return forms.stream();
  }

  // ---- the table is whole

  @Test
  @Order(1)
  void everyAddressThatTakesSomethingIsTried() {
    Set<String> tried = forms.stream().map(Form::pattern).collect(Collectors.toSet());
    tried.addAll(world.bodies().keySet());
    // no fields at all; and the files, which BadUploadTests sends
    tried.addAll(
        Set.of(
            "/api/projects/{key}/reports",
            "/api/projects/{key}/plan/import",
            "/projects/{key}/plan/import",
            "/api/projects/{key}/postings/import",
            "/projects/{key}/costs/import",
            "/archive/verify",
            // diagrams, which DraftTests sends
            "/drafts/{id}/check",
            "/drafts/{id}/save",
            "/drafts/{id}/upload",
            // a zip file, which FolderComparisonTests sends
            "/processes/files"));
    assertThat(ourPosts().map(Route::pattern).collect(Collectors.toSet())).isEqualTo(tried);
    assertThat(routes).hasSizeGreaterThan(90);
    assertThat(
            routes.stream().map(Route::method).filter(m -> m != HttpMethod.GET).distinct().toList())
        .as("nothing changes but by POST")
        .containsExactly(HttpMethod.POST);
  }

  // ---- who may not

  @ParameterizedTest
  @Order(2)
  @MethodSource("routes")
  void strangersAreTurnedAway(Route route) throws Exception {
    MockHttpServletResponse answer =
        web.perform(request(route.method(), URI.create(route.path(known(route)))).with(csrf()))
            .andReturn()
            .getResponse();
    if (OPEN.contains(route.toString())) {
      assertThat(answer.getRedirectedUrl()).isNull();
    } else if (route.isApi()) {
      assertThat(answer.getStatus()).isEqualTo(401);
    } else {
      assertThat(answer.getStatus()).isEqualTo(302);
      assertThat(answer.getRedirectedUrl()).endsWith("/login");
    }
  }

  @ParameterizedTest
  @Order(3)
  @MethodSource("ourPosts")
  void aFormSentFromAnotherSiteIsRefused(Route route) throws Exception {
    MockHttpServletResponse answer =
        web.perform(
                request(route.method(), URI.create(route.path(known(route))))
                    .with(everybodyAs("clara")))
            .andReturn()
            .getResponse();
    assertThat(answer.getStatus()).as(route.toString()).isEqualTo(403);
  }

  @ParameterizedTest
  @Order(4)
  @MethodSource("forms")
  void whoMayNotIsToldSoInWords(Form form) throws Exception {
    for (String stranger : form.strangers()) {
      MockHttpServletResponse answer = send(form, stranger);
      assertThat(answer.getStatus()).as(stranger + ": " + text(answer)).isEqualTo(403);
      assertThat(text(answer)).as(stranger).hasSizeGreaterThan(20);
    }
  }

  // ---- what is not there

  @ParameterizedTest
  @Order(5)
  @MethodSource("routesWithVariables")
  void whatDoesNotExistIsNotFound(Route route) throws Exception {
    Form form = form(route);
    for (String variable : route.variables()) {
      for (String unknown : List.of("987654321", "NOPE-1", "a b<c>'\"%", "x".repeat(3000))) {
        Map<String, String> ids = new HashMap<>(known(route));
        ids.put(variable, unknown);
        MockHttpServletRequestBuilder request =
            request(route.method(), URI.create(route.path(ids))).with(csrf());
        String person = form == null ? "clara" : form.person();
        MockHttpServletResponse answer =
            form == null && route.method() == HttpMethod.POST
                ? perform(json(request, world.bodies().get(route.pattern())), person)
                : perform(filled(request, form), person);
        assertThat(answer.getStatus())
            .as("%s with %s = %s: %s", route, variable, unknown, text(answer))
            .isIn(404, 400, 403, 415, 422);
        inWords(route, answer);
      }
    }
  }

  // ---- what cannot be read

  @ParameterizedTest
  @Order(6)
  @MethodSource("ourPosts")
  void anEmptyFormIsAnsweredInWords(Route route) throws Exception {
    if (Set.of(
                "/projects/{key}/closing/handover/{system}",
                "/projects/{key}/cancel",
                "/projects/{key}/pause/expected",
                "/account/absences/hours",
                "/projects/{key}/feedback/estimates")
            .contains(route.pattern())
        || forms.stream().anyMatch(f -> f.pattern().equals(route.pattern()) && f.fields().isEmpty())
        || route.pattern().equals("/api/projects/{key}/reports")) {
      return; // nothing is asked there, or the page before says what is missing
    }
    Form form = form(route);
    MockHttpServletResponse answer =
        perform(
            request(route.method(), URI.create(route.path(known(route)))).with(csrf()),
            form == null ? "clara" : form.person());
    assertThat(answer.getStatus()).as(route + ": " + text(answer)).isBetween(400, 499);
    inWords(route, answer);
  }

  @ParameterizedTest
  @Order(7)
  @MethodSource("ourGets")
  void garbageInAnAddressNeverBreaksAPage(Route route) throws Exception {
    for (String name : route.parameters()) {
      for (String garbage : GARBAGE) {
        MockHttpServletResponse answer =
            perform(
                request(route.method(), URI.create(route.path(known(route)))).param(name, garbage),
                "clara");
        assertThat(answer.getStatus())
            .as("%s with %s = %.40s: %s", route, name, garbage, text(answer))
            .isLessThan(500);
        harmless(route + " " + name, answer);
      }
    }
  }

  @ParameterizedTest
  @Order(8)
  @MethodSource("forms")
  void garbageInAFieldNeverBreaksAForm(Form form) throws Exception {
    int turn = 0;
    for (String field : form.fields().keySet()) {
      for (String garbage : some(turn++)) {
        MockHttpServletResponse answer = send(form.with(field, garbage), form.person());
        assertThat(answer.getStatus())
            .as("%s with %s = %.40s: %s", form, field, garbage, text(answer))
            .isLessThan(500);
        harmless(form + " " + field, answer);
        if (garbage.contains("\u0000")) {
          assertThat(answer.getStatus()).isEqualTo(400);
          assertThat(text(answer)).contains("control characters");
        }
      }
    }
  }

  /** What is wrong is said beside the field that is wrong, and nothing of the form is kept. */
  @ParameterizedTest(name = "{0}: {1} = {2}")
  @Order(8)
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /projects                           | key                  | a b
          /projects                           | name                 | @long
          /projects                           | budget               | -5
          /projects                           | budget               | NaN
          /projects                           | budget               | Infinity
          /projects                           | budget               | 1e999
          /projects                           | start                | +999999999-12-31
          /projects                           | deadline             | 2026-12-31
          /projects                           | deadline             | 2099-01-01
          /projects                           | timeTolerance        | -1
          /projects                           | costTolerance        | 101
          /projects                           | goals[0].weight      | x
          /projects                           | team[0].hourlyRate   | 1e999
          /projects                           | coordinator          | tom
          /projects/{key}/data                | name                 | @long
          /projects/{key}/data                | summary              | @long
          /projects/{key}/data                | sponsor              | clara
          /projects/{key}/data                | coordinator          | tom
          /projects/{key}/data                | deadline             | 2026-12-31
          /projects/{key}/data                | budget               | 1e999
          /projects/{key}/data                | timeTolerance        | 1001
          /projects/{key}/data                | costTolerance        | NaN
          /projects/{key}/data                | goals[0].weight      | x
          /projects/{key}/team                | username             | nobody
          /projects/{key}/team                | role                 | @long
          /projects/{key}/team                | availability         | 101
          /projects/{key}/team                | hourlyRate           | -1
          /projects/{key}/team                | hourlyRate           | 99999999
          /projects/{key}/plan/tasks          | name                 | @long
          /projects/{key}/plan/tasks          | durationDays         | -1
          /projects/{key}/plan/tasks/{task}   | effortHours          | NaN
          /projects/{key}/plan/tasks/{task}   | fixedCost            | -1
          /projects/{key}/plan/tasks/{task}   | owner                | nobody
          /projects/{key}/plan/tasks/{task}   | deadline             | 2027-02-30
          /projects/{key}/plan/tasks/{task}   | constraintDate       | soon
          /projects/{key}/plan/tasks/{task}   | system               | 99
          /projects/{key}/plan/tasks/{task}   | budgetLine           | 99
          /projects/{key}/plan/tasks/{task}/links | predecessor      | 3
          /projects/{key}/plan/tasks/{task}/links | lagDays          | 1e999
          /projects/{key}/plan/dates          | projectDeadline      | 2026-01-01
          /projects/{key}/plan/dates          | day                  | x
          /projects/{key}/systems             | name                 | @long
          /projects/{key}/systems             | blackoutUntil        | 2027-02-28
          /projects/{key}/systems             | owner                | nobody
          /projects/{key}/risks               | title                | @long
          /projects/{key}/risks               | likelihood           | 6
          /projects/{key}/risks               | cost                 | -1
          /projects/{key}/risks               | nextReview           | +999999999-12-31
          /projects/{key}/risks               | chance               | perhaps
          /projects/{key}/risks               | response             | SHARE
          /projects/{key}/risks               | measures[0].text     | @long
          /projects/{key}/risks               | measures[0].responsible | nobody
          /projects/{key}/risks               | measures[0].due      | +999999999-12-31
          /projects/{key}/decisions           | title                | @long
          /projects/{key}/decisions           | text                 | @long
          /projects/{key}/decisions           | decidedBy            | @long
          /projects/{key}/decisions           | decidedOn            | 2099-01-01
          /projects/{key}/decisions           | decidedOn            | x
          /projects/{key}/decisions           | appliesFrom          | 9999-01-01
          /projects/{key}/decisions           | about                | R99
          /projects/{key}/decisions           | supersedes           | BT-D9
          /projects/{key}/actions             | title                | @long
          /projects/{key}/actions             | description          | @long
          /projects/{key}/actions             | responsible          | nobody
          /projects/{key}/actions             | due                  | 2027-06-05
          /projects/{key}/actions             | due                  | 2026-01-05
          /projects/{key}/actions             | due                  | 2101-01-03
          /projects/{key}/actions             | priority             | URGENT
          /projects/{key}/actions             | about                | nothing
          /projects/{key}/budget              | amount               | -1
          /projects/{key}/budget              | amount               | 1e999
          /projects/{key}/progress            | percent              | 101
          /projects/{key}/progress            | remainingHours       | -1
          /projects/{key}/progress            | actualStart          | 2027-06-01
          /projects/{key}/progress            | forecastFinish       | 2027-01-01
          /projects/{key}/progress            | note                 | @long
          /projects/{key}/costs               | hours                | -4
          /projects/{key}/costs               | amount               | -1
          /projects/{key}/costs               | amount               | 1e999
          /projects/{key}/costs               | day                  | 2027-06-01
          /projects/{key}/costs               | task                 | 99
          /projects/{key}/costs               | hours                | 25
          /projects/{key}/costs               | amount               | 1.005
          /projects/{key}/costs               | day                  | 2027-02-30
          /projects/{key}/costs               | budgetLine           | 2
          /projects/{key}/costs               | text                 | @long
          /projects/{key}/costs/return        | reason               | @long
          /projects/{key}/commitments         | supplier             | @long
          /projects/{key}/commitments         | amount               | 0
          /projects/{key}/commitments         | amount               | 1e999
          /projects/{key}/commitments         | orderedOn            | 2027-06-01
          /projects/{key}/commitments         | expectedOn           | 2027-01-01
          /projects/{key}/commitments         | budgetLine           | 99
          /projects/{key}/team/rates          | member               | nobody
          /projects/{key}/team/rates          | validFrom            | 2027-01-04
          /projects/{key}/team/rates          | rate                 | 1e999
          /projects/{key}/issues              | title                | @long
          /projects/{key}/issues              | description          | @long
          /projects/{key}/issues              | targetDate           | 2026-06-01
          /issues/{id}                        | owner                | nobody
          /issues/{id}                        | urgency              | VERY
          /issues/{id}                        | targetDate           | 2026-06-01
          /projects/{key}/changes             | title                | @long
          /projects/{key}/changes             | goal-target-1        | @long
          /projects/{key}/changes             | goal-weight-1        | 1e999
          /projects/{key}/changes             | newGoal-statement-0  | @long
          /projects/{key}/changes             | newGoal-weight-0     | 101
          /projects/{key}/communication/rows  | title                | @long
          /projects/{key}/communication/rows  | purpose              | @long
          /projects/{key}/communication/rows  | content              | GOSSIP
          /projects/{key}/communication/rows  | firstDue             | 2026-12-31
          /projects/{key}/communication/rows  | firstDue             | +999999999-12-31
          /projects/{key}/communication/rows  | responsible          | maria
          /projects/{key}/communication/rows  | approverGroup        | team-members
          /projects/{key}/communication/rows  | people               | nobody
          /projects/{key}/communication/rows  | outside              | 999999
          /projects/{key}/communication/rows  | freeText             | @long
          /projects/{key}/communication/parties | name               | @long
          /projects/{key}/communication/parties | email              | a@b, c@d
          /projects/{key}/communication/parties | language           | xx
          /projects/{key}/communication/links | days                 | 0
          /projects/{key}/communication/links | days                 | 1e999
          /projects/{key}/communication/links | party                | 999999
          /projects/{key}/communication/links | report               | NOPE-R1
          /account/mail                       | digestHour           | 24
          /account/mail                       | zone                 | Mars/Base
          /users                              | email                | a@b, c@d
          /users/{username}                   | displayName          | @long
          /users/{username}/absences          | until                | 2027-02-28
          /account/absences/deputies          | deputy               | nobody
          /account/absences/deputies          | deputyFrom           | soon
          /account/absences/deputies          | deputyUntil          | 2027-02-28
          /account/absences/deputies          | processes            | @long
          /users/{username}/absences          | processes            | noSuchProcess
          """)
  void whatIsWrongIsSaidBesideItsFieldAndNothingIsKept(String pattern, String field, String value)
      throws Exception {
    Form form = forms.stream().filter(f -> f.pattern().equals(pattern)).findFirst().orElseThrow();
    String typed = value.equals("@long") ? "x".repeat(10_000) : value;
    Map<String, Long> before = rows();
    MockHttpServletResponse answer = send(form.with(field, typed), form.person());
    assertThat(answer.getStatus()).as(text(answer)).isEqualTo(422);
    Document page = Jsoup.parse(text(answer));
    assertThat(page.select("main [name=" + field + "]").parents().select("> .invalid-feedback"))
        .as(page.select("main").text())
        .anyMatch(beside -> beside.text().length() > 10);
    assertThat(rows()).isEqualTo(before);
  }

  /** How many rows each of our tables has. */
  private Map<String, Long> rows() {
    Map<String, Long> rows = new TreeMap<>();
    for (String table :
        jdbc.sql(
                "select table_name from information_schema.tables where lower(table_schema) ="
                    + " 'public' and table_type = 'BASE TABLE' and lower(table_name) not like"
                    + " 'act\\_%' escape '\\'")
            .query(String.class)
            .list()) {
      rows.put(
          table, jdbc.sql("select count(*) from \"" + table + "\"").query(Long.class).single());
    }
    assertThat(rows).hasSizeGreaterThan(20);
    return rows;
  }

  @Test
  @Order(8)
  void aCycleIsNamedTaskByTask() throws Exception {
    Form link =
        Form.to("/projects/{key}/plan/tasks/{task}/links", "key", world.drafted, "task", "1")
            .with("version", World.VERSION)
            .with("predecessor", "3");
    MockHttpServletResponse answer = send(link, "clara");
    assertThat(answer.getStatus()).isEqualTo(422);
    assertThat(Jsoup.parse(text(answer)).text())
        .contains("wait for each other in a circle: 1 Build", "-> 2 Test -> 3 Go-live -> 1 Build");
  }

  @Test
  @Order(8)
  void twoPeopleAtOnePlanDoNotOverwriteEachOther() throws Exception {
    Form edit =
        Form.to("/projects/{key}/plan/tasks/{task}", "key", world.drafted, "task", "1")
            .with("version", "" + world.plans.current(world.drafted).version())
            .with("name", "Build together");
    assertThat(send(edit, "clara").getStatus()).isEqualTo(302);
    MockHttpServletResponse second = send(edit.with("name", "Build alone"), "clara");
    assertThat(second.getStatus()).isEqualTo(409);
    assertThat(text(second)).contains("Build alone");
    assertThat(world.plans.current(world.drafted).task(1).name()).isEqualTo("Build together");
  }

  @Test
  @Order(8)
  void whoTakesATaskSecondReadsWhoWasFirst() throws Exception {
    Form claim =
        forms.stream().filter(f -> f.pattern().endsWith("/claim")).findFirst().orElseThrow();
    assertThat(send(claim, "martin").getStatus()).isEqualTo(302);
    MvcResult second = web.perform(toSend(claim, world).with(everybodyAs("maria"))).andReturn();
    assertThat(second.getFlashMap().get("problem")).asString().contains("Martin Keller");
    assertThat(
            send(Form.to("/work/tasks/{id}/giveBack", "id", claim.path().get("id")), "martin")
                .getStatus())
        .isEqualTo(302);
  }

  Stream<String> bodies() {
    return world.bodies().keySet().stream().sorted();
  }

  @ParameterizedTest
  @Order(9)
  @MethodSource("bodies")
  void garbageInJsonIsAProblemInWords(String pattern) throws Exception {
    JsonNode right = json.readTree(world.bodies().get(pattern));
    List<JsonNode> wrong = new ArrayList<>();
    spoil(right, right, wrong);
    assertThat(wrong).hasSizeGreaterThan(30);
    for (JsonNode body : wrong) {
      problem(pattern, body.toString());
    }
    for (String body :
        List.of("", "{", "[]", "null", "\"x\"", "{\"budget\": NaN}", "{\"budget\": 1e999999999}")) {
      MockHttpServletResponse answer = problem(pattern, body);
      assertThat(answer.getStatus()).as(body).isBetween(400, 499);
    }
  }

  /** Copies of the body, each with one value replaced by one that does not belong there. */
  private void spoil(JsonNode root, JsonNode at, List<JsonNode> wrong) {
    Iterator<Map.Entry<String, JsonNode>> fields = at.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      JsonNode right = field.getValue();
      for (String garbage : GARBAGE) {
        ((ObjectNode) at).put(field.getKey(), garbage);
        wrong.add(root.deepCopy());
      }
      for (JsonNode garbage :
          List.of(
              json.nullNode(),
              json.createObjectNode(),
              json.createArrayNode().addNull(),
              json.getNodeFactory().numberNode(-1),
              json.getNodeFactory().numberNode(new java.math.BigDecimal("1e999")),
              json.getNodeFactory().numberNode(new java.math.BigDecimal("0.0000000000001")))) {
        ((ObjectNode) at).set(field.getKey(), garbage);
        wrong.add(root.deepCopy());
      }
      ((ObjectNode) at).set(field.getKey(), right);
      if (right instanceof ArrayNode list) {
        spoil(root, list.get(0), wrong);
      } else if (right instanceof ObjectNode) {
        spoil(root, right, wrong);
      }
    }
  }

  private MockHttpServletResponse problem(String pattern, String body) throws Exception {
    String path =
        pattern.replace(
            "{key}",
            pattern.contains("/plan/")
                ? world.drafted
                : pattern.endsWith("/actions") ? world.rested : world.reported);
    MockHttpServletResponse answer =
        perform(
            request(HttpMethod.POST, URI.create(path))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .with(csrf()),
            "clara");
    assertThat(answer.getStatus())
        .as("%s with %.300s: %s", pattern, body, text(answer))
        .isIn(200, 201, 202, 400, 403, 404, 409, 422);
    if (answer.getStatus() >= 400) {
      assertThat(answer.getContentType()).isEqualTo("application/problem+json");
      assertThat(json.readTree(text(answer)).get("detail").asText())
          .as(body)
          .hasSizeGreaterThan(20)
          .doesNotContain("Exception", "java.");
    }
    return answer;
  }

  /** The forms of the diagrams, for every task that waits in the world. */
  @Test
  @Order(10)
  void garbageInATaskNeverBreaksIt() throws Exception {
    Set<String> tried = new TreeSet<>();
    for (Task task : tasks.createTaskQuery().initializeFormKeys().list()) {
      if (!tried.add(task.getTaskDefinitionKey())) {
        continue;
      }
      String person = mayDo(task);
      String page =
          text(perform(request(HttpMethod.GET, URI.create("/work/tasks/" + task.getId())), person));
      List<String> fields =
          Jsoup.parse(page).select("main form [name]").eachAttr("name").stream()
              .filter(name -> !name.startsWith("_"))
              .distinct()
              .toList();
      for (String field : fields) {
        for (String garbage : GARBAGE) {
          MockHttpServletRequestBuilder request =
              request(HttpMethod.POST, URI.create("/work/tasks/" + task.getId() + "/complete"))
                  .with(csrf());
          fields.forEach(other -> request.param(other, other.equals(field) ? garbage : "x"));
          MockHttpServletResponse answer = perform(request, person);
          assertThat(answer.getStatus())
              .as("%s with %s = %.40s: %s", task.getName(), field, garbage, text(answer))
              .isLessThan(500);
          harmless(task.getName() + " " + field, answer);
        }
      }
    }
    assertThat(tried).hasSizeGreaterThan(8);
  }

  private String mayDo(Task task) {
    if (task.getAssignee() != null) {
      return task.getAssignee();
    }
    IdentityLink link = tasks.getIdentityLinksForTask(task.getId()).get(0);
    return link.getUserId() != null
        ? link.getUserId()
        : users.inGroup(link.getGroupId()).get(0).username();
  }

  // ---- what was let in stays harmless

  @ParameterizedTest
  @Order(11)
  @MethodSource("ourGets")
  void scriptsThatPeopleTypedAreShownAndNeverRun(Route route) throws Exception {
    for (String key : List.of(world.planned, world.tracked, world.closing)) {
      Map<String, String> ids = new HashMap<>(known(route));
      if (ids.containsKey("key")) {
        ids.put("key", key);
      }
      for (String person : List.of("clara", "admin")) {
        harmless(
            route.toString(),
            perform(request(route.method(), URI.create(route.path(ids))), person));
      }
    }
  }

  @Test
  @Order(12)
  void theScriptsReallyStandInTheProjects() throws Exception {
    for (String page :
        List.of(
            "/projects/" + world.planned + "/plan",
            "/projects/" + world.planned + "/systems",
            "/projects/" + world.planned + "/risks",
            "/projects/" + world.planned + "/budget",
            "/projects/" + world.planned + "/team",
            "/projects/" + world.planned + "/feedback",
            "/projects/" + world.closing + "/history",
            "/projects/" + world.tracked + "/issues",
            "/projects/" + world.tracked + "/actions",
            "/projects/" + world.tracked + "/decisions",
            "/projects/" + world.tracked + "/changes",
            "/projects/" + world.tracked + "/costs",
            "/projects/" + world.tracked + "/commitments",
            "/projects/" + world.tracked + "/progress?task=1",
            "/projects/" + world.closing + "/closing",
            "/lessons")) {
      assertThat(text(perform(request(HttpMethod.GET, URI.create(page)), "clara")))
          .as(page)
          .contains("&lt;script&gt;fl()");
    }
  }

  @Test
  @Order(13)
  void formulasAreNoFormulasInExports() throws Exception {
    String csv =
        text(
            perform(
                request(
                    HttpMethod.GET,
                    URI.create("/api/projects/" + world.planned + "/plan/export?format=csv")),
                "clara"));
    assertThat(csv).contains(FORMULA.substring(1));
    assertThat(csv.split("[,\n\r\"]")).noneMatch(cell -> cell.startsWith("="));
    for (String file :
        List.of(
            "/api/projects/" + world.planned + "/plan/export?format=xlsx",
            "/api/projects/" + world.planned + "/hours/export?format=xlsx",
            "/projects/" + world.planned + "/plan-report?format=xlsx",
            "/reports/" + world.tracked + "-R1/file?format=xlsx")) {
      MockHttpServletResponse answer = perform(request(HttpMethod.GET, URI.create(file)), "clara");
      assertThat(answer.getStatus()).as(file).isEqualTo(200);
      assertThat(Workbooks.formulas(answer.getContentAsByteArray())).as(file).isEmpty();
    }
    assertThat(
            Workbooks.texts(
                perform(
                        request(
                            HttpMethod.GET,
                            URI.create(
                                "/api/projects/" + world.planned + "/plan/export?format=xlsx")),
                        "clara")
                    .getContentAsByteArray()))
        .anyMatch(cell -> cell.contains(FORMULA));
  }

  // ---- twice

  @Test
  @Order(14)
  void everyFormOfEveryPageCarriesItsOwnNumber() throws Exception {
    Set<String> numbers = new HashSet<>();
    Set<String> actions = new TreeSet<>();
    for (Route route : ourGets().toList()) {
      for (String person : List.of("clara", "admin", "tom", "sofia")) {
        for (String key : List.of(world.planned, world.tracked, world.closing)) {
          Map<String, String> ids = new HashMap<>(known(route));
          if (ids.containsKey("key")) {
            ids.put("key", key);
          }
          MockHttpServletResponse answer =
              perform(request(route.method(), URI.create(route.path(ids))), person);
          if (answer.getStatus() != 200 || !("" + answer.getContentType()).contains("html")) {
            continue;
          }
          Document page = Jsoup.parse(text(answer));
          for (Element form : page.select("form[method=post]")) {
            // without a session there is nobody to remember a number; the domain knows what was
            // said
            if (form.attr("action").matches("/login|/logout|/(shared|decide)/.*")) {
              continue;
            }
            actions.add(form.attr("action"));
            assertThat(form.select("input[name=_csrf]")).as(form.outerHtml()).hasSize(1);
            assertThat(numbers.add(form.select("input[name=_once]").val()))
                .as(form.attr("action"))
                .isTrue();
          }
        }
      }
    }
    assertThat(actions).hasSizeGreaterThan(30);
  }

  /**
   * By turns a third of the garbage, and always the longest, the unreadable and, last, so that it
   * stays, the executable text.
   */
  private static List<String> some(int turn) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < GARBAGE.size(); i++) {
      if (i >= GARBAGE.size() - 3 || i % 3 == turn % 3) {
        some.add(GARBAGE.get(i));
      }
    }
    return some;
  }

  // ---- sending

  private Form form(Route route) {
    return route.method() == HttpMethod.POST
        ? forms.stream().filter(f -> f.pattern().equals(route.pattern())).findFirst().orElse(null)
        : null;
  }

  /** Values of the variables of this address that stand for things that exist. */
  private Map<String, String> known(Route route) {
    Form form = form(route);
    Map<String, String> ids = form == null ? world.ids(route.pattern()) : form.path();
    Map<String, String> known = new HashMap<>();
    route.variables().forEach(name -> known.put(name, ids.getOrDefault(name, "1")));
    return known;
  }

  private MockHttpServletResponse send(Form form, String person) throws Exception {
    return perform(toSend(form, world), person);
  }

  private MockHttpServletRequestBuilder toSend(Form form, World in) {
    return sending.form(form, in);
  }

  private MockHttpServletRequestBuilder filled(MockHttpServletRequestBuilder request, Form form) {
    if (form != null) {
      form.fields()
          .forEach((name, value) -> request.param(name, Sending.value(form, value, world)));
    }
    return request;
  }

  private MockHttpServletRequestBuilder json(MockHttpServletRequestBuilder request, String body) {
    return body == null ? request : request.contentType(MediaType.APPLICATION_JSON).content(body);
  }

  private MockHttpServletResponse perform(MockHttpServletRequestBuilder request, String person)
      throws Exception {
    return sending.perform(request, person);
  }

  private static org.springframework.test.web.servlet.request.RequestPostProcessor everybodyAs(
      String person) {
    return user(person).authorities(Groups.ALL.stream().map(SimpleGrantedAuthority::new).toList());
  }

  private static String text(MockHttpServletResponse answer) throws Exception {
    return Sending.text(answer);
  }

  /** A page with a sentence, or problem+json with one. */
  private void inWords(Route route, MockHttpServletResponse answer) throws Exception {
    if (route.isApi()) {
      assertThat(answer.getContentType()).as(text(answer)).isEqualTo("application/problem+json");
      assertThat(json.readTree(text(answer)).get("detail").asText())
          .hasSizeGreaterThan(20)
          .doesNotContain("Exception", "java.");
    } else {
      assertThat(answer.getContentType()).isNotNull().contains("html");
      assertThat(Jsoup.parse(text(answer)).select("main").text()).hasSizeGreaterThan(20);
      harmless(route.toString(), answer);
    }
  }

  /** No script of ours, no inside of ours, no text that is missing. */
  private static void harmless(String what, MockHttpServletResponse answer) throws Exception {
    if (!("" + answer.getContentType()).contains("html")) {
      return;
    }
    String page = text(answer);
    assertThat(page).as(what).doesNotContain("Exception", "SQLState", "org.camunda", "??");
    Document read = Jsoup.parse(page);
    assertThat(
            read.select(
                "script:not([src]):not([type=application/json]), [^on], [href^=javascript:]"))
        .as(what)
        .isEmpty();
  }
}
