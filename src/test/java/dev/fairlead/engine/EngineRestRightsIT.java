package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModelerXml;
import dev.fairlead.RunningFairlead;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Who may do what over the engine's own REST interface, one person of each group by each call that
 * changes something or opens a deployment. Afterwards the same calls without the engine's rights:
 * none is refused then, so it is the rights that refuse them.
 */
@RunningFairlead
class EngineRestRightsIT {
  private static final List<String> PEOPLE =
      List.of("tom", "clara", "maria", "sofia", "stefan", "paula", "admin");

  private static final Set<String> NOBODY = Set.of();
  private static final Set<String> OPERATORS = Set.of("admin", "paula");
  private static final int FORBIDDEN = 403;
  private static final String NAME = "Engine's rights";

  @LocalServerPort int port;
  @Autowired ProcessEngine engine;
  @Autowired AuthorizationService authorizations;
  @Autowired FilterService filters;
  private final HttpClient client = HttpClient.newHttpClient();

  private String deployment;
  private String right;
  private String filter;

  /**
   * @param who whom the engine does not refuse
   */
  private record Call(String method, String path, String body, Set<String> who) {
    @Override
    public String toString() {
      return method + " " + path.replaceAll("[0-9a-f]+-[0-9a-f-]{20,}", "{id}");
    }
  }

  @BeforeEach
  void deploy() {
    deployment =
        engine
            .getRepositoryService()
            .createDeployment()
            .addString("rights.bpmn", ModelerXml.of(diagram()))
            .addString("rights.html", "<form><p>Answer.</p></form>")
            .deploy()
            .getId();
    Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
    grant.setUserId("nobody");
    grant.setResource(Resources.APPLICATION);
    grant.setResourceId("welcome");
    grant.setPermissions(new Permissions[] {Permissions.ACCESS});
    right = authorizations.saveAuthorization(grant).getId();
    filter =
        filters
            .saveFilter(
                filters.newTaskFilter(NAME).setQuery(engine.getTaskService().createTaskQuery()))
            .getId();
  }

  @AfterEach
  void remove() {
    rights(true);
    engine.getTaskService().deleteTask("rights", true);
    authorizations
        .createAuthorizationQuery()
        .userIdIn("nobody")
        .list()
        .forEach(left -> authorizations.deleteAuthorization(left.getId()));
    filters
        .createFilterQuery()
        .filterName(NAME)
        .list()
        .forEach(left -> filters.deleteFilter(left.getId()));
    engine
        .getRepositoryService()
        .createDeploymentQuery()
        .deploymentId(deployment)
        .list()
        .forEach(left -> engine.getRepositoryService().deleteDeployment(left.getId(), true));
  }

  private void rights(boolean on) {
    ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
        .setAuthorizationEnabled(on);
  }

  @Test
  void whoMayDoWhatInTheEngineIsWhatTheTableSaysAndItIsTheRightsThatRefuse() throws Exception {
    List<Call> calls = calls();
    assertThat(calls).extracting(Call::toString).doesNotHaveDuplicates();
    List<String> wrong = new ArrayList<>();
    for (Call call : calls) {
      Set<String> allowed = new TreeSet<>();
      for (String person : PEOPLE) {
        if (!isRefused(call, person)) {
          allowed.add(person);
        }
      }
      if (!allowed.equals(call.who())) {
        wrong.add(call + ": may " + allowed + ", not " + new TreeSet<>(call.who()));
      }
    }
    assertThat(wrong).isEmpty();

    rights(false);
    List<String> refusedAnyway = new ArrayList<>();
    for (Call call : calls) {
      if (isRefused(call, "tom")) {
        refusedAnyway.add(call.toString());
      }
    }
    assertThat(refusedAnyway).isEmpty();
  }

