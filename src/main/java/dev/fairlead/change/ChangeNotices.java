package dev.fairlead.change;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who is told what of a change request, and when. */
@Service
@Transactional
public class ChangeNotices {
  private final ChangeStore store;
  private final Projects projects;
  private final Plans plans;
  private final Users users;
  private final History history;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;

  ChangeNotices(
      ChangeStore store,
      Projects projects,
      Plans plans,
      Users users,
      History history,
      FairleadClock clock,
      ApplicationEventPublisher events) {
    this.store = store;
    this.projects = projects;
    this.plans = plans;
    this.users = users;
    this.history = history;
    this.clock = clock;
    this.events = events;
  }

  /** Tells the requester that nothing comes of it, since its project was stopped. */
  void tellThatTheProjectStopped(ChangeRequest change) {
    tell(change.id(), "change.stopped", "stopped", List.of(change.requester()));
  }

  /** Tells whoever asked for it what it brought, but not the one who said so. */
  void tellOutcome(ChangeRequest change, String comment) {
    Set<String> to = store.requesters(change.id());
    to.remove(change.outcomeBy());
    if (to.isEmpty()) {
      return;
    }
    String result =
        (Sentences.say("change.screen.status." + change.status())
                + ", "
                + Sentences.say("change.screen.outcomeIs." + change.outcomeCode()))
            .toLowerCase(Locale.ROOT);
    tell(
        change.id(),
        "change.result",
        "outcome",
        List.copyOf(to),
        Map.of("result", result, "comment", comment == null ? "" : comment));
  }

  /** Tells the requester that the plan has become one to which it cannot be applied. */
  void tellThatItNoLongerFits(ChangeRequest change, String reason) {
    tell(
        change.id(),
        "change.unfit",
        "unfit-" + clock.today(),
        List.of(change.requester()),
        Map.of("reason", reason));
  }

  /** Tells the requester that it does not go quite as the decision table says. */
  void tellOfDeciders(ChangeRequest change, String why, String reason) {
    tell(
        change.id(), "change.deciders", why, List.of(change.requester()), Map.of("reason", reason));
  }

  /**
   * Reminds the people of this group that the change waits for their decision.
   *
   * @param link where they decide
   */
  public void remind(String id, String group, String link) {
    List<String> to = new ArrayList<>(membersOf(group));
    to.removeAll(store.get(id).approvedBy().people());
    tell(id, "change.reminder", "reminder-" + clock.today(), to, Map.of(), link);
  }

  /**
   * Tells the people of this group and the coordinator that an emergency change was not reviewed in
   * time.
   *
   * @param link where the group reviews it
   */
  public void escalateReview(String id, String group, String link) {
    List<String> reviewers = membersOf(group);
    tell(id, "change.review", "review", reviewers, Map.of(), link);
    String coordinator = projects.get(store.get(id).projectKey()).coordinator();
    if (!reviewers.contains(coordinator)) {
      tell(id, "change.review", "review", List.of(coordinator));
    }
    history.note(store.get(id).projectKey(), null, Sentences.say("change.history.escalated", id));
  }

  /**
   * Tells the requester, the coordinator and the owners of the tasks that move what became of the
   * change.
   */
  public void tellResult(String id) {
    ChangeRequest change = store.get(id);
    Set<String> to = store.requesters(id);
    to.add(projects.get(change.projectKey()).coordinator());
    if (change.implementedAt() != null) {
      Set<Integer> moved = change.touchedTasks();
      change.impact().moved().forEach(task -> moved.add(task.number()));
      for (PlanTask task : plans.current(change.projectKey()).tasks()) {
        if (task.owner() != null && moved.contains(task.number())) {
          to.add(task.owner());
        }
      }
    }
    tell(id, "change.result", "result-" + change.status(), List.copyOf(to));
  }

  private List<String> membersOf(String group) {
    return group == null
        ? List.of()
        : users.inGroup(group).stream().filter(User::enabled).map(User::username).toList();
  }

  private void tell(String id, String template, String why, List<String> to) {
    tell(id, template, why, to, Map.of());
  }

  private void tell(
      String id, String template, String why, List<String> to, Map<String, String> more) {
    tell(id, template, why, to, more, "/changes/" + id);
  }

  private void tell(
      String id,
      String template,
      String why,
      List<String> to,
      Map<String, String> more,
      String link) {
    ChangeRequest change = store.get(id);
    Impact impact = change.impact();
    String comment = change.outcome() != null ? change.outcome() : change.decisionComment();
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "changeId",
                id,
                "title",
                change.title(),
                "projectKey",
                change.projectKey(),
                "projectName",
                projects.get(change.projectKey()).name(),
                "result",
                Sentences.say("change.screen.status." + change.status()).toLowerCase(Locale.ROOT),
                "comment",
                comment == null ? "" : comment,
                "finishDelta",
                impact == null ? "-" : "" + impact.finishDelta(),
                "costDelta",
                impact == null ? "-" : Amounts.plain(impact.costDelta())));
    values.putAll(more);
    events.publishEvent(
        new Notice("change-" + id + "-" + why, change.projectKey(), to, template, values, link));
  }
}
