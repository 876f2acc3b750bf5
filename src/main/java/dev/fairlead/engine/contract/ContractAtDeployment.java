package dev.fairlead.engine.contract;

import dev.fairlead.shared.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.stereotype.Component;

/**
 * Holds the process contract against everything that is deployed, whichever way it comes: at
 * start-up, from Camunda Modeler, by REST. A deployment with findings is refused as a whole, with
 * all its sentences.
 */
@Component
class ContractAtDeployment extends AbstractProcessEnginePlugin {
  private final ContractCheck contract;

  ContractAtDeployment(ContractCheck contract) {
    this.contract = contract;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    List<Deployer> first = new ArrayList<>();
    if (engine.getCustomPreDeployers() != null) {
      first.addAll(engine.getCustomPreDeployers());
    }
    first.add(this::check);
    engine.setCustomPreDeployers(first);
  }

  private void check(DeploymentEntity deployment) {
    // the engine also comes here to read again what was checked when it was new
    if (!deployment.isNew()) {
      return;
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    deployment.getResources().forEach((name, file) -> files.put(name, file.getBytes()));
    List<Finding> findings = findings(files);
    if (!findings.isEmpty()) {
      throw RefusedException.because(
          "engine.contract.refused",
          findings.stream().map(Finding::sentence).collect(Collectors.joining("\n")));
    }
  }

  /** Whoever deploys, the check sees all that is live. */
  private List<Finding> findings(Map<String, byte[]> files) {
    LiveModels live =
        new LiveInEngine(Context.getProcessEngineConfiguration().getRepositoryService());
    CommandContext command = Context.getCommandContext();
    boolean rights = command.isAuthorizationCheckEnabled();
    command.disableAuthorizationCheck();
    try {
      return contract.check(files, live);
    } finally {
      if (rights) {
        command.enableAuthorizationCheck();
      }
    }
  }
}
