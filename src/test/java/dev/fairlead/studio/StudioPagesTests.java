package dev.fairlead.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The process owners' pages, with two versions of a process of their own on the real engine. */
@FairleadTest
class StudioPagesTests extends InStudio {
  private static final String KEY = "studioReview";

  @Autowired TaskService tasks;
  @Autowired ManagementService management;

  StudioPagesTests() {
    super(KEY);
  }

  @Test
  void theListSaysWhatThereIsAndHowMuchRuns() throws Exception {
    begin("STUDIO-1");
    Document page = page("/processes");
    assertThat(page.select("tr:has(a[href='/processes/studioReview'])").text())
        .contains("Review risk")
        .contains("The owner of a risk is asked once")
        .contains("1");
    assertThat(page.select("a[href='/processes/changeRoute']")).hasSize(1);
  }

  @Test
  void theDiagramSaysWhoStandsWhereAndHowLongItTook() throws Exception {
    begin("STUDIO-1");
    begin("STUDIO-2");
    String third = begin("STUDIO-3");
    runtime
        .createProcessInstanceModification(third)
        .cancelAllForActivity("userTask_reviewRisk")
        .startBeforeActivity("endEvent_riskReviewed")
        .execute();

    Document page = page("/processes/studioReview");
    String row = page.select("tr:contains(User task \"Review risk\")").text();
    assertThat(row).contains("STUDIO-1, STUDIO-2").contains("today").doesNotContain("STUDIO-3");
    assertThat(page.select("tr:contains(User task \"Review risk\") td").get(1).text())
        .isEqualTo("2");
    assertThat(page.select("tr:contains(User task \"Review risk\") td").get(4).text())
        .isEqualTo("1");
    assertThat(page.select(".fl-diagram").attr("data-marks"))
        .contains("\"id\":\"userTask_reviewRisk\"")
        .contains("2 process instances stand here");
    assertThat(page("/processes/changeRoute").select("tbody tr").text())
        .contains("An emergency on a critical system acts first");
  }

  @Test
  void theFileOfAVersionIsWhatWasDeployed() throws Exception {
    assertThat(
            mvc.perform(get("/processes/studioReview/file?version=1&download=true").with(paula()))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString())
        .isEqualTo(drawn);
  }

  @Test
  void twoVersionsAreComparedInWordsAndMarks() throws Exception {
    deploy(
        drawn.replace(
            "name=\"Review risk\" camunda:formKey", "name=\"Look again\" camunda:formKey"));
    assertThat(page("/processes/studioReview").select("section:contains(Versions)").text())
        .as("the way back is told where the versions stand")
        .contains("An older version can be made the newest again");
    Document page = page("/processes/studioReview/compare");
    assertThat(page.select("main").text())
        .contains("Changed User task \"Look again\"")
        .contains("Name Review risk Look again");
    assertThat(page.select(".fl-diagram").eachAttr("data-marks"))
        .allSatisfy(marks -> assertThat(marks).contains("userTask_reviewRisk", "fl-changed"));
  }

  @Test
  void runningInstancesAreMovedAfterADryRunThatMovesNothing() throws Exception {
    String instance = begin("STUDIO-1");
    deploy(
        drawn.replace(
            "name=\"Review risk\" camunda:formKey", "name=\"Look again\" camunda:formKey"));

    Document tried = page("/processes/studioReview/move");
    assertThat(tried.select("tbody tr").text())
        .contains("STUDIO-1 User task \"Review risk\" User task \"Look again\" Nothing");
    assertThat(versionOf(instance)).isEqualTo(1);

    mvc.perform(
            post("/processes/studioReview/move")
                .param("from", "1")
                .param("to", "2")
                .with(paula())
                .with(csrf()))
        .andExpect(redirectedUrlPattern("/processes/studioReview?version=2"));
    assertThat(versionOf(instance)).isEqualTo(2);
    assertThat(tasks.createTaskQuery().processInstanceId(instance).singleResult().getAssignee())
        .isEqualTo("tom");
    assertThat(page("/processes/studioReview/move").select("main").text())
        .contains("Nothing runs in an older version");
  }

