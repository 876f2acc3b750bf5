package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.shared.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * {@code kill -9} of the packaged application on its embedded default while people write: whatever
 * was acknowledged is there afterwards, and nothing is half done. Without {@code WRITE_DELAY=0} in
 * application.yaml it fails.
 */
class KillIT {
  private static final int KILLS = 2;
  private static final String TRACKED = "TRACKED";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the application said it has: each text is unique and stands in the named table. */
  private record Acknowledged(String table, String column, String value) {}

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();
  private volatile String url;
  private volatile CountDownLatch untilKill;
  private volatile boolean killed;

  @Test
  void whatWasAcknowledgedIsThereAfterAKillAndNothingIsHalfDone() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      try (Jar jar = start()) {
        if (kill == 0) {
          beginTracking();
        } else {
          assertThat(jar.output()).contains("was written anew");
          goOnWith(lastProject());
        }
        writeAndKill(jar, 20 + random.nextInt(60));
      }
      lookInside(seed);
    }
  }

  private Jar start() {
    Jar jar = Jar.start(folder, Map.of("FAIRLEAD_DEMO_WORLD", "false")).awaitReady();
    url = jar.url();
    return jar;
  }

  /** One project whose work has begun, for progress and changes. */
  private void beginTracking() throws Exception {
    create(TRACKED);
    importPlan(TRACKED);
    complete("clara", TRACKED, Map.of());
    complete("tom", TRACKED, Map.of());
    complete("tina", TRACKED, Map.of());
    complete("clara", TRACKED, Map.of("nextStep", "submit"));
    complete("maria", TRACKED, Map.of("decision", "approve"));
    assertThat(read(call("clara", "GET", "/api/projects/" + TRACKED, null)).get("phase").asText())
        .isEqualTo("TRACKING");
  }

  /** After a restart the work of a project goes on where it was. */
  private void goOnWith(String key) throws Exception {
    assertThat(call("clara", "GET", "/api/projects/" + key, null).statusCode()).isEqualTo(200);
    importPlan(key);
    complete("clara", key, Map.of());
    complete("tom", key, Map.of());
  }

  /** Several people write without a pause; the kill comes right after one of their answers. */
  private void writeAndKill(Jar jar, int answers) throws Exception {
    untilKill = new CountDownLatch(answers);
    killed = false;
    ExecutorService people = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> writing =
          List.of(
              people.submit(() -> writing(this::project)),
              people.submit(() -> writing(this::project)),
              people.submit(() -> writing(this::progress)),
              people.submit(() -> writing(this::change)));
      assertThat(untilKill.await(60, TimeUnit.SECONDS)).as("people can write").isTrue();
      killed = true;
      jar.kill();
      for (Future<?> writer : writing) {
        writer.get(30, TimeUnit.SECONDS);
      }
    } finally {
      people.shutdownNow();
    }
  }

  private interface Write {
    void once() throws Exception;
  }

  private Void writing(Write write) throws Exception {
    while (true) {
      try {
        write.once();
      } catch (IOException gone) {
        assertThat(killed).as("the connection broke although nobody killed: " + gone).isTrue();
        return null;
      }
    }
  }

  private void project() throws Exception {
    String key = "K-" + number.incrementAndGet();
    create(key);
    acknowledge("project", "project_key", key);
    importPlan(key);
    acknowledge("plan_import", "project_key", key);
  }

  private void progress() throws Exception {
    String note = "Report " + number.incrementAndGet();
    HttpResponse<String> answer =
        call(
            "tom",
            "POST",
            "/api/projects/" + TRACKED + "/progress",
            Map.of("task", 1, "percent", number.get() % 100, "note", note));
    if (isDone(answer)) {
      acknowledge("progress_report", "note", note);
    }
  }

  private void change() throws Exception {
    String title = "Change " + number.incrementAndGet();
    HttpResponse<String> answer =
        call(
            "clara",
            "POST",
            "/api/projects/" + TRACKED + "/changes",
            Map.of(
                "type", "NORMAL",
                "category", "SCHEDULE",
                "title", title,
                "description", "More to test",
                "reason", "A new rule",
                "notDone", "The audit fails",
                "implementationPlan", "Test longer",
                "backoutPlan", "Test as before",
                "edits",
                    List.of(
                        Map.of("kind", "SET", "task", 2, "values", Map.of("durationDays", "4")))));
    if (isDone(answer)) {
      acknowledge("change_request", "title", title);
    }
  }

  /** Two at the same plan at the same moment: one of them reads so and tries again. */
  private static boolean isDone(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(201, 409);
    return answer.statusCode() == 201;
  }

  private void acknowledge(String table, String column, String value) {
    acknowledged.add(new Acknowledged(table, column, value));
    untilKill.countDown();
  }

  private String lastProject() {
    return acknowledged.stream()
        .filter(what -> what.table().equals("project"))
        .reduce((first, second) -> second)
        .orElseThrow()
        .value();
  }

  // ---- what is in the database after a kill

  private void lookInside(long seed) throws Exception {
    String file = "jdbc:h2:file:" + folder.resolve("data/fairlead").toAbsolutePath();
    // as the next start does
    assertThat(EmbeddedDatabase.at(file, "fairlead", "").orElseThrow().rebuild()).isTrue();
    try (var connection = DriverManager.getConnection(file + ";IFEXISTS=TRUE", "fairlead", "")) {
      JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      List<Acknowledged> lost = new ArrayList<>();
      for (Acknowledged what : acknowledged) {
        long found =
            jdbc.sql("select count(*) from " + what.table() + " where " + what.column() + " = ?")
                .param(what.value())
                .query(Long.class)
                .single();
        if (found == 0) {
          lost.add(what);
        }
      }
      assertThat(lost)
          .as("acknowledged but lost, of %d, seed %d", acknowledged.size(), seed)
          .isEmpty();

      assertNone(
          jdbc,
          "projects without exactly one life",
          "select project_key from project p where (select count(*) from act_ru_execution e"
              + " join act_re_procdef d on d.id_ = e.proc_def_id_ where e.business_key_ = p.project_key"
              + " and e.parent_id_ is null and d.key_ = 'projectLifecycle') <> 1");
      assertNone(
          jdbc,
          "processes of projects that do not exist",
          "select business_key_ from act_ru_execution where business_key_ is not null and business_key_ not in"
              + " (select project_key from project union all select id from change_request)");
      assertNone(
          jdbc,
          "projects without goal, team or first entry of their history",
          "select project_key from project p where not exists (select 1 from goal g where g.project_key ="
              + " p.project_key) or (select count(*) from team_member t where t.project_key = p.project_key) <> 2"
              + " or not exists (select 1 from project_history h where h.project_key = p.project_key)");
      assertNone(
          jdbc,
          "plans that were taken in part",
          "select project_key from project p where (select count(*) from plan_task t where t.project_key ="
              + " p.project_key) <> (select 3 * count(distinct project_key) from plan_import i where i.project_key"
              + " = p.project_key) or (select count(*) from plan_link l where l.project_key = p.project_key)"
              + " <> (select 2 * count(distinct project_key) from plan_import i where i.project_key ="
              + " p.project_key)");
      assertNone(
          jdbc,
          "changes without a process",
          "select id from change_request c where not exists (select 1 from act_ru_execution e where"
              + " e.business_key_ = c.id)");
      assertNone(
          jdbc,
          "reports that the plan does not know",
          "select note from progress_report r where r.id = (select max(id) from progress_report) and r.percent <>"
              + " (select percent_complete from plan_task t where t.project_key = r.project_key and t.number ="
              + " r.task)");
      assertNone(
          jdbc,
          "tasks of one person without their mail",
          "select id_ from act_ru_task t where t.assignee_ is not null and t.name_ = 'Draft plan' and not exists"
              + " (select 1 from outbox_mail m where m.notice_key = 'task/' || t.id_)");
    }
  }

  private static void assertNone(JdbcClient jdbc, String what, String question) {
    assertThat(jdbc.sql(question).query(String.class).list()).as(what).isEmpty();
  }

  // ---- the people's requests

  private void create(String key) throws Exception {
    LocalDate start = LocalDate.now().minusDays(14);
    HttpResponse<String> answer =
        call(
            "clara",
            "POST",
            "/api/projects",
            Map.of(
                "key",
                key,
                "name",
                "Project " + key,
                "sponsor",
                "sofia",
                "start",
                start.toString(),
                "deadline",
                start.plusDays(180).toString(),
                "budget",
                20000,
                "timeTolerance",
                5,
                "costTolerance",
                10,
                "goals",
                List.of(
                    Map.of(
                        "statement", "Faster", "measure", "Time", "target", "60 s", "weight", 100)),
                "team",
                List.of(member("tom", "Developer"), member("tina", "Tester"))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static Map<String, Object> member(String username, String role) {
    return Map.of("username", username, "role", role, "availability", 100, "hourlyRate", 80);
  }

  private void importPlan(String key) throws Exception {
    String csv =
        "Id,Name,Duration,Predecessors,Owner\n1,Build,5d,,tom\n2,Test,3d,1,tina\n3,Hand over,1d,2,tina\n";
    HttpResponse<String> answer =
        send(
            "clara",
            Visitor.multipart(
                URI.create(url + "/api/projects/" + key + "/plan/import"),
                "",
                "plan.csv",
                csv.getBytes(StandardCharsets.UTF_8)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Does the one open task of the project that this person may do. */
  private void complete(String person, String key, Map<String, String> answers) throws Exception {
    JsonNode tasks =
        read(
            call(
                person,
                "GET",
                "/engine-rest/task?maxResults=100&processInstanceBusinessKey=" + key,
                null));
    for (Iterator<JsonNode> each = tasks.elements(); each.hasNext(); ) {
      JsonNode task = each.next();
      String id = "/engine-rest/task/" + task.get("id").asText();
      if (task.get("assignee").isNull()) {
        call(person, "POST", id + "/claim", Map.of("userId", person));
      } else if (!task.get("assignee").asText().equals(person)) {
        continue;
      }
      Map<String, Object> variables = new java.util.HashMap<>();
      answers.forEach(
          (name, value) -> variables.put(name, Map.of("value", value, "type", "String")));
      HttpResponse<String> answer =
          call(person, "POST", id + "/complete", Map.of("variables", variables));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
      return;
    }
    throw new AssertionError(person + " finds no task of " + key + " but " + tasks);
  }

  private HttpResponse<String> call(String person, String method, String path, Object body)
      throws Exception {
    return send(
        person,
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private HttpResponse<String> send(String person, HttpRequest.Builder request) throws Exception {
    String login =
        Base64.getEncoder()
            .encodeToString((person + ":fairlead-demo").getBytes(StandardCharsets.UTF_8));
    return http.send(
        request.header("Authorization", "Basic " + login).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode read(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }
}
