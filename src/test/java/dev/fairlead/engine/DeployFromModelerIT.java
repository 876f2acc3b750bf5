package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.QuickPasswords;
import dev.fairlead.engine.HostileModels.Hostile;
import dev.fairlead.studio.Draft;
import dev.fairlead.studio.Drafts;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;

/** What Camunda Modeler sends when a process owner presses "Deploy", on a real port. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:modeler;DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "fairlead.demo-world=false"
    })
@Import(QuickPasswords.class)
class DeployFromModelerIT {
  private static final String BOUNDARY = "--------------------------714920345610279823";
  private static final ObjectMapper JSON = new ObjectMapper();

  @LocalServerPort int port;
  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;
  @Autowired TaskService tasks;
  @Autowired ManagementService management;
  @Autowired Drafts drafts;
  @Autowired JdbcClient jdbc;
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
    assertThat(JSON.readTree(version.body()).get("version").asText())
        .isEqualTo(ProcessEngine.class.getPackage().getImplementationVersion());
  }

  @Test
  void whatAProcessOwnerDeploysIsLiveWhenAnotherHasReleasedIt() throws Exception {
    long before = repository.createDeploymentQuery().count();
    HttpResponse<String> answer =
        deploy(
            "paula",
            "/engine-rest",
            Map.of(
                "plan of mine.bpmn",
                bytes("approvePlan.bpmn", "name=\"Plan approved\"", "name=\"Plan is approved\""),
                "approvalLevels.dmn",
                bytes("decisions/approvalLevels.dmn", "\n", "\n"),
                "approvePlan.html",
                bytes("forms/approvePlan.html", ">Comment<", ">Reasons<")));
    // what the Modeler takes for success: the answer to what is deployed already
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode deployment = JSON.readTree(answer.body());
    assertThat(deployment.get("source").asText()).isEqualTo("Camunda Modeler");
    assertThat(deployment.get("deployedProcessDefinitions").isNull()).isTrue();
    assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    assertThat(mails("paula")).contains("Approve plan: what you deployed waits for release");

    // once more before anybody has looked: the new one takes its place
    Map<String, byte[]> again =
        Map.of(
            "approvePlan.bpmn",
            bytes("approvePlan.bpmn", "name=\"Plan approved\"", "name=\"The plan is approved\""),
            "approvePlan.html",
            bytes("forms/approvePlan.html", ">Comment<", ">Reasons<"));
    assertThat(deploy("paula", "/engine-rest", again).statusCode()).isEqualTo(200);
    Task task = tasks.createTaskQuery().taskDefinitionKey("userTask_releaseDiagram").singleResult();
    Draft draft = drafts.get(draftOf(task));
    assertThat(draft.note()).isEqualTo("Deployed from Camunda Modeler: a deployment");
    assertThat(drafts.differences(draft).toString()).contains("The plan is approved");
    assertThat(drafts.changedAlongside(draft))
        .extracting(Drafts.Along::name)
        .containsExactly("Approve plan (form)");

    assertThat(
            send(
                    "petra",
                    HttpRequest.newBuilder(uri("/engine-rest/task/" + task.getId() + "/claim"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"userId\":\"petra\"}")))
                .statusCode())
        .isEqualTo(204);
    HttpResponse<String> released =
        send(
            "petra",
            HttpRequest.newBuilder(uri("/engine-rest/task/" + task.getId() + "/complete"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"variables\":{\"release\":{\"value\":\"yes\"}}}")));
    assertThat(released.statusCode()).as(released.body()).isEqualTo(204);
    management.createJobQuery().processDefinitionKey("releaseDiagram").list().stream()
        .forEach(job -> management.executeJob(job.getId()));
    ProcessDefinition live =
        repository
            .createProcessDefinitionQuery()
            .processDefinitionKey("approvePlan")
            .latestVersion()
            .singleResult();
    assertThat(live.getVersion()).isEqualTo(2);
    try (InputStream form =
        repository.getResourceAsStream(live.getDeploymentId(), "approvePlan.html")) {
      assertThat(new String(form.readAllBytes(), StandardCharsets.UTF_8)).contains(">Reasons<");
    }
    // and deployed once more, it is what is live already
    assertThat(deploy("paula", "/engine-rest", again).statusCode()).isEqualTo(200);
    assertThat(tasks.createTaskQuery().taskDefinitionKey("userTask_releaseDiagram").count())
        .isZero();
  }

  @Test
  void aDiagramThatIsNewWaitsForItsReleaseAsWell() throws Exception {
    HttpResponse<String> answer =
        deploy(
            "paula",
            "/engine-rest",
            Map.of("good.bpmn", HostileModels.good().getBytes(StandardCharsets.UTF_8)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Task task = tasks.createTaskQuery().taskDefinitionKey("userTask_releaseDiagram").singleResult();
    Draft draft = drafts.get(draftOf(task));
    assertThat(draft.isNew()).isTrue();
    assertThat(drafts.subject(draft).name()).isEqualTo("A process");
    assertThat(drafts.differences(draft)).isNotEmpty();
    runtime.deleteProcessInstance(task.getProcessInstanceId(), "test over");
  }

  @Test
  void whatIsOfOldIsNotDeployedAgainPastTheWorkspace() throws Exception {
    String old =
        repository.createDeploymentQuery().deploymentName("fairlead").singleResult().getId();
    HttpResponse<String> answer =
        send(
            "paula",
            HttpRequest.newBuilder(uri("/engine-rest/deployment/" + old + "/redeploy"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).get("message").asText()).contains("in the workspace");
  }

  @Test
  void withoutFourEyesAProcessOwnerDeploysADiagramWithItsFormsAndTables() throws Exception {
    Object alone = AopTestUtils.getTargetObject(drafts);
    ReflectionTestUtils.setField(alone, "fourEyes", false);
    HttpResponse<String> answer;
    HttpResponse<String> unguarded;
    try {
      String mark = "<camunda:property name=\"fairlead:approval\" value=\"true\" />";
      unguarded =
          deploy(
              "paula",
              "/engine-rest",
              Map.of("approvePlan.bpmn", bytes("approvePlan.bpmn", mark, "")));
      answer =
          deploy(
              "paula",
              "/engine-rest",
              Map.of(
                  "resolveIssue.bpmn",
                  bytes("resolveIssue.bpmn", "Triage issue", "Triage the issue"),
                  "triageIssue.html",
                  bytes("forms/triageIssue.html", "\n", "\n"),
                  "findSolution.html",
                  bytes("forms/findSolution.html", "\n", "\n"),
                  "verifySolution.html",
                  bytes("forms/verifySolution.html", "\n", "\n")));
    } finally {
      ReflectionTestUtils.setField(alone, "fourEyes", true);
    }
    assertThat(unguarded.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(unguarded.body()).get("message").asText())
        .contains("\"Approve plan\" is not marked as an approval any more");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode deployment = JSON.readTree(answer.body());
    JsonNode process = deployment.get("deployedProcessDefinitions").elements().next();
    assertThat(process.get("key").asText()).isEqualTo("resolveIssue");
    assertThat(process.get("version").asInt()).isEqualTo(2);
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
        // the forms that are live come along by themselves
        .doesNotContain("findSolution.html");
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

  private long draftOf(Task task) {
    return (Long) runtime.getVariable(task.getProcessInstanceId(), "draftId");
  }

  private List<String> mails(String person) {
    return jdbc.sql("select subject from outbox_mail where recipient = ?")
        .param(person)
        .query(String.class)
        .list();
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
