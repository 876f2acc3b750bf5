package dev.fairlead.studio;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.engine.contract.ContractCheck;
import dev.fairlead.engine.contract.Finding;
import dev.fairlead.engine.contract.LiveInEngine;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.jsoup.Jsoup;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is against a draft before it may go live. */
@Component
class DraftChecks {
  /** As much as the process contract takes. */
  private static final int LONGEST = 1_000_000;

  private final Catalogue catalogue;
  private final ContractCheck contract;
  private final RepositoryService repository;
  private final EngineGateway engine;
  private final TransactionTemplate apart;

  DraftChecks(
      Catalogue catalogue,
      ContractCheck contract,
      RepositoryService repository,
      EngineGateway engine,
      PlatformTransactionManager transactions) {
    this.catalogue = catalogue;
    this.contract = contract;
    this.repository = repository;
    this.engine = engine;
    this.apart = new TransactionTemplate(transactions);
    apart.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
  }

  /** First the process contract, then what the engine itself says. */
  List<Finding> check(Draft draft, String xml, Map<String, byte[]> together) {
    List<Finding> findings = keepsContract(draft, xml, together);
    return findings.isEmpty() ? tryOut(together) : findings;
  }

  /**
   * What the process contract and what is live have against it.
   *
   * @param together all that goes live with it, by the names of the files
   */
  List<Finding> keepsContract(Draft draft, String xml, Map<String, byte[]> together) {
    try {
      readable(draft, xml);
    } catch (RefusedException unreadable) {
      return List.of(new Finding("", unreadable.getMessage()));
    }
    List<Finding> findings =
        new ArrayList<>(
            engine.asSystem(() -> contract.check(together, new LiveInEngine(repository))));
    findings.addAll(keepsWhatIsLive(together));
    return findings;
  }

  /** What these files must not lose of those that are live, by the names of the files. */
  List<Finding> keepsWhatIsLive(Map<String, byte[]> together) {
    List<Finding> findings = formsKeepTheirKeys(together);
    findings.addAll(approvalsStay(together));
    return findings;
  }

  /** Against the forms that are live. */
  private List<Finding> formsKeepTheirKeys(Map<String, byte[]> together) {
    List<String> diagrams =
        together.entrySet().stream()
            .filter(file -> file.getKey().endsWith(".bpmn"))
            .map(file -> text(file.getValue()))
            .toList();
    List<Finding> findings = new ArrayList<>();
    together.forEach(
        (name, bytes) -> {
          if (name.endsWith(".html")) {
            catalogue
                .find(name)
                .map(live -> catalogue.xml(live.kind(), live.latest()))
                .filter(live -> !live.equals(text(bytes)))
                .ifPresent(
                    live ->
                        findings.addAll(
                            FormKeys.check(
                                live,
                                text(bytes),
                                diagrams.stream().filter(d -> d.contains(":" + name)).toList())));
          }
        });
    return findings;
  }

  private List<Finding> approvalsStay(Map<String, byte[]> together) {
    List<Finding> findings = new ArrayList<>();
    together.forEach(
        (name, bytes) -> {
          if (name.endsWith(".bpmn")) {
            catalogue
                .find(Deployed.keyOf(name))
                .map(live -> catalogue.xml(live.kind(), live.latest()))
                .filter(live -> !live.equals(text(bytes)))
                .ifPresent(live -> findings.addAll(Approvals.check(live, text(bytes))));
          }
        });
    return findings;
  }

  /** It may be wrong, but it must be a drawing of the same process or table, or a form. */
  static void readable(Draft draft, String xml) {
    if (xml == null || xml.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw RefusedException.because("studio.draft.tooLarge");
    }
    if (draft.kind() == Deployed.Kind.FORM) {
      if (Jsoup.parseBodyFragment(xml).body().selectFirst("> form") == null) {
        throw RefusedException.because("studio.form.noForm");
      }
      return;
    }
    Drawing drawing = Drawing.read(xml);
    List<String> ids =
        drawing.all(draft.kind() == Deployed.Kind.PROCESS ? "process" : "decision").stream()
            .map(element -> element.getAttribute("id"))
            .toList();
    if (!ids.equals(List.of(draft.processKey()))) {
      throw RefusedException.because(
          "studio.draft.otherId", draft.processKey(), ids.isEmpty() ? "-" : String.join(", ", ids));
    }
  }

  /** Deploys it for a moment in a transaction that is taken back. */
  private List<Finding> tryOut(Map<String, byte[]> together) {
    List<Finding> found = new ArrayList<>();
    apart.executeWithoutResult(
        status -> {
          status.setRollbackOnly();
          try {
            engine.asSystem(() -> deployment(together, "try").deploy());
          } catch (ParseException refused) {
            refused.getResorceReports().stream()
                .flatMap(report -> report.getErrors().stream())
                .map(
                    problem ->
                        new Finding(
                            problem.getMainElementId() == null ? "" : problem.getMainElementId(),
                            Sentences.say("studio.draft.engineSays", problem.getMessage())))
                .forEach(found::add);
          } catch (ProcessEngineException refused) {
            found.add(
                new Finding("", Sentences.say("studio.draft.engineSays", refused.getMessage())));
          }
        });
    return found;
  }

  DeploymentBuilder deployment(Map<String, byte[]> together, String name) {
    DeploymentBuilder deployment =
        repository.createDeployment().name(name).source(Sentences.say("studio.source.studio"));
    together.forEach(
        (file, bytes) -> deployment.addString(file, new String(bytes, StandardCharsets.UTF_8)));
    return deployment;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
