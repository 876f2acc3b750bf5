package dev.fairlead.closure;

import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Texts;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what is left to do when results are accepted with remarks, until it is done. */
@Service
@Transactional
public class FollowOnActions {
  private final JdbcClient jdbc;
  private final Projects projects;
  private final ProjectRights rights;
  private final History history;
  private final FairleadClock clock;

  FollowOnActions(
      JdbcClient jdbc,
      Projects projects,
      ProjectRights rights,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.rights = rights;
    this.history = history;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public List<FollowOnAction> of(String projectKey) {
    return jdbc.sql("select * from follow_on_action where project_key = ? order by number")
        .param(projectKey)
        .query(FollowOnAction.class)
        .list();
  }

  @Transactional(readOnly = true)
  public List<FollowOnAction> open(String projectKey) {
    return of(projectKey).stream().filter(action -> !action.isDone()).toList();
  }

  void open(String projectKey, String text, String source, String owner) {
    int number =
        jdbc.sql("select coalesce(max(number), 0) + 1 from follow_on_action where project_key = ?")
            .param(projectKey)
            .query(Integer.class)
            .single();
    jdbc.sql(
            "insert into follow_on_action (project_key, number, text, source, owner, opened_at)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(projectKey, number, text, source, owner, clock.now())
        .update();
  }

  /** Its owner or the coordinator says that it is done, and how. */
  public void done(String projectKey, int number, String note, String by) {
    Project project = projects.get(projectKey);
    FollowOnAction action =
        of(projectKey).stream()
            .filter(known -> known.number() == number)
            .findFirst()
            .orElseThrow(
                () -> NotFoundException.because("closure.actionUnknown", "" + number, projectKey));
    if (!rights.coordinates(project, by) && !rights.stands(action.owner(), by)) {
      throw RefusedException.forbidden("closure.onlyOwner", projectKey);
    }
    String text = Texts.needed("note", "how it was done", note, 1000);
    if (action.isDone()) {
      throw ConflictException.because("closure.actionDone");
    }
    jdbc.sql(
            "update follow_on_action set done_by = ?, done_at = ?, done_note = ?"
                + " where project_key = ? and number = ?")
        .params(by, clock.now(), text, projectKey, number)
        .update();
    history.note(projectKey, by, Sentences.say("closure.history.actionDone", action.text(), text));
  }
}
