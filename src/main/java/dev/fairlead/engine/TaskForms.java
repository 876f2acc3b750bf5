package dev.fairlead.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The HTML forms that are deployed beside the diagrams, and which answers each of them declares.
 */
@Component
public class TaskForms {
  private static final String PREFIX = "embedded:deployment:";
  private final RepositoryService repository;
  private final EngineGateway engine;

  /** By deployment and file, as the engine keeps its diagrams: a deployment never changes. */
  private final Map<String, String> read = new ConcurrentHashMap<>();

  TaskForms(@Lazy RepositoryService repository, @Lazy EngineGateway engine) {
    this.repository = repository;
    this.engine = engine;
  }

  /**
   * The form's HTML as deployed with this version of the diagram.
   *
   * @param formKey such as {@code embedded:deployment:approvePlan.html}
   */
  public Optional<Document> find(String deploymentId, String formKey) {
    if (formKey == null || !formKey.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String file = formKey.substring(PREFIX.length());
    // whoever may see the task may see its form; the right to read whole deployments is for process
    // owners
    String place = deploymentId + "/" + file;
    String html = read.get(place);
    if (html == null) {
      html = engine.asSystem(() -> read(deploymentId, file));
      if (html != null) {
        read.put(place, html);
      }
    }
    return Optional.ofNullable(html).map(Jsoup::parseBodyFragment);
  }

  /** The form's text, or null. */
  private String read(String deploymentId, String file) {
    // the packaged jar deploys bare names, a run from target/classes absolute paths
    return repository.getDeploymentResourceNames(deploymentId).stream()
        .filter(name -> name.equals(file) || name.endsWith("/" + file))
        .findFirst()
        .map(
            name -> {
              try (InputStream form = repository.getResourceAsStream(deploymentId, name)) {
                return new String(form.readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElse(null);
  }

  /**
   * The variables that the form may answer, with their Camunda type names, in the order of the
   * form.
   */
  public static Map<String, String> fields(Document form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Element field : form.select("[cam-variable-name]")) {
      fields.put(
          field.attr("cam-variable-name"),
          field.hasAttr("cam-variable-type") ? field.attr("cam-variable-type") : "String");
    }
    return fields;
  }
}
