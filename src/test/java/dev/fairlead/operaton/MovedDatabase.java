package dev.fairlead.operaton;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.Jar;
import dev.fairlead.Visitor;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A database with projects under way, made by the packaged application on Camunda 7, goes on under
 * the one on Operaton, and back. The build has only one of them, so this is run by hand:
 * docs/operaton.md says how.
 */
class MovedDatabase {
  private static final Path CAMUNDA = Path.of(System.getProperty("camunda.jar"));
  private static final Path OPERATON = Path.of(System.getProperty("operaton.jar"));

  private final Map<String, String> environment = new HashMap<>();
  private EmbeddedPostgres postgres;
  private String url;
  @TempDir Path folder;

  @BeforeEach
  void demoWorld() {
    environment.put("FAIRLEAD_DEMO", "true");
    environment.put("FAIRLEAD_MAIL_HOST", "");
  }

  @AfterEach
  void stop() throws Exception {
    if (postgres != null) {
      postgres.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgres"})
  void projectsUnderWayGoOn(String kind) throws Exception {
    open(kind);
    run(CAMUNDA, jar -> {});
    String deployed = ask("select count(*) from ACT_RE_DEPLOYMENT");
    Set<String> waiting = column("select ID_ from ACT_RU_TASK");
    Set<String> timers = column("select ID_ from ACT_RU_JOB where TYPE_ = 'timer'");
    assertThat(waiting).hasSizeGreaterThan(5);
    assertThat(timers).isNotEmpty();

    String[] approved = new String[1];
    run(
        OPERATON,
        jar -> {
          assertThat(open(jar, "sofia", "/operaton/app/tasklist/default/")).contains("Operaton");
          approved[0] = approve(jar);
          Visitor clara = new Visitor(jar.url());
          assertThat(clara.logIn("clara", "fairlead-demo")).isTrue();
          assertThat(clara.get("/").page()).contains("ERP finance roll-out");
        });
    assertThat(ask("select count(*) from ACT_RE_DEPLOYMENT")).isEqualTo(deployed);
    assertThat(ask("select count(*) from ACT_RU_INCIDENT")).isEqualTo("0");
    Set<String> after = column("select ID_ from ACT_RU_TASK");
    assertThat(after).doesNotContain(approved[0]);
    Set<String> gone = new TreeSet<>(waiting);
    gone.removeAll(after);
    gone.removeAll(column("select ID_ from ACT_HI_TASKINST where END_TIME_ is not null"));
    assertThat(gone).as("tasks that are neither open nor done").isEmpty();
    Set<String> lost = new TreeSet<>(timers);
    lost.removeAll(column("select ID_ from ACT_RU_JOB"));
    lost.removeAll(column("select JOB_ID_ from ACT_HI_JOB_LOG where JOB_STATE_ in (2, 3)"));
    assertThat(lost).as("timers that are neither set nor over").isEmpty();

    run(
        CAMUNDA,
        jar ->
            assertThat(ask(jar, "clara", "/engine-rest/task/count").get("count").asInt())
                .isGreaterThanOrEqualTo(1));
    assertThat(ask("select count(*) from ACT_RE_DEPLOYMENT")).isEqualTo(deployed);
    assertThat(ask("select count(*) from ACT_RU_INCIDENT")).isEqualTo("0");
  }

  private interface Work {
    void on(Jar jar) throws Exception;
  }

  private void run(Path application, Work work) throws Exception {
    try (Jar jar = Jar.start(application, folder, environment).awaitReady()) {
      work.on(jar);
      jar.end();
      assertThat(jar.output()).doesNotContain(" ERROR ");
    }
  }

  /** A sponsor approves the plan that waits for it, so that a step runs that was drawn before. */
  private static String approve(Jar jar) throws Exception {
    JsonNode task =
        ask(jar, "sofia", "/engine-rest/task?taskDefinitionKey=userTask_approvePlan&maxResults=1")
            .get(0);
    String id = task.get("id").asText();
    assertThat(send(jar, "sofia", "/engine-rest/task/" + id + "/claim", "{\"userId\":\"sofia\"}"))
        .isEqualTo(204);
    String decision = "{\"variables\":{\"decision\":{\"value\":\"approve\",\"type\":\"String\"}}}";
    assertThat(send(jar, "sofia", "/engine-rest/task/" + id + "/complete", decision))
        .isEqualTo(204);
    assertThat(
            ask(
                    jar,
                    "admin",
                    "/engine-rest/history/activity-instance?activityId=serviceTask_recordPlanDecision"
                        + "&finished=true&maxResults=1&processInstanceId="
                        + task.get("processInstanceId").asText())
                .size())
        .isPositive();
    return id;
  }

  private static JsonNode ask(Jar jar, String user, String path) throws Exception {
    return new ObjectMapper().readTree(open(jar, user, path));
  }

  private static String open(Jar jar, String user, String path) throws Exception {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(jar.url() + path)), user);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static int send(Jar jar, String user, String path, String body) throws Exception {
    return send(
            HttpRequest.newBuilder(URI.create(jar.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)),
            user)
        .statusCode();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String user)
      throws Exception {
    String login = Base64.getEncoder().encodeToString((user + ":fairlead-demo").getBytes());
    return HttpClient.newHttpClient()
        .send(
            request.header("Authorization", "Basic " + login).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private void open(String kind) throws Exception {
    if (kind.equals("h2")) {
      url = "jdbc:h2:file:" + folder.resolve("fairlead") + ";WRITE_DELAY=0";
      environment.put("FAIRLEAD_DB_USERNAME", "fairlead");
    } else {
      postgres = EmbeddedPostgres.start();
      url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
      environment.put("SPRING_PROFILES_ACTIVE", "postgres");
      environment.put("FAIRLEAD_DB_USERNAME", "postgres");
    }
    environment.put("FAIRLEAD_DB_URL", url);
  }

  private String ask(String question) throws Exception {
    return column(question).iterator().next();
  }

  private Set<String> column(String question) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(url, environment.get("FAIRLEAD_DB_USERNAME"), "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      Set<String> values = new TreeSet<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
