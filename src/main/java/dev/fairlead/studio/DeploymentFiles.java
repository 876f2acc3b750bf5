package dev.fairlead.studio;

import dev.fairlead.engine.EngineGateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.springframework.stereotype.Component;

/**
 * What must be deployed together with a changed file: a diagram keeps the forms and decision tables
 * of its own deployment, so these come along, and a form or table takes the diagrams along that
 * keep it.
 */
@Component
class DeploymentFiles {
  private static final Pattern FORM = Pattern.compile("embedded:deployment:([A-Za-z0-9]+\\.html)");
  private static final Pattern TABLE = Pattern.compile("decisionRef=\"([A-Za-z0-9_]+)\"");

  private final RepositoryService repository;
  private final EngineGateway engine;

  DeploymentFiles(RepositoryService repository, EngineGateway engine) {
    this.repository = repository;
    this.engine = engine;
  }

  /** By name; the changed file first. */
  Map<String, byte[]> with(Deployed.Kind kind, String key, String text) {
    return with(kind, key, text, Map.of());
  }

  /**
   * By name; the changed file first, then those that were changed with it.
   *
   * @param alongside by the names of their files
   */
  Map<String, byte[]> with(
      Deployed.Kind kind, String key, String text, Map<String, String> alongside) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(Deployed.file(kind, key), bytes(text));
    alongside.forEach((name, content) -> files.put(name, bytes(content)));
    return engine.asSystem(
        () -> {
          keepers(files);
          for (String name : List.copyOf(files.keySet())) {
            if (name.endsWith(".bpmn")) {
              companions(
                  text(files.get(name)), deploymentOf(name.replaceFirst("\\.bpmn$", "")), files);
            }
          }
          return files;
        });
  }

  /** The forms and tables that came with a version of a diagram, by the names of their files. */
  Map<String, String> keptBy(Version version) {
    return engine.asSystem(
        () -> {
          ProcessDefinition process = repository.getProcessDefinition(version.id());
          String deployment = process.getDeploymentId();
          String diagram = model(process);
          Map<String, String> kept = new LinkedHashMap<>();
          List<String> files = repository.getDeploymentResourceNames(deployment);
          for (Matcher form = FORM.matcher(diagram); form.find(); ) {
            if (files.contains(form.group(1))) {
              kept.put(
                  form.group(1),
                  text(read(repository.getResourceAsStream(deployment, form.group(1)))));
            }
          }
          for (Matcher table = TABLE.matcher(diagram); table.find(); ) {
            DecisionDefinition decision =
                repository
                    .createDecisionDefinitionQuery()
                    .decisionDefinitionKey(table.group(1))
                    .deploymentId(deployment)
                    .singleResult();
            if (decision != null) {
              kept.put(
                  table.group(1) + ".dmn",
                  text(read(repository.getDecisionModel(decision.getId()))));
            }
          }
          return kept;
        });
  }

  /** The diagrams that keep a changed form or table. */
  private void keepers(Map<String, byte[]> files) {
    List<String> kept = new ArrayList<>();
    for (String name : files.keySet()) {
      if (name.endsWith(".html")) {
        kept.add("\"embedded:deployment:" + name + '"');
      } else if (name.endsWith(".dmn")) {
        kept.add("decisionRef=\"" + name.replaceFirst("\\.dmn$", "") + '"');
      }
    }
    if (kept.isEmpty()) {
      return;
    }
    for (ProcessDefinition process :
        repository.createProcessDefinitionQuery().latestVersion().list()) {
      if (!files.containsKey(process.getKey() + ".bpmn")) {
        String diagram = model(process);
        if (kept.stream().anyMatch(diagram::contains)) {
          files.put(process.getKey() + ".bpmn", bytes(diagram));
        }
      }
    }
  }

  private void companions(String diagram, String deployment, Map<String, byte[]> files) {
    for (Matcher form = FORM.matcher(diagram); form.find(); ) {
      String name = form.group(1);
      if (deployment != null
          && !files.containsKey(name)
          && repository.getDeploymentResourceNames(deployment).contains(name)) {
        files.put(name, read(repository.getResourceAsStream(deployment, name)));
      }
    }
    for (Matcher table = TABLE.matcher(diagram); table.find(); ) {
      DecisionDefinition decision =
          repository
              .createDecisionDefinitionQuery()
              .decisionDefinitionKey(table.group(1))
              .latestVersion()
              .singleResult();
      if (decision != null) {
        files.computeIfAbsent(
            table.group(1) + ".dmn", name -> read(repository.getDecisionModel(decision.getId())));
      }
    }
  }

  private String deploymentOf(String process) {
    ResourceDefinition latest =
        repository
            .createProcessDefinitionQuery()
            .processDefinitionKey(process)
            .latestVersion()
            .singleResult();
    return latest == null ? null : latest.getDeploymentId();
  }

  private String model(ProcessDefinition process) {
    return text(read(repository.getProcessModel(process.getId())));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] read(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
