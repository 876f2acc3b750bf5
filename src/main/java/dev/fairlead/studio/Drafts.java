package dev.fairlead.studio;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.engine.contract.ContractCheck;
import dev.fairlead.engine.contract.Finding;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Diagrams and decision tables that process owners work on: saved by their author, checked at every
 * moment, submitted when nothing is against them, and released by another process owner.
 */
@Service
@Transactional
public class Drafts {
  /** As much as the process contract takes. */
  private static final int LONGEST = 1_000_000;

  private static final String COLUMNS =
      "id, process_key, kind, based_on, note, author, saved_at, revision, state, submitted_at, decided_by,"
          + " decided_for, decided_at, decision_comment, released_version";

  private final JdbcClient jdbc;
  private final Catalogue catalogue;
  private final DeploymentFiles files;
  private final ContractCheck contract;
  private final RepositoryService repository;
  private final EngineGateway engine;
  private final ReleaseFlow flow;
  private final Users users;
  private final History history;
  private final ApplicationEventPublisher events;
  private final FairleadClock clock;
  private final TransactionTemplate apart;

  Drafts(
      JdbcClient jdbc,
      Catalogue catalogue,
      DeploymentFiles files,
      ContractCheck contract,
      RepositoryService repository,
      EngineGateway engine,
      ReleaseFlow flow,
      Users users,
      History history,
      ApplicationEventPublisher events,
      FairleadClock clock,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
    this.files = files;
    this.contract = contract;
    this.repository = repository;
    this.engine = engine;
    this.flow = flow;
    this.users = users;
    this.history = history;
    this.events = events;
    this.clock = clock;
    this.apart = new TransactionTemplate(transactions);
    apart.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * Begins a draft of this version, or answers with the open one that the person has already.
   *
   * @param version the version to begin from; an older one to make it the newest again
   */
  public Draft begin(String key, Integer version, String by) {
    mustOwnProcesses(by);
    Deployed deployed = catalogue.get(key);
    Version from = catalogue.version(deployed, version);
    List<Draft> open = all(key).stream().filter(d -> d.isOpen() && d.author().equals(by)).toList();
    if (!open.isEmpty()) {
      if (version == null || open.get(0).basedOn() == from.version()) {
        return open.get(0);
      }
      throw ConflictException.because("studio.draft.another", open.get(0).basedOn());
    }
    jdbc.sql(
            "insert into process_draft (process_key, kind, based_on, content, author, saved_at, revision, state)"
                + " values (?, ?, ?, ?, ?, ?, 0, 'OPEN')")
        .params(
            key,
            deployed.kind().name(),
            from.version(),
            catalogue.xml(deployed.kind(), from),
            by,
            clock.now())
        .update();
    return all(key).get(0);
  }

  /**
   * Keeps what its author has drawn so far, right or wrong.
   *
   * @param revision that the person has in front of them
   * @return the new revision
   */
  public int save(long id, int revision, String xml, String by) {
    Draft draft = mine(id, by);
    readable(draft, xml);
    int changed =
        jdbc.sql(
                "update process_draft set content = ?, saved_at = ?, revision = revision + 1"
                    + " where id = ? and revision = ? and state = 'OPEN'")
            .params(xml, clock.now(), id, revision)
            .update();
    if (changed == 0) {
      throw ConflictException.because("studio.draft.savedMeanwhile");
    }
    return revision + 1;
  }

  /** What is against this file: first the process contract, then what the engine itself says. */
  @Transactional(readOnly = true)
  public List<Finding> check(Draft draft, String xml) {
    List<Finding> findings = keepsContract(draft, xml);
    return findings.isEmpty()
        ? tryOut(files.with(draft.kind(), draft.processKey(), xml))
        : findings;
  }

  private List<Finding> keepsContract(Draft draft, String xml) {
    try {
      readable(draft, xml);
    } catch (RefusedException unreadable) {
      return List.of(new Finding("", unreadable.getMessage()));
    }
    return contract.check(files.with(draft.kind(), draft.processKey(), xml), this::isDeployed);
  }

  /** Hands it to another process owner. */
  public void submit(long id, String note, String by) {
    Draft draft = mine(id, by);
    if (note == null || note.isBlank()) {
      throw RefusedException.ofField("note", "studio.draft.noteMissing");
    }
    if (note.length() > 500) {
      throw RefusedException.ofField("note", "studio.draft.noteTooLong", 500);
    }
    boolean another =
        users.inGroup(Groups.PROCESS_OWNERS).stream()
            .anyMatch(owner -> owner.enabled() && !owner.username().equals(by));
    if (!another) {
      throw RefusedException.because("studio.draft.nobodyElse");
    }
    List<Finding> findings = check(draft, content(id));
    if (!findings.isEmpty()) {
      throw RefusedException.because("studio.draft.findings", inLines(findings));
    }
    if (differences(draft).isEmpty() && draft.basedOn() == latest(draft)) {
      throw RefusedException.because("studio.draft.nothingChanged");
    }
    jdbc.sql(
            "update process_draft set state = 'SUBMITTED', note = ?, submitted_at = ? where id = ?")
        .params(note.strip(), clock.now(), id)
        .update();
    flow.submitted(get(id), by);
  }

  /** Throws it away. What was released or is being looked at stays. */
  public void discard(long id, String by) {
    mine(id, by);
    jdbc.sql("update process_draft set state = 'DISCARDED' where id = ?").param(id).update();
  }

  /**
   * Keeps what the other process owner decided. Sent back, it is its author's again.
   *
   * @param release null where the form was sent without an answer
   * @param onBehalfOf for whom a deputy decided, or null
   */
  public void decide(long id, Boolean release, String comment, String by, String onBehalfOf) {
    Draft draft = get(id);
    if (draft.state() != Draft.State.SUBMITTED) {
      throw ConflictException.because("studio.draft.decided");
    }
    if (release == null) {
      throw RefusedException.ofField("release", "studio.draft.decisionMissing");
    }
    if (!release && (comment == null || comment.isBlank())) {
      throw RefusedException.ofField("comment", "studio.draft.commentMissing");
    }
    if (draft.author().equals(by)) {
      throw RefusedException.forbidden("studio.draft.own");
    }
    if (comment != null && comment.length() > 2000) {
      throw RefusedException.ofField("comment", "studio.draft.noteTooLong", 2000);
    }
    if (release) {
      // what it refers to may have changed since it was submitted; the engine itself, in whose
      // transaction this runs, had its say then and has it again when it is deployed
      List<Finding> findings = keepsContract(draft, content(id));
      if (!findings.isEmpty()) {
        throw RefusedException.because("studio.draft.findings", inLines(findings));
      }
      if (latest(draft) != draft.basedOn() && !isRollBack(draft)) {
        throw RefusedException.because("studio.draft.overtaken", draft.basedOn(), latest(draft));
      }
    }
    jdbc.sql(
            "update process_draft set state = ?, decided_by = ?, decided_for = ?, decided_at = ?,"
                + " decision_comment = ? where id = ?")
        .params(release ? "SUBMITTED" : "OPEN", by, onBehalfOf, clock.now(), comment, id)
        .update();
    history.decided(
        Decided.on(
                null, Decided.Kind.DIAGRAM, draft.processKey(), release ? "RELEASE" : "REWORK", by)
            .named(catalogue.get(draft.processKey()).name())
            .ofVersion(
                "draft " + id + " of version " + draft.basedOn(), Fingerprint.of(content(id)))
            .insteadOf(onBehalfOf)
            .saying(comment == null || comment.isBlank() ? draft.note() : comment.strip()));
    if (!release) {
      tell(draft, "draftSentBack", Map.of("person", users.nameOf(by), "comment", comment.strip()));
    }
  }

  /** Deploys what was released. Safe to run twice. */
  public void deploy(long id) {
    Draft draft = get(id);
    if (draft.state() == Draft.State.RELEASED) {
      return;
    }
    Map<String, byte[]> together = files.with(draft.kind(), draft.processKey(), content(id));
    DeploymentWithDefinitions deployed =
        engine.asSystem(() -> deployment(together, name(draft)).deployWithResult());
    Stream<? extends ResourceDefinition> made =
        draft.kind() == Deployed.Kind.PROCESS
            ? deployed.getDeployedProcessDefinitions().stream()
            : deployed.getDeployedDecisionDefinitions().stream();
    int version =
        made.filter(definition -> definition.getKey().equals(draft.processKey()))
            .findFirst()
            .orElseThrow()
            .getVersion();
    jdbc.sql("update process_draft set state = 'RELEASED', released_version = ? where id = ?")
        .params(version, id)
        .update();
    tell(draft, "draftReleased", Map.of("version", String.valueOf(version)));
  }

  private void tell(Draft draft, String template, Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("process", catalogue.get(draft.processKey()).name());
    values.put("note", draft.note());
    events.publishEvent(
        new Notice(
            template + "/" + draft.id() + "/" + draft.revision() + "/" + draft.submittedAt(),
            null,
            List.of(draft.author()),
            template,
            values,
            "/drafts/" + draft.id()));
  }

  @Transactional(readOnly = true)
  public Draft get(long id) {
    return jdbc.sql("select " + COLUMNS + " from process_draft where id = ?")
        .param(id)
        .query(Draft.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("studio.draft.unknown", String.valueOf(id)));
  }

  /** Of one process or table, the newest first. */
  @Transactional(readOnly = true)
  public List<Draft> all(String key) {
    return jdbc.sql(
            "select " + COLUMNS + " from process_draft where process_key = ? order by id desc")
        .param(key)
        .query(Draft.class)
        .list();
  }

  @Transactional(readOnly = true)
  public String content(long id) {
    return jdbc.sql("select content from process_draft where id = ?")
        .param(id)
        .query(String.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("studio.draft.unknown", String.valueOf(id)));
  }

  /** What releasing it changes in what is deployed. */
  @Transactional(readOnly = true)
  public List<Difference> differences(Draft draft) {
    return Comparison.between(deployed(draft), content(draft.id()));
  }

  /** The file that it would replace. */
  @Transactional(readOnly = true)
  public String deployed(Draft draft) {
    Deployed deployed = catalogue.get(draft.processKey());
    // what was released is compared with what it replaced
    Version before =
        draft.releasedVersion() == null
            ? deployed.latest()
            : catalogue.version(deployed, draft.basedOn());
    return catalogue.xml(draft.kind(), before);
  }

  private int latest(Draft draft) {
    return catalogue.get(draft.processKey()).latest().version();
  }

  /** An older version that is to be the newest again overtakes others on purpose. */
  private boolean isRollBack(Draft draft) {
    Version from = catalogue.version(catalogue.get(draft.processKey()), draft.basedOn());
    return Comparison.between(catalogue.xml(draft.kind(), from), content(draft.id())).isEmpty();
  }

  private Draft mine(long id, String by) {
    mustOwnProcesses(by);
    Draft draft = get(id);
    if (!draft.author().equals(by)) {
      throw RefusedException.forbidden("studio.draft.notYours", users.nameOf(draft.author()));
    }
    if (!draft.isOpen()) {
      throw ConflictException.because("studio.draft.closed." + draft.state());
    }
    return draft;
  }

  private void mustOwnProcesses(String by) {
    if (users.find(by).map(User::groups).filter(g -> g.contains(Groups.PROCESS_OWNERS)).isEmpty()) {
      throw RefusedException.forbidden("studio.draft.onlyOwners");
    }
  }

  /** It may be wrong, but it must be a drawing of the same process or table. */
  private static void readable(Draft draft, String xml) {
    if (xml == null || xml.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw RefusedException.because("studio.draft.tooLarge");
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

  private boolean isDeployed(String process) {
    return engine.asSystem(
            () -> repository.createProcessDefinitionQuery().processDefinitionKey(process).count())
        > 0;
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

  private DeploymentBuilder deployment(Map<String, byte[]> together, String name) {
    DeploymentBuilder deployment =
        repository.createDeployment().name(name).source(Sentences.say("studio.source.studio"));
    together.forEach(
        (file, bytes) -> deployment.addString(file, new String(bytes, StandardCharsets.UTF_8)));
    return deployment;
  }

  private String name(Draft draft) {
    String note = draft.note() == null ? draft.processKey() : draft.note();
    return note.length() > 200 ? note.substring(0, 199) + "…" : note;
  }

  private static String inLines(List<Finding> findings) {
    return findings.stream().map(Finding::sentence).limit(10).collect(Collectors.joining("\n"));
  }
}
