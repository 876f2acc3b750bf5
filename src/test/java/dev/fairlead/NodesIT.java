package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes of the packaged application on one empty PostgreSQL, started at the same moment: people
 * go from one to the other and notice nothing, and one goes on when the other is ended.
 */
class NodesIT {
  private static final String DATABASE_PASSWORD = "the database's secret";
  private static final String METRICS_TOKEN = "the figures' secret";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void twoNodesAreOneFairlead() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "create role nodes login password '" + DATABASE_PASSWORD.replace("'", "''") + "'");
        statement.execute("create database nodes owner nodes");
        Map<String, String> environment = environment(postgres);
        try (Jar first = Jar.start(folder, environment);
            Jar second = Jar.start(folder, environment)) {
          first.awaitReady();
          second.awaitReady();
          try (Connection nodes = postgres.getDatabase("postgres", "nodes").getConnection()) {
            use(first, second, nodes, environment);
          }
        }
      }
    }
  }

  private void use(Jar first, Jar second, Connection database, Map<String, String> environment)
      throws Exception {
    assertThat(first.output() + second.output())
        .as("one waited for the other")
        .contains("Another node is starting on this database; this one waits for it");
    assertThat(ask(database, "select count(*) from act_re_deployment")).isEqualTo("1");
    assertThat(ask(database, "select count(*) from app_user")).isEqualTo("12");

    Visitor clara = new Visitor(first.url());
    assertThat(clara.logIn("clara", "fairlead-demo")).isTrue();
    Visitor there = clara.at(second.url());
    assertThat(there.get("/projects/new").status()).as("the same session").isEqualTo(200);
    assertThat(create(clara).page()).contains("Two nodes");
    String plan = "/projects/NODES/plan";
    assertThat(there.upload(plan, "/api" + plan + "/import", "plan.csv", PLAN).status())
        .isEqualTo(200);
    assertThat(complete(there, "clara", "NODES").status()).isEqualTo(200);

    health(second);
    figures(first);

    first.end();
    assertThat(first.output()).as("an end in order").doesNotContain("\"level\":\"ERROR\"");
    assertThat(ask(database, "select count(*) from node")).as("who lives").isEqualTo("1");
    takeOver(second, database);
    assertThat(there.get("/projects/NODES").status()).isEqualTo(200);
    Visitor tom = new Visitor(second.url());
    assertThat(tom.logIn("tom", "wrong")).isFalse();
    assertThat(ask(database, "select count(*) from login_failure")).isEqualTo("1");
    assertThat(tom.logIn("tom", "fairlead-demo")).isTrue();
    assertThat(complete(tom, "tom", "NODES").status()).isEqualTo(200);

    try (Jar firstAgain = Jar.start(folder, environment)) {
      firstAgain.awaitReady();
      Jar last = endOneInTheMiddleOfAJob(firstAgain, second, there, database);
      // an account that is shut is shut on every node, whichever node had its session
      Visitor admin = new Visitor(last.url());
      assertThat(admin.logIn("admin", "fairlead-demo")).isTrue();
      assertThat(new Visitor(last.url()).logIn("martin", "wrong")).isFalse();
      assertThat(admin.get("/logins").page()).contains("/users/martin");
      admin.submit("/users/clara", "/users/clara/deactivate");
      assertThat(clara.at(last.url()).get("/work").at()).isEqualTo("/login");
      leaveToANewerRelease(last, database, environment);
    }

    assertThat(second.output())
        .as("structured, with the project of the request")
        .contains("\"@timestamp\"", "\"project\":\"NODES\"", "\"person\":\"clara\"");
    assertThat(first.output() + second.output())
        .as("no secret is logged")
        .doesNotContain(DATABASE_PASSWORD, METRICS_TOKEN, "fairlead-demo", "$2a$");
  }

  /**
   * As if a node of a newer release had changed the tables: this one leaves visitors and work to
   * it, and none of this release starts any more.
   */
  private void leaveToANewerRelease(Jar node, Connection database, Map<String, String> environment)
      throws Exception {
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "insert into flyway_schema_history (installed_rank, version, description, type, script,"
              + " installed_by, execution_time, success) values (9000, '9000',"
              + " 'all is new ends older nodes', 'SQL', 'V9000__all_is_new_ends_older_nodes.sql',"
              + " 'newer', 1, true)");
    }
    Awaitility.await("a proxy sends it no visitors")
        .atMost(Duration.ofSeconds(15))
        .until(() -> !node.isReady());
    node.awaitAlive();
    assertThat(node.output())
        .contains("changed the tables (V9000__all_is_new_ends_older_nodes.sql)");
    Jar another = Jar.start(folder, environment);
    assertThat(another.awaitEnd()).isNotZero();
    assertThat(another.output()).contains("would deploy its older diagrams as the newest");
  }

  /**
   * One of both has begun to make the final report and is asked to end: it finishes the report, and
   * nobody takes it over meanwhile. Answers the other, which goes on.
   */
  private static Jar endOneInTheMiddleOfAJob(
      Jar first, Jar second, Visitor clara, Connection database) throws Exception {
    Visitor sofia = new Visitor(first.url());
    assertThat(sofia.logIn("sofia", "fairlead-demo")).isTrue();
    String cancel = "/projects/NODES/cancel";
    assertThat(sofia.submit(cancel, cancel, "reason", "Not needed").status()).isEqualTo(200);
    String owner = "select max(lock_owner_) from act_ru_job where lock_owner_ is not null";
    String begun;
    Jar ending;
    database.setAutoCommit(false);
    try (Statement statement = database.createStatement()) {
      statement.execute("lock table report_file in exclusive mode");
      assertThat(
              complete(
                      clara,
                      "clara",
                      "NODES",
                      "wentBadly",
                      "Nobody wanted it",
                      "recommendation",
                      "Ask first")
                  .status())
          .isEqualTo(200);
      Awaitility.await("a node is in the middle of the report")
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> !ask(database, "select count(*) from pg_locks where not granted").equals("0"));
      begun = ask(database, owner);
      String name = ask(database, "select name from node where id = '" + begun + "'");
      ending = name.startsWith(first.pid() + "@") ? first : second;
      ending.askToEnd();
      Awaitility.await("it ends")
          .atMost(Duration.ofSeconds(30))
          .until(() -> ending.output().contains("Commencing graceful shutdown"));
      TimeUnit.SECONDS.sleep(2); // in which the other would begin with the report as well
      assertThat(ask(database, owner)).as("who makes the report").isEqualTo(begun);
    } finally {
      database.rollback();
      database.setAutoCommit(true);
    }
    ending.awaitEnd();
    assertThat(ask(database, "select count(*) from report_file")).isNotEqualTo("0");
    assertThat(ending.output()).doesNotContain("\"level\":\"ERROR\"");
    Jar other = ending == first ? second : first;
    assertThat(clara.at(other.url()).get("/projects/NODES").status()).isEqualTo(200);
    return other;
  }

  /** A third one dies in the middle of a job. */
  private static void takeOver(Jar node, Connection database) throws Exception {
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "insert into node values ('third', 'third', current_timestamp - interval '1 minute')");
      assertThat(
              statement.executeUpdate(
                  "update act_ru_job set lock_owner_ = 'third', lock_exp_time_ ="
                      + " localtimestamp + interval '2 minutes'"
                      + " where id_ = (select max(id_) from act_ru_job where lock_owner_ is null)"))
          .isOne();
    }
    Awaitility.await("its job is free long before its lock lapses")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                ask(database, "select count(*) from act_ru_job where lock_owner_ = 'third'")
                    .equals("0"));
    assertThat(node.output()).contains("Node third has been silent for");
  }

  private static final byte[] PLAN =
      "Id,Name,Duration,Predecessors,Owner\n1,Build,5d,,tom\n2,Test,3d,1,tom\n"
          .getBytes(StandardCharsets.UTF_8);

  private static Visitor.Answer create(Visitor visitor) {
    return visitor.submit(
        "/projects/new",
        "/projects",
        "key",
        "NODES",
        "name",
        "Two nodes",
        "sponsor",
        "sofia",
        "coordinator",
        "clara",
        "start",
        "2027-01-04",
        "deadline",
        "2027-06-30",
        "budget",
        "10000",
        "goals[0].statement",
        "Goes on",
        "goals[0].measure",
        "Nodes",
        "goals[0].target",
        "1",
        "team[0].username",
        "tom",
        "team[0].role",
        "Developer",
        "team[0].availability",
        "100",
        "team[0].hourlyRate",
        "80");
  }

  /** Does the one open task of the project that this person may do, on its page. */
  private static Visitor.Answer complete(
      Visitor visitor, String person, String key, String... answers) throws Exception {
    JsonNode tasks =
        JSON.readTree(
            visitor
                .get(
                    "/engine-rest/task?maxResults=9&assignee="
                        + person
                        + "&processInstanceBusinessKey="
                        + key)
                .page());
    assertThat(tasks.isArray() && !tasks.isEmpty()).as(person + "'s task: " + tasks).isTrue();
    String task = "/work/tasks/" + tasks.get(0).get("id").asText();
    return visitor.submit(task, task + "/complete", answers);
  }

  private void health(Jar node) throws Exception {
    assertThat(ask(node, "/actuator/health/readiness", null).body())
        .isEqualTo("{\"status\":\"UP\"}");
    String admin = "Basic " + Base64.getEncoder().encodeToString("admin:fairlead-demo".getBytes());
    assertThat(ask(node, "/actuator/health/readiness", admin).body())
        .contains("\"db\"", "\"clock\"", "\"jobExecutor\"", "millisecondsApart");
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> ask(node, "/actuator/health/liveness", admin).body().contains("\"on\":true"));
  }

  private void figures(Jar node) throws Exception {
    String path = "/actuator/prometheus";
    assertThat(ask(node, path, "Bearer " + METRICS_TOKEN).body()).contains("jvm_memory_used_bytes");
    assertThat(ask(node, path, "Bearer wrong").statusCode()).isEqualTo(401);
    assertThat(ask(node, path, null).statusCode()).isEqualTo(302);
    String clara = "Basic " + Base64.getEncoder().encodeToString("clara:fairlead-demo".getBytes());
    assertThat(ask(node, path, clara).statusCode()).isEqualTo(403);
    assertThat(ask(node, "/api/projects", "Bearer " + METRICS_TOKEN).statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> ask(Jar node, String path, String authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.url() + path));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static Map<String, String> environment(EmbeddedPostgres postgres) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SPRING_PROFILES_ACTIVE", "postgres");
    environment.put(
        "FAIRLEAD_DB_URL", "jdbc:postgresql://localhost:" + postgres.getPort() + "/nodes");
    environment.put("FAIRLEAD_DB_USERNAME", "nodes");
    environment.put("FAIRLEAD_DB_PASSWORD", DATABASE_PASSWORD);
    environment.put("FAIRLEAD_DEMO", "true");
    environment.put("FAIRLEAD_DEMO_WORLD", "false");
    environment.put("FAIRLEAD_METRICS_TOKEN", METRICS_TOKEN);
    environment.put("LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs");
    // something is logged with every request
    environment.put("LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_WEB", "DEBUG");
    return environment;
  }

  private static String ask(Connection database, String question) throws Exception {
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
