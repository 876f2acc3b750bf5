package dev.fairlead.studio;

import dev.fairlead.engine.DeploymentsByPeople;
import dev.fairlead.engine.EngineGateway;
import dev.fairlead.engine.contract.ContractCheck;
import dev.fairlead.engine.contract.Finding;
import dev.fairlead.engine.contract.LiveInEngine;
import dev.fairlead.engine.contract.XmlGate;
import dev.fairlead.project.Notice;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person deploys from Camunda Modeler, or else by REST, becomes a draft that waits for its
 * release: one draft for all files of the deployment that differ from what is live.
 */
@Service
class DeploymentsForRelease implements DeploymentsByPeople {
  private static final int LONGEST_KEY = 64;

  private final Drafts drafts;
  private final DraftChecks checks;
  private final Catalogue catalogue;
  private final DeploymentFiles files;
  private final ContractCheck contract;
  private final RepositoryService repository;
  private final EngineGateway engine;
  private final ApplicationEventPublisher events;

  DeploymentsForRelease(
      Drafts drafts,
      DraftChecks checks,
      Catalogue catalogue,
      DeploymentFiles files,
      ContractCheck contract,
      @Lazy RepositoryService repository,
      @Lazy EngineGateway engine,
      ApplicationEventPublisher events) {
    this.drafts = drafts;
    this.checks = checks;
    this.catalogue = catalogue;
    this.files = files;
    this.contract = contract;
    this.repository = repository;
    this.engine = engine;
    this.events = events;
  }

  @Override
  public boolean needARelease() {
    return drafts.fourEyes();
  }

  @Override
  @Transactional(readOnly = true)
  public void check(Map<String, byte[]> sent) {
    Map<String, String> all = new LinkedHashMap<>();
    sort(sent, all, all);
    Map<String, byte[]> byName = new LinkedHashMap<>();
    all.forEach((name, text) -> byName.put(name, text.getBytes(StandardCharsets.UTF_8)));
    refuse(checks.keepsWhatIsLive(byName));
  }

  @Override
  @Transactional
  public void handIn(String by, String name, String source, Map<String, byte[]> sent) {
    Map<String, String> changed = new LinkedHashMap<>();
    Map<String, String> same = new LinkedHashMap<>();
    sort(sent, changed, same);
    Set<String> all = new HashSet<>(changed.keySet());
    all.addAll(same.keySet());
    drafts.replace(all, by);
    if (changed.isEmpty()) {
      return;
    }
    String main =
        changed.keySet().stream()
            .min((a, b) -> Deployed.Kind.of(a).compareTo(Deployed.Kind.of(b)))
            .orElseThrow();
    Deployed.Kind kind = Deployed.Kind.of(main);
    String key = Deployed.keyOf(main);
    String content = changed.remove(main);
    // a diagram that has not had a form so far brings it along, although it is live elsewhere
    Map<String, byte[]> together = files.with(kind, key, content, changed);
    same.keySet().stream()
        .filter(form -> form.endsWith(".html") && !together.containsKey(form))
        .forEach(form -> changed.put(form, same.get(form)));
    refuse(findings(files.with(kind, key, content, changed)));
    Draft draft =
        drafts.handIn(
            kind,
            key,
            content,
            changed,
            Sentences.say("studio.handIn.note", shortened(name), shortened(source)),
            by);
    events.publishEvent(
        new Notice(
            "draftHandedIn/" + draft.id(),
            null,
            List.of(by),
            "draftHandedIn",
            Map.of("process", drafts.subject(draft).name(), "note", draft.note()),
            "/drafts/" + draft.id()));
  }

  /** Diagrams, tables and forms that can be looked into at all. */
  private static boolean isReadable(String name, byte[] bytes) {
    return name.endsWith(".html")
        ? bytes.length <= XmlGate.LARGEST
        : name.matches(".*\\.(bpmn|dmn)") && XmlGate.refusal(name, bytes).isEmpty();
  }

  /** By the names that the files have in a deployment, which is not what the person calls them. */
  private void sort(
      Map<String, byte[]> sent, Map<String, String> changed, Map<String, String> same) {
    if (sent.entrySet().stream().anyMatch(file -> !isReadable(file.getKey(), file.getValue()))) {
      refuse(findings(sent));
    }
    Map<String, String> paths = new HashMap<>();
    sent.forEach(
        (path, bytes) -> {
          String name = path.substring(path.lastIndexOf('/') + 1);
          String text = new String(bytes, StandardCharsets.UTF_8);
          Deployed.Kind kind = Deployed.Kind.of(name);
          String key = name;
          if (kind != Deployed.Kind.FORM) {
            List<String> ids = idsIn(kind, text);
            if (ids.size() != 1) {
              refuse(findings(sent));
              throw RefusedException.because(
                  "engine.contract.refused",
                  Sentences.say("studio.handIn.several", name, ids.size()));
            }
            key = ids.get(0);
          }
          if (key.length() > LONGEST_KEY) {
            throw RefusedException.because("studio.handIn.tooLong", key);
          }
          String file = Deployed.file(kind, key);
          String other = paths.put(file, path);
          if (other != null) {
            throw RefusedException.because(
                "engine.contract.refused", Sentences.say("studio.handIn.twice", other, path, key));
          }
          Optional<Deployed> known = catalogue.find(key);
          if (known.isPresent() && known.get().kind() != kind) {
            throw RefusedException.because(
                "engine.contract.refused",
                Sentences.say("studio.handIn.taken", key, known.get().name()));
          }
          String live =
              known
                  .map(deployed -> catalogue.xml(kind, deployed.latest()))
                  .orElse(Deployed.nothing(kind));
          (Comparison.between(kind, live, text).isEmpty() ? same : changed).put(file, text);
        });
  }

  private static List<String> idsIn(Deployed.Kind kind, String xml) {
    return Drawing.read(xml).all(kind == Deployed.Kind.PROCESS ? "process" : "decision").stream()
        .map(element -> element.getAttribute("id"))
        .toList();
  }

  private static void refuse(List<Finding> findings) {
    if (!findings.isEmpty()) {
      throw RefusedException.because(
          "engine.contract.refused",
          findings.stream().map(Finding::sentence).collect(Collectors.joining("\n")));
    }
  }

  private static String shortened(String words) {
    return words == null ? "-" : words.length() > 200 ? words.substring(0, 199) + "…" : words;
  }

  private List<Finding> findings(Map<String, byte[]> together) {
    return engine.asSystem(() -> contract.check(together, new LiveInEngine(repository)));
  }
}
