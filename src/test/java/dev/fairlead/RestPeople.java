package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The demo people as they use Fairlead's and the engine's REST, each with their own login. */
final class RestPeople {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Supplier<String> url;

  /**
   * @param url of the application, asked for before each call
   */
  RestPeople(Supplier<String> url) {
    this.url = url;
  }

  void create(String key) throws Exception {
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

  void importPlan(String key) throws Exception {
    String csv =
        "Id,Name,Duration,Predecessors,Owner\n"
            + "1,Build,5d,,tom\n"
            + "2,Test,3d,1,tina\n"
            + "3,Hand over,1d,2,tina\n";
    HttpResponse<String> answer =
        send(
            "clara",
            Visitor.multipart(
                URI.create(url.get() + "/api/projects/" + key + "/plan/import"),
                "",
                "plan.csv",
                csv.getBytes(StandardCharsets.UTF_8)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Does the one open task of the project that this person may do. */
  void complete(String person, String key, Map<String, String> answers) throws Exception {
    String task =
        task(person, key).orElseThrow(() -> new AssertionError(person + " has no task of " + key));
    HttpResponse<String> answer = completeTask(person, task, answers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  /** The open task of the project that is this person's, or becomes it now. */
  Optional<String> task(String person, String key) throws Exception {
    return task(person, key, "");
  }

  /**
   * The same of one kind.
   *
   * @param element of the diagram; empty for any
   */
  Optional<String> task(String person, String key, String element) throws Exception {
    String only = element.isEmpty() ? "" : "&taskDefinitionKey=" + element;
    JsonNode tasks =
        read(
            call(
                person,
                "GET",
                "/engine-rest/task?maxResults=100&processInstanceBusinessKey=" + key + only,
                null));
    for (JsonNode task : tasks) {
      String id = task.get("id").asText();
      if (task.get("assignee").isNull()) {
        call(person, "POST", "/engine-rest/task/" + id + "/claim", Map.of("userId", person));
        return Optional.of(id);
      }
      if (task.get("assignee").asText().equals(person)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  HttpResponse<String> completeTask(String person, String task, Map<String, String> answers)
      throws Exception {
    Map<String, Object> variables = new HashMap<>();
    answers.forEach((name, value) -> variables.put(name, Map.of("value", value, "type", "String")));
    return call(
        person, "POST", "/engine-rest/task/" + task + "/complete", Map.of("variables", variables));
  }

  byte[] download(String person, String path) throws Exception {
    HttpResponse<byte[]> answer =
        send(
            person,
            HttpRequest.newBuilder(URI.create(url.get() + path)),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  HttpResponse<String> call(String person, String method, String path, Object body)
      throws Exception {
    return send(
        person,
        HttpRequest.newBuilder(URI.create(url.get() + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private HttpResponse<String> send(String person, HttpRequest.Builder request) throws Exception {
    return send(person, request, HttpResponse.BodyHandlers.ofString());
  }

  /**
   * @throws IOException where nobody can say whether it was done: the connection broke, nothing
   *     came for a minute, or the application itself says that it failed
   */
  private <T> HttpResponse<T> send(
      String person, HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
      throws Exception {
    String login =
        Base64.getEncoder()
            .encodeToString((person + ":fairlead-demo").getBytes(StandardCharsets.UTF_8));
    HttpResponse<T> answer =
        http.send(request.header("Authorization", "Basic " + login).timeout(LONGEST).build(), body);
    if (answer.statusCode() >= 500) {
      throw new IOException(answer.request().uri() + " answered " + answer.statusCode());
    }
    return answer;
  }

  static JsonNode read(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }
}
