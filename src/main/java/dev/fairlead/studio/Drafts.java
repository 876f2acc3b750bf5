package dev.fairlead.studio;

import dev.fairlead.engine.EngineGateway;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Diagrams, decision tables and forms that process owners work on: saved by their author, checked
 * at every moment, submitted when nothing is against them, and released by another process owner.
 */
@Service
@Transactional
public class Drafts {
  private static final String COLUMNS =
      "id, process_key, kind, based_on, note, author, saved_at, revision, state, submitted_at, decided_by,"
          + " decided_for, decided_at, decision_comment, released_version, handed_in";

  private final JdbcClient jdbc;
  private final Catalogue catalogue;
  private final DeploymentFiles files;
  private final DraftChecks checks;
  private final EngineGateway engine;
  private final ReleaseFlow flow;
  private final Users users;
  private final History history;
  private final ApplicationEventPublisher events;
  private final FairleadClock clock;
  private final boolean fourEyes;

  Drafts(
      JdbcClient jdbc,
      Catalogue catalogue,
      DeploymentFiles files,
      DraftChecks checks,
      EngineGateway engine,
      ReleaseFlow flow,
      Users users,
      History history,
      ApplicationEventPublisher events,
      FairleadClock clock,
      @Value("${fairlead.studio.four-eyes}") boolean fourEyes) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
    this.files = files;
    this.checks = checks;
    this.engine = engine;
    this.flow = flow;
    this.users = users;
    this.history = history;
    this.events = events;
    this.clock = clock;
    this.fourEyes = fourEyes;
  }

  /** Whether nothing goes live without a second person. */
  public boolean fourEyes() {
    return fourEyes;
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
    List<Draft> open =
        all(key).stream()
            .filter(d -> d.isOpen() && !d.handedIn() && d.author().equals(by))
            .toList();
    if (!open.isEmpty()) {
      if (version == null || open.get(0).basedOn() == from.version()) {
        return open.get(0);
      }
      throw ConflictException.because("studio.draft.another", open.get(0).basedOn());
    }
    Draft draft =
        insert(
            deployed.kind(), key, from.version(), catalogue.xml(deployed.kind(), from), by, false);
    if (deployed.kind() == Deployed.Kind.PROCESS && from.version() != deployed.latest().version()) {
      comesBackWhole(draft, from);
    }
    return draft;
  }

  /**
   * An older version of a diagram is what it was with the forms and tables of its deployment: what
   * was changed together is undone together.
   */
  private void comesBackWhole(Draft draft, Version from) {
    Map<String, byte[]> now = together(draft, content(draft.id()));
    files
        .keptBy(from)
        .forEach(
            (name, was) -> {
              Deployed.Kind kind = Deployed.Kind.of(name);
              byte[] bytes = now.get(name);
              String live =
                  bytes == null
                      ? Deployed.nothing(kind)
                      : new String(bytes, StandardCharsets.UTF_8);
              if (!Comparison.between(kind, live, was).isEmpty()) {
                takeAlong(draft, name, was);
              }
            });
  }

  private void takeAlong(Draft draft, String name, String text) {
    jdbc.sql(
            "insert into process_draft_file (draft_id, name, based_on, content)"
                + " values (?, ?, ?, ?)")
        .params(draft.id(), name, latest(Deployed.keyOf(name)), text)
        .update();
  }

  /** Its author wants this file to stay as it is live. */
  public void leaveOut(long id, String file, String by) {
    Draft draft = mine(id, by);
    int gone =
        jdbc.sql("delete from process_draft_file where draft_id = ? and name = ?")
            .params(draft.id(), file)
            .update();
    if (gone == 0) {
      throw ConflictException.because("studio.draft.notAlong", file);
    }
  }

  private Draft insert(
      Deployed.Kind kind, String key, int basedOn, String content, String by, boolean handedIn) {
    jdbc.sql(
            "insert into process_draft (process_key, kind, based_on, content, author, saved_at,"
                + " handed_in, revision, state) values (?, ?, ?, ?, ?, ?, ?, 0, 'OPEN')")
        .params(key, kind.name(), basedOn, content, by, clock.now(), handedIn)
        .update();
    return all(key).get(0);
  }

  /**
   * Keeps what its author deployed and hands it to another process owner.
   *
   * @param alongside what was changed with it, by the names of the files
   */
  Draft handIn(
      Deployed.Kind kind,
      String key,
      String content,
      Map<String, String> alongside,
      String note,
      String by) {
    mustOwnProcesses(by);
    Draft draft = insert(kind, key, latest(key), content, by, true);
    alongside.forEach((name, text) -> takeAlong(draft, name, text));
    submit(draft.id(), note, by);
    return get(draft.id());
  }

  /**
   * Ends what this author deployed before and nobody has decided about, where it shares a file with
   * what they deploy now.
   */
  void replace(Set<String> names, String by) {
    List<Draft> undecided =
        jdbc
            .sql(
                "select "
                    + COLUMNS
                    + " from process_draft where author = ? and handed_in = true"
                    + " and state in ('OPEN', 'SUBMITTED') order by id")
            .param(by)
            .query(Draft.class)
            .list()
            .stream()
            .filter(draft -> draft.isOpen() || draft.isWaiting())
            .toList();
    for (Draft earlier : undecided) {
      if (contents(earlier).keySet().stream().anyMatch(names::contains)) {
        if (earlier.isWaiting()) {
          flow.takenBack(earlier);
        }
        end(earlier);
      }
    }
  }

  /**
   * Keeps what its author has drawn so far, right or wrong.
   *
   * @param revision that the person has in front of them
   * @return the new revision
   */
  public int save(long id, int revision, String xml, String by) {
    Draft draft = mine(id, by);
    DraftChecks.readable(draft, xml);
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
    return checks.check(draft, xml, together(draft, xml));
  }

  /** All that goes live with it, by the names of the files. */
  Map<String, byte[]> together(Draft draft, String content) {
    return files.with(draft.kind(), draft.processKey(), content, alongside(draft.id()));
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
    if (fourEyes && !another) {
      throw RefusedException.because("studio.draft.nobodyElse");
    }
    List<Finding> findings = check(draft, content(id));
    if (!findings.isEmpty()) {
      throw RefusedException.because("studio.draft.findings", inLines(findings));
    }
    if (differences(draft).isEmpty()
        && changedAlongside(draft).isEmpty()
        && draft.basedOn() == latest(draft)) {
      throw RefusedException.because("studio.draft.nothingChanged");
    }
    jdbc.sql(
            "update process_draft set state = 'SUBMITTED', note = ?, submitted_at = ? where id = ?")
        .params(note.strip(), clock.now(), id)
        .update();
    if (fourEyes) {
      flow.submitted(get(id), by);
    } else {
      alone(get(id), by);
    }
  }

  /** Where the installation has one process owner, what they submit is live at once. */
  private void alone(Draft draft, String by) {
    overtaken(draft)
        .ifPresent(
            why -> {
              throw RefusedException.because("studio.draft.beginAgain", why);
            });
    jdbc.sql("update process_draft set decided_by = ?, decided_at = ? where id = ?")
        .params(by, clock.now(), draft.id())
        .update();
    logged(draft, "RELEASE", by, null, Sentences.say("studio.draft.alone"));
    deploy(draft.id());
  }

  /** Its author wants to go on with it before anybody has decided. */
  public void takeBack(long id, String by) {
    mustOwnProcesses(by);
    Draft draft = get(id);
    mustBeAuthor(draft, by);
    if (!draft.isWaiting()) {
      throw ConflictException.because("studio.draft.notSubmitted");
    }
    flow.takenBack(draft);
    jdbc.sql("update process_draft set state = 'OPEN' where id = ?").param(id).update();
  }

  /** Throws it away. What was released or is being looked at stays. */
  public void discard(long id, String by) {
    end(mine(id, by));
  }

  private void end(Draft draft) {
    jdbc.sql("update process_draft set state = 'DISCARDED' where id = ?")
        .param(draft.id())
        .update();
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
    if (!ownsProcesses(by)) {
      throw RefusedException.forbidden("studio.draft.onlyOwnersDecide");
    }
    if (comment != null && comment.length() > 2000) {
      throw RefusedException.ofField("comment", "studio.draft.noteTooLong", 2000);
    }
    if (release) {
      // what it refers to may have changed since it was submitted; the engine itself, in whose
      // transaction this runs, had its say then and has it again when it is deployed
      List<Finding> findings =
          checks.keepsContract(draft, content(id), together(draft, content(id)));
      if (!findings.isEmpty()) {
        throw RefusedException.because("studio.draft.findings", inLines(findings));
      }
      overtaken(draft)
          .ifPresent(
              why -> {
                throw RefusedException.because("studio.draft.sendBack", why);
              });
    }
    jdbc.sql(
            "update process_draft set state = ?, decided_by = ?, decided_for = ?, decided_at = ?,"
                + " decision_comment = ? where id = ?")
        .params(release ? "SUBMITTED" : "OPEN", by, onBehalfOf, clock.now(), comment, id)
        .update();
    logged(
        draft,
        release ? "RELEASE" : "REWORK",
        by,
        onBehalfOf,
        comment == null || comment.isBlank() ? draft.note() : comment.strip());
    if (!release) {
      tell(draft, "draftSentBack", Map.of("person", users.nameOf(by), "comment", comment.strip()));
    }
  }

  private void logged(Draft draft, String decision, String by, String onBehalfOf, String words) {
    history.decided(
        Decided.on(null, Decided.Kind.DIAGRAM, draft.processKey(), decision, by)
            .named(subject(draft).name())
            .ofVersion(version(draft), fingerprint(draft))
            .insteadOf(onBehalfOf)
            .saying(words));
  }

  private String version(Draft draft) {
    String names = String.join(", ", contents(draft).keySet());
    return "draft " + draft.id() + " of version " + draft.basedOn() + ": " + names;
  }

  /** Of all its files with their names: that of the list that {@code sha256sum} makes of them. */
  private String fingerprint(Draft draft) {
    return Fingerprint.of(
        contents(draft).entrySet().stream()
            .map(file -> Fingerprint.of(file.getValue()) + "  " + file.getKey() + "\n")
            .collect(Collectors.joining()));
  }

  /** All that was changed, by the names of the files, in the order of the alphabet. */
  private SortedMap<String, String> contents(Draft draft) {
    SortedMap<String, String> contents = new TreeMap<>(alongside(draft.id()));
    contents.put(Deployed.file(draft.kind(), draft.processKey()), content(draft.id()));
    return contents;
  }

  /**
   * Deploys what was released, unless something else went live meanwhile: then it is its author's
   * again. Safe to run twice.
   */
  public void deploy(long id) {
    // one after the other, as the engine deploys too, so that each sees what the one before did
    jdbc.sql("select NAME_ from ACT_GE_PROPERTY where NAME_ = 'deployment.lock' for update")
        .query(String.class)
        .optional();
    Draft draft = get(id);
    if (draft.state() != Draft.State.SUBMITTED) {
      return;
    }
    Optional<String> overtaken = overtaken(draft);
    if (overtaken.isPresent()) {
      comeBack(draft, Sentences.say("studio.draft.beginAgain", overtaken.get()));
      return;
    }
    Map<String, byte[]> together = together(draft, content(id));
    int next = nextOfForm(draft);
    DeploymentWithDefinitions made =
        engine.asSystem(() -> checks.deployment(together, name(draft)).deployWithResult());
    int version =
        switch (draft.kind()) {
          case PROCESS -> versionIn(made.getDeployedProcessDefinitions(), draft);
          case DECISION -> versionIn(made.getDeployedDecisionDefinitions(), draft);
          case FORM -> next;
        };
    jdbc.sql("update process_draft set state = 'RELEASED', released_version = ? where id = ?")
        .params(version, id)
        .update();
    tell(draft, "draftReleased", Map.of("version", String.valueOf(version)));
  }

  /** Nobody sends it back, so nobody stands there as the one who decided. */
  private void comeBack(Draft draft, String why) {
    jdbc.sql(
            "update process_draft set state = 'OPEN', decided_by = null, decided_for = null,"
                + " decided_at = ?, decision_comment = ? where id = ?")
        .params(clock.now(), why, draft.id())
        .update();
    tell(
        draft,
        "draftSentBack",
        Map.of("person", Sentences.say("studio.draft.nobody"), "comment", why));
  }

  private static int versionIn(List<? extends ResourceDefinition> made, Draft draft) {
    return made.stream()
        .filter(definition -> definition.getKey().equals(draft.processKey()))
        .findFirst()
        .orElseThrow()
        .getVersion();
  }

  /**
   * Reckoned before it is deployed: within a step the engine does not find what it has just made.
   */
  private int nextOfForm(Draft draft) {
    int latest = latest(draft);
    return draft.kind() == Deployed.Kind.FORM
            && latest > 0
            && deployed(draft).equals(content(draft.id()))
        ? latest
        : latest + 1;
  }

  private void tell(Draft draft, String template, Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("process", subject(draft).name());
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

  /** What is released with it, by the names of the files. */
  @Transactional(readOnly = true)
  public Map<String, String> alongside(long id) {
    Map<String, String> files = new LinkedHashMap<>();
    jdbc.sql("select name, content from process_draft_file where draft_id = ? order by name")
        .param(id)
        .query(
            row -> {
              files.put(row.getString(1), row.getString(2));
            });
    return files;
  }

  /**
   * A file that goes live together with a draft.
   *
   * @param name what people call it
   */
  public record Along(String file, String name, List<Difference> differences) {}

  /**
   * What is released with it, beside what is live, or was when it was released.
   *
   * @return in the order of the files; what is the same is left out
   */
  @Transactional(readOnly = true)
  public List<Along> changedAlongside(Draft draft) {
    List<Along> changed = new ArrayList<>();
    alongside(draft.id())
        .forEach(
            (name, text) -> {
              Deployed.Kind kind = Deployed.Kind.of(name);
              Deployed live = catalogue.find(Deployed.keyOf(name)).orElse(null);
              String before = live == null ? null : before(live, draft);
              List<Difference> differences =
                  Comparison.between(kind, before == null ? Deployed.nothing(kind) : before, text);
              if (!differences.isEmpty()) {
                changed.add(new Along(name, live == null ? name : live.name(), differences));
              }
            });
    return changed;
  }

  /** What was live of it before the draft was. */
  private String before(Deployed live, Draft draft) {
    return live.versions().stream()
        .filter(
            version ->
                draft.releasedVersion() == null
                    || version.deployedAt() == null
                    || version.deployedAt().isBefore(draft.decidedAt()))
        .findFirst()
        .map(version -> catalogue.xml(live.kind(), version))
        .orElse(null);
  }

  /** What it is a draft of; without a version where that is new. */
  @Transactional(readOnly = true)
  public Deployed subject(Draft draft) {
    return catalogue
        .find(draft.processKey())
        .orElseGet(
            () -> new Deployed(draft.kind(), draft.processKey(), nameOf(draft), "", List.of()));
  }

  private String nameOf(Draft draft) {
    if (draft.kind() == Deployed.Kind.FORM) {
      return draft.processKey();
    }
    return Drawing.read(content(draft.id()))
        .all(draft.kind() == Deployed.Kind.PROCESS ? "process" : "decision")
        .stream()
        .map(element -> element.getAttribute("name"))
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElse(draft.processKey());
  }

  /** What releasing it changes in what is deployed. */
  @Transactional(readOnly = true)
  public List<Difference> differences(Draft draft) {
    return Comparison.between(draft.kind(), deployed(draft), content(draft.id()));
  }

  /** The file that it would replace; one with nothing in it for something new. */
  @Transactional(readOnly = true)
  public String deployed(Draft draft) {
    Deployed deployed = subject(draft);
    if (draft.isNew() && (draft.releasedVersion() != null || !deployed.isLive())) {
      return Deployed.nothing(draft.kind());
    }
    // what was released is compared with what it replaced
    Version before =
        draft.releasedVersion() == null
            ? deployed.latest()
            : catalogue.version(deployed, draft.basedOn());
    return catalogue.xml(draft.kind(), before);
  }

  private int latest(Draft draft) {
    return latest(draft.processKey());
  }

  private int latest(String key) {
    return catalogue.find(key).map(live -> live.latest().version()).orElse(0);
  }

  /** What went live since it was begun and does something else, in words. */
  private Optional<String> overtaken(Draft draft) {
    if (changedSince(draft.kind(), draft.processKey(), draft.basedOn()) && !isRollBack(draft)) {
      return Optional.of(Sentences.say("studio.draft.overtaken", draft.basedOn(), latest(draft)));
    }
    return jdbc
        .sql("select name, based_on from process_draft_file where draft_id = ? order by name")
        .param(draft.id())
        .query((row, number) -> Map.entry(row.getString(1), row.getInt(2)))
        .list()
        .stream()
        .filter(
            file ->
                changedSince(
                    Deployed.Kind.of(file.getKey()),
                    Deployed.keyOf(file.getKey()),
                    file.getValue()))
        .map(file -> Sentences.say("studio.draft.alongOvertaken", file.getKey()))
        .findFirst();
  }

  /**
   * A form or table that is released gives its diagrams new numbers and changes nothing in them.
   */
  private boolean changedSince(Deployed.Kind kind, String key, int version) {
    int latest = latest(key);
    return latest != version
        && (latest == 0
            || xml(key, version)
                .filter(from -> Comparison.between(kind, from, xml(key, latest).get()).isEmpty())
                .isEmpty());
  }

  private Optional<String> xml(String key, int version) {
    return catalogue
        .find(key)
        .flatMap(
            deployed ->
                deployed.versions().stream()
                    .filter(one -> one.version() == version)
                    .findFirst()
                    .map(one -> catalogue.xml(deployed.kind(), one)));
  }

  /** An older version that is to be the newest again overtakes others on purpose. */
  private boolean isRollBack(Draft draft) {
    return xml(draft.processKey(), draft.basedOn())
        .filter(from -> Comparison.between(draft.kind(), from, content(draft.id())).isEmpty())
        .isPresent();
  }

  private Draft mine(long id, String by) {
    mustOwnProcesses(by);
    Draft draft = get(id);
    mustBeAuthor(draft, by);
    if (!draft.isOpen()) {
      throw ConflictException.because("studio.draft.closed." + draft.state());
    }
    return draft;
  }

  private void mustBeAuthor(Draft draft, String by) {
    if (!draft.author().equals(by)) {
      throw RefusedException.forbidden("studio.draft.notYours", users.nameOf(draft.author()));
    }
  }

  private void mustOwnProcesses(String by) {
    if (!ownsProcesses(by)) {
      throw RefusedException.forbidden("studio.draft.onlyOwners");
    }
  }

  private boolean ownsProcesses(String person) {
    return users
        .find(person)
        .map(User::groups)
        .filter(groups -> groups.contains(Groups.PROCESS_OWNERS))
        .isPresent();
  }

  private String name(Draft draft) {
    String note = draft.note() == null ? draft.processKey() : draft.note();
    return note.length() > 200 ? note.substring(0, 199) + "…" : note;
  }

  private static String inLines(List<Finding> findings) {
    return findings.stream().map(Finding::sentence).limit(10).collect(Collectors.joining("\n"));
  }
}
