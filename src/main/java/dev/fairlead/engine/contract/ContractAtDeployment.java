package dev.fairlead.engine.contract;

import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Holds the process contract against everything that is deployed, whichever way it comes: at
 * start-up, from Camunda Modeler, by REST. A deployment with findings is refused as a whole, with
 * all its sentences.
 */
@Component
class ContractAtDeployment extends AbstractCamundaConfiguration {
  private final ApplicationContext spring;

  ContractAtDeployment(ApplicationContext spring) {
    this.spring = spring;
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
    List<String> sentences = new ArrayList<>();
    Files files = new Files(deployment.getResources().values());
    Surroundings around =
        new Surroundings(
            this::isStep,
            files.forms::contains,
            id -> files.processes.contains(id) || isDeployed(id),
            files.decisions::contains);
    ProcessContract contract = new ProcessContract();
    sentences.addAll(files.refused);
    files.diagrams.forEach(
        model -> contract.check(model, around).forEach(f -> sentences.add(f.sentence())));
    files.tables.forEach(model -> contract.check(model).forEach(f -> sentences.add(f.sentence())));
    if (!sentences.isEmpty()) {
      throw RefusedException.because("engine.contract.refused", String.join("\n", sentences));
    }
  }

  /** The same beans that expressions can reach: those of a room's process package. */
  private boolean isStep(String name) {
    // only its type: the bean itself may need the engine, which is not up yet when the first
    // diagrams come
    Class<?> type = spring.containsBean(name) ? spring.getType(name) : null;
    return type != null
        && (JavaDelegate.class.isAssignableFrom(type)
            || ExecutionListener.class.isAssignableFrom(type))
        && ClassUtils.getUserClass(type)
            .getPackageName()
            .matches("dev\\.fairlead\\.\\w+\\.process");
  }

  private static boolean isDeployed(String process) {
    return Context.getCommandContext()
            .getProcessDefinitionManager()
            .findLatestProcessDefinitionByKey(process)
        != null;
  }

  /** What comes in one deployment, told apart by the ends of the names. */
  private static final class Files {
    private final List<BpmnModelInstance> diagrams = new ArrayList<>();
    private final List<DmnModelInstance> tables = new ArrayList<>();
    private final Set<String> forms = new HashSet<>();
    private final List<String> refused = new ArrayList<>();
    private final Set<String> processes = new HashSet<>();
    private final Set<String> decisions = new HashSet<>();

    Files(Collection<ResourceEntity> resources) {
      for (ResourceEntity resource : resources) {
        String name = resource.getName().substring(resource.getName().lastIndexOf('/') + 1);
        if (name.endsWith(".html")) {
          form(name, resource.getBytes());
        } else if (name.endsWith(".bpmn") || name.endsWith(".dmn")) {
          Optional<String> refusal = XmlGate.refusal(name, resource.getBytes());
          refusal.ifPresentOrElse(refused::add, () -> model(name, resource.getBytes()));
        } else {
          // the engine would take more endings than these, among them "bpmn" without a dot
          refused.add(Sentences.say("engine.contract.otherKind", name));
        }
      }
      processes.addAll(
          ids(
              diagrams.stream()
                  .flatMap(m -> m.getModelElementsByType(Process.class).stream())
                  .map(Process::getId)));
      decisions.addAll(
          ids(
              tables.stream()
                  .flatMap(m -> m.getModelElementsByType(Decision.class).stream())
                  .map(Decision::getId)));
    }

    private void form(String name, byte[] bytes) {
      forms.add(name);
      if (bytes.length > XmlGate.LARGEST) {
        refused.add(Sentences.say("engine.contract.tooLarge", name));
        return;
      }
      new FormContract()
          .check(name, new String(bytes, StandardCharsets.UTF_8))
          .forEach(finding -> refused.add(finding.sentence()));
    }

    private void model(String name, byte[] bytes) {
      try {
        if (name.endsWith(".bpmn")) {
          diagrams.add(Bpmn.readModelFromStream(new ByteArrayInputStream(bytes)));
        } else {
          tables.add(Dmn.readModelFromStream(new ByteArrayInputStream(bytes)));
        }
      } catch (ModelException broken) {
        refused.add(Sentences.say("engine.contract.unreadable", name));
      }
    }

    private static Set<String> ids(java.util.stream.Stream<String> ids) {
      return ids.collect(Collectors.toSet());
    }
  }
}
