package dev.fairlead.change;

import dev.fairlead.people.Users;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Texts;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a change brought once its work was done: with that it is closed. The codes are those of
 * change management in IT service management: successful, with issues, unsuccessful.
 */
@Service
@Transactional
public class ChangeOutcomes {
  /** Nobody reads more of them on one page. */
  private static final int MOST = 50;

  /** Whether a task of a change "c" is not done; numbers that no task has any more do not count. */
  private static final String UNDONE =
      " from plan_task t where t.project_key = c.project_key and t.percent_complete < 100 and"
          + " c.work_tasks like '%,' || cast(t.number as varchar(12)) || ',%' and not exists"
          + " (select 1 from plan_task k where k.project_key = t.project_key and k.parent ="
          + " t.number)";

  private final JdbcClient jdbc;
  private final ChangeStore store;
  private final Changes changes;
  private final ChangeNotices notices;
  private final Projects projects;
  private final ProjectRights rights;
  private final Users users;
  private final History history;
  private final FairleadClock clock;

  ChangeOutcomes(
      JdbcClient jdbc,
      ChangeStore store,
      Changes changes,
      ChangeNotices notices,
      Projects projects,
      ProjectRights rights,
      Users users,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.store = store;
    this.changes = changes;
    this.notices = notices;
    this.projects = projects;
    this.rights = rights;
    this.users = users;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Closes a change that is in the plan, or says of one that its review closed what it brought.
   * Whoever asked for it is told.
   *
   * @param notes needed unless it was successful
   * @throws ConflictException where it is not carried out, waits for its review or backout, or
   *     somebody has said it already
   */
  public ChangeRequest close(
      String id, ChangeRequest.OutcomeCode outcome, String notes, String by) {
    String key = store.get(id).projectKey();
    ProjectRights.mustBeOpen(rights.mustCoordinate(key, by));
    // whoever closes it or pauses the project at the same time waits
    projects.running(key);
    mustLackOutcome(store.get(id));
    if (outcome == null) {
      throw RefusedException.ofField("outcomeCode", "change.outcomeMissing");
    }
    String said =
        outcome == ChangeRequest.OutcomeCode.SUCCESSFUL
            ? Texts.optional("notes", "the notes", notes, 2000)
            : Texts.needed("notes", "the notes", notes, 2000);
    jdbc.sql(
            "update change_request set status = 'CLOSED', outcome = ?, outcome_code = ?,"
                + " outcome_by = ?, outcome_at = ? where id = ?")
        .params(said, outcome.name(), by, clock.now(), id)
        .update();
    ChangeRequest now = store.get(id);
    history.note(
        now.projectKey(),
        by,
        Sentences.say("change.history.outcome." + outcome, id, said == null ? "" : said));
    history.decided(
        Decided.on(now.projectKey(), Decided.Kind.CHANGE_OUTCOME, id, outcome, by)
            .named(now.title())
            .ofVersion("baseline " + now.baseline(), changes.fingerprint(now))
            .saying(said));
    notices.tellOutcome(now, said);
    return now;
  }

  private void mustLackOutcome(ChangeRequest change) {
    if (change.outcomeCode() != null) {
      throw ConflictException.because(
          "change.outcomeSaid",
          change.id(),
          users.nameOf(change.outcomeBy()),
          Sentences.say("change.screen.outcomeIs." + change.outcomeCode()));
    }
    if (change.isInPlan() && change.isOpen()) {
      throw ConflictException.because("change.outcomeReview", change.id());
    }
    if (!change.isInPlan()) {
      throw ConflictException.because(
          "change.outcomeNotDone",
          change.id(),
          Sentences.say("change.screen.status." + change.status()));
    }
  }

  /** Whether this person may close the change now. */
  @Transactional(readOnly = true)
  public boolean mayClose(ChangeRequest change, Project project, String by) {
    return change.lacksOutcome()
        && !project.phase().isOver()
        && !project.isPaused()
        && rights.coordinates(project, by);
  }

  /** How many of the tasks that the change touched or added are not done. */
  @Transactional(readOnly = true)
  public int undone(String id) {
    return jdbc.sql("select (select count(*)" + UNDONE + ") from change_request c where c.id = ?")
        .param(id)
        .query(Integer.class)
        .single();
  }

  /** A change whose work is done and that nobody has closed. */
  public record Waiting(
      String id, String title, String projectKey, String projectName, LocalDateTime since) {}

  /**
   * What this person, also as the deputy of others, is to close today: changes whose tasks are all
   * done or gone, or that touched none; the oldest first, at most 50.
   */
  @Transactional(readOnly = true)
  public List<Waiting> waitingFor(String by) {
    Set<String> people = new HashSet<>(users.actsFor(by, clock.today()));
    people.add(by);
    return jdbc.sql(
            "select c.id, c.title, c.project_key, r.name as project_name, c.implemented_at as since"
                + " from change_request c join project r on r.project_key = c.project_key"
                + " where r.coordinator in (:people) and r.phase <> 'CLOSED' and not exists (select 1"
                + " from project_pause s where s.project_key = c.project_key and s.open_mark = 0)"
                + " and c.status in ('IMPLEMENTED', 'CLOSED') and c.implemented_at is not null"
                + " and c.closed_at is not null and c.outcome_code is null"
                + " and c.work_tasks is not null and not exists (select 1"
                + UNDONE
                + ") order by c.implemented_at, c.id limit "
                + MOST)
        .param("people", people)
        .query(Waiting.class)
        .list();
  }

  /**
   * The tasks that a change touched or added, as they stand in the baseline that it made: of a
   * summary those below it, which carry the work.
   *
   * @return their numbers such as ",3,7,", or ",," where there is none
   */
  static String tasks(ChangeRequest change, WorkPlan before, Baseline after) {
    Set<Integer> touched = change.touchedTasks();
    List<BaselineTask> concerned =
        after.tasks().stream()
            .filter(task -> touched.contains(task.number()) || before.task(task.number()) == null)
            .toList();
    return after.tasks().stream()
        .filter(task -> !task.summary())
        .filter(
            task ->
                concerned.stream()
                    .anyMatch(
                        one ->
                            one.number() == task.number()
                                || one.summary() && task.wbs().startsWith(one.wbs() + ".")))
        .map(task -> String.valueOf(task.number()))
        .collect(Collectors.joining(",", ",", ","));
  }
}
