package dev.fairlead.engine;

import dev.fairlead.people.ProcessNames;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The processes in their latest versions, those that ask people for something. */
@Component
class DeployedProcesses implements ProcessNames {
  private final RepositoryService repository;
  private final EngineGateway engine;

  /** By the id of a version, which never changes once it is deployed. */
  private final Map<String, Boolean> asks = new ConcurrentHashMap<>();

  DeployedProcesses(@Lazy RepositoryService repository, @Lazy EngineGateway engine) {
    this.repository = repository;
    this.engine = engine;
  }

  @Override
  public Map<String, String> asking() {
    // everybody names deputies; the right to read definitions is for those who work in the engine
    List<ProcessDefinition> latest =
        engine.asSystem(
            () ->
                repository.createProcessDefinitionQuery().latestVersion().list().stream()
                    .filter(process -> asks.computeIfAbsent(process.getId(), this::asksPeople))
                    .sorted(Comparator.comparing(DeployedProcesses::nameOf))
                    .toList());
    Map<String, String> names = new LinkedHashMap<>();
    latest.forEach(process -> names.put(process.getKey(), nameOf(process)));
    return names;
  }

  private boolean asksPeople(String id) {
    return !((ProcessDefinitionEntity) repository.getProcessDefinition(id))
        .getTaskDefinitions()
        .isEmpty();
  }

  private static String nameOf(ProcessDefinition process) {
    return process.getName() == null ? process.getKey() : process.getName();
  }
}
