package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What stands in deploy/ and docker-compose.yml fits together and to the application. */
class DeploymentFilesTests {
  private static final Path KUBERNETES = Path.of("deploy/kubernetes");
  private static final Set<String> SECRETS =
      Set.of("FAIRLEAD_DB_PASSWORD", "FAIRLEAD_ADMIN_PASSWORD", "FAIRLEAD_METRICS_TOKEN");

  private static Map<String, Object> read(Path file) {
    try {
      return new Yaml(new LoaderOptions()).load(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Follows names and numbers down to one value. */
  @SuppressWarnings("unchecked")
  private static <T> T at(Object from, Object... path) {
    Object here = from;
    for (Object step : path) {
      here =
          step instanceof Integer i ? ((List<Object>) here).get(i) : ((Map<?, ?>) here).get(step);
    }
    return (T) here;
  }

  private static Map<String, Object> manifest(String kind) {
    return read(KUBERNETES.resolve(kind + ".yaml"));
  }

  @Test
  void everyManifestIsOneOfItsKindAndAboutFairlead() throws IOException {
    List<String> kinds = new ArrayList<>();
    try (Stream<Path> files = Files.list(KUBERNETES)) {
      files
          .filter(file -> file.toString().endsWith(".yaml"))
          .forEach(
              file -> {
                Map<String, Object> manifest = read(file);
                String kind = at(manifest, "kind");
                assertThat(file.getFileName().toString()).isEqualToIgnoringCase(kind + ".yaml");
                assertThat((String) at(manifest, "apiVersion")).isNotBlank();
                assertThat((String) at(manifest, "metadata", "name")).isEqualTo("fairlead");
                kinds.add(kind);
              });
    }
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "ConfigMap", "Deployment", "Service", "PodDisruptionBudget", "Ingress");
  }

  @Test
  void theyNameEachOther() {
    Object labels = at(manifest("deployment"), "spec", "template", "metadata", "labels");
    assertThat((Object) at(manifest("deployment"), "spec", "selector", "matchLabels"))
        .isEqualTo(labels);
    assertThat((Object) at(manifest("service"), "spec", "selector")).isEqualTo(labels);
    assertThat((Object) at(manifest("poddisruptionbudget"), "spec", "selector", "matchLabels"))
        .isEqualTo(labels);
    Object node = at(manifest("deployment"), "spec", "template", "spec", "containers", 0);
    assertThat((Object) at(manifest("service"), "spec", "ports", 0, "targetPort"))
        .isEqualTo(at(node, "ports", 0, "name"));
    assertThat((Object) at(node, "envFrom", 0, "configMapRef", "name")).isEqualTo("fairlead");
    assertThat((Object) at(node, "envFrom", 1, "secretRef", "name")).isEqualTo("fairlead");
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat((String) at(node, probe, "httpGet", "path"))
          .matches("/actuator/health/(liveness|readiness)");
    }
  }

  @Test
  void everyVariableIsOneThatTheApplicationReads() throws IOException {
    Set<String> read = new TreeSet<>();
    for (String file : List.of("application.yaml", "application-postgres.yaml")) {
      read.addAll(
          Pattern.compile("\\$\\{(FAIRLEAD_\\w+)")
              .matcher(Files.readString(Path.of("src/main/resources", file)))
              .results()
              .map(found -> found.group(1))
              .collect(Collectors.toSet()));
    }
    Set<String> named = new TreeSet<>(SECRETS);
    Map<String, Object> settings = at(manifest("configmap"), "data");
    named.addAll(settings.keySet());
    Map<String, Object> compose =
        at(read(Path.of("docker-compose.yml")), "services", "fairlead", "environment");
    named.addAll(compose.keySet());
    named.removeIf(name -> !name.startsWith("FAIRLEAD_"));
    assertThat(read).containsAll(named);
  }

  @Test
  void noSecretStandsInAFile() throws IOException {
    Map<String, Object> settings = at(manifest("configmap"), "data");
    assertThat(settings).doesNotContainKeys(SECRETS.toArray(String[]::new));
    List<String> given =
        Pattern.compile("(?m)^\\s*\\w*(?:PASSWORD|TOKEN|SECRET)\\w*:\\s*(.+)$")
            .matcher(Files.readString(Path.of("docker-compose.yml")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(given).isNotEmpty().allMatch(value -> value.startsWith("${"));
  }

  @Test
  void theProxyAsksEveryNode() throws IOException {
    Map<String, Map<String, Object>> services = at(read(Path.of("docker-compose.yml")), "services");
    assertThat(services.get("fairlead-2")).isEqualTo(services.get("fairlead"));
    assertThat(Files.readString(Path.of("deploy/Caddyfile")))
        .contains("reverse_proxy fairlead:8080 fairlead-2:8080", "/actuator/health/readiness");
  }
}
