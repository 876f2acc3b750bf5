package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.RunningFairlead;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The engine's own addresses on a real port, since its filters do not run in a mock. */
@RunningFairlead
class EngineRestSecurityIT {
  @LocalServerPort int port;
  @Autowired Projects projects;
  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  @Test
  void plainQueriesWork() throws Exception {
    assertThat(
            post("tom", "/engine-rest/task?maxResults=10", "{\"assignee\":\"tom\"}").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"assigneeExpression\":\"${now()}\"}",
        "{\"orQueries\":[{\"candidateUserExpression\":\"${''.getClass()}\"}]}",
        "{\"name\":\"x\",\"query\":{\"orQueries\":[{\"dueAfterExpression\":\"${now()}\"}]}}"
      })
  void expressionsInQueriesAreRefusedAtAnyDepth(String body) throws Exception {
    HttpResponse<String> answer = post("tom", "/engine-rest/task", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Expressions are not allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/engine-rest/task", "/camunda/api/engine/engine/default/task"})
  void expressionsInAddressesAreRefusedToo(String tasks) throws Exception {
    assertThat(
            send("tom", HttpRequest.newBuilder(uri(tasks + "?maxResults=10&assignee=tom")).GET())
                .statusCode())
        .isEqualTo(200);
    HttpResponse<String> answer =
        send(
            "tom",
            HttpRequest.newBuilder(uri(tasks + "?maxResults=10&assigneeExpression=%24%7Bnow()%7D"))
                .GET());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Expressions are not allowed");
  }

  @Test
  void theEnginesWebappKnowsWhoIsLoggedIn() throws Exception {
    send("maria", HttpRequest.newBuilder(uri("/camunda/app/tasklist/default/")).GET());
    HttpResponse<String> answer =
        send("maria", HttpRequest.newBuilder(uri("/camunda/api/admin/auth/user/default")).GET());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"userId\":\"maria\"")
        .contains("tasklist")
        .doesNotContain("cockpit");
  }

  @Test
  void tasklistOpensOnWhatWaitsForOneAndNamesTheProject() throws Exception {
    SampleProject.begin(projects, "REST-1", "20000");
    JsonNode filters =
        json(
            send(
                "clara",
                HttpRequest.newBuilder(
                        uri(
                            "/engine-rest/filter?resourceType=Task&itemCount=true&sortBy=filterId"
                                + "&sortOrder=asc&firstResult=0&maxResults=100"))
                    .GET()));
    JsonNode first = null;
    for (JsonNode filter : filters) {
      if (first == null
          || filter.at("/properties/priority").asInt() < first.at("/properties/priority").asInt()) {
        first = filter;
      }
    }
    assertThat(first).isNotNull();
    assertThat(first.get("name").asText()).isEqualTo("Waiting for me");
    String id = first.get("id").asText();
    assertThat(first.at("/properties/variables/0/name").asText()).isEqualTo(ProjectNames.VARIABLE);
    assertThat(first.at("/properties/variables/1/name").asText()).isEqualTo(TaskSubject.VARIABLE);

    JsonNode tasks =
        json(
            send(
                "clara",
                HttpRequest.newBuilder(
                        uri("/engine-rest/filter/" + id + "/list?firstResult=0&maxResults=200"))
                    .header("Accept", "application/hal+json")
                    .GET()));
    assertThat(tasks.toString()).contains("Draft plan", "REST-1 Sample REST-1");
    assertThat(
            json(send(
                    "tom",
                    HttpRequest.newBuilder(
                            uri("/engine-rest/filter/" + id + "/list?firstResult=0&maxResults=200"))
                        .header("Accept", "application/hal+json")
                        .GET()))
                .toString())
        .as("a plan that somebody else drafts does not wait for Tom")
        .doesNotContain("REST-1");
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private HttpResponse<String> post(String user, String path, String body) throws Exception {
    return send(
        user,
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private HttpResponse<String> send(String user, HttpRequest.Builder request) throws Exception {
    String token = Base64.getEncoder().encodeToString((user + ":fairlead-demo").getBytes());
    return client.send(
        request.header("Authorization", "Basic " + token).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