  @Test
  void anElementThatIsGoneNeedsAnAnswerFirst() throws Exception {
    String instance = begin("STUDIO-1");
    deploy(drawn.replace("userTask_reviewRisk", "userTask_lookAgain"));

    Document tried = page("/processes/studioReview/move?from=1&to=2");
    assertThat(tried.select("tbody tr").text()).contains("has no counterpart in the other version");
    assertThat(tried.select("select[name='to:userTask_reviewRisk'] option").eachAttr("value"))
        .contains("userTask_lookAgain");
    assertThat(tried.select("form[method=post] button:contains(Move)")).isEmpty();

    String answered = "from=1&to=2&to:userTask_reviewRisk=userTask_lookAgain";
    assertThat(page("/processes/studioReview/move?" + answered).select("tbody tr").text())
        .contains("Nothing");
    mvc.perform(post("/processes/studioReview/move?" + answered).with(paula()).with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(tasks.createTaskQuery().processInstanceId(instance).singleResult())
        .satisfies(task -> assertThat(task.getTaskDefinitionKey()).isEqualTo("userTask_lookAgain"));
    mvc.perform(
            get("/processes/studioReview/move?from=1&to=2&to:userTask_reviewRisk=elsewhere")
                .with(paula()))
        .andExpect(status().is(422));
  }

  @Test
  void aStepThatFailedIsTriedAgainFromItsPage() throws Exception {
    deploy(
        drawn.replace(
            "name=\"Open risk review\" camunda:delegateExpression",
            "name=\"Open risk review\" camunda:asyncBefore=\"true\" camunda:delegateExpression"));
    String instance =
        runtime.startProcessInstanceByKey(KEY, "STUDIO-GONE", Map.of("riskNumber", 1)).getId();
    Job job = management.createJobQuery().processInstanceId(instance).singleResult();
    assertThatThrownBy(() -> management.executeJob(job.getId())).isNotNull();
    management.setJobRetries(job.getId(), 0);

    String row = page("/incidents").select("tr:contains(STUDIO-GONE)").text();
    assertThat(row)
        .contains("Service task \"Open risk review\"")
        .contains("Waits for you")
        .doesNotContain("Exception");
    assertThat(page("/processes/studioReview").select(".fl-diagram").attr("data-marks"))
        .contains("One step failed here");

    mvc.perform(post("/incidents/" + job.getId() + "/retry").with(paula()).with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(management.createJobQuery().jobId(job.getId()).singleResult().getRetries())
        .isEqualTo(1);
    mvc.perform(post("/incidents/nothing/retry").with(paula()).with(csrf()))
        .andExpect(status().isNotFound());
  }

  @Test
  void onlyProcessOwnersAndAdministratorsLookAndOnlyOwnersMove() throws Exception {
    for (String address :
        List.of("/processes", "/processes/studioReview", "/incidents", "/processes/x/file")) {
      mvc.perform(get(address).with(user("clara").authorities(() -> "coordinators")))
          .andExpect(status().isForbidden());
    }
    RequestPostProcessor admin = user("admin").authorities(() -> "administrators");
    mvc.perform(get("/processes/studioReview").with(admin)).andExpect(status().isOk());
    mvc.perform(get("/processes/studioReview/move").with(admin)).andExpect(status().isForbidden());
    mvc.perform(post("/processes/studioReview/move?from=1&to=1").with(admin).with(csrf()))
        .andExpect(status().isForbidden());
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    for (String address :
        List.of(
            "/processes/nothing",
            "/processes/studioReview?version=99",
            "/processes/studioReview/compare?from=99",
            "/processes/nothing/file")) {
      mvc.perform(get(address).with(paula())).andExpect(status().isNotFound());
    }
    mvc.perform(get("/processes/changeRoute/move").with(paula())).andExpect(status().is(422));
  }

  private String begin(String businessKey) {
    return runtime
        .createProcessInstanceByKey(KEY)
        .businessKey(businessKey)
        .setVariables(Map.of("reviewer", "tom", "reviewUntil", new Date(), "riskNumber", 1))
        .startBeforeActivity("userTask_reviewRisk")
        .execute()
        .getId();
  }

  private int versionOf(String instance) {
    return repository
        .getProcessDefinition(
            runtime
                .createProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult()
                .getProcessDefinitionId())
        .getVersion();
  }
}