  private boolean isRefused(Call call, String person) throws Exception {
    String token = Base64.getEncoder().encodeToString((person + ":fairlead-demo").getBytes());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + port + "/engine-rest" + call.path()))
            .header("Authorization", "Basic " + token);
    if (call.body() == null) {
      request.method(call.method(), HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(call.method(), HttpRequest.BodyPublishers.ofString(call.body()));
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(call + " by " + person).isNotEqualTo(401);
    // beside its own refusal, the engine hides what somebody may not even see
    return answer.statusCode() == FORBIDDEN || answer.statusCode() == 404;
  }

  /** What removes something stands at the end, since it is really done in the end. */
  private List<Call> calls() {
    String definition =
        engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .deploymentId(deployment)
            .singleResult()
            .getId();
    String instance =
        engine.getRuntimeService().startProcessInstanceById(definition, "RIGHTS-1").getId();
    Task task =
        engine.getTaskService().createTaskQuery().processInstanceId(instance).singleResult();
    String job =
        engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(instance)
            .singleResult()
            .getId();
    String value = "{\"value\":1,\"type\":\"Integer\"}";
    String running = "{\"suspended\":false}";
    return List.of(
        // reading what was deployed
        call("GET", "/deployment/" + deployment, null, OPERATORS),
        call("GET", "/deployment/" + deployment + "/resources", null, OPERATORS),
        // operating
        call("PUT", "/job/" + job + "/retries", "{\"retries\":1}", OPERATORS),
        call(
            "PUT",
            "/job/" + job + "/duedate",
            "{\"duedate\":\"2099-01-01T00:00:00.000+0000\"}",
            NOBODY),
        call("PUT", "/job/" + job + "/suspended", running, NOBODY),
        call("PUT", "/job/" + job + "/priority", "{\"priority\":1}", NOBODY),
        call("PUT", "/process-definition/" + definition + "/suspended", running, NOBODY),
        call(
            "PUT",
            "/process-definition/" + definition + "/history-time-to-live",
            "{\"historyTimeToLive\":9}",
            NOBODY),
        // instances and their variables
        call("POST", "/process-definition/" + definition + "/start", "{}", NOBODY),
        call("PUT", "/process-instance/" + instance + "/suspended", running, NOBODY),
        call("PUT", "/process-instance/" + instance + "/variables/x", value, NOBODY),
        call("PUT", "/execution/" + instance + "/localVariables/x", value, NOBODY),
        call(
            "POST",
            "/process-instance/" + instance + "/modification",
            "{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"answer\"}]}",
            NOBODY),
        call(
            "POST",
            "/message",
            "{\"messageName\":\"task.reportedDone\",\"businessKey\":\"RIGHTS-1\"}",
            NOBODY),
        call(
            "POST",
            "/migration/execute",
            "{\"processInstanceIds\":[\""
                + instance
                + "\"],\"migrationPlan\":{\"sourceProcessDefinitionId\":\""
                + definition
                + "\",\"targetProcessDefinitionId\":\""
                + definition
                + "\",\"instructions\":[]}}",
            NOBODY),
        // tasks; who completes, claims or passes on which is the guard's matter
        call("POST", "/task/create", "{\"id\":\"rights\",\"name\":\"Mine\"}", NOBODY),
        call("PUT", "/task/" + task.getId() + "/variables/x", value, NOBODY),
        call("PUT", "/task/" + task.getId() + "/localVariables/x", value, NOBODY),
        call(
            "POST",
            "/task/" + task.getId() + "/identity-links",
            "{\"userId\":\"tom\",\"type\":\"candidate\"}",
            NOBODY),
        // decisions
        call("POST", "/decision-definition/key/riskLevel/evaluate", "{\"variables\":{}}", NOBODY),
        // rights, people and filters
        call(
            "POST",
            "/authorization/create",
            "{\"type\":1,\"permissions\":[\"ALL\"],\"userId\":\"nobody\",\"resourceType\":0,"
                + "\"resourceId\":\"admin\"}",
            NOBODY),
        call(
            "PUT",
            "/authorization/" + right,
            "{\"permissions\":[\"ALL\"],\"userId\":\"nobody\",\"resourceType\":0,"
                + "\"resourceId\":\"welcome\"}",
            NOBODY),
        call("POST", "/filter/create", filterNamed(NAME), NOBODY),
        call("PUT", "/filter/" + filter, filterNamed(NAME), NOBODY),
        // what removes something
        call("DELETE", "/filter/" + filter, null, NOBODY),
        call("DELETE", "/authorization/" + right, null, NOBODY),
        call("DELETE", "/job/" + job, null, NOBODY),
        call("DELETE", "/process-instance/" + instance, null, NOBODY),
        call("DELETE", "/history/process-instance/" + instance, null, NOBODY),
        call("DELETE", "/deployment/" + deployment + "?cascade=true", null, NOBODY));
  }

  private static String filterNamed(String name) {
    return "{\"resourceType\":\"Task\",\"name\":\"" + name + "\",\"query\":{},\"properties\":{}}";
  }

  private static Call call(String method, String path, String body, Set<String> who) {
    return new Call(method, path, body, who);
  }

  /** A task, a timer at its edge and a message beside it. */
  private static BpmnModelInstance diagram() {
    return Bpmn.createExecutableProcess("engineRights")
        .name("Engine rights")
        .documentation("Somebody is asked.")
        .camundaHistoryTimeToLiveString("P1D")
        .startEvent("begun")
        .name("Begun")
        .documentation("It begins.")
        .serviceTask("set")
        .name("Set reminder")
        .documentation("A working day.")
        .camundaDelegateExpression("#{setReminderDelegate}")
        .camundaInputParameter("reminderAfter", "1.0")
        .camundaInputParameter("reminderFor", "tina")
        .userTask("answer")
        .name("Answer")
        .documentation("Please answer.")
        .camundaAssignee("tina")
        .camundaFormKey("embedded:deployment:rights.html")
        .boundaryEvent("called")
        .name("Called")
        .documentation("Somebody calls.")
        .cancelActivity(false)
        .message("task.reportedDone")
        .endEvent("heard")
        .name("Heard")
        .documentation("The task stays open.")
        .moveToActivity("answer")
        .boundaryEvent("late")
        .name("Late")
        .documentation("No answer yet.")
        .cancelActivity(false)
        .timerWithDate("${reminderAt}")
        .endEvent("waitedFor")
        .name("Waited for")
        .documentation("The task stays open.")
        .moveToActivity("answer")
        .endEvent("answered")
        .name("Answered")
        .documentation("It is over.")
        .done();
  }
}
