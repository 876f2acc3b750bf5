package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.engine.HostileModels.Hostile;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What Camunda Modeler sends when a process owner presses "Deploy", on a real port. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:modeler;DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "fairlead.demo-world=false"
    })
class DeployFromModelerIT {
  private static final String BOUNDARY = "--------------------------714920345610279823";
  private static final ObjectMapper JSON = new ObjectMapper();

  @LocalServerPort int port;
  @Autowired RepositoryService repository;
  private final HttpClient client = HttpClient.newHttpClient();

  static Stream<Hostile> models() {
    return HostileModels.all().stream();
  }

  @Test
  void theModelerFindsTheEngineBeforeItDeploys() throws Exception {
    HttpResponse<String> deployments = get("paula", "/engine-rest/deployment?maxResults=0");
    assertThat(deployments.statusCode()).isEqualTo(200);
    HttpResponse<String> version = get("paula", "/engine-rest/version");
    assertThat(version.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(version.body()).get("version").asText()).startsWith("7.24");
  }

  @Test
  void aProcessOwnerDeploysADiagramWithItsFormsAndTables() throws Exception {
    HttpResponse<String> answer =
        deploy(
            "paula",
            "/engine-rest",
            Map.of(
                "approvePlan.bpmn",
                bytes("approvePlan.bpmn", "Approve plan", "Approve the plan"),
                "approvalLevels.dmn",
                bytes("decisions/approvalLevels.dmn", "\n", "\n"),
                "approvePlan.html",
                bytes("forms/approvePlan.html", "\n", "\n")));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode deployment = JSON.readTree(answer.body());
    assertThat(deployment.get("source").asText()).isEqualTo("Camunda Modeler");
    JsonNode process = deployment.get("deployedProcessDefinitions").elements().next();
    assertThat(process.get("key").asText()).isEqualTo("approvePlan");
    assertThat(process.get("version").asInt()).isEqualTo(2);
    assertThat(
            repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("approvePlan")
                .latestVersion()
                .singleResult()
                .getName())
        .isEqualTo("Approve the plan");
  }

  @Test
  void whatBreaksTheContractIsRefusedWithAllFindingsInWords() throws Exception {
    long before = repository.createDeploymentQuery().count();
    HttpResponse<String> answer =
        deploy(
            "paula",
            "/engine-rest",
            Map.of(
                "resolveIssue.bpmn",
                bytes("resolveIssue.bpmn", "#{openIssueDelegate}", "${x.y()}")));
    assertThat(answer.statusCode()).isEqualTo(400);
    // the Modeler shows this text
    assertThat(JSON.readTree(answer.body()).get("message").asText())
        .startsWith("Nothing was deployed:")
        .contains("\"Open issue\" contains the expression ${x.y()}.")
        .contains("The task \"Find solution\" uses the form \"findSolution.html\"")
        .contains("The task \"Triage issue\" uses the form \"triageIssue.html\"");
    assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aHostileFileIsRefusedInWords(Hostile model) throws Exception {
    HttpResponse<String> answer =
        deploy("paula", "/engine-rest", Map.of(model.file(), model.content()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).get("message").asText())
        .startsWith("Nothing was deployed:")
        .contains(model.words());
  }

  @Test
  void onlyProcessOwnersDeploy() throws Exception {
    for (String person : new String[] {"clara", "maria", "tom", "admin"}) {
      HttpResponse<String> answer =
          deploy(
              person,
              "/engine-rest",
              Map.of("good.bpmn", HostileModels.good().getBytes(StandardCharsets.UTF_8)));
      assertThat(answer.statusCode()).as(person).isEqualTo(403);
    }
    HttpResponse<String> stranger =
        deploy(
            null,
            "/engine-rest",
            Map.of("good.bpmn", HostileModels.good().getBytes(StandardCharsets.UTF_8)));
    assertThat(stranger.statusCode()).isIn(401, 403);
  }

  private HttpResponse<String> deploy(String user, String engine, Map<String, byte[]> files)
      throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("deployment-name", "a deployment");
    fields.put("deployment-source", "Camunda Modeler");
    fields.put("deploy-changed-only", "true");
    for (Map.Entry<String, String> field : fields.entrySet()) {
      body.writeBytes(
          ("--"
                  + BOUNDARY
                  + "\r\nContent-Disposition: form-data; name=\""
                  + field.getKey()
                  + "\"\r\n\r\n"
                  + field.getValue()
                  + "\r\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      body.writeBytes(
          ("--"
                  + BOUNDARY
                  + "\r\nContent-Disposition: form-data; name=\""
                  + file.getKey()
                  + "\"; filename=\""
                  + file.getKey()
                  + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      body.writeBytes(file.getValue());
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        user,
        HttpRequest.newBuilder(uri(engine + "/deployment/create"))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private HttpResponse<String> get(String user, String path) throws Exception {
    return send(user, HttpRequest.newBuilder(uri(path)).GET());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private HttpResponse<String> send(String user, HttpRequest.Builder request) throws Exception {
    if (user != null) {
      String token = Base64.getEncoder().encodeToString((user + ":fairlead-demo").getBytes());
      request.header("Authorization", "Basic " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] bytes(String file, String old, String replacement) throws Exception {
    String text = Files.readString(Path.of("processes").resolve(file));
    return text.replace(old, replacement).getBytes(StandardCharsets.UTF_8);
  }
}
