package dev.fairlead.engine;

import dev.fairlead.shared.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.repository.DeploymentBuilderImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;

/**
 * The engine's repository service, which deploys nothing by itself that a person sends: what they
 * deploy by REST waits for somebody else as every other change does, or is checked as every other
 * change is where the installation does without a second person. What Fairlead deploys, it deploys
 * as nobody.
 */
class GuardedRepositoryService extends RepositoryServiceImpl {
  private final Supplier<DeploymentsByPeople> people;

  GuardedRepositoryService(Supplier<DeploymentsByPeople> people) {
    this.people = people;
  }

  @Override
  public DeploymentWithDefinitions deployWithResult(DeploymentBuilderImpl builder) {
    String person =
        commandExecutor.execute(
            context -> {
              String by = context.getAuthenticatedUserId();
              if (by != null) {
                context
                    .getProcessEngineConfiguration()
                    .getCommandCheckers()
                    .forEach(CommandChecker::checkCreateDeployment);
              }
              return by;
            });
    if (person == null) {
      return super.deployWithResult(builder);
    }
    if (!builder.getDeployments().isEmpty()
        || !builder.getDeploymentResourcesById().isEmpty()
        || !builder.getDeploymentResourcesByName().isEmpty()) {
      throw RefusedException.because("engine.deployment.again");
    }
    DeploymentEntity wanted = builder.getDeployment();
    Map<String, byte[]> files = new LinkedHashMap<>();
    if (wanted.getResources() != null) {
      wanted.getResources().forEach((name, file) -> files.put(name, file.getBytes()));
    }
    if (!people.get().needARelease()) {
      people.get().check(files);
      return super.deployWithResult(builder);
    }
    people.get().handIn(person, wanted.getName(), wanted.getSource(), files);
    // the same answer as to files that are deployed already: a deployment without definitions
    DeploymentEntity answer = new DeploymentEntity();
    answer.setId("waits-for-release");
    answer.setName(wanted.getName());
    answer.setSource(wanted.getSource());
    answer.setDeploymentTime(ClockUtil.getCurrentTime());
    return answer;
  }
}
