package dev.fairlead.studio;

import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.Sentences;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.springframework.stereotype.Component;

/**
 * The task forms of the latest diagrams. The engine knows no versions of them: a form lies in the
 * deployments of its diagrams. Here each text that differs from the one before is a version.
 *
 * <p>To be called as the engine itself.
 */
@Component
class LiveForms {
  private static final String PREFIX = "embedded:deployment:";

  private final RepositoryService repository;

  /** Forms by the id of a version of a diagram, with the first task of each that asks with it. */
  private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();

  /** Fingerprints of the forms by the id of a deployment; neither ever changes. */
  private final Map<String, Map<String, String>> brought = new ConcurrentHashMap<>();

  LiveForms(RepositoryService repository) {
    this.repository = repository;
  }

  /**
   * Those that a latest diagram asks with, by name.
   *
   * @param wanted says by the file name which of them to look into
   */
  List<Deployed> all(
      List<ProcessDefinition> processes,
      Map<String, Deployment> deployments,
      Function<Deployment, String> source,
      Predicate<String> wanted) {
    Map<String, String> live = new TreeMap<>();
    Set<String> liveIn = new HashSet<>();
    for (ProcessDefinition process : latest(processes)) {
      asked(process)
          .forEach(
              (form, task) -> {
                live.putIfAbsent(form, task);
                liveIn.add(form + " " + process.getDeploymentId());
              });
    }
    Map<String, List<Deployment>> bringing = new HashMap<>();
    processes.stream()
        .collect(Collectors.groupingBy(ProcessDefinition::getDeploymentId))
        .forEach(
            (deployment, inside) ->
                brought(deployment, inside)
                    .keySet()
                    .forEach(
                        form ->
                            bringing
                                .computeIfAbsent(form, f -> new ArrayList<>())
                                .add(deployments.get(deployment))));
    Map<String, List<Version>> versions = new HashMap<>();
    bringing.forEach(
        (form, all) -> {
          // what a latest diagram asks with is the newest, whatever a clock said
          all.sort(
              Comparator.comparing((Deployment d) -> liveIn.contains(form + " " + d.getId()))
                  .thenComparing(Deployment::getDeploymentTime)
                  .thenComparing(Deployment::getId));
          versions.put(form, versions(form, all, source));
        });
    return live.entrySet().stream()
        .filter(form -> wanted.test(form.getKey()) && versions.containsKey(form.getKey()))
        .map(form -> deployed(form.getKey(), form.getValue(), versions.get(form.getKey())))
        .sorted(Comparator.comparing(Deployed::name))
        .toList();
  }

  /** The newest first. */
  private List<Version> versions(
      String form, List<Deployment> inTurn, Function<Deployment, String> source) {
    List<Version> versions = new ArrayList<>();
    String last = "";
    for (Deployment deployment : inTurn) {
      String fingerprint = brought.get(deployment.getId()).get(form);
      if (!fingerprint.equals(last)) {
        versions.add(
            0,
            new Version(
                deployment.getId(),
                form,
                versions.size() + 1,
                null,
                Catalogue.deployedAt(deployment),
                source.apply(deployment),
                0,
                0));
        last = fingerprint;
      }
    }
    return versions;
  }

  /** The latest diagrams that ask with this form, by their names. */
  List<String> usersOf(String form) {
    return latest(repository.createProcessDefinitionQuery().list()).stream()
        .filter(process -> asked(process).containsKey(form))
        .map(process -> process.getName() == null ? process.getKey() : process.getName())
        .sorted()
        .toList();
  }

  private Deployed deployed(String form, String task, List<Version> versions) {
    return new Deployed(
        Deployed.Kind.FORM,
        form,
        Sentences.say("studio.form.name", task),
        firstSentence(text(versions.get(0).id(), form)),
        versions);
  }

  private static List<ProcessDefinition> latest(List<ProcessDefinition> processes) {
    Map<String, ProcessDefinition> latest = new LinkedHashMap<>();
    processes.forEach(
        process ->
            latest.merge(
                process.getKey(),
                process,
                (one, other) -> one.getVersion() > other.getVersion() ? one : other));
    return latest.values().stream()
        .sorted(Comparator.comparing(ProcessDefinition::getKey))
        .toList();
  }

  private Map<String, String> asked(ProcessDefinition process) {
    return asked.computeIfAbsent(
        process.getId(),
        id -> {
          Map<String, String> forms = new TreeMap<>();
          Drawing drawing = Drawing.read(read(repository.getProcessModel(id)));
          for (org.w3c.dom.Element task : drawing.all("userTask")) {
            String key = task.getAttributeNS("http://camunda.org/schema/1.0/bpmn", "formKey");
            if (key.startsWith(PREFIX)) {
              forms.putIfAbsent(key.substring(PREFIX.length()), task.getAttribute("name"));
            }
          }
          return forms;
        });
  }

  private Map<String, String> brought(String deployment, List<ProcessDefinition> inside) {
    return brought.computeIfAbsent(
        deployment,
        id -> {
          List<String> files = repository.getDeploymentResourceNames(id);
          Map<String, String> forms = new TreeMap<>();
          for (ProcessDefinition process : inside) {
            for (String form : asked(process).keySet()) {
              if (files.contains(form)) {
                forms.computeIfAbsent(form, name -> Fingerprint.of(text(id, name)));
              }
            }
          }
          return forms;
        });
  }

  private String text(String deployment, String form) {
    return read(repository.getResourceAsStream(deployment, form));
  }

  private static String firstSentence(String html) {
    Element paragraph = Jsoup.parseBodyFragment(html).selectFirst("p");
    return paragraph == null ? "" : paragraph.text().replaceFirst("(?<=[.!?])\\s.*", "");
  }

  private static String read(InputStream file) {
    try (file) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
