package dev.fairlead.closure;

import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.History;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Texts;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The results that the sponsor accepts. They begin as the milestones of the plan. */
@Service
@Transactional
public class Deliverables {
  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final ProjectRights rights;
  private final Users users;
  private final History history;
  private final FairleadClock clock;

  Deliverables(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      ProjectRights rights,
      Users users,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.rights = rights;
    this.users = users;
    this.history = history;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public List<Deliverable> of(String projectKey) {
    return jdbc.sql("select * from deliverable where project_key = ? order by number")
        .param(projectKey)
        .query(
            (row, i) ->
                new Deliverable(
                    projectKey,
                    row.getInt("number"),
                    row.getString("name"),
                    row.getString("criteria"),
                    row.getObject("task", Integer.class),
                    row.getString("acceptance") == null
                        ? null
                        : Deliverable.Acceptance.valueOf(row.getString("acceptance")),
                    row.getString("condition_text"),
                    row.getString("accepted_by"),
                    row.getObject("accepted_at", LocalDateTime.class)))
        .list();
  }

  /**
   * Lists the milestones of the plan where nobody listed anything; without milestones the result as
   * a whole.
   */
  void listMilestones(String projectKey) {
    if (!of(projectKey).isEmpty()) {
      return;
    }
    int number = 0;
    for (PlanTask task : plans.current(projectKey).tasks()) {
      if (task.milestone()) {
        insert(
            projectKey,
            ++number,
            task.name(),
            Sentences.say("closure.milestoneCriteria"),
            task.number());
      }
    }
    if (number == 0) {
      insert(
          projectKey,
          1,
          cut(Sentences.say("closure.wholeResult", projects.get(projectKey).name())),
          Sentences.say("closure.wholeCriteria"),
          null);
    }
  }

  private static String cut(String text) {
    return text.length() > 200 ? text.substring(0, 199) + "…" : text;
  }

  /** Adds a deliverable. */
  public void add(String projectKey, String name, String criteria, String by) {
    closing(rights.mustCoordinate(projectKey, by));
    String called = Texts.needed("name", "the name", name, 200);
    String measured = Texts.needed("criteria", "the acceptance criteria", criteria, 1000);
    int number =
        jdbc.sql("select coalesce(max(number), 0) + 1 from deliverable where project_key = ?")
            .param(projectKey)
            .query(Integer.class)
            .single();
    insert(projectKey, number, called, measured, null);
    history.note(projectKey, by, Sentences.say("closure.history.deliverable", called));
  }

  /** Takes a deliverable from the list that nobody accepted yet. */
  public void remove(String projectKey, int number, String by) {
    closing(rights.mustCoordinate(projectKey, by));
    Deliverable deliverable = open(projectKey, number);
    jdbc.sql("delete from deliverable where project_key = ? and number = ?")
        .params(projectKey, number)
        .update();
    history.note(
        projectKey, by, Sentences.say("closure.history.deliverableRemoved", deliverable.name()));
  }

  /**
   * The sponsor accepts a deliverable.
   *
   * @param condition what must still be done; needed to accept on condition
   */
  public void accept(
      String projectKey,
      int number,
      Deliverable.Acceptance acceptance,
      String condition,
      String by) {
    Project project = projects.get(projectKey);
    closing(project);
    if (!rights.stands(project.sponsor(), by)) {
      throw RefusedException.forbidden("closure.onlySponsor", users.nameOf(project.sponsor()));
    }
    Deliverable deliverable = open(projectKey, number);
    if (acceptance == null) {
      throw RefusedException.ofField("acceptance", "closure.acceptanceMissing");
    }
    String text =
        acceptance == Deliverable.Acceptance.ON_CONDITION
            ? Texts.needed("condition", "the condition", condition, 1000)
            : null;
    jdbc.sql(
            "update deliverable set acceptance = ?, condition_text = ?, accepted_by = ?, accepted_at = ?"
                + " where project_key = ? and number = ?")
        .params(acceptance.name(), text, by, clock.now(), projectKey, number)
        .update();
    history.note(
        projectKey,
        by,
        Sentences.say(
            "closure.history." + acceptance, deliverable.name(), text == null ? "" : text));
  }

  /**
   * @throws RefusedException while a deliverable is not accepted
   */
  @Transactional(readOnly = true)
  public void mustBeAccepted(String projectKey) {
    String open =
        of(projectKey).stream()
            .filter(d -> !d.isAccepted())
            .map(Deliverable::name)
            .collect(Collectors.joining(", "));
    if (!open.isEmpty()) {
      throw RefusedException.because("closure.notAccepted", open);
    }
  }

  private static void closing(Project project) {
    if (project.phase() != Phase.CLOSING) {
      throw RefusedException.because("closure.phase", project.key());
    }
    project.mustRun();
  }

  private Deliverable open(String projectKey, int number) {
    Deliverable deliverable =
        of(projectKey).stream()
            .filter(d -> d.number() == number)
            .findFirst()
            .orElseThrow(
                () -> NotFoundException.because("closure.deliverableUnknown", number, projectKey));
    if (deliverable.isAccepted()) {
      throw ConflictException.because("closure.alreadyAccepted", deliverable.name());
    }
    return deliverable;
  }

  private void insert(String projectKey, int number, String name, String criteria, Integer task) {
    jdbc.sql(
            "insert into deliverable (project_key, number, name, criteria, task) values (?, ?, ?, ?, ?)")
        .params(projectKey, number, name, criteria, task)
        .update();
  }
}
