package dev.fairlead.studio;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Sentences;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.management.IncidentStatistics;
import org.camunda.bpm.engine.management.ProcessDefinitionStatistics;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.springframework.stereotype.Service;

/** What is deployed, in all its versions. Its callers have made sure that the person may see it. */
@Service
public class Catalogue {
  private final RepositoryService repository;
  private final ManagementService management;
  private final EngineGateway engine;
  private final LiveForms forms;

  Catalogue(
      RepositoryService repository,
      ManagementService management,
      EngineGateway engine,
      LiveForms forms) {
    this.repository = repository;
    this.management = management;
    this.engine = engine;
    this.forms = forms;
  }

  /** All processes, then all decision tables, then all forms of the latest diagrams, by name. */
  public List<Deployed> all() {
    return engine.asSystem(
        () -> {
          List<Deployed> all = new ArrayList<>();
          Map<String, Deployment> deployments = deployments();
          List<ProcessDefinition> processes = repository.createProcessDefinitionQuery().list();
          all.addAll(grouped(Deployed.Kind.PROCESS, processes, deployments, running()));
          all.addAll(
              grouped(
                  Deployed.Kind.DECISION,
                  repository.createDecisionDefinitionQuery().list(),
                  deployments,
                  Map.of()));
          all.addAll(forms.all(processes, deployments, Catalogue::source, form -> true));
          return all;
        });
  }

  /**
   * @throws NotFoundException where no process or table has this id, and no form this file name
   */
  public Deployed get(String key) {
    return find(key).orElseThrow(() -> NotFoundException.because("studio.unknown", key));
  }

  /** The same for one that may not be there; it does not look into the others. */
  Optional<Deployed> find(String key) {
    return engine.asSystem(
        () -> {
          Map<String, Deployment> deployments = deployments();
          if (key.endsWith(".html")) {
            return forms
                .all(
                    repository.createProcessDefinitionQuery().list(),
                    deployments,
                    Catalogue::source,
                    key::equals)
                .stream()
                .findFirst();
          }
          List<Deployed> found = new ArrayList<>();
          List<ProcessDefinition> processes =
              repository.createProcessDefinitionQuery().processDefinitionKey(key).list();
          if (!processes.isEmpty()) {
            found.addAll(grouped(Deployed.Kind.PROCESS, processes, deployments, running()));
          }
          found.addAll(
              grouped(
                  Deployed.Kind.DECISION,
                  repository.createDecisionDefinitionQuery().decisionDefinitionKey(key).list(),
                  deployments,
                  Map.of()));
          return found.stream().findFirst();
        });
  }

  private Map<String, Deployment> deployments() {
    return repository.createDeploymentQuery().list().stream()
        .collect(Collectors.toMap(Deployment::getId, Function.identity()));
  }

  /** The latest diagrams that ask with this form, by their names. */
  public List<String> usersOf(String form) {
    return engine.asSystem(() -> forms.usersOf(form));
  }

  /**
   * The version with this number, or the latest where there is no number.
   *
   * @throws NotFoundException where there is no such version
   */
  public Version version(Deployed deployed, Integer number) {
    return number == null
        ? deployed.latest()
        : deployed.versions().stream()
            .filter(version -> version.version() == number)
            .findFirst()
            .orElseThrow(
                () -> NotFoundException.because("studio.noVersion", deployed.name(), number));
  }

  /** The BPMN, DMN or HTML file of a version. */
  public String xml(Deployed.Kind kind, Version version) {
    return engine.asSystem(
        () -> {
          try (InputStream file =
              switch (kind) {
                case PROCESS -> repository.getProcessModel(version.id());
                case DECISION -> repository.getDecisionModel(version.id());
                case FORM -> repository.getResourceAsStream(version.id(), version.key());
              }) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Map<String, ProcessDefinitionStatistics> running() {
    return management.createProcessDefinitionStatisticsQuery().includeIncidents().list().stream()
        .collect(Collectors.toMap(ProcessDefinitionStatistics::getId, Function.identity()));
  }

  private List<Deployed> grouped(
      Deployed.Kind kind,
      List<? extends ResourceDefinition> definitions,
      Map<String, Deployment> deployments,
      Map<String, ProcessDefinitionStatistics> running) {
    Map<String, List<ResourceDefinition>> byKey = new LinkedHashMap<>();
    definitions.forEach(
        definition ->
            byKey.computeIfAbsent(definition.getKey(), key -> new ArrayList<>()).add(definition));
    return byKey.entrySet().stream()
        .map(
            entry -> {
              List<ResourceDefinition> versions = entry.getValue();
              versions.sort(Comparator.comparing(ResourceDefinition::getVersion).reversed());
              ResourceDefinition latest = versions.get(0);
              List<Version> all =
                  versions.stream()
                      .map(
                          version ->
                              version(
                                  version,
                                  deployments.get(version.getDeploymentId()),
                                  running.get(version.getId())))
                      .toList();
              String name = latest.getName() == null ? latest.getKey() : latest.getName();
              return new Deployed(
                  kind, entry.getKey(), name, purpose(kind, latest, all.get(0)), all);
            })
        .sorted(Comparator.comparing(Deployed::name))
        .toList();
  }

  /** What a file says of itself in its first sentence of documentation. */
  private String purpose(Deployed.Kind kind, ResourceDefinition latest, Version version) {
    Drawing drawing = Drawing.read(xml(kind, version));
    return drawing.all(kind == Deployed.Kind.PROCESS ? "documentation" : "description").stream()
        .filter(
            text ->
                ((org.w3c.dom.Element) text.getParentNode())
                    .getAttribute("id")
                    .equals(latest.getKey()))
        .map(text -> text.getTextContent().strip())
        .findFirst()
        .orElse("");
  }

  private static Version version(
      ResourceDefinition definition, Deployment deployment, ProcessDefinitionStatistics running) {
    return new Version(
        definition.getId(),
        definition.getKey(),
        definition.getVersion(),
        definition instanceof org.camunda.bpm.engine.repository.ProcessDefinition process
            ? process.getVersionTag()
            : null,
        deployment == null ? null : deployedAt(deployment),
        source(deployment),
        running == null ? 0 : running.getInstances(),
        running == null
            ? 0
            : running.getIncidentStatistics().stream()
                .mapToInt(IncidentStatistics::getIncidentCount)
                .sum());
  }

  static LocalDateTime deployedAt(Deployment deployment) {
    return LocalDateTime.ofInstant(
        deployment.getDeploymentTime().toInstant(), ZoneId.systemDefault());
  }

  private static String source(Deployment deployment) {
    if (deployment == null) {
      return "";
    }
    if ("fairlead".equals(deployment.getName())) {
      return Sentences.say("studio.source.shipped");
    }
    String from = deployment.getSource() == null ? "" : deployment.getSource();
    return Sentences.say(
        "studio.source.named", deployment.getName() == null ? "-" : deployment.getName(), from);
  }
}
