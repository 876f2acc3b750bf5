package dev.fairlead.change;

import dev.fairlead.people.Users;
import dev.fairlead.plan.MergedEdits;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.ProjectRights;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Merges a change request into another one of the same project, so that both are decided and
 * applied as one. The merged one keeps what it asked for and says which one goes on with it.
 */
@Service
@Transactional
public class ChangeMerges {
  private static final int LONGEST_OUTCOME = 2_000;
  private static final int MOST_CLASHES_TOLD = 8;

  private final JdbcClient jdbc;
  private final Changes changes;
  private final Plans plans;
  private final Projects projects;
  private final ProjectRights rights;
  private final Users users;
  private final History history;
  private final FairleadClock clock;
  private final ObjectProvider<ChangeFlow> flow;
  private final ApplicationEventPublisher events;

  ChangeMerges(
      JdbcClient jdbc,
      Changes changes,
      Plans plans,
      Projects projects,
      ProjectRights rights,
      Users users,
      History history,
      FairleadClock clock,
      ObjectProvider<ChangeFlow> flow,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.changes = changes;
    this.plans = plans;
    this.projects = projects;
    this.rights = rights;
    this.users = users;
    this.history = history;
    this.clock = clock;
    this.flow = flow;
    this.events = events;
  }

  /** The requests that this person may merge it into; none where they may not. */
  @Transactional(readOnly = true)
  public List<ChangeRequest> targets(ChangeRequest change, String by) {
    Project project = projects.get(change.projectKey());
    if (!change.isUndecided() || project.isPaused() || !rights.coordinates(project, by)) {
      return List.of();
    }
    return changes.open(change.projectKey()).stream()
        .filter(other -> !other.id().equals(change.id()) && takesMore(other))
        .toList();
  }

  /** A standard or an emergency change would carry the wishes of others past their deciders. */
  private static boolean takesMore(ChangeRequest change) {
    return change.isUndecided() && change.type() == ChangeRequest.Type.NORMAL;
  }

  /**
   * Merges a request into another one, whose impact is computed again before anybody decides.
   *
   * @param keep id of the one of both whose wish counts where they clash; null or empty to be told
   *     where they do
   * @throws RefusedException naming the clashes where nobody said whose wish counts
   */
  public ChangeRequest merge(String id, String into, String keep, String by) {
    String key = changes.get(id).projectKey();
    Project project = projects.running(key);
    if (!rights.coordinates(project, by)) {
      throw RefusedException.forbidden(
          "change.merge.onlyCoordinator", users.nameOf(project.coordinator()));
    }
    ChangeRequest merged = changes.get(id);
    ChangeRequest survivor = survivor(merged, into);
    if (merged.movesWhatWasAgreed() && !survivor.movesWhatWasAgreed()) {
      // whoever is asked about the other one was chosen for less
      throw RefusedException.ofField("into", "change.merge.agreed", merged.id(), survivor.id());
    }
    MergedEdits together =
        MergedEdits.of(
            plans.currentWithLines(key),
            survivor.edits(),
            merged.edits(),
            merged.id().equals(keep));
    String clashes = clashes(together, survivor, merged);
    boolean decided = merged.id().equals(keep) || survivor.id().equals(keep);
    if (!clashes.isEmpty() && !decided) {
      throw RefusedException.ofField("keep", "change.merge.clashes", clashes);
    }
    changes.extend(survivor.id(), together.edits());
    String outcome =
        clashes.isEmpty()
            ? Sentences.say("change.merge.whole", survivor.id())
            : Sentences.say("change.merge.kept", survivor.id(), keep, clashes);
    close(merged, survivor, outcome);
    if (!flow.getObject().merged(merged.id())
        || survivor.status() == ChangeRequest.Status.AWAITING_APPROVAL
            && !flow.getObject().extended(survivor.id())) {
      throw ConflictException.because("change.merge.tooLate", merged.id(), survivor.id());
    }
    history.decided(
        Decided.on(key, Decided.Kind.CHANGE_MERGE, id, "MERGE", by)
            .named(merged.title())
            .ofVersion("into " + survivor.id(), null)
            .saying(outcome));
    history.note(
        key, by, Sentences.say("change.history.merged", id, merged.title(), survivor.id()));
    return changes.get(survivor.id());
  }

  private ChangeRequest survivor(ChangeRequest merged, String into) {
    if (into == null || into.isBlank()) {
      throw RefusedException.ofField("into", "change.merge.into");
    }
    if (!merged.isUndecided()) {
      throw ConflictException.because(
          "change.over", merged.id(), Sentences.say("change.screen.status." + merged.status()));
    }
    ChangeRequest survivor = known(into.strip());
    if (survivor.id().equals(merged.id())) {
      throw RefusedException.ofField("into", "change.merge.itself", merged.id());
    }
    if (!survivor.projectKey().equals(merged.projectKey())) {
      throw RefusedException.ofField("into", "change.merge.otherProject", survivor.id());
    }
    if (!takesMore(survivor)) {
      throw RefusedException.ofField(
          "into",
          "change.merge.notOpen",
          survivor.id(),
          Sentences.say("change.screen.status." + survivor.status()));
    }
    return survivor;
  }

  private ChangeRequest known(String id) {
    try {
      return changes.get(id);
    } catch (NotFoundException unknown) {
      throw RefusedException.ofField("into", "change.unknown", id);
    }
  }

  private static String clashes(
      MergedEdits together, ChangeRequest survivor, ChangeRequest merged) {
    String told =
        together.clashes().stream()
            .limit(MOST_CLASHES_TOLD)
            .map(
                clash ->
                    Sentences.say(
                        "change.merge.clash",
                        clash.what(),
                        survivor.id(),
                        clash.first(),
                        merged.id(),
                        clash.second()))
            .collect(Collectors.joining(" "));
    return together.clashes().size() > MOST_CLASHES_TOLD ? told + " …" : told;
  }

  private void close(ChangeRequest merged, ChangeRequest survivor, String outcome) {
    jdbc.sql(
            "update change_request set status = 'MERGED', merged_into = ?, outcome = ?, closed_at = ?,"
                + " postponed_until = null where id = ?")
        .params(
            survivor.id(),
            outcome.length() > LONGEST_OUTCOME
                ? outcome.substring(0, LONGEST_OUTCOME - 1) + "…"
                : outcome,
            clock.now(),
            merged.id())
        .update();
    // what was merged into it before goes on in the same place
    jdbc.sql("update change_request set merged_into = ? where merged_into = ?")
        .params(survivor.id(), merged.id())
        .update();
  }

  /** Tells the requester of a merged change which one goes on with their wishes. */
  public void tell(String id) {
    ChangeRequest merged = changes.get(id);
    ChangeRequest survivor = changes.get(merged.mergedInto());
    events.publishEvent(
        new Notice(
            "change-" + id + "-merged",
            merged.projectKey(),
            List.of(merged.requester()),
            "change.merged",
            Map.of(
                "changeId", id,
                "title", merged.title(),
                "projectKey", merged.projectKey(),
                "projectName", projects.get(merged.projectKey()).name(),
                "into", survivor.id(),
                "intoTitle", survivor.title(),
                "outcome", merged.outcome()),
            "/changes/" + survivor.id()));
  }
}
