package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.shared.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@FairleadTest
class ContractAtDeploymentTests {
  @Autowired RepositoryService repository;

  @Test
  void theFilesOfTheFolderWereAcceptedAtStartUp() {
    assertThat(repository.createProcessDefinitionQuery().latestVersion().list())
        .extracting("key")
        .contains(
            "projectLifecycle",
            "planProject",
            "approvePlan",
            "trackProject",
            "decideRequest",
            "followUpTask",
            "resolveIssue",
            "handleChange",
            "reportStatus",
            "reviewRisk",
            "closeProject");
    assertThat(repository.createDecisionDefinitionQuery().latestVersion().list())
        .extracting("key")
        .contains("approvalLevels", "changeRoute", "projectHealth", "riskLevel");
  }

  @Test
  void aDiagramThatRunsCodeIsRefusedAsAWholeAndNothingIsDeployed() throws IOException {
    String broken =
        Files.readString(Path.of("processes/resolveIssue.bpmn"))
            .replace("#{openIssueDelegate}", "${''.getClass().forName('java.lang.Runtime')}");
    long before = repository.createDeploymentQuery().count();
    assertThatThrownBy(
            () -> repository.createDeployment().addString("resolveIssue.bpmn", broken).deploy())
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Nothing was deployed:")
        .hasMessageContaining("\"Open issue\" contains the expression ${''.getClass()")
        .hasMessageContaining(
            "The task \"Find solution\" uses the form \"findSolution.html\", which does not"
                + " exist.");
    assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
  }

  @Test
  void aStepThatIsNoDelegateIsRefused() throws IOException {
    String broken =
        Files.readString(Path.of("processes/resolveIssue.bpmn"))
            .replace("#{openIssueDelegate}", "#{dataSource}");
    assertThatThrownBy(
            () -> repository.createDeployment().addString("resolveIssue.bpmn", broken).deploy())
        .hasMessageContaining(
            "\"Open issue\" uses the step \"dataSource\", which Fairlead does not have.");
  }

  @Test
  void whatLiveDiagramsTakeBackMustGoOnBeingSet() throws IOException {
    DeploymentBuilder deployment =
        repository
            .createDeployment()
            .addString(
                "planProject.bpmn",
                Files.readString(Path.of("processes/planProject.bpmn"))
                    .replace("#{submitPlanDelegate}", "#{checkPlanDelegate}"));
    try (Stream<Path> forms = Files.list(Path.of("processes/forms"))) {
      for (Path form : forms.toList()) {
        deployment.addString(form.getFileName().toString(), Files.readString(form));
      }
    }
    assertThatThrownBy(deployment::deploy)
        .hasMessage(
            "Nothing was deployed:\n\"Plan project\" in \"Project lifecycle\" takes back"
                + " \"submittedBy\", which this process would not set any more; projects that run"
                + " already would miss it. Have it set, or take it out of \"Project lifecycle\""
                + " first.\n\"Plan project\" in \"Project lifecycle\" takes back"
                + " \"submittedFor\", which this process would not set any more; projects that run"
                + " already would miss it. Have it set, or take it out of \"Project lifecycle\""
                + " first.");
  }

  @Test
  void aFileThatIsNoDiagramIsNamed() {
    assertThatThrownBy(
            () -> repository.createDeployment().addString("broken.bpmn", "no diagram").deploy())
        .hasMessageContaining("The file broken.bpmn cannot be read");
  }
}
