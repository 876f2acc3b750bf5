package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.QuickPasswords;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.people.Scope;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Projects;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Whoever the guard keeps from an approval is refused by REST and in Tasklist alike. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:approval;DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "fairlead.demo-world=false"
    })
@Import(QuickPasswords.class)
class ApprovalOverHttpIT {
  @LocalServerPort int port;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Pauses pauses;
  @Autowired Plans plans;
  @Autowired Users users;
  @Autowired TaskService tasks;
  private final Map<String, HttpClient> browsers = new HashMap<>();

  @Test
  void theSubmitterIsRefusedWithASentenceAndACode() throws Exception {
    String task = submittedByMaria();
    String[] engines = {"/engine-rest", "/camunda/api/engine/engine/default"};
    for (String engine : engines) {
      for (String way : new String[] {"claim", "assignee", "delegate"}) {
        HttpResponse<String> answer =
            post("maria", engine + "/task/" + task + "/" + way, "{\"userId\":\"maria\"}");
        assertThat(answer.statusCode()).as(engine + " " + way + answer.body()).isEqualTo(400);
        assertThat(new ObjectMapper().readTree(answer.body()).get("message").asText())
            .contains("about something that Maria Costa submitted", "Somebody else must take it.");
      }
    }
    assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee()).isNull();
    HttpResponse<String> other =
        post("martin", engines[1] + "/task/" + task + "/claim", "{\"userId\":\"martin\"}");
    assertThat(other.statusCode()).isEqualTo(204);
    assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
        .isEqualTo("martin");
  }

  @Test
  void aDeputyForOtherProcessesIsRefusedWithASentenceToo() throws Exception {
    String task = submitted("HTTP-2", "clara");
    LocalDate today = LocalDate.now();
    Scope changes = new Scope(Set.of("handleChange"));
    users.substitute("maria", "tarek", today.minusDays(1), today.plusDays(1), changes);
    String[] engines = {"/engine-rest", "/camunda/api/engine/engine/default"};
    String outside = "Approve plan\\\" is outside what Tarek Haddad may do for Maria Costa";
    for (String engine : engines) {
      HttpResponse<String> claim =
          post("tarek", engine + "/task/" + task + "/claim", "{\"userId\":\"tarek\"}");
      assertThat(claim.statusCode()).as(engine + claim.body()).isEqualTo(400);
      assertThat(claim.body()).contains(outside);
    }
    tasks.claim(task, "maria");
    String approve = "{\"variables\":{\"decision\":{\"value\":\"approve\",\"type\":\"String\"}}}";
    for (String engine : engines) {
      for (String way : new String[] {"complete", "submit-form"}) {
        HttpResponse<String> answer = post("tarek", engine + "/task/" + task + "/" + way, approve);
        assertThat(answer.statusCode()).as(engine + " " + way + answer.body()).isNotEqualTo(204);
        assertThat(answer.body()).contains(outside);
      }
    }
    assertThat(tasks.createTaskQuery().taskId(task).count()).isOne();
  }

  @Test
  void aTaskOfAPausedProjectIsRefusedInWordsAndStaysAsItIs() throws Exception {
    String task = submitted("HTTP-3", "clara");
    driver.as("maria", () -> tasks.claim(task, "maria"));
    pauses.pause("HTTP-3", "The vendor is late", null, "sofia");
    String approve = "{\"variables\":{\"decision\":{\"value\":\"approve\",\"type\":\"String\"}}}";
    Map<String, String> ways =
        Map.of(
            "complete", approve,
            "submit-form", approve,
            "resolve", "{}",
            "unclaim", "{}",
            "assignee", "{\"userId\":\"martin\"}",
            "delegate", "{\"userId\":\"martin\"}");
    for (String engine : new String[] {"/engine-rest", "/camunda/api/engine/engine/default"}) {
      for (Map.Entry<String, String> way : ways.entrySet()) {
        HttpResponse<String> answer =
            post("maria", engine + "/task/" + task + "/" + way.getKey(), way.getValue());
        assertThat(answer.statusCode())
            .as(engine + " " + way.getKey() + answer.body())
            .isEqualTo(400);
        assertThat(new ObjectMapper().readTree(answer.body()).get("message").asText())
            .contains("\"Approve plan\" is on hold", "by Sofia Brandt: The vendor is late")
            .doesNotContain("Exception", "ENGINE-");
      }
    }
    assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
        .isEqualTo("maria");
    pauses.resume("HTTP-3", "sofia");
    HttpResponse<String> done = post("maria", "/engine-rest/task/" + task + "/complete", approve);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
  }

  private String submittedByMaria() {
    users.substitute("clara", "maria", LocalDate.now().minusDays(1), LocalDate.now().plusDays(1));
    return submitted("HTTP-1", "maria");
  }

  private String submitted(String key, String by) {
    SampleProject.begin(projects, key, "20000");
    SampleProject.plan(plans, key);
    driver.act("clara", key, "userTask_draftPlan", Map.of());
    driver.act("tom", key, "userTask_giveFeedback", Map.of());
    driver.act("tina", key, "userTask_giveFeedback", Map.of());
    driver.act(by, key, "userTask_submitPlan", Map.of("nextStep", "submit"));
    return tasks
        .createTaskQuery()
        .processInstanceBusinessKey(key)
        .taskDefinitionKey("userTask_approvePlan")
        .singleResult()
        .getId();
  }

  /** As Tasklist sends it, with the token that its first page hands out. */
  private HttpResponse<String> post(String user, String path, String body) throws Exception {
    send(user, HttpRequest.newBuilder(uri("/camunda/app/tasklist/default/")).GET());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    cookies(user).getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
        .forEach(cookie -> request.header("X-XSRF-TOKEN", cookie.getValue()));
    return send(user, request);
  }

  private HttpClient browser(String user) {
    return browsers.computeIfAbsent(
        user, name -> HttpClient.newBuilder().cookieHandler(new CookieManager()).build());
  }

  private CookieManager cookies(String user) {
    return (CookieManager) browser(user).cookieHandler().orElseThrow();
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private HttpResponse<String> send(String user, HttpRequest.Builder request) throws Exception {
    String token = Base64.getEncoder().encodeToString((user + ":fairlead-demo").getBytes());
    return browser(user)
        .send(
            request.header("Authorization", "Basic " + token).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
